# SPDX-License-Identifier: Apache-2.0
"""The tokens of an English utterance, and what was read of them so far."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.clause import Trouble
from mm_robot.language.draft import at
from mm_robot.language.en.reference import noun_phrase, starts_phrase
from mm_robot.language.tokens import Token
from mm_robot.types import Command, Reference

# What must not be passed over in silence.
_CONTENT = (
    "noun",
    "attr",
    "rel",
    "ord",
    "sup",
    "comp",
    "side",
    "at_side",
    "from_side",
    "num",
    "pronoun",
    "or",
)


class EnglishReader:
    """A cursor over the tokens, with the memory that later clauses need."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens, self._after_filler = _without_fillers(tokens)
        self._i = 0
        self._commands: list[Command] = []
        self._earlier: Reference | None = None  # the latest thing named
        self._verb: str | None = None  # of the latest clause, for "… and the banana on the plate"
        self._negated = False  # "do not take the cup or touch the bowl"
        self._excluded: Reference | None = None  # "not the red one: give me the blue one"
        self._forbidding = False  # the clause being read is a prohibition
        self._denied = False  # "no no, the other cup"
        self._passed_over = 0  # words that belong to no clause
        self._skipped = False  # something was named that no clause holds
        self._trouble: Trouble = ""

    def _at(self, ahead: int = 0) -> Token:
        return at(self._tokens, self._i + ahead)

    def _ends(self, ahead: int = 0) -> bool:
        token = self._at(ahead)
        return token.is_any("end", "punct", "then", "but") or ("and" in token)

    def _separators(self) -> None:
        while True:
            token = self._at()
            if "ord" in token and "verb" in self._at(1) and not self._at(1).is_any("noun", "attr"):
                self._i += 1  # "second, give me the cup"
            elif "punct" in token or "then" in token or "but" in token:
                self._negated = False
                self._i += 1
            elif (
                "and" in token
                or ("or" in token and self._commands)
                or "filler" in token
                and self._at(1).is_any("verb", "neg", "filler", "wish")
                or "correct" in token
                and not token.is_any("remark", "noun", "attr", "verb")
            ):
                self._denied = self._denied or (set(token.text.split()) == {"no"} and not self._commands)
                self._i += 1
            else:
                return

    def _chatter(self) -> None:
        """Words that are no clause: skipped up to the next one when harmless, trouble otherwise."""
        harmless, start = True, self._i
        while self._i < len(self._tokens):
            token = self._at()
            if "neg" in token or "except" in token or "without" in token:
                self._trouble = "unclear_negation"
                return
            if "condition" in token and "then" not in token:
                self._trouble = "condition"
                return
            if "own_turn" in token and self._i > start:
                break
            if starts_phrase(self._tokens, self._i) and not self._commands:
                named, _ = noun_phrase(self._tokens, self._i)  # "this knife is blunt, pass me another one"
                self._earlier = named if named is not None and named.noun else self._earlier
            described = "det" in self._at(-1) and token.is_any("attr", "noun")  # "any clean forks"
            if (
                token.is_any("verb", "wish", "what", "where", "which", "how_many", "there_is")
                and not described
            ):
                break
            if "punct" in token or "then" in token:
                break
            self._passed_over += 1
            harmless = harmless and not token.is_any(*_CONTENT)
            self._i += 1
            if self._at().is_any("verb") and not ("det" in token and self._at().is_any("attr", "noun")):
                break
        self._skipped = self._skipped or not harmless
        if not harmless:
            self._trouble = "not_understood"


def _without_fillers(tokens: Sequence[Token]) -> tuple[list[Token], frozenset[int]]:
    """The tokens that count, and which of them stand behind one that does not."""
    kept: list[Token] = []
    behind: set[int] = set()
    for token in tokens:
        called = (
            token.get("noun") == "robot"
            and "filler" in token
            and not (kept and kept[-1].is_any("det", "rel", "verb"))
        )
        chinese = token.han and token.text in "的了吗吧个呢"  # "give me 红色的杯子"
        if not called and not chinese and not (len(token.readings) == 1 and "filler" in token):
            kept.append(token)
        else:
            behind.add(len(kept))
    return kept, frozenset(behind)
