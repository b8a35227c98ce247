# SPDX-License-Identifier: Apache-2.0
"""English sentences: one Command per step, read from left to right, with or without punctuation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.arguments import Arguments, Direction, Recipient
from mm_robot.language.clause import Read, Trouble, forbidden_remark, inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.nouns import CONTAINERS, SURFACES
from mm_robot.language.questions_en import question
from mm_robot.language.reference_en import (
    PrepPhrase,
    attach,
    noun_phrase,
    prep_phrases,
    starts_phrase,
)
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.verbs_en import meaning
from mm_robot.types import Command, Reference, Relation, RelationKind, Verb


class EnglishSentence:
    """Reads the tokens of one utterance."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = _without_fillers(tokens)
        self._i = 0
        self._commands: list[Command] = []
        self._earlier: Reference | None = None  # the latest thing named
        self._verb: str | None = None  # of the latest clause, for "… and the banana on the plate"
        self._negated = False  # "do not take the cup or touch the bowl"
        self._excluded: Reference | None = None  # "not the red one: give me the blue one"
        self._trouble: Trouble = ""

    def read(self) -> Read:
        """The commands, or the trouble."""
        while self._i < len(self._tokens) and not self._trouble:
            before = self._i
            self._separators()
            if self._i >= len(self._tokens):
                break
            if not self._clause():
                self._chatter()
            if self._i == before:
                self._i += 1
        if self._trouble:
            return Read(trouble=self._trouble)
        return Read(tuple(self._commands), "" if self._commands else "not_understood")

    # ------------------------------------------------------------------------------------------ between clauses

    def _at(self, ahead: int = 0) -> Token:
        return at(self._tokens, self._i + ahead)

    def _separators(self) -> None:
        while True:
            token = self._at()
            if "punct" in token or "then" in token or "but" in token:
                self._negated = False
                self._i += 1
            elif "and" in token or ("or" in token and self._commands) or "filler" in token and self._at(1).is_any("verb", "neg", "filler", "wish") or "correct" in token and not token.is_any("remark", "noun", "attr", "verb"):
                self._i += 1
            else:
                return

    def _chatter(self) -> None:
        """Words that are no clause: skipped up to the next one when harmless, trouble otherwise."""
        harmless = True
        while self._i < len(self._tokens):
            token = self._at()
            if "neg" in token or "except" in token or "without" in token:
                self._trouble = "unclear_negation"
                return
            if "condition" in token and "then" not in token:
                self._trouble = "condition"
                return
            if token.is_any("verb", "wish", "what", "where", "which", "how_many", "there_is"):
                break
            if "punct" in token or "then" in token:
                break
            harmless = harmless and not token.is_any("noun", "attr", "rel")
            self._i += 1
            if self._at().is_any("verb"):
                break
        if not harmless and self._commands:
            self._trouble = "not_understood"

    def _ends(self, ahead: int = 0) -> bool:
        token = self._at(ahead)
        return token.is_any("end", "punct", "then", "but") or ("and" in token)

    # ------------------------------------------------------------------------------------------ clauses

    def _clause(self) -> bool:
        start = self._i
        if self._remark() or self._desire():
            return True
        read, end = question(self._tokens, self._i)
        if read is not None and not self._is_request(end):
            self._i = end
            self._commands.append(read)
            self._earlier = read.target or self._earlier
            return True
        if self._at().is_any("what", "where", "which", "how_many"):
            self._trouble = "not_understood"
            return False
        negated = self._negation()
        if self._verb_clause(start, negated or self._negated):
            return True
        if self._at().is_any("verb", "wish"):
            self._i = start
            return False
        self._i = start
        if (not negated or self._at().text == "not") and not self._chattered(start) and self._fragment(start):
            return True
        self._i = start
        return False

    def _is_request(self, end: int) -> bool:
        """ "can you see…" is a question; "is it possible to…" was dropped as politeness before."""
        return at(self._tokens, end).is_any("verb") and not at(self._tokens, end).is_any(
            "noun", "attr", "rel", "remark"
        )

    def _chattered(self, start: int) -> bool:
        """A bare noun phrase is an answer only where an utterance, or what follows yes or no, begins."""
        return any(
            not t.is_any(
                "filler", "punct", "confirm_word", "deny_word", "but", "ask", "and", "remark", "correct"
            )
            for t in self._tokens[:start]
        )

    def _remark(self) -> bool:
        token = self._at()
        start = self._i
        if token.is_any("confirm_word", "deny_word") and not self._ends(1) and "remark" in token:
            return self._answer_with_more()
        if "remark" not in token:
            return False
        value = token.get("remark")
        if "neg" in token and "deny_word" not in token and not self._ends(1):
            return False
        if not (
            self._ends(1)
            or self._at(1).is_any("filler", "remark", "neg", "there", "i", "speaker", "confirm_word")
            or (value == "stop" and "verb" not in token)
        ):
            if not (
                value in ("stop", "wait", "resume", "cancel")
                and "verb" in self._at(1)
                and "verb" not in token
            ):
                return False
        self._i += 1
        while (
            self._at().is_any("filler", "there")
            or (self._at().get("remark") == value)
            or (value == "stop" and "unknown" in self._at())
        ):
            self._i += 1
        if value in ("confirm", "deny") and self._adds_more(start):
            return True
        self._add_remark(value, start)
        return True

    def _adds_more(self, start: int) -> bool:
        """ "yes, the red one" and "no, give me the blue one": the rest tells more than the yes or no."""
        value = self._tokens[start].get("remark")
        j = self._i
        while at(self._tokens, j).is_any(
            "punct", "but", "filler", "confirm_word", "deny_word", "and"
        ) and j < len(self._tokens):
            j += 1
        if j >= len(self._tokens):
            return False
        token = at(self._tokens, j)
        if token.is_any("verb", "wish", "neg", "remark", "there_is", "where", "what", "how_many", "which"):
            if value == "deny" and token.text == "not" and starts_phrase(self._tokens, j + 1):
                self._i = j
                return self._fragment(start, "deny")
            if token.is_any("noun", "attr") and not token.is_any("wish", "neg"):
                return False
            self._i = j
            return True
        if starts_phrase(self._tokens, j) or token.is_any("rel", "at_side", "det"):
            self._i = j
            return self._fragment(start, cast(Verb, value))
        return False

    def _answer_with_more(self) -> bool:
        start = self._i
        self._i += 1
        if self._adds_more(start):
            return True
        self._i = start
        return False

    def _add_remark(self, value: str, start: int) -> None:
        text = text_of(self._tokens[start : self._i])
        if value == "status":
            self._commands.append(Command("answer", question="status", text=text))
        else:
            self._commands.append(Command(cast(Verb, value), text=text))

    def _desire(self) -> bool:
        """ "I would like the red cup", "can I have an apple"."""
        token = self._at()
        start = self._i
        negated = False
        if (
            "neg" in token
            and token.text in ("i do not want", "i do not need", "do not want", "do not need")
            and starts_phrase(self._tokens, self._i + 1)
        ):
            negated = True
        elif "wish" not in token or not (
            starts_phrase(self._tokens, self._i + 1) or self._at(1).is_any("filler", "neg", "except")
        ):
            return False
        self._i += 1
        arguments = self._arguments("give")
        if not arguments.targets:
            self._i = start
            return False
        self._emit("give", arguments, start, negated, "speaker")
        return True

    def _negation(self) -> bool:
        """Negation words before the verb. Two of them cannot be placed."""
        count = 0
        while True:
            token = self._at()
            if "neg" in token and not (
                "deny_word" in token and not self._at(1).is_any("det", "noun", "head")
            ):
                count += 1
                self._i += 1
            elif (
                token.is_any("filler", "i", "do", "be")
                and not token.is_any("verb", "noun", "det")
                and (count or self._at(1).is_any("neg", "verb", "filler"))
            ):
                self._i += 1
            else:
                break
        if count > 1:
            self._trouble = "unclear_negation"
        return count > 0

    def _verb_clause(self, start: int, negated: bool) -> bool:
        token = self._at()
        if self._trouble:
            return False
        if "remark" in token and negated and (self._ends(1) or "verb" not in token):
            self._i += 1
            command = forbidden_remark(token.get("remark"), text_of(self._tokens[start : self._i]))
            if command is None:
                self._trouble = "unclear_negation"
                return False
            self._commands.append(command)
            return True
        if "verb" in token:
            verb = token.get("verb")
            self._i += 1
        elif self._passive(start):
            return True
        elif self._verb is not None and self._commands and not negated and self._elided() or self._verb is not None and self._negated and starts_phrase(self._tokens, self._i):
            verb = self._verb
        else:
            return False
        arguments = self._arguments(verb)
        if arguments.negated:
            if negated:
                self._trouble = "unclear_negation"
                return False
            negated = True
        spared = verb == "place" and self._leaves(start, arguments)
        if verb == "avoid" or spared:
            if negated:
                self._trouble = "unclear_negation"
                return False
            verb, negated = "touch", True
        if negated and not arguments.negated and self._begins_anew(verb, arguments, start):
            negated = False
        return self._emit(verb, arguments, start, negated)

    def _begins_anew(self, verb: str, arguments: Arguments, start: int) -> bool:
        """ "do not take the red cup take the blue one": the verb said again, without "and" or "or", is the wish."""
        inherited = self._negated and not any("neg" in t for t in self._tokens[start : self._i])
        joined = at(self._tokens, start - 1).is_any("and", "or")
        return inherited and not joined and verb == self._verb and bool(arguments.targets)

    def _leaves(self, start: int, arguments: Arguments) -> bool:
        """ "leave the cup alone", "leave the cup": not to be touched."""
        words = [token.text for token in self._tokens[start : self._i]]
        if "leave" not in words:
            return False
        return "alone" in arguments.particles or not (
            arguments.phrases or arguments.goals or arguments.there or arguments.recipient
        )

    def _elided(self) -> bool:
        """ "… and the banana on the plate": the verb of the clause before is meant."""
        previous = at(self._tokens, self._i - 1)
        return previous.is_any("and", "then") and starts_phrase(self._tokens, self._i)

    def _passive(self, start: int) -> bool:
        """ "the red cup must not be touched", "the red cup is off limits"."""
        reference, j = noun_phrase(self._tokens, self._i)
        phrases, j = prep_phrases(self._tokens, j)
        if reference is None:
            return False
        if "goes" in at(self._tokens, j) and not any("neg" in t for t in self._tokens[start:j]):
            self._i = j + 1
            goals = self._prepositions()
            if goals:
                return self._emit(
                    "place", Arguments([attach(reference, phrases)], goals=list(goals)), start, False
                )
        seen = False
        k = j
        while at(self._tokens, k).is_any("neg", "be", "filler", "do", "i"):
            seen = seen or "neg" in at(self._tokens, k)
            k += 1
        if not seen:
            return False
        while k < len(self._tokens) and at(self._tokens, k).is_any("verb", "unknown", "filler"):
            k += 1
        self._i = k
        self._emit("touch", Arguments([attach(reference, phrases)]), start, True)
        return True

    def _fragment(self, start: int, verb: Verb = "confirm") -> bool:
        """A bare noun phrase or place: the answer to a question the robot asked."""
        negated = False
        if "neg" in self._at() and self._at().text == "not":
            negated, self._i = True, self._i + 1
        begin = self._i
        reference, i = noun_phrase(self._tokens, self._i)
        phrases, i = prep_phrases(self._tokens, i)
        if (
            reference is not None
            and reference.unknown_words
            and not (reference.determiner or reference.attributes or reference.noun)
        ):
            return False
        if reference is None and not phrases:
            if "at_side" not in self._at():
                return False
            reference, i = noun_phrase(
                [*self._tokens[:i], Token("one", {"head": "one"}), *self._tokens[i:]], i
            )
            i -= 1
        target = attach(reference or Reference(words=text_of(self._tokens[begin:i])), phrases)
        if len(target.unknown_words) > 2 or not (
            at(self._tokens, i).is_any("end", "punct", "then", "but", "and", "remark", "filler")
            or "verb" in at(self._tokens, i)
        ):
            return False
        self._i = i
        if negated:
            rest = Reference(excluded_attributes=target.attributes, words=target.words)
            rest = replace(
                rest, excluded_nouns=(target.noun,) if target.noun and not target.attributes else ()
            )
            if target.ordinal is not None:
                rest = replace(rest, excluded_attributes=(*rest.excluded_attributes, target.ordinal.by))
            if "punct" in self._at() or "but" in self._at():
                self._i += 1
            if starts_phrase(self._tokens, self._i) and not self._at().is_any("verb"):
                chosen, self._i = noun_phrase(self._tokens, self._i)
                if chosen is not None:
                    rest = replace(
                        chosen,
                        excluded_attributes=rest.excluded_attributes,
                        excluded_nouns=rest.excluded_nouns,
                    )
                    return self._append_answer("confirm", inherit_noun(rest, target), start)
            if self._at().is_any("verb", "wish") or self._at(1).is_any("verb", "wish"):
                self._excluded, self._earlier = rest, target
                return True
            return self._append_answer("deny", rest, start)
        return self._append_answer(verb, target, start)

    def _append_answer(self, verb: Verb, target: Reference, start: int) -> bool:
        self._earlier = target
        self._commands.append(Command(verb, target, text=text_of(self._tokens[start : self._i])))
        return True

    # ------------------------------------------------------------------------------------------ arguments

    def _arguments(self, verb: str) -> Arguments:
        found = Arguments()
        places = verb in ("place", "move", "push", "pull", "give", "put_back", "drop_held")
        while True:
            token = self._at()
            if "end" in token or "punct" in token or "then" in token or "but" in token:
                break
            if "just_gave" in token and found.targets:
                found.targets[-1] = replace(found.targets[-1], determiner="it")
                self._i += 1
            elif "speaker" in token:
                found.recipient, self._i = "speaker", self._i + 1
            elif "someone" in token and (verb in ("give", "place", "move") or "to" in token.text.split()):
                found.recipient, self._i = "person", self._i + 1
            elif "there" in token and not found.phrases and verb in ("place", "move", "put_back", "push"):
                before = self._commands[-1].destination if self._commands else None
                found.there = (
                    before if before is not None and token.get("there") == "there" else _there(token)
                )
                self._i += 1
            elif (
                "direction" in token
                and (verb in ("push", "pull", "move") or (verb == "place" and token.text != "back"))
                and not self._at(1).is_any("of", "noun", "head", "attr", "side")
                and found.targets
            ):
                found.direction, self._i = cast(Direction, token.get("direction")), self._i + 1
            elif (
                "particle" in token
                and not (token.text in ("back", "over") and self._at(1).is_any("noun", "head"))
                and not ("from" in token and starts_phrase(self._tokens, self._i + 1))
            ):
                if (
                    token.get("particle") == "over"
                    and starts_phrase(self._tokens, self._i + 1)
                    and found.targets
                ):
                    found.phrases += self._prepositions()
                    continue
                found.particles.append(token.get("particle"))
                self._i += 1
                if token.get("particle") in ("down", "over", "back") and (found.targets or found.phrases):
                    found.goals += self._prepositions()
            elif token.text in ("not",) and starts_phrase(self._tokens, self._i + 1) and not found.targets:
                if not self._contrast(found):
                    break
            elif "nothing" in token and not found.targets:
                found.negated = True
                found.targets.append(Reference(count="all", words=token.text))
                self._i += 1
            elif token.text == "no" and starts_phrase(self._tokens, self._i + 1) and not found.targets:
                found.negated = True
                self._i += 1
            elif "to" in token and places and found.targets and self._to_goal(found):
                continue
            elif token.is_any("rel", "from", "that_is") and (phrases := self._prepositions()):
                found.phrases += phrases
            elif token.is_any("except", "without") and found.targets:
                if not self._exclusion(found):
                    break
            elif "and" in token or "or" in token or token.text == "and":
                if not self._coordinated(found, verb):
                    break
            elif ("filler" in token and "noun" not in token) or (
                token.text == "a" and self._at(1).text == "little" and self._ends(2)
            ):
                self._i += 1 if "filler" in token else 2
            elif token.get("remark") == "stop" and self._ends(1):
                break
            elif "verb" in token and (found.targets or not token.is_any("noun", "attr", "unknown")):
                if not found.targets and token.is_any("det", "noun", "attr", "side"):
                    self._object(found)
                    continue
                break
            elif starts_phrase(self._tokens, self._i) and (
                not found.targets or (found.recipient is None and not found.targets)
            ):
                if not self._object(found):
                    break
            elif token.is_any("unknown") and found.targets:
                latest = found.targets[-1]
                found.targets[-1] = replace(latest, unknown_words=(*latest.unknown_words, token.text))
                self._i += 1
            elif "at_side" in token and verb in ("place", "move"):
                found.direction = None
                break
            else:
                break
        return found

    def _prepositions(self) -> tuple[PrepPhrase, ...]:
        phrases, self._i = prep_phrases(self._tokens, self._i)
        return phrases

    def _object(self, found: Arguments) -> bool:
        reference, i = noun_phrase(self._tokens, self._i)
        if reference is None:
            return False
        self._i = i
        found.targets.append(inherit_noun(reference, self._earlier))
        return True

    def _contrast(self, found: Arguments) -> bool:
        """ "take not the red cup but the blue one"."""
        unwanted, j = noun_phrase(self._tokens, self._i + 1)
        while at(self._tokens, j).is_any("punct", "but"):
            j += 1
        wanted, j = noun_phrase(self._tokens, j)
        if unwanted is None or wanted is None:
            return False
        self._i = j
        wanted = inherit_noun(wanted, unwanted)
        nouns = (unwanted.noun,) if unwanted.noun and unwanted.noun != wanted.noun else ()
        found.targets.append(replace(wanted, excluded_attributes=unwanted.attributes, excluded_nouns=nouns))
        return True

    def _exclusion(self, found: Arguments) -> bool:
        head = found.targets[-1]
        fake = Token(head.words or "one", {"head": "one"})
        reference, j = noun_phrase([fake, *self._tokens[self._i :]], 0)
        if reference is None or j <= 1:
            return False
        self._i += j - 1
        nouns = tuple(n for n in reference.excluded_nouns if n != head.noun)
        attributes = (*head.excluded_attributes, *reference.excluded_attributes)
        unknown = (*head.unknown_words, *reference.unknown_words)
        found.targets[-1] = replace(
            head, excluded_nouns=nouns, excluded_attributes=attributes, unknown_words=unknown
        )
        return True

    def _to_goal(self, found: Arguments) -> bool:
        """ "move it to the bowl", "bring it to the table", "push it to the plate"."""
        token_text = self._at().text
        reference, j = noun_phrase(self._tokens, self._i + 1)
        if reference is None:
            return False
        self._i = j
        kind: RelationKind = "near" if token_text.startswith("toward") else _goal_kind(reference)
        relation = Relation(kind, (reference,))
        found.goals.append(PrepPhrase(relation, goal=True))
        found.goals += self._prepositions()
        return True

    def _coordinated(self, found: Arguments, verb: str) -> bool:
        """ "the cup and the bowl": another target. False when "and" begins another clause."""
        following = self._at(1)
        if not found.targets or found.phrases or found.goals or not starts_phrase(self._tokens, self._i + 1):
            return False
        if "verb" in following and not self._noun_follows(self._i + 1):
            return False
        if following.is_any("filler", "neg", "wish", "remark") and not following.is_any(
            "noun", "attr", "det", "head"
        ):
            return False
        reference, j = noun_phrase(self._tokens, self._i + 1)
        if reference is None:
            return False
        alternative = "or" in self._at()
        self._i = j
        latest = found.targets[-1]
        one = latest.noun is None and reference.determiner is None and "plural" not in at(self._tokens, j - 1)
        if (
            one and not alternative and latest.attributes and reference.attributes and reference.noun
        ):  # "a red and white cup"
            both = (*latest.attributes, *reference.attributes)
            found.targets[-1] = replace(
                reference, attributes=both, determiner=latest.determiner, count=latest.count
            )
            return True
        if (
            latest.noun is None
            and not latest.unknown_words
            and latest.determiner not in ("it", "this", "that", "other")
        ):
            found.targets[-1] = replace(latest, noun=reference.noun)
        if not alternative or verb == "touch":
            found.targets.append(inherit_noun(reference, found.targets[-1]))
        return True

    def _noun_follows(self, i: int) -> bool:
        token, following = at(self._tokens, i), at(self._tokens, i + 1)
        return token.is_any("noun", "attr") and (
            following.is_any("end", "punct", "then", "rel", "and", "noun", "head")
        )

    # ------------------------------------------------------------------------------------------ meaning

    def _emit(
        self, verb: str, found: Arguments, start: int, negated: bool, recipient: Recipient | None = None
    ) -> bool:
        """Add one Command per target."""
        if self._verb_needs_more(verb, found) and not negated:
            self._i = start
            return False
        text = text_of(self._tokens[start : self._i])
        found.recipient = found.recipient or recipient
        commands = meaning(verb, found)
        if not commands:
            return False
        if self._excluded is not None and commands[-1].target is not None:
            unwanted, self._excluded = self._excluded, None
            named = inherit_noun(commands[-1].target, self._earlier)
            named = replace(
                named,
                excluded_attributes=unwanted.excluded_attributes,
                excluded_nouns=unwanted.excluded_nouns,
            )
            commands = (*commands[:-1], replace(commands[-1], target=named))
        commands = tuple(_with_anchors_named(command) for command in commands)
        previous = self._commands[-1] if self._commands else None
        if (
            previous is not None
            and previous.verb == commands[0].verb == "place"
            and verb == self._verb
            and commands[0].destination is None
            and previous.destination is not None
            and self._at_elided(start)
        ):
            commands = tuple(replace(c, destination=previous.destination) for c in commands)
        if negated:
            commands = tuple(_forbidden_any(command) for command in commands)
        commands = self._all_of_them(commands, text)
        self._commands += [replace(c, negated=negated, text=text) for c in commands]
        self._earlier = commands[-1].target or self._earlier
        self._verb, self._negated = verb, negated
        return True

    def _all_of_them(self, commands: tuple[Command, ...], text: str) -> tuple[Command, ...]:
        """ "get the lemon and the apple and put them in the bowl": one hand puts one after the other."""
        if "them" not in text.split() or len(commands) != 1:
            return commands
        picked = []
        while self._commands and self._commands[-1].verb == "pick" and not self._commands[-1].negated:
            picked.append(self._commands.pop())
        if len(picked) < 2:
            self._commands += reversed(picked)
            return commands
        return tuple(replace(commands[0], target=command.target) for command in reversed(picked))

    def _at_elided(self, start: int) -> bool:
        return "verb" not in at(self._tokens, start)

    def _verb_needs_more(self, verb: str, found: Arguments) -> bool:
        if (
            found.targets
            or found.phrases
            or found.goals
            or found.recipient
            or found.there
            or found.direction
            or found.particles
        ):
            return False
        return verb not in ("put_back", "find", "describe", "close", "open", "clear")


def _without_fillers(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        called = (
            token.get("noun") == "robot"
            and "filler" in token
            and not (kept and kept[-1].is_any("det", "rel", "verb"))
        )
        chinese = token.han and token.text in "的了吗吧个呢"  # "give me 红色的杯子"
        if not called and not chinese and not (len(token.readings) == 1 and "filler" in token):
            kept.append(token)
    return kept


def _forbidden_any(command: Command) -> Command:
    """ "do not touch any cup" forbids all of them."""
    target = command.target
    if target is None or target.determiner != "a" or not target.words.startswith("any"):
        return command
    return replace(command, target=replace(target, count="all", determiner=None))


def _with_anchors_named(command: Command) -> Command:
    """ "put the red block on the blue one": a block too."""
    if command.destination is None:
        return command
    anchors = tuple(inherit_noun(anchor, command.target) for anchor in command.destination.anchors)
    return replace(command, destination=replace(command.destination, anchors=anchors))


def _there(token: Token) -> Relation:
    if token.get("there") == "same":
        return Relation("on", (Reference(determiner="same", words=token.text),))
    return Relation("near", (Reference(determiner="that", unknown_words=("there",), words="there"),))


def _goal_kind(reference: Reference) -> RelationKind:
    """Where "to the …" ends: in a basket, on a table or tray, near anything else."""
    if reference.noun in SURFACES or reference.noun in ("plate", "tray"):
        return "on"
    return "in" if reference.noun in CONTAINERS else "near"
