# SPDX-License-Identifier: Apache-2.0
"""How somebody takes what is offered.

They wait, meet it, close the hand, pull, draw it to the body and hold it. After a while they put it into the
crate at their side, to have the hand free again. They may also draw the hand back in the middle of it all, or
have it hanging.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.people.build import Build
from mm_robot_sim.people.hand import Hand
from mm_robot_sim.people.limbs import smooth
from mm_robot_sim.people.stance import Stance

if TYPE_CHECKING:
    from mm_robot_sim.world import Thing, World

Doing = Literal[
    "standing", "waiting", "reaching", "closing", "pulling", "taking", "holding", "keeping", "leaving",
    "drawing_back", "stretching",
]  # fmt: skip
_GRIPS = ("pulling", "taking", "holding", "keeping")  # while doing these the hand is closed on something
ENGAGED = ("reaching", "closing", "pulling", "taking")  # in the middle of a handover

OFFER_SPEED_M_S = 0.08  # faster things are under way, not offered
OFFER_TIME_S = 0.15  # held still this long before the hand sets out
REACH_SPEED_M_S = 0.22
TOUCH_M = 0.006  # palm to surface: the hand is at the object
CLEAR_M = 0.012  # palm to gripper: no closer, fingers do not like pads
GRASP_M = 0.035  # what the gripper keeps the palm from, the fingers still reach
CLOSE_S = 0.4
PULL_MIN_N, PULL_MAX_N, PULL_RISE_S = 9.0, 14.0, 0.5
PULL_SPEED_M_S = 0.25  # the pull's own damping ends here, so a sudden release does not fling the object
OUT_M, OUT_S = 0.09, 0.6  # first out from between the fingers, then home
TAKE_S = 1.3
REST_S = 3.0  # after giving up, before looking at an offer again
KEEP_S = 2.2  # to move a thing from the body to the crate
OVER_CRATE_M = 0.16  # palm above the crate's rim on the way there
DROP_M = 0.03  # palm above the rim when the hand opens
AT_HOME_M = 0.2  # farther from their place nobody reaches the crate
DRAW_BACK_S = 0.45  # a startled hand: 0.4 m at peaks of 1.7 m/s
SHIFT_SPEED_M_S = 0.5  # of a hand that moves elsewhere while it waits


class Taking:
    """Decides for the hand; sees the truth, as people see."""

    def __init__(self, world: World, build: Build, hand: Hand, stance: Stance) -> None:
        self._world = world
        self._data = world.data
        self._build, self._hand, self._stance = build, hand, stance
        self.doing: Doing = "waiting"
        self.thing: Thing | None = None
        self.received: list[str] = []  # names of the things taken so far, in order
        self.out = True  # whether the hand is to be held out; else it hangs
        self.shift_m = np.zeros(3)  # (3,) from its usual place to where it is held out
        self.out_m = build.hand_m.copy()  # (3,) where the hand is held out, told by the person
        self.hanging_m = build.hand_m.copy()  # (3,) where it hangs, told by the person
        config = world.config.sim
        self._reach_m, self._patience_s = config.person_reach_m, config.person_patience_s
        self._keeps_s = config.person_keeps_s
        self._pull_n = float(np.random.default_rng((world.seed, 9)).uniform(PULL_MIN_N, PULL_MAX_N))
        self._tcp = world.model.site("tcp").id
        self._tool = np.flatnonzero(world.tool_geoms)
        self._start_s = self._until_s = 0.0
        self._offered_since_s: float | None = None
        self._path_from = build.hand_m.copy()
        self._goal_m = build.hand_m.copy()
        self._exit = np.zeros(3)
        self._shifted_m = np.zeros(3)
        self._last_s = 0.0

    @property
    def holds(self) -> Thing | None:
        """The thing the hand has closed on."""
        return self.thing if self.doing in _GRIPS else None

    # ------------------------------------------------------------------------------------------ every physics
    # step

    def drive(self) -> None:
        """Set the forces of the hand."""
        if self.doing == "pulling":
            rise = min((self._world.now_s - self._start_s) / PULL_RISE_S, 1.0)
            self._hand.pull(self._pull_n * rise * self._pull_direction(), self._pull_n / PULL_SPEED_M_S)
        else:
            self._hand.drive(self.holds.design.mass_kg if self.holds is not None else 0.0)

    def _pull_direction(self) -> FloatArray:
        """(3,) towards the body, and a little out of the gripper."""
        line = self._home_m() - self._hand.at_m
        line[2] = 0.0
        line = line / max(float(np.linalg.norm(line)), 1e-6) + 0.4 * self._out()
        return np.asarray(line / max(float(np.linalg.norm(line)), 1e-6))

    def _out(self) -> FloatArray:
        """(3,) unit vector along which things leave the open gripper."""
        return np.array(self._data.site_xmat[self._tcp].reshape(3, 3)[:, 2])

    def _home_m(self) -> FloatArray:
        """Where taken things are held: in front of the belly."""
        x, y = self._stance.at_m
        ahead = self._stance.posture.turn(np.array([-0.06 * self._build.side, -0.27, 0.0]))
        return np.array([x + ahead[0], y + ahead[1], max(0.24, self._build.hand_m[2])])

    # ------------------------------------------------------------------------------------------ every look

    def watch(self) -> None:
        """Decide what to do next."""
        now = self._world.now_s
        step = SHIFT_SPEED_M_S * max(now - self._last_s, 0.0)
        self._last_s = now
        off = self.shift_m - self._shifted_m
        self._shifted_m = self._shifted_m + off * min(1.0, step / max(float(np.linalg.norm(off)), 1e-9))
        getattr(self, f"_while_{self.doing}")(now)
        self._hand.curl(self.doing == "closing" or self.doing in _GRIPS)

    def _begin(self, doing: Doing, now: float) -> None:
        self.doing = doing
        self._start_s = now
        self._path_from = self._hand.at_m

    def _while_standing(self, now: float) -> None:
        self._hand.aim_m = self.hanging_m
        if self.out:
            self._begin("leaving", now)
            self._start_s = now - REST_S + 1.1  # ready as soon as the hand is up

    def _while_waiting(self, now: float) -> None:
        sway = 0.004 * np.array([np.sin(1.3 * now), np.sin(0.9 * now + 1), np.sin(1.1 * now + 2)])
        self._hand.aim_m = self.out_m + self._shifted_m + sway
        if not self.out:
            self.thing = None
            self._begin("standing", now)
            return
        offered = self._offered()
        if offered is None or offered is not self.thing:
            self.thing = offered
            self._offered_since_s = now
        elif self._offered_since_s is not None and now - self._offered_since_s >= OFFER_TIME_S:
            self._begin("reaching", now)

    def _offered(self) -> Thing | None:
        """The thing that the gripper holds out, at rest, within reach and clear of the table."""
        world, hand_m = self._world, self._hand.at_m
        for thing in world.objects:
            linear = self._data.cvel[thing.body][3:]
            near = np.linalg.norm(self._data.xpos[thing.body] - hand_m)
            if near > self._reach_m + 0.2 or np.linalg.norm(linear) > OFFER_SPEED_M_S:
                continue
            if world.touching(world.tool_geoms, thing.geoms) and self._hand.gap(thing)[0] < self._reach_m:
                return thing
        return None

    def _while_reaching(self, now: float) -> None:
        thing, hand = self.thing, self._hand
        if thing is None or self._offered() is not thing or now - self._start_s > 4.0:
            self._begin("leaving", now)
            return
        gap, way = hand.gap(thing)
        clear, to_gripper = hand.nearest(self._tool)
        slow = now - self._start_s > 0.5 and np.linalg.norm(hand.velocity_m_s) < 0.02
        if gap < TOUCH_M or (gap < GRASP_M and (slow or clear < CLEAR_M)):
            hand.aim_m = hand.at_m
            self._begin("closing", now)
            return
        # A hand starts gently, slows down before it touches, and keeps off the gripper.
        ease = min((now - self._start_s) / 0.3, 1.0) * min(1.0, 0.25 + gap / 0.06)
        beyond = self._free_side_m(thing) - hand.at_m
        far = float(np.linalg.norm(beyond))
        wish = beyond / far if far > 0.01 else way / max(gap, 1e-6)
        if clear < 2 * CLEAR_M:
            wish = wish - to_gripper / max(clear, 1e-3) * (2 - clear / CLEAR_M)
        hand.aim_m = hand.at_m + wish * min(max(gap, far), REACH_SPEED_M_S * ease * 0.08)

    def _free_side_m(self, thing: Thing) -> FloatArray:
        """(3,) where the palm goes: the end of the thing that sticks out of the gripper."""
        out = self._out()
        turned = self._data.xmat[thing.body].reshape(3, 3)
        half = float(np.abs(turned.T @ out) @ thing.extent_m) / 2
        return np.asarray(self._data.xpos[thing.body] + out * half)

    def _while_closing(self, now: float) -> None:
        if now - self._start_s < CLOSE_S:
            return
        if self.thing is None or self._hand.gap(self.thing)[0] > GRASP_M + 0.01:
            self._begin("leaving", now)
            return
        self._hand.grip(self.thing)
        self._begin("pulling", now)

    def _while_pulling(self, now: float) -> None:
        assert self.thing is not None
        if self._hand.torn(self.thing):
            self._begin("leaving", now)
        elif not all(self._world.touching(finger, self.thing.geoms) for finger in self._world.finger_geoms):
            self._exit = self._out()
            self._begin("taking", now)
        elif now - self._start_s > self._patience_s:
            self._hand.loose(self.thing)
            self._begin("leaving", now)

    def _while_taking(self, now: float) -> None:
        assert self.thing is not None
        since = now - self._start_s
        clear = self._path_from + OUT_M * self._exit
        clear[2] = max(clear[2], 0.1)
        first, then = smooth(since / OUT_S), smooth((since - 0.6 * OUT_S) / TAKE_S)
        self._hand.aim_m = (
            self._path_from + (clear - self._path_from) * first + (self._home_m() - clear) * then
        )
        if self._hand.torn(self.thing):
            self._begin("leaving", now)
        elif then >= 1.0:
            self.received.append(self.thing.name)
            self._begin("holding", now)

    def _while_holding(self, now: float) -> None:
        assert self.thing is not None
        self._hand.aim_m = self._home_m()
        here = float(np.linalg.norm(self._stance.at_m - self._build.at_m)) < AT_HOME_M
        if self._hand.torn(self.thing):
            self._begin("leaving", now)
        elif now - self._start_s > self._keeps_s and here and not self._stance.walking:
            self._begin("keeping", now)

    def _while_keeping(self, now: float) -> None:
        """Lift it over the crate's rim, lower it, let go."""
        assert self.thing is not None
        if self._hand.torn(self.thing):
            self._begin("leaving", now)
            return
        share = (now - self._start_s) / KEEP_S
        rim = self._build.crate_m
        over = rim + np.array([0.0, 0.0, OVER_CRATE_M])
        first, then = smooth(share / 0.7), smooth((share - 0.7) / 0.3)
        self._hand.aim_m = self._path_from + (over - self._path_from) * first
        self._hand.aim_m[2] += (DROP_M - OVER_CRATE_M) * then
        if share >= 1.2:
            self.let_go()
            # A hand turns over to drop something; this one cannot, so until it is back nothing lies on it.
            self._hand.feel(False)

    def _while_leaving(self, now: float) -> None:
        share = min((now - self._start_s) / 1.0, 1.0)
        goal = self.out_m + self._shifted_m if self.out else self.hanging_m
        self._hand.aim_m = self._path_from + (goal - self._path_from) * smooth(share)
        if now - self._start_s > REST_S:
            self._hand.feel(True)
            self.thing = None
            self._begin("waiting" if self.out else "standing", now)

    def _while_drawing_back(self, now: float) -> None:
        share = smooth((now - self._start_s) / DRAW_BACK_S)
        self._hand.aim_m = self._path_from + (self._home_m() - self._path_from) * share
        if now > self._until_s:
            self._begin("leaving", now)
            self._start_s = now - REST_S + 1.1

    def _while_stretching(self, now: float) -> None:
        way = self._goal_m - self._path_from
        takes_s = max(1.875 * float(np.linalg.norm(way)) / (2 * REACH_SPEED_M_S), 0.2)
        self._hand.aim_m = self._path_from + way * smooth((now - self._start_s) / takes_s)
        if now > self._until_s + takes_s:
            self._begin("leaving", now)
            self._start_s = now - REST_S + 1.1

    # ------------------------------------------------------------------------------------------ at once

    def let_go(self) -> None:
        """Open the hand now, whatever it holds."""
        if self.holds is not None:
            self._hand.loose(self.holds)
            self._begin("leaving", self._world.now_s)

    def draw_back(self, for_s: float) -> None:
        """Let go and draw the hand to the body, as one who is startled; hold it out again after `for_s`."""
        if self.holds is not None:
            self._hand.loose(self.holds)
        self.thing = None
        self._until_s = self._world.now_s + for_s
        self._begin("drawing_back", self._world.now_s)

    def stretch(self, goal_m: FloatArray, for_s: float) -> bool:
        """Bring the empty hand to (3,) `goal_m` and keep it there; False while it has something in it."""
        if self.doing in (*ENGAGED, *_GRIPS):
            return False
        self._goal_m = np.array(goal_m, float)
        self._until_s = self._world.now_s + for_s
        self._begin("stretching", self._world.now_s)
        return True
