# SPDX-License-Identifier: Apache-2.0
"""What a text means in one saved picture: perception and grounding without a robot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.config import Config, load
from mm_robot.errors import InputError
from mm_robot.grounding.frame_file import load_frame
from mm_robot.grounding.grounder import Grounder
from mm_robot.grounding.overlay import draw
from mm_robot.language.json_codec import command_to_dict
from mm_robot.language.parser import parse
from mm_robot.perception.perceiver import Perceiver
from mm_robot.types import Absent, Ambiguous, Found, Grounding, RobotState, SceneObject


def ground_frame(frame_path: Path, text: str, overlay_path: Path, profile: str | None = None) -> dict[str, Any]:
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
    scene = Perceiver(config.perception).update(frame, None, _no_robot(config, frame.stamp_s), None)
    grounding = Grounder(config.grounding).ground(command.target, scene, command.language)
    picture = draw(frame, scene, grounding, text)
    overlay_path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(overlay_path), picture[..., ::-1]):
        raise InputError(f"cannot write the overlay picture {overlay_path}; use a .png path in a folder that exists")
    return {
        "text": text,
        "command": command_to_dict(command),
        **_grounding_to_dict(grounding),
        "seen": [_object_to_dict(thing) for thing in scene.objects],
        "overlay": str(overlay_path),
    }


def _no_robot(config: Config, stamp_s: float) -> RobotState:
    """A picture alone does not tell the arm's pose: nothing is cut out of it and nothing is held."""
    n = len(config.robot.joint_names)
    return RobotState(np.zeros(n), np.zeros(n), config.robot.gripper_max_width_m, np.zeros(3), np.eye(4), stamp_s)


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
