# SPDX-License-Identifier: Apache-2.0
"""Which episodes a benchmark plays: everything follows from the seeds, so that runs can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mm_robot.errors import InputError
from mm_robot.types import Language
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.splits import one_split
from mm_robot_sim.tasks.families import FAMILIES

NONE, ALL = "none", "all"
SUITES = ("tabletop",)
_LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True)
class Trial:
    """One episode to be played."""

    seed: int
    families: tuple[str, ...]  # the first for which this seed's world holds something is taken
    language: Language
    disturbances: tuple[str, ...]  # the first that fits the task is taken

    @property
    def key(self) -> str:
        """Tells it from every other one of the same benchmark."""
        return f"{self.seed:07d}"


@dataclass(frozen=True)
class Plan:
    """What to play."""

    suite: str
    first_seed: int
    last_seed: int
    families: tuple[str, ...]
    languages: tuple[Language, ...]
    disturb: str  # "none", "all" or the name of one


def make_plan(
    suite: str, seeds: tuple[int, int], family: str | None = None, language: str = "both", disturb: str = ALL
) -> Plan:
    """Check what was asked for.

    Raises:
        InputError: no such suite, family, language or disturbance, or seeds of several splits.
    """
    one_split(*seeds)
    _check("suite", suite, SUITES)
    _check("family", family, (None, *FAMILIES))
    _check("language", language, (*_LANGUAGES, "both"))
    _check("disturbance", disturb, (NONE, ALL, *DISTURBANCES))
    families = tuple(FAMILIES) if family is None else (family,)
    if disturb in DISTURBANCES:
        families = tuple(name for name in families if disturb in FAMILIES[name].disturbances)
        if not families:
            raise InputError(f"'{disturb}' does not fit '{family}', whose disturbances are: "
                             f"{', '.join(FAMILIES[str(family)].disturbances)}")  # fmt: skip
    languages = (
        _LANGUAGES if language == "both" else tuple(known for known in _LANGUAGES if known == language)
    )
    return Plan(suite, *seeds, families, languages, disturb)


def trials(plan: Plan) -> tuple[Trial, ...]:
    """One episode a seed. Neighbouring seeds differ in family; each round of all families changes the rest.

    With `disturb` "all" every other round goes undisturbed; the others take the disturbances in turn.
    """
    made = []
    count = len(plan.families)
    for seed in range(plan.first_seed, plan.last_seed + 1):
        round_, place = divmod(seed, count)
        families = plan.families[place:] + plan.families[:place]
        # Shifted by the family, so that no language and no round sees only half of them.
        language = plan.languages[(round_ + place) % len(plan.languages)]
        made.append(Trial(seed, families, language, _disturbances(plan.disturb, round_ // 2 + place, seed)))
    return tuple(made)


def _disturbances(disturb: str, turn: int, seed: int) -> tuple[str, ...]:
    if disturb == NONE or (disturb == ALL and turn % 2 == 0):
        return ()
    if disturb != ALL:
        return (disturb,)
    names = tuple(DISTURBANCES)
    start = seed % len(names)
    return names[start:] + names[:start]


def _check(what: str, given: str | None, known: Sequence[str | None]) -> None:
    if given not in known:
        raise InputError(f"no {what} '{given}'; available: {', '.join(str(k) for k in known if k)}")
