# SPDX-License-Identifier: Apache-2.0
"""Everything but ears and voice as processes: commands come through the action."""

import time

import pytest

from mm_robot.nodes import names
from mm_robot_msgs.action import ExecuteCommand
from mm_robot_msgs.msg import SafetyState, Stop

NODES = ["perception_node", "grounding_node", "task_node"]
REST_RAD_S = 0.05
OUTCOME_S = 60.0
RESULT = ExecuteCommand.Result


@pytest.fixture(scope="module", autouse=True)
def running(graph):
    graph.start("sim_node", objects='["red cup", "yellow cup", "blue block"]')
    for name in NODES:
        graph.start(name)
    graph.start("safety_node", expected=NODES)
    graph.wait("the arm may move", lambda: graph.may_move)
    return graph


@pytest.fixture(autouse=True)
def ready(graph):
    graph.revive()
    graph.wait("a reset", lambda: graph.call(names.SAFETY_RESET).success)
    graph.wait("the arm may move", lambda: graph.may_move, 10.0)
    graph.wait(
        "the task may go on", lambda: "stopped" not in graph.diagnostics.get("mm_robot/task_node", ""), 10.0
    )


def outcome(graph, command, timeout_s=OUTCOME_S):
    graph.wait("an outcome", lambda: command.result is not None, timeout_s)
    return command.result


def under_way(graph):
    """A command whose first motion is well under way."""
    command = graph.say("pick up the yellow cup")  # nobody has forbidden that one
    graph.wait("the arm moves", lambda: graph.speed_rad_s > 0.3 or command.result is not None, 30.0)
    assert command.result is None, command.result
    return command


def test_what_is_not_there_is_refused_with_a_reason_and_the_arm_stays_still(graph):
    before = list(graph.q_rad)
    refused = outcome(graph, graph.say("hand me the purple elephant"))
    assert refused.outcome == RESULT.REFUSED and "elephant" in refused.reason
    assert graph.q_rad == pytest.approx(before, abs=0.01)


def test_with_two_cups_it_asks_which(graph):
    asked = outcome(graph, graph.say("give me the cup"))
    assert asked.outcome == RESULT.ASKED and "red" in asked.reason and "yellow" in asked.reason


def test_a_correction_while_the_arm_moves_is_carried_out_and_is_nobodys_stop(graph):
    command = under_way(graph)
    levels = []
    graph.say("no, the red one")
    graph.wait(
        "an outcome", lambda: levels.append(graph.state.level) or command.result is not None, 2 * OUTCOME_S
    )
    assert command.result.outcome == RESULT.DONE, command.result
    assert set(levels) == {SafetyState.OK}
    assert graph.judge({"kind": "picked", "thing": "red_cup"}).ok
    assert outcome(graph, graph.say("put it back"), 2 * OUTCOME_S).outcome == RESULT.DONE


def test_a_prohibition_in_chinese_moves_nothing(graph):
    before = list(graph.q_rad)
    assert outcome(graph, graph.say("不要拿红色的杯子")).outcome == RESULT.DONE
    assert graph.q_rad == pytest.approx(before, abs=0.01)
    assert graph.judge({"kind": "untouched"}).ok


def test_a_thing_is_handed_over_into_the_hand(graph):
    done = outcome(graph, graph.say("hand me the blue block"), 120.0)
    assert done.outcome == RESULT.DONE, done
    assert graph.judge({"kind": "handed_over", "thing": "blue_block"}).ok


def test_cancelling_stops_the_arm_at_once(graph):
    command = under_way(graph)
    command.goal.cancel_goal_async()
    took_s = graph.wait("the arm rests", lambda: graph.speed_rad_s < REST_RAD_S, 3.0)
    assert outcome(graph, command).outcome == RESULT.STOPPED
    assert graph.state.level == SafetyState.STOPPED and graph.state.source == "cancel"
    assert took_s < 1.5, "0.2 s on a quiet machine"


@pytest.mark.parametrize("name", NODES)
def test_a_killed_node_leaves_the_arm_at_rest_and_comes_back_without_a_restart_of_the_others(graph, name):
    under_way(graph)
    graph.kill(name)
    timeout_s = graph.config.safety.heartbeat_timeout_s
    graph.wait("the arm rests", lambda: graph.speed_rad_s < REST_RAD_S, timeout_s + 3.0)
    time.sleep(0.3)
    assert graph.speed_rad_s < REST_RAD_S
    graph.wait("a stop", lambda: graph.state.level == SafetyState.STOPPED, timeout_s + 3.0)
    assert graph.state.source == f"heartbeat:{name}" and name in graph.state.reason
    graph.revive()
    graph.wait("a reset", lambda: graph.call(names.SAFETY_RESET).success)
    refused = outcome(graph, graph.say("where is the purple elephant"))
    assert refused.outcome in (RESULT.DONE, RESULT.REFUSED), refused


def test_a_killed_safety_node_leaves_the_arm_at_rest_too(graph):
    command = under_way(graph)
    graph.kill("safety_node")
    graph.wait("the arm rests", lambda: graph.speed_rad_s < REST_RAD_S, 4.0)
    stopped = outcome(graph, command)
    assert stopped.outcome == RESULT.STOPPED
    graph.revive()
    graph.wait("safety_node learns of the stop", lambda: graph.state.source == "gate")
    assert "safety_node" in graph.state.reason
    graph.wait("a reset", lambda: graph.call(names.SAFETY_RESET).success)


def test_only_a_continue_lifts_a_spoken_stop_and_whatever_else_is_said_hears_why(graph):
    stops = graph.node.create_publisher(Stop, names.SPEECH_STOP, names.COMMAND)
    graph.wait("safety_node is found", lambda: stops.get_subscription_count() > 0)
    stops.publish(Stop(source="speech", reason="stop"))
    graph.wait("the stop", lambda: graph.state.source == "speech" and not graph.may_move)
    for text in ("hand me the red cup", "give me the cup", "yes", "what do you see", "don't continue"):
        said = outcome(graph, graph.say(text))
        if "cup" in text:
            assert said.outcome == RESULT.REFUSED and "I am stopped (stop)" in said.reason, said
        assert not graph.may_move, text
    graph.say("continue")
    graph.wait("the arm may move", lambda: graph.may_move, 20.0)
