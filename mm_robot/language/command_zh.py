# SPDX-License-Identifier: Apache-2.0
"""Chinese sentences: one Command per step, read from left to right, with or without punctuation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from mm_robot.language.arguments import Direction, Recipient
from mm_robot.language.clause import Read, Trouble, forbidden_remark, inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.nouns import CONTAINERS, SURFACES
from mm_robot.language.questions_zh import question
from mm_robot.language.reference_zh import phrase
from mm_robot.language.tokens import Token, text_of
from mm_robot.types import Command, Reference, Relation, Verb

_IT = Reference(determiner="it", words="它")
_FLAT = ("plate", "tray")  # containers that things lie on


@dataclass
class Clause:
    """What was read of one clause before its meaning is known."""

    targets: list[Reference] = field(default_factory=list)
    destination: Relation | None = None
    recipient: Recipient | None = None
    direction: Direction | None = None
    negations: int = 0
    verb: str = ""
    verb_text: str = ""
    back: bool = False
    come: bool = False
    fronted: bool = False  # the target stands before the verb
    source: Relation | None = None  # 从桌上
    forbidden: Command | None = None  # 别松手


class ChineseSentence:
    """Reads the tokens of one utterance."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = [t for t in tokens if not (len(t.readings) == 1 and "filler" in t)]
        self._i = 0
        self._commands: list[Command] = []
        self._earlier: Reference | None = None
        self._negated_verb: str | None = None  # a negation reaches over serial verbs: 不要拿起杯子放进碗里
        self._excluded: Reference | None = None  # 不是红色的，给我蓝色的
        self._trouble: Trouble = ""

    def read(self) -> Read:
        """The commands, or the trouble."""
        while self._i < len(self._tokens) and not self._trouble:
            before = self._i
            self._separators()
            if self._i >= len(self._tokens):
                break
            if not self._clause() and not self._trouble:
                self._chatter()
            if self._i == before:
                self._i += 1
        if self._excluded is not None and not self._trouble:
            self._commands.append(Command("deny", self._excluded, text=text_of(self._tokens)))
        if self._trouble:
            return Read(trouble=self._trouble)
        return Read(tuple(self._commands), "" if self._commands else "not_understood")

    # ------------------------------------------------------------------------------------------ between clauses

    def _at(self, ahead: int = 0) -> Token:
        return at(self._tokens, self._i + ahead)

    def _ends(self, ahead: int = 0) -> bool:
        return self._at(ahead).is_any("end", "punct", "then", "but")

    def _separators(self) -> None:
        while self._at().is_any(
            "punct", "then", "but", "and", "question_end", "or"
        ) and not self._at().is_any("neg", "remark", "noun", "is_it"):
            self._negated_verb = None
            self._i += 1
        if "correct" in self._at() and not self._at().is_any("remark", "neg", "verb"):
            self._i += 1
        if (
            "is" in self._at()
            and not self._at().is_any("neg", "wish")
            and "remark" not in self._at()
            and "verb" not in self._at()
        ):
            self._i += 1  # 不是红色的，是蓝色的

    def _chatter(self) -> None:
        harmless = True
        while self._i < len(self._tokens):
            token = self._at()
            if token.is_any("neg", "except") and not token.is_any("noun", "attr", "question_end"):
                self._trouble = "unclear_negation"
                return
            if "condition" in token:
                self._trouble = "condition"
                return
            if token.is_any("punct", "then"):
                break
            harmless = harmless and not token.is_any("noun", "attr")
            self._i += 1
            if self._at().is_any("ba", "benefit", "wish"):
                break
        if not harmless and self._commands:
            self._trouble = "not_understood"

    # ------------------------------------------------------------------------------------------ clauses

    def _clause(self) -> bool:
        start = self._i
        if self._remark():
            return True
        if "condition" in self._at():
            return False
        read, end = question(self._tokens, self._i)
        if read is not None:
            self._i = end
            self._commands.append(read)
            self._earlier = read.target or self._earlier
            return True
        clause = self._read_clause()
        if clause is None or self._trouble:
            self._i = start
            return False
        return self._emit(clause, start)

    def _remark(self) -> bool:
        token, start = self._at(), self._i
        if "remark" not in token:
            if "confirm_word" in token or ("deny_word" in token and self._ends(1)):
                value = token.get("confirm_word") or token.get("deny_word")
            else:
                return False
        else:
            value = token.get("remark")
        following = self._at(1)
        alone = self._ends(1) or following.is_any(
            "remark", "question_end", "ba", "benefit", "confirm_word", "come", "filler"
        )
        if not alone and not (value in ("confirm", "deny") and not token.is_any("neg", "is", "verb", "wish")):
            return False
        if value in ("confirm", "deny") and "neg" in token and not self._ends(1):
            return False
        self._i += 1
        while self._at().get("remark") == value or "question_end" in self._at():
            self._i += 1
        if value in ("confirm", "deny"):
            return self._answer(cast(Verb, value), start)
        self._add_remark(value, start)
        return True

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
        else:
            self._commands.append(Command(cast(Verb, value), text=text))

    # ------------------------------------------------------------------------------------------ one clause

    def _read_clause(self) -> Clause | None:
        clause = Clause()
        while self._before_verb(clause):
            pass
        token = self._at()
        if self._trouble:
            return None
        if "verb" in token and not (
            token.is_any("noun") and not clause.targets and not clause.negations and self._ends(1)
        ):
            clause.verb, clause.verb_text = token.get("verb"), token.text
            self._i += 1
            while self._after_verb(clause):
                pass
        elif "remark" in token and clause.negations == 1 and not clause.targets:
            command = forbidden_remark(token.get("remark"), "")
            if command is None:
                return None
            self._i += 1
            clause.forbidden = command
            return clause
        if not clause.verb and clause.recipient is None and not clause.targets and clause.destination is None:
            return None
        return clause

    def _before_verb(self, clause: Clause) -> bool:
        token, following = self._at(), self._at(1)
        if "wish" in token and not clause.targets:
            if not (following.is_any("verb", "ba") and not following.is_any("noun", "attr")):
                read = phrase(self._tokens, self._i + 1)
                if read.references:
                    clause.verb, clause.recipient = "give", "speaker"
                    self._add(clause, read.references)
                    self._i = read.end
                    while self._after_verb(clause):
                        pass
                    return False
            self._i += 1
            return True
        if (
            token.text in ("我不要", "我不想要", "我不需要")
            and not clause.targets
            and not following.is_any("verb", "ba")
        ):
            read = phrase(self._tokens, self._i + 1)
            if read.references:
                clause.verb, clause.recipient, clause.negations = "give", "speaker", 1
                self._add(clause, read.references)
                self._i = read.end
                return False
        if "source" in token and self._source(clause):
            return True
        described = "without" in token and "noun" in following and not self._at(2).is_any("end", "punct")
        if (
            "neg" in token
            and not described
            and not (
                token.is_any("except") or ("not_be" in token and clause.targets and not self._verb_near())
            )
        ):
            clause.negations += 1
            self._i += 1
            return True
        if "ba" in token and not clause.verb:
            read = phrase(self._tokens, self._i + 1)
            if not read.references:
                return False
            self._add(clause, read.references)
            clause.fronted = True
            self._i = read.end
            return True
        if "benefit" in token:
            clause.recipient = cast(Recipient, token.get("benefit"))
            self._i += 1
            return True
        if token.text in ("给", "递给") and following.is_any("speaker", "someone"):
            clause.recipient = "speaker" if "speaker" in following else "person"
            self._i += 2
            return True
        describes = token.text in ("在", "放在", "摆在", "位于") and _describes(self._tokens, self._i)
        if token.is_any("toward", "place_prep") and not describes and self._toward(clause):
            return True
        if "each" in token:
            self._all(clause)
            self._i += 1
            return True
        if (
            token.is_any("filler", "come", "you")
            and not token.is_any("verb", "loc")
            and not ("is" in token and clause.targets)
            and not ("you" in token and "loc" in following)
        ):
            self._i += 1
            return True
        if (not clause.targets or _bare(clause.targets[-1])) and (describes or not self._is_verb(token)):
            read = phrase(self._tokens, self._i)
            if read.references and _only_excludes(read.references[0]):
                self._excluded = read.references[0]
                self._i = read.end
                while self._at().is_any("punct", "except_end"):
                    self._i += 1
                return True
            if read.references:
                clause.targets = []
                self._add(clause, read.references)
                clause.fronted = True
                self._i = read.end
                return True
            if read.place is not None and clause.destination is None:
                clause.destination = read.place
                self._i = read.end
                return True
        if (
            clause.targets
            and "punct" in token
            and token.text == ","
            and self._at(1).is_any("neg", "verb", "ba")
            and clause.fronted
            and not clause.verb
            and self._topic_goes_on()
        ):
            self._i += 1
            return True
        return bool(clause.targets) and self._exclusion(clause)

    def _source(self, clause: Clause) -> bool:
        """从桌上, 从篮子里: where the target is."""
        read = phrase(self._tokens, self._i + 1)
        if read.place is None:
            return False
        clause.source, self._i = read.place, read.end
        return True

    def _topic_goes_on(self) -> bool:
        """ "那个红色的杯子，拿给我": what stands before the comma is what the verb is about."""
        j = self._i + 1
        while at(self._tokens, j).is_any("neg", "filler"):
            j += 1
        read = phrase(self._tokens, j + 1)
        return "verb" in at(self._tokens, j) and not read.references and "not_be" not in self._at(1)

    def _is_verb(self, token: Token) -> bool:
        return "verb" in token and not token.is_any("noun", "attr", "side_only", "num", "ord")

    def _verb_near(self) -> bool:
        return "verb" in self._at(1) and not self._at(1).is_any("noun", "attr")

    def _toward(self, clause: Clause) -> bool:
        """往左, 向前, 朝你自己; or a place before its verb: 往碗里放."""
        following = self._at(1)
        if "toward" in self._at() and "direction" in following and not following.is_any("speaker"):
            j = self._i + 2
            if not at(self._tokens, j).is_any("noun", "attr", "loc"):
                clause.direction = cast(Direction, following.get("direction"))
                self._i = j
                while self._at().is_any("loc", "filler") and "verb" not in self._at():
                    self._i += 1
                return True
        return self._goal(clause)

    def _goal(self, clause: Clause) -> bool:
        """A place or person behind 在, 到, 进, 往 …"""
        token, following = self._at(), self._at(1)
        if following.is_any("speaker", "someone") and "loc" not in self._at(2):
            clause.recipient = "speaker" if "speaker" in following else "person"
            self._i += 2
            return True
        if following.is_any("there", "here") and "loc" not in self._at(2):
            self._place_pointed(clause, following)
            self._i += 2
            return True
        if "same_place" in following:
            clause.destination = Relation("on", (Reference(determiner="same", words=following.text),))
            self._i += 2
            return True
        read = phrase(self._tokens, self._i + 1)
        if read.place is not None:
            clause.destination = read.place
            self._i = read.end
            return True
        if len(read.references) == 1:
            reference = read.references[0]
            if (
                reference.noun is None
                and reference.ordinal is not None
                and not reference.attributes
                and "side_only" in following
            ):
                clause.direction = cast(
                    Direction,
                    {"front": "back", "back": "forward"}.get(reference.ordinal.by, reference.ordinal.by),
                )
            else:
                clause.destination = _bare_goal(reference, token.text)
            self._i = read.end
            return True
        if "loc" in following:
            self._i += 2  # "放到旁边": beside what is not said
            return True
        return False

    def _place_pointed(self, clause: Clause, token: Token) -> None:
        if "here" in token and clause.verb in ("give", "pick"):
            clause.recipient = "speaker"
        else:
            place = Reference(determiner="that", unknown_words=(token.text,), words=token.text)
            clause.destination = Relation("near", (place,))

    def _after_verb(self, clause: Clause) -> bool:
        token, following = self._at(), self._at(1)
        if token.is_any("end", "then", "but") and not token.is_any("noun", "loc"):
            return False
        if "punct" in token:
            return self._exclusion(clause)
        if (
            token.text in ("给", "递给", "交给", "拿给", "送给")
            and following.is_any("speaker", "someone")
            and (clause.verb != "find")
        ):
            clause.recipient = "speaker" if "speaker" in following else "person"
            self._i += 2
            return True
        if clause.verb == "give" and token.is_any("speaker", "someone") and "loc" not in following:
            clause.recipient = "speaker" if "speaker" in token else "person"
            self._i += 1
            return True
        if "benefit" in token:
            clause.recipient = cast(Recipient, token.get("benefit"))
            self._i += 1
            return True
        if "back" in token:
            clause.back = True
            self._i += 1
            return True
        if "come" in token and "loc" not in token:
            clause.come = True
            self._i += 1
            return True
        prepositional = (
            clause.verb_text[-1:] in "在到进入至于往上给回"
            and clause.verb in ("place", "push", "give", "put_back")
            and len(clause.verb_text) > 1
        )
        if prepositional and clause.destination is None and not self._ends() and token.text != "把":
            self._i -= 1
            if self._goal(clause):
                return True
            self._i += 1
        if "same_place" in token:
            clause.destination = Relation("on", (Reference(determiner="same", words=token.text),))
            self._i += 1
            return True
        if (
            token.is_any("there", "here")
            and clause.verb == "place"
            and clause.destination is None
            and "loc" not in following
        ):
            self._place_pointed(clause, token)
            self._i += 1
            return True
        if (token.is_any("toward") and self._toward(clause)) or ("source" in token and self._source(clause)):
            return True
        if (
            "place_prep" in token
            and (clause.destination is None and clause.verb not in ("find", "describe", "count"))
            and not ("verb" in token and self._starts_over(clause))
            and self._goal(clause)
        ):
            return True
        if "each" in token:
            self._all(clause)
            self._i += 1
            return True
        if token.is_any("question_end", "filler", "result", "de", "classifier") and not token.is_any(
            "noun", "attr", "verb", "neg", "num", "loc", "side_only"
        ):
            self._i += 1
            return True
        if self._exclusion(clause):
            return True
        if self._is_verb(token) or token.is_any("neg", "ba", "wish"):
            return False
        return self._object(clause)

    def _starts_over(self, clause: Clause) -> bool:
        return len(clause.targets) > 0 and "loc" not in self._at(2)

    def _object(self, clause: Clause) -> bool:
        """What the verb is about; or, where that is known, a place that needs no preposition (放碗里)."""
        read = phrase(self._tokens, self._i)
        if read.place is not None and clause.destination is None:
            if clause.verb in ("place", "push"):
                clause.destination = read.place
            else:
                self._add(
                    clause,
                    (Reference(relations=(read.place,), words=text_of(self._tokens[self._i : read.end])),),
                )
            self._i = read.end
            return True
        if read.references and not clause.targets:
            self._add(clause, read.references)
            self._i = read.end
            return True
        if (
            read.references
            and clause.verb == "place"
            and clause.destination is None
            and len(read.references) == 1
        ):
            clause.destination = _bare_goal(read.references[0], clause.verb_text)
            self._i = read.end
            return True
        if "unknown" in self._at() and clause.targets:
            latest = clause.targets[-1]
            clause.targets[-1] = replace(latest, unknown_words=(*latest.unknown_words, self._at().text))
            self._i += 1
            return True
        return False

    def _add(self, clause: Clause, references: Sequence[Reference]) -> None:
        for reference in references:
            earlier = clause.targets[-1] if clause.targets else self._earlier
            clause.targets.append(inherit_noun(reference, earlier))
        if len(clause.targets) > 1 and clause.targets[0].noun is None and clause.targets[0].attributes:
            clause.targets[0] = inherit_noun(clause.targets[0], clause.targets[-1])

    def _all(self, clause: Clause) -> None:
        clause.targets = [
            replace(t, count=t.count or "all") if t.determiner != "it" else t for t in clause.targets
        ]

    def _exclusion(self, clause: Clause) -> bool:
        """ "…，不是红色的", "… 除了杯子": narrows the target."""
        j = self._i
        while at(self._tokens, j).is_any("punct", "but") and at(self._tokens, j + 1).is_any(
            "not_be", "except", "but"
        ):
            j += 1
        token = at(self._tokens, j)
        if not clause.targets or not token.is_any("not_be", "except"):
            return False
        if "verb" in at(self._tokens, j + 1) and not at(self._tokens, j + 1).is_any("noun", "attr"):
            return False
        read = phrase(self._tokens, j + 1)
        if not read.references:
            return False
        if at(self._tokens, read.end).is_any("verb") and "except" not in token:
            return False  # "…，不要红色的碰": a clause of its own
        target = clause.targets[-1]
        for excluded in read.references:
            target = _without(target, excluded)
        clause.targets[-1] = target
        self._i = read.end
        while self._at().is_any("except_end", "question_end"):
            self._i += 1
        return True

    # ------------------------------------------------------------------------------------------ meaning

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
        negated = clause.negations == 1
        if self._negated_verb is not None and not negated and self._reaches(clause):
            negated = True
        if clause.verb == "avoid":
            if negated:
                self._trouble = "unclear_negation"
                return False
            clause.verb, negated = "touch", True
        if self._excluded is not None and not clause.targets:
            clause.targets = [Reference(count="all")]
        if self._excluded is not None and clause.targets:
            clause.targets[-1] = _without(
                inherit_noun(clause.targets[-1], self._earlier), self._excluded, swap=True
            )
            self._excluded = None
        commands = _meaning(clause, bool(self._commands) or negated)
        if not commands:
            return False
        self._commands += [replace(c, negated=negated, text=text) for c in commands]
        self._earlier = commands[-1].target or self._earlier
        self._negated_verb = clause.verb if negated else None
        return True

    def _reaches(self, clause: Clause) -> bool:
        """Whether the negation of the clause before, not separated from this one, forbids this one too."""
        return not (clause.targets and clause.verb == self._negated_verb) and not (
            clause.targets and clause.fronted
        )

    def _fragment(self, clause: Clause, start: int) -> bool:
        """A bare noun phrase or place: the answer to a question; 不是红色的 rules out."""
        text = text_of(self._tokens[start : self._i])
        if not self._ends() and "question_end" not in self._at():
            if not (clause.negations and self._at().is_any("is", "wish", "benefit", "ba")):
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
            self._excluded = _without(Reference(words=target.words), target)
            if self._excluded == Reference(words=target.words):  # 不要这个
                self._commands.append(Command("deny", text=text))
                self._excluded = None
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
            )
            for t in self._tokens[:start]
        ):
            return False
        target = inherit_noun(target, self._earlier)
        if self._excluded is not None:
            target, self._excluded = _without(target, self._excluded, swap=True), None
        self._earlier = target
        self._commands.append(Command("confirm", target, text=text))
        return True


def _describes(tokens: Sequence[Token], i: int) -> bool:
    """在碗旁边的杯子: the place tells which cup, where nothing follows that would be put there."""
    read = phrase(tokens, i + 1, joined=False)
    return len(read.references) == 1 and bool(read.references[0].relations)


def _bare(reference: Reference) -> bool:
    """那个 alone: often only a sound people make before the thing is named."""
    return reference == Reference(
        determiner=reference.determiner, words=reference.words
    ) and reference.determiner in ("this", "that")


def _only_excludes(reference: Reference) -> bool:
    """除了杯子以外, with nothing that it is taken from yet."""
    excluded = Reference(
        excluded_attributes=reference.excluded_attributes,
        excluded_nouns=reference.excluded_nouns,
        words=reference.words,
    )
    return reference == excluded and reference != Reference(words=reference.words)


def _without(target: Reference, excluded: Reference, swap: bool = False) -> Reference:
    """`target` less what `excluded` describes; `swap`: `excluded` holds it in its excluded fields already."""
    attributes = excluded.excluded_attributes if swap else excluded.attributes
    nouns = (
        excluded.excluded_nouns
        if swap
        else ((excluded.noun,) if excluded.noun and not excluded.attributes else ())
    )
    if not swap and excluded.noun and excluded.attributes and target.count == "all" and target.noun is None:
        nouns = (excluded.noun,)
    if not swap and excluded.ordinal is not None:
        attributes = (*attributes, excluded.ordinal.by)
    nouns = tuple(noun for noun in nouns if noun != target.noun)
    return replace(
        target,
        excluded_attributes=tuple(dict.fromkeys((*target.excluded_attributes, *attributes))),
        excluded_nouns=tuple(dict.fromkeys((*target.excluded_nouns, *nouns))),
        unknown_words=(*target.unknown_words, *(() if swap else excluded.unknown_words)),
    )


def _bare_goal(reference: Reference, preposition: str) -> Relation:
    """A goal without a place word: 放进篮子, 放到桌子."""
    if preposition.endswith(("进", "入")) or (reference.noun in CONTAINERS and reference.noun not in _FLAT):
        return Relation("in", (reference,))
    if reference.noun in SURFACES or reference.noun in _FLAT or preposition.endswith(("上", "在")):
        return Relation("on", (reference,))
    return Relation("near", (reference,))


def _meaning(clause: Clause, continues: bool) -> tuple[Command, ...]:
    """The commands of a clause, without text and negation."""
    verb, targets = clause.verb, clause.targets
    own = targets or [_IT]
    if verb == "place_in":
        inside = Relation("in", (_IT,))
        return tuple(Command("place", t, destination=clause.destination or inside) for t in own)
    if (
        verb in ("pick", "give", "", "place", "drop_held")
        and clause.recipient is not None
        and clause.destination is None
        and not clause.back
    ):
        if verb in ("place",) and clause.verb_text[-1:] not in "到在给进":
            clause.recipient = None
        elif verb != "drop_held":
            return tuple(Command("hand_over", t, recipient=clause.recipient) for t in own)
    if verb in ("pick", "give", "place") and clause.destination is not None:
        return tuple(Command("place", t, destination=clause.destination) for t in own)
    if clause.back and verb in ("pick", "give", "place"):
        return tuple(Command("put_back", t) for t in own)
    if verb == "place" and clause.direction is not None:
        return tuple(Command("push", t, direction=clause.direction) for t in own)
    if verb == "pick":
        if clause.come:
            return tuple(Command("hand_over", t, recipient="speaker") for t in own)
        return tuple(Command("pick", t) for t in targets) or (
            (Command("pick", _IT),) if continues or len(clause.verb_text) > 1 else ()
        )
    if verb == "touch":
        return tuple(Command("pick", t) for t in own)
    if verb == "give":
        return tuple(Command("hand_over", t, recipient=clause.recipient or "speaker") for t in own)
    if verb == "place":
        return tuple(Command("place", t) for t in own)
    if verb in ("push", "pull"):
        direction = clause.direction or (
            "back" if verb == "pull" or clause.come or "过来" in clause.verb_text else None
        )
        return tuple(Command("push", t, destination=clause.destination, direction=direction) for t in own)
    if verb == "put_back":
        if clause.destination is not None:
            return tuple(Command("place", t, destination=clause.destination) for t in own)
        return tuple(Command("put_back", t) for t in own)
    if verb == "drop_held":
        return tuple(Command("release", t) for t in targets) or (Command("release"),)
    if verb in ("open", "close"):
        return tuple(Command(cast(Verb, verb), t) for t in targets) or (
            (Command(cast(Verb, verb)),) if len(clause.verb_text) > 1 else ()
        )
    return _looking(clause)


def _looking(clause: Clause) -> tuple[Command, ...]:
    verb, targets = clause.verb, clause.targets
    if clause.destination is not None:
        targets = [*targets, Reference(relations=(clause.destination,))]
    if verb == "find":
        return tuple(Command("find", t) for t in targets) or (Command("answer", question="what"),)
    if verb == "count":
        return tuple(Command("answer", replace(t, count=None), question="count") for t in targets)
    if verb == "describe":
        return tuple(Command("answer", t, question="what") for t in targets) or (
            Command("answer", question="what"),
        )
    if verb == "clear":
        things = []
        for t in targets:
            if t.noun is not None and not t.relations and t.count is None:
                kind = "on" if t.noun in SURFACES else "in"
                things.append(Reference(count="all", relations=(Relation(kind, (t,)),), words=t.words))  # type: ignore[arg-type]
            else:
                things.append(replace(t, count="all"))
        return tuple(Command("place", t) for t in things)
    return ()
