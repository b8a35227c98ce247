# SPDX-License-Identifier: Apache-2.0
"""Somebody who sits in front of the running simulation: speaks, watches what happens, asks the referee.

For demonstrations, measurements and tests. No part of the robot: it may ask for the truth.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import rclpy
from rclpy.action import ActionClient
from rclpy.executors import ExternalShutdownException, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.task import Future
from sensor_msgs.msg import JointState
from std_msgs.msg import String
from std_srvs.srv import Trigger

from mm_robot.errors import RobotError
from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_stamp
from mm_robot.nodes.scene_conversions import from_result
from mm_robot.nodes.tape import Tape
from mm_robot.types import Outcome
from mm_robot_msgs.action import ExecuteCommand
from mm_robot_msgs.msg import Progress, SafetyState, Utterance
from mm_robot_msgs.srv import Judge

_ANSWER_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Heard:
    """What the robot understood of a sentence."""

    text: str
    language: str
    end_s: float  # robot's clock: end of speech
    stamp_s: float  # robot's clock: when it was published, as seen here


@dataclass(frozen=True)
class Stage:
    """One report of a command's progress."""

    stage: str
    text: str
    stamp_s: float  # robot's clock
    data: dict[str, Any]


@dataclass(frozen=True)
class Judgement:
    """The referee's word."""

    ok: bool
    reason: str
    record: dict[str, Any]


class Audience:
    """A node in a thread of its own. Use with `with`."""

    def __init__(self, on_line: Callable[[str], None] | None = None, *, records: bool = False) -> None:
        """`on_line` gets a line for whatever is heard, done and said; `records`: keep all sound in `tape`."""
        self.heard: list[Heard] = []
        self.stages: list[Stage] = []
        self.said: list[str] = []
        self.said_at_s: list[float] = []  # robot's clock, when it was asked to say so
        self.now_s = 0.0  # robot's clock, by its newest joint reading
        self.speed_rad_s = 0.0  # fastest joint of the arm
        self.moved_at_s: list[float] = []  # robot's clock: each time the arm began to move
        self.rested_at_s: list[float] = []  # and each time it came to rest
        self.safety: SafetyState | None = None
        self.latched_mono_s = float("-inf")  # this machine's clock: when /safety/state last turned to stopped
        self.latches: list[tuple[float, bool]] = []  # robot's clock: when it was stopped (True) and released
        self.rested_mono_s: list[float] = []  # the same as rested_at_s on this machine's monotonic clock
        self.tape: Tape | None = None
        self._records = records
        self._on_line = on_line or (lambda line: None)
        self._moving = False

    # ------------------------------------------------------------------------------------------ life

    def __enter__(self) -> Audience:
        self._context = rclpy.Context()
        rclpy.init(context=self._context)
        self._node = Node("audience", context=self._context)
        node = self._node
        node.create_subscription(Utterance, names.UTTERANCE, self._hear, names.COMMAND)
        node.create_subscription(Progress, names.PROGRESS, self._progress, names.COMMAND)
        node.create_subscription(String, names.SAID, self._say, names.HISTORY)
        node.create_subscription(JointState, names.JOINT_STATES, self._joints, names.SENSOR)
        node.create_subscription(SafetyState, names.SAFETY_STATE, self._safe, names.STATE)
        self._play = node.create_publisher(String, names.SIM_PLAY, names.COMMAND)
        self._judge = node.create_client(Judge, names.SIM_JUDGE)
        self._commands = ActionClient(node, ExecuteCommand, names.EXECUTE_COMMAND)
        self._reset = node.create_client(Trigger, names.SAFETY_RESET)
        self._stop = node.create_publisher(String, names.STOP_REQUEST, names.COMMAND)
        self.tape = Tape(node) if self._records else None
        self._executor = SingleThreadedExecutor(context=self._context)
        self._executor.add_node(node)
        self._thread = threading.Thread(target=self._spin, name="audience", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.try_shutdown()
        self._thread.join(timeout=2.0)

    def _spin(self) -> None:
        try:
            self._executor.spin()
        except ExternalShutdownException:
            return

    # ------------------------------------------------------------------------------------------ doing

    def play(self, recording: Path) -> None:
        """Let a recording sound in the room.

        Raises:
            RobotError: no simulator listens.
        """
        self.wait(lambda: self._play.get_subscription_count() > 0, 10.0, "no simulator listens on /sim/play")
        self._play.publish(String(data=str(recording.resolve())))

    def command(self, text: str) -> Callable[[], Outcome | None]:
        """Give a typed command; what is returned gives its outcome once there is one.

        Raises:
            RobotError: nobody takes commands.
        """
        if not self._commands.wait_for_server(timeout_sec=_ANSWER_TIMEOUT_S):
            raise RobotError("nobody takes commands on execute_command; is task_node running?")
        ended: list[Outcome] = []

        def accepted(future: Future) -> None:
            future.result().get_result_async().add_done_callback(
                lambda done: ended.append(from_result(done.result().result))
            )

        def send() -> None:
            self._commands.send_goal_async(ExecuteCommand.Goal(text=text)).add_done_callback(accepted)

        # In the executor's thread: an answer that comes before rclpy has noted the question would be dropped.
        self._executor.create_task(send)
        return lambda: ended[0] if ended else None

    def stop(self, reason: str) -> None:
        """What `mm_robot stop` sends."""
        self._stop.publish(String(data=reason))

    def reset(self) -> str:
        """Ask for the latch to be released; returns why it was not, or "".

        Raises:
            RobotError: safety_node does not answer.
        """
        if not self._reset.wait_for_service(timeout_sec=_ANSWER_TIMEOUT_S):
            raise RobotError("safety_node does not answer on /safety/reset")
        answer = self._reset.call_async(Trigger.Request())
        self.wait(answer.done, _ANSWER_TIMEOUT_S, "safety_node does not answer on /safety/reset")
        return str(answer.result().message)

    def judge(self, goal: dict[str, Any] | None = None) -> Judgement:
        """What the referee says of `goal` now.

        Raises:
            RobotError: no referee answers.
        """
        if not self._judge.wait_for_service(timeout_sec=_ANSWER_TIMEOUT_S):
            raise RobotError("no referee answers on /sim/judge; is the simulator running?")
        answer = self._judge.call_async(Judge.Request(goal_json=json.dumps(goal) if goal else ""))
        self.wait(answer.done, _ANSWER_TIMEOUT_S, "the referee does not answer on /sim/judge")
        reply: Judge.Response = answer.result()
        return Judgement(reply.ok, reply.reason, json.loads(reply.record_json or "{}"))

    def wait(self, condition: Callable[[], bool], timeout_s: float, otherwise: str) -> None:
        """Wait for a condition.

        Raises:
            RobotError: it did not come true in time; the message is `otherwise`.
        """
        until = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > until:
                raise RobotError(otherwise)
            time.sleep(0.01)

    # ------------------------------------------------------------------------------------------ watching

    def _hear(self, message: Utterance) -> None:
        self.heard.append(Heard(message.text, message.language, from_stamp(message.header.stamp), self.now_s))
        self._on_line(f"hear        “{message.text}” ({message.language}, {message.confidence:.2f})")

    def _progress(self, message: Progress) -> None:
        data = json.loads(message.data_json or "{}")
        self.stages.append(Stage(message.stage, message.text, from_stamp(message.header.stamp), data))
        if message.text and message.stage != "hear":
            self._on_line(f"{message.stage:<11} {message.text}")

    def _say(self, message: String) -> None:
        self.said_at_s.append(self.now_s)
        self.said.append(message.data)

    def _joints(self, message: JointState) -> None:
        stamp_s = from_stamp(message.header.stamp)
        arm = [v for name, v in zip(message.name, message.velocity, strict=False) if "finger" not in name]
        self.now_s, self.speed_rad_s = stamp_s, float(np.abs(arm).max()) if arm else 0.0
        # Two thresholds: a servo that settles crosses one many times.
        if not self._moving and self.speed_rad_s > 0.05:
            self._moving = True
            self.moved_at_s.append(stamp_s)
        elif self._moving and self.speed_rad_s < 0.02:
            self._moving = False
            self.rested_at_s.append(stamp_s)
            self.rested_mono_s.append(time.monotonic())

    @property
    def moving(self) -> bool:
        """Whether the arm moves."""
        return self._moving

    def _safe(self, message: SafetyState) -> None:
        was_free = self.safety is None or self.safety.level == SafetyState.OK
        if was_free and message.level != SafetyState.OK:
            self.latched_mono_s = time.monotonic()
        if was_free != (message.level == SafetyState.OK):
            self.latches.append((self.now_s, was_free))
        self.safety = message
