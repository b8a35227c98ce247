# SPDX-License-Identifier: Apache-2.0
"""A simulated arm behind the `Robot` protocol: position-controlled, with cameras, lidar and feeling hand."""

from __future__ import annotations

import numpy as np

from mm_robot.config import Config
from mm_robot.errors import InputError, RobotError
from mm_robot.types import FloatArray, LidarScan, RgbdFrame, RobotState, Trajectory
from mm_robot_sim.robots.hand import find_hand
from mm_robot_sim.robots.kinematics import Kinematics
from mm_robot_sim.robots.reference import Reference
from mm_robot_sim.sensors.camera import Camera
from mm_robot_sim.sensors.contact import Feeling
from mm_robot_sim.sensors.encoders import Encoders
from mm_robot_sim.sensors.faults import SensorFaults
from mm_robot_sim.sensors.lidar import Lidar
from mm_robot_sim.sensors.optics import WRIST, fixed_optics, wrist_optics
from mm_robot_sim.world import World

GRIPPER_SPEED_M_S = (
    0.12  # change of the pad distance; the Panda hand's data sheet says 50 mm/s per finger, and a little more
)
START_TOLERANCE_RAD = 0.1  # a trajectory that begins farther away would make the arm jump
_FIXED_STREAM, _WRIST_STREAM, _LIDAR_STREAM, _FEEL_STREAM, _JOINT_STREAM = 71, 72, 73, 74, 75


class SimRobot:
    """Drives the arm of `world`. Every method may be called from any thread; only `sleep` lets time pass.

    Readings have the errors of the sensors in mm_robot_sim/sensors; `faults` adds what is broken. Pictures
    and sweeps arrive some time after their stamp. `force_tcp_n` is the force part of `wrench`: the sum of all
    contact forces that things, person and room exert on hand and fingers, in the base frame; a held load
    shows with its weight, a pull on it with its full size.
    """

    def __init__(self, world: World, config: Config | None = None) -> None:
        self.world = world
        self.config = config or world.config
        model, robot, sim = world.model, self.config.robot, self.config.sim
        joints = [model.joint(name) for name in robot.joint_names]
        self.faults = SensorFaults(np.ones(len(joints)))
        self._qpos = np.array([joint.qposadr[0] for joint in joints])
        self._dofs = np.array([joint.dofadr[0] for joint in joints])
        self._actuators = np.array([model.actuator(name).id for name in robot.joint_names])
        # A servo with velocity gain lags behind a moving reference; leading it by kv/kp (and the joint's
        # damping) cancels that.
        gain = model.actuator_gainprm[self._actuators, 0]
        self._lead_s = (-model.actuator_biasprm[self._actuators, 2] + model.dof_damping[self._dofs]) / gain
        self._hand = find_hand(model)
        self._reference = Reference(self._q(), model.opt.timestep, np.array(robot.qdd_max_rad_s2))
        self._top_rad_s = np.zeros(len(joints))
        self._followed_q = self._q()
        self._width_m = self._target_width_m = robot.gripper_max_width_m
        self._kinematics = Kinematics(robot)
        self._encoders = Encoders(len(joints), (world.seed, _JOINT_STREAM))
        self._feeling = Feeling(
            world, self._hand.tcp_site, self._hand.finger_geoms, sim.force_noise_n, _FEEL_STREAM
        )
        self._camera = Camera(world, fixed_optics(world.config.sim), self.faults, _FIXED_STREAM)
        has_wrist = any(model.camera(i).name == WRIST for i in range(model.ncam))
        self._wrist = (
            Camera(world, wrist_optics(model, sim), self.faults, _WRIST_STREAM) if has_wrist else None
        )
        self._lidar = Lidar(world, self.faults, _LIDAR_STREAM)
        world.on_step(self._drive)
        world.on_watch(self._feel)

    # ------------------------------------------------------------------------------------------ the protocol

    def state(self) -> RobotState:
        """See Robot."""
        with self.world.lock:
            steps = self.world.steps
            q_rad = self._encoders.positions(self._q(), steps)
            return RobotState(
                q_rad=q_rad,
                qd_rad_s=self._encoders.speeds(np.array(self.world.data.qvel[self._dofs]), steps),
                gripper_width_m=self._encoders.stroke(self._opening()),
                force_tcp_n=self._feeling.wrench()[:3],
                T_base_tcp=self._kinematics.tool(q_rad),
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
            self._top_rad_s = np.abs(qd).max(axis=0)

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
            self._width_m = self._opening()
            limit = min(force_n, robot.gripper_max_force_n)
            self.world.model.actuator_forcerange[self._hand.actuator] = (-limit, limit)

    def hold(self) -> None:
        """See Robot. A moving arm brakes as hard as its acceleration limits allow and stays there."""
        with self.world.lock:
            self._reference.brake()
            if (self.faults.joint_speed_share < 1.0).any():  # what lags behind must not catch up
                self._reference.rest(self._followed_q)

    def frame(self) -> RgbdFrame | None:
        """See Robot. Pictures are taken at `sim.camera_rate_hz` and drawn when asked for."""
        return self._camera.newest()

    def scan(self) -> LidarScan | None:
        """See Robot. Sweeps are made at `sim.lidar_rate_hz` and computed when asked for."""
        return self._lidar.newest()

    def sleep(self, duration_s: float) -> None:
        """Step the physics by `duration_s`, as fast as the machine can."""
        self.world.step(duration_s)

    # ------------------------------------------------------------------------------------------ more senses

    def wrist_frame(self) -> RgbdFrame | None:
        """The newest frame of the camera at the hand; its T_base_camera is where the hand was then.

        Raises:
            RobotError: this arm's model has no wrist camera.
        """
        if self._wrist is None:
            raise RobotError(f'{self.config.robot.model} has no camera "wrist"; add one to the hand\'s body')
        return self._wrist.newest()

    def touch(self) -> FloatArray:
        """(2,) normal force on each finger in newtons; 0 below what the pads feel."""
        with self.world.lock:
            return self._feeling.touch()

    def wrench(self) -> FloatArray:
        """(6,) force in N and torque in Nm from outside on the hand, about the tool's centre, base axes."""
        with self.world.lock:
            return self._feeling.wrench()

    # ------------------------------------------------------------------------------------------ inside the
    # world's step

    def _q(self) -> FloatArray:
        return np.array(self.world.data.qpos[self._qpos])

    def _opening(self) -> float:
        return float(self.world.data.qpos[self._hand.finger_qpos].sum())

    def _drive(self) -> None:
        self._camera.tick()
        if self._wrist is not None:
            self._wrist.tick()
        self._lidar.tick()
        q, qd = self._slowed(*self._reference.next())
        ctrl = self.world.data.ctrl
        ctrl[self._actuators] = q + self._lead_s * qd
        if self.faults.gripper_jammed:
            self._width_m = self._opening()
        elif self._width_m != self._target_width_m:
            most = GRIPPER_SPEED_M_S * self.world.model.opt.timestep
            self._width_m += float(np.clip(self._target_width_m - self._width_m, -most, most))
        ctrl[self._hand.actuator] = self._width_m

    def _feel(self) -> None:
        self._feeling.watch()

    def _slowed(self, q: FloatArray, qd: FloatArray) -> tuple[FloatArray, FloatArray]:
        """What slow joints make of the reference: they follow it at their share of its top speed."""
        shares = self.faults.joint_speed_share
        slow = shares < 1.0
        if slow.any():
            step_s = self.world.model.opt.timestep
            most = np.where(slow, shares * self._top_rad_s * step_s, np.inf)
            step = np.clip(q - self._followed_q, -most, most)
            q, qd = self._followed_q + step, np.where(slow, step / step_s, qd)
        self._followed_q = q
        return q, qd
