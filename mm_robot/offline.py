# SPDX-License-Identifier: Apache-2.0
"""What a text means in one saved picture: perception and grounding without a robot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.config import Config, load
from mm_robot.errors import InputError
from mm_robot.grounding.frame_file import ArmFrame, load_frame
from mm_robot.grounding.grounder import Grounder
from mm_robot.grounding.overlay import draw
from mm_robot.language.json_codec import command_to_dict
from mm_robot.language.parser import parse
from mm_robot.perception.perceiver import Perceiver
from mm_robot.planning.arm import Arm
from mm_robot.types import (
    Absent,
    Ambiguous,
    Capsules,
    Found,
    Grounding,
    RgbdFrame,
    RobotState,
    SceneObject,
)


def ground_frame(
    frame_path: Path, text: str, overlay_path: Path, profile: str | None = None
) -> dict[str, Any]:
    """Ground `text` (a noun phrase or a command) in a saved frame, and draw the answer into `overlay_path`.

    Raises:
        InputError: the frame cannot be read, the text is not understood, or it names nothing to look for.
    """
    import cv2

    config = load(profile)
    frame = load_frame(frame_path)
    parsed = parse(text)
    if not parsed.commands:
        raise InputError(parsed.reason)
    command = parsed.commands[0]
    if command.target is None:
        raise InputError(f"'{text}' names no thing to look for; try 'the red cup' or '红色的杯子'")
    state, arm = _robot_in(frame, config)
    scene = Perceiver(config.perception).update(frame, None, state, arm)
    grounding = Grounder(config.grounding).ground(command.target, scene, command.language)
    picture = draw(frame, scene, grounding, text)
    overlay_path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(overlay_path), picture[..., ::-1]):
        raise InputError(
            f"cannot write the overlay picture {overlay_path}; use a .png path in a folder that exists"
        )
    return {
        "text": text,
        "command": command_to_dict(command),
        **_grounding_to_dict(grounding),
        "seen": [_object_to_dict(thing) for thing in scene.objects],
        "overlay": str(overlay_path),
    }


def _robot_in(frame: RgbdFrame, config: Config) -> tuple[RobotState, Capsules | None]:
    """The arm's state and shape where the file tells them; otherwise nothing is cut out and nothing is held.

    Raises:
        InputError: the file's arm has another number of joints than the profile's.
    """
    n = len(config.robot.joint_names)
    nothing, width_m = np.zeros(n), config.robot.gripper_max_width_m
    if not isinstance(frame, ArmFrame) or frame.q_rad is None:
        return RobotState(nothing, nothing, width_m, np.zeros(3), np.eye(4), frame.stamp_s), None
    if len(frame.q_rad) != n:
        raise InputError(
            f"the frame's q_rad has {len(frame.q_rad)} joints, the profile's arm {n}; "
            "choose another profile with --config"
        )
    if frame.gripper_width_m is not None:
        width_m = frame.gripper_width_m
    arm = Arm(config.robot)
    state = RobotState(frame.q_rad, nothing, width_m, np.zeros(3), arm.forward(frame.q_rad), frame.stamp_s)
    return state, arm.capsules(frame.q_rad, width_m)


def _grounding_to_dict(grounding: Grounding) -> dict[str, Any]:
    if isinstance(grounding, Found):
        return {
            "result": "found",
            "objects": [_object_to_dict(thing) for thing in grounding.objects],
            "confidence": round(grounding.confidence, 3),
        }
    if isinstance(grounding, Ambiguous):
        return {
            "result": "ambiguous",
            "objects": [_object_to_dict(thing) for thing in grounding.candidates],
            "question": grounding.question,
        }
    assert isinstance(grounding, Absent)
    return {"result": "absent", "objects": [], "reason": grounding.reason}


def _object_to_dict(thing: SceneObject) -> dict[str, Any]:
    return {
        "id": thing.id,
        "label": thing.label,
        "colour": thing.colour,
        "position_m": [round(float(v), 4) for v in thing.position_m],
        "extent_m": [round(float(v), 4) for v in thing.extent_m],
        "confidence": round(thing.confidence, 3),
    }
