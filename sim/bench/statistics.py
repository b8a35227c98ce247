# SPDX-License-Identifier: Apache-2.0
"""Episodes to numbers: shares with their intervals, times, causes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from mm_robot_sim.tasks.episode import Episode

_Z = 1.959964  # of the normal distribution: 95 %
_ROUND = 4


def wilson(hits: int, count: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927): right also for few episodes and for shares near 0 and 1."""
    if count == 0:
        return 0.0, 1.0
    share, z2 = hits / count, _Z**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z / (1 + z2 / count) * math.sqrt(share * (1 - share) / count + z2 / (4 * count**2))
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def summary(episodes: Sequence[Episode]) -> dict[str, Any]:
    """Everything about some episodes."""
    n = len(episodes)
    hits = sum(episode.ok for episode in episodes)
    low, high = wilson(hits, n)
    return {
        "episodes": n,
        "succeeded": hits,
        "success": _share(hits, n),
        "success_interval": [round(low, _ROUND), round(high, _ROUND)],
        "wrong_object": _share(sum(bool(e.wrong_objects) for e in episodes), n),
        "false_refusals": _share(sum(e.false_refusal for e in episodes), n),
        "questions": sum(e.questions for e in episodes),
        "needless_questions": sum(e.cause == "grounding: asked" for e in episodes),
        "unsafe": _share(sum(bool(e.unsafe) for e in episodes), n),
        "unsafe_events": dict(Counter(_kind(event) for e in episodes for event in e.unsafe).most_common()),
        "disturbed": sum(bool(e.happened) for e in episodes),
        "simulated_s": _quantiles([e.simulated_s for e in episodes]),
        "cpu_s": _quantiles([e.cpu_s for e in episodes]),
        "act_s": _quantiles([e.act_s for e in episodes if e.act_s > 0]),
        "stages_s": _stages(episodes),
        "causes": dict(Counter(e.cause for e in episodes if not e.ok).most_common()),
    }


def tables(episodes: Sequence[Episode]) -> dict[str, Any]:
    """The summary of all, and per family, language and disturbance."""
    return {
        "total": summary(episodes),
        "families": _by(episodes, lambda e: e.family),
        "languages": _by(episodes, lambda e: e.language),
        "disturbances": _by(episodes, lambda e: e.disturbance),
    }


def told(total: Mapping[str, Any]) -> str:
    """A summary in two lines."""
    low, high = total["success_interval"]
    causes = ", ".join(f"{name} {count}" for name, count in total["causes"].items())
    return (
        f"{total['succeeded']} of {total['episodes']} succeeded: {total['success']:.1%} "
        f"({low:.1%} to {high:.1%}); "
        f"wrong object {total['wrong_object']:.1%}, unsafe {total['unsafe']:.1%}\n"
        f"commonest causes of failure: {causes or 'none'}"
    )


def commonest_causes(episodes: Iterable[Episode], most: int = 5) -> list[tuple[str, list[Episode]]]:
    """The causes of failure, the commonest first, each with its episodes."""
    found: dict[str, list[Episode]] = {}
    for episode in episodes:
        if not episode.ok:
            found.setdefault(episode.cause, []).append(episode)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:most]


def _by(episodes: Sequence[Episode], key: Callable[[Episode], str]) -> dict[str, Any]:
    groups: dict[str, list[Episode]] = {}
    for episode in episodes:
        groups.setdefault(key(episode), []).append(episode)
    return {name: summary(groups[name]) for name in sorted(groups)}


def _stages(episodes: Sequence[Episode]) -> Mapping[str, Any]:
    stages: dict[str, list[float]] = {}
    for episode in episodes:
        for stage, seconds in episode.stages_s.items():
            stages.setdefault(stage, []).append(seconds)
    return {stage: _quantiles(values) for stage, values in stages.items()}


def _quantiles(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {}
    p50, p95 = np.percentile(np.asarray(values), (50, 95))
    return {"p50": round(float(p50), 3), "p95": round(float(p95), 3)}


def _share(hits: int, count: int) -> float:
    return round(hits / count, _ROUND) if count else 0.0


def _kind(event: str) -> str:
    """What happened, without what it happened to and how hard: "knocked over: red_cup" is "knocked over"."""
    return event.partition(":")[0].partition(" with ")[0]
