# SPDX-License-Identifier: Apache-2.0
"""What stands behind an English verb: objects, recipient, places, particles, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from mm_robot.language.arguments import Arguments, Direction
from mm_robot.language.clause import inherit_noun
from mm_robot.language.draft import at
from mm_robot.language.en.apposition import one_thing
from mm_robot.language.en.reader import EnglishReader
from mm_robot.language.en.reference import noun_phrase, starts_phrase
from mm_robot.language.en.relations import PrepPhrase, attach, prep_phrases
from mm_robot.language.tokens import Token
from mm_robot.types import Reference, Relation, RelationKind
from mm_robot.vocabulary.nouns import CONTAINERS, SURFACES

_PLACING = ("place", "move", "stack", "sort", "put_away", "discard", "clear")  # kinds that may say where to


class ArgumentsReader(EnglishReader):
    """Reads the arguments of a verb."""

    def _arguments(self, verb: str, targets: Sequence[Reference] = ()) -> Arguments:
        found = Arguments(list(targets))
        places = verb in (*_PLACING, "push", "pull", "give", "put_back", "drop_held")
        for _ in range(3 * len(self._tokens) + 3):  # each round reads on or ends; the bound is for certainty
            token = self._at()
            if "punct" in token and self._apposed(found, 1):
                continue
            if "end" in token or "punct" in token or "then" in token or "but" in token:
                break
            away = "away_from" in token or (
                token.get("nearest_to") == "farthest" and token.text.startswith("f") and found.targets
            )
            if ("arranged" in token or away) and verb in (*_PLACING, "push", "pull"):
                self._trouble = "not_understood"  # rows and circles are nothing the robot lays
                break
            if not found.targets and token.is_any("what", "all_that") and "be" in self._at(1):
                self._i += 2  # "what is in the bowl"
                phrases = self._prepositions()
                said = [p for p in phrases if not p.goal]
                found.targets.append(attach(Reference(count="all"), said))
                found.goals += [p for p in phrases if p.goal]  # "whatever is on the chair into the basket"
            elif "just_gave" in token and found.targets:
                spoken_of = cast(Literal["it", "given"], token.get("just_gave"))
                found.targets[-1] = replace(found.targets[-1], determiner=spoken_of)
                self._i += 1
            elif token.text == "her" and verb == "give" and self._at(1).is_any("det", "num"):
                found.recipient, self._i = "person", self._i + 1  # "bring her a glass"
            elif "speaker" in token:
                found.recipient, self._i = "speaker", self._i + 1
            elif "upon_each" in token and found.targets:
                found.particles.append("stacked")
                self._i += 1
            elif (
                "rel" in token and self._ends(1) and verb in _PLACING and found.targets and not found.phrases
            ):
                it = Reference(determiner="it", words="it")  # "put the egg inside"
                found.there = Relation(cast(RelationKind, token.get("rel")), (it,))
                self._i += 1
            elif "a_push" in token and verb == "give" and found.targets:
                verb = "push"  # "give the box a push to the left"
                found.particles.append("pushed")
                self._i += 1
            elif "by_key" in token and verb in (*_PLACING, "give"):
                found.by = cast(Literal["colour", "kind", "size"], token.get("by_key"))
                self._i += 1
            elif (
                token.text in ("in", "back in", "all the way in")
                and self._ends(1)
                and verb in ("push", "place", "move")
            ):
                found.particles.append("in")  # "push the drawer in"
                self._i += 1
            elif token.get("attr") == "upright" and found.targets and verb in _PLACING:
                self._i += 1  # "stand the bottle upright": as it always is
            elif "someone" in token and (verb in (*_PLACING, "give") or "to" in token.text.split()):
                found.recipient, self._i = "person", self._i + 1
                while self._at().is_any("that_is", "there"):
                    self._i += 1  # "to the man standing there"
                self._describes_person(found)
            elif "there" in token and "rel" in self._at(1) and found.targets:
                self._i += 1  # "over there next to the cups"
            elif "there" in token and not found.phrases and verb in (*_PLACING, "put_back", "push"):
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
                    over = self._prepositions()
                    if not over:
                        break
                    found.phrases += over
                    continue
                found.particles.append(token.get("particle"))
                self._i += 1
                if token.get("particle") in ("down", "over", "back", "here") and (
                    found.targets or found.phrases
                ):
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
            elif verb == "give" and self._names_person(token, found):
                found.recipient = "person"
                self._i += 2 if "to" in token else 1
            elif "to" in token and self._at(1).is_any("someone", "speaker") and "det" not in self._at(1):
                found.recipient = "speaker" if "speaker" in self._at(1) else "person"
                self._i += 2  # "over to him", whose "over to" is one token
                self._describes_person(found)
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
            elif self._apposed(found) or self._listed(found):
                continue
            elif starts_phrase(self._tokens, self._i) and not found.targets:
                if not self._object(found):
                    break
            elif "moved" in token and verb == "give" and found.targets and "particle" not in token:
                break  # "I want the cup moved to the table"
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

    def _describes_person(self, found: Arguments) -> None:
        """E.g. "to the woman by the window": where she is tells nothing of the thing."""
        if found.targets and found.recipient == "person":
            self._prepositions()

    def _names_person(self, token: Token, found: Arguments) -> bool:
        """E.g. "give Anna the cup", "give it back to her", "hand the cup to John"."""
        if "to" in token:
            name = self._at(1)
            return self._ends(2) and (
                name.text in ("her", "them", "him") or set(name.readings) == {"unknown"}
            )
        if found.targets or set(token.readings) != {"unknown"}:
            return False
        return "det" in self._at(1) and self._at(1).text != "of"

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

    def _listed(self, found: Arguments) -> bool:
        """E.g. "the pen the ruler and the eraser", spoken without the comma."""
        if not found.targets or found.phrases or found.goals or found.targets[-1].noun is None:
            return False
        if not starts_phrase(self._tokens, self._i) or self._at().is_any("verb", "filler", "rel"):
            return False
        another, j = noun_phrase(self._tokens, self._i)
        if another is None or another.noun is None:
            return False
        k = j
        for _ in range(8):  # longer lists are not spoken
            if "and" in at(self._tokens, k):
                break
            further, k = noun_phrase(self._tokens, k)
            if further is None:
                return False
        if not starts_phrase(self._tokens, k + 1) or "verb" in at(self._tokens, k + 1):
            return False
        found.targets.append(another)
        self._i = j
        return True

    def _apposed(self, found: Arguments, ahead: int = 0) -> bool:
        """E.g. "the ball the big one", "the thing the remote": one thing in two phrases."""
        if not found.targets or found.phrases or found.goals or "det" not in self._at(ahead):
            return False
        more, j = noun_phrase(self._tokens, self._i + ahead)
        if more is None or (
            ahead and not at(self._tokens, j).is_any("end", "punct", "filler", "then", "but")
        ):
            return False
        thing = one_thing(found.targets[-1], more)
        if thing is None:
            return False
        found.targets[-1] = thing
        self._i = j
        return True

    def _contrast(self, found: Arguments) -> bool:
        """E.g. "take not the red cup but the blue one"."""
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
        """E.g. "move it to the bowl", "bring it to the table", "push it to the plate"."""
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
        """E.g. "the cup and the bowl": another target. False when "and" begins another clause."""
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
        if _lacks_noun(latest):
            found.targets = [
                replace(t, noun=reference.noun) if _lacks_noun(t) else t for t in found.targets
            ]  # "the red, the blue and the green blocks": one of each
            if latest.count is None and reference.count == "all" and latest.attributes:
                reference = replace(reference, count=None)
        if latest.count == "all" and reference.count is None and "plural" in at(self._tokens, j - 1):
            reference = replace(reference, count="all")  # "all the cups and bowls"
        if not alternative or verb == "touch" or self._forbidding:
            found.targets.append(inherit_noun(reference, found.targets[-1]))
        return True

    def _noun_follows(self, i: int) -> bool:
        token, following = at(self._tokens, i), at(self._tokens, i + 1)
        return token.is_any("noun", "attr") and (
            following.is_any("end", "punct", "then", "rel", "and", "noun", "head")
        )


def _lacks_noun(reference: Reference) -> bool:
    spoken_of = reference.determiner in ("it", "this", "that", "other")
    return reference.noun is None and not reference.unknown_words and not spoken_of


def _there(token: Token) -> Relation:
    if token.get("there") == "same":
        return Relation("on", (Reference(determiner="same", words=token.text),))
    return Relation("near", (Reference(determiner="that", unknown_words=("there",), words="there"),))


def _goal_kind(reference: Reference) -> RelationKind:
    """Where "to the …" ends: in a basket, on a table or tray, near anything else."""
    if reference.noun in SURFACES or reference.noun in ("plate", "tray"):
        return "on"
    return "in" if reference.noun in CONTAINERS else "near"
