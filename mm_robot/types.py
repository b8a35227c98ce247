# SPDX-License-Identifier: Apache-2.0
"""The nouns of the product: frozen dataclasses that travel between the rooms.

Conventions. SI units; radians; seconds. `stamp_s` is the clock of the robot (simulated time in simulation).
The base frame has its origin at the robot's foot: x forward, y to the robot's left, z up. `T_base_x` is the
(4, 4) float64 pose of x in the base frame. Points are (N, 3) float64 rows. NaN marks "no measurement".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Union

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Language = Literal["en", "zh"]

# ------------------------------------------------------------------------------------------ sensors


@dataclass(frozen=True)
class CameraModel:
    """Pinhole intrinsics of a rectified image, in pixels. Optical frame: x right, y down, z forward."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float


@dataclass(frozen=True, eq=False)
class RgbdFrame:
    """One colour image with depth aligned to it."""

    rgb: npt.NDArray[np.uint8]  # (H, W, 3) uint8, RGB order
    depth_m: npt.NDArray[np.float32]  # (H, W) float32, metres along the optical axis, NaN = no return
    camera: CameraModel
    T_base_camera: FloatArray  # (4, 4)
    stamp_s: float


@dataclass(frozen=True, eq=False)
class LidarScan:
    """One sweep of a lidar, in the lidar's own frame."""

    points_m: FloatArray  # (N, 3)
    T_base_lidar: FloatArray  # (4, 4)
    stamp_s: float


@dataclass(frozen=True, eq=False)
class RobotState:
    """What the robot's own sensors say."""

    q_rad: FloatArray  # (n,) joint positions
    qd_rad_s: FloatArray  # (n,) joint velocities
    gripper_width_m: float  # distance between the finger pads
    force_tcp_n: FloatArray  # (3,) external force on the tool, base frame; the load's weight is part of it
    T_base_tcp: FloatArray  # (4, 4) between the pads; z out of the hand, y along the pads' stroke
    stamp_s: float


@dataclass(frozen=True, eq=False)
class Capsules:
    """The arm's own shape, as swept spheres: what the camera must not take for an obstacle."""

    start_m: FloatArray  # (K, 3) base frame
    end_m: FloatArray  # (K, 3) base frame
    radius_m: FloatArray  # (K,)


# ------------------------------------------------------------------------------------------ language


@dataclass(frozen=True)
class Utterance:
    """One thing somebody said."""

    text: str
    language: Language
    confidence: float  # 0..1
    alternatives: tuple[str, ...] = ()  # other hypotheses, best first
    start_s: float = 0.0  # stamp at which speech began
    end_s: float = 0.0  # stamp at which speech ended


RelationKind = Literal[
    "on",
    "in",
    "under",
    "left_of",
    "right_of",
    "in_front_of",
    "behind",
    "between",
    "next_to",
    "near",
    "above",
    "with",
]
# `with` = "the cup with a handle"; as a destination only the spatial ones occur.


@dataclass(frozen=True)
class Relation:
    """A relation to one anchor (two for `between`). Left, right, front, behind are seen from the robot."""

    kind: RelationKind
    anchors: tuple[Reference, ...]


OrdinalKey = Literal[
    "left",
    "right",
    "front",
    "back",
    "biggest",
    "smallest",
    "tallest",
    "shortest",
    "nearest",
    "farthest",
    "longest",
    "top",
    "bottom",
]


@dataclass(frozen=True)
class Ordinal:
    """`rank` counted from 1 along `by`: leftmost = (1, "left"), second from the right = (2, "right").

    `front` counts from the one closest to the robot, `top` from the highest (drawers, shelves).
    `nearest`/`farthest` are measured from the robot, or from `anchor` where one is named
    ("the cup closest to the bowl").
    """

    rank: int
    by: OrdinalKey
    anchor: Reference | None = None


@dataclass(frozen=True)
class Reference:
    """What is meant by a noun phrase."""

    noun: str | None = None  # canonical English name ("cup"); None = any thing ("the red one", "everything")
    attributes: tuple[
        str, ...
    ] = ()  # canonical English: colours, "big", "small", "tall", "short", "round", "empty", ...
    excluded_attributes: tuple[str, ...] = ()  # "not the red one"
    excluded_nouns: tuple[str, ...] = ()  # "everything except the cup"
    relations: tuple[Relation, ...] = ()
    ordinal: Ordinal | None = None
    count: int | Literal["all"] | None = None  # None = one
    determiner: Literal["the", "a", "this", "that", "other", "it", "same", "given"] | None = (
        None  # "it": a pronoun; "given": what somebody gave the robot last
    )
    unknown_words: tuple[
        str, ...
    ] = ()  # words of the phrase that the lexicon does not know; kept, never guessed away
    words: str = ""  # the words it came from


Verb = Literal[
    "pick", "hand_over", "place", "push", "open", "close", "release", "put_back", "stack", "sort", "clear",
    "go_home", "find", "answer", "stop", "wait", "resume", "cancel", "confirm", "deny",
]  # fmt: skip

Question = Literal["what", "where", "count", "exists", "which", "compare", "status"]


@dataclass(frozen=True)
class Command:
    """One step that somebody asked for, or forbade (`negated`).

    `clear` puts away whatever the target describes ("clear the table": all things on it), `stack` piles its
    targets up, `sort` groups them by `by`.
    """

    verb: Verb
    target: Reference | None = None
    destination: Relation | None = None  # where to put it: ("in", (bowl,)), ("between", (cup, plate))
    recipient: Literal["speaker", "person"] | None = None  # of a handover
    negated: bool = False
    language: Language = "en"
    question: Question | None = None  # for verb "answer"
    direction: Literal["left", "right", "forward", "back"] | None = None  # for verb "push"
    by: Literal["colour", "kind", "size"] | None = None  # for verb "sort"
    text: str = ""  # the words it came from
    confidence: float = 1.0


# ------------------------------------------------------------------------------------------ scene


@dataclass(frozen=True, eq=False)
class SceneObject:
    """One thing on a surface, in the gripper, or remembered.

    A drawer or a door is its handle: the y axis of its box points out of the front.
    """

    id: int  # stays the same while the thing is tracked
    points_m: FloatArray  # (N, 3) base frame, the seen surface
    T_base_object: (
        FloatArray  # (4, 4) centre of the oriented bounding box; z up, x along the longer horizontal side
    )
    extent_m: FloatArray  # (3,) full side lengths of that box, along its own axes
    label_scores: Mapping[
        str, float
    ]  # canonical noun -> 0..1; need not sum to 1 (an object may pass for several)
    colour_scores: Mapping[str, float]  # colour name -> 0..1, share of the surface
    last_seen_s: float
    confidence: float  # 0..1 that it exists and is where it says
    held: bool = False

    @property
    def position_m(self) -> FloatArray:
        """(3,) centre in the base frame."""
        return self.T_base_object[:3, 3]

    @property
    def label(self) -> str:
        """The best-scoring noun, or "thing" when nothing was recognised."""
        return max(self.label_scores, key=lambda k: self.label_scores[k]) if self.label_scores else "thing"

    @property
    def colour(self) -> str:
        """The best-scoring colour, or "" when none was measured."""
        return max(self.colour_scores, key=lambda k: self.colour_scores[k]) if self.colour_scores else ""


@dataclass(frozen=True, eq=False)
class SupportSurface:
    """A horizontal plane things can stand on."""

    name: str  # canonical noun: "table", "shelf", "floor"
    height_m: float  # z in the base frame
    polygon_m: FloatArray  # (K, 2) convex outline, x and y in the base frame, counter-clockwise


@dataclass(frozen=True, eq=False)
class Obstacle:
    """A box to keep clear of that is no object to grasp (wall, lamp, unknown clutter)."""

    T_base_box: FloatArray  # (4, 4)
    extent_m: FloatArray  # (3,) full side lengths


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody near the robot."""

    position_m: FloatArray  # (3,) middle of the body, base frame
    height_m: float
    hand_m: FloatArray | None  # (3,) centre of the hand stretched towards the robot, or None
    confidence: float


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything the robot believes is around it, at one instant."""

    objects: tuple[SceneObject, ...]
    surfaces: tuple[SupportSurface, ...]
    obstacles: tuple[Obstacle, ...]
    people: tuple[Person, ...]
    robot: RobotState
    stamp_s: float


# ------------------------------------------------------------------------------------------ grounding


@dataclass(frozen=True)
class Dialogue:
    """What was spoken of before: lets "it", "the other one" and "the green one" find their object."""

    last_ids: tuple[int, ...] = ()  # objects of earlier commands, newest first
    candidate_ids: tuple[int, ...] = ()  # objects of the question that is waiting for an answer
    awaits: Literal["nothing", "which", "whether", "where"] = "nothing"  # the kind of that question


@dataclass(frozen=True, eq=False)
class Found:
    """The object (or objects, when a count was asked for) that was meant."""

    objects: tuple[SceneObject, ...]  # at least one
    confidence: float  # 0..1

    @property
    def object(self) -> SceneObject:
        """The first, usually only, object."""
        return self.objects[0]


@dataclass(frozen=True, eq=False)
class Ambiguous:
    """Several objects fit; `question` asks which, in the language of the command."""

    candidates: tuple[SceneObject, ...]
    question: str


@dataclass(frozen=True)
class Absent:
    """Nothing fits; `reason` says so in the language of the command."""

    reason: str


Grounding = Union[Found, Ambiguous, Absent]

# ------------------------------------------------------------------------------------------ motion


@dataclass(frozen=True, eq=False)
class Trajectory:
    """A joint motion from t = 0; between samples it is cubic through their positions and velocities."""

    q_rad: FloatArray  # (T, n)
    qd_rad_s: FloatArray  # (T, n)
    t_s: FloatArray  # (T,) strictly increasing, t_s[0] = 0

    @property
    def duration_s(self) -> float:
        """Time of the last sample."""
        return float(self.t_s[-1])


@dataclass(frozen=True, eq=False)
class Grasp:
    """Where to close the gripper."""

    T_base_tcp: FloatArray  # (4, 4) tool pose at closing; the hand approaches along its own +z
    width_m: float  # expected distance between the pads when the object is held
    score: float  # higher is better


@dataclass(frozen=True, eq=False)
class MoveArm:
    """Follow a trajectory; a force `max_force_n` above that at its start fails it, or ends it as expected."""

    trajectory: Trajectory
    label: str  # "approach", "lift", ... shown to people
    max_force_n: float | None = None
    until_contact: bool = False  # the contact ends the motion and is no failure: putting things down


@dataclass(frozen=True)
class MoveGripper:
    """Open or close to `width_m`; stalls on an object with `force_n`."""

    width_m: float
    force_n: float = 20.0


@dataclass(frozen=True)
class ExpectGrasp:
    """Check that something is between the pads: gripper width within the two bounds, in metres."""

    min_width_m: float
    max_width_m: float


@dataclass(frozen=True)
class AwaitTake:
    """Hold still until the person pulls with `force_n` or says so; after `timeout_s` keep hold and fail."""

    force_n: float
    timeout_s: float


Step = Union[MoveArm, MoveGripper, ExpectGrasp, AwaitTake]


@dataclass(frozen=True, eq=False)
class Plan:
    """The steps of one skill, all checked for reach, collision and limits before the first is carried out."""

    skill: str  # "pick", "hand_over", "place", ...
    steps: tuple[Step, ...]
    object_id: int | None = None


# ------------------------------------------------------------------------------------------ outcome


@dataclass(frozen=True)
class Done:
    """It was done; `text` says what, in the language of the command."""

    text: str = ""


@dataclass(frozen=True)
class Refused:
    """It was not begun, on purpose."""

    reason: str


@dataclass(frozen=True)
class Asked:
    """The robot asked back and waits for an answer."""

    question: str


@dataclass(frozen=True)
class Failed:
    """It was begun and did not work out; the arm is at rest."""

    stage: str
    reason: str


@dataclass(frozen=True)
class Stopped:
    """Somebody or something stopped it; the stop is latched until it is reset on purpose."""

    by: str


Outcome = Union[Done, Refused, Asked, Failed, Stopped]


Stage = Literal["hear", "understand", "see", "ground", "check", "plan", "act", "verify", "tell"]


@dataclass(frozen=True)
class Progress:
    """What the agent reports while it works."""

    stage: Stage
    text: str
    progress: float  # 0..1 of the whole command
    stamp_s: float
    data: Mapping[str, Any] = field(default_factory=dict)  # e.g. {"object_id": 3, "duration_s": 0.12}
