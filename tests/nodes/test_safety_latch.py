# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from mm_robot.nodes.safety_latch import E_STOP, RESET, START_UP, SafetyLatch

NODES = ("task_node", "speech_node")


def running(now_s: float = 0.0) -> SafetyLatch:
    latch = SafetyLatch(NODES, 0.5)
    for node in NODES:
        latch.beat(node, now_s)
    assert latch.look(now_s, now_s)
    return latch


def test_the_arm_may_not_move_before_every_node_was_heard():
    latch = SafetyLatch(NODES, 0.5)
    latch.beat("task_node", 0.0)
    latch.look(0.1, 0.1)
    assert latch.verdict.stopped and latch.verdict.reason == "waiting for speech_node"
    latch.beat("speech_node", 0.2)
    assert latch.look(0.2, 0.2) and not latch.verdict.stopped and latch.verdict.source == START_UP


def test_a_silent_node_stops_the_arm_and_is_named():
    latch = running()
    latch.beat("task_node", 0.6)
    assert latch.look(0.6, 7.0)
    assert (
        latch.verdict.stopped
        and latch.verdict.source == "heartbeat:speech_node"
        and latch.verdict.since_s == 7.0
    )


def test_a_node_that_says_it_is_broken_stops_the_arm():
    latch = running()
    latch.beat("speech_node", 0.1, "the microphone is gone")
    assert latch.look(0.1, 0.1) and "microphone" in latch.verdict.reason
    assert "speech_node" in latch.reset(0.2, 0.2)
    latch.beat("speech_node", 0.3)
    assert latch.reset(0.3, 0.3) == ""


def test_a_stop_stays_when_the_node_is_back_until_it_is_reset():
    latch = running()
    latch.look(1.0, 1.0)
    for node in NODES:
        latch.beat(node, 1.1)
    assert not latch.look(1.1, 1.1) and latch.verdict.stopped
    assert latch.reset(1.1, 1.1) == "" and latch.verdict.source == RESET and not latch.verdict.stopped


def test_no_reset_while_a_node_is_missing():
    latch = running()
    latch.stop("operator", "stop", 0.1)
    assert "task_node" in latch.reset(2.0, 2.0) and latch.verdict.stopped


def test_no_reset_while_the_button_is_pressed():
    latch = running()
    assert latch.press(True, 0.1) and latch.verdict.source == E_STOP
    assert "emergency" in latch.reset(0.1, 0.1)
    latch.press(False, 0.2)
    assert latch.verdict.stopped, "releasing the button moves nothing"
    assert latch.reset(0.2, 0.2) == ""


def test_the_button_keeps_the_arm_still_at_start_up():
    latch = SafetyLatch(NODES, 0.5)
    latch.press(True, 0.0)
    for node in NODES:
        latch.beat(node, 0.0)
    latch.look(0.0, 0.0)
    assert latch.verdict.stopped


def test_the_first_stop_is_the_one_on_record():
    latch = running()
    latch.stop("speech", "stop", 1.0)
    assert not latch.stop("operator", "too", 2.0)
    assert latch.verdict.source == "speech" and latch.verdict.since_s == 1.0


def test_strangers_may_come_and_go():
    latch = running()
    latch.beat("rviz", 0.1)
    for t in range(1, 30):
        for node in NODES:
            latch.beat(node, t * 0.1)
        latch.look(t * 0.1, t * 0.1)
    assert not latch.verdict.stopped


@given(
    st.lists(st.tuples(st.sampled_from(["beat", "miss", "stop", "reset", "look"]), st.sampled_from(NODES)))
)
def test_only_a_reset_with_everybody_alive_releases_a_stop(events):
    latch, now, heard = running(), 0.0, dict.fromkeys(NODES, 0.0)
    for event, node in events:
        now += 0.2
        before = latch.verdict.stopped
        if event == "beat":
            latch.beat(node, now)
            heard[node] = now
        elif event == "stop":
            latch.stop("operator", "stop", now)
            assert latch.verdict.stopped
        elif event == "reset":
            latch.reset(now, now)
        latch.look(now, now)
        if before and not latch.verdict.stopped:
            assert event == "reset" and all(now - heard[n] <= 0.5 for n in NODES)
        if not latch.verdict.stopped:
            assert all(now - heard[n] <= 0.5 for n in NODES)
