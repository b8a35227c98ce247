# SPDX-License-Identifier: Apache-2.0
"""Listens to the running system for a few seconds and says what is wrong with it: `mm_robot doctor`."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rcl_interfaces.srv import GetParameters
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import CameraInfo, Image, JointState, PointCloud2
from tf2_msgs.msg import TFMessage

from mm_robot.config import Config, load
from mm_robot.doctor import Finding
from mm_robot.errors import ConfigError, InputError, RobotError
from mm_robot.nodes import names, symptoms
from mm_robot.nodes.connection import Connection
from mm_robot.nodes.conversions import from_stamp
from mm_robot.nodes.safety_latch import START_UP
from mm_robot.nodes.transforms import TransformBuffer
from mm_robot.system import system_of
from mm_robot_msgs.msg import Audio, Heartbeat, SafetyState, Scene

LISTEN_S = 4.0  # the slowest stream, at one message a second, shows its rate
_ANSWER_S = 2.0  # a node that does not tell its settings by then has other worries
_LEAST_PER_LIMIT = 2.0  # messages within the oldest age that is still used: one may be lost
_PASSIVE = QoSProfile(depth=20, reliability=ReliabilityPolicy.BEST_EFFORT)  # matches whatever is published
_LATCHED = QoSProfile(
    depth=20, reliability=ReliabilityPolicy.RELIABLE, durability=DurabilityPolicy.TRANSIENT_LOCAL
)


@dataclass
class Stream:
    """One topic as it was heard."""

    topic: str
    oldest_s: (
        float  # older messages are not used, so more than two must come within this time; 0: any will do
    )
    advice: str  # what to do when nothing is published
    count: int = 0
    arrived_s: deque[float] = field(default_factory=lambda: deque(maxlen=1000))  # monotonic
    now_s: float = 0.0  # the system's clock when the last one arrived
    last: Any = None

    @property
    def rate_hz(self) -> float:
        """Messages per second between the first and the last that were heard."""
        if len(self.arrived_s) < 2:
            return 0.0
        return (len(self.arrived_s) - 1) / max(self.arrived_s[-1] - self.arrived_s[0], 1e-6)


class Inspection:
    """Subscribes to everything that matters, and judges it afterwards."""

    def __init__(self, node: Node, config: Config, simulated: bool) -> None:
        self._node, self._config, self._simulated = node, config, simulated
        self._clock_s: float | None = None
        self._beats: dict[str, Heartbeat] = {}
        self._joints: dict[str, JointState] = {}  # by joint: arm and gripper may come separately
        self._safety: SafetyState | None = None
        self._frames = TransformBuffer(config.nodes.transform_timeout_s)
        self._bad_frames = ""
        camera = "start the camera's driver, or remap its topics to this name"
        age_s, stream_s = config.perception.max_frame_age_s, config.nodes.stream_timeout_s
        self._streams = {
            topic: self._listen(Stream(topic, oldest_s, advice), kind)
            for topic, kind, oldest_s, advice in (
                (names.COLOR_IMAGE, Image, age_s, camera),
                (names.DEPTH_IMAGE, Image, age_s, camera + "; depth must be aligned to colour"),
                (names.CAMERA_INFO, CameraInfo, age_s, camera),
                (names.LIDAR_POINTS, PointCloud2, stream_s, "start the lidar's driver, or remap its topic"),
                (names.JOINT_STATES, JointState, config.control.max_state_age_s, "start the arm's driver"),
                (names.AUDIO, Audio, stream_s, "start a microphone that publishes mm_robot_msgs/Audio"),
                (names.SCENE, Scene, 0.0, "perception_node publishes it once its sensors are well"),
            )
        }
        node.create_subscription(Heartbeat, names.HEARTBEAT, self._take_beat, _PASSIVE)
        node.create_subscription(SafetyState, names.SAFETY_STATE, self._take_safety, _LATCHED)
        node.create_subscription(TFMessage, names.TF, lambda m: self._take_frames(m, False), _PASSIVE)
        node.create_subscription(TFMessage, names.TF_STATIC, lambda m: self._take_frames(m, True), _LATCHED)
        node.create_subscription(Clock, names.CLOCK, self._take_clock, _PASSIVE)

    # ------------------------------------------------------------------------------------------ listening

    @property
    def now_s(self) -> float:
        """The system's clock: /clock in simulation."""
        if self._simulated:
            return self._clock_s if self._clock_s is not None else 0.0
        return time.time()

    def _listen(self, stream: Stream, kind: type) -> Stream:
        def take(message: Any) -> None:
            stream.count += 1
            stream.arrived_s.append(time.monotonic())
            stream.last, stream.now_s = message, self.now_s
            if isinstance(message, JointState):
                self._joints.update(dict.fromkeys(message.name, message))

        self._node.create_subscription(kind, stream.topic, take, _PASSIVE)
        return stream

    def _take_beat(self, message: Heartbeat) -> None:
        self._beats[message.node] = message

    def _take_safety(self, message: SafetyState) -> None:
        self._safety = message

    def _take_clock(self, message: Clock) -> None:
        self._clock_s = from_stamp(message.clock)

    def _take_frames(self, message: TFMessage, static: bool) -> None:
        try:
            self._frames.add(message, static)
        except InputError as error:
            self._bad_frames = str(error)

    # ------------------------------------------------------------------------------------------ judging

    def findings(self) -> Iterator[Finding]:
        """What the listening told."""
        yield from self._nodes()
        for stream in self._streams.values():
            yield from self._stream(stream)
        yield from self._transforms()
        yield from quality_of_service(self._node)
        yield self._stop()

    def _nodes(self) -> Iterator[Finding]:
        profile = "sim" if self._simulated else "robot"
        for spec in system_of(profile).nodes:
            beat = self._beats.get(spec.name)
            if beat is None:
                advice = f"`mm_robot up {profile}` restarts it; its last lines say why it ended"
                yield Finding(spec.name, "error", "no heartbeat", advice)
            elif beat.level != Heartbeat.OK:
                broken = beat.level == Heartbeat.ERROR
                yield Finding(
                    spec.name, "error" if broken else "warn", beat.text, "see /diagnostics for details"
                )
            else:
                yield Finding(spec.name, "ok", "alive")

    def _stream(self, stream: Stream) -> Iterator[Finding]:
        if stream.count == 0:
            publishers = self._node.get_publishers_info_by_topic(stream.topic)
            if not publishers:
                yield Finding(stream.topic, "error", "nobody publishes it", stream.advice)
            else:
                who = ", ".join(sorted({info.node_name for info in publishers}))
                kinds = ", ".join(sorted({info.topic_type for info in publishers}))
                text = f"{who} offers it ({kinds}) but nothing arrives"
                yield Finding(
                    stream.topic, "error", text, "check that node, the message type and the network"
                )
            return
        problems = list(self._problems(stream))
        yield from problems
        if not problems:
            age_ms = (stream.now_s - from_stamp(stream.last.header.stamp)) * 1000.0
            text = f"{stream.rate_hz:.1f} Hz, {max(age_ms, 0.0):.0f} ms old"
            yield Finding(stream.topic, "ok", text)

    def _problems(self, stream: Stream) -> Iterator[Finding]:
        if stream.oldest_s and stream.rate_hz < _LEAST_PER_LIMIT / stream.oldest_s:
            text = f"{stream.rate_hz:.1f} Hz; at least {_LEAST_PER_LIMIT / stream.oldest_s:.0f} Hz are needed"
            yield Finding(
                stream.topic, "error", text, "raise the rate of its driver, or free the cores it needs"
            )
        oldest_s = stream.oldest_s or self._config.nodes.stream_timeout_s
        wrong = symptoms.stamp(stream.topic, stream.last, stream.now_s, oldest_s, self._simulated)
        if wrong is not None:
            yield wrong
        colour = self._streams[names.COLOR_IMAGE].last
        if stream.topic == names.COLOR_IMAGE:
            yield from symptoms.colour(stream.topic, stream.last)
        elif stream.topic == names.DEPTH_IMAGE:
            yield from symptoms.depth(stream.topic, stream.last, colour)
        elif stream.topic == names.CAMERA_INFO:
            yield from symptoms.camera_info(stream.topic, stream.last, colour)
        elif stream.topic == names.LIDAR_POINTS:
            yield from symptoms.lidar(stream.topic, stream.last)
        elif stream.topic == names.JOINT_STATES:
            yield from symptoms.joints(stream.topic, self._joints, self._config.robot)

    def _transforms(self) -> Iterator[Finding]:
        if self._bad_frames:
            yield Finding("tf", "error", self._bad_frames, "mend its publisher")
        base = self._config.robot.base_frame
        for topic in (names.COLOR_IMAGE, names.LIDAR_POINTS):
            message = self._streams[topic].last
            if message is None:
                continue
            frame = message.header.frame_id
            subject = f"tf {base} → {frame or '(no frame_id)'}"
            try:
                self._frames.pose(base, frame, self.now_s)
            except RobotError as error:
                advice = f"publish where the sensor is: a static transform from {base} to {frame}"
                yield Finding(subject, "error", str(error), advice)
            else:
                yield Finding(subject, "ok", "connected")

    def _stop(self) -> Finding:
        if self._safety is None:
            return Finding(
                "safety", "error", f"no {names.SAFETY_STATE}", "safety_node must run before the arm moves"
            )
        if self._safety.level == SafetyState.OK:
            return Finding("safety", "ok", "the arm may move")
        text = f"stopped by {self._safety.source}: {self._safety.reason}"
        advice = (
            "mend what is named above"
            if self._safety.source == START_UP
            else "`mm_robot reset`, once that is mended"
        )
        return Finding("safety", "warn", text, advice)


def quality_of_service(node: Node) -> Iterator[Finding]:
    """Pairs of publisher and subscriber that ROS silently never connects."""
    found = False
    for topic, kinds in node.get_topic_names_and_types():
        if len(kinds) > 1:
            found = True
            yield Finding(topic, "error", f"used with different types: {', '.join(kinds)}", "agree on one")
        subscribers = [
            s for s in node.get_subscriptions_info_by_topic(topic) if s.node_name != node.get_name()
        ]
        for publisher in node.get_publishers_info_by_topic(topic):
            for subscriber in subscribers:
                clash = _clash(publisher.qos_profile, subscriber.qos_profile)
                if clash:
                    found = True
                    (giver, given), (taker, wanted) = zip(
                        (publisher.node_name, subscriber.node_name), clash, strict=True
                    )
                    text = f"{giver} publishes {given}, {taker} wants {wanted}: no message passes"
                    advice = f"let {giver} publish {wanted}, or {taker} accept {given}"
                    yield Finding(topic, "error", text, advice)
    if not found:
        yield Finding("quality of service", "ok", "every subscriber can hear its publishers")


def _clash(offered: QoSProfile, wanted: QoSProfile) -> tuple[str, str] | None:
    """What is offered and what is wanted, where the two do not go together."""
    if (
        offered.reliability == ReliabilityPolicy.BEST_EFFORT
        and wanted.reliability == ReliabilityPolicy.RELIABLE
    ):
        return "best-effort", "reliable"
    if (
        offered.durability == DurabilityPolicy.VOLATILE
        and wanted.durability == DurabilityPolicy.TRANSIENT_LOCAL
    ):
        return "volatile", "transient-local"
    return None


def running_profile(connection: Connection, simulated: bool) -> str:
    """The profile that the running nodes were given: their own word, else the usual one of such a system."""
    system = system_of("sim" if simulated else "robot")
    nodes = {f"/{name}" for name in connection.node.get_node_names()}
    for spec in system.nodes:
        if f"/{spec.name}" not in nodes:
            continue
        asked = connection.node.create_client(GetParameters, f"/{spec.name}/get_parameters")
        if connection.wait(asked.service_is_ready, _ANSWER_S):
            answer = asked.call_async(GetParameters.Request(names=["profile"]))
            if connection.wait(answer.done, _ANSWER_S) and answer.result().values:
                return str(answer.result().values[0].string_value)
    return str(system.choices({})["config"])


def running_system(listen_s: float = LISTEN_S) -> Iterator[Finding]:
    """Listen for `listen_s` seconds, then say what was found."""
    with Connection("doctor") as connection:
        node = connection.node
        own = {"/parameter_events", "/rosout"}

        def anything() -> bool:
            return any(
                node.get_publishers_info_by_topic(t)
                for t, _ in node.get_topic_names_and_types()
                if t not in own
            )

        if not connection.wait(anything, listen_s):
            domain = os.environ.get("ROS_DOMAIN_ID") or "0"
            text = f"nothing is running on ROS_DOMAIN_ID={domain}"
            yield Finding(
                "running system", "warn", text, "start it with `mm_robot up sim` to have it checked"
            )
            return
        connection.wait(lambda: False, min(1.0, listen_s / 2))  # all of it is found, not only the first topic
        simulated = bool(node.get_publishers_info_by_topic(names.CLOCK))
        profile = running_profile(connection, simulated)
        try:
            config = load(profile)
        except ConfigError as error:
            advice = "run the doctor on the machine, and in the checkout, that the nodes run in"
            yield Finding("profile", "error", f"the nodes run with '{profile}': {error}", advice)
            return
        yield Finding("profile", "ok", f"the nodes run with '{profile}'")
        inspection = Inspection(node, config, simulated)
        connection.wait(lambda: False, listen_s)
        yield from inspection.findings()
