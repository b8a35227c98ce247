# SPDX-License-Identifier: Apache-2.0
"""English clauses that command in the form of a statement: "the red cup must not be touched"."""

from __future__ import annotations

from mm_robot.language.arguments import Arguments
from mm_robot.language.clause import inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.en.answers import AnswersReader
from mm_robot.language.en.reference import noun_phrase, starts_phrase
from mm_robot.language.en.relations import attach, prep_phrases
from mm_robot.language.tokens import text_of
from mm_robot.types import Command, Reference


class StatementsReader(AnswersReader):
    """Reads statements that stand for a command, and tells which stand for none."""

    def _cries_stop(self) -> bool:
        """E.g. "stop that is far enough": a stop counts even where the rest is not understood."""
        understood = self._commands and not self._trouble
        first = next(
            (t for t in self._tokens if not t.is_any("filler", "punct", "deny_word", "confirm_word")), None
        )
        return (
            not understood
            and first is not None
            and first.get("remark") == "stop"
            and not first.is_any("neg", "verb")
            and first.text.split()[0] in ("stop", "halt", "freeze", "whoa")
        )

    def _told(self) -> bool:
        """E.g. "I put the cup on the table": told, not asked for."""
        j = self._i + 1
        while "filler" in at(self._tokens, j) and "verb" not in at(self._tokens, j):
            j += 1
        if self._at(1).text in (
            "was",
            "were",
            "meant",
            "tried",
            "wanted",
        ):  # "I was going to use the blue one"
            j += 1
            while at(self._tokens, j).is_any("filler", "to") and "verb" not in at(self._tokens, j):
                j += 1
        teller = self._at().text in ("i", "he", "she", "they", "we") or "own_turn" in self._at()
        said = teller and "verb" in at(self._tokens, j)
        if said:
            self._i = j + 1
        return said

    def _complaint(self) -> bool:
        """E.g. "you took the wrong cup": no."""
        j = self._i
        while at(self._tokens, j).is_any(
            "i", "be", "do", "det", "that_is", "unknown", "took", "pronoun", "just_gave"
        ):
            j += 1
        named = at(self._tokens, j + 1).is_any("noun", "head", "property")
        if j == self._i or "wrong" not in at(self._tokens, j) or not named:
            return False
        text = text_of(self._tokens[self._i : j + 2])
        self._i = j + 2
        self._commands.append(Command("deny", text=text))
        return True

    def _let_go(self, start: int, negated: bool) -> bool:
        """E.g. "let the cup go"."""
        reference, j = noun_phrase(self._tokens, self._i + 1)
        if reference is None or at(self._tokens, j).text != "go":
            return False
        self._i = j + 1
        return self._emit("drop_held", Arguments([reference]), start, negated)

    def _passive(self, start: int) -> bool:
        """E.g. "the red cup must not be touched", "the red cup is off limits"."""
        begin = self._i + int("do" in self._at() and starts_phrase(self._tokens, self._i + 1))
        reference, j = noun_phrase(self._tokens, begin)
        phrases, j = prep_phrases(self._tokens, j)
        if reference is None:
            return False
        more: list[Reference] = []
        while not phrases and "and" in at(self._tokens, j):  # "the cup and the saucer go on the tray"
            another, k = noun_phrase(self._tokens, j + 1)
            if another is None:
                break
            more.append(inherit_noun(another, reference))
            j = k
        if more and "goes" not in at(self._tokens, j):
            return False
        if "goes" in at(self._tokens, j) and not any("neg" in t for t in self._tokens[start:j]):
            self._i = j + 1
            goals = self._prepositions()
            if goals:
                return self._emit(
                    "place", Arguments([attach(reference, phrases), *more], goals=list(goals)), start, False
                )
        if "be" in at(self._tokens, j) and at(self._tokens, j + 1).get("attr") in ("open", "closed"):
            self._i = j + 2  # "the drawer is open, close it": said of what comes next
            topic = attach(reference, phrases)
            self._commands.append(Command("confirm", topic, text=topic.words))
            self._earlier = topic
            return True
        seen = False
        k = j
        while at(self._tokens, k).is_any("neg", "be", "filler", "do", "i"):
            seen = seen or "neg" in at(self._tokens, k)
            k += 1
        if not seen:
            return False
        while k < len(self._tokens) and at(self._tokens, k).is_any("verb", "unknown", "filler"):
            k += 1
        if starts_phrase(self._tokens, k) and "filler" not in at(self._tokens, k):
            return False  # "mind you do not knock over the vase": no passive
        self._i = k
        self._emit("touch", Arguments([attach(reference, phrases)]), start, True)
        return True
