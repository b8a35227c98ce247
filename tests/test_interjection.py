# SPDX-License-Identifier: Apache-2.0
import pytest

from mm_robot.interjection import Mending, interjection
from mm_robot.types import Command, Reference, Refused, Utterance

RED = Command("pick", Reference("cup", ("red",)))


def kind(text, running=RED):
    return interjection(Utterance(text, "zh" if text[0] > "\u2e80" else "en", 1.0), running).kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stop", "stop"), ("wait a second", "stop"), ("never mind", "stop"), ("don't touch that", "stop"),
        ("no", "stop"),
        ("that's the wrong one", "stop"), ("不对", "stop"), ("别拿那个", "stop"), ("等一下", "stop"),
        ("no, the blue one", "mend"), ("不对，蓝色的那个", "mend"), ("no put it in the bowl", "mend"),
        ("got it", "taken"), ("拿到了", "taken"),
        ("what are you doing", "question"), ("你在干嘛", "question"), ("where is the bowl", "question"),
        ("give me the apple", "busy"), ("把苹果给我", "busy"), ("blah blah", "busy"),
    ],
)  # fmt: skip
def test_what_is_said_meanwhile(text, expected):
    assert kind(text) == expected


def test_with_nothing_under_way_nothing_is_mended():
    assert kind("no, the blue one", None) == "stop"


class Gate:
    """Latches the first stop; comes to rest after so many tries."""

    def __init__(self, tries=2):
        self.stopped, self.tries = None, tries

    def stop(self, by, reason):
        self.stopped = self.stopped or type("Record", (), {"by": by})()

    def reset(self):
        self.tries -= 1
        if self.tries > 0:
            return Refused("the arm is still coming to rest")
        self.stopped = None
        return None


def test_a_correction_waits_for_rest_and_is_then_done():
    gate = Gate()
    mending = Mending(gate)
    mending.begin((RED,), "no, the red one")
    assert gate.stopped.by == "correction"
    assert mending.take(lambda seconds: None) == (RED,) and gate.stopped is None


def test_a_real_stop_is_stronger_than_a_correction():
    gate = Gate()
    mending = Mending(gate)
    mending.begin((RED,), "no, the red one")
    mending.take(lambda seconds: mending.give_up("speech", "stop"))
    assert gate.stopped is not None and mending.take(lambda seconds: None) == ()


def test_what_is_stopped_already_is_not_mended():
    gate = Gate()
    gate.stop("speech", "stop")
    mending = Mending(gate)
    mending.begin((RED,), "no, the red one")
    assert gate.stopped.by == "speech" and mending.take(lambda seconds: None) == ()
