# SPDX-License-Identifier: Apache-2.0
"""Keeps everything that sounds: what the microphone hears and what the robot's voice says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rclpy.node import Node

from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_audio, from_stamp
from mm_robot_msgs.msg import Audio


@dataclass(frozen=True, eq=False)
class Piece:
    """Some sound, mono."""

    start_s: float  # robot's clock
    samples: npt.NDArray[np.int16]  # (N,); an empty piece of the voice: silence from here on
    rate_hz: int


class Tape:
    """Records from its making on, in the order of arrival; nodes see it as a player of the robot's voice."""

    def __init__(self, node: Node) -> None:
        self.microphone: list[Piece] = []
        self.voice: list[Piece] = []
        node.create_subscription(Audio, names.AUDIO, lambda m: self.microphone.append(_piece(m)), names.SOUND)
        node.create_subscription(Audio, names.VOICE, lambda m: self.voice.append(_piece(m)), names.SOUND)


def _piece(message: Audio) -> Piece:
    return Piece(from_stamp(message.header.stamp), from_audio(message).copy(), int(message.sample_rate))
