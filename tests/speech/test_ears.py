# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.ears import Ears

RATE_HZ = 16_000


@pytest.fixture
def ears():
    try:
        return Ears(SpeechConfig())
    except MissingModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def robot(clips):
    names = ("en01a", "zh01a", "en16a", "zh06a", "en18b", "zh15a")
    return np.concatenate([clips[name]["samples"] for name in names])


def heard_of(robot):
    way = np.zeros(2000)
    way[[800, 1200, 1900]] = 0.7, 0.2, -0.1
    return np.convolve(robot, way)[: len(robot)].astype(np.float32)


def through(ears, sound):
    return [ears.hear(sound[i : i + 320], i / RATE_HZ) for i in range(0, len(sound), 320)]


def pieces_of(hearings):
    return [piece for hearing in hearings for piece in hearing.pieces]


def test_the_robot_does_not_hear_itself_nor_interrupt_itself(ears, robot):
    ears.play(robot, 0.0)
    hearings = through(ears, heard_of(robot))
    assert not any(h.interrupted for h in hearings)
    assert not any(piece.samples.any() for piece in pieces_of(hearings))
    assert ears.reduction_db > 8


def test_the_stop_word_is_searched_in_plain_sound_until_the_echo_is_learnt(ears, robot):
    ears.play(robot, 0.0)
    sound = heard_of(robot)
    hearings = through(ears, sound)
    first, last = hearings[: len(hearings) // 20], hearings[-len(hearings) // 4 :]
    plain = np.concatenate([h.for_stop for h in first])
    assert np.array_equal(plain, sound[: len(plain)])
    left, heard = (np.concatenate([get(h) for h in last]) for get in (_for_stop, _heard))
    assert np.mean(left**2) < 0.2 * np.mean(heard**2)


def _for_stop(hearing):
    return hearing.for_stop


def _heard(hearing):
    return hearing.cleaned.heard


def test_who_speaks_over_the_robot_interrupts_it_and_is_heard_from_the_start(ears, robot, clips):
    word, at = clips["zh19b"]["samples"], len(robot) * 3 // 4
    sound = heard_of(robot)
    sound[at : at + len(word)] += word[: len(sound) - at]
    ears.play(robot, 0.0)
    hearings = through(ears, sound)
    at_s = [i * 0.02 for i, h in enumerate(hearings) if h.interrupted]
    spoken_s = at / RATE_HZ + 0.3  # the recording begins with 0.3 s of silence
    assert len(at_s) == 1 and spoken_s < at_s[0] < spoken_s + 0.6
    first = next(piece for piece in pieces_of(hearings) if piece.samples.any())
    assert first.start_s < spoken_s + 0.1


def test_while_the_robot_is_silent_everything_passes(ears, clips):
    word = clips["en01a"]["samples"]
    hearings = through(ears, word)
    assert np.array_equal(np.concatenate([p.samples for p in pieces_of(hearings)]), word)


def test_after_it_broke_off_it_hears_again(ears, robot, clips):
    ears.play(robot, 0.0)
    ears.hush(1.0)
    word = clips["en01a"]["samples"]
    pieces = pieces_of(through(ears, np.concatenate((np.zeros(2 * RATE_HZ, np.float32), word))))
    late = np.concatenate([p.samples for p in pieces if p.start_s >= 2.0])
    assert np.array_equal(late, word)
