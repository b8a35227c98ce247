# SPDX-License-Identifier: Apache-2.0
"""A tree of frames built from /tf and /tf_static messages; tf2_ros is not needed and not among the wheels."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from tf2_msgs.msg import TFMessage

from mm_robot.errors import InputError, RobotError
from mm_robot.geometry import inverse
from mm_robot.nodes.conversions import from_stamp, from_transform
from mm_robot.types import FloatArray

_MAX_DEPTH = 50  # longer chains are loops


@dataclass(frozen=True, eq=False)
class _Link:
    parent: str
    T_parent_child: FloatArray
    stamp_s: float
    static: bool


class TransformBuffer:
    """The newest pose of every frame in its parent. May be fed and asked from different threads."""

    def __init__(self, max_age_s: float) -> None:
        """`max_age_s`: moving frames (from /tf) that were not heard of for longer do not count."""
        self._max_age_s = max_age_s
        self._links: dict[str, _Link] = {}
        self._lock = threading.Lock()

    def add(self, message: TFMessage, static: bool) -> None:
        """Take in a message of /tf_static or /tf.

        Raises:
            InputError: a rotation or position in it is none, or a frame is its own parent.
        """
        for stamped in message.transforms:
            parent, child = stamped.header.frame_id.lstrip("/"), stamped.child_frame_id.lstrip("/")
            if not parent or not child or parent == child:
                raise InputError(
                    f"transform from '{parent}' to '{child}'; both frames need a name of their own"
                )
            link = _Link(parent, from_transform(stamped.transform), from_stamp(stamped.header.stamp), static)
            with self._lock:
                self._links[child] = link

    def pose(self, base: str, frame: str, now_s: float) -> FloatArray:
        """(4, 4) T_base_frame.

        Raises:
            RobotError: the frames are not connected, or a moving link between them is older than `max_age_s`.
        """
        with self._lock:
            up_frame, up_base = self._chain(frame, now_s), self._chain(base, now_s)
            known = sorted({*self._links, *(link.parent for link in self._links.values())})
        if up_frame[-1][0] != up_base[-1][0]:
            raise RobotError(
                f"no transform from '{base}' to '{frame}'; frames known from /tf and /tf_static: "
                f"{', '.join(known) or 'none'}. Publish it, e.g. with static_transform_publisher"
            )
        return np.asarray(inverse(up_base[-1][1]) @ up_frame[-1][1])

    def _chain(self, frame: str, now_s: float) -> list[tuple[str, FloatArray]]:
        """(ancestor, pose of `frame` in it), from the frame itself up to its root."""
        chain: list[tuple[str, FloatArray]] = [(frame, np.eye(4))]
        while chain[-1][0] in self._links:
            name, T = chain[-1]
            link = self._links[name]
            if not link.static and now_s - link.stamp_s > self._max_age_s:
                raise RobotError(
                    f"transform from '{link.parent}' to '{name}' on /tf is {now_s - link.stamp_s:.1f} s old; "
                    "does its publisher still run?"
                )
            if len(chain) > _MAX_DEPTH:
                raise RobotError(f"the transforms above '{frame}' form a loop")
            chain.append((link.parent, link.T_parent_child @ T))
        return chain
