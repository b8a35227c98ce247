# SPDX-License-Identifier: Apache-2.0
"""Chinese sentences: one Command per step, read from left to right, with or without punctuation."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from mm_robot.language.clause import Read, Trouble, inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.tokens import text_of
from mm_robot.language.zh.afterthoughts import settled
from mm_robot.language.zh.questions import question
from mm_robot.language.zh.reader import Clause, without
from mm_robot.language.zh.reference import phrase
from mm_robot.language.zh.statements import StatementsReader, asks_in_vain
from mm_robot.language.zh.verbs import meaning
from mm_robot.types import Command, Reference, Relation, Verb
from mm_robot.vocabulary.nouns import CONTAINERS


def _nameless(target: Reference) -> bool:
    """两个苹果, |一个| 给我: a thing of which only the number is said."""
    bare = Reference(count=target.count, determiner=target.determiner, words=target.words)
    return isinstance(target.count, int) and target == bare


class ChineseSentence(StatementsReader):
    """Reads the tokens of one utterance."""

    def read(self) -> Read:
        """The commands, or the trouble."""
        if asks_in_vain(self._tokens):
            return Read(trouble="not_understood")
        while self._i < len(self._tokens) and not self._trouble:
            before = self._i
            self._separators()
            if self._i >= len(self._tokens):
                break
            if not self._clause() and not self._trouble:
                if "ba" in self._at() and "noun" in self._at(1):
                    self._trouble = "not_understood"  # 把水倒掉: one step would be left out
                self._chatter()
            if self._i == before:
                self._i += 1
        if self._excluded is not None and not self._trouble:
            self._commands.append(Command("deny", self._excluded, text=text_of(self._tokens)))
        if self._trouble:
            return Read(trouble=self._trouble)
        if self._skipped and any(
            (c.target is not None and (c.target.determiner == "it" or _nameless(c.target)))
            or (c.target is None and c.verb in ("release", "open", "close", "push"))
            for c in self._commands
        ):
            return Read(trouble="not_understood")  # "it" may be what was not understood
        trouble: Trouble = "" if self._commands else "not_understood"
        return Read(settled(self._commands), trouble, self._passed_over)

    def _clause(self) -> bool:
        start = self._i
        if self._remark() or self._complaint() or self._statement():
            return True
        if "condition" in self._at() and not self._only():
            return False
        if self._reproach() or self._excepted():
            return True
        read, end = question(self._tokens, self._i)
        if read is not None:
            self._i = end
            self._commands.append(self._furnished(read))
            self._earlier = read.target or self._earlier
            return True
        elided = at(self._tokens, self._i - 1).is_any("then", "and")
        if self._at().is_any("and") and "have_plain" in self._at():
            self._i += 1  # 还有苹果
        clause = self._read_clause()
        if clause is not None and elided and self._commands:
            self._elided(clause)
        if clause is None or self._trouble:
            self._i = start
            return False
        if not self._emit(clause, start):
            self._i = start
            return False
        return True

    def _excepted(self) -> bool:
        """把方块都放进盒子，绿色的除外."""
        read = phrase(self._tokens, self._i)
        if not (self._commands and read.references) or "except_post" not in at(self._tokens, read.end):
            return False
        latest = self._commands[-1]
        if latest.target is None:
            return False
        target = latest.target
        for spared in read.references:
            target = without(target, spared)
        self._commands[-1] = replace(latest, target=target)
        self._i = read.end + 1
        return True

    def _only(self) -> bool:
        """只要红的: a wish, where nothing depends on it."""
        read = phrase(self._tokens, self._i + 1)
        return (
            "wish" in self._at()
            and bool(read.references)
            and at(self._tokens, read.end).is_any("end", "punct")
        )

    def _elided(self, clause: Clause) -> None:
        """先给我杯子，然后盘子: the verb of the step before is meant."""
        latest = self._commands[-1]
        bare = clause.targets and not (
            clause.verb or clause.recipient or clause.destination or clause.negations
        )
        if bare and latest.verb in ("hand_over", "pick") and not latest.negated:
            clause.verb = "give" if latest.verb == "hand_over" else "pick"
            clause.recipient = latest.recipient

    def _remark(self) -> bool:
        token, start = self._at(), self._i
        if "then" in token and not self._ends(1):
            return False  # 接着把碗给我
        if "remark" not in token:
            if "confirm_word" in token or ("deny_word" in token and self._ends(1)):
                value = token.get("confirm_word") or token.get("deny_word")
            else:
                return False
        else:
            value = token.get("remark")
        following = self._at(1)
        alone = self._ends(1) or following.is_any(
            "remark", "question_end", "ba", "benefit", "confirm_word", "come", "filler", "wish"
        )
        alone = alone or (
            value in ("wait", "stop") and "neg" in following and "not_be" not in following
        )  # 等等|先别放
        if not alone and not (value in ("confirm", "deny") and not token.is_any("neg", "is", "verb", "wish")):
            return False
        if "neg" in token and not self._ends(1):
            return False  # 先别松手: the negation is of what follows
        if value == "resume" and "verb" in following and self._ends(2):
            self._i += 1  # 继续放
        self._i += 1
        while self._repeats(value) or "question_end" in self._at():
            self._i += 1
        if value in ("confirm", "deny"):
            return self._answer(cast(Verb, value), start)
        self._add_remark(value, start)
        return True

    def _repeats(self, value: str) -> bool:
        """不对不对; but the 别 of 不对别松手 is a negation of what follows."""
        return self._at().get("remark") == value and ("neg" not in self._at() or self._ends(1))

    def _answer(self, verb: Verb, start: int) -> bool:
        """是的 or 不是, alone or with more: 是的，红色的那个; 不，把蓝色的给我."""
        j = self._i
        while (
            j < len(self._tokens)
            and at(self._tokens, j).is_any("punct", "but", "is", "confirm_word", "deny_word", "question_end")
            and not at(self._tokens, j).is_any("verb", "wish", "ba")
        ):
            if at(self._tokens, j).is_any("neg", "not_be") and not at(self._tokens, j + 1).is_any(
                "end", "punct"
            ):
                break
            j += 1
        if j >= len(self._tokens):
            self._i = j
            self._commands.append(Command(verb, text=text_of(self._tokens[start:j])))
            return True
        read = phrase(self._tokens, j)
        if read.references and at(self._tokens, read.end).is_any("end", "punct", "question_end"):
            self._i = read.end
            target = inherit_noun(read.references[0], self._earlier)
            self._commands.append(Command(verb, target, text=text_of(self._tokens[start : self._i])))
            return True
        if at(self._tokens, j).is_any(
            "then",
            "remark",
            "ba",
            "verb",
            "benefit",
            "wish",
            "neg",
            "noun",
            "attr",
            "det",
            "what",
            "where",
            "filler",
            "exists",
            "side_only",
            "loc",
            "sup",
            "all",
            "toward",
        ):
            self._i = j
            return True  # the rest tells more
        self._commands.append(Command(verb, text=text_of(self._tokens[start : self._i])))
        return True

    def _add_remark(self, value: str, start: int) -> None:
        text = text_of(self._tokens[start : self._i])
        if value == "status":
            self._commands.append(Command("answer", question="status", text=text))
        elif value == "any":
            anything = Command("confirm", Reference(determiner="a", words=text), text=text)
            if self._excluded is not None and anything.target is not None:  # 除了锤子都行
                anything = replace(anything, target=without(anything.target, self._excluded, swap=True))
                self._excluded = None
            if not (self._commands and self._commands[-1].target == anything.target):
                self._commands.append(anything)
        else:
            self._commands.append(Command(cast(Verb, value), text=text))

    def _emit(self, clause: Clause, start: int) -> bool:
        text = text_of(self._tokens[start : self._i])
        if clause.forbidden is not None:
            self._commands.append(replace(clause.forbidden, text=text))
            return True
        if clause.negations > 1:
            self._trouble = "unclear_negation"
            return False
        if not clause.verb and clause.recipient is None:
            return self._fragment(clause, start)
        if clause.source is not None and clause.targets:
            latest = clause.targets[-1]
            clause.targets[-1] = replace(latest, relations=(*latest.relations, clause.source))
        if clause.stands is not None and clause.verb in ("pick", "give", "find") and clause.targets:
            clause.destination = None  # 药在抽屉里，给我拿一下
            latest = clause.targets[-1]
            clause.targets[-1] = replace(latest, relations=(*latest.relations, clause.stands))
        negated = clause.negations == 1
        if self._negated_verb is not None and not negated and self._reaches(clause):
            negated = True
        moved = clause.verb == "place" and clause.verb_text[0] in "移挪搬"
        if moved and negated and clause.destination is None and clause.direction is None:
            clause.verb = "touch"  # 不要移动盒子 forbids more than to put it somewhere
        if clause.verb == "avoid":
            if negated:
                self._trouble = "unclear_negation"
                return False
            clause.verb, negated = "touch", True
        if self._excluded is not None and not clause.targets:
            clause.targets = [Reference(count="all")]
        if self._excluded is not None and clause.targets:
            clause.targets[-1] = without(
                inherit_noun(clause.targets[-1], self._earlier), self._excluded, swap=True
            )
            self._excluded = None
        commands = meaning(clause, bool(self._commands) or negated)
        if not commands:
            return False
        self._commands += [replace(self._furnished(c), negated=negated, text=text) for c in commands]
        self._earlier = commands[-1].target or self._earlier
        self._negated_verb = (clause.verb or "give") if negated else None
        return True

    def _furnished(self, command: Command) -> Command:
        """The 里面 of 打开抽屉把里面的剪刀给我 is the drawer's."""
        target = command.target
        named = [c.target for c in self._commands if c.target is not None and c.target.noun in CONTAINERS]
        inside = Relation("in", (Reference(determiner="it", words="它"),))
        if target is None or not named or inside not in target.relations:
            return command
        there = Relation("in", (named[-1],))
        return replace(
            command,
            target=replace(target, relations=tuple(there if r == inside else r for r in target.relations)),
        )

    def _reaches(self, clause: Clause) -> bool:
        """Whether the negation of the clause before, not separated from this one, forbids this one too."""
        same_verb = (clause.verb or "give") == self._negated_verb
        if same_verb and (clause.targets or clause.recipient is not None):
            return False  # 别拿红色的拿蓝色的, 别给他给我
        return not (clause.targets and clause.fronted)

    def _fragment(self, clause: Clause, start: int) -> bool:
        """A bare noun phrase or place: the answer to a question; 不是红色的 rules out."""
        text = text_of(self._tokens[start : self._i])
        if self._at().text == "要" and clause.targets and self._at(1).is_any("end", "punct"):
            self._i += 1  # 两个都要
        while self._at().is_any("confirm_word", "remark") and self._ends(1) and "neg" not in self._at():
            self._i += 1  # 是蓝色的那个没错
        if clause.fronted and "ba" in self._tokens[start]:
            return False  # 把这两个|调换: what to do with them was not understood
        goes_on = bool(clause.negations) and self._at().is_any("is", "wish", "benefit", "ba", "det")
        if not (self._ends() or "question_end" in self._at() or goes_on):
            return False
        target = clause.targets[0] if clause.targets else Reference()
        nothing_known = bool(target.unknown_words) and not (
            target.noun or target.attributes or target.determiner or target.ordinal
        )
        if len(clause.targets) > 1 or nothing_known:
            return False
        if clause.destination is not None:
            target = replace(target, relations=(*target.relations, clause.destination))
        if clause.negations:
            self._excluded = without(Reference(words=target.words), target)
            if self._excluded == Reference(words=target.words):  # 不要这个
                self._excluded = None
                self._denied = True  # …要那个: what comes now is the correction
                if self._ends():
                    self._commands.append(Command("deny", text=text))
            self._earlier = target
            return True
        if any(
            not t.is_any(
                "punct",
                "confirm_word",
                "deny_word",
                "remark",
                "filler",
                "is",
                "not_be",
                "attr",
                "noun",
                "de",
                "det",
                "neg",
                "question_end",
                "side_only",
                "sup",
                "head",
                "correct",
                "and",
                "you",
            )
            for t in self._tokens[:start]
        ):
            return False
        target = inherit_noun(target, self._earlier)
        if self._excluded is not None:
            target, self._excluded = without(target, self._excluded, swap=True), None
        self._earlier = target
        self._commands.append(Command("deny" if self._denied else "confirm", target, text=text))
        return True
