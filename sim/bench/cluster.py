# SPDX-License-Identifier: Apache-2.0
"""Plays trials on a Ray cluster: the one that RAY_ADDRESS names, or one on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mm_robot.errors import MissingModelError
from mm_robot_sim.bench.playing import Job, Played, lost, play

_MISSING = "Ray is not installed; `pip install 'mm_robot[ray]'` brings it"


def play_on_cluster(jobs: Sequence[Job], timeout_s: float) -> Iterator[Played]:
    """Play all jobs, one per free core of the cluster, in the order they end; films come back with them.

    Our package must be installed on every machine of the cluster.

    Raises:
        MissingModelError: Ray is not installed.
    """
    try:
        import ray
    except ImportError as error:
        raise MissingModelError(_MISSING) from error
    ours = not ray.is_initialized()
    if ours:
        ray.init(log_to_driver=False, include_dashboard=False)
    try:
        # A fresh process for each: a hung or dead one takes nothing with it.
        remote = ray.remote(num_cpus=1, max_retries=0, max_calls=1)(_play_and_send)
        waiting = {remote.remote(replace(job, films="" if job.films else None)): job for job in jobs}
        yield from _as_they_end(ray, waiting, timeout_s)
    finally:
        if ours:
            ray.shutdown()


def _as_they_end(ray: Any, waiting: dict[Any, Job], timeout_s: float) -> Iterator[Played]:
    """`timeout_s` counts from the end of the one before: without any news for so long, the rest hangs."""
    while waiting:
        ready, _ = ray.wait(list(waiting), num_returns=1, timeout=timeout_s)
        for reference in ready or list(waiting):
            job = waiting.pop(reference)
            if not ready:
                ray.cancel(reference, force=True)
                yield lost(job.trial, f"killed after {timeout_s:.0f} s without news from the cluster")
                continue
            try:
                played, film = ray.get(reference)
            except ray.exceptions.RayError as error:
                yield lost(job.trial, f"lost on the cluster: {error}")
                continue
            if film and job.films:
                path = Path(job.films) / played.film
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(film)
            yield played


def _play_and_send(job: Job) -> tuple[Played, bytes]:
    """On the worker's machine: the film travels as bytes."""
    if job.films is None:
        return play(job), b""
    with TemporaryDirectory() as folder:
        played = play(replace(job, films=folder))
        return played, (Path(folder) / played.film).read_bytes() if played.film else b""
