# SPDX-License-Identifier: Apache-2.0
"""The world: arm, table, things and a person in one MuJoCo model, all made from a seed.

Speed (two cores, machine otherwise busy): `python -m mm_robot_sim.speed`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import mujoco
import numpy as np
import numpy.typing as npt

import mm_robot.robots
from mm_robot.config import Config, load
from mm_robot.errors import InputError
from mm_robot.geometry import pose, rotation_from_quaternion
from mm_robot.types import FloatArray
from mm_robot_sim.fair_lock import FairLock
from mm_robot_sim.objects.recipes import Design
from mm_robot_sim.people.build import Build, make_up
from mm_robot_sim.people.mannequin import add_person
from mm_robot_sim.people.person import Person
from mm_robot_sim.robots.hand import find_hand
from mm_robot_sim.scenes import layout
from mm_robot_sim.scenes.draw import draw, simple
from mm_robot_sim.scenes.fixtures import Fixture, fixture
from mm_robot_sim.scenes.furniture import add_furniture
from mm_robot_sim.scenes.scenery import add_scenery
from mm_robot_sim.scenes.settling import open_joints, place
from mm_robot_sim.scenes.spec import CameraShift, Kind, SceneSpec, Standing
from mm_robot_sim.view.display import Renderer

WATCH_STEPS = (
    5  # physics steps between two looks of person, force sensor and referee: 10 ms at the default step
)
SETTLE_S = 0.6
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Thing:
    """The truth about one object. For referee and tests only; the agent never sees it."""

    name: str  # "red_cup", "red_cup_2"
    noun: str
    colour: str
    design: Design
    body: int
    geoms: Mask  # (ngeom,)

    @property
    def extent_m(self) -> FloatArray:
        """(3,) full sides of its box."""
        return np.array(self.design.extent_m)


def _with_camera(config: Config, shift: CameraShift) -> Config:
    """The profile with the camera where this scene has it: what a calibration there would say."""
    sim = config.sim
    position = np.add(sim.camera_position_m, shift.position_m).tolist()
    target = np.add(sim.camera_target_m, shift.target_m).tolist()
    moved = replace(
        sim, camera_position_m=tuple(position), camera_target_m=tuple(target),
        camera_focal_px=sim.camera_focal_px * shift.focal_scale,
    )  # fmt: skip
    return replace(config, sim=moved)


class World:
    """Everything there is, and its clock. The same seed and arguments give the same world.

    Its frame is the robot's base frame. `step` may run in one thread while others read through a SimRobot:
    `lock` guards model and data.
    """

    def __init__(
        self,
        seed: int,
        *,
        scene: SceneSpec | Kind | None = None,
        objects: Sequence[tuple[str, str]] | None = None,
        positions_m: Mapping[int, tuple[float, float]] | None = None,
        person: bool = True,
        config: Config | None = None,
    ) -> None:
        """Build and settle it.

        Args:
            seed: any non-negative integer.
            scene: a drawn scene, or the kind of one; left out, "simple": things on a plain table.
            objects: (noun, colour) of each thing of a simple scene; left out, 5 to 8 are drawn from the seed.
            positions_m: index in `objects` -> (x, y) on the table; the others are placed at random.
            person: whether somebody stands at the robot's left; a SceneSpec says so itself.
            config: robot and sensor settings; default `mm_robot.config.load()`.

        Raises:
            InputError: an unknown noun, colour or kind of scene, or too many things for the table.
        """
        if seed < 0:
            raise InputError(f"seed is {seed}; take a non-negative integer")
        self.seed = seed
        self.config = config or load()
        self.scene = self._plan(scene, objects, positions_m or {}, person)
        self.config = _with_camera(self.config, self.scene.camera)
        self.lock = FairLock()
        self._drives: list[Callable[[], None]] = []
        self._watchers: list[Callable[[], None]] = []
        self._renderers: dict[str, Renderer] = {}
        self._steps = 0
        self._owed_s = 0.0
        self.build: Build | None = None
        self.objects = self._assemble()
        self._hand = find_hand(self.model)
        self.arm_geoms = self._robot_geoms()
        self.tool_geoms, self.finger_geoms = self._hand.tool_geoms, self._hand.finger_geoms
        self.person_geoms = self._mask(lambda geom: "person" in geom)
        self.person = Person(self, self.build) if self.build is not None else None
        self._settle()

    # ------------------------------------------------------------------------------------------ making

    def _plan(
        self,
        scene: SceneSpec | Kind | None,
        objects: Sequence[tuple[str, str]] | None,
        positions_m: Mapping[int, tuple[float, float]],
        person: bool,
    ) -> SceneSpec:
        if isinstance(scene, SceneSpec):
            if objects is not None:
                raise InputError("give a scene or a list of objects, not both")
            return scene
        if scene is not None and scene != "simple":
            if objects is not None:
                raise InputError(f"objects are placed in simple scenes only, not in '{scene}'; leave one out")
            return draw(self.seed, scene, person=person)
        stock = layout.inventory(np.random.default_rng((self.seed, 1))) if objects is None else objects
        return simple(self.seed, stock, positions_m, person, self.config.sim.camera_position_m)

    def _assemble(self) -> tuple[Thing, ...]:
        scene = self.scene
        model_path = Path(self.config.robot.model)
        if not model_path.is_absolute():
            model_path = Path(mm_robot.robots.__file__).parent / model_path
        spec = mujoco.MjSpec.from_file(str(model_path))  # the arm stands at the origin, all else comes to it
        spec.option.timestep = self.config.sim.timestep_s
        spec.option.enableflags |= int(
            mujoco.mjtEnableBit.mjENBL_SLEEP
        )  # things at rest cost nothing: 3x speed
        spec.visual.global_.offwidth, spec.visual.global_.offheight = 1920, 1080
        spec.visual.quality.offsamples = 0
        spec.visual.quality.shadowsize = 1024
        # Half the faces of MuJoCo's defaults: nobody sees the difference, and frames cost a third less.
        spec.visual.quality.numslices, spec.visual.quality.numstacks = 20, 12
        spec.visual.quality.numquads = 1
        spec.visual.map.znear, spec.visual.map.zfar = 0.02, 12.0
        spec.visual.map.shadowclip = 2.5  # the whole floor that the spectator sees lies in the shadow map
        spec.stat.extent, spec.stat.center = 1.0, [0.4, 0.1, 0.0]
        add_scenery(spec, scene.look, self.config.sim)
        designs = [made for piece in scene.furniture for made in add_furniture(spec, piece)]
        for standing in scene.things:
            place(spec, standing)
        if scene.person:
            self.build = make_up(np.random.default_rng((self.seed, 4)))
            add_person(spec, self.build)
            for standing in scene.things:
                Person.add_grip(spec, standing.name)
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self.fixtures = tuple(fixture(self.model, made) for made in designs)
        return tuple(self._thing(standing) for standing in scene.things)

    def _thing(self, standing: Standing) -> Thing:
        made, body = standing.design, self.model.body(standing.name).id
        return Thing(standing.name, made.noun, made.colour, made, body, self.model.geom_bodyid == body)

    def _robot_geoms(self) -> Mask:
        root = self.model.body(self.config.robot.base_frame).id
        bodies = [i for i in range(self.model.nbody) if root in self._ancestors(i)]
        return np.isin(self.model.geom_bodyid, bodies)

    def _ancestors(self, body: int) -> set[int]:
        chain = {body}
        while body:
            body = int(self.model.body_parentid[body])
            chain.add(body)
        return chain

    def _mask(self, wanted: Callable[[str], bool]) -> Mask:
        return np.array(
            [wanted(self.model.body(int(b)).name) for b in self.model.geom_bodyid], dtype=np.bool_
        )

    def _settle(self) -> None:
        for name, q in zip(self.config.robot.joint_names, self.config.robot.q_home_rad, strict=True):
            self.data.qpos[self.model.joint(name).qposadr[0]] = q
            self.data.ctrl[self.model.actuator(name).id] = q
        width_m = self.config.robot.gripper_max_width_m
        self.data.qpos[self._hand.finger_qpos] = width_m / 2
        self.data.ctrl[self._hand.actuator] = width_m
        for piece in self.scene.furniture:
            open_joints(self.model, self.data, piece)
        mujoco.mj_forward(self.model, self.data)
        for i in range(round(SETTLE_S / self.model.opt.timestep)):
            if self.person is not None:
                self.person.drive()
                if i % WATCH_STEPS == 0:
                    self.person.watch()
            mujoco.mj_step(self.model, self.data)
        self.data.time = 0.0
        mujoco.mj_forward(self.model, self.data)
        if self.person is not None:
            self._drives.append(self.person.drive)
            self._watchers.append(self.person.watch)

    # ------------------------------------------------------------------------------------------ running

    @property
    def now_s(self) -> float:
        """Simulated time since the start."""
        return float(self.data.time)

    @property
    def steps(self) -> int:
        """Physics steps since the start."""
        return self._steps

    def on_step(self, drive: Callable[[], None]) -> None:
        """Call `drive` before every physics step."""
        self._drives.append(drive)

    def on_watch(self, watch: Callable[[], None]) -> None:
        """Call `watch` after every WATCH_STEPS physics steps."""
        self._watchers.append(watch)

    def step(self, duration_s: float) -> None:
        """Let time pass, as fast as the machine can; a rest shorter than a step is owed to the next call."""
        if not np.isfinite(duration_s) or duration_s < 0:
            raise InputError(f"cannot step by {duration_s} s; give a finite, non-negative duration")
        self._owed_s += duration_s
        count = int(self._owed_s / self.model.opt.timestep + 1e-9)
        self._owed_s -= count * self.model.opt.timestep
        for _ in range(count):
            with self.lock:
                for drive in self._drives:
                    drive()
                mujoco.mj_step(self.model, self.data)
                self._steps += 1
                if self._steps % WATCH_STEPS == 0:
                    for watch in self._watchers:
                        watch()

    def renderer(self, use: str, width: int, height: int, *, shadows: bool = False) -> Renderer:
        """The renderer kept for one use; made at the first call."""
        with self.lock:
            if use not in self._renderers:
                self._renderers[use] = Renderer(self.model, width, height, shadows=shadows)
            return self._renderers[use]

    def digest(self) -> str:
        """SHA-256 of the model, of the physics' state and of a picture: equal for equal worlds.

        On one machine only: another graphics driver draws other pixels, another processor rounds otherwise.
        """
        with self.lock:
            model = np.zeros(mujoco.mj_sizeModel(self.model), np.uint8)
            mujoco.mj_saveModel(self.model, None, model)
            kept = int(mujoco.mjtState.mjSTATE_INTEGRATION)
            state = np.zeros(mujoco.mj_stateSize(self.model, kept))
            mujoco.mj_getState(self.model, self.data, state, kept)
            config = self.config.sim
            renderer = self.renderer("rgbd", config.camera_width_px, config.camera_height_px)
            rgb, depth, _ = renderer.draw(self.data, "rgbd", self.lock)
        whole = hashlib.sha256()
        for part in (model, state, rgb, depth):
            whole.update(part.tobytes())
        return whole.hexdigest()

    def close(self) -> None:
        """Free what drawing took. The world can still step."""
        for renderer in self._renderers.values():
            renderer.close()
        self._renderers.clear()

    # ------------------------------------------------------------------------------------------ truth

    def thing(self, name: str) -> Thing:
        """The thing of that name.

        Raises:
            InputError: there is none.
        """
        for thing in self.objects:
            if thing.name == name:
                return thing
        raise InputError(f"no object '{name}'; available: {', '.join(t.name for t in self.objects)}")

    def pose(self, name: str) -> FloatArray:
        """(4, 4) true pose of a thing, the centre of its box, z up when it stands."""
        body = self.thing(name).body
        w, x, y, z = self.data.xquat[body]
        return pose(self.data.xpos[body], rotation_from_quaternion((x, y, z, w)))

    def fixture(self, name: str) -> Fixture:
        """The fixture of that name.

        Raises:
            InputError: there is none.
        """
        for part in self.fixtures:
            if part.name == name:
                return part
        there = ", ".join(f.name for f in self.fixtures) or "none in this scene"
        raise InputError(f"no fixture '{name}'; available: {there}")

    def opening(self, name: str) -> float:
        """How far a fixture is open, 0 to 1; 1 for one without a door."""
        return self.fixture(name).opening(self.model, self.data)

    def inside(self, name: str, thing: str) -> bool:
        """Whether the middle of `thing` is inside the fixture `name` now (for a shelf: on that board)."""
        return self.fixture(name).holds(self.data, self.data.xpos[self.thing(thing).body])

    def touching(self, a: Mask, b: Mask) -> bool:
        """Whether any geom of `a` touches one of `b`."""
        return bool(self._between(a, b).any())

    def force_on(self, a: Mask, b: Mask) -> FloatArray:
        """(3,) contact force that the geoms of `b` exert on those of `a`, in newtons, base frame."""
        total = np.zeros(3)
        wrench = np.zeros(6)
        for i in np.flatnonzero(self._between(a, b)):
            contact = self.data.contact[i]
            mujoco.mj_contactForce(self.model, self.data, i, wrench)
            on_second = contact.frame.reshape(3, 3).T @ wrench[:3]
            total += on_second if a[contact.geom[1]] else -on_second
        return total

    def _between(self, a: Mask, b: Mask) -> Mask:
        pairs = self.data.contact.geom
        first, second = pairs[:, 0], pairs[:, 1]
        return np.asarray((a[first] & b[second]) | (a[second] & b[first]))
