# SPDX-License-Identifier: Apache-2.0
"""The agent's eyes where another process looks: scenes from /scene."""

from __future__ import annotations

import threading
import time

from rclpy.node import Node
from std_msgs.msg import Int64

from mm_robot.config import Config
from mm_robot.errors import RobotError
from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_stamp
from mm_robot.nodes.ros_robot import RosRobot
from mm_robot.nodes.scene_conversions import from_scene
from mm_robot.types import Scene
from mm_robot_msgs.msg import Scene as SceneMessage

_LOOKS = 2  # looks after the arm has come to rest: pixels it did not hide are fused since long before
_OLDEST_S = 1.0  # a scene older than that is none, whenever the sentence ended
_PATIENCE_S = 10.0  # for a scene: perception may have just been started again, on a busy machine


class RosEyes:
    """Waits for a scene seen after the question. Asked from the agent's thread, fed by the executor's."""

    def __init__(self, node: Node, config: Config, robot: RosRobot) -> None:
        self._robot = robot
        self._look_s = 1.0 / config.nodes.scene_rate_hz
        self._changed = threading.Condition()
        self._scene: SceneMessage | None = None
        self._held = node.create_publisher(Int64, names.HELD, names.COMMAND)
        node.create_subscription(SceneMessage, names.SCENE, self._take, names.COMMAND)

    def see(self, since_s: float | None = None) -> Scene:
        """See Eyes. What was seen already after `since_s` need not be waited for.

        Raises:
            RobotError: no scene comes; the message says where to look.
        """
        state = self._robot.state()
        asked_s = state.stamp_s if since_s is None else max(since_s, state.stamp_s - _OLDEST_S)
        wanted_s = max(asked_s, self._robot.last_moved_s + _LOOKS * self._look_s)
        deadline_s = time.monotonic() + _PATIENCE_S
        with self._changed:
            while self._scene is None or from_stamp(self._scene.header.stamp) < wanted_s:
                if not self._changed.wait(deadline_s - time.monotonic()):
                    raise RobotError(
                        f"no new scene on {names.SCENE} for {_PATIENCE_S:.0f} s; is perception_node running "
                        f"and does the camera deliver? {names.DIAGNOSTICS} says what it misses"
                    )
            message = self._scene
        return from_scene(message, self._robot.state())

    def hold(self, object_id: int | None) -> None:
        """See Eyes."""
        self._held.publish(Int64(data=names.NOTHING_HELD if object_id is None else object_id))

    def _take(self, message: SceneMessage) -> None:
        with self._changed:
            self._scene = message
            self._changed.notify_all()
