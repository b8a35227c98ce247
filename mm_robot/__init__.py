# SPDX-License-Identifier: Apache-2.0
"""Speech to action for robots: `from mm_robot import Agent`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mm_robot.agent import Agent as Agent

__all__ = ["Agent"]


def __getattr__(name: str) -> Any:
    """Import the agent only when somebody asks for it: `mm_robot stop` must be quick."""
    if name == "Agent":
        from mm_robot.agent import Agent

        return Agent
    raise AttributeError(f"module 'mm_robot' has no attribute '{name}'; available: {', '.join(__all__)}")
