# SPDX-License-Identifier: Apache-2.0
"""People near the robot: upright clusters of human size, and the hand they stretch out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mm_robot.config import PerceptionConfig
from mm_robot.perception.support import Support
from mm_robot.types import FloatArray, Obstacle, Person

_CELL_M = 0.06
_HAND_LENGTH_M = 0.19  # wrist to finger tip (Greiner 1991, hand anthropometry: 0.18 to 0.20 m)
_PALM_FROM_TIP_M = 0.095  # the palm's middle, seen from the tip of stretched fingers
_HAND_ABOVE_M = (0.03, 0.75)  # height of an outstretched hand above the table


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What stands around the table."""

    people: tuple[Person, ...]
    obstacles: tuple[Obstacle, ...]


def find_surroundings(
    lidar_m: FloatArray,
    camera_m: FloatArray,
    support: Support | None,
    sensor_m: FloatArray,
    config: PerceptionConfig,
) -> Surroundings:
    """People and obstacles from points off the table.

    Args:
        lidar_m: (N, 3) base frame, without the arm's own points; may be empty.
        camera_m: (M, 3) base frame, of pixels that belong to no thing on the table; may be empty.
        support: the table, if known.
        sensor_m: (3,) where the lidar, or else the camera, is: surfaces face it.
        config: sizes.
    """
    floor = _floor_z(lidar_m, config)
    points = np.vstack((lidar_m, camera_m))
    points = points[np.linalg.norm(points[:, :2], axis=1) < config.surroundings_radius_m]
    points = points[(points[:, 2] > floor + 0.3) & (points[:, 2] < floor + 2.1)]
    if support is not None:
        beyond = support.distance_inside_m(points[:, :2]) < -0.02
        points = points[beyond | (points[:, 2] > support.height_m + config.max_object_height_m)]
    # The robot's own foot and column stand at the origin.
    points = points[np.linalg.norm(points[:, :2], axis=1) > config.foot_radius_m]
    people: list[Person] = []
    obstacles: list[Obstacle] = []
    for cluster in _clusters(points):
        low, high = np.percentile(cluster, 1, axis=0), np.percentile(cluster, 99, axis=0)
        size = high - low
        rise = float(high[2] - floor)
        if max(size[:2]) < 1.0 and max(size[:2]) > 0.15 and rise > 1.1 and size[2] > 0.45:
            hand = _hand(camera_m, cluster, support)
            people.append(_person(cluster, rise, hand, sensor_m, len(lidar_m) > 0))
        elif max(size[:2]) < 1.5 and len(cluster) >= 15:
            box = np.eye(4)
            box[:3, 3] = (low + high) / 2
            obstacles.append(Obstacle(box, np.maximum(size, 0.02)))
    return Surroundings(tuple(people), tuple(obstacles))


def _floor_z(lidar_m: FloatArray, config: PerceptionConfig) -> float:
    """The floor's height: the lowest well filled level the lidar sees, the configured one without a lidar."""
    low = lidar_m[lidar_m[:, 2] < -0.2][:, 2] if len(lidar_m) else np.zeros(0)
    if len(low) < 200:
        return config.floor_height_m
    counts, edges = np.histogram(low, bins=np.arange(float(low.min()) - 0.05, 0.0, 0.05))
    filled = np.flatnonzero(counts > 0.1 * len(low))
    if len(filled) == 0:
        return config.floor_height_m
    first = filled[0]
    return float(np.median(low[(low >= edges[first]) & (low < edges[first] + 0.1)]))


def _clusters(points_m: FloatArray) -> list[FloatArray]:
    """Groups that stand apart when seen from above."""
    if len(points_m) < 10:
        return []
    cells = ((points_m[:, :2] - points_m[:, :2].min(axis=0)) / _CELL_M).astype(np.intp) + 1
    shape = cells.max(axis=0) + 2
    grid = np.zeros((int(shape[0]), int(shape[1])), np.uint8)
    grid[cells[:, 0], cells[:, 1]] = 1
    solid = cv2.morphologyEx(grid, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(solid, connectivity=8)
    mine = labels[cells[:, 0], cells[:, 1]]
    groups = (points_m[mine == k] for k in range(1, count))
    return [group for group in groups if len(group) >= 10]


def _person(
    cluster: FloatArray, rise_m: float, hand_m: FloatArray | None, sensor_m: FloatArray, lidar: bool
) -> Person:
    """The body's middle lies behind the seen surface, by about half a trunk's depth."""
    front = np.median(cluster[:, :2], axis=0)
    line = front - sensor_m[:2]
    middle = front + 0.07 * line / max(float(np.linalg.norm(line)), 1e-6)
    height = float(np.clip(rise_m, 1.2, 2.0))
    position = np.array([middle[0], middle[1], float(cluster[:, 2].max()) - height / 2])
    return Person(position, height, hand_m, 0.9 if lidar else 0.7)


def _hand(camera_m: FloatArray, cluster: FloatArray, support: Support | None) -> FloatArray | None:
    """(3,) middle of the palm stretched out over or towards the table; None when none is seen.

    The hand is the part of the body that reaches farthest from its axis towards the robot.
    """
    axis = np.median(cluster[:, :2], axis=0)
    table_z = support.height_m if support is not None else 0.0
    height = camera_m[:, 2] - table_z
    near = (height > _HAND_ABOVE_M[0]) & (height < _HAND_ABOVE_M[1])
    near &= np.linalg.norm(camera_m[:, :2] - axis, axis=1) < 0.9
    points = camera_m[near]
    if len(points) < 30:
        return None
    towards = -axis if support is None else support.polygon_m.mean(axis=0) - axis
    towards = towards / max(float(np.linalg.norm(towards)), 1e-6)
    reach = (points[:, :2] - axis) @ towards
    far = float(np.percentile(reach, 99.5))
    if far < 0.22:  # no farther than a belly: nothing is stretched out
        return None
    tip = points[reach > far - 0.015].mean(axis=0)
    hand = points[np.linalg.norm(points - tip, axis=1) < _HAND_LENGTH_M]
    if len(hand) < 10:  # what reaches farthest lies scattered: no hand
        return None
    back = hand[np.linalg.norm(hand - tip, axis=1) > 0.5 * _HAND_LENGTH_M]
    if len(back) < 10:
        return np.asarray(hand.mean(axis=0))
    line = back.mean(axis=0) - tip
    return np.asarray(tip + line / max(float(np.linalg.norm(line)), 1e-6) * _PALM_FROM_TIP_M)
