# SPDX-License-Identifier: Apache-2.0
"""What happens to the sensors: dropped, late, wrongly scaled, knocked aside, in other light."""

from __future__ import annotations

import abc
from typing import ClassVar

import numpy as np
from scipy.spatial.transform import Rotation

from mm_robot.geometry import pose
from mm_robot.types import FloatArray
from mm_robot_sim.disturbances.disturbance import Disturbance

LONG_S = 1e9  # for good


class _SensorFault(Disturbance):
    """Begins some time after the arm has set out, lasts for `self._lasts_s`, and is over."""

    _AFTER_S: ClassVar[tuple[float, float]] = (0.2, 2.5)
    _LASTS_S: ClassVar[tuple[float, float]] = (1.0, 3.0)
    _FOR_GOOD: ClassVar[float] = 0.0  # share of episodes in which it does not come back

    def prepare(self) -> None:
        """Draw when, how long, how strong."""
        self._after_s, self._lasts_s = self._rng.uniform(*self._AFTER_S), self._rng.uniform(*self._LASTS_S)
        if self._rng.random() < self._FOR_GOOD:
            self._lasts_s = LONG_S

    def due(self, now_s: float) -> bool:
        """Some time after the arm has set out."""
        return self._moved_for_s(now_s) >= self._after_s

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Undo it when its time is over."""
        if since_s < self._lasts_s:
            return False
        self.undo()
        return True

    @abc.abstractmethod
    def undo(self) -> None:
        """As it was before."""

    def _time(self) -> str:
        return "for good" if self._lasts_s == LONG_S else f"for {self._lasts_s:.1f} s"


class CameraDropsOut(_SensorFault):
    """The camera's cable works loose: no frames for 1 to 3 s, in three of ten episodes never again."""

    name = "camera_drops_out"
    _FOR_GOOD = 0.3

    def fire(self, now_s: float) -> str:
        """No more frames."""
        self._robot.faults.camera_out = True
        return f"no camera frames {self._time()}"

    def undo(self) -> None:
        """Frames again."""
        self._robot.faults.camera_out = False


class CameraLags(_SensorFault):
    """A busy USB bus or network: frames come 0.3 to 1 s late, for 2 to 6 s."""

    name = "camera_lags"
    _LASTS_S = (2.0, 6.0)

    def prepare(self) -> None:
        """Also the delay."""
        super().prepare()
        self._delay_s = float(self._rng.uniform(0.3, 1.0))

    def fire(self, now_s: float) -> str:
        """Late from now on."""
        self._robot.faults.camera_delay_s = self._delay_s
        return f"camera frames came {self._delay_s:.2f} s late {self._time()}"

    def undo(self) -> None:
        """In time again."""
        self._robot.faults.camera_delay_s = 0.0


class FramesDrop(_SensorFault):
    """A weak link loses half to nine tenths of the camera's frames, for 3 to 8 s."""

    name = "frames_drop"
    _LASTS_S = (3.0, 8.0)

    def prepare(self) -> None:
        """Also the share."""
        super().prepare()
        self._share = float(self._rng.uniform(0.5, 0.9))

    def fire(self, now_s: float) -> str:
        """Most frames are lost from now on."""
        self._robot.faults.frame_drop_share = self._share
        return f"{100 * self._share:.0f} % of the camera's frames were lost {self._time()}"

    def undo(self) -> None:
        """All of them come again."""
        self._robot.faults.frame_drop_share = 0.0


class LidarDropsOut(_SensorFault):
    """The lidar stops turning or its network cable is pulled: no sweeps for 1 to 3 s, or never again."""

    name = "lidar_drops_out"
    _FOR_GOOD = 0.3

    def fire(self, now_s: float) -> str:
        """No more sweeps."""
        self._robot.faults.lidar_out = True
        return f"no lidar sweeps {self._time()}"

    def undo(self) -> None:
        """Sweeps again."""
        self._robot.faults.lidar_out = False


class LidarLags(_SensorFault):
    """A crowded network: the lidar's sweeps come 0.3 to 1 s late, for 2 to 6 s."""

    name = "lidar_lags"
    _LASTS_S = (2.0, 6.0)

    def prepare(self) -> None:
        """Also the delay."""
        super().prepare()
        self._delay_s = float(self._rng.uniform(0.3, 1.0))

    def fire(self, now_s: float) -> str:
        """Late from now on."""
        self._robot.faults.lidar_delay_s = self._delay_s
        return f"lidar sweeps came {self._delay_s:.2f} s late {self._time()}"

    def undo(self) -> None:
        """In time again."""
        self._robot.faults.lidar_delay_s = 0.0


class DepthScaleOff(_SensorFault):
    """A wrong depth unit or a lost calibration, from the first frame on: depth is 5 to 30 % too long.

    Nothing jumps that a filter could notice, so only what is known from elsewhere (the lidar, the table's
    height, the arm seen where it cannot be) tells.
    """

    name = "depth_scale_off"
    _AFTER_S, _LASTS_S = (0.0, 0.0), (LONG_S, LONG_S)

    def prepare(self) -> None:
        """Also the factor; it is wrong at once."""
        super().prepare()
        self._factor = self._draw_factor()
        self.force()

    def _draw_factor(self) -> float:
        return float(self._rng.uniform(1.05, 1.3))

    def fire(self, now_s: float) -> str:
        """Wrong from now on."""
        self._robot.faults.depth_scale = self._factor
        return f"depth was {self._factor:g} times too long"

    def undo(self) -> None:
        """Right again."""
        self._robot.faults.depth_scale = 1.0


class DepthUnitsWrong(DepthScaleOff):
    """Millimetres taken for metres, the commonest mistake with depth cameras: 1000 times too far."""

    name = "depth_units_wrong"

    def _draw_factor(self) -> float:
        return 1000.0


class CameraBumped(_SensorFault):
    """Somebody knocks against the camera's mast: it moves 1.5 to 2.5 cm and as many degrees.

    Its driver does not know, so T_base_camera stays as it was; nobody puts it back within the episode.
    """

    name = "camera_bumped"
    _AFTER_S, _LASTS_S = (0.0, 1.0), (LONG_S, LONG_S)

    def prepare(self) -> None:
        """Also which way."""
        super().prepare()
        size_m, turn_deg = self._rng.uniform(0.015, 0.025), self._rng.uniform(1.5, 2.5)
        way, axis = (v / np.linalg.norm(v) for v in self._rng.standard_normal((2, 3)))
        turn = Rotation.from_rotvec(np.radians(turn_deg) * axis).as_matrix()
        self._T_bump = pose(size_m * way, turn)
        self._size_m, self._turn_deg = size_m, turn_deg

    def fire(self, now_s: float) -> str:
        """Displaced from now on."""
        self._robot.faults.T_bump = self._T_bump
        return f"the camera was knocked {100 * self._size_m:.1f} cm and {self._turn_deg:.1f}° aside"

    def undo(self) -> None:
        """Back in its place."""
        self._robot.faults.T_bump = np.eye(4)


class LightChanges(_SensorFault):
    """A cloud, a lamp switched on or off, evening sun: brightness and colour of the light change in 0.3 s."""

    name = "light_changes"
    _LASTS_S = (LONG_S, LONG_S)
    _CHANGE_S = 0.3

    def prepare(self) -> None:
        """Also the new light, as factors on red, green and blue."""
        super().prepare()
        bright = self._rng.uniform(0.35, 0.6) if self._rng.random() < 0.6 else self._rng.uniform(1.3, 1.6)
        warm = self._rng.uniform(-0.15, 0.15)
        self._factor = bright * np.array([1 + warm, 1.0, 1 - warm])

    def fire(self, now_s: float) -> str:
        """It begins to change."""
        model = self._world.model
        head = model.vis.headlight
        self._before = (
            model.light_diffuse.copy(),
            model.light_ambient.copy(),
            np.array(head.ambient),
            np.array(head.diffuse),
        )
        percent = 100 * float(self._factor.mean())
        tint = "warmer" if self._factor[0] > self._factor[2] else "colder"
        return f"the light changed to {percent:.0f} % and grew {tint}"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Fade over."""
        share = min(since_s / self._CHANGE_S, 1.0)
        self._light(1.0 + share * (self._factor - 1.0))
        return share >= 1.0

    def undo(self) -> None:
        """As before."""
        self._light(np.ones(3))

    def _light(self, factor: FloatArray) -> None:
        model = self._world.model
        diffuse, ambient, head_ambient, head_diffuse = self._before
        model.light_diffuse[:] = diffuse * factor
        model.light_ambient[:] = ambient * factor
        model.vis.headlight.ambient[:] = head_ambient * factor
        model.vis.headlight.diffuse[:] = head_diffuse * factor
