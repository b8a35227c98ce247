# SPDX-License-Identifier: Apache-2.0
"""Scenes and groundings as RViz markers: boxes with their labels, people, the table's outline."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from std_msgs.msg import ColorRGBA, Header
from visualization_msgs.msg import Marker, MarkerArray

from mm_robot.geometry import pose
from mm_robot.nodes.conversions import to_point, to_pose, to_vector
from mm_robot.types import FloatArray, Scene, SceneObject

_PALETTE = {  # of the boxes, by the measured colour
    "red": (0.9, 0.1, 0.1), "green": (0.1, 0.7, 0.2), "blue": (0.1, 0.3, 0.9), "yellow": (1, 0.85, 0.1),
    "orange": (0.95, 0.5, 0.1), "purple": (0.5, 0.2, 0.7), "pink": (0.95, 0.5, 0.7), "brown": (0.5, 0.3, 0.2),
    "black": (0.1, 0.1, 0.1), "white": (0.95, 0.95, 0.95),
}  # fmt: skip
_GREY = (0.6, 0.6, 0.6)
_TEXT_M = 0.03  # height of letters
_BODY_M = 0.25  # radius of a person's cylinder
_HAND_M = 0.08


def scene_markers(scene: Scene, header: Header) -> MarkerArray:
    """Everything in the scene; the first marker clears what was shown before."""
    markers = [Marker(header=header, action=Marker.DELETEALL)]
    for thing in scene.objects:
        rgb = _PALETTE.get(thing.colour, _GREY)
        markers.append(_box(header, "objects", thing.id, thing.T_base_object, thing.extent_m, rgb, 0.5))
        markers.append(_text(header, thing, f"{thing.id} {thing.colour} {thing.label}".replace("  ", " ")))
    for i, box in enumerate(scene.obstacles):
        markers.append(_box(header, "obstacles", i, box.T_base_box, box.extent_m, _GREY, 0.2))
    for i, person in enumerate(scene.people):
        size = np.array([2 * _BODY_M, 2 * _BODY_M, max(person.height_m, 0.1)])
        body = _box(header, "people", 2 * i, pose(person.position_m), size, _PALETTE["orange"], 0.3)
        body.type = Marker.CYLINDER
        markers.append(body)
        if person.hand_m is not None:
            ball = np.full(3, _HAND_M)
            hand = _box(header, "people", 2 * i + 1, pose(person.hand_m), ball, _PALETTE["orange"], 0.9)
            hand.type = Marker.SPHERE
            markers.append(hand)
    for i, surface in enumerate(scene.surfaces):
        outline = np.column_stack((surface.polygon_m, np.full(len(surface.polygon_m), surface.height_m)))
        markers.append(_outline(header, i, outline))
    return MarkerArray(markers=markers)


def grounding_markers(things: Iterable[SceneObject], header: Header, text: str, sure: bool) -> MarkerArray:
    """A frame round what was meant: green when found, yellow for each candidate of a question."""
    rgb = _PALETTE["green" if sure else "yellow"]
    markers = [Marker(header=header, action=Marker.DELETEALL)]
    for thing in things:
        extent = thing.extent_m + 0.02
        markers.append(_box(header, "meant", thing.id, thing.T_base_object, extent, rgb, 0.4))
        markers.append(_text(header, thing, text))
    return MarkerArray(markers=markers)


def _box(
    header: Header,
    space: str,
    number: int,
    T_base_box: FloatArray,
    extent_m: FloatArray,
    rgb: tuple[float, float, float],
    alpha: float,
) -> Marker:
    marker = Marker(header=header, ns=space, id=number, type=Marker.CUBE, action=Marker.ADD)
    marker.pose, marker.scale = to_pose(T_base_box), to_vector(extent_m)
    marker.color = _colour(rgb, alpha)
    return marker


def _text(header: Header, thing: SceneObject, text: str) -> Marker:
    marker = Marker(header=header, ns="labels", id=thing.id, type=Marker.TEXT_VIEW_FACING, action=Marker.ADD)
    above = thing.position_m + np.array([0.0, 0.0, thing.extent_m[2] / 2 + _TEXT_M])
    marker.pose, marker.text, marker.color = to_pose(pose(above)), text, _colour((1.0, 1.0, 1.0), 1.0)
    marker.scale.z = _TEXT_M
    return marker


def _outline(header: Header, number: int, corners_m: FloatArray) -> Marker:
    marker = Marker(header=header, ns="surfaces", id=number, type=Marker.LINE_STRIP, action=Marker.ADD)
    marker.pose.orientation.w = 1.0
    marker.scale.x = 0.005
    marker.color = _colour(_GREY, 1.0)
    marker.points = [to_point(corner) for corner in (*corners_m, *corners_m[:1])]
    return marker


def _colour(rgb: tuple[float, float, float], alpha: float) -> ColorRGBA:
    r, g, b = rgb
    return ColorRGBA(r=r, g=g, b=b, a=alpha)
