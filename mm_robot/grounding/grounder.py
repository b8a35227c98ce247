# SPDX-License-Identifier: Apache-2.0
"""Scene + Reference -> Found | Ambiguous | Absent.

The steps read as the words do: who can be meant at all (pronouns, "other", an open question), who fits, in
which order, how many. What fits clearly better than the rest is meant; what fits about equally well is asked
about; what does not fit is absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mm_robot.config import GroundingConfig
from mm_robot.grounding import reasons
from mm_robot.grounding.fit import Fit, View, fits, in_order
from mm_robot.grounding.nouns import noun_score
from mm_robot.grounding.order import distance_m
from mm_robot.grounding.questions import which_one
from mm_robot.types import (
    Absent,
    Ambiguous,
    Dialogue,
    Found,
    Grounding,
    Language,
    Reference,
    Scene,
    SceneObject,
)

_NO_TALK = Dialogue()


class Grounder:
    """Finds what is meant by geometry and measured looks alone; keeps no state."""

    def __init__(self, config: GroundingConfig) -> None:
        self._config = config

    def ground(
        self, reference: Reference, scene: Scene, language: Language, dialogue: Dialogue = _NO_TALK
    ) -> Grounding:
        """The object (or objects) meant, the candidates with a question, or the reason why there is none.

        Args:
            reference: what was asked for.
            scene: what is there.
            language: of questions and reasons.
            dialogue: what was spoken of before, and the open question.
        """
        view = View(scene, dialogue, self._config.min_confidence)
        if reference.unknown_words:
            return Absent(reasons.unknown(reference, language))
        asked = {i for i in dialogue.candidate_ids if i in view.ids}
        if asked:  # an answer chooses among what was asked about; if nothing there fits, it is a new wish
            choice = self._among([o for o in scene.objects if o.id in asked], reference, view, language)
            if not isinstance(choice, Absent):
                return choice
        return self._among(scene.objects, reference, view, language)

    # ------------------------------------------------------------------------------------------ the steps

    def _among(
        self, pool: Sequence[SceneObject], reference: Reference, view: View, language: Language
    ) -> Grounding:
        if reference.determiner in ("it", "same", "given"):
            spoken = self._spoken_of(pool, reference, view, language)
            if spoken is not None:
                return spoken
        reference, pool, excluded = _without_the_others(reference, pool, view)
        judged = fits(reference, pool, view)
        good = [fit for fit in judged if fit.holds(view.threshold)]
        if not good:
            if excluded:
                return Absent(reasons.nothing_else(reference, language))
            return Absent(reasons.nothing_fits(reference, judged, view, language))
        if reference.ordinal is not None:
            return self._ordered(reference, good, view, language)
        if reference.count == "all":
            return Found(tuple(fit.thing for fit in good), self._confidence(good[-1], ()))
        if isinstance(reference.count, int) and reference.count > 1:
            return self._several(reference, good, reference.count, language)
        return self._one(reference, good, view, language)

    def _one(self, reference: Reference, good: Sequence[Fit], view: View, language: Language) -> Grounding:
        best = good[0]
        rivals = [fit for fit in good[1:] if fit.score >= self._config.ambiguity_ratio * best.score]
        if not rivals:
            return Found((best.thing,), self._confidence(best, good[1:]))
        equal = [best, *rivals]
        if (
            reference.determiner == "a" or reference.count == 1
        ):  # any will do: the one that is closest at hand
            chosen = min(equal, key=lambda fit: distance_m(fit.thing, None))
            return Found((chosen.thing,), self._confidence(chosen, ()))
        if reference.determiner in ("this", "that", "it", "same", "given"):
            for i in view.dialogue.last_ids:
                recent = next((fit for fit in equal if fit.thing.id == i), None)
                if recent is not None:
                    return Found((recent.thing,), self._confidence(recent, ()))
        candidates = _left_to_right([fit.thing for fit in equal])
        return Ambiguous(candidates, which_one(candidates, reference.noun, language))

    def _several(
        self, reference: Reference, good: Sequence[Fit], count: int, language: Language
    ) -> Grounding:
        if len(good) < count:
            return Absent(reasons.too_few(reference, len(good), language))
        last = good[count - 1]
        tied = [fit for fit in good[count:] if fit.score >= self._config.ambiguity_ratio * last.score]
        if tied and reference.determiner in ("the", "this", "that"):  # "the two cups" of three
            candidates = _left_to_right([fit.thing for fit in (*good[:count], *tied)])
            return Ambiguous(candidates, which_one(candidates, reference.noun, language))
        if tied:  # "two cups": any two, the nearest
            near = sorted((*good[:count], *tied), key=lambda fit: distance_m(fit.thing, None))
            return Found(tuple(fit.thing for fit in near[:count]), self._confidence(last, ()))
        return Found(tuple(fit.thing for fit in good[:count]), self._confidence(last, good[count:]))

    def _ordered(
        self, reference: Reference, good: Sequence[Fit], view: View, language: Language
    ) -> Grounding:
        # A row is made of what the noun names best: "the leftmost cup" does not count mugs beside cups.
        best = good[0].score
        row = [fit.thing for fit in good if fit.score >= self._config.ambiguity_ratio * best]
        if isinstance(reference.count, int) and reference.count > 1 and reference.ordinal is not None:
            # "the two leftmost cups": this rank and the following ones
            ranks = range(reference.ordinal.rank, reference.ordinal.rank + reference.count)
            each = [
                in_order(replace(reference, ordinal=replace(reference.ordinal, rank=r)), row, view)
                for r in ranks
            ]
            if not all(each):
                return Absent(reasons.too_few(reference, len(row), language))
            return Found(tuple(chosen[0] for chosen in each), self._confidence(good[0], ()))
        chosen = in_order(reference, row, view)
        if not chosen:
            return Absent(reasons.no_such_rank(reference, len(row), view, language))
        if len(chosen) > 1:
            candidates = _left_to_right(chosen)
            return Ambiguous(candidates, which_one(candidates, reference.noun, language))
        fit = next(fit for fit in good if fit.thing is chosen[0])
        return Found(chosen, self._confidence(fit, ()))

    def _spoken_of(
        self, pool: Sequence[SceneObject], reference: Reference, view: View, language: Language
    ) -> Grounding | None:
        """What a pronoun points back to; None when its noun or attributes have to decide."""
        by_id = {thing.id: thing for thing in pool}
        for i in view.dialogue.last_ids:
            if i in by_id and all(f.holds(view.threshold) for f in fits(reference, [by_id[i]], view)):
                return Found((by_id[i],), min(0.95, by_id[i].confidence))
        held = next((thing for thing in pool if thing.held), None)
        if held is not None:
            return Found((held,), held.confidence)
        if reference.noun is not None or reference.attributes or reference.relations:
            return None
        if len(pool) == 1:
            return Found((pool[0],), 0.6 * pool[0].confidence)
        return Absent(reasons.no_antecedent(language))

    def _confidence(self, fit: Fit, rest: Sequence[Fit]) -> float:
        """How sure: the fit itself, less for a runner-up, as far as the thing is believed in at all."""
        runner_up = rest[0].score / fit.score if rest else 0.0
        return float(fit.score * (1.0 - 0.5 * runner_up**2) * fit.thing.confidence**0.5)


def _without_the_others(
    reference: Reference, pool: Sequence[SceneObject], view: View
) -> tuple[Reference, Sequence[SceneObject], bool]:
    """For "the other one": what was spoken of falls away, and its noun is understood."""
    if reference.determiner != "other":
        return reference, pool, False
    by_id = {thing.id: thing for thing in view.scene.objects}
    recent = [by_id[i] for i in view.dialogue.last_ids if i in by_id]
    noun = reference.noun
    if noun is None and not reference.attributes and not reference.relations and recent:
        kind = recent[0].label
        if any(noun_score(thing, kind) >= view.threshold for thing in pool if thing.id != recent[0].id):
            noun = kind
    named = replace(reference, noun=noun)
    alike = [thing.id for thing in recent if noun_score(thing, noun) >= view.threshold]
    fresh = [thing for thing in pool if thing.id not in alike]
    if not any(fit.holds(view.threshold) for fit in fits(named, fresh, view)):
        fresh = [
            thing for thing in pool if thing.id not in alike[:1]
        ]  # all were spoken of: only the last falls away
    return named, fresh, bool(alike)


def _left_to_right(things: Sequence[SceneObject]) -> tuple[SceneObject, ...]:
    """The order in which people read a table, and in which a question names them."""
    return tuple(sorted(things, key=lambda thing: (-float(thing.position_m[1]), thing.id)))
