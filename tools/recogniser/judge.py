# SPDX-License-Identifier: Apache-2.0
"""How well the rules and the network name what the perceiver cuts out of development scenes.

python tools/recogniser/judge.py FOLDER --seeds 1200-1299            looks are kept in FOLDER
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from glimpses import NONE, looks_at, ruled, save

from mm_robot.perception.glimpse import Glimpse
from mm_robot.perception.recogniser import NETWORK, Network, Recogniser
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.spec import Kind
from mm_robot_sim.splits import seed_range
from mm_robot_sim.world import World

_KINDS: tuple[Kind, ...] = ("simple", "table")
_BINS = 10  # of the calibration error
_NOWHERE = np.zeros(0, np.intp)


def collect(path: Path, kind: Kind, seeds: range, other: Recogniser | None) -> None:
    """Look at each world once, as it was built; `other` or the rules say what hangs together."""
    named: list[tuple[Glimpse, str]] = []
    visible = 0
    for seed in seeds:
        world = World(seed, scene=draw(seed, kind))
        (look,) = looks_at(world, 1, np.random.default_rng((seed, 91)), other)
        named += look.pieces
        visible += look.visible
    save(path, named, [visible] * len(named))


def report(title: str, scores: list[dict[str, float]], names: list[str]) -> None:
    """Right, calibration error, and what is taken for what."""
    tops = [max(s.items(), key=lambda item: item[1], default=(NONE, 0.0)) for s in scores]
    called = [noun if score > max(1 - sum(s.values()), 0.0) else NONE
              for (noun, score), s in zip(tops, scores, strict=True)]  # fmt: skip
    things = [i for i, name in enumerate(names) if name != NONE]
    right = np.array([tops[i][0] == names[i] for i in things])
    sure = np.array([s.get(name, 0.0) >= 0.5 for s, name in zip(scores, names, strict=True)])[things]
    chance = np.array([score for _, score in tops])
    correct = np.array([noun == name for (noun, _), name in zip(tops, names, strict=True)])
    where = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    off = sum(abs(chance[where == b].sum() - correct[where == b].sum()) for b in range(_BINS)) / len(names)
    false = [called[i] != NONE and tops[i][1] >= 0.5 for i, name in enumerate(names) if name == NONE]
    print(f"{title}: {right.mean():.3f} right of {len(things)}, {sure.mean():.3f} sure (0.5), "
          f"calibration error {off:.3f}, {np.mean(false or [0]):.2f} of {len(false)} scraps")  # fmt: skip
    wrong = Counter(
        (names[i], tops[i][0]) for i in range(len(names)) if tops[i][0] != names[i] and names[i] != NONE
    )
    print("   " + ", ".join(f"{true}>{said} {n}" for (true, said), n in wrong.most_common(24)))


def main() -> None:
    """Look, name, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", default="1200-1299")
    parser.add_argument("--network", type=Path, default=NETWORK)
    parser.add_argument("--cut-by", choices=("rules", "network"), default="network", help="into pieces")
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    first, last = seed_range(wanted.seeds)
    for kind in _KINDS:
        path = wanted.folder / f"{wanted.cut_by}-{kind}-{first}-{last}.npz"
        if not path.exists():
            other = Network(wanted.network) if wanted.cut_by == "network" else None
            collect(path, kind, range(first, last + 1), other)
        kept = np.load(path)
        names = [str(name) for name in kept["names"]]
        things = sum(name != NONE for name in names)
        print(f"{kind}: {things} of {kept['seeds'][0]} visible things found as pieces of their own")
        report("  rules  ", [ruled(numbers) for numbers in kept["numbers"]], names)
        if wanted.network.exists():
            glimpses = [Glimpse((_NOWHERE, _NOWHERE), p, n)
                        for p, n in zip(kept["pictures"], kept["numbers"], strict=True)]  # fmt: skip
            report("  network", [dict(s) for s in Network(wanted.network).names(glimpses)], names)


if __name__ == "__main__":
    main()
