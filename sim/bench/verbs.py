# SPDX-License-Identifier: Apache-2.0
"""The console's verbs that measure and collect: bench, dataset."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mm_robot.verbs.verb import AddVerb

if TYPE_CHECKING:
    from mm_robot_sim.bench.run import Through


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file."""
    bench = verb(
        "bench", _bench, "play a suite of simulated episodes and report how many went well, and why not"
    )
    bench.add_argument("suite", help="tabletop")
    bench.add_argument(
        "--seeds",
        required=True,
        metavar="A-B",
        help="one episode each; 1000-1999 are for development, 0-999 for test",
    )
    bench.add_argument("--jobs", type=int, default=1, help="worker processes (default 1)")
    bench.add_argument(
        "--json", type=Path, metavar="FILE", help="where the numbers go (default OUT/result.json)"
    )
    bench.add_argument("--out", type=Path, help="folder of report and films (default out/bench-SUITE-SEEDS)")
    bench.add_argument("--family", help="only this family of tasks")
    bench.add_argument("--language", default="both", choices=("en", "zh", "both"))
    bench.add_argument("--disturb", default="all", help="none, all (every other round), or the name of one")
    bench.add_argument("--no-films", action="store_true", help="no films of failures")
    bench.add_argument("--fresh", action="store_true", help="replace what an earlier run left in the folder")
    bench.add_argument(
        "--ros", action="store_true", help="through the whole ROS 2 graph, in real time, one at a time"
    )
    bench.add_argument("--ray", action="store_true", help="spread over a Ray cluster (extra 'ray')")

    dataset = verb(
        "dataset", _dataset, "make a data set of labelled pictures of simulated scenes, or check one"
    )
    dataset.add_argument("folder", type=Path, help="where its shards lie")
    dataset.add_argument("--seeds", metavar="A-B", help="of the worlds; 10000 and up are for learning")
    dataset.add_argument("--size", default="160x120", help="of the pictures in pixels (default 160x120)")
    dataset.add_argument(
        "--shard", type=int, default=10, metavar="N", help="worlds in one shard (default 10)"
    )
    dataset.add_argument("--jobs", type=int, default=1, help="worker processes (default 1)")
    dataset.add_argument("--check", action="store_true", help="only look whether it is whole and sound")


def _bench(arguments: argparse.Namespace) -> int:
    from mm_robot_sim.bench.report import write_report
    from mm_robot_sim.bench.run import run
    from mm_robot_sim.bench.schedule import make_plan
    from mm_robot_sim.bench.statistics import told
    from mm_robot_sim.splits import seed_range

    seeds = seed_range(arguments.seeds)
    plan = make_plan(arguments.suite, seeds, arguments.family, arguments.language, arguments.disturb)
    folder = arguments.out or Path(f"out/bench-{plan.suite}-{arguments.seeds}")
    results = run(
        plan, folder, jobs=arguments.jobs, command=shlex.join(["mm_robot", *sys.argv[1:]]),
        films=not arguments.no_films, fresh=arguments.fresh, through=_through(arguments),
    )  # fmt: skip
    file = arguments.json or folder / "result.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    numbers = results.as_json()
    file.write_text(json.dumps(numbers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    html, _ = write_report(results)
    print(told(numbers["total"]))
    print(f"numbers: {file}   report: {html}")
    return 0


def _through(arguments: argparse.Namespace) -> Through:
    """How episodes are played: "processes", "ros" or "ray"."""
    from mm_robot.errors import InputError

    if arguments.ros and arguments.ray:
        raise InputError("--ros and --ray exclude each other: the graph runs on this machine")
    return "ros" if arguments.ros else "ray" if arguments.ray else "processes"


def _dataset(arguments: argparse.Namespace) -> int:
    from mm_robot.errors import InputError
    from mm_robot_sim.dataset.check import faults_of
    from mm_robot_sim.dataset.generate import Settings, make, speed_of
    from mm_robot_sim.splits import seed_range

    if arguments.check:
        faults = faults_of(arguments.folder)
        print("\n".join(faults) or f"{arguments.folder}: whole and sound")
        return 1 if faults else 0
    if arguments.seeds is None:
        raise InputError("say --seeds A-B to make a data set, or --check to look at one")
    width, x, height = arguments.size.partition("x")
    if not (x and width.isdecimal() and height.isdecimal()):
        raise InputError(f"size '{arguments.size}': expected WIDTHxHEIGHT, such as 160x120")
    settings = Settings(
        *seed_range(arguments.seeds), int(width), int(height), seeds_per_shard=max(1, arguments.shard)
    )
    entries = make(arguments.folder, settings, arguments.jobs)
    size_mb = sum(entry.bytes for entry in entries) / 1e6
    print(f"{speed_of(entries)}; {len(entries)} shards, {size_mb:.0f} MB in {arguments.folder}")
    return 0
