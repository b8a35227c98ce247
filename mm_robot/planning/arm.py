# SPDX-License-Identifier: Apache-2.0
"""The arm's geometry: forward and inverse kinematics, and its own shape as capsules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import mink
import mujoco
import numpy as np

from mm_robot.config import RobotConfig
from mm_robot.errors import ConfigError, InputError
from mm_robot.geometry import pose
from mm_robot.planning.hand import measure
from mm_robot.types import Capsules, FloatArray

_ROBOTS = Path(__file__).resolve().parent.parent / "robots"
_POSITION_TOLERANCE_M = 2e-4
_ROTATION_TOLERANCE_RAD = 1e-3
_ITERATIONS = 40
_STALLED = 0.97  # an iteration that shrinks the error by less than 3 % is getting nowhere
_LIMIT_MARGIN_RAD = 0.03  # solutions stay this far inside the joint limits: room for control error


class Arm:
    """Kinematics of the arm in `config.model`. Not thread-safe: it keeps one scratch state."""

    def __init__(self, config: RobotConfig | None = None) -> None:
        """Load the model.

        Raises:
            ConfigError: the file is missing, or does not hold the configured joints and the tool's site.
        """
        self.config = config or RobotConfig()
        self.path = model_path(self.config)
        self.model = mujoco.MjModel.from_xml_path(str(self.path))
        self.data = mujoco.MjData(self.model)
        names = [self.model.joint(i).name for i in range(self.model.njnt)]
        missing = [name for name in self.config.joint_names if name not in names]
        if missing:
            raise ConfigError(f"{self.path} has no joint {missing}; available: {', '.join(names)}")
        self.n = len(self.config.joint_names)
        self._qpos = np.array([self.model.joint(name).qposadr[0] for name in self.config.joint_names])
        self._fingers = [i for i in range(self.model.nq) if i not in set(self._qpos.tolist())]
        if not any(self.model.site(i).name == "tcp" for i in range(self.model.nsite)):
            raise ConfigError(f'{self.path} has no site "tcp" between the pads of its hand; add one')
        self._tcp = self.model.site("tcp").id
        self.hand_body = self.model.body(int(self.model.site_bodyid[self._tcp])).name
        self.q_min = np.array(self.config.q_min_rad) + _LIMIT_MARGIN_RAD
        self.q_max = np.array(self.config.q_max_rad) - _LIMIT_MARGIN_RAD
        self.home = np.array(self.config.q_home_rad)
        x, y = self.forward(self.home)[:2, 3]
        self._home_yaw_rad = float(np.arctan2(y, x))
        self._shoulder_m, self._hand_m, self._span_m = self._measure()
        joints = [
            j for j in range(self.model.njnt) if self.model.joint(j).name not in self.config.joint_names
        ]
        self.finger_bodies = frozenset(self.model.body(int(self.model.jnt_bodyid[j])).name for j in joints)
        self.hand = measure(self.model, self.data, self._tcp, joints, self.config.gripper_max_width_m)
        self._reach = mink.Configuration(self.model)
        self._frame = mink.FrameTask("tcp", "site", position_cost=1.0, orientation_cost=0.3, lm_damping=1e-4)
        self._posture = mink.PostureTask(self.model, cost=1e-3)
        self._limit = mink.ConfigurationLimit(
            self.model, gain=0.95, min_distance_from_limits=_LIMIT_MARGIN_RAD / 2
        )

    # ------------------------------------------------------------------------------------------ forward

    def forward(self, q_rad: FloatArray) -> FloatArray:
        """(4, 4) T_base_tcp at joint positions (n,)."""
        self._set(q_rad, 0.0)
        return self._tool()

    def capsules(self, q_rad: FloatArray, gripper_width_m: float) -> Capsules:
        """The links and the hand as capsules in the base frame; boxes become the capsule around them."""
        self._set(q_rad, gripper_width_m)
        starts, ends, radii = [], [], []
        for geom in range(self.model.ngeom):
            rotation = self.data.geom_xmat[geom].reshape(3, 3)
            size = self.model.geom_size[geom]
            if int(self.model.geom_type[geom]) == int(mujoco.mjtGeom.mjGEOM_CAPSULE):
                along, half, radius = rotation[:, 2], size[1], size[0]
            else:
                axis = int(np.argmax(size))
                along, half = rotation[:, axis], size[axis]
                radius = float(np.linalg.norm(np.delete(size, axis)))
            centre = self.data.geom_xpos[geom]
            starts.append(centre - half * along)
            ends.append(centre + half * along)
            radii.append(radius)
        return Capsules(np.array(starts), np.array(ends), np.array(radii))

    # ------------------------------------------------------------------------------------------ inverse

    def inverse(self, T_base_tcp: FloatArray, q_seed: FloatArray) -> FloatArray | None:
        """Joint positions (n,) that bring the tool there, from `q_seed` (n,) only; None when it gets stuck.

        Raises:
            InputError: the pose or the seed has the wrong shape or is not finite.
        """
        if T_base_tcp.shape != (4, 4) or not np.isfinite(T_base_tcp).all():
            raise InputError(f"expected a finite (4, 4) pose, got shape {T_base_tcp.shape}")
        if np.shape(q_seed) != (self.n,) or not np.isfinite(q_seed).all():
            raise InputError(
                f"expected {self.n} finite joint positions as seed, got shape {np.shape(q_seed)}"
            )
        start = np.zeros(self.model.nq)
        start[self._qpos] = np.clip(q_seed, self.q_min, self.q_max)
        self._reach.update(q=start)
        target = mink.SE3.from_matrix(T_base_tcp)
        self._frame.set_target(target)
        self._posture.set_target(start)
        before = np.inf
        for iteration in range(_ITERATIONS):
            error = self._frame.compute_error(self._reach)
            if (
                np.linalg.norm(error[:3]) < _POSITION_TOLERANCE_M
                and np.linalg.norm(error[3:]) < _ROTATION_TOLERANCE_RAD
            ):
                q = np.asarray(self._reach.q[self._qpos])
                return q if ((q >= self.q_min - 0.02) & (q <= self.q_max + 0.02)).all() else None
            size = float(np.linalg.norm(error))
            if iteration > 8 and size > _STALLED * before:
                return None
            before = size
            try:
                velocity = mink.solve_ik(
                    self._reach, [self._frame, self._posture], 1.0, "daqp", damping=1e-6, limits=[self._limit]
                )
            except mink.NoSolutionFound:
                return None
            # Long steps leave the region where the linear model holds.
            self._reach.integrate_inplace(
                velocity * min(1.0, 0.6 / max(float(np.abs(velocity).max()), 1e-9)), 1.0
            )
        return None

    def solutions(
        self, T_base_tcp: FloatArray, seeds: Iterable[FloatArray], preferred: FloatArray
    ) -> list[FloatArray]:
        """The distinct solutions found from `seeds`, nearest to the `preferred` posture first."""
        found: list[FloatArray] = []
        for seed in seeds:
            q = self.inverse(T_base_tcp, seed)
            if q is not None and all(float(np.abs(q - other).max()) > 0.05 for other in found):
                found.append(q)
        return sorted(found, key=lambda q: float(np.linalg.norm(q - preferred)))

    def seeds(self, T_base_tcp: FloatArray, preferred: FloatArray) -> list[FloatArray]:
        """Postures to start from: the preferred one, home turned to the target, other wrists and elbows."""
        x, y = T_base_tcp[:2, 3]
        turned = self.home.copy()
        turned[0] = self._into_limits(0, turned[0] + np.arctan2(y, x) - self._home_yaw_rad)
        result = [preferred, turned]
        for change in self._changes():
            other = turned + change
            result.append(np.array([self._into_limits(j, float(q)) for j, q in enumerate(other)]))
        return result

    def _changes(self) -> list[FloatArray]:
        """What to add to a posture for the other ways in which the arm may reach the same place."""
        last = self.n - 1
        changes = []
        for joint, change in ((last, np.pi / 2), (last, -np.pi / 2)):
            changes.append(change * np.eye(self.n)[joint])
        if self.n > 6:  # a freedom to spare: the elbow swings out to either side
            changes += [c * np.eye(self.n)[j] for j, c in ((2, 0.8), (2, -0.8), (4, 1.2))]
            changes.append(-1.2 * np.eye(self.n)[4])
        else:  # the wrist turned over, then the last joint as before
            over = np.zeros(self.n)
            over[last - 2], over[last - 1] = np.pi, -2 * self.home[last - 1]
            for turn in (np.pi, np.pi / 2, -np.pi / 2):
                changes.append(over + turn * np.eye(self.n)[last])
            changes.append(np.pi * np.eye(self.n)[last])
        return changes

    def _into_limits(self, joint: int, q_rad: float) -> float:
        """The same angle within the joint's limits where whole turns allow, else the nearest limit."""
        low, high = float(self.q_min[joint]), float(self.q_max[joint])
        for turns in (0.0, -2 * np.pi, 2 * np.pi):
            if low <= q_rad + turns <= high:
                return q_rad + turns
        return float(np.clip(q_rad, low, high))

    def may_reach(self, T_base_tcp: FloatArray) -> bool:
        """Whether the tool's pose lies within the arm's span: quick, and a little too generous."""
        wrist = T_base_tcp[:3, 3] - self._hand_m * T_base_tcp[:3, 2]
        return bool(np.linalg.norm(wrist - self._shoulder_m) < self._span_m)

    def line(self, q_start: FloatArray, T_to: FloatArray, step_m: float = 0.006) -> FloatArray | None:
        """(K, n) joint positions that bring the tool straight from `q_start` to `T_to`, or None.

        The orientation turns along the shortest way. Between points no joint moves by more than 0.15 rad,
        so that the tool stays on the line within a fraction of a millimetre.
        """
        T_from = self.forward(q_start)
        start, goal = mink.SE3.from_matrix(T_from), mink.SE3.from_matrix(T_to)
        turn = float(np.linalg.norm((start.rotation().inverse() @ goal.rotation()).log()))
        distance = float(np.linalg.norm(T_to[:3, 3] - T_from[:3, 3]))
        count = max(2, int(np.ceil(distance / step_m)), int(np.ceil(turn / 0.05)))
        points = [np.asarray(q_start, dtype=np.float64)]
        half_turn = (start.rotation().inverse() @ goal.rotation()).log()
        for share in np.linspace(0.0, 1.0, count + 1)[1:]:
            rotation = start.rotation() @ mink.SO3.exp(share * half_turn)
            at = (1.0 - share) * T_from[:3, 3] + share * T_to[:3, 3]
            q = self.inverse(pose(at, rotation.as_matrix()), points[-1])
            if q is None or float(np.abs(q - points[-1]).max()) > 0.15:
                return None
            points.append(q)
        return np.array(points)

    # ------------------------------------------------------------------------------------------ quality

    def limit_margin(self, q_rad: FloatArray) -> float:
        """Distance to the nearest joint limit, as a share of half its range: 1 in the middle."""
        low, high = np.array(self.config.q_min_rad), np.array(self.config.q_max_rad)
        return float((np.minimum(q_rad - low, high - q_rad) / ((high - low) / 2)).min())

    def manipulability(self, q_rad: FloatArray) -> float:
        """sqrt(det(J Jᵀ)) of the tool (Yoshikawa 1985): near 0 where the arm cannot move some way."""
        self._set(q_rad, 0.0)
        mujoco.mj_comPos(self.model, self.data)
        linear, angular = np.zeros((3, self.model.nv)), np.zeros((3, self.model.nv))
        mujoco.mj_jacSite(self.model, self.data, linear, angular, self._tcp)
        jacobian = np.vstack((linear, angular))[:, self._qpos]
        return float(np.sqrt(max(np.linalg.det(jacobian @ jacobian.T), 0.0)))

    def _measure(self) -> tuple[FloatArray, float, float]:
        """Shoulder (3,), length from the last joint but one to the tool, greatest distance of the two."""
        self._set(self.home, 0.0)
        anchors = np.array([self.data.xanchor[self.model.joint(n).id] for n in self.config.joint_names])
        tool = self._tool()
        hand_m = float((tool[:3, 3] - anchors[-2]) @ tool[:3, 2])
        links = np.linalg.norm(np.diff(anchors[1:-1], axis=0), axis=1)
        wrist = tool[:3, 3] - hand_m * tool[:3, 2]
        return anchors[1], hand_m, float(links.sum() + np.linalg.norm(wrist - anchors[-2]))

    def _set(self, q_rad: FloatArray, gripper_width_m: float) -> None:
        self.data.qpos[self._qpos] = q_rad
        self.data.qpos[self._fingers] = gripper_width_m / 2
        mujoco.mj_kinematics(self.model, self.data)

    def _tool(self) -> FloatArray:
        return pose(self.data.site_xpos[self._tcp], self.data.site_xmat[self._tcp].reshape(3, 3))


def model_path(config: RobotConfig) -> Path:
    """The arm's MJCF: a path as it is, or a file in mm_robot/robots/.

    Raises:
        ConfigError: there is no such file; the message lists those there are.
    """
    for path in (Path(config.model), _ROBOTS / config.model):
        if path.is_file():
            return path
    available = ", ".join(sorted(p.name for p in _ROBOTS.glob("*.xml")))
    raise ConfigError(f"robot.model '{config.model}' is no file; available: {available}, or a path")
