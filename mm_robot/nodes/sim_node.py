# SPDX-License-Identifier: Apache-2.0
"""The simulated robot as drivers would show it: arm, gripper, camera, lidar, microphone, and the clock.

Physics runs in one thread at real time, the camera and the lidar in another, commands in the executor's. The
clock begins at the time of day, so that it never runs back when the node is started again.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from std_msgs.msg import String
from trajectory_msgs.msg import JointTrajectory

from mm_robot.errors import InputError
from mm_robot.nodes import names
from mm_robot.nodes.base import Health, MmNode, run
from mm_robot.nodes.conversions import (
    from_audio,
    from_gripper_trajectory,
    from_joint_trajectory,
    from_stamp,
)
from mm_robot.nodes.sim_bench import Bench, wanted_world
from mm_robot.nodes.sim_driver import Loneliness, Pace, follow
from mm_robot.nodes.sim_film import LiveFilm, film_of
from mm_robot.nodes.sim_publishers import Publishers
from mm_robot.nodes.sim_room import Room
from mm_robot.nodes.sim_sensing import Sensing, Stream
from mm_robot.speech.sound import samples_of
from mm_robot_msgs.msg import Audio, Heartbeat
from mm_robot_msgs.srv import Judge
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.view.motion import MotionLog
from mm_robot_sim.world import World

_SLOW = 0.9  # simulated seconds per second, as a share of what was asked for: worth a warning below


class SimNode(MmNode):
    """Parameters beside the common ones: seed, scene, objects, task (JSON), film (path), rate (a factor)."""

    def __init__(self) -> None:
        super().__init__(names.SIM_NODE)
        self.declare_parameter("seed", 7)
        self.declare_parameter("scene", "")
        self.declare_parameter("objects", "")
        self.declare_parameter("task", "")
        self.declare_parameter("film", "")
        self.declare_parameter("rate", 1.0)
        self._sensing: Sensing | None = None
        self._film: LiveFilm | MotionLog | None = None
        self._world: World | None = None

    def set_up(self) -> None:
        """Build the world. InputError: scene, objects or task are none the simulator knows."""
        seed, scene, objects, task, film, self._rate = (
            self.get_parameter(name).value for name in ("seed", "scene", "objects", "task", "film", "rate")
        )
        world, staged, disturbances = wanted_world(int(seed), scene, objects, task, self.config)
        self._world, self._robot = world, SimRobot(world)
        self._state = self._robot.state()
        mishap = staged.disturb(self._robot, disturbances) if staged is not None else None
        self._bench = Bench(world, staged, mishap)
        self._room = Room(world, self.config, lambda: self._state.qd_rad_s, self._complain)
        self._room.hear_of(mishap)
        self._epoch_s = time.time()
        self._drivers = Publishers(self, self.config, self._epoch_s)
        self._sensing = Sensing(lambda: world.now_s, self._streams())
        self._pace = Pace(self._robot, float(self._rate), self._tick)
        masters = (names.TASK_NODE, names.SAFETY_NODE)
        self._loneliness = Loneliness(self._robot, masters, self.config.safety.driver_timeout_s)
        self._film = film_of(world, str(film), self._epoch_s) if film else None
        self.create_subscription(JointTrajectory, names.ARM_TRAJECTORY, self._take_motion, names.COMMAND)
        self.create_subscription(JointTrajectory, names.GRIPPER_TRAJECTORY, self._take_gripper, names.COMMAND)
        self.create_subscription(Heartbeat, names.HEARTBEAT, self._take_beat, names.COMMAND)
        self.create_subscription(String, names.SIM_PLAY, self._play, names.COMMAND)
        self.create_subscription(Audio, names.VOICE, self._sound, names.SOUND)
        self.create_service(Judge, names.SIM_JUDGE, self._judge)
        if isinstance(self._film, LiveFilm):
            self._film.listen(self)

    def start(self) -> None:
        """Let time pass and the sensors look."""
        assert self._sensing is not None
        self._drivers.send_fixed(self._robot)
        self._pace.start()
        self._sensing.start()
        if self._film is not None:
            self._film.start()
        self.every(self.config.safety.heartbeat_period_s, self._look_after)

    def pause(self) -> None:
        """Brake, and let time stand still."""
        self._robot.hold()
        self._pace.stop()
        if self._sensing is not None:
            self._sensing.stop()
        if self._film is not None:
            self._film.close()

    def tear_down(self) -> None:
        """Free the pictures' contexts."""
        if self._world is not None:
            self._room.close()
            self._world.close()
            self._world = None

    def health(self) -> Health:
        """See MmNode."""
        values = {
            "real_time_factor": f"{self._pace.factor:.2f}",
            "braked_alone": str(self._loneliness.braked),
        }
        if self._pace.failure is not None:
            return Health("error", f"the physics thread died: {self._pace.failure}", values)
        if self._sensing is not None and self._sensing.failure is not None:
            return Health("error", f"the sensors' thread died: {self._sensing.failure}", values)
        if 0.0 < self._pace.factor < _SLOW * float(self._rate):
            text = f"real-time factor {self._pace.factor:.2f}; this machine is too slow or too busy"
            return Health("warn", text, values)
        return Health("ok", "running", values)

    # ------------------------------------------------------------------------------------------ what is due

    def _tick(self) -> None:
        """In the physics thread, every 10 ms of simulated time."""
        self._state = self._robot.state()
        self._drivers.send_state(self._state, self._robot.wrench())
        for samples, stamp_s in self._room.read():
            self._drivers.send_audio(samples, stamp_s)

    def _streams(self) -> list[Stream[Any]]:
        """What is looked through beside the physics."""
        robot, drivers, sim = self._robot, self._drivers, self.config.sim
        streams: list[Stream[Any]] = [
            Stream(sim.camera_rate_hz, robot.frame, drivers.send_frame),
            Stream(sim.lidar_rate_hz, robot.scan, drivers.send_scan),
        ]
        if self.config.nodes.wrist_camera:
            robot.wrist_frame()  # says so here when this arm has none
            streams.append(Stream(sim.camera_rate_hz, robot.wrist_frame, drivers.send_wrist_frame))
        return streams

    def _look_after(self) -> None:
        if self._loneliness.look():
            self.get_logger().warning("neither task_node nor safety_node is heard; the driver brakes")

    # ------------------------------------------------------------------------------------------ commands

    def _take_motion(self, message: JointTrajectory) -> None:
        stamp_s = from_stamp(message.header.stamp)
        start_s = stamp_s - self._epoch_s if stamp_s > 0.0 else None
        try:
            follow(self._robot, from_joint_trajectory(message, self.config.robot.joint_names), start_s)
        except InputError as error:
            self.get_logger().error(f"motion refused: {error}")

    def _take_gripper(self, message: JointTrajectory) -> None:
        try:
            width_m, force_n = from_gripper_trajectory(message)
            self._robot.send_gripper(width_m, force_n or self.config.planning.grip_force_n)
        except InputError as error:
            self.get_logger().error(f"gripper command refused: {error}")

    def _take_beat(self, message: Heartbeat) -> None:
        self._loneliness.beat(message.node)

    def _play(self, message: String) -> None:
        try:
            self._room.play(message.data)
        except InputError as error:
            self.get_logger().error(str(error))

    def _sound(self, message: Audio) -> None:
        """The robot's voice: its loudspeaker stands in the same room as its microphone."""
        try:
            samples = samples_of(from_audio(message), message.sample_rate)
            self._room.robot_says(samples, from_stamp(message.header.stamp) - self._epoch_s)
        except InputError as error:
            self._complain(str(error))

    def _complain(self, text: str) -> None:
        self.get_logger().warning(text, throttle_duration_sec=5.0)

    def _judge(self, request: Judge.Request, response: Judge.Response) -> Judge.Response:
        try:
            verdict = self._bench.verdict(request.goal_json)
            response.ok, response.reason = verdict.ok, verdict.reason
        except InputError as error:
            response.ok, response.reason = False, str(error)
        response.record_json = json.dumps(self._bench.record(), ensure_ascii=False)
        return response


def main(args: Sequence[str] | None = None) -> int:
    """Run the node until it is told to end."""
    return run(SimNode, args)


if __name__ == "__main__":
    sys.exit(main())
