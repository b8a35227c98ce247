# SPDX-License-Identifier: Apache-2.0
"""RgbdFrame + LidarScan -> Scene: fuse, find the table, cut out the arm, segment, measure, remember."""

from __future__ import annotations

import numpy as np

from mm_robot.config import PerceptionConfig
from mm_robot.errors import InputError
from mm_robot.geometry import transform_points
from mm_robot.perception import inputs
from mm_robot.perception.cloud import Cloud, Fusion, Mask
from mm_robot.perception.people import Surroundings, find_surroundings
from mm_robot.perception.pieces import detections
from mm_robot.perception.recogniser import Recogniser, load_recogniser
from mm_robot.perception.segments import segment
from mm_robot.perception.selfview import inside_capsules
from mm_robot.perception.support import Support, find_support
from mm_robot.perception.tracks import Detection, Tracks
from mm_robot.types import (
    Capsules,
    FloatArray,
    LidarScan,
    RgbdFrame,
    RobotState,
    Scene,
    SupportSurface,
)

_HAND_REACH_M = 0.22  # a hand's length: a thing this near to where a hand was may be that hand
_HAND_MEMORY_S = 20.0  # as long as the robot's arm may hide it: one carry
_SAME_HAND_M = 0.03
_FLOATS_M = 0.05  # nothing of it seen lower than this above the table: it does not stand there
_NOWHERE = np.zeros((0, 3))


class Perceiver:
    """Keeps what is known of the surroundings up to date.

    One look is enough for a scene; the noise falls over the next few while the camera is at rest. A frame
    that cannot be used (stale, covered) changes nothing but the confidence of what is remembered; `trouble`
    says why.
    """

    def __init__(self, config: PerceptionConfig, recogniser: Recogniser | None = None) -> None:
        """`recogniser`: names the things; left out, the one that the settings want."""
        self._config = config
        self._recogniser = recogniser or load_recogniser(config)
        self._fusion = Fusion(config.fused_frames)
        self._tracks = Tracks(config)
        self._support: Support | None = None
        self._around = Surroundings((), ())
        self._state: RobotState | None = None
        self._frame_s = float("-inf")
        self._hands: list[tuple[float, FloatArray]] = []  # stamp and place of hands seen lately
        self._own: Mask = np.zeros((0, 0), dtype=np.bool_)  # the arm's pixels at the last look
        self.trouble = ""  # why the last frame was not used, in English; empty when it was

    def update(
        self, frame: RgbdFrame | None, scan: LidarScan | None, state: RobotState, arm: Capsules | None
    ) -> Scene:
        """Take in the newest readings.

        Args:
            frame: colour and depth; None or one already seen: the scene is what is remembered.
            scan: lidar sweep; None without a lidar (people then come from the camera alone).
            state: the robot's own state, newer than or as old as the frame.
            arm: the arm's shape at `state`, cut out of the pictures; None only where no arm is in view.

        Raises:
            InputError: a frame, sweep, state or shape is malformed; nothing was changed.
        """
        inputs.check_state(state)
        if frame is not None:
            inputs.check_frame(frame)
        if scan is not None:
            inputs.check_scan(scan)
        if arm is not None:
            inputs.check_capsules(arm)
        self._state = state
        self._tracks.carry(state)
        self.trouble = self._why_not(frame, state)
        if frame is not None and not self.trouble:
            self._look(frame, scan, arm)
        else:
            self._tracks.age(state.stamp_s)
        return self._scene(state)

    def mark_held(self, object_id: int) -> None:
        """From now on this object moves with the tool.

        Raises:
            InputError: there is no such object, or no state was seen yet.
        """
        if self._state is None:
            raise InputError("nothing was perceived yet; call update() before mark_held()")
        self._tracks.hold(object_id, self._state)

    def mark_released(self) -> None:
        """Nothing is in the gripper any more; the object stays where it was let go until it is seen."""
        self._tracks.release()

    def forget(self) -> None:
        """Start over: another world, another place."""
        self._hands.clear()
        self._fusion.forget()
        self._tracks.forget()
        self._support = None
        self._around = Surroundings((), ())
        self._frame_s = float("-inf")

    # ------------------------------------------------------------------------------------------ inside a look

    def _why_not(self, frame: RgbdFrame | None, state: RobotState) -> str:
        if frame is None:
            return "no camera frame"
        if frame.stamp_s <= self._frame_s:
            return "no new camera frame"
        return inputs.blindness(frame, state.stamp_s, self._config.max_frame_age_s)

    def _look(self, frame: RgbdFrame, scan: LidarScan | None, arm: Capsules | None) -> None:
        self._frame_s = frame.stamp_s
        # Where the arm was at the last look, a hole in this one must not show it still there.
        self._fusion.drop(self._own)
        cloud = self._fusion.add(frame)
        self._support = self._find_support(cloud)
        own = self._own = self._own_pixels(cloud, arm)
        lidar, sensor = self._lidar_points(scan, arm)
        if self._support is None:
            self._tracks.age(frame.stamp_s)
            self._around = find_surroundings(lidar, _NOWHERE, None, sensor, self._config)
            return
        segments = segment(cloud, self._support, own, self._config)
        camera_points = cloud.points_m(segments.surroundings & _every_third(own.shape))
        self._around = find_surroundings(lidar, camera_points, self._support, sensor, self._config)
        for person in self._around.people:
            if person.hand_m is not None:
                self._remember_hand(person.hand_m, frame.stamp_s)
        found = detections(cloud, segments, own, self._config, self._recogniser)
        self._tracks.update(self._not_a_hand(self._not_held(found)), cloud, own, frame.stamp_s)

    def _find_support(self, cloud: Cloud) -> Support | None:
        """The surface of this look; the remembered one when something covers it."""
        low, high = self._config.support_height_range_m
        found = find_support(cloud, (low, high), self._config.min_support_area_m2)
        return found or self._support

    def _own_pixels(self, cloud: Cloud, arm: Capsules | None) -> Mask:
        own = np.zeros(cloud.z_m.shape, dtype=np.bool_)
        if arm is None:
            return own
        reach = float(np.abs(np.vstack((arm.start_m, arm.end_m))).max(initial=0.0)) + 0.3
        near = (np.abs(cloud.x_m) < reach) & (np.abs(cloud.y_m) < reach) & (cloud.z_m > -0.1)
        points = np.column_stack((cloud.x_m[near], cloud.y_m[near], cloud.z_m[near]))
        own[near] = inside_capsules(points, arm, self._config.arm_margin_m)
        return own

    def _lidar_points(self, scan: LidarScan | None, arm: Capsules | None) -> tuple[FloatArray, FloatArray]:
        """Sweep in the base frame without the arm, and where it was taken."""
        if scan is None:
            return _NOWHERE, np.zeros(3)
        points = transform_points(scan.T_base_lidar, scan.points_m[np.isfinite(scan.points_m).all(axis=1)])
        if arm is not None and len(points):
            # The lidar's own noise and the arm's motion during a sweep ask for a wider margin than the
            # camera's.
            points = points[
                ~inside_capsules(points.astype(np.float32), arm, self._config.arm_margin_m + 0.05)
            ]
        return points, scan.T_base_lidar[:3, 3]

    def _not_held(self, found: list[Detection]) -> list[Detection]:
        """Without what is in the gripper: that is tracked by the tool, not by the eye."""
        held = self._tracks.held
        if held is None:
            return found
        reach = 0.5 * float(np.linalg.norm(held.extent_m)) + 0.02
        return [d for d in found if np.linalg.norm(d.T_base_object[:3, 3] - held.position_m) > reach]

    def _not_a_hand(self, found: list[Detection]) -> list[Detection]:
        """Without a hand over the table whose arm is hidden from view: it floats, things stand."""
        if self._support is None:
            return found
        floor_m = self._support.height_m + _FLOATS_M
        kept = []
        for d in found:
            away_m = [float(np.linalg.norm(d.T_base_object[:2, 3] - at[:2])) for _, at in self._hands]
            floats = float(np.percentile(d.points_m[:, 2], 5)) > floor_m
            if not (floats and min(away_m, default=np.inf) < _HAND_REACH_M):
                kept.append(d)
        return kept

    def _remember_hand(self, hand_m: FloatArray, stamp_s: float) -> None:
        """Where hands are, and were a moment ago: with the real one hidden, an elbow passes for the hand."""
        self._hands = [
            (seen_s, at)
            for seen_s, at in self._hands
            if stamp_s - seen_s < _HAND_MEMORY_S and np.linalg.norm(at - hand_m) > _SAME_HAND_M
        ]
        self._hands.append((stamp_s, hand_m))

    def _scene(self, state: RobotState) -> Scene:
        surfaces: tuple[SupportSurface, ...] = ()
        if self._support is not None:
            surfaces = (SupportSurface("table", self._support.height_m, self._support.polygon_m),)
        return Scene(
            objects=self._tracks.objects,
            surfaces=surfaces,
            obstacles=self._around.obstacles,
            people=self._around.people,
            robot=state,
            stamp_s=state.stamp_s,
        )


def _every_third(shape: tuple[int, ...]) -> Mask:
    """Every third row and column: plenty for people."""
    mask = np.zeros(shape, dtype=np.bool_)
    mask[::3, ::3] = True
    return mask
