# SPDX-License-Identifier: Apache-2.0
"""Readings of the simulated sensors go out once each, also when one sensor is slow or breaks."""

import time

import pytest

from mm_robot.nodes.sim_sensing import Sensing, Stream


class Source:
    """A new reading every period; `lag_s`: how long it takes to be made."""

    def __init__(self, begun_s: float, period_s: float, lag_s: float = 0.0) -> None:
        self._begun_s, self._period_s, self._lag_s = begun_s, period_s, lag_s
        self._made: list[list[int]] = []

    def newest(self) -> list[int]:
        number = int((time.monotonic() - self._begun_s) / self._period_s)
        if not self._made or self._made[-1] != [number]:
            time.sleep(self._lag_s)
            self._made.append([number])
        return self._made[-1]


def run(streams, duration_s: float) -> Sensing:
    sensing = Sensing(time.monotonic, streams)
    sensing.start()
    time.sleep(duration_s)
    sensing.stop()
    return sensing


def test_each_reading_is_sent_once_and_a_slow_sensor_starves_no_other():
    begun_s = time.monotonic()
    fast, slow = [], []
    run(
        [
            Stream(10.0, Source(begun_s, 0.1).newest, fast.append),
            Stream(10.0, Source(begun_s, 0.1, lag_s=0.08).newest, slow.append),
        ],
        1.2,
    )
    for sent in (fast, slow):
        numbers = [reading[0] for reading in sent]
        assert numbers == sorted(set(numbers))
        assert len(numbers) >= 4


def test_before_the_first_reading_nothing_is_sent():
    sent = []
    assert run([Stream(50.0, lambda: None, sent.append)], 0.1).failure is None
    assert sent == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_sensor_that_breaks_is_told():
    def broken() -> None:
        raise RuntimeError("no context")

    assert "no context" in str(run([Stream(50.0, broken, print)], 0.1).failure)
