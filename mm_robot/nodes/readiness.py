# SPDX-License-Identifier: Apache-2.0
"""`python -m mm_robot.nodes.readiness NODE…` ends with status 0 once every node's lifecycle says "active"."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import rclpy
from lifecycle_msgs.msg import State
from lifecycle_msgs.srv import GetState
from rclpy.client import Client
from rclpy.node import Node
from rclpy.task import Future

_ASK_EVERY_S = 0.1
_ANSWER_TIMEOUT_S = 2.0  # a node that loads a model answers late; an older question is asked again


class Readiness(Node):
    """Asks nodes for their lifecycle state until all are active."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("readiness")
        self.states = dict.fromkeys(names, "no answer")
        self._clients: dict[str, Client] = {
            name: self.create_client(GetState, f"/{name}/get_state") for name in names
        }
        self._asked: dict[str, tuple[Future, float]] = {}
        self.create_timer(_ASK_EVERY_S, self._ask)

    @property
    def waiting(self) -> dict[str, str]:
        """The nodes that are not active, with the state they are in."""
        return {name: state for name, state in self.states.items() if state != "active"}

    def _ask(self) -> None:
        now_s = self.get_clock().now().nanoseconds * 1e-9
        for name in self.waiting:
            future, asked_s = self._asked.get(name, (None, now_s))
            if future is not None and future.done():
                answer: GetState.Response = future.result()
                active = answer.current_state.id == State.PRIMARY_STATE_ACTIVE
                self.states[name] = "active" if active else answer.current_state.label
                future = None
            if future is None or now_s - asked_s > _ANSWER_TIMEOUT_S:
                if self._clients[name].service_is_ready():
                    self._asked[name] = (self._clients[name].call_async(GetState.Request()), now_s)
                else:
                    self.states[name] = "no answer"


def main() -> int:
    """Wait as long as it takes; every change is a line on stdout."""
    rclpy.init()
    node = Readiness(rclpy.utilities.remove_ros_args(sys.argv)[1:])
    told = None
    try:
        while node.waiting and rclpy.ok():
            text = ", ".join(f"{name} ({state})" for name, state in node.waiting.items())
            if text != told:
                print(text, flush=True)
                told = text
            rclpy.spin_once(node, timeout_sec=_ASK_EVERY_S)
        return 1 if node.waiting else 0
    except (KeyboardInterrupt, rclpy.executors.ExternalShutdownException):
        return 1
    finally:
        node.destroy_node()
        rclpy.try_shutdown()


if __name__ == "__main__":
    sys.exit(main())
