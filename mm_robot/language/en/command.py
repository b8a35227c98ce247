# SPDX-License-Identifier: Apache-2.0
"""English sentences: one Command per step, read from left to right, with or without punctuation."""

from __future__ import annotations

from dataclasses import replace

from mm_robot.language.arguments import Arguments, Recipient
from mm_robot.language.clause import Read, Trouble, forbidden_remark, inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.en.elision import beside_same, forbidden_any, with_anchors_named
from mm_robot.language.en.particles import with_particle
from mm_robot.language.en.questions import question
from mm_robot.language.en.reference import starts_phrase
from mm_robot.language.en.relations import attach
from mm_robot.language.en.statements import StatementsReader
from mm_robot.language.en.verbs import meaning
from mm_robot.language.tokens import text_of
from mm_robot.types import Command, Reference

_HARMFUL = (
    "break", "smash", "damage", "scratch", "spill", "crush", "ruin", "crack", "squash", "knock over", "hit",
    "bump", "mess with", "mess up", "disturb", "fiddle with", "bother with",
)  # fmt: skip

_WELCOME = (
    "needed",
    "necessary",
    "required",
    "able",
    "ready",
    "good",
    "kind",
    "nice",
    "important",
    "urgent",
    "as",
)
_HANGERS = ("from", "of", "against", "you", "him")


class EnglishSentence(StatementsReader):
    """Reads the tokens of one utterance."""

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
        if self._cries_stop():
            return Read((Command("stop", text=text_of(self._tokens)),))
        if self._trouble:
            return Read(trouble=self._trouble)
        if self._skipped and any(
            c.target is not None and c.target.determiner == "it" for c in self._commands
        ):
            return Read(trouble="not_understood")  # "it" may be what was not understood
        trouble: Trouble = "" if self._commands else "not_understood"
        return Read(tuple(self._commands), trouble, self._passed_over)

    def _clause(self) -> bool:
        start = self._i
        if self._told():
            return False
        if self._complaint() or self._remark() or self._desire():
            return True
        if "where" in self._at() and self._has_no_place():
            self._trouble = "not_understood"  # "put the cup where the plate is"
            return False
        read, end = question(self._tokens, self._i)
        asks = read is not None and read.question in ("where", "which", "count", "compare")
        if read is not None and (asks or not self._is_request(end)):
            self._i = end
            self._commands.append(read)
            self._earlier = read.target or self._earlier
            return True
        if self._at().is_any("what", "where", "which", "how_many", "why"):
            self._trouble = "not_understood"
            return False
        if self._at().text in ("did", "have", "has", "had") and self._at(1).is_any("i", "you", "someone"):
            self._trouble = "not_understood"  # "did you close the drawer" asks nobody to close it
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

    def _has_no_place(self) -> bool:
        """Whether the clause before still lacks where to put it."""
        latest = self._commands[-1] if self._commands else None
        joined = at(self._tokens, self._i - 1).is_any("punct", "and", "then")
        return latest is not None and latest.verb == "place" and latest.destination is None and not joined

    def _is_request(self, end: int) -> bool:
        """E.g. "can you see…" is a question; "is it possible to…" was dropped as politeness before."""
        return at(self._tokens, end).is_any("verb") and not at(self._tokens, end).is_any(
            "noun", "attr", "rel", "remark"
        )

    def _desire(self) -> bool:
        """E.g. "I would like the red cup", "can I have an apple"."""
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
        self._forbidding = negated
        arguments = self._arguments("give")
        self._forbidding = False
        named = arguments.targets[0] if arguments.targets else None
        if named is None or (self._commands and named.unknown_words and _bare(named)):
            self._i = start  # "clear the table I need space"
            return False
        state = self._at().get("attr") or self._at().get("verb")
        if state in ("open", "closed", "close") and self._ends(1):  # "I need the drawer open"
            self._i += 1
            return self._emit("open" if state == "open" else "close", arguments, start, negated)
        if arguments.by is not None:
            return self._emit("sort", arguments, start, negated)
        if "moved" in self._at():
            return self._wants_moved(arguments, start, negated)
        self._emit("give", arguments, start, negated, "speaker")
        return True

    def _wants_moved(self, wanted: Arguments, start: int, negated: bool) -> bool:
        """E.g. "I want the cup on the tray moved to the table"."""
        about = [attach(wanted.targets[-1], wanted.phrases)]
        self._i += 1
        goal = self._arguments("place", [*wanted.targets[:-1], *about])
        return self._emit("place", goal, start, negated)

    def _negation(self) -> bool:
        """Negation words before the verb. Two of them cannot be placed."""
        count = 0
        while True:
            token = self._at()
            if "neg" in token and not (
                "deny_word" in token and not token.han and not self._at(1).is_any("det", "noun", "head")
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
        if not negated and self._hangs():
            self._trouble = "unclear_negation"  # "resist touching it": a word nobody taught may forbid it
            return False
        restated = "verb" in token
        if restated:
            verb = token.get("verb")
            self._i += 1
        elif "let" in token and self._let_go(start, negated) or self._passive(start):
            return True
        elif (
            self._verb is not None
            and self._commands
            and not negated
            and self._elided()
            or self._verb is not None
            and self._negated
            and starts_phrase(self._tokens, self._i)
        ):
            verb = self._verb
        else:
            return False
        self._forbidding = negated
        arguments = self._arguments(verb)
        self._forbidding = False
        if arguments.negated:
            if negated:
                self._trouble = "unclear_negation"
                return False
            negated = True
        if verb == "find" and self._commands and not (arguments.targets or arguments.phrases):
            arguments.targets = [Reference(determiner="it", words="it")]  # "find the cup and point at it"
        spared = verb == "place" and self._leaves(start, arguments)
        if verb == "avoid" or spared:
            if negated:
                self._trouble = "unclear_negation"
                return False
            verb, negated = "touch", True
        verb = with_particle(verb, token.text, arguments)
        if verb == "touch" and not negated and token.text in _HARMFUL:
            self._trouble = "not_understood"  # nobody wants a vase knocked over
            return False
        if negated and restated and not arguments.negated and self._begins_anew(verb, arguments, start):
            negated = False
        opened = self._at().get("verb") if verb in ("push", "pull") and self._ends(1) else ""
        if verb in ("push", "pull") and self._ends(1) and self._at().get("attr") in ("open", "closed"):
            opened = "open" if self._at().get("attr") == "open" else "close"
        if opened in ("open", "close"):  # "pull the drawer open"
            verb, self._i = opened, self._i + 1
        moves = any(p.goal or p.relation.kind not in ("on", "in") for p in arguments.phrases)
        if verb == "move" and negated and not (moves or arguments.goals or arguments.direction):
            verb = "touch"  # "do not move the box" forbids more than to put it somewhere
        done = self._emit(verb, arguments, start, negated)
        if spared:
            self._negated = False  # "leave the red one and take the blue one"
        return done

    def _hangs(self) -> bool:
        """Whether the verb here depends on an unknown word before it."""
        before = at(self._tokens, self._i - 1)
        if self._i in self._after_filler:
            return False  # "sweetheart would you mind passing me the salt"
        why = at(self._tokens, self._i - 2)
        if before.text == "to" and why.is_any("unknown", "attr") and why.text not in _WELCOME:
            return True  # "it is dangerous to touch the knife"
        word = self._at().text.split()[0]
        hangs = (set(before.readings) == {"unknown"} and before.text != "mind") or before.text in _HANGERS
        return hangs and "verb" in self._at() and word.endswith("ing") and word != "bring"

    def _begins_anew(self, verb: str, arguments: Arguments, start: int) -> bool:
        """E.g. "do not take the red cup take the blue one": a verb with its own thing is the wish."""
        inherited = self._negated and not any("neg" in t for t in self._tokens[start : self._i])
        joined = at(self._tokens, start - 1).is_any("and", "or")
        if not inherited or joined or not arguments.targets:
            return False
        forbidden = self._commands[-1].target if self._commands else None
        named = arguments.targets[0].determiner not in ("it", "same")
        return verb == self._verb or (named and forbidden is not None)

    def _leaves(self, start: int, arguments: Arguments) -> bool:
        """E.g. "leave the cup alone", "leave the cup": not to be touched."""
        words = [token.text for token in self._tokens[start : self._i]]
        if "leave" not in words:
            return False
        return "alone" in arguments.particles or not (
            arguments.phrases or arguments.goals or arguments.there or arguments.recipient
        )

    def _elided(self) -> bool:
        """E.g. "… and the banana on the plate": the verb of the clause before is meant."""
        previous = at(self._tokens, self._i - 1)
        return previous.is_any("and", "then") and starts_phrase(self._tokens, self._i)

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
        previous = self._commands[-1] if self._commands else None
        commands = tuple(with_anchors_named(command, self._earlier, previous) for command in commands)
        if (
            previous is not None
            and previous.verb == commands[0].verb == "place"
            and verb == self._verb
            and commands[0].destination is None
            and previous.destination is not None
            and self._at_elided(start)
        ):
            commands = tuple(replace(c, destination=previous.destination) for c in commands)
        if verb == self._verb and self._at_elided(start):
            commands = tuple(beside_same(command, previous) for command in commands)
        if negated:
            commands = tuple(forbidden_any(command) for command in commands)
        commands = self._all_of_them(commands, text)
        self._fetched_for_placing(commands[0])
        self._commands += [replace(c, negated=negated, text=text) for c in commands]
        self._earlier = commands[-1].target or self._earlier
        self._verb, self._negated = verb, negated
        return True

    def _fetched_for_placing(self, command: Command) -> None:
        """E.g. "fetch three lemons and put them in the jug": nobody is handed them in between."""
        latest = self._commands[-1] if self._commands else None
        again = command.target is not None and command.target.determiner == "it" and not command.target.noun
        if latest is None or latest.verb != "hand_over" or command.verb != "place" or not again:
            return
        named = {"me", "us", "him", "her"} & set(latest.text.split())
        if not named and not latest.negated and latest.recipient == "speaker":
            self._commands[-1] = replace(latest, verb="pick", recipient=None)

    def _all_of_them(self, commands: tuple[Command, ...], text: str) -> tuple[Command, ...]:
        """E.g. "get the lemon and the apple and put them in the bowl": one hand puts one after the other."""
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
            or found.by
        ):
            return False
        return verb not in ("put_back", "find", "describe", "close", "open", "clear", "sort")


def _bare(reference: Reference) -> bool:
    return not (reference.noun or reference.attributes or reference.determiner or reference.count)
