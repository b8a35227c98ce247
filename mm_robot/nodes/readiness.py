# SPDX-License-Identifier: Apache-2.0
"""`python -m mm_robot.nodes.readiness NODE…` ends with status 0 once every node's lifecycle says "active"."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import rclpy
from lifecycle_msgs.msg import State
from lifecycle_msgs.srv import GetState
from rclpy.executors import ExternalShutdownException
from rclpy.node import Node
from rclpy.task import Future
from rclpy.utilities import remove_ros_args

_ASK_EVERY_S = 0.1
_ANSWER_TIMEOUT_S = 0.5  # then ask again: a question sent while the two discover each other gets lost
_NO_ANSWER = "no answer"


class Readiness:
    """Asks nodes for their lifecycle state until all are active."""

    def __init__(self, node: Node, names: Sequence[str]) -> None:
        self._node = node
        self._states = dict.fromkeys(names, _NO_ANSWER)
        self._ask_for = {name: node.create_client(GetState, f"/{name}/get_state") for name in names}
        self._asked: dict[str, tuple[Future, float]] = {}
        node.create_timer(_ASK_EVERY_S, self._ask)

    @property
    def waiting(self) -> dict[str, str]:
        """The nodes that are not active, with the state they are in."""
        return {name: state for name, state in self._states.items() if state != "active"}

    def _ask(self) -> None:
        now_s = self._node.get_clock().now().nanoseconds * 1e-9
        for name in self.waiting:
            future, asked_s = self._asked.get(name, (None, now_s))
            if future is not None and future.done():
                state: State = future.result().current_state
                self._states[name] = "active" if state.id == State.PRIMARY_STATE_ACTIVE else state.label
                future = None
            if future is None or now_s - asked_s > _ANSWER_TIMEOUT_S:
                if self._ask_for[name].service_is_ready():
                    self._asked[name] = (self._ask_for[name].call_async(GetState.Request()), now_s)
                else:
                    self._asked.pop(name, None)
                    self._states[name] = _NO_ANSWER


def main() -> int:
    """Wait as long as it takes; every change is a line on stdout."""
    rclpy.init()
    node = Node("readiness")
    readiness = Readiness(node, remove_ros_args(sys.argv)[1:])
    told = None
    try:
        while readiness.waiting:
            text = ", ".join(f"{name} ({state})" for name, state in readiness.waiting.items())
            if text != told:
                print(text, flush=True)
                told = text
            rclpy.spin_once(node, timeout_sec=_ASK_EVERY_S)
        return 0
    except (KeyboardInterrupt, ExternalShutdownException):
        return 1
    finally:
        rclpy.try_shutdown()


if __name__ == "__main__":
    sys.exit(main())
