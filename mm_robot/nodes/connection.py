# SPDX-License-Identifier: Apache-2.0
"""A short-lived node for the console: joins the running system, waits with a time limit, leaves."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from types import FrameType, TracebackType

import rclpy
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from mm_robot.errors import RobotError
from mm_robot.system import DDS_PROFILE_VARIABLE, dds_profile

DISCOVERY_S = (
    5.0  # two processes of one machine find each other in 0.3 s; much longer when its cores are busy
)
_SPIN_S = 0.02  # how long a Ctrl-C may wait until it is noticed


class Connection:
    """Use with `with`. SIGTERM becomes a KeyboardInterrupt, like Ctrl-C: both must reach the arm.

    It is raised by `wait`, between two messages: raised at any moment, it is lost when rclpy's compiled part
    happens to be reading a message.
    """

    node: Node

    def __init__(self, name: str) -> None:
        self._name = f"{name}_{os.getpid()}"  # two consoles may ask at the same time

    def __enter__(self) -> Connection:
        os.environ[DDS_PROFILE_VARIABLE] = dds_profile(os.environ)
        rclpy.init(args=[], signal_handler_options=SignalHandlerOptions.NO)
        self._interrupted = False
        self._handlers = {
            number: signal.signal(number, self._interrupt) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self.node = Node(self._name, enable_rosout=False, start_parameter_services=False)
        self._executor = SingleThreadedExecutor()
        self._executor.add_node(self.node)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._executor.shutdown(timeout_sec=0.1)
        self.node.destroy_node()
        rclpy.try_shutdown()

    def wait(self, until: Callable[[], bool], timeout_s: float) -> bool:
        """Handle messages until the condition holds; False when the time is over first.

        Raises:
            KeyboardInterrupt: Ctrl-C or SIGTERM came; raised once for each.
        """
        end_s = time.monotonic() + timeout_s
        while not until():
            if self._interrupted:
                self._interrupted = False
                raise KeyboardInterrupt
            left_s = end_s - time.monotonic()
            if left_s <= 0.0:
                return False
            self._executor.spin_once(timeout_sec=min(_SPIN_S, left_s))
        return True

    def need(self, there: Callable[[], bool], what: str) -> None:
        """Wait until a part of the running system is there.

        Raises:
            RobotError: it does not appear.
        """
        if not self.wait(there, DISCOVERY_S):
            domain = os.environ.get("ROS_DOMAIN_ID") or "0"
            raise RobotError(
                f"no running system: {what} does not answer on ROS_DOMAIN_ID={domain}. "
                "Start it with `mm_robot up sim`; if it runs, `mm_robot doctor` says what is wrong"
            )

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self._interrupted = True
