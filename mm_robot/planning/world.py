# SPDX-License-Identifier: Apache-2.0
"""The perceived scene as a MuJoCo model, to ask whether a posture of the arm touches anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from mm_robot.config import PlanningConfig
from mm_robot.geometry import quaternion_from_rotation, transform_points
from mm_robot.planning.arm import Arm
from mm_robot.planning.shapes import Shape, complete
from mm_robot.types import FloatArray, Person, Scene, SupportSurface

# Who may touch whom: a pair is checked when either side's kind is in the other side's answer (MuJoCo masks).
_ARM, _FINGER, _HELD = 1, 2, 4
_EVERYTHING = _ARM | _FINGER | _HELD
_SLAB_M = 0.10  # thickness given to surfaces: a thin one could be jumped over between two checks
_BODY_RADIUS_M = 0.22  # half a person's width across the shoulders (0.26 * 1.7 m / 2)
_HAND_RADIUS_M = 0.05  # of the palm
_FOREARM_RADIUS_M = 0.06
_FLOOR_M = -0.75  # where people stand, when no surface says otherwise
_STEP_RAD = 0.06  # a path is checked this often (largest joint): 5 cm at the fingertips of a stretched arm


@dataclass(frozen=True, eq=False)
class Held:
    """What is between the fingers, as it was grasped."""

    object_id: int
    shape: Shape  # in the base frame at the moment of the grasp
    T_base_tcp: FloatArray  # (4, 4) the tool at that moment


class World:
    """Collision checks of one scene. The arm's postures vary, the rest stands still."""

    def __init__(
        self,
        arm: Arm,
        scene: Scene,
        config: PlanningConfig,
        *,
        target_id: int | None = None,
        held: Held | None = None,
        give_to: Person | None = None,
        hollow_ids: Sequence[int] = (),
    ) -> None:
        """`target_id` may be touched by the fingers, `held` moves with the hand, `give_to`'s hand is near.

        What is held and the fingers may go into the things `hollow_ids`; the arm itself may not.
        """
        self._arm = arm
        self._config = config
        self._target_geoms: list[str] = []
        spec = mujoco.MjSpec.from_file(str(arm.path))
        for geom in spec.geoms:
            finger = geom.parent.name in arm.finger_bodies
            geom.contype, geom.conaffinity = (_FINGER, _ARM) if finger else (_ARM, _ARM)
        self._add_surfaces(spec, scene.surfaces)
        for thing in scene.objects:
            if not thing.held and (held is None or thing.id != held.object_id):
                shape = complete(thing, scene.surfaces)
                touched_by = _ARM if thing.id in hollow_ids else _EVERYTHING
                self._add_shape(spec, f"object_{thing.id}", shape, thing.id == target_id, touched_by)
        for i, obstacle in enumerate(scene.obstacles):
            half = np.asarray(obstacle.extent_m) / 2 + config.clearance_m
            self._box(spec, f"obstacle_{i}", obstacle.T_base_box, half)
        for i, person in enumerate(scene.people):
            self._add_person(spec, f"person_{i}", person, person is give_to)
        if held is not None:
            self._attach(spec, held)
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self._qpos = np.array([self.model.joint(name).qposadr[0] for name in arm.config.joint_names])
        self._fingers = np.array([i for i in range(self.model.nq) if i not in set(self._qpos.tolist())])
        self._target_ids = [self.model.geom(name).id for name in self._target_geoms]
        self._held_ids = [i for i in range(self.model.ngeom) if int(self.model.geom_contype[i]) == _HELD]
        self.gripper(arm.config.gripper_max_width_m)
        self.checks = 0

    # ------------------------------------------------------------------------------------------ questions

    def gripper(self, width_m: float) -> None:
        """From now on the pads are `width_m` apart."""
        self.data.qpos[self._fingers] = width_m / 2

    def reach_in(self, allowed: bool) -> None:
        """Whether the fingers may touch the target from now on."""
        for geom in self._target_ids:
            self.model.geom_conaffinity[geom] = (_ARM | _HELD) if allowed else _EVERYTHING

    def forget_target(self) -> None:
        """From now on nothing stands where the target was: it is pushed ahead. `reach_in` brings it back."""
        for geom in self._target_ids:
            self.model.geom_conaffinity[geom] = 0

    def carry_free(self, ignored: bool) -> None:
        """Whether the held thing may touch what it stands on: a lift begins so, a descent ends so."""
        for geom in self._held_ids:
            self.model.geom_contype[geom] = 0 if ignored else _HELD

    def free(self, q_rad: FloatArray) -> bool:
        """Whether the arm touches nothing at joint positions (n,)."""
        self.checks += 1
        self.data.qpos[self._qpos] = q_rad
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_collision(self.model, self.data)
        return int(self.data.ncon) == 0

    def touching(self, q_rad: FloatArray) -> str:
        """Which two things touch at joint positions (n,), in words; "" when none do."""
        if self.free(q_rad):
            return ""
        first, second = (self.model.geom(int(g)) for g in self.data.contact[0].geom)
        return f"{first.name} touches {second.name}"

    def path_free(self, path_rad: FloatArray) -> bool:
        """Whether the arm touches nothing along a polyline (K, n)."""
        previous = path_rad[0]
        if not self.free(previous):
            return False
        for q in path_rad[1:]:
            count = max(1, int(np.ceil(np.abs(q - previous).max() / _STEP_RAD)))
            if not all(self.free(previous + (q - previous) * i / count) for i in range(1, count + 1)):
                return False
            previous = q
        return True

    # ------------------------------------------------------------------------------------------ building

    def _add_surfaces(self, spec: mujoco.MjSpec, surfaces: Iterable[SupportSurface]) -> None:
        for i, surface in enumerate(surfaces):
            outline = np.asarray(surface.polygon_m, dtype=np.float64)
            if surface.height_m < _FLOOR_M + 0.2 or len(outline) < 3:
                continue  # the floor is out of the arm's reach
            low, high = outline.min(axis=0), outline.max(axis=0)
            if (high - low > 0.3).all():
                # The outline is what was seen; there is more table in the shade. The arm's foot stays out.
                low[0] = min(low[0], 0.16)
                low[1] -= 0.05
                high += 0.05
            thick = _SLAB_M if surface.height_m < 0.05 else 0.02
            centre = np.array([*(low + high) / 2, surface.height_m - thick / 2])
            T = np.eye(4)
            T[:3, 3] = centre
            self._box(spec, f"surface_{i}", T, np.array([*(high - low) / 2, thick / 2]), arm_only=True)

    def _add_shape(self, spec: mujoco.MjSpec, name: str, shape: Shape, target: bool, touched_by: int) -> None:
        if target:
            self._target_geoms.append(name)
        half = shape.half_m + self._config.clearance_m
        half[2] -= self._config.clearance_m / 2
        at = shape.centre_m + np.array([0, 0, self._config.clearance_m / 2])
        quaternion = _wxyz(shape.axes)
        common = {"name": name, "pos": at, "contype": 0, "conaffinity": touched_by}
        if shape.ball:
            spec.worldbody.add_geom(
                type=mujoco.mjtGeom.mjGEOM_ELLIPSOID, size=half, quat=quaternion, **common
            )
        elif shape.round:
            size = [float(half[0]), float(half[2]), 0.0]
            spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=size, **common)
        else:
            spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=half, quat=quaternion, **common)

    def _add_person(self, spec: mujoco.MjSpec, name: str, person: Person, takes: bool) -> None:
        common = {"type": mujoco.mjtGeom.mjGEOM_CAPSULE, "contype": 0, "conaffinity": _EVERYTHING}
        x, y = person.position_m[:2]
        top = _FLOOR_M + max(person.height_m, 1.0)
        spec.worldbody.add_geom(
            name=f"{name}_body", fromto=[x, y, _FLOOR_M, x, y, top], size=[_BODY_RADIUS_M, 0, 0], **common
        )
        if person.hand_m is None:
            return
        margin = (
            self._config.person_clearance_m - _HAND_RADIUS_M if takes else self._config.person_clearance_m
        )
        hand = np.asarray(person.hand_m, dtype=np.float64)
        shoulder = np.array([x, y, _FLOOR_M + 0.8 * max(person.height_m, 1.0)])
        back = (shoulder - hand) / max(float(np.linalg.norm(shoulder - hand)), 1e-6)
        # What is handed over may come up to the palm, the gripper may not.
        for kind, who, extra in (("robot", _ARM | _FINGER, max(margin, 0.0)), ("load", _HELD, 0.0)):
            if not takes and kind == "load":
                extra = margin
            arm = {**common, "conaffinity": who}
            spec.worldbody.add_geom(
                name=f"{name}_hand_{kind}", fromto=[*hand, *(hand + 0.01 * back)],
                size=[_HAND_RADIUS_M + extra, 0, 0], **arm,
            )  # fmt: skip
            elbow = hand + 0.25 * back
            spec.worldbody.add_geom(
                name=f"{name}_arm_{kind}", fromto=[*(hand + 0.08 * back), *elbow],
                size=[_FOREARM_RADIUS_M + extra, 0, 0], **arm,
            )  # fmt: skip
            spec.worldbody.add_geom(
                name=f"{name}_upper_{kind}", fromto=[*elbow, *shoulder],
                size=[_FOREARM_RADIUS_M + 0.02 + extra, 0, 0], **arm,
            )  # fmt: skip

    def _attach(self, spec: mujoco.MjSpec, held: Held) -> None:
        hand = spec.body(self._arm.hand_body)
        # The tool's site gives the pose of the hand at the grasp; the thing keeps its place relative to it.
        site = next(s for s in spec.sites if s.name == "tcp")
        rotation = held.T_base_tcp[:3, :3]
        shape = held.shape
        at = rotation.T @ (shape.centre_m - held.T_base_tcp[:3, 3]) + np.asarray(site.pos)
        axes = rotation.T @ shape.axes
        half = shape.half_m.copy()
        kind = mujoco.mjtGeom.mjGEOM_BOX
        size = [float(v) for v in half]
        if shape.ball:
            kind = mujoco.mjtGeom.mjGEOM_ELLIPSOID
        elif shape.round:
            kind, size = mujoco.mjtGeom.mjGEOM_CYLINDER, [float(half[0]), float(half[2]), 0.0]
        hand.add_geom(
            name="held", type=kind, size=size, pos=at, quat=_wxyz(axes),
            contype=_HELD, conaffinity=_ARM, mass=0.1,
        )  # fmt: skip

    def _box(
        self, spec: mujoco.MjSpec, name: str, T: FloatArray, half: FloatArray, *, arm_only: bool = False
    ) -> None:
        """A fixed box; `arm_only` ones are raised by the clearance for the arm but not for what it holds."""
        raised = T.copy()
        common = {"type": mujoco.mjtGeom.mjGEOM_BOX, "size": half, "quat": _wxyz(T[:3, :3]), "contype": 0}
        if not arm_only:
            spec.worldbody.add_geom(name=name, pos=T[:3, 3], conaffinity=_EVERYTHING, **common)
            return
        raised[:3, 3] = transform_points(T, np.array([0.0, 0.0, self._config.clearance_m]))
        spec.worldbody.add_geom(name=name, pos=raised[:3, 3], conaffinity=_ARM | _FINGER, **common)
        spec.worldbody.add_geom(name=f"{name}_load", pos=T[:3, 3], conaffinity=_HELD, **common)


def _wxyz(rotation: FloatArray) -> FloatArray:
    x, y, z, w = quaternion_from_rotation(rotation)
    return np.array([w, x, y, z])
