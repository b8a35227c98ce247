# SPDX-License-Identifier: Apache-2.0
import os
import subprocess
import sys

import pytest
from lifecycle_msgs.msg import State, Transition
from lifecycle_msgs.srv import ChangeState, GetState

from mm_robot.nodes import names
from mm_robot_msgs.msg import Heartbeat


def test_an_unknown_profile_ends_the_node_with_a_message_that_lists_those_there_are():
    ended = subprocess.run(
        [sys.executable, "-m", "mm_robot.nodes.safety_node", "--ros-args", "-p", "profile:=pandda"],
        capture_output=True, text=True, timeout=60, env=dict(os.environ, ROS_DOMAIN_ID="59"),
    )  # fmt: skip
    assert ended.returncode == 1
    assert "pandda" in ended.stderr and "panda_sim" in ended.stderr


def ask(graph, kind, service, request):
    client = graph.node.create_client(kind, service)
    assert client.wait_for_service(30.0)
    future = client.call_async(request)
    graph.wait(f"an answer of {service}", future.done, 30.0)
    graph.node.destroy_client(client)
    return future.result()


@pytest.mark.parametrize("name", ["safety_node", "sim_node", "perception_node"])
def test_a_node_can_be_driven_through_its_lifecycle_by_hand_and_again(graph, name):
    graph.start(name, autostart=False)
    beats = []
    graph.node.create_subscription(Heartbeat, names.HEARTBEAT, beats.append, names.COMMAND)
    for _ in range(2):
        for transition, state in (
            (Transition.TRANSITION_CONFIGURE, State.PRIMARY_STATE_INACTIVE),
            (Transition.TRANSITION_ACTIVATE, State.PRIMARY_STATE_ACTIVE),
            (Transition.TRANSITION_DEACTIVATE, State.PRIMARY_STATE_INACTIVE),
            (Transition.TRANSITION_ACTIVATE, State.PRIMARY_STATE_ACTIVE),
        ):
            request = ChangeState.Request(transition=Transition(id=transition))
            assert ask(graph, ChangeState, f"/{name}/change_state", request).success
            assert ask(graph, GetState, f"/{name}/get_state", GetState.Request()).current_state.id == state
        beats.clear()
        graph.wait("heartbeats", lambda: any(beat.node == name for beat in beats), 10.0)
        for transition in (Transition.TRANSITION_DEACTIVATE, Transition.TRANSITION_CLEANUP):
            request = ChangeState.Request(transition=Transition(id=transition))
            assert ask(graph, ChangeState, f"/{name}/change_state", request).success
    assert graph.kill(name, 15) == 0
