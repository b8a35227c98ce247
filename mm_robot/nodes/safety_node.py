# SPDX-License-Identifier: Apache-2.0
"""Watches the other nodes, owns the latched stop, and brings the arm to rest by itself.

Not a certified safety function: an emergency stop on the robot stays a must.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from std_msgs.msg import Bool, String
from std_srvs.srv import Trigger
from trajectory_msgs.msg import JointTrajectory

from mm_robot.control.gate import Gate
from mm_robot.errors import InputError, MmRobotError
from mm_robot.nodes import names
from mm_robot.nodes.base import Health, MmNode, run
from mm_robot.nodes.conversions import from_joint_trajectory, from_stamp, to_stamp
from mm_robot.nodes.ros_robot import RosRobot
from mm_robot.nodes.safety_latch import START_UP, SafetyLatch
from mm_robot.planning.arm import Arm
from mm_robot_msgs.msg import Heartbeat, SafetyState, Stop

_SENDING_S = 0.1  # for the last messages to be read: they lie in this process' memory
_WATCHED = (names.SPEECH_NODE, names.PERCEPTION_NODE, names.GROUNDING_NODE, names.TASK_NODE)


class SafetyNode(MmNode):
    """Parameter beside the common ones: `expected`, the nodes without which the arm must not move."""

    def __init__(self) -> None:
        super().__init__(names.SAFETY_NODE)
        self.declare_parameter("expected", list(_WATCHED))

    def set_up(self) -> None:
        """Make the latch, and a gate of its own to the arm."""
        safety = self.config.safety
        expected = [
            names.JOINT_STATES,
            *self.get_parameter("expected").value,
        ]  # the driver beats by its readings
        self._latch = SafetyLatch(expected, safety.heartbeat_timeout_s)
        arm = Arm(self.config.robot)
        self._robot = RosRobot(self, self.config, arm, feels=False)
        self._gate = Gate(self._robot, self.config, arm.forward)
        self._states = self.create_publisher(SafetyState, names.SAFETY_STATE, names.STATE)
        self.create_subscription(Heartbeat, names.HEARTBEAT, self._take_beat, names.COMMAND)
        self.create_subscription(Stop, names.SPEECH_STOP, self._take_stop, names.COMMAND)
        self.create_subscription(Stop, names.TASK_STOP, self._take_stop, names.COMMAND)
        self.create_subscription(String, names.STOP_REQUEST, self._take_request, names.COMMAND)
        self.create_subscription(Bool, names.E_STOP, self._take_button, names.COMMAND)
        self.create_subscription(JointTrajectory, names.ARM_TRAJECTORY, self._take_motion, names.COMMAND)
        self.create_service(Trigger, names.SAFETY_STOP, self._serve_stop)
        self.create_service(Trigger, names.SAFETY_RESET, self._serve_reset)

    def start(self) -> None:
        """Begin to watch; until every expected node was heard the arm may not move."""
        self._publish()
        self.every(self.config.safety.state_period_s, self._look)
        self.every(self.config.control.poll_period_s * 2, self._tick)

    def pause(self) -> None:
        """Nobody watches any more: stop."""
        self._stop(names.SAFETY_NODE, "safety_node was shut down")
        time.sleep(_SENDING_S)

    def health(self) -> Health:
        """See MmNode."""
        verdict = self._latch.verdict
        values = {f"{node}_age_s": f"{age:.2f}" for node, age in self._latch.ages_s(self.steady_s).items()}
        values |= {"state": "STOPPED" if verdict.stopped else "OK", "source": verdict.source}
        if verdict.stopped:
            return Health("warn", f"stopped by {verdict.source}: {verdict.reason}", values)
        return Health("ok", "watching", values)

    # ------------------------------------------------------------------------------------------ who stops it

    def _take_beat(self, message: Heartbeat) -> None:
        trouble = message.text if message.level == Heartbeat.ERROR else ""
        self._latch.beat(message.node, self.steady_s, trouble)

    def _take_stop(self, message: Stop) -> None:
        self._stop(message.source or "unknown", message.reason)

    def _take_request(self, message: String) -> None:
        self._stop("operator", message.data or "stop")

    def _take_button(self, message: Bool) -> None:
        if self._latch.press(message.data, self.now_s):
            self._enforce()

    def _serve_stop(self, request: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
        self._stop("operator", "stop")
        response.success, response.message = True, self._latch.verdict.reason
        return response

    def _look(self) -> None:
        self._latch.beat(names.JOINT_STATES, self._robot.heard_s)
        changed, verdict = self._latch.look(self.steady_s, self.now_s), self._latch.verdict
        if changed and verdict.source == START_UP:  # nothing has moved yet
            self.get_logger().info(verdict.reason)
        elif changed and verdict.stopped:
            self._enforce()
        self._publish()

    # ---------------------------------------------------------------------------------------- stop and reset

    def _stop(self, source: str, reason: str) -> None:
        if self._latch.stop(source, reason, self.now_s):
            self._enforce()

    def _enforce(self) -> None:
        """First the arm, then the word."""
        verdict = self._latch.verdict
        try:
            self._gate.stop(verdict.source, verdict.reason)
        except (
            MmRobotError
        ) as error:  # no joint state ever came: there is no arm to stop, but the latch holds
            self.get_logger().error(f"the arm could not be told to stop: {error}")
        self._publish()
        self.get_logger().warning(f"stopped by {verdict.source}: {verdict.reason}")

    def _tick(self) -> None:
        """While stopped, see to it that the arm comes to rest and stays there."""
        if self._gate.stopped is not None:
            self._gate.tick()

    def _serve_reset(self, request: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
        response.message = self._latch.objection(self.steady_s)
        if not response.message:
            refused = self._gate.reset()
            response.message = refused.reason if refused else self._latch.reset(self.steady_s, self.now_s)
        response.success = not response.message
        self.get_logger().info("reset" if response.success else f"not reset: {response.message}")
        self._publish()
        return response

    # ------------------------------------------------------------------------------------------ small print

    def _take_motion(self, message: JointTrajectory) -> None:
        """Motions of the task: what a stop has to slow down along its path."""
        if len(message.points) < 2:
            return
        try:
            trajectory = from_joint_trajectory(message, self.config.robot.joint_names)
        except InputError as error:
            self.get_logger().error(f"a motion nobody can read: {error}")
            return
        self._gate.heed(trajectory, from_stamp(message.header.stamp) or self.now_s)

    def _publish(self) -> None:
        verdict = self._latch.verdict
        level = SafetyState.STOPPED if verdict.stopped else SafetyState.OK
        message = SafetyState(level=level, source=verdict.source, reason=verdict.reason)
        message.since = to_stamp(max(verdict.since_s, 0.0))
        message.header.stamp = self.get_clock().now().to_msg()
        self._states.publish(message)


def main(args: Sequence[str] | None = None) -> int:
    """Run the node until it is told to end."""
    return run(SafetyNode, args)


if __name__ == "__main__":
    sys.exit(main())
