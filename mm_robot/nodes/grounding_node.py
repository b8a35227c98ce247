# SPDX-License-Identifier: Apache-2.0
"""Serves `ground`: which object of the newest scene a reference or a phrase means."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence

import numpy as np
from visualization_msgs.msg import MarkerArray

from mm_robot.errors import InputError, MmRobotError
from mm_robot.grounding.grounder import Grounder
from mm_robot.language.json_codec import reference_from_dict
from mm_robot.language.parser import detect_language, parse
from mm_robot.nodes import names
from mm_robot.nodes.base import Health, MmNode, run
from mm_robot.nodes.conversions import from_stamp
from mm_robot.nodes.markers import grounding_markers
from mm_robot.nodes.scene_conversions import checked_language, from_scene, to_grounding
from mm_robot.types import (
    Absent,
    Ambiguous,
    Dialogue,
    Found,
    Grounding,
    Language,
    Reference,
    RobotState,
    Scene,
)
from mm_robot_msgs.msg import GroundingResult
from mm_robot_msgs.msg import Scene as SceneMessage
from mm_robot_msgs.srv import Ground

_STARTING_S = 5.0  # the first scene needs a camera and a look: nothing to complain of yet


class GroundingNode(MmNode):
    """Keeps the newest scene and answers questions about it."""

    def __init__(self) -> None:
        super().__init__(names.GROUNDING_NODE)

    def set_up(self) -> None:
        """Load the grounder."""
        self._grounder = Grounder(self.config.grounding)
        self._scene: SceneMessage | None = None
        self._heard_s = float("-inf")
        self._answers = 0
        self._answer_s = 0.0
        self._shown = self.create_publisher(MarkerArray, names.GROUNDING_MARKERS, names.STATE)
        self.create_subscription(SceneMessage, names.SCENE, self._take, names.COMMAND)
        self.create_service(Ground, names.GROUND, self._serve)

    def start(self) -> None:
        """Begin to answer."""
        self._started_s = time.monotonic()

    def health(self) -> Health:
        """See MmNode."""
        values = {"answers": str(self._answers), "answer_ms": f"{1000 * self._answer_s:.0f}"}
        silent_s = time.monotonic() - max(self._heard_s, self._started_s + _STARTING_S)
        if silent_s > self.config.nodes.stream_timeout_s:
            return Health("warn", f"no new scene on {names.SCENE}; what does perception_node say?", values)
        return Health("ok", "answering", values)

    def _take(self, message: SceneMessage) -> None:
        self._scene, self._heard_s = message, time.monotonic()

    def _serve(self, request: Ground.Request, response: Ground.Response) -> Ground.Response:
        begun_s = time.monotonic()
        if self._scene is None:
            response.result = _refusal(f"no scene on {names.SCENE} yet; what does perception_node say?")
            return response
        response.scene = self._scene
        try:
            scene = from_scene(self._scene, _unknown_robot(from_stamp(self._scene.header.stamp)))
            response.result = to_grounding(self._ground(request, scene))
        except MmRobotError as error:
            response.result = _refusal(str(error))
        self._answers += 1
        self._answer_s = time.monotonic() - begun_s
        return response

    def _ground(self, request: Ground.Request, scene: Scene) -> Grounding:
        dialogue = Dialogue(tuple(request.last_ids), tuple(request.candidate_ids))
        reference, language = _asked(request)
        grounding = self._grounder.ground(reference, scene, language, dialogue)
        if isinstance(grounding, Found):
            self._show(grounding.objects, scene, reference.words, sure=True)
        elif isinstance(grounding, Ambiguous):
            self._show(grounding.candidates, scene, reference.words + "?", sure=False)
        else:
            self._show((), scene, "", sure=False)
        return grounding

    def _show(self, things: Sequence, scene: Scene, text: str, *, sure: bool) -> None:  # type: ignore[type-arg]
        if self._scene is not None and self._shown.get_subscription_count():
            self._shown.publish(grounding_markers(things, self._scene.header, text, sure))


def _asked(request: Ground.Request) -> tuple[Reference, Language]:
    """The reference of a request.

    Raises:
        InputError: it has none that can be understood.
    """
    language = checked_language(request.language) if request.language else detect_language(request.text)
    if request.reference_json:
        try:
            return reference_from_dict(json.loads(request.reference_json)), language
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"reference_json cannot be read: {error!r}") from error
    parsed = parse(request.text, language)
    if not parsed.commands:
        raise InputError(parsed.reason)
    target = parsed.commands[0].target
    if target is None:
        raise InputError(f"'{request.text}' names no thing; try 'the red cup' or '红色的杯子'")
    return target, language


def _refusal(reason: str) -> GroundingResult:
    return to_grounding(Absent(reason))


def _unknown_robot(stamp_s: float) -> RobotState:
    """Grounding looks at things, not at the arm."""
    return RobotState(np.zeros(0), np.zeros(0), 0.0, np.zeros(3), np.eye(4), stamp_s)


def main(args: Sequence[str] | None = None) -> int:
    """Run the node until it is told to end."""
    return run(GroundingNode, args)


if __name__ == "__main__":
    sys.exit(main())
