# SPDX-License-Identifier: Apache-2.0
"""sim_node and safety_node as processes; this process stands for everybody else."""

import signal

import numpy as np
import pytest
from std_msgs.msg import Bool, String

from mm_robot.nodes import names
from mm_robot_msgs.msg import SafetyState, Stop

TIMEOUT_S = 3.0  # for the arm to come to rest once a stop is due, on a slow machine
REST_RAD_S = 0.05


@pytest.fixture(scope="module", autouse=True)
def running(graph):
    graph.start("sim_node")
    graph.start("safety_node", expected=["task_node"])
    graph.beat_as("task_node")
    graph.wait("the arm may move", lambda: graph.may_move)
    return graph


@pytest.fixture(autouse=True)
def ready(graph):
    graph.revive()
    graph.beat_as("task_node")
    graph.wait("a reset", lambda: graph.call(names.SAFETY_RESET).success)
    graph.wait("the arm may move", lambda: graph.may_move, 10.0)


def away(graph) -> float:
    """An angle to swing by that stays in reach, wherever the arm stands."""
    return -1.2 if graph.q_rad[0] > 0 else 1.2


def rest(graph) -> float:
    """Wait until the arm rests, see that it stays so, and return how long it took."""
    took_s = graph.wait("the arm rests", lambda: graph.speed_rad_s < REST_RAD_S, TIMEOUT_S)
    at_s, at_rad, _ = graph.joints[-1]
    graph.wait("time passes", lambda: graph.joints[-1][0] > at_s + 0.3)
    assert abs(graph.joints[-1][1] - at_rad) < 0.03, "it stays where it came to rest"
    return took_s


def fastest_braking_rad_s2(graph, since_s: float) -> float:
    """The hardest deceleration seen in 50 ms windows, from the joint states."""
    readings = np.array([j for j in graph.joints if j[0] > since_s])
    times = np.arange(readings[0, 0], readings[-1, 0], 0.05)
    return float(np.abs(np.diff(np.interp(times, readings[:, 0], readings[:, 2]))).max() / 0.05)


def test_an_operators_stop_brings_the_arm_to_rest_within_its_limits(graph):
    graph.swing(away(graph))
    since_s = graph.joints[-1][0]
    assert graph.call(names.SAFETY_STOP).success
    rest(graph)
    assert graph.state.level == SafetyState.STOPPED and graph.state.source == "operator"
    assert fastest_braking_rad_s2(graph, since_s) < graph.config.robot.qdd_max_rad_s2[0] * 1.2
    graph.wait(
        "/diagnostics says so", lambda: "operator" in graph.diagnostics.get("mm_robot/safety_node", ""), 5.0
    )


def test_a_stop_request_carries_its_reason(graph):
    requests = graph.node.create_publisher(String, names.STOP_REQUEST, names.COMMAND)
    graph.wait("safety_node listens", lambda: requests.get_subscription_count() > 0)
    graph.swing(away(graph))
    requests.publish(String(data="the cat is on the table"))
    rest(graph)
    assert graph.state.reason == "the cat is on the table"


def test_a_stop_word_stops_and_motions_sent_after_it_do_not_move_the_arm_on(graph):
    stops = graph.node.create_publisher(Stop, names.SPEECH_STOP, names.COMMAND)
    graph.wait("safety_node listens", lambda: stops.get_subscription_count() > 0)
    graph.swing(away(graph))
    stops.publish(Stop(source="speech", reason="stop"))
    rest(graph)
    assert graph.state.source == "speech"


def test_the_emergency_stop_holds_as_long_as_it_is_pressed(graph):
    button = graph.node.create_publisher(Bool, names.E_STOP, names.COMMAND)
    graph.wait("safety_node listens", lambda: button.get_subscription_count() > 0)
    graph.swing(away(graph))
    button.publish(Bool(data=True))
    rest(graph)
    assert not graph.call(names.SAFETY_RESET).success and graph.state.source == "e-stop"
    button.publish(Bool(data=False))


def test_a_task_that_falls_silent_leaves_the_arm_braked_and_is_named(graph):
    graph.swing(away(graph))
    graph.beat_as("task_node", False)
    rest(graph)
    assert graph.state.source == "heartbeat:task_node" and "silent" in graph.state.reason
    refused = graph.call(names.SAFETY_RESET)
    assert not refused.success and "task_node" in refused.message


def test_the_driver_brakes_when_task_and_safety_are_both_dead(graph):
    graph.swing(away(graph), 6.0)
    assert graph.kill("safety_node") == -signal.SIGKILL
    graph.beat_as("task_node", False)
    rest(graph)
    graph.revive()
    graph.beat_as("task_node")
    graph.wait("safety_node is back", lambda: graph.may_move)


def test_a_dead_driver_is_noticed_and_a_restarted_one_taken_up_again(graph):
    graph.kill("sim_node")
    graph.wait("a stop", lambda: graph.state.source == f"heartbeat:{names.JOINT_STATES}", 10.0)
    graph.revive()
    graph.wait("a reset", lambda: graph.call(names.SAFETY_RESET).success)
    graph.swing(away(graph))
    graph.call(names.SAFETY_STOP)
    rest(graph)


@pytest.mark.parametrize("name", ["safety_node", "sim_node"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_node_ends_cleanly_when_told_to(graph, name, number):
    begun = graph.joints[-1][0]
    assert graph.kill(name, number) == 0
    graph.revive()
    graph.wait("it is back", lambda: graph.joints[-1][0] > begun and graph.call(names.SAFETY_RESET).success)
