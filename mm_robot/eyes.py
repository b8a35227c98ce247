# SPDX-License-Identifier: Apache-2.0
"""What the agent sees with: the robot's own sensors, or a scene that somebody else keeps up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from mm_robot.config import PerceptionConfig
from mm_robot.control.robot import Robot
from mm_robot.errors import RobotError
from mm_robot.perception.perceiver import Perceiver
from mm_robot.types import Capsules, FloatArray, Scene

_LOOKS = 5  # frames fused per look: the depth noise of one frame alone exceeds what a grasp tolerates
_LOOK_PERIOD_S = 0.07  # one frame of a 15 Hz camera
_STAMP_PLAY_S = 0.02  # a frame this little older than the joints' reading shows the same
_FIRST_FRAME_S = 3.0  # how long to wait for a camera that has just started


class Eyes(Protocol):
    """Where scenes come from."""

    def see(self, since_s: float | None = None) -> Scene:
        """The newest scene, seen after `since_s` (robot's clock; default: the moment of the call).

        Raises:
            RobotError: no picture arrives.
        """
        ...

    def hold(self, object_id: int | None) -> None:
        """From now on object `object_id` moves with the tool (None: nothing does)."""
        ...


class RobotEyes:
    """Looks through the robot's own sensors, in this process."""

    def __init__(
        self, robot: Robot, config: PerceptionConfig, capsules: Callable[[FloatArray, float], Capsules]
    ) -> None:
        """`capsules(q_rad, gripper_width_m)` gives the arm's own shape, which is cut out of the picture."""
        self._robot = robot
        self._perceiver = Perceiver(config)
        self._capsules = capsules
        self._last_stamp_s = float("-inf")

    def see(self, since_s: float | None = None) -> Scene:
        """Look a few times, from this moment on, and fuse. RobotError: the camera gives no new frame."""
        # A frame on its way was taken before the call: it may show the arm where it no longer is.
        self._last_stamp_s = max(self._last_stamp_s, self._robot.state().stamp_s - _STAMP_PLAY_S)
        for _ in range(_LOOKS):
            scene = self._look()
        return scene

    def hold(self, object_id: int | None) -> None:
        """See `Eyes.hold`."""
        if object_id is None:
            self._perceiver.mark_released()
        else:
            # It is tied to where the tool is now, not to where it was at the last look.
            self._perceiver.update(None, None, self._robot.state(), None)
            self._perceiver.mark_held(object_id)

    def _look(self) -> Scene:
        waited_s = 0.0
        frame = self._robot.frame()
        while frame is None or frame.stamp_s <= self._last_stamp_s:
            if waited_s > _FIRST_FRAME_S:
                raise RobotError(
                    f"no new camera frame for {_FIRST_FRAME_S:.0f} s; check that the camera runs and that "
                    "Robot.frame() delivers"
                )
            self._robot.sleep(_LOOK_PERIOD_S)
            waited_s += _LOOK_PERIOD_S
            frame = self._robot.frame()
        self._last_stamp_s = frame.stamp_s
        state = self._robot.state()
        arm = self._capsules(state.q_rad, state.gripper_width_m)
        return self._perceiver.update(frame, self._robot.scan(), state, arm)
