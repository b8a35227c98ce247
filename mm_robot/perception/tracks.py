# SPDX-License-Identifier: Apache-2.0
"""Memory of things: the same thing keeps its id from frame to frame, behind the arm, and in the gripper."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from mm_robot.config import PerceptionConfig
from mm_robot.errors import InputError
from mm_robot.geometry import inverse, project, transform_points
from mm_robot.perception.cloud import NOISE_M_PER_M2, Cloud, Mask
from mm_robot.types import FloatArray, RobotState, SceneObject
from mm_robot.vocabulary.nouns import FITTINGS

_MOVED_M = 0.015  # a jump beyond this is motion, not noise: the old measurements no longer count
_SAME_PLACE_M = 0.05  # centres closer than this, or half the thing's size, may be one thing
_CARRIED_M = 0.35  # a thing that looks the same and left its place empty may have been moved this far
_SIGHTINGS = 3  # fewer, and then none: edges of the arm and flicker come and go like that
_EDGE_M, _PIECE_SHARE = 0.01, 0.8  # a piece of a thing lies within it by so much of its points
_PIECE_COLOUR, _PIECE_ALIKE = 0.1, 0.5  # half of it has colours that make up a tenth of the whole
_EMPTY_LOOKS = 2  # looks that must agree that a place is empty


@dataclass(frozen=True, eq=False)
class Detection:
    """One thing in one look."""

    points_m: FloatArray
    T_base_object: FloatArray
    extent_m: FloatArray
    label_scores: Mapping[str, float]
    colour_scores: Mapping[str, float]
    whole: bool  # False: the picture's edge or the arm cuts it off, its measures are too small


@dataclass(eq=False)
class _Track:
    seen: SceneObject
    whole: bool
    sightings: int = 1  # looks in which it was seen at all
    looks: int = 1  # of those, the ones at its present place
    empty_looks: int = 0
    T_tcp_object: FloatArray | None = None
    points_tcp_m: FloatArray = field(default_factory=lambda: np.zeros((0, 3)))


class Tracks:
    """The things believed in, and which of them is held."""

    def __init__(self, config: PerceptionConfig) -> None:
        self._config = config
        self._tracks: dict[int, _Track] = {}
        self._ids = itertools.count(1)
        self._stamp_s: float | None = None

    @property
    def objects(self) -> tuple[SceneObject, ...]:
        """All things seen often enough to be believed, by id."""
        return tuple(track.seen for _, track in sorted(self._tracks.items()) if track.looks >= 1)

    @property
    def held(self) -> SceneObject | None:
        """The thing in the gripper."""
        return next((t.seen for t in self._tracks.values() if t.T_tcp_object is not None), None)

    def forget(self) -> None:
        """Drop everything; ids are not used again."""
        self._tracks.clear()
        self._stamp_s = None

    def hold(self, object_id: int, state: RobotState) -> None:
        """From now on the thing moves with the tool.

        Raises:
            InputError: there is no such thing.
        """
        if object_id not in self._tracks:
            known = ", ".join(str(i) for i in sorted(self._tracks)) or "none"
            raise InputError(f"no object {object_id} in the scene; available: {known}")
        self.release()
        track = self._tracks[object_id]
        T_tcp_base = inverse(state.T_base_tcp)
        track.T_tcp_object = T_tcp_base @ track.seen.T_base_object
        track.points_tcp_m = transform_points(T_tcp_base, track.seen.points_m)
        track.seen = replace(track.seen, held=True, confidence=max(track.seen.confidence, 0.9))

    def release(self) -> None:
        """Nothing is held any more; what was stays where the tool left it until it is seen."""
        for track in self._tracks.values():
            if track.T_tcp_object is not None:
                track.T_tcp_object = None
                track.seen = replace(track.seen, held=False)
                track.whole = False  # it may have slipped: the next whole view counts more
                track.empty_looks = 0

    def carry(self, state: RobotState) -> None:
        """Move the held thing with the tool."""
        for track in self._tracks.values():
            if track.T_tcp_object is not None:
                track.seen = replace(
                    track.seen,
                    T_base_object=state.T_base_tcp @ track.T_tcp_object,
                    points_m=transform_points(state.T_base_tcp, track.points_tcp_m),
                    last_seen_s=state.stamp_s,
                )

    def age(self, now_s: float) -> None:
        """Let confidence in what is not seen fall; drop what is hardly believed."""
        if self._stamp_s is not None and now_s > self._stamp_s:
            keep = 0.5 ** ((now_s - self._stamp_s) / self._config.memory_half_life_s)
            for i, track in list(self._tracks.items()):
                if track.T_tcp_object is None:
                    track.seen = replace(track.seen, confidence=track.seen.confidence * keep)
                    if track.seen.confidence < self._config.min_track_confidence:
                        del self._tracks[i]
        self._stamp_s = now_s

    def update(self, detections: Sequence[Detection], cloud: Cloud, hidden: Mask, now_s: float) -> None:
        """Match what is seen to what is remembered.

        Args:
            detections: of this look.
            cloud: of this look, to tell an empty place from a hidden one.
            hidden: (H, W) pixels that the arm covers.
            now_s: stamp of the look.
        """
        self.age(now_s)
        free = [i for i, track in self._tracks.items() if track.T_tcp_object is None]
        pairs = self._pairs(detections, free)
        matched = set(pairs.values())
        empty = {i for i in free if i not in matched and _place_is_empty(self._tracks[i].seen, cloud, hidden)}
        for d, detection in enumerate(detections):
            match = pairs.get(d)
            if match is None:
                match = self._carried(detection, empty)
            if match is None:
                self._begin(detection, now_s)
            else:
                empty.discard(match)
                self._renew(self._tracks[match], detection, now_s)
        for i in set(free) - matched - empty:
            # Seen once or twice and no more: most likely nothing. Or a piece of what is now seen without it:
            # what the arm, passing in front, left in view.
            if self._tracks[i].sightings < _SIGHTINGS or self._is_piece(self._tracks[i].seen, matched):
                self._doubt(i)
        for i in empty:
            track = self._tracks[i]
            track.empty_looks += 1
            if track.empty_looks >= _EMPTY_LOOKS:
                del self._tracks[i]
            else:
                track.seen = replace(track.seen, confidence=0.5 * track.seen.confidence)

    def _is_piece(self, seen: SceneObject, others: Iterable[int]) -> bool:
        """Whether a thing is where one of `others` is, in one of its colours: a bowl is grey in the shade."""
        for i in others:
            whole = self._tracks[i].seen
            known = [name for name, part in whole.colour_scores.items() if part > _PIECE_COLOUR]
            alike = sum(seen.colour_scores.get(name, 0.0) for name in known)
            if alike > _PIECE_ALIKE and _share_within(seen.points_m, whole) > _PIECE_SHARE:
                return True
        return False

    def _doubt(self, i: int) -> None:
        """Believe half as much in a thing; drop what is hardly believed."""
        seen = self._tracks[i].seen
        self._tracks[i].seen = replace(seen, confidence=0.5 * seen.confidence)
        if self._tracks[i].seen.confidence < self._config.min_track_confidence:
            del self._tracks[i]

    def _pairs(self, detections: Sequence[Detection], free: Sequence[int]) -> dict[int, int]:
        """Detection index -> track id, the surest pairs first."""
        costs = []
        for d, detection in enumerate(detections):
            for i in free:
                cost = _cost(detection, self._tracks[i].seen)
                if cost < 1.0:
                    costs.append((cost, d, i))
        pairs: dict[int, int] = {}
        for _, d, i in sorted(costs):
            if d not in pairs and i not in pairs.values():
                pairs[d] = i
        return pairs

    def _carried(self, detection: Detection, empty: set[int]) -> int | None:
        """A thing that left its place and looks like this one."""
        at = detection.T_base_object[:3, 3]
        for i in sorted(empty):
            seen = self._tracks[i].seen
            near = float(np.linalg.norm(at - seen.position_m)) < _CARRIED_M
            sizes = np.abs(np.sort(detection.extent_m) - np.sort(seen.extent_m)).max() < 0.03
            if near and sizes and _alike(detection.colour_scores, seen.colour_scores) > 0.6:
                return i
        return None

    def _begin(self, detection: Detection, now_s: float) -> None:
        i = next(self._ids)
        seen = SceneObject(
            id=i,
            points_m=detection.points_m,
            T_base_object=detection.T_base_object,
            extent_m=detection.extent_m,
            label_scores=dict(detection.label_scores),
            colour_scores=dict(detection.colour_scores),
            last_seen_s=now_s,
            confidence=0.6 if detection.whole else 0.4,
        )
        self._tracks[i] = _Track(seen, detection.whole)

    def _renew(self, track: _Track, detection: Detection, now_s: float) -> None:
        old = track.seen
        moved = float(np.linalg.norm(detection.T_base_object[:3, 3] - old.position_m))
        track.sightings += 1
        track.looks += 1
        track.empty_looks = 0
        confidence = old.confidence + 0.5 * (1.0 - old.confidence)
        stayed = moved < max(_MOVED_M, 0.4 * float(old.extent_m.max())) or (
            _share_within(detection.points_m, old) > _PIECE_SHARE  # fingers around it leave a corner in view
        )
        if track.whole and not detection.whole and stayed:
            # The part that shows agrees with where the whole thing was: keep the better measures.
            track.seen = replace(old, last_seen_s=now_s, confidence=confidence)
            return
        if moved > _MOVED_M or (detection.whole and not track.whole):
            track.looks = 1
        # The cloud is a running mean already, so that later looks are better ones: they weigh in by their
        # number. What is evened out is what is left, mostly the flicker of edges.
        share = 3.0 / (min(track.looks, self._config.fused_frames) + 2)
        track.whole = detection.whole
        track.seen = replace(
            old,
            points_m=detection.points_m,
            T_base_object=_between(old.T_base_object, detection.T_base_object, share),
            extent_m=old.extent_m + share * (detection.extent_m - old.extent_m),
            label_scores=_mix(old.label_scores, detection.label_scores, share),
            colour_scores=_mix(old.colour_scores, detection.colour_scores, share),
            last_seen_s=now_s,
            confidence=confidence,
        )


def _cost(detection: Detection, seen: SceneObject) -> float:
    """0 = certainly the same thing, 1 and more = certainly not."""
    way = detection.T_base_object[:3, 3] - seen.position_m
    # Handles are one above the other; the height of other things is known no better than what hides them.
    distance = float(np.linalg.norm(way if {*detection.label_scores} & FITTINGS else way[:2]))
    if bool({*detection.label_scores} & FITTINGS) != bool({*seen.label_scores} & FITTINGS):
        return 1.0
    reach = max(_SAME_PLACE_M, 0.5 * float(seen.extent_m[:2].max()))
    return distance / reach + 0.5 * (1.0 - _alike(detection.colour_scores, seen.colour_scores))


def _share_within(points_m: FloatArray, whole: SceneObject) -> float:
    """How many of the points, 0..1, lie in the box of `whole` or at its edge."""
    if not len(points_m):
        return 0.0
    inside = np.abs(transform_points(inverse(whole.T_base_object), points_m)) <= whole.extent_m / 2 + _EDGE_M
    return float(inside.all(axis=1).mean())


def _alike(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Overlap 0..1 of two colour distributions."""
    return sum(min(share, b.get(name, 0.0)) for name, share in a.items())


def _mix(old: Mapping[str, float], new: Mapping[str, float], share: float) -> dict[str, float]:
    mixed = {k: (1 - share) * old.get(k, 0.0) + share * new.get(k, 0.0) for k in {**old, **new}}
    return {k: v for k, v in sorted(mixed.items(), key=lambda item: -item[1]) if v > 0.01}


def _between(old: FloatArray, new: FloatArray, share: float) -> FloatArray:
    """A pose on the way from old to new; boxes have no front, so the shorter turn of the two counts."""
    turn = float(np.arctan2(new[1, 0], new[0, 0]) - np.arctan2(old[1, 0], old[0, 0]))
    turn = (turn + np.pi / 2) % np.pi - np.pi / 2
    if abs(turn) > np.radians(25) or abs(old[2, 2]) < 0.99:  # a square changed sides, or the thing was tilted
        mixed = new.copy()
    else:
        angle = float(np.arctan2(old[1, 0], old[0, 0])) + share * turn
        c, s = np.cos(angle), np.sin(angle)
        mixed = np.eye(4)
        mixed[:2, :2] = [[c, -s], [s, c]]
    mixed[:3, 3] = old[:3, 3] + share * (new[:3, 3] - old[:3, 3])
    return np.asarray(mixed)


def _place_is_empty(seen: SceneObject, cloud: Cloud, hidden: Mask) -> bool:
    """Whether the camera looks through where the thing was: most of its points' pixels see farther."""
    points = seen.points_m[:: max(1, len(seen.points_m) // 120)]
    in_camera = transform_points(inverse(cloud.T_base_camera), points)
    pixels = project(in_camera, cloud.camera)
    ok = np.isfinite(pixels).all(axis=1)
    u, v = (
        np.round(pixels[ok]).astype(np.intp).T if ok.any() else (np.zeros(0, np.intp), np.zeros(0, np.intp))
    )
    inside = (u >= 0) & (v >= 0) & (u < cloud.camera.width) & (v < cloud.camera.height)
    u, v, depth = u[inside], v[inside], in_camera[ok][inside, 2]
    measured = cloud.depth_m[v, u]
    usable = np.isfinite(measured) & ~hidden[v, u]
    if len(points) == 0 or int(usable.sum()) < 0.3 * len(points):
        return False
    farther = measured[usable] > depth[usable] + 0.008 + 2 * NOISE_M_PER_M2 * depth[usable] ** 2
    return bool(farther.mean() > 0.6)
