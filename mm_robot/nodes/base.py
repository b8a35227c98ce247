# SPDX-License-Identifier: Apache-2.0
"""What all our nodes have in common: lifecycle, settings, heartbeat, diagnostics, and a clean end."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import rclpy
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rclpy.clock import Clock, ClockType
from rclpy.executors import SingleThreadedExecutor
from rclpy.lifecycle import LifecycleNode, LifecycleState, TransitionCallbackReturn
from rclpy.signals import SignalHandlerOptions

from mm_robot.config import Config, load
from mm_robot.errors import MmRobotError
from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_stamp
from mm_robot.system import DDS_PROFILE_VARIABLE, dds_profile
from mm_robot_msgs.msg import Heartbeat

_SPIN_S = 0.05  # how long a signal may wait until it is noticed

_DIAGNOSTIC_LEVELS = {
    "ok": DiagnosticStatus.OK,
    "warn": DiagnosticStatus.WARN,
    "error": DiagnosticStatus.ERROR,
}
_HEARTBEAT_LEVELS = {"ok": Heartbeat.OK, "warn": Heartbeat.WARN, "error": Heartbeat.ERROR}


@dataclass(frozen=True)
class Health:
    """How a node is. "error": it cannot work, so the arm must not move; "warn": it waits for something."""

    level: Literal["ok", "warn", "error"] = "ok"
    text: str = "running"
    values: Mapping[str, str] = field(default_factory=dict)  # details for /diagnostics


class MmNode(LifecycleNode):
    """A lifecycle node that reads its profile, beats and reports.

    A node of ours overrides `set_up`, `start`, `pause`, `tear_down` and `health`. Parameters: `profile` (name
    or YAML path) and `autostart` (configure and activate without being told).
    """

    config: Config

    def __init__(self, name: str, default_profile: str = "panda_sim") -> None:
        super().__init__(name)
        self.declare_parameter("profile", default_profile)
        self.declare_parameter("autostart", True)
        self.active = False
        self._own: set[Any] | None = None  # what the node had before it was configured
        self._resting_timers: set[Any] = set()  # those that run also while it is not active
        self.steady = Clock(clock_type=ClockType.STEADY_TIME)  # a simulator's clock may stand still
        self._beats = self.create_publisher(Heartbeat, names.HEARTBEAT, names.COMMAND)
        self._diagnostics = self.create_publisher(DiagnosticArray, names.DIAGNOSTICS, names.COMMAND)

    # ------------------------------------------------------------------------------------------ to override

    def set_up(self) -> None:
        """Make what the node needs. MmRobotError: it cannot, and the node stays unconfigured."""

    def start(self) -> None:
        """Begin to work."""

    def pause(self) -> None:
        """Stop working; must leave nothing moving."""

    def tear_down(self) -> None:
        """Free what `set_up` made."""

    def health(self) -> Health:
        """How things are now. Called from the executor's thread, often: be quick."""
        return Health()

    # ------------------------------------------------------------------------------------------ time

    @property
    def now_s(self) -> float:
        """The robot's clock: simulated time with use_sim_time."""
        return float(self.get_clock().now().nanoseconds * 1e-9)

    @property
    def steady_s(self) -> float:
        """This machine's clock, which never stands still."""
        return time.monotonic()

    def every(self, period_s: float, callback: Callable[[], None]) -> None:
        """Call `callback` every `period_s` of this machine's time, also while a simulator stands still."""
        self.create_timer(period_s, callback, clock=self.steady)

    # ------------------------------------------------------------------------------------------ lifecycle

    def on_configure(self, state: LifecycleState) -> TransitionCallbackReturn:
        """See rclpy. FAILURE, with the reason in the log, when set_up cannot."""
        self._own = self._entities()
        try:
            self.config = load(self.get_parameter("profile").value)
            self.set_up()
        except MmRobotError as error:
            self.get_logger().error(str(error))
            self._forget()
            return TransitionCallbackReturn.FAILURE
        self.every(self.config.safety.heartbeat_period_s, self._beat)
        self.every(self.config.nodes.diagnostics_period_s, self._diagnose)
        return TransitionCallbackReturn.SUCCESS

    def on_activate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """See rclpy."""
        self._resting_timers = set(self.timers)
        self.start()
        self.active = True
        self.get_logger().info("active")
        return super().on_activate(state)

    def on_deactivate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """See rclpy."""
        self._halt()
        return super().on_deactivate(state)

    def on_cleanup(self, state: LifecycleState) -> TransitionCallbackReturn:
        """See rclpy. Afterwards the node can be configured anew, with another profile."""
        self.tear_down()
        self._forget()
        return TransitionCallbackReturn.SUCCESS

    def on_shutdown(self, state: LifecycleState) -> TransitionCallbackReturn:
        """See rclpy. The process stays, as launch tools expect, until it is told to end."""
        self.close()
        return TransitionCallbackReturn.SUCCESS

    def close(self) -> None:
        """Pause and tear down from whatever state; then nothing moves and no thread of ours runs."""
        if self.active:
            self._halt()
        if self._own is not None:
            self.tear_down()
            self._forget()

    def _halt(self) -> None:
        self.active = False
        self.pause()
        for timer in set(self.timers) - self._resting_timers:
            self.destroy_timer(timer)

    def _entities(self) -> set[Any]:
        return {*self.timers, *self.subscriptions, *self.publishers, *self.services, *self.clients}

    def _forget(self) -> None:
        """Destroy what was made since the node was configured."""
        for made in self._entities() - (self._own or set()):
            for destroy in (
                self.destroy_timer, self.destroy_subscription, self.destroy_publisher,
                self.destroy_service, self.destroy_client,
            ):  # fmt: skip
                if destroy(made):
                    break
        self._own = None

    # ------------------------------------------------------------------------------------------ signs of life

    def _beat(self) -> None:
        if not self.active:
            return
        health = self.health()
        beat = Heartbeat(node=self.get_name(), level=_HEARTBEAT_LEVELS[health.level])
        beat.text = "" if health.level == "ok" else health.text
        beat.header.stamp = self.get_clock().now().to_msg()
        self._beats.publish(beat)

    def _diagnose(self) -> None:
        health = self.health() if self.active else Health("warn", "not active; activate it (lifecycle)")
        status = DiagnosticStatus(
            level=_DIAGNOSTIC_LEVELS[health.level],
            name=f"mm_robot/{self.get_name()}",
            message=health.text,
            hardware_id="mm_robot",
            values=[KeyValue(key=key, value=value) for key, value in health.values.items()],
        )
        message = DiagnosticArray(status=[status])
        message.header.stamp = self.get_clock().now().to_msg()
        self._diagnostics.publish(message)

    def age_s(self, stamp: object) -> float:
        """How long ago a stamp was, on the robot's clock."""
        return self.now_s - from_stamp(stamp)


def run(make: Callable[[], MmNode], arguments: Sequence[str] | None = None) -> int:
    """Run one node until SIGINT or SIGTERM; returns the exit status.

    Signals are ours, not rclpy's, which would take the communication away before the arm is at rest.
    """
    os.environ[DDS_PROFILE_VARIABLE] = dds_profile(os.environ)
    rclpy.init(
        args=None if arguments is None else list(arguments), signal_handler_options=SignalHandlerOptions.NO
    )
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    node = make()
    executor = SingleThreadedExecutor()
    executor.add_node(node)
    try:
        if node.get_parameter("autostart").value and not _begin(node):
            return 1
        while not stopping.is_set():
            executor.spin_once(timeout_sec=_SPIN_S)
        return 0
    finally:
        node.close()
        executor.shutdown(timeout_sec=0.1)
        node.destroy_node()
        rclpy.try_shutdown()
        sys.stdout.flush()


def _begin(node: MmNode) -> bool:
    """Configure and activate."""
    for trigger in (node.trigger_configure, node.trigger_activate):
        if trigger() != TransitionCallbackReturn.SUCCESS:
            return False
    return True
