# SPDX-License-Identifier: Apache-2.0
"""One command a person gave, to be carried out by a policy: the gymnasium environment."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

import gymnasium
import numpy as np

from mm_robot.config import Config, load
from mm_robot.errors import InputError
from mm_robot.planning.arm import Arm
from mm_robot.types import FloatArray, Language
from mm_robot_sim.envs.actions import Actions, Mode
from mm_robot_sim.envs.families import ERRANDS
from mm_robot_sim.envs.observations import Observation, observe, space
from mm_robot_sim.envs.page import Page
from mm_robot_sim.envs.servo import Servo
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.splits import FIRST_DEV_SEED, FIRST_TRAIN_SEED, Split
from mm_robot_sim.tasks.families import FAMILIES
from mm_robot_sim.tasks.referee import Referee
from mm_robot_sim.view.video import spectate
from mm_robot_sim.world import World

PERIOD_S = 0.1  # of one step
_SIZE = (160, 120)  # of the camera's picture: what small policies take, and 5 times faster than 640x480
_RENDER_SIZE = (640, 480)
_GRIP_FORCE_N = 30.0  # as planning.grip_force_n
_SEEDS = {
    "test": (0, FIRST_DEV_SEED),
    "dev": (FIRST_DEV_SEED, FIRST_TRAIN_SEED),
    "train": (FIRST_TRAIN_SEED, 2**31),
}
_TRIES = 100  # worlds in which nothing suits what is wanted

Info = dict[str, Any]


class TabletopEnv(gymnasium.Env[Observation, Any]):
    """Do what the instruction says. Reward 1 once, when the referee says it is done; the episode ends then.

    Observations: see observations.observe. Actions: see actions.Actions; each step lasts 0.1 s of the world,
    and every motion passes the limits of the robot's profile (joint ranges, velocity, acceleration, jerk,
    workspace). A motion that would break one is not begun, and `info["refused"]` says why.

    `info`: `success`, `verdict` (the referee's words), `refused`, `unsafe` and `wrong_objects` (tuples of
    what went wrong so far), `time_s`, and of the task: `instruction` (text), `family`, `language`, `target`,
    `world_seed`. It holds the truth; a policy that reads it cheats.
    """

    metadata: dict[str, Any] = {"render_modes": ["rgb_array", "human"], "render_fps": 10}

    def __init__(
        self,
        errands: str = "Tabletop",
        action: Mode = "delta",
        language: Language | Literal["both"] = "both",
        split: Split = "train",
        size: tuple[int, int] = _SIZE,
        config: Config | None = None,
        render_mode: Literal["rgb_array", "human"] | None = None,
    ) -> None:
        """Nothing is built before the first reset.

        Args:
            errands: which tasks and scenes, a name in families.ERRANDS.
            action: `delta`, `pose` or `joint`.
            language: of the instruction.
            split: which worlds are drawn from; policies learn on `train` and are judged on `test`.
            size: width and height of the camera's picture in pixels.
            config: robot and sensors; default: the profile panda_sim.
            render_mode: `human` serves a page for the browser and prints its address.

        Raises:
            InputError: there is no such action mode, errands, split, render mode, or no such picture size.
        """
        if split not in _SEEDS:
            raise InputError(f"no split '{split}'; available: {', '.join(_SEEDS)}")
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise InputError(f"no render mode '{render_mode}'; available: rgb_array, human")
        if errands not in ERRANDS:
            raise InputError(f"no errands '{errands}'; available: {', '.join(ERRANDS)}")
        self.config = _with_size(config or load("panda_sim"), size)
        self.render_mode = render_mode
        self._errands, self._language, self._split = errands, language, split
        self._arm = Arm(self.config.robot)
        self.actions = Actions(action, self._arm, self.config)
        self.action_space = self.actions.space
        self.observation_space = space(self.config)
        self._page: Page | None = None
        self.world: World | None = None  # the truth: for scripted policies and tests

    # ------------------------------------------------------------------------------------------ gymnasium

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, Info]:
        """A new world and a new command. The same seed gives the same of both, and the same observations.

        `options={"world_seed": N}` takes that world instead of a drawn one, of whatever split.

        Raises:
            InputError: none of many worlds has anything that suits the errands.
        """
        super().reset(seed=seed)
        self._drop_world()
        given = (options or {}).get("world_seed")
        for _ in range(_TRIES):
            world_seed = int(self.np_random.integers(*_SEEDS[self._split])) if given is None else int(given)
            if self._begin(world_seed):
                break
            if given is not None:
                raise InputError(f"world {given} holds nothing for {self._errands}; take another")
        else:
            raise InputError(f"none of {_TRIES} worlds suits {self._errands}")
        self._show()
        return observe(self._robot, self._task.text), self._info("")

    def step(self, action: FloatArray) -> tuple[Observation, float, bool, bool, Info]:
        """Act for 0.1 s of the world's time.

        Raises:
            InputError: the action has the wrong shape or is not finite, or reset was never called.
        """
        if self.world is None:
            raise InputError("step before reset; call reset() first")
        state = self._robot.state()
        q, width_m = self.actions.target(action, state.q_rad, state.T_base_tcp)
        refused = "out of reach" if q is None else self._servo.toward(q)
        self._robot.send_gripper(width_m, _GRIP_FORCE_N)
        self._robot.sleep(PERIOD_S)
        info = self._info(refused or "")
        self._show()
        success = bool(info["success"])
        return observe(self._robot, self._task.text), float(success), success, False, info

    def render(self) -> Any:
        """`rgb_array`: (480, 640, 3) uint8 seen by a spectator. `human`: None, the page shows it."""
        if self.render_mode == "rgb_array" and self.world is not None:
            return spectate(self.world, *_RENDER_SIZE)
        return None

    def close(self) -> None:
        """Free the world and the page."""
        self._drop_world()
        if self._page is not None:
            self._page.close()
            self._page = None

    # ------------------------------------------------------------------------------------------ inside

    def _begin(self, world_seed: int) -> bool:
        """Build that world and find something to do in it."""
        rng = np.random.default_rng((world_seed, 61))
        errands = ERRANDS[self._errands]
        family = errands.families[int(rng.integers(len(errands.families)))]
        drawn: Language = ("en", "zh")[int(rng.integers(2))]
        language = drawn if self._language == "both" else self._language
        try:
            made = draw(world_seed, errands.scene) if errands.scene else FAMILIES[family].scene(world_seed)
        except InputError:  # this seed's things find no room
            return False
        world = World(world_seed, scene=made, config=self.config)
        task = FAMILIES[family].make(world, language)
        later = [] if task is None else [turn for turn in task.turns[1:] if turn.when != "asked"]
        if task is None or later or task.hidden_until_given:  # a policy is told once
            world.close()
            return False
        self.world, self._task = world, task
        # The camera differs a little from scene to scene; the robot's profile there says where it is.
        self._referee, self._robot = Referee(world, task.goal), SimRobot(world)
        self._servo = Servo(self._robot, self._arm, self.config)
        self.actions.begin(self._robot.state().T_base_tcp)
        return True

    def _info(self, refused: str) -> Info:
        verdict, task = self._referee.verdict(self._task.goal), self._task
        assert self.world is not None
        return {
            "success": verdict.ok, "verdict": verdict.reason, "refused": refused,
            "unsafe": self._referee.record.unsafe,
            "wrong_objects": self._referee.wrong_objects(task.may_handle), "time_s": self.world.now_s,
            "instruction": task.text, "family": task.family, "language": task.language,
            "target": task.target or "", "world_seed": self.world.seed,
        }  # fmt: skip

    def _show(self) -> None:
        if self.render_mode != "human" or self.world is None:
            return
        if self._page is None:
            self._page = Page()
            print(f"mm_robot: open {self._page.address}", flush=True)
        self._page.show(spectate(self.world, *_RENDER_SIZE))

    def _drop_world(self) -> None:
        if self.world is not None:
            self.world.close()
            self.world = None


def _with_size(config: Config, size: tuple[int, int]) -> Config:
    """The same camera with more or fewer pixels: its field of view stays."""
    width, height = size
    sim = config.sim
    if width < 64 or height < 48:
        raise InputError(f"size is {size}; give a width of at least 64 and a height of at least 48 pixels")
    focal = sim.camera_focal_px * height / sim.camera_height_px
    sized = dataclasses.replace(sim, camera_width_px=width, camera_height_px=height, camera_focal_px=focal)
    return dataclasses.replace(config, sim=sized)
