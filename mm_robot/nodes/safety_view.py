# SPDX-License-Identifier: Apache-2.0
"""What another node knows of the safety state: the guard of its gate."""

from __future__ import annotations

import time
from collections.abc import Callable

from rclpy.node import Node

from mm_robot.config import Config
from mm_robot.nodes import names
from mm_robot.nodes.safety_latch import RESET, START_UP
from mm_robot_msgs.msg import SafetyState


class SafetyView:
    """Keeps the newest /safety/state. An old "OK" counts as none: safety_node may be dead."""

    def __init__(self, node: Node, config: Config, on_change: Callable[[SafetyState], None]) -> None:
        """`on_change` is called in the executor's thread when level or source change."""
        self._timeout_s = config.safety.state_timeout_s
        self._on_change = on_change
        self._state: SafetyState | None = None
        self._heard_s = float("-inf")
        node.create_subscription(SafetyState, names.SAFETY_STATE, self._take, names.STATE)

    @property
    def fresh(self) -> bool:
        """Whether safety_node spoke just now."""
        return time.monotonic() - self._heard_s <= self._timeout_s

    @property
    def stopped_by(self) -> str:
        """Who stopped the arm; "" when nobody did, or safety_node is not heard."""
        state = self._state
        return state.source if self.fresh and state is not None and state.level != SafetyState.OK else ""

    @property
    def was_reset(self) -> bool:
        """Whether the arm may move because somebody released a stop on purpose."""
        state = self._state
        return self.fresh and state is not None and state.level == SafetyState.OK and state.source == RESET

    def objection(self) -> str | None:
        """A guard for the gate: None, or why the arm must not move."""
        state = self._state
        if state is None or not self.fresh:
            return "no word from safety_node"
        if state.level == SafetyState.OK:
            return None
        return str(state.reason) if state.source == START_UP else f"stopped by {state.source}: {state.reason}"

    def _take(self, message: SafetyState) -> None:
        before = self._state
        self._state, self._heard_s = message, time.monotonic()
        if before is None or (before.level, before.source) != (message.level, message.source):
            self._on_change(message)
