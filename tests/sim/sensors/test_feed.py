# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot_sim.sensors.feed import Feed, Line
from mm_robot_sim.sensors.moment import Moment

NOTHING = np.zeros(0)


def _moment(stamp_s):
    return Moment(stamp_s, NOTHING, NOTHING, NOTHING, NOTHING)


def _run(line, duration_s=20.0, rate_hz=15.0, seed=(1, 2), step_s=0.002, **send):
    """(stamp, arrival) of everything that arrived."""
    feed, arrived, last = Feed(rate_hz, line, seed), [], None
    for k in range(round(duration_s / step_s)):
        now_s = k * step_s
        if feed.due(now_s):
            feed.send(_moment(now_s), k, **send)
        reading = feed.newest(now_s)
        if reading is not None and reading is not last:
            arrived.append((reading.moment.stamp_s, now_s))
            last = reading
    return np.array(arrived)


def test_the_rate_is_kept_although_it_does_not_fit_the_steps():
    stamps = _run(Line(0.0, 0.0, 0.0))[:, 0]
    assert len(stamps) == pytest.approx(300, abs=1)
    assert np.diff(stamps).mean() == pytest.approx(1 / 15, abs=1e-4)


def test_delays_have_their_least_and_their_mean_and_vary():
    arrived = _run(Line(0.03, 0.02, 0.0), 60.0)
    delay = (arrived[:, 1] - arrived[:, 0])[1:]
    assert delay.min() >= 0.03 - 1e-9
    assert delay.mean() == pytest.approx(0.051, abs=0.003)  # and half a step until it is looked at
    assert delay.std() == pytest.approx(0.01, abs=0.003)


def test_the_first_reading_is_there_at_once():
    assert tuple(_run(Line(0.5, 0.1, 0.9))[0]) == (0.0, 0.0)


def test_the_share_of_losses_is_as_set_and_adds_up():
    assert len(_run(Line(0.0, 0.0, 0.2), 60.0)) == pytest.approx(720, abs=50)
    assert len(_run(Line(0.0, 0.0, 0.2), 60.0, lost_share=0.5)) == pytest.approx(360, abs=60)
    assert len(_run(Line(0.0, 0.0, 0.0), out=True)) == 0


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.0, 0.2), st.floats(0.0, 0.3))
def test_nothing_arrives_before_it_was_taken_or_overtakes(seed, least_s, rest_s):
    arrived = _run(Line(least_s, rest_s, 0.1), 3.0, seed=(seed, 1), step_s=0.01)
    assert (arrived[1:, 1] >= arrived[1:, 0] + least_s - 1e-9).all()
    assert (np.diff(arrived, axis=0) > 0).all()


def test_delays_follow_from_the_seed_and_not_from_who_asks_when():
    asked_always = _run(Line(0.03, 0.02, 0.1))
    feed, found = Feed(15.0, Line(0.03, 0.02, 0.1), (1, 2)), []
    for k in range(10000):
        if feed.due(k * 0.002):
            feed.send(_moment(k * 0.002), None)
        if k % 5 == 0 and (reading := feed.newest(k * 0.002)) is not None:
            found.append(reading.moment.stamp_s)
    assert set(found) <= set(asked_always[:, 0])
    assert len(set(found)) > 0.9 * len(asked_always)
