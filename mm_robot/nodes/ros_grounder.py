# SPDX-License-Identifier: Apache-2.0
"""Grounding where another process does it: the `ground` service."""

from __future__ import annotations

import json
import threading

from rclpy.node import Node

from mm_robot.config import Config
from mm_robot.errors import RobotError
from mm_robot.language.json_codec import reference_to_dict
from mm_robot.nodes import names
from mm_robot.nodes.scene_conversions import from_grounding, from_scene
from mm_robot.types import Dialogue, Grounding, Language, Reference, Scene
from mm_robot_msgs.srv import Ground

_TRIES = 2  # a node that was started again just now may have missed the first


class RosGrounder:
    """Asks grounding_node. Called from the agent's thread; the executor's thread brings the answer."""

    def __init__(self, node: Node, config: Config) -> None:
        self._timeout_s = config.nodes.reply_timeout_s
        self._client = node.create_client(Ground, names.GROUND)

    def ground(
        self,
        reference: Reference,
        scene: Scene,
        language: Language,
        dialogue: Dialogue = Dialogue(),  # noqa: B008
    ) -> Grounding:
        """See Grounds. The objects are those of `scene` where it has them, else of the newest scene.

        Raises:
            RobotError: grounding_node does not answer.
        """
        request = Ground.Request(
            reference_json=json.dumps(reference_to_dict(reference), ensure_ascii=False),
            language=language,
            last_ids=list(dialogue.last_ids),
            candidate_ids=list(dialogue.candidate_ids),
        )
        response = self._ask(request)
        objects = {thing.id: thing for thing in from_scene(response.scene, scene.robot).objects}
        objects.update({thing.id: thing for thing in scene.objects})
        return from_grounding(response.result, objects)

    def _ask(self, request: Ground.Request) -> Ground.Response:
        for _ in range(_TRIES):
            answered = threading.Event()
            future = self._client.call_async(request)
            future.add_done_callback(lambda _, event=answered: event.set())
            if answered.wait(self._timeout_s / _TRIES):
                return future.result()
            self._client.remove_pending_request(future)
        raise RobotError(f"grounding_node does not answer '{names.GROUND}' within {self._timeout_s:.0f} s")
