# SPDX-License-Identifier: Apache-2.0
"""What people in the simulated room say arrives at the microphone."""

import time
from pathlib import Path

import numpy as np
import pytest

import mm_robot_sim
from mm_robot.config import load
from mm_robot.errors import InputError
from mm_robot.nodes.sim_room import LOUDSPEAKER_DELAY_S, Room
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.people.voice import Speech
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.world import World

RECORDING = Path(mm_robot_sim.__file__).parent / "recordings" / "en_red_cup_1.wav"
QUIETER = 400  # as the robot's own voice is, beside its microphone
LOUD = 1000  # of 32767; the room's own noise stays below 100


@pytest.fixture
def world():
    made = World(1001, objects=[("cup", "red")])
    yield made
    made.close()


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def room(world, complaints):
    config = load("panda_sim", {"speech.voice_engine": "text"})  # a machine without any voice
    made = Room(world, config, lambda: np.zeros(7), complaints.append)
    yield made
    made.close()


def heard(room: Room, world: World, duration_s: float = 2.0, patience_s: float = 5.0) -> np.ndarray:
    """The sound of `duration_s`, once something begins to sound or patience ends."""
    until = time.monotonic() + patience_s
    samples = np.zeros(0, np.int16)
    while time.monotonic() < until and not (np.abs(samples) > LOUD).any():
        world.step(0.1)
        samples = np.concatenate([chunk for chunk, _ in room.read()])
        time.sleep(0.01)
    world.step(duration_s)
    return np.concatenate([samples, *(chunk for chunk, _ in room.read())])


def loud_s(samples: np.ndarray, level: int = LOUD) -> float:
    return float((np.abs(samples.astype(int)) > level).sum() / 16000)


def span_s(samples: np.ndarray) -> float:
    """From the first to the last loud sample."""
    loud = np.flatnonzero(np.abs(samples.astype(int)) > LOUD)
    return float(loud[-1] - loud[0]) / 16000 if len(loud) else 0.0


def test_what_the_person_says_is_heard(world, room, complaints):
    world.person.say("hand me the red cup", recording=RECORDING)
    assert loud_s(heard(room, world)) > 0.05
    assert complaints == []


def test_a_second_voice_sounds_over_a_recording_and_does_not_wait_its_turn(world, room):
    mishap = DISTURBANCES["second_voice"].attach(world, SimRobot(world), np.random.default_rng(1))
    room.hear_of(mishap)
    room.play(str(RECORDING))
    alone_s = span_s(heard(room, world, 6.0))
    room.play(str(RECORDING))
    for hears in mishap.on_speech:
        hears(Speech("", "en", world.now_s, RECORDING))
    time.sleep(0.3)
    both = heard(room, world, 6.0)
    assert span_s(both) < 1.5 * alone_s
    for hears in mishap.on_speech:
        hears(Speech("", "en", world.now_s, RECORDING))
    assert span_s(heard(room, world, 6.0)) == pytest.approx(alone_s, abs=0.3)


def test_without_a_voice_it_is_told_that_nothing_is_heard(world, room, complaints):
    world.person.say("你好", "zh")
    assert loud_s(heard(room, world, 0.2, patience_s=0.5)) == 0.0
    assert len(complaints) == 1 and "你好" in complaints[0] and "speech.voice_engine" in complaints[0]


def test_what_is_no_recording_is_told(world, room, complaints, tmp_path):
    (tmp_path / "note.wav").write_text("no sound")
    with pytest.raises(InputError, match="note.wav"):
        room.play(str(tmp_path / "note.wav"))
    room.hear(Speech("hello", "en", 0.0, tmp_path / "note.wav"))
    heard(room, world, 0.1, patience_s=0.5)
    assert "note.wav" in complaints[0]


def robot_says(room, world, seconds, later_s=0.0):
    room.robot_says(np.full(round(16000 * seconds), 0.3, np.float32), world.now_s + later_s)


def test_the_microphone_hears_the_robot_itself_always_after_the_same_delay(room, world):
    for _ in range(2):
        begin_s = world.now_s
        robot_says(room, world, 0.5)
        world.step(1.0)
        chunks = room.read()
        loud = [(stamp, np.flatnonzero(np.abs(c.astype(int)) > QUIETER)) for c, stamp in chunks]
        first_s = next(stamp + places[0] / 16000 for stamp, places in loud if len(places))
        assert first_s - begin_s == pytest.approx(LOUDSPEAKER_DELAY_S, abs=0.002)
        assert loud_s(np.concatenate([c for c, _ in chunks]), QUIETER) == pytest.approx(0.5, abs=0.01)


def test_a_robot_that_breaks_off_is_silent_from_then_on(room, world):
    robot_says(room, world, 2.0)
    world.step(0.5)
    room.robot_says(np.zeros(0, np.float32), world.now_s)
    world.step(2.0)
    assert loud_s(np.concatenate([c for c, _ in room.read()]), QUIETER) == pytest.approx(0.5, abs=0.01)


def test_the_robot_has_one_voice_and_people_are_not_cut_with_it(room, world):
    room.play(str(RECORDING))
    robot_says(room, world, 3.0)
    world.step(0.2)
    room.robot_says(np.zeros(0, np.float32), world.now_s)
    world.step(3.0)
    assert span_s(np.concatenate([c for c, _ in room.read()])) > 1.2
