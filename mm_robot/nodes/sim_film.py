# SPDX-License-Identifier: Apache-2.0
"""The spectator's video of a running simulation, with what is said and done as captions.

A film that ends in .npz is not drawn now: every motion is kept, for `mm_robot_sim.view.motion` to draw later.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

from rclpy.node import Node
from std_msgs.msg import String

from mm_robot.grounding.overlay import chinese_font, spelled
from mm_robot.nodes import names
from mm_robot_msgs.msg import Progress
from mm_robot_sim.view.motion import MotionLog
from mm_robot_sim.view.video import Recorder
from mm_robot_sim.world import World

_SIZE = (960, 540)
_NICE = 10  # the film takes what processor time the robot leaves
_REST_S = 0.01


def film_of(world: World, path: str, epoch_s: float) -> LiveFilm | MotionLog:
    """What writes the film at `path`; `epoch_s`: the robot's clock at the world's time 0."""
    return MotionLog(world, path, epoch_s) if path.endswith(".npz") else LiveFilm(world, path)


class LiveFilm:
    """Films in a thread of its own; when the machine is busy the film stutters, the world does not."""

    def __init__(self, world: World, path: str) -> None:
        self._font = chinese_font()
        self._recorder = Recorder(world, Path(path), size=_SIZE, font=self._font, live=True)
        self._command = self._stage = self._said = ""
        self._running = threading.Event()
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)

    def listen(self, node: Node) -> None:
        """Take captions from the graph."""
        node.create_subscription(Progress, names.PROGRESS, self._take_progress, names.COMMAND)
        node.create_subscription(String, names.SAID, self._take_said, names.HISTORY)

    def start(self) -> None:
        """Begin to film."""
        self._running.set()
        self._thread.start()

    def close(self) -> None:
        """Finish the file."""
        self._running.clear()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        with contextlib.suppress(PermissionError):  # a lower priority is a wish
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        with self._recorder as film:
            while self._running.is_set():
                lines = (line for line in (self._command, self._stage, self._said) if line)
                film.caption = tuple(line if self._font else spelled(line) for line in lines)
                if not film.catch_up():
                    time.sleep(_REST_S)

    def _take_progress(self, message: Progress) -> None:
        if message.stage == "hear":
            self._said = ""
        self._command = message.command
        self._stage = f"{message.stage}: {message.text}"

    def _take_said(self, message: String) -> None:
        self._said = f"robot: {message.data}"
