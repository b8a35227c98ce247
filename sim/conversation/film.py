# SPDX-License-Identifier: Apache-2.0
"""The film of a conversation: what a spectator saw, what was heard, and who said what."""

from __future__ import annotations

import json
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mm_robot.config import load
from mm_robot.speech.mel import Samples
from mm_robot.speech.sound import write_wav
from mm_robot.system import SYSTEMS
from mm_robot_sim.conversation.pages import closing, opening
from mm_robot_sim.conversation.play import Played, sounds, voice_of
from mm_robot_sim.conversation.script import THINGS
from mm_robot_sim.conversation.timeline import Sentence
from mm_robot_sim.conversation.wording import worded
from mm_robot_sim.view.captions import Caption, Picture, Writer, shown
from mm_robot_sim.view.cards import faded
from mm_robot_sim.view.contact_sheet import contact_sheet
from mm_robot_sim.view.encode import write_film
from mm_robot_sim.view.headline import Banner, Headline
from mm_robot_sim.view.motion import FRAMES_PER_S, Motion, Stage, read_motion
from mm_robot_sim.view.soundtrack import mixed, spoken
from mm_robot_sim.world import World

if TYPE_CHECKING:
    from mm_robot.nodes.audience import Stage as Report
    from mm_robot.nodes.tape import Tape

_SIZE = (1280, 720)
_STAGES = ("hear", "understand", "see", "ground", "plan", "act", "verify", "tell")
_LEAD_S = 1.0  # before the first and after the last word
_OPENING_S, _CLOSING_S, _FADE_S = 4.0, 8.0, 0.4  # long enough to read six lines; and six with figures
_STILL_AFTER_S = 0.5  # the arm has begun to obey, and the line is still up
_IDLE_AFTER_S = 2.0  # of the last report of a command
_SAME_M = 2e-4  # a picture in which nothing moved farther is the one before


@dataclass(frozen=True, eq=False)
class Reel:
    """Everything a film is made of."""

    seed: int
    profile: str | None
    motion: Path
    played: tuple[Played, ...]
    sentences: list[Sentence]
    tape: Tape
    stages: tuple[Report, ...]
    latches: tuple[tuple[float, bool], ...]  # (robot's clock, whether the arm was stopped then), in order
    pace: float  # simulated seconds per second of this machine's clock


def write_conversation(reel: Reel, film: Path, sheet: Path) -> None:
    """Draw `film` (.mp4 with sound) and a contact `sheet` (.png, .jpg) of it.

    Raises:
        InputError: the kept motion cannot be read, or is of another world.
    """
    from mm_robot.nodes.sim_bench import wanted_objects

    motion = read_motion(reel.motion)
    begin_s = max(float(motion.stamps_s[0]), reel.played[0].start_s - _LEAD_S)
    end_s = float(motion.stamps_s[-1])
    config = load(reel.profile or str(SYSTEMS["sim"].choices({})["config"]))
    world = World(reel.seed, objects=wanted_objects(json.dumps(THINGS)), config=config)
    before_s, after_s = _OPENING_S + _FADE_S, _FADE_S + _CLOSING_S
    first = opening(_SIZE, reel.seed, reel.played)
    last = closing(_SIZE, reel.played, reel.pace, bool(reel.tape.voice))
    try:
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "sound.wav"
            write_wav(sound, soundtrack_of(reel, begin_s - before_s, end_s + after_s))
            scenes = _scenes(reel, motion, Stage(world, _SIZE), begin_s, end_s)
            write_film(film, _bound(first, scenes, last), _SIZE, FRAMES_PER_S, sound)
    finally:
        world.close()
    stills = [round((before_s + at_s - begin_s) * FRAMES_PER_S) for at_s in _moments(reel)]
    ended = round((before_s + end_s - begin_s + after_s) * FRAMES_PER_S) - 1
    contact_sheet(film, sheet, frames=[*stills, ended])


def soundtrack_of(reel: Reel, begin_s: float, end_s: float) -> Samples:
    """(N,) at RATE_HZ: everything that sounded between two moments of the robot's clock."""
    return mixed([*sounds(reel.tape.microphone), *spoken(voice_of(reel.tape))], begin_s, end_s)


def _bound(first: Picture, scenes: Iterator[Picture], last: Picture) -> Iterator[Picture]:
    """The pages around the pictures, with a short fade between."""
    yield from repeat(first, round(_OPENING_S * FRAMES_PER_S))
    picture = next(scenes)
    yield from _fade(first, picture)
    yield picture
    for picture in scenes:
        yield picture
    yield from _fade(picture, last)
    yield from repeat(last, round(_CLOSING_S * FRAMES_PER_S))


def _fade(before: Picture, after: Picture) -> Iterator[Picture]:
    count = round(_FADE_S * FRAMES_PER_S)
    return (faded(before, after, (i + 0.5) / count) for i in range(count))


def _scenes(reel: Reel, motion: Motion, stage: Stage, begin_s: float, end_s: float) -> Iterator[Picture]:
    writer, banner = Writer(_SIZE), Banner(_SIZE, _STAGES)
    captions, headlines = captions_of(reel), headlines_of(reel)
    begun_s = [start_s for start_s, _ in headlines]
    bare: Picture | None = None
    written: Picture | None = None
    before: tuple[Any, ...] = ()
    drawn = -1
    for number in range(int((end_s - begin_s) * FRAMES_PER_S)):
        at_s = begin_s + number / FRAMES_PER_S
        index = motion.index(at_s)
        if bare is None or _moved(motion, drawn, index):
            bare, drawn = stage.draw(motion, index), index
        headline = headlines[max(0, bisect_right(begun_s, at_s) - 1)][1]
        now = (drawn, headline, *shown(captions, at_s))
        if written is None or now != before:
            written, before = writer.write(banner.draw(bare, headline), shown(captions, at_s)), now
        yield written


def _moments(reel: Reel) -> list[float]:
    """When the film is worth a still.

    After each line of a person, at what the robot asks or acknowledges, and at the end of each step.
    """
    spoke = [said.end_s + _STILL_AFTER_S for played in reel.played for said in played.said]
    stops = [said.start_s for played in reel.played for said in played.said if said.line.when == "talking"]
    told = [s for s in reel.sentences if s.text.endswith(("?", "？"))]
    for at_s in stops:
        told += [s for s in reel.sentences if s.start_s > at_s][:1]
    return sorted([*spoke, *(s.end_s for s in told), *(played.end_s for played in reel.played)])


def headlines_of(reel: Reel) -> list[tuple[float, Headline]]:
    """What stands above the pictures, each from a moment on until the next one begins."""
    count = len(reel.played)
    changes: list[tuple[float, dict[str, Any]]] = [
        (played.start_s, {"title": f"{i} / {count}   {played.step.title}"})
        for i, played in enumerate(reel.played, start=1)
    ]
    for report in reel.stages:
        if report.stage in _STAGES and (report.text or "outcome" in report.data):
            now = {"stage": report.stage, "activity": worded(report.stage, report.text)}
            changes.append((report.stamp_s, now))
        if "outcome" in report.data:
            changes.append((report.stamp_s + _IDLE_AFTER_S, {"stage": "", "activity": ""}))
    changes += [(at_s, {"stopped": stopped}) for at_s, stopped in reel.latches]
    headlines = [(float("-inf"), Headline(""))]
    for start_s, change in sorted(changes, key=lambda pair: pair[0]):
        headlines.append((start_s, replace(headlines[-1][1], **change)))
    return headlines


def captions_of(reel: Reel) -> list[Caption]:
    """The subtitles of everything said, in order."""
    people = [
        Caption("person", said.line.text, said.line.language, said.start_s, said.end_s, said.line.gloss)
        for played in reel.played
        for said in played.said
    ]
    robot = [sentence.caption for sentence in reel.sentences]
    return sorted([*people, *robot], key=lambda caption: caption.start_s)


def _moved(motion: Motion, before: int, now: int) -> bool:
    shift = np.abs(motion.positions_m[now] - motion.positions_m[before]).max()
    turn = np.abs(motion.quaternions[now] - motion.quaternions[before]).max()
    return bool(max(shift, turn) > _SAME_M)
