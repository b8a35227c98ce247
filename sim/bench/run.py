# SPDX-License-Identifier: Apache-2.0
"""`mm_robot bench`: plays a plan in worker processes, keeps every result at once, writes the numbers."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from mm_robot.errors import InputError
from mm_robot_sim.bench.playing import Job, Played, lost, play
from mm_robot_sim.bench.schedule import Plan, Trial, trials
from mm_robot_sim.bench.statistics import tables
from mm_robot_sim.bench.workers import carry_out
from mm_robot_sim.progress import Progress
from mm_robot_sim.splits import one_split
from mm_robot_sim.tasks.episode import Episode

TIMEOUT_S = 900.0  # of the clock for one episode: fifteen times the median on two busy cores
_EPISODES, _FAILURES = "episodes.jsonl", "failures"


Through = Literal["processes", "ros", "ray"]


@dataclass(frozen=True)
class Results:
    """All that a run found out."""

    plan: Plan
    played: tuple[Played, ...]  # in the order of seeds
    facts: dict[str, Any]  # version, machine, command, ...
    folder: Path

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """Those that were played, in the order of seeds."""
        return tuple(p.episode for p in self.played if p.episode is not None)

    def as_json(self) -> dict[str, Any]:
        """The numbers: `total` first, then per family, language and disturbance, then every episode."""
        skipped = {played.key: played.skipped for played in self.played if played.episode is None}
        return {
            **tables(self.episodes),
            "suite": self.plan.suite,
            "seeds": [self.plan.first_seed, self.plan.last_seed],
            "split": one_split(self.plan.first_seed, self.plan.last_seed),
            "skipped": skipped,
            **self.facts,
            "episodes": [asdict(episode) for episode in self.episodes],
        }


def run(
    plan: Plan,
    folder: Path,
    *,
    jobs: int,
    command: str,
    films: bool = True,
    fresh: bool = False,
    through: Through = "processes",
) -> Results:
    """Play what an earlier run of the same plan into the same folder has not played yet.

    Raises:
        MissingModelError: an optional package that `through` needs is not installed.
        InputError: the folder holds results of another plan or version, and `fresh` is not set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    header = {"plan": json.loads(json.dumps(asdict(plan))), "version": program_version(), "through": through}
    done = {} if fresh else _read(folder / _EPISODES, header)
    if not done:
        shutil.rmtree(folder / _FAILURES, ignore_errors=True)
        (folder / _EPISODES).write_text(json.dumps(header) + "\n", encoding="utf-8")
    elif not (folder / _EPISODES).read_bytes().endswith(b"\n"):
        with (folder / _EPISODES).open("a", encoding="utf-8") as file:
            file.write("\n")  # after a line that a kill cut off
    began = time.monotonic()
    todo = [trial for trial in trials(plan) if trial.key not in done]
    progress = Progress(len(todo) + len(done), done=len(done))
    failed = sum(p.episode is not None and not p.episode.ok for p in done.values())
    with (folder / _EPISODES).open("a", encoding="utf-8") as file:
        for played in _play_all(todo, jobs, str(folder / _FAILURES) if films else None, through):
            done[played.key] = played
            file.write(json.dumps(asdict(played), ensure_ascii=False) + "\n")
            file.flush()
            failed += played.episode is not None and not played.episode.ok
            progress.step(f"{failed} failed")
    facts = {
        "command": command,
        "through": through,
        "version": header["version"],
        "machine": machine(),
        "jobs": jobs,
        "wall_s": round(time.monotonic() - began, 1),
        "films_cpu_s": round(sum(p.film_cpu_s for p in done.values()), 1),
    }
    order = [done[trial.key] for trial in trials(plan) if trial.key in done]
    return Results(plan, tuple(order), facts, folder)


def _play_all(todo: Iterable[Trial], jobs: int, films: str | None, through: Through) -> Iterator[Played]:
    work = [Job(trial, films) for trial in todo]
    if through == "ros":
        from mm_robot_sim.bench.graph import play_in_graph

        yield from map(play_in_graph, work)
        return
    if through == "ray":
        from mm_robot_sim.bench.cluster import play_on_cluster

        yield from play_on_cluster(work, TIMEOUT_S)
        return
    for ended in carry_out(play, work, jobs, TIMEOUT_S):
        yield ended.result if ended.result is not None else lost(ended.task.trial, ended.error)


def _read(path: Path, header: dict[str, Any]) -> dict[str, Played]:
    """What an earlier run kept; a last line cut off by a kill is dropped.

    Raises:
        InputError: they are results of something else.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    if not lines:
        return {}
    before = json.loads(lines[0])
    other = [name for name in header if before.get(name) != header[name]]
    if other:
        raise InputError(
            f"{path} holds results of another {' and '.join(other)}; take another --out, or --fresh to "
            "replace them"
        )
    done = {}
    for line in lines[1:]:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        episode = None if row["episode"] is None else _episode(row["episode"])
        done[row["key"]] = Played(**{**row, "episode": episode})
    return done


def _episode(row: dict[str, Any]) -> Episode:
    """An episode read from JSON, whose lists were tuples."""
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
    return Episode(**fields)


def program_version() -> str:
    """Our version, and the commit when we run from a checkout."""
    try:
        ours = version("mm_robot")
    except PackageNotFoundError:
        ours = "unknown"
    here = Path(__file__).resolve().parent
    try:
        commit = subprocess.run(
            ("git", "describe", "--always", "--dirty"), cwd=here, capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):  # no git: an installed package
        return ours
    return f"{ours}+{commit.stdout.strip()}" if commit.returncode == 0 else ours


def machine() -> dict[str, Any]:
    """Where the numbers were measured."""
    return {
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
