# SPDX-License-Identifier: Apache-2.0
"""Decides whether the arm may move: heartbeats, requests, the emergency stop, and the latch. Knows no ROS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

START_UP = "start-up"
RESET = "reset"
E_STOP = "e-stop"


@dataclass(frozen=True)
class Verdict:
    """Whether the arm may move, who decided so, and why."""

    stopped: bool
    source: str  # START_UP, RESET, E_STOP, "heartbeat:task_node", "speech", "operator", ...
    reason: str
    since_s: float  # on the robot's clock


class SafetyLatch:
    """Latches every stop. Ages are of this machine's clock: a simulator's own may stand still unseen.

    At start-up the arm may not move until every expected node has been heard. From then on a node that falls
    silent, or says that it is broken, stops the arm, and only `reset` releases it.
    """

    def __init__(self, expected: Sequence[str], timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._heard_s: dict[str, float] = {}
        self._broken: dict[str, str] = {}
        self._expected = tuple(expected)
        self._pressed = False
        self.verdict = Verdict(True, START_UP, f"waiting for {', '.join(expected)}", 0.0)

    def beat(self, node: str, now_s: float, trouble: str = "") -> None:
        """A heartbeat of `node`, heard at `now_s`; `trouble` says what is broken, if anything."""
        if node not in self._expected:
            return  # somebody else's node: it may come and go
        self._heard_s[node] = now_s
        if trouble:
            self._broken[node] = trouble
        else:
            self._broken.pop(node, None)

    def press(self, pressed: bool, stamp_s: float) -> bool:
        """The emergency stop is (not) pressed; returns whether the verdict changed."""
        self._pressed = pressed
        return pressed and self.stop(E_STOP, "the emergency stop is pressed", stamp_s)

    def stop(self, source: str, reason: str, stamp_s: float) -> bool:
        """Latch a stop; returns whether the verdict changed. The first stop is the one on record."""
        if self.verdict.stopped and self.verdict.source != START_UP:
            return False
        self.verdict = Verdict(True, source, reason, stamp_s)
        return True

    def look(self, now_s: float, stamp_s: float) -> bool:
        """Look after the heartbeats; returns whether the verdict changed."""
        if self.verdict.stopped:
            if self.verdict.source != START_UP:
                return False
            missing = self._missing(now_s)
            if not missing and not self._pressed:
                self.verdict = Verdict(False, START_UP, "every node is alive", stamp_s)
                return True
            waiting = Verdict(True, START_UP, "waiting for " + ", ".join(missing or (E_STOP,)), 0.0)
            changed, self.verdict = waiting.reason != self.verdict.reason, waiting
            return changed
        for node in self._expected:
            age_s = now_s - self._heard_s[node]
            if age_s > self._timeout_s:
                return self.stop(f"heartbeat:{node}", f"{node} is silent for {age_s:.2f} s", stamp_s)
            if node in self._broken:
                return self.stop(f"heartbeat:{node}", f"{node}: {self._broken[node]}", stamp_s)
        return False

    def objection(self, now_s: float) -> str:
        """Why a reset is not possible now; "" when it is."""
        if self._pressed:
            return "the emergency stop is still pressed; release it first"
        missing = self._missing(now_s)
        return f"no word from {', '.join(missing)}; start what is missing first" if missing else ""

    def reset(self, now_s: float, stamp_s: float) -> str:
        """Release the latch; returns why not, or "" when the arm may move again."""
        objection = self.objection(now_s)
        if not objection and self.verdict.stopped:
            self.verdict = Verdict(False, RESET, "reset on purpose", stamp_s)
        return objection

    def ages_s(self, now_s: float) -> dict[str, float]:
        """Age of the newest heartbeat of each expected node; infinite before the first."""
        return {node: now_s - self._heard_s.get(node, float("-inf")) for node in self._expected}

    def _missing(self, now_s: float) -> tuple[str, ...]:
        silent = [node for node, age_s in self.ages_s(now_s).items() if age_s > self._timeout_s]
        return tuple(silent + [node for node in self._broken if node not in silent])
