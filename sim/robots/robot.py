# SPDX-License-Identifier: Apache-2.0
"""The simulated arm behind the `Robot` protocol: a position-controlled Panda with camera and lidar."""

from __future__ import annotations

import threading

import numpy as np

from mm_robot.config import Config
from mm_robot.errors import InputError
from mm_robot.geometry import pose
from mm_robot.types import FloatArray, LidarScan, RgbdFrame, RobotState, Trajectory
from mm_robot_sim.robots.reference import Reference
from mm_robot_sim.sensors.camera import shoot
from mm_robot_sim.sensors.lidar import sweep
from mm_robot_sim.world import WATCH_STEPS, World

GRIPPER_SPEED_M_S = (
    0.12  # change of the pad distance; the hand's data sheet says 50 mm/s per finger, and a little more
)
START_TOLERANCE_RAD = 0.1  # a trajectory that begins farther away would make the arm jump
FORCE_SMOOTHING_S = 0.02  # time constant of the force sensor's own filter
_NOISE_ROWS = 4093  # a prime, so that the table's repetition meets no other period


class SimRobot:
    """Drives the arm of `world`. Every method may be called from any thread; only `sleep` lets time pass.

    `force_tcp_n` is the sum of all contact forces that things, person and room exert on hand and fingers, in
    the base frame: a held load shows with its weight, a pull on it with its full size. It is smoothed over 20
    ms and carries the noise of `sim.force_noise_n`.
    """

    def __init__(self, world: World, config: Config | None = None) -> None:
        self.world = world
        self.config = config or world.config
        model, robot = world.model, self.config.robot
        joints = [model.joint(name) for name in robot.joint_names]
        self._qpos = np.array([joint.qposadr[0] for joint in joints])
        self._dofs = np.array([joint.dofadr[0] for joint in joints])
        self._actuators = np.array([model.actuator(name).id for name in robot.joint_names])
        # A servo with velocity gain lags behind a moving reference; leading it by kv/kp (and the joint's
        # damping) cancels that.
        gain = model.actuator_gainprm[self._actuators, 0]
        self._lead_s = (-model.actuator_biasprm[self._actuators, 2] + model.dof_damping[self._dofs]) / gain
        self._gripper = model.actuator("gripper").id
        self._fingers = [model.joint(f"panda_finger_joint{i}").qposadr[0] for i in (1, 2)]
        self._tcp = model.site("tcp").id
        self._outside = ~world.arm_geoms
        self._reference = Reference(self._q(), model.opt.timestep, np.array(robot.qdd_max_rad_s2))
        self._width_m = self._target_width_m = robot.gripper_max_width_m
        self._force_n = np.zeros(3)
        seeds = np.random.SeedSequence((world.seed, 7)).spawn(3)
        self._noise = np.random.default_rng(seeds[0]).standard_normal((_NOISE_ROWS, 3))
        self._camera_rng, self._lidar_rng = (np.random.default_rng(s) for s in seeds[1:])
        self._frame: RgbdFrame | None = None
        self._camera_lock = threading.Lock()
        self._scan: LidarScan | None = None
        world.on_step(self._drive)
        world.on_watch(self._feel)

    # ------------------------------------------------------------------------------------------ the protocol

    def state(self) -> RobotState:
        """See Robot."""
        with self.world.lock:
            data = self.world.data
            noise = self._noise[(self.world.steps // WATCH_STEPS) % _NOISE_ROWS]
            return RobotState(
                q_rad=self._q(),
                qd_rad_s=np.array(data.qvel[self._dofs]),
                gripper_width_m=float(sum(data.qpos[i] for i in self._fingers)),
                force_tcp_n=self._force_n + self.config.sim.force_noise_n * noise,
                T_base_tcp=pose(data.site_xpos[self._tcp], data.site_xmat[self._tcp].reshape(3, 3)),
                stamp_s=self.world.now_s,
            )

    def send_trajectory(self, trajectory: Trajectory) -> None:
        """See Robot.

        Raises:
            InputError: shapes do not fit, values are not finite, times do not increase from 0, or the start
            is elsewhere.
        """
        n = len(self._qpos)
        q, qd, t = (np.asarray(v, float) for v in (trajectory.q_rad, trajectory.qd_rad_s, trajectory.t_s))
        if t.ndim != 1 or q.shape != (len(t), n) or qd.shape != q.shape or len(t) < 2:
            raise InputError(
                f"trajectory has q_rad {q.shape}, qd_rad_s {qd.shape}, t_s {t.shape}; "
                f"expected (T, {n}), (T, {n}), (T,), T >= 2"
            )
        if not (np.isfinite(q).all() and np.isfinite(qd).all() and np.isfinite(t).all()):
            raise InputError("trajectory holds values that are not finite")
        if t[0] != 0.0 or np.any(np.diff(t) <= 0):
            raise InputError("trajectory times must begin at 0 and increase")
        with self.world.lock:
            away = float(np.abs(q[0] - self._q()).max())
            if away > START_TOLERANCE_RAD:
                raise InputError(
                    f"trajectory begins {away:.2f} rad from where the arm is; plan from the present state"
                )
            self._reference.follow(q, qd, t)

    def send_gripper(self, width_m: float, force_n: float) -> None:
        """See Robot.

        Raises:
            InputError: a value is not finite or negative.
        """
        if not (np.isfinite(width_m) and np.isfinite(force_n)) or width_m < 0 or force_n <= 0:
            raise InputError(
                f"gripper asked for {width_m} m with {force_n} N; give a width >= 0 and a force > 0"
            )
        robot = self.config.robot
        with self.world.lock:
            self._target_width_m = min(width_m, robot.gripper_max_width_m)
            self._width_m = float(sum(self.world.data.qpos[i] for i in self._fingers))
            limit = min(force_n, robot.gripper_max_force_n)
            self.world.model.actuator_forcerange[self._gripper] = (-limit, limit)

    def hold(self) -> None:
        """See Robot. A moving arm brakes as hard as its acceleration limits allow and stays there."""
        with self.world.lock:
            self._reference.brake()

    def frame(self) -> RgbdFrame | None:
        """See Robot. Drawn when asked for, at most `sim.camera_rate_hz` times per simulated second."""
        with self._camera_lock:  # not the world's: a stop must not wait until a picture is drawn
            period = 1.0 / self.config.sim.camera_rate_hz
            if self._frame is None or self.world.now_s - self._frame.stamp_s >= period - 1e-9:
                self._frame = shoot(self.world, self._camera_rng)
            return self._frame

    def scan(self) -> LidarScan | None:
        """See Robot. Swept when asked for, at most `sim.lidar_rate_hz` times per simulated second."""
        with self.world.lock:
            period = 1.0 / self.config.sim.lidar_rate_hz
            if self._scan is None or self.world.now_s - self._scan.stamp_s >= period - 1e-9:
                self._scan = sweep(self.world, self._lidar_rng)
            return self._scan

    def sleep(self, duration_s: float) -> None:
        """Step the physics by `duration_s`, as fast as the machine can."""
        self.world.step(duration_s)

    # ------------------------------------------------------------------------------------------ inside the
    # world's step

    def _q(self) -> FloatArray:
        return np.array(self.world.data.qpos[self._qpos])

    def _drive(self) -> None:
        q, qd = self._reference.next()
        ctrl = self.world.data.ctrl
        ctrl[self._actuators] = q + self._lead_s * qd
        if self._width_m != self._target_width_m:
            most = GRIPPER_SPEED_M_S * self.world.model.opt.timestep
            self._width_m += float(np.clip(self._target_width_m - self._width_m, -most, most))
        ctrl[self._gripper] = self._width_m

    def _feel(self) -> None:
        force = self.world.force_on(self.world.tool_geoms, self._outside)
        share = WATCH_STEPS * self.world.model.opt.timestep / FORCE_SMOOTHING_S
        self._force_n = self._force_n + min(share, 1.0) * (force - self._force_n)
