# SPDX-License-Identifier: Apache-2.0
"""What a worker process does: play one trial, and keep a film of it when it failed."""

from __future__ import annotations

import base64
import io
import logging
import time
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
from PIL import Image

from mm_robot.errors import InputError
from mm_robot_sim.bench.schedule import Trial
from mm_robot_sim.bench.trail import Picture, Trail
from mm_robot_sim.tasks.causes import SLOW
from mm_robot_sim.tasks.episode import NONE, Episode, Play

_JPEG_QUALITY = 78


@dataclass(frozen=True)
class Job:
    """One trial and where its film goes."""

    trial: Trial
    films: str | None  # folder; None: no films
    profile: str = "panda_sim"


@dataclass(frozen=True)
class Played:
    """What came of a job."""

    key: str
    episode: Episode | None  # None: the world holds nothing for this family
    skipped: str = ""  # why there is no episode
    film: str = ""  # file name
    thumbnail: str = ""  # JPEG, base64
    film_cpu_s: float = 0.0


def play(job: Job) -> Played:
    """Play the trial. What breaks while it is played is a failed episode; only broken set-ups raise."""
    cv2.setNumThreads(1)  # the jobs are the parallelism
    logging.getLogger("mm_robot").setLevel(logging.ERROR)  # stops are part of the game
    trial = job.trial
    made, why = _set_up(job)
    if made is None:
        return Played(trial.key, None, why)
    try:
        trail = Trail(made.world)
        made.on_report = trail.note
        try:
            episode = made.run()
        except Exception:  # a program that breaks in an episode has failed it
            episode = made.broken(traceback.format_exc())
        if episode.ok or job.films is None:
            return Played(trial.key, episode)
        began = time.process_time()
        name = f"{trial.key}-{episode.family}-{episode.language}.mp4"
        last = trail.film(Path(job.films) / name)
        return Played(
            trial.key, episode, film=name, thumbnail=_jpeg(last),
            film_cpu_s=round(time.process_time() - began, 2),
        )  # fmt: skip
    finally:
        made.close()


def _set_up(job: Job) -> tuple[Play | None, str]:
    """The world and the task of the first family that finds something in it, or why none does."""
    trial, why = job.trial, []
    for family in trial.families:
        try:
            return Play(trial.seed, family, trial.language, trial.disturbances, job.profile), ""
        except InputError as nothing:
            why.append(str(nothing))
    return None, why[0]


def lost(trial: Trial, error: str) -> Played:
    """The result of a trial whose process hung or died."""
    episode = Episode(
        seed=trial.seed, family=trial.families[0], language=trial.language, disturbance=NONE, happened="",
        phrasing="", said=(), outcomes=(), target="", ends="", ok=False, verdict=error.splitlines()[-1],
        cause=SLOW if error.startswith("killed") else "crash", wrong_objects=(), questions=0,
        false_refusal=False, unsafe=(), simulated_s=0.0, cpu_s=0.0, stages_s={}, act_s=0.0, error=error,
    )  # fmt: skip
    return replace(Played(trial.key, None), episode=episode)


def _jpeg(picture: Picture) -> str:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return base64.b64encode(buffer.getvalue()).decode()
