# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot.speech.echo import EchoCanceller

RATE_HZ = 16_000


def power_db(samples):
    return 10 * np.log10(np.mean(np.square(samples, dtype=float)) + 1e-12)


@pytest.fixture(scope="module")
def room(clips):
    """What the robot says, how that arrives 100 ms later with the room's answer, and a person's word."""
    rng = np.random.default_rng(0)
    names = ("en01a", "zh01a", "en16a", "zh06a", "en18b", "zh15a")
    robot = np.concatenate([clips[name]["samples"] for name in names])
    way = np.zeros(4000)
    way[1600] = 0.6
    way[1640:3940] = rng.normal(size=2300) * np.exp(-np.arange(2300) / 500) * 0.05
    echo = np.convolve(robot, way)[: len(robot)]
    return robot, echo.astype(np.float32), clips["zh18a"]["samples"] * 0.5


def through(canceller, heard, start_s=0.0):
    pieces = [canceller.clean(heard[i : i + 320], start_s + i / RATE_HZ) for i in range(0, len(heard), 320)]
    return np.concatenate([p.samples for p in pieces])


def test_the_robots_voice_disappears_and_the_persons_stays(room):
    robot, echo, word = room
    at = len(robot) * 2 // 3
    near = np.zeros_like(echo)
    near[at : at + len(word)] = word
    canceller = EchoCanceller()
    canceller.play(robot, 100.0)
    left = through(canceller, echo + near, 100.0)
    alone = EchoCanceller()
    alone.play(robot, 100.0)
    remnant = through(alone, echo, 100.0)
    late = slice(at, at + len(word))
    assert power_db(remnant[late]) < power_db(echo[late]) - 10, (
        "10 dB and more, once it was heard for a while"
    )
    assert power_db((left - near[: len(left)])[late]) < power_db(word) - 3, "the person is what is left"
    assert canceller.reduction_db > 5


def test_sound_passes_untouched_while_the_robot_is_silent(room):
    _, echo, _ = room
    canceller = EchoCanceller()
    assert np.array_equal(through(canceller, echo), echo)
    assert canceller.reduction_db == 0.0


def test_nothing_is_lost_or_doubled_when_it_begins_and_ends(room):
    robot, _, word = room
    heard = np.tile(word, 6)[: 5 * RATE_HZ]
    canceller = EchoCanceller()
    canceller.play(robot[:RATE_HZ] * 1e-6, 1.0)
    assert len(through(canceller, heard)) == len(heard)


def test_what_is_hushed_is_not_played(room):
    robot, _, _ = room
    canceller = EchoCanceller()
    canceller.play(robot, 0.0)
    canceller.hush(0.5)
    assert canceller.clean(np.zeros(320, np.float32), 0.3).played.any()
    assert not canceller.clean(np.zeros(320, np.float32), 0.6).played.any()
