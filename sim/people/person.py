# SPDX-License-Identifier: Apache-2.0
"""Somebody in the room: stands, walks, takes what is offered, points, reaches over the table, speaks.

What they do by themselves is in taking.py; what they are told to do is in actions.py, one after the other.
Only the hand that gives and takes moves by forces. The rest of the body is set where it goes, but gives way:
an arm that presses on it pushes it aside, so that forces stay finite and end.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from mm_robot.types import FloatArray, Language
from mm_robot_sim.people.actions import Action, PointAt, ReachFor, ReachOver, Wait, WalkTo
from mm_robot_sim.people.build import Build
from mm_robot_sim.people.clearance import free_height_m
from mm_robot_sim.people.figure import Figure
from mm_robot_sim.people.hand import Hand
from mm_robot_sim.people.limbs import smooth
from mm_robot_sim.people.other_arm import OtherArm
from mm_robot_sim.people.stance import LEAN_MAX_RAD, Posture, Stance
from mm_robot_sim.people.taking import ENGAGED, Taking
from mm_robot_sim.people.voice import Speech, Voice
from mm_robot_sim.people.yielding import Yielding

if TYPE_CHECKING:
    from mm_robot_sim.world import Thing, World

RETURNS_AFTER_S = 1.5  # without being pushed, before they step back to their place
_HAND_TURN_S = 0.5  # from held out to hanging


class Person:
    """Acts on `world`; sees the truth, as people see."""

    def __init__(self, world: World, build: Build) -> None:
        self._world = world
        self.build = build
        self.stance = Stance(build.at_m, build.height_m)
        self.hand = Hand(world, build)
        self.taking = Taking(world, build, self.hand, self.stance)
        self._figure = Figure(world.model, world.data, build)
        self.other_arm = OtherArm(build, self._figure, self.stance.posture)
        self.voice = Voice()
        self._actions: list[Action] = []
        self._acting: Action | None = None
        self._action_s = self._last_s = 0.0
        self._still_s: float | None = None
        self._lowered = False
        self.reached = False  # whether ReachFor has sent the hand out
        self._placed_for: tuple[Posture, float] | None = None
        self._down = 0.0  # 0: hand held out, 1: hanging
        self._yielding = Yielding(world)
        self.spot_m = build.at_m.copy()  # where they want to stand
        self._shoved_s = -np.inf

    add_grip = staticmethod(Hand.add_grip)

    # ------------------------------------------------------------------------------------------ what is seen

    @property
    def doing(self) -> str:
        """One word: "waiting", "reaching", …, "walking", "pointing", "reaching_over"."""
        if isinstance(self._acting, PointAt):
            return "pointing"
        if isinstance(self._acting, ReachOver):
            return "reaching_over"
        if self.taking.doing == "standing" and self.stance.walking:
            return "walking"
        return self.taking.doing

    @property
    def thing(self) -> Thing | None:
        """What they look at, reach for or hold."""
        return self.taking.thing

    @property
    def holds(self) -> str | None:
        """Name of the thing the hand has closed on."""
        thing = self.taking.holds
        return None if thing is None else thing.name

    @property
    def received(self) -> list[str]:
        """Names of the things taken so far, in order."""
        return self.taking.received

    @property
    def hand_m(self) -> FloatArray:
        """(3,) true centre of the palm that gives and takes."""
        return self.hand.at_m

    @property
    def at_m(self) -> FloatArray:
        """(2,) where they stand."""
        return self.stance.at_m

    @property
    def engaged(self) -> bool:
        """Whether they are in the middle of a handover."""
        return self.taking.doing in ENGAGED

    @property
    def busy(self) -> bool:
        """Whether there is still something they were told to do."""
        return self._acting is not None or bool(self._actions)

    @property
    def arm_length_m(self) -> float:
        """Shoulder to wrist."""
        return sum(self.build.arm_m)

    @property
    def other_shoulder_m(self) -> FloatArray:
        """(3,) of the arm that does not give."""
        return self._figure.shoulder_m(self.stance.posture, self.build.side)

    @property
    def other_arm_away(self) -> bool:
        """Whether the other hand is not yet at the side of the body."""
        home = self.stance.posture.place(np.array([self.build.side * 0.2, 0.0, 0.45 * self.build.height_m]))
        return float(np.linalg.norm(self.other_arm.at_m - home)) > 0.25

    def place_of(self, what: str | tuple[float, float, float]) -> FloatArray:
        """(3,) of a thing by name, or the place itself.

        Raises:
            InputError: no thing has that name.
        """
        return self._world.pose(what)[:3, 3].copy() if isinstance(what, str) else np.array(what, float)

    def free_height_m(self, place_m: FloatArray) -> float:
        """Height of the highest thing or piece of furniture between them and (3,) `place_m`."""
        return free_height_m(self._world, self.stance.at_m, place_m)

    # ------------------------------------------------------------------------------------------ being told

    def do(self, *actions: Action) -> None:
        """Do these one after the other, after what is still to be done."""
        self._actions += actions

    def abandon(self) -> None:
        """Forget what is still to be done, stay where you are."""
        self._actions, self._acting = [], None
        self.spot_m = self.stance.at_m.copy()
        self.stance.halt()
        self.other_arm.hang()

    def walk_to(
        self,
        at_m: tuple[float, float],
        *,
        via: Sequence[tuple[float, float]] = (),
        speed_m_s: float = 0.9,
        facing_rad: float | None = 0.0,
        hand_out: bool | None = None,
    ) -> None:
        """See actions.WalkTo."""
        self.do(WalkTo(at_m, via, speed_m_s, facing_rad, hand_out))

    def walk_home(self, speed_m_s: float = 0.9, via: Sequence[tuple[float, float]] = ()) -> None:
        """Back to their own place, and hold the hand out there."""
        self.walk_to((float(self.build.at_m[0]), float(self.build.at_m[1])), via=via, speed_m_s=speed_m_s)

    def appear_at(self, at_m: tuple[float, float], facing_rad: float = 0.0) -> None:
        """Be somewhere else at once, hand hanging. For the time before anybody looks."""
        self.stance.appear(np.array(at_m), facing_rad)
        self.spot_m = self.stance.at_m.copy()
        self.taking.out, self.taking.doing, self.taking.thing = False, "standing", None
        self._down = 1.0
        self._place_hand()
        self.hand.put(self.taking.hanging_m)
        self.other_arm = OtherArm(self.build, self._figure, self.stance.posture)
        self._draw(0.0)

    def step_in(self, what: str | tuple[float, float, float], stay_s: float = 1.5) -> None:
        """Come to the table's edge beside `what`, reach over it with the other hand, stay, draw back."""
        x = float(np.clip(self.place_of(what)[0], 0.1, 0.9))
        self.do(WalkTo((x, 0.74), hand_out=False), ReachOver(what, stay_s=stay_s))

    def reach_for(self, what: str | tuple[float, float, float], stay_s: float = 1.5) -> None:
        """See actions.ReachFor."""
        self.do(ReachFor(what, stay_s))

    def point_at(self, what: str | tuple[float, float, float], stay_s: float = 2.0) -> None:
        """See actions.PointAt."""
        self.do(PointAt(what, stay_s))

    def wait(self, for_s: float) -> None:
        """Do nothing for a while."""
        self.do(Wait(for_s))

    def withdraw(self, for_s: float = 3.0) -> None:
        """At once, whatever the hand does: let go, draw it to the body, hold it out again after `for_s`."""
        self.taking.draw_back(for_s)

    def move_hand(self, by_m: FloatArray | tuple[float, float, float]) -> None:
        """From now on hold the hand out `by_m` (3,) beside its usual place; zeros bring it back."""
        self.taking.shift_m = np.array(by_m, float)

    def say(
        self,
        text: str,
        language: Language = "en",
        *,
        at_s: float | None = None,
        recording: str | Path | None = None,
    ) -> None:
        """Say something now, or at `at_s` on the world's clock; `voice.on_speech` hears it then."""
        self.voice.say(Speech(text, language, self._world.now_s if at_s is None else at_s, recording))

    def lower_hand(self) -> None:
        """Lower the hand that is held out, unless it has something to do; see `raise_hand_again`."""
        self._lowered = self.taking.out and self.taking.doing == "waiting"
        if self._lowered:
            self.taking.out = False

    def raise_hand_again(self) -> bool:
        """Hold it out again if `lower_hand` lowered it; False while the other arm is still in its way."""
        if self.other_arm_away:
            return False
        self.taking.out = self.taking.out or self._lowered
        return True

    def first_still_s(self, since_s: float) -> float:
        """When, counted from the beginning of the present action, the other hand came to rest."""
        if self._still_s is None:
            self._still_s = since_s
        return self._still_s

    def let_go(self) -> None:
        """Open the hand now, whatever it holds."""
        self.taking.let_go()

    # ------------------------------------------------------------------------------------------ living

    def drive(self) -> None:
        """Called before every physics step: the forces of the hand."""
        self.taking.drive()

    def watch(self) -> None:
        """Called every few physics steps: decide, move on, and draw the body."""
        now = self._world.now_s
        period = max(now - self._last_s, 0.0)
        self._last_s = now
        self.voice.advance(now)
        self._act(now)
        self._give_way(period)
        self._stand_again(now)
        self.stance.advance(period)
        self.hand.carried_m_s = self.stance.velocity_m_s
        turn = period / _HAND_TURN_S
        hangs = self.taking.doing == "standing" or (self.taking.doing == "leaving" and not self.taking.out)
        self._down = float(np.clip(self._down + (turn if hangs else -turn), 0.0, 1.0))
        self._place_hand()
        self.taking.watch()
        self._draw(period)

    def _act(self, now: float) -> None:
        if self._acting is None and self._actions:
            self._acting, self._action_s, self._still_s = self._actions.pop(0), now, None
            self._acting.begin(self)
        if self._acting is not None and self._acting.advance(self, now - self._action_s):
            self._acting = None

    def _give_way(self, period_s: float) -> None:
        """Whatever presses on the body moves it; what presses on the other arm moves that."""
        pushed = self._yielding.of_body_m_s(hand_out=self._down < 0.5)
        if pushed is not None:
            self._shoved_s = self._last_s
            self.stance.give_way(pushed, period_s)
        pushed = self._yielding.of_other_arm_m_s()
        if pushed is not None:
            self.other_arm.flinch(pushed * period_s)

    def _stand_again(self, now: float) -> None:
        """Go back to where they stood before they were pushed aside."""
        if self.busy or self.stance.walking or now - self._shoved_s < RETURNS_AFTER_S:
            return
        if float(np.linalg.norm(self.stance.at_m - self.spot_m)) > 0.02:
            self.stance.walk([self.spot_m], 0.4, self.stance.heading_rad)

    def _place_hand(self) -> None:
        """Tell the hand where it is held out and where it hangs, and turn it so."""
        posture = self.stance.posture
        if (posture, self._down) == self._placed_for:
            return
        self._placed_for = (posture, self._down)
        self.taking.out_m = self._figure.held_out_m(posture)
        self.taking.hanging_m = self._figure.hanging_m(posture, -self.build.side)
        held_out = self._figure.held_out_rotation(posture)
        if self._down == 0.0:
            self.hand.turn(held_out)
            return
        hangs = self._figure.hanging_rotation(posture, -self.build.side)
        way = Slerp([0.0, 1.0], Rotation.from_matrix(np.stack((held_out, hangs))))
        self.hand.turn(way(smooth(self._down)).as_matrix())

    def _draw(self, period_s: float) -> None:
        posture, build = self.stance.posture, self.build
        wrist = self.hand.wrist_m
        lean = self._figure.lean_for(posture, -build.side, wrist, LEAN_MAX_RAD)
        lean = lean if self._down < 0.5 else 0.0
        goal = self.other_arm.goal_wrist_m
        if goal is not None:
            lean = max(lean, self._figure.lean_for(posture, build.side, goal, LEAN_MAX_RAD))
        self.stance.lean_goal_rad = lean
        other = self.other_arm.advance(posture, max(period_s, 1e-3), self.stance.velocity_m_s)
        self._figure.draw(posture, wrist, other)
