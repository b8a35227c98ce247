# SPDX-License-Identifier: Apache-2.0
import sys
from types import SimpleNamespace

import pytest

from mm_robot.errors import MissingModelError
from mm_robot_sim.bench import cluster
from mm_robot_sim.bench.playing import Job, Played
from mm_robot_sim.bench.schedule import Trial

JOBS = [Job(Trial(seed, ("pick",), "en", ()), "films") for seed in (1000, 1001, 1002)]


class LostError(Exception):
    """Stands for Ray's own errors."""


def fake_ray(behaviour):
    """A cluster in this process. `behaviour(job)` gives (Played, film), raises, or returns None: it hangs."""
    calls = []

    def remote(**options):
        def wrap(function):
            return SimpleNamespace(remote=lambda job: (job, calls.append(job))[0])

        return wrap

    def wait(references, num_returns, timeout):
        ready = [r for r in references if behaviour(r) is not None][:1]
        return ready, [r for r in references if r not in ready]

    def get(reference):
        result = behaviour(reference)
        if isinstance(result, Exception):
            raise result
        return result

    return SimpleNamespace(
        remote=remote, wait=wait, get=get, is_initialized=lambda: True, cancel=lambda r, force: None,
        exceptions=SimpleNamespace(RayError=LostError),
    )  # fmt: skip


def test_films_come_back_and_what_hangs_or_dies_is_a_failure(monkeypatch, tmp_path):
    def behave(job):
        if job.trial.seed == 1000:
            return Played(job.trial.key, None, film="a.mp4"), b"film"
        return LostError("the node died") if job.trial.seed == 1001 else None

    monkeypatch.setitem(sys.modules, "ray", fake_ray(behave))
    jobs = [Job(job.trial, str(tmp_path / "failures")) for job in JOBS]
    played = {p.key: p for p in cluster.play_on_cluster(jobs, 5.0)}
    assert (tmp_path / "failures" / "a.mp4").read_bytes() == b"film"
    assert played["0001001"].episode.cause == "crash" and "node died" in played["0001001"].episode.error
    assert played["0001002"].episode.cause == "timeout"


def test_without_ray_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingModelError, match=r"pip install 'mm_robot\[ray\]'"):
        list(cluster.play_on_cluster(JOBS, 5.0))


def test_a_real_cluster_plays():
    pytest.importorskip("ray")
    (played,) = cluster.play_on_cluster([Job(Trial(1001, ("pick",), "en", ()), None)], 120.0)
    assert played.episode is not None and played.episode.family == "pick"
