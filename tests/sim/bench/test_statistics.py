# SPDX-License-Identifier: Apache-2.0
import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mm_robot_sim.bench.statistics import commonest_causes, tables, told, wilson
from mm_robot_sim.tasks.episode import Episode

GOOD = Episode(
    seed=1000, family="pick", language="en", disturbance="none", happened="", phrasing="pick.en.1",
    said=("take the cup",), outcomes=("Done: Done.",), target="red_cup", ends="done", ok=True, verdict="held",
    cause="", wrong_objects=(), questions=0, false_refusal=False, unsafe=(), simulated_s=8.0, cpu_s=1.0,
    stages_s={"see": 0.4, "plan": 0.1}, act_s=5.0,
)  # fmt: skip
BAD = dataclasses.replace(
    GOOD, seed=1001, family="push", language="zh", disturbance="target_moved", happened="moved", ok=False,
    cause="grasp", wrong_objects=("blue_cup",), questions=1, false_refusal=True, simulated_s=20.0,
    unsafe=("knocked over: red_cup", "pressed on the hand with 160 N"),
)  # fmt: skip


def test_wilson_agrees_with_the_textbook():
    low, high = wilson(8, 10)  # Brown, Cai & DasGupta 2001: 0.490 to 0.943
    assert low == pytest.approx(0.490, abs=0.001) and high == pytest.approx(0.943, abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_narrows(pair):
    hits, n = pair
    low, high = wilson(hits, n)
    assert 0.0 <= low <= hits / n <= high <= 1.0
    wider = wilson(hits * 4, n * 4)
    assert wider[1] - wider[0] < high - low


def test_everything_is_counted_in_total_and_by_group():
    found = tables([GOOD, BAD, GOOD, GOOD])
    total = found["total"]
    assert (total["success"], total["wrong_object"], total["unsafe"]) == (0.75, 0.25, 0.25)
    assert (total["false_refusals"], total["questions"], total["disturbed"]) == (0.25, 1, 1)
    assert total["unsafe_events"] == {"knocked over": 1, "pressed on the hand": 1}
    assert total["causes"] == {"grasp": 1} and total["stages_s"]["see"]["p50"] == 0.4
    assert found["families"]["push"]["success"] == 0.0 and found["languages"]["en"]["success"] == 1.0
    assert set(found["disturbances"]) == {"none", "target_moved"}
    assert "3 of 4 succeeded: 75.0%" in told(total) and "grasp 1" in told(total)


def test_no_episodes_are_no_error():
    total = tables([])["total"]
    assert total["success"] == 0.0 and total["success_interval"] == [0.0, 1.0]
    assert "0 of 0" in told(total)


def test_the_commonest_cause_comes_first():
    other = dataclasses.replace(BAD, cause="plan")
    assert [cause for cause, _ in commonest_causes([BAD, other, GOOD, other])] == ["plan", "grasp"]
