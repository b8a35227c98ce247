# SPDX-License-Identifier: Apache-2.0
"""Camera, lidar and TF to /scene: looks in a thread of its own, at the newest frame."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Sequence

from std_msgs.msg import Int64
from visualization_msgs.msg import MarkerArray

from mm_robot.errors import MmRobotError, RobotError
from mm_robot.nodes import names
from mm_robot.nodes.base import Health, MmNode, run
from mm_robot.nodes.markers import scene_markers
from mm_robot.nodes.ros_robot import RosRobot
from mm_robot.nodes.ros_sensors import RosSensors
from mm_robot.nodes.scene_conversions import to_scene
from mm_robot.perception.perceiver import Perceiver
from mm_robot.planning.arm import Arm
from mm_robot.types import RgbdFrame, RobotState, Scene
from mm_robot_msgs.msg import Scene as SceneMessage

_CATCH_UP_S = 0.005
_STATES = 100  # joint readings kept, one second's worth: the one nearest to a frame cuts the arm out of it
_REST_S = 0.2  # how long the thread waits for a frame before it looks whether it should end
_STILL_S = 0.07  # after the arm's last motion: one frame of a 15 Hz camera
_STARTING_S = 3.0  # streams need that long to be found: nothing to complain of yet


class PerceptionNode(MmNode):
    """Publishes a scene only when it has really looked; otherwise says in /diagnostics what is missing."""

    def __init__(self) -> None:
        super().__init__(names.PERCEPTION_NODE)
        self._running = threading.Event()
        self._looking: threading.Thread | None = None

    def set_up(self) -> None:
        """Make the perceiver, and listen to the sensors."""
        self._news = threading.Event()
        self._sensors = RosSensors(self, self.config, self._news.set)
        self._robot = RosRobot(self, self.config, Arm(self.config.robot), on_state=self._keep, feels=False)
        self._arm = Arm(self.config.robot)  # for the looking thread alone
        self._perceiver = Perceiver(self.config.perception)
        self._perceiver_lock = threading.Lock()
        self._states: deque[RobotState] = deque(maxlen=_STATES)
        self._trouble = ""
        self._seen_s = float("-inf")  # stamp of the newest frame looked at
        self._failure: BaseException | None = None
        self._look_s = 0.0
        self._objects = 0
        self._scenes = self.create_publisher(SceneMessage, names.SCENE, names.COMMAND)
        self._markers = self.create_publisher(MarkerArray, names.SCENE_MARKERS, names.STATE)
        self.create_subscription(Int64, names.HELD, self._take_held, names.COMMAND)

    def start(self) -> None:
        """Begin to look."""
        self._started_s = time.monotonic()
        self._running.set()
        self._looking = threading.Thread(target=self._run, name="perception", daemon=True)
        self._looking.start()

    def pause(self) -> None:
        """Look no more."""
        self._running.clear()
        self._news.set()
        if self._looking is not None:
            self._looking.join(timeout=_REST_S)

    def health(self) -> Health:
        """See MmNode."""
        values = {"look_ms": f"{1000 * self._look_s:.0f}", "objects": str(self._objects)}
        if self._failure is not None:
            return Health("error", f"the looking thread died: {self._failure}", values)
        troubles = self._sensors.troubles()
        if troubles and time.monotonic() - self._started_s > _STARTING_S:
            return Health("warn", "; ".join(troubles), values)
        if self._trouble:
            return Health("warn", self._trouble, values)
        return Health("ok", "looking", values)

    # ------------------------------------------------------------------------------------------ looking

    def _run(self) -> None:
        period_s = 1.0 / self.config.nodes.scene_rate_hz
        try:
            while self._running.is_set():
                if not self._news.wait(_REST_S):
                    continue
                self._news.clear()
                begun_s = time.monotonic()
                self._look()
                self._look_s = time.monotonic() - begun_s
                time.sleep(max(0.0, period_s - self._look_s))
        except BaseException as error:
            self._failure = error
            raise

    def _look(self) -> None:
        """One frame; what is wrong with it is said, never guessed over."""
        try:
            frame = self._sensors.frame()
            if frame is None or frame.stamp_s == self._seen_s:
                return
            self._seen_s = frame.stamp_s
            self._await_state(frame.stamp_s)
            self._trouble = self._see(frame)
        except MmRobotError as error:
            self._trouble = str(error)
        if self._trouble:
            self.get_logger().warning(self._trouble, throttle_duration_sec=5.0)

    def _see(self, frame: RgbdFrame) -> str:
        state = self._state_at(frame.stamp_s)
        scan = self._sensors.scan()
        moved_s = self._robot.last_moved_s
        if scan is not None and scan.stamp_s < moved_s <= frame.stamp_s - _STILL_S:
            return ""  # a sweep of where the arm was would show it as a person: the next is due any moment
        if frame.stamp_s - moved_s < _STILL_S:
            # Frames of a moving arm are fused from several postures: what of it is left over would be taken
            # for things. Until it rests, the scene is what is remembered, and what is held moves along.
            with self._perceiver_lock:
                scene = self._perceiver.update(None, None, state, None)
            self._publish(scene, frame.stamp_s)
            return ""
        capsules = self._arm.capsules(state.q_rad, state.gripper_width_m)
        with self._perceiver_lock:
            scene = self._perceiver.update(frame, scan, state, capsules)
            trouble = self._perceiver.trouble
        if not trouble:
            self._publish(scene, frame.stamp_s)
        return trouble

    def _await_state(self, stamp_s: float) -> None:
        """Wait until the joint states have caught up with a picture: then it is known if the arm moved."""
        until_s = time.monotonic() + self.config.perception.max_frame_age_s
        while time.monotonic() < until_s and (not self._states or self._states[-1].stamp_s < stamp_s):
            time.sleep(_CATCH_UP_S)

    def _state_at(self, stamp_s: float) -> RobotState:
        """The reading nearest to a stamp.

        Raises:
            RobotError: there is none near it: the arm could not be told from the things around it.
        """
        nearest = min(tuple(self._states), key=lambda s: abs(s.stamp_s - stamp_s), default=None)
        limit_s = self.config.perception.max_frame_age_s
        if nearest is None or abs(nearest.stamp_s - stamp_s) > limit_s:
            raise RobotError(
                f"no joint state on {names.JOINT_STATES} within {limit_s:.1f} s of the camera's stamp; do "
                "arm and camera use the same clock (use_sim_time)?"
            )
        return nearest

    def _publish(self, scene: Scene, stamp_s: float) -> None:
        self._objects = len(scene.objects)
        base = self.config.robot.base_frame
        message = to_scene(scene, base, stamp_s, self.config.nodes.scene_points)
        self._scenes.publish(message)
        if self._markers.get_subscription_count():
            self._markers.publish(scene_markers(scene, message.header))

    # ------------------------------------------------------------------------------------------ messages

    def _keep(self, state: RobotState) -> None:
        self._states.append(state)

    def _take_held(self, message: Int64) -> None:
        with self._perceiver_lock:
            try:
                if message.data == names.NOTHING_HELD:
                    self._perceiver.mark_released()
                else:
                    # It is tied to where the tool is now, not to where it was at the last look.
                    self._perceiver.update(None, None, self._robot.state(), None)
                    self._perceiver.mark_held(message.data)
            except MmRobotError as error:  # a task that outlived this node speaks of objects it never saw
                self.get_logger().warning(str(error))


def main(args: Sequence[str] | None = None) -> int:
    """Run the node until it is told to end."""
    return run(PerceptionNode, args)


if __name__ == "__main__":
    sys.exit(main())
