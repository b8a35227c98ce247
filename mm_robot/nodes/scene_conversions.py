# SPDX-License-Identifier: Apache-2.0
"""Scenes, groundings, utterances and outcomes to messages and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from geometry_msgs.msg import Point32, Polygon

from mm_robot.errors import InputError
from mm_robot.nodes.conversions import (
    from_cloud,
    from_pose,
    from_stamp,
    from_xyz,
    to_cloud,
    to_point,
    to_pose,
    to_stamp,
    to_vector,
)
from mm_robot.types import (
    Absent,
    Ambiguous,
    Asked,
    Done,
    Failed,
    Found,
    Grounding,
    Language,
    Obstacle,
    Outcome,
    Person,
    Refused,
    RobotState,
    Scene,
    SceneObject,
    Stopped,
    SupportSurface,
    Utterance,
)
from mm_robot_msgs.action import ExecuteCommand
from mm_robot_msgs.msg import GroundingResult
from mm_robot_msgs.msg import Obstacle as ObstacleMessage
from mm_robot_msgs.msg import Person as PersonMessage
from mm_robot_msgs.msg import Scene as SceneMessage
from mm_robot_msgs.msg import SceneObject as ObjectMessage
from mm_robot_msgs.msg import Surface as SurfaceMessage
from mm_robot_msgs.msg import Utterance as UtteranceMessage

# ------------------------------------------------------------------------------------------ scene


def to_scene(scene: Scene, frame_id: str, stamp_s: float, max_points: int) -> SceneMessage:
    """The message of a scene seen at `stamp_s`, at most `max_points` evenly chosen points per object.

    The robot is left out: everybody hears its state directly.
    """
    message = SceneMessage()
    message.header.frame_id, message.header.stamp = frame_id, to_stamp(stamp_s)
    message.objects = [_to_object(thing, frame_id, max_points) for thing in scene.objects]
    message.surfaces = [_to_surface(surface) for surface in scene.surfaces]
    message.obstacles = [
        ObstacleMessage(pose=to_pose(box.T_base_box), extent=to_vector(box.extent_m))
        for box in scene.obstacles
    ]
    message.people = [_to_person(person) for person in scene.people]
    return message


def from_scene(message: SceneMessage, robot: RobotState) -> Scene:
    """The scene of a message, with the robot's own state beside it.

    Raises:
        InputError: a pose, cloud or list of scores in it is malformed.
    """
    return Scene(
        objects=tuple(_from_object(thing) for thing in message.objects),
        surfaces=tuple(_from_surface(surface) for surface in message.surfaces),
        obstacles=tuple(Obstacle(from_pose(box.pose), from_xyz(box.extent)) for box in message.obstacles),
        people=tuple(_from_person(person) for person in message.people),
        robot=robot,
        stamp_s=from_stamp(message.header.stamp),
    )


def _to_object(thing: SceneObject, frame_id: str, max_points: int) -> ObjectMessage:
    points = thing.points_m
    if len(points) > max_points:
        points = points[np.linspace(0, len(points) - 1, max_points).astype(np.intp)]
    message = ObjectMessage(id=thing.id, confidence=float(thing.confidence), held=bool(thing.held))
    message.points = to_cloud(points, frame_id, thing.last_seen_s)
    message.pose, message.extent = to_pose(thing.T_base_object), to_vector(thing.extent_m)
    message.labels, message.label_scores = _to_scores(thing.label_scores)
    message.colours, message.colour_scores = _to_scores(thing.colour_scores)
    message.last_seen = to_stamp(thing.last_seen_s)
    return message


def _from_object(message: ObjectMessage) -> SceneObject:
    return SceneObject(
        id=int(message.id),
        points_m=from_cloud(message.points),
        T_base_object=from_pose(message.pose),
        extent_m=from_xyz(message.extent),
        label_scores=_from_scores(message.labels, message.label_scores),
        colour_scores=_from_scores(message.colours, message.colour_scores),
        last_seen_s=from_stamp(message.last_seen),
        confidence=float(message.confidence),
        held=bool(message.held),
    )


def _to_scores(scores: Mapping[str, float]) -> tuple[list[str], list[float]]:
    return list(scores), [float(score) for score in scores.values()]


def _from_scores(names: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    if len(names) != len(scores):
        raise InputError(f"scene object with {len(names)} names and {len(scores)} scores; they go in pairs")
    return {str(name): float(score) for name, score in zip(names, scores, strict=True)}


def _to_surface(surface: SupportSurface) -> SurfaceMessage:
    height = float(surface.height_m)
    points = [Point32(x=float(x), y=float(y), z=height) for x, y in surface.polygon_m]
    return SurfaceMessage(name=surface.name, height=height, outline=Polygon(points=points))


def _from_surface(message: SurfaceMessage) -> SupportSurface:
    outline = np.array([(p.x, p.y) for p in message.outline.points], dtype=np.float64).reshape(-1, 2)
    return SupportSurface(str(message.name), float(message.height), outline)


def _to_person(person: Person) -> PersonMessage:
    message = PersonMessage(
        position=to_point(person.position_m),
        height=float(person.height_m),
        confidence=float(person.confidence),
        has_hand=person.hand_m is not None,
    )
    if person.hand_m is not None:
        message.hand = to_point(person.hand_m)
    return message


def _from_person(message: PersonMessage) -> Person:
    hand = from_xyz(message.hand) if message.has_hand else None
    return Person(from_xyz(message.position), float(message.height), hand, float(message.confidence))


# ------------------------------------------------------------------------------------------ grounding


def to_grounding(grounding: Grounding) -> GroundingResult:
    """The message of a grounding; objects by their ids."""
    if isinstance(grounding, Found):
        ids = [thing.id for thing in grounding.objects]
        return GroundingResult(
            kind=GroundingResult.FOUND, object_ids=ids, confidence=float(grounding.confidence)
        )
    if isinstance(grounding, Ambiguous):
        ids = [thing.id for thing in grounding.candidates]
        return GroundingResult(kind=GroundingResult.AMBIGUOUS, object_ids=ids, text=grounding.question)
    return GroundingResult(kind=GroundingResult.ABSENT, text=grounding.reason)


def from_grounding(message: GroundingResult, objects: Mapping[int, SceneObject]) -> Grounding:
    """The grounding of a message; `objects` by id are those of its scene.

    Raises:
        InputError: an id that is not among them, an unknown kind, or nothing found though it says so.
    """
    missing = [i for i in message.object_ids if i not in objects]
    if missing:
        raise InputError(f"grounding names objects {missing}; the scene has {sorted(objects)}")
    meant = tuple(objects[i] for i in message.object_ids)
    if message.kind == GroundingResult.FOUND and meant:
        return Found(meant, float(message.confidence))
    if message.kind == GroundingResult.AMBIGUOUS:
        return Ambiguous(meant, str(message.text))
    if message.kind == GroundingResult.ABSENT:
        return Absent(str(message.text))
    raise InputError(f"grounding of kind {message.kind} with {len(meant)} objects; see GroundingResult.msg")


# ------------------------------------------------------------------------------------------ words


def to_utterance(utterance: Utterance, frame_id: str = "") -> UtteranceMessage:
    """The message of an utterance."""
    message = UtteranceMessage(
        text=utterance.text,
        language=utterance.language,
        confidence=float(utterance.confidence),
        alternatives=list(utterance.alternatives),
        speech_start=to_stamp(utterance.start_s),
    )
    message.header.frame_id, message.header.stamp = frame_id, to_stamp(utterance.end_s)
    return message


def from_utterance(message: UtteranceMessage) -> Utterance:
    """The utterance of a message.

    Raises:
        InputError: its language is neither "en" nor "zh".
    """
    return Utterance(
        text=str(message.text),
        language=checked_language(message.language),
        confidence=float(message.confidence),
        alternatives=tuple(str(text) for text in message.alternatives),
        start_s=from_stamp(message.speech_start),
        end_s=from_stamp(message.header.stamp),
    )


def checked_language(text: str) -> Language:
    """The language a message names.

    Raises:
        InputError: another one than "en" or "zh".
    """
    if text == "en":
        return "en"
    if text == "zh":
        return "zh"
    raise InputError(f"language '{text}'; understood: en, zh")


def to_result(outcome: Outcome) -> Any:
    """The action's result for an outcome."""
    result = ExecuteCommand.Result()
    if isinstance(outcome, Done):
        result.outcome, result.reason = ExecuteCommand.Result.DONE, outcome.text
    elif isinstance(outcome, Refused):
        result.outcome, result.reason = ExecuteCommand.Result.REFUSED, outcome.reason
    elif isinstance(outcome, Asked):
        result.outcome, result.reason = ExecuteCommand.Result.ASKED, outcome.question
    elif isinstance(outcome, Failed):
        result.outcome, result.reason = ExecuteCommand.Result.FAILED, outcome.reason
        result.stage = outcome.stage
    else:
        result.outcome, result.reason = ExecuteCommand.Result.STOPPED, outcome.by
    return result


def from_result(result: Any) -> Outcome:
    """The outcome of the action's result.

    Raises:
        InputError: an outcome this version does not know.
    """
    kinds = ExecuteCommand.Result
    if result.outcome == kinds.FAILED:
        return Failed(str(result.stage), str(result.reason))
    for code, kind in (
        (kinds.DONE, Done),
        (kinds.REFUSED, Refused),
        (kinds.ASKED, Asked),
        (kinds.STOPPED, Stopped),
    ):
        if result.outcome == code:
            outcome: Outcome = kind(str(result.reason))
            return outcome
    raise InputError(f"outcome {result.outcome} is unknown; are msgs and nodes of one version?")


def data_to_json(data: Mapping[str, Any]) -> str:
    """Details of a progress report as JSON; numpy numbers and arrays become plain ones."""
    return json.dumps(dict(data), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else str(value)
