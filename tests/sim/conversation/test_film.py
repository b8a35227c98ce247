# SPDX-License-Identifier: Apache-2.0
"""Sound, subtitles and headlines stand where they belong. The pictures: tests/sim/view/test_motion.py."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mm_robot.nodes.audience import Stage
from mm_robot.nodes.sim_room import LOUDSPEAKER_DELAY_S
from mm_robot.nodes.tape import Piece
from mm_robot.speech.mel import RATE_HZ
from mm_robot.speech.sound import read_wav
from mm_robot_sim.conversation.film import Reel, captions_of, headlines_of, soundtrack_of
from mm_robot_sim.conversation.pages import closing, opening
from mm_robot_sim.conversation.play import Played, Said
from mm_robot_sim.conversation.script import script_of
from mm_robot_sim.conversation.timeline import Sentence
from mm_robot_sim.view.soundtrack import Sound, found_at

ASK, MEND, STOP, *_ = script_of(1000)
START_S = 1_700_000_000.0  # robots count from 1970
SIZE = (640, 360)


def recorded(line, at_s):
    """What the microphone sends: 20 ms at a time."""
    samples = np.round(read_wav(line.recording) * 32767).astype(np.int16)
    return [
        Piece(at_s + i / RATE_HZ, samples[i : i + 320], RATE_HZ) for i in range(0, len(samples) - 320, 320)
    ]


def reel(**changes):
    person = Said(ASK.lines[0], START_S + 1.1, START_S + 2.0, False, None)
    tone = np.round(8000 * np.sin(np.arange(RATE_HZ) * 0.3)).astype(np.int16)
    tape = SimpleNamespace(
        microphone=recorded(ASK.lines[0], START_S + 1.0),
        voice=[
            Piece(START_S + 4.0, tone, RATE_HZ),
            Piece(START_S + 4.5, tone[:0], RATE_HZ),
            Piece(START_S + 6.0, tone, RATE_HZ),
        ],
    )
    parts = {
        "seed": 1000, "profile": None, "motion": Path("motion.npz"),
        "played": (Played(ASK, START_S, START_S + 5.0, said=[person]), Played(MEND, START_S + 6.0)),
        "sentences": [Sentence("绿色的还是蓝色的？", "zh", START_S + 4.0, START_S + 4.6, START_S + 5.0)],
        "tape": tape, "stages": (), "latches": (), "pace": 1.0,
    }  # fmt: skip
    return Reel(**(parts | changes))


def test_people_and_robot_sound_when_they_spoke():
    track = Sound(0.0, soundtrack_of(reel(), START_S - 3.0, START_S + 8.0))
    assert len(track.samples) == 11 * RATE_HZ
    assert found_at(read_wav(ASK.lines[0].recording), [track], 0.0, 8.0) == pytest.approx(4.0, abs=0.001)
    quiet = np.abs(track.samples) < 0.01
    at = lambda s: round((3.0 + s + LOUDSPEAKER_DELAY_S) * RATE_HZ)  # noqa: E731
    assert quiet[at(3.5) : at(4.0) - 5].all()
    assert not quiet[at(4.0) : at(4.0) + 160].all()
    assert quiet[at(4.5) + 5 : at(6.0) - 5].all(), "broken off, it is silent until the next sentence"
    assert not quiet[at(6.0) : at(6.0) + 160].all()


def test_subtitles_come_in_order_with_english_below_chinese():
    person, robot = captions_of(reel())
    assert (person.speaker, person.text, person.gloss) == ("person", "把杯子递给我。", "Hand me the cup.")
    assert robot.speaker == "robot"
    assert robot.text.endswith("—")
    assert robot.gloss.startswith("The green")


def test_the_headline_follows_step_stage_and_latch():
    stages = (
        Stage("understand", "hand over the cup", START_S + 2.5, {}),
        Stage("check", "", START_S + 2.6, {}),
        Stage("act", "pick: lift", START_S + 3.0, {}),
        Stage("tell", "Done.", START_S + 4.0, {"outcome": "Done"}),
    )
    latches = ((START_S + 3.2, True), (START_S + 3.6, False))
    changes = headlines_of(reel(stages=stages, latches=latches))

    def at(s):
        return [headline for start_s, headline in changes if start_s <= START_S + s][-1]

    assert at(-1).title == ""
    assert at(1).title == "1 / 2   Three cups: the robot asks which"
    assert (at(2.7).stage, at(2.7).activity) == ("understand", "understands: hand over the cup")
    assert (at(3.1).stage, at(3.1).stopped) == ("act", False)
    assert at(3.3).stopped
    assert not at(3.7).stopped
    assert (at(4.1).stage, at(4.1).activity) == ("tell", "")
    assert at(6.1).stage == "", "nothing is under way a little later"
    assert at(6.5).title.startswith("2 / 2")


def test_the_pages_differ_by_what_came_of_it():
    played = reel().played
    first = opening(SIZE, 1000, played)
    wrong, silent = (closing(SIZE, played, 1.0, voice) for voice in (True, False))
    assert first.shape == wrong.shape == (360, 640, 3)
    reddish = (wrong[..., 0].astype(int) - wrong[..., 1] > 60).sum()
    assert reddish > 20, "neither step went right, and that is shown"
    assert not np.array_equal(wrong, silent)
