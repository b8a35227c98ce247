# SPDX-License-Identifier: Apache-2.0
"""English remarks ("stop", "go on", "yes") and answers to a question ("the red one", "no, the blue one")."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import cast

from mm_robot.language.arguments import Arguments, Recipient
from mm_robot.language.clause import inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.en.apposition import one_thing
from mm_robot.language.en.arguments import ArgumentsReader
from mm_robot.language.en.reference import noun_phrase, starts_phrase
from mm_robot.language.en.relations import attach, prep_phrases
from mm_robot.language.tokens import Token, text_of
from mm_robot.types import Command, Reference, Relation, Verb
from mm_robot.vocabulary.nouns import FEATURES


def _is_manner(relation: Relation) -> bool:
    return relation.kind == "with" and relation.anchors[0].noun not in FEATURES


_FRAGMENT_ENDS = ("end", "punct", "then", "but", "and", "remark", "filler", "confirm_word", "there")


class AnswersReader(ArgumentsReader):
    """Reads remarks and bare noun phrases."""

    def _remark(self) -> bool:
        token = self._at()
        start = self._i
        if token.is_any("confirm_word", "deny_word") and not self._ends(1) and "remark" in token:
            return self._answer_with_more()
        if "remark" not in token:
            return False
        value = token.get("remark")
        hanging = self._commands and not at(self._tokens, start - 1).is_any("punct", "but", "and", "then")
        if token.text in ("never", "not") and hanging:
            self._trouble = "unclear_negation"  # "take the cup never"
            return False
        if "neg" in token and "deny_word" not in token and not self._ends(1):
            return False
        if not (
            self._ends(1)
            or self._at(1).is_any(
                "filler", "remark", "neg", "there", "i", "speaker", "confirm_word", "own_turn"
            )
            or (value == "stop" and "verb" not in token)
        ) and not (
            value in ("stop", "wait", "resume", "cancel") and "verb" in self._at(1) and "verb" not in token
        ):
            return False
        self._i += 1
        while (
            self._at().is_any("filler", "there")
            or (self._at().get("remark") == value and ("neg" not in self._at() or self._ends(1)))
            or (value == "stop" and "unknown" in self._at())
        ):
            self._i += 1
        if value in ("confirm", "deny") and self._adds_more(start):
            return True
        self._add_remark(value, start)
        return True

    def _adds_more(self, start: int) -> bool:
        """E.g. "yes, the red one" and "no, give me the blue one": the rest tells more than the yes or no."""
        value = self._tokens[start].get("remark")
        j = self._i
        while at(self._tokens, j).is_any(
            "punct", "but", "filler", "confirm_word", "deny_word", "and", "correct"
        ) and j < len(self._tokens):
            if "correct" in at(self._tokens, j) and "remark" in at(self._tokens, j):
                break
            j += 1
        if j >= len(self._tokens):
            return False
        token = at(self._tokens, j)
        if token.is_any(
            "verb", "wish", "neg", "remark", "there_is", "where", "what", "how_many", "which", "see"
        ):
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
        elif value == "any":
            self._commands.append(Command("confirm", Reference(determiner="a", words=text), text=text))
        else:
            self._commands.append(Command(cast(Verb, value), text=text))

    def _fragment(self, start: int, verb: Verb = "confirm") -> bool:
        """A bare noun phrase or place: the answer to a question the robot asked."""
        negated = False
        if "neg" in self._at() and self._at().text == "not":
            negated, self._i = True, self._i + 1
        if "took" in self._at() and starts_phrase(self._tokens, self._i + 1) and not negated:
            self._i += 1  # "I have got the cup"
        if "that_is" in self._at() and "rel" not in self._at(1):
            self._i += 1  # "it is the blue one"
        begin = self._i
        reference, i = noun_phrase(self._tokens, self._i)
        if reference is not None and "there" in at(self._tokens, i) and "rel" in at(self._tokens, i + 1):
            i += 1  # "that thing over there in the corner"
        phrases, i = prep_phrases(self._tokens, i)
        if reference is None and phrases and _is_manner(phrases[0].relation):
            return False  # "careful with the glass"
        if (
            reference is not None
            and reference.unknown_words
            and not (reference.determiner or reference.attributes or reference.noun)
        ):
            return False
        if reference is None and not phrases:
            if not self._at().is_any("at_side", "nearest_to"):
                return False
            reference, i = noun_phrase(
                [*self._tokens[:i], Token("one", {"head": "one"}), *self._tokens[i:]], i
            )
            i -= 1
        target = attach(reference or Reference(words=text_of(self._tokens[begin:i])), phrases)
        if (
            reference is not None and not negated and "det" in at(self._tokens, i)
        ):  # "the bottle the blue one"
            more, j = noun_phrase(self._tokens, i)
            thing = one_thing(target, more) if more is not None else None
            target, i = (thing, j) if thing is not None else (target, i)
        if target.determiner == "it" and target.count is not None:
            target = replace(target, determiner=None)  # "both of them"
        if len(target.unknown_words) > 2 or not (
            at(self._tokens, i).is_any(*_FRAGMENT_ENDS)
            or "verb" in at(self._tokens, i)
            or (negated and "det" in at(self._tokens, i))
        ):
            return False
        self._i = i
        if reference is not None and verb == "confirm" and not negated and phrases and phrases[-1].goal:
            first = next(k for k, phrase in enumerate(phrases) if phrase.goal)
            thing = attach(reference, phrases[:first])  # "everything on the floor into the basket"
            return self._emit("place", Arguments([thing], goals=list(phrases[first:])), start, False)
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

    @abstractmethod
    def _emit(
        self, verb: str, found: Arguments, start: int, negated: bool, recipient: Recipient | None = None
    ) -> bool:
        """Add the commands of a verb with its arguments; False when they make no sense together."""

    def _append_answer(self, verb: Verb, target: Reference, start: int) -> bool:
        if self._denied and verb == "confirm" and not self._commands:
            verb = "deny"
        self._earlier = target
        self._commands.append(Command(verb, target, text=text_of(self._tokens[start : self._i])))
        return True

    def _chattered(self, start: int) -> bool:
        """A bare noun phrase is an answer only where an utterance, or what follows yes or no, begins."""
        return any(
            not t.is_any(
                "filler",
                "punct",
                "confirm_word",
                "deny_word",
                "but",
                "ask",
                "and",
                "remark",
                "correct",
                "then",
            )
            for t in self._tokens[:start]
        )
