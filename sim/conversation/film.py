# SPDX-License-Identifier: Apache-2.0
"""The film of a conversation: what a spectator saw, what was heard, and who said what."""

from __future__ import annotations

import json
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mm_robot.config import load
from mm_robot.speech.sound import write_wav
from mm_robot.system import SYSTEMS
from mm_robot_sim.conversation.play import Played, sounds, voice_of
from mm_robot_sim.conversation.script import THINGS
from mm_robot_sim.conversation.timeline import Sentence
from mm_robot_sim.view.captions import Caption, Note, Picture, Writer, shown
from mm_robot_sim.view.contact_sheet import contact_sheet
from mm_robot_sim.view.encode import write_film
from mm_robot_sim.view.motion import FRAMES_PER_S, Motion, Stage, read_motion
from mm_robot_sim.view.soundtrack import mixed, spoken
from mm_robot_sim.world import World

if TYPE_CHECKING:
    from mm_robot.nodes.audience import Stage as Report
    from mm_robot.nodes.tape import Tape

_SIZE = (1280, 720)
_LEAD_S = 1.0  # before the first and after the last word
_STILL_AFTER_S = 0.5  # the arm has begun to obey, and the line is still up
_SHOWN = ("understand", "see", "ground", "plan", "act", "verify")  # the others are in the subtitles
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


def write_conversation(reel: Reel, film: Path, sheet: Path) -> None:
    """Draw `film` (.mp4 with sound) and a contact `sheet` (.png) of it.

    Raises:
        InputError: the kept motion cannot be read, or is of another world.
    """
    from mm_robot.nodes.sim_bench import wanted_objects

    motion = read_motion(reel.motion)
    begin_s = max(float(motion.stamps_s[0]), reel.played[0].start_s - _LEAD_S)
    end_s = float(motion.stamps_s[-1])
    config = load(reel.profile or str(SYSTEMS["sim"].choices({})["config"]))
    world = World(reel.seed, objects=wanted_objects(json.dumps(THINGS)), config=config)
    try:
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "sound.wav"
            voices = [*sounds(reel.tape.microphone), *spoken(voice_of(reel.tape))]
            write_wav(sound, mixed(voices, begin_s, end_s))
            frames = _frames(reel, motion, Stage(world, _SIZE), begin_s, end_s)
            write_film(film, frames, _SIZE, FRAMES_PER_S, sound)
    finally:
        world.close()
    contact_sheet(film, sheet, frames=[round((at_s - begin_s) * FRAMES_PER_S) for at_s in _moments(reel)])


def _frames(reel: Reel, motion: Motion, stage: Stage, begin_s: float, end_s: float) -> Iterator[Picture]:
    writer = Writer(_SIZE)
    captions = captions_of(reel)
    titles = [Note(f"{i}. {p.step.title}", p.start_s) for i, p in enumerate(reel.played, start=1)]
    activities = [
        Note(f"{s.stage}: {s.text}", s.stamp_s) for s in reel.stages if s.text and s.stage in _SHOWN
    ]
    bare: Picture | None = None
    drawn = -1
    for number in range(int((end_s - begin_s) * FRAMES_PER_S)):
        at_s = begin_s + number / FRAMES_PER_S
        index = motion.index(at_s)
        if bare is None or _moved(motion, drawn, index):
            bare, drawn = stage.draw(motion, index), index
        yield writer.write(bare, shown(captions, at_s), _note(titles, at_s), _note(activities, at_s))


def _moments(reel: Reel) -> list[float]:
    """When the film is worth a still: whenever somebody has spoken, and at the end of each step."""
    spoke = [said.end_s + _STILL_AFTER_S for played in reel.played for said in played.said]
    return sorted([*spoke, *(played.end_s for played in reel.played)])


def captions_of(reel: Reel) -> list[Caption]:
    """The subtitles of everything said, in order."""
    people = [
        Caption("person", said.line.text, said.line.language, said.start_s, said.end_s)
        for played in reel.played
        for said in played.said
    ]
    robot = [sentence.caption for sentence in reel.sentences]
    return sorted([*people, *robot], key=lambda caption: caption.start_s)


def _note(notes: list[Note], at_s: float) -> str:
    place = bisect_right([note.start_s for note in notes], at_s)
    return notes[place - 1].text if place else ""


def _moved(motion: Motion, before: int, now: int) -> bool:
    shift = np.abs(motion.positions_m[now] - motion.positions_m[before]).max()
    turn = np.abs(motion.quaternions[now] - motion.quaternions[before]).max()
    return bool(max(shift, turn) > _SAME_M)
