# SPDX-License-Identifier: Apache-2.0
"""What the person does: waits, meets what is offered, closes the hand, pulls, draws it to the body, holds it.

After a while they put it into the crate at their side, to have the hand free again.

The hand moves by forces of limited size, never by being set somewhere. The grip is a soft weld that comes
into being only when the palm is at the object, and tears when pulled too hard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.types import FloatArray
from mm_robot_sim.people.mannequin import (
    AXES,
    FINGERS,
    FOREARM,
    HAND,
    PALM,
    THUMB,
    UPPER_ARM,
    Build,
    hang_arm,
)

if TYPE_CHECKING:
    from mm_robot_sim.world import Thing, World

Doing = Literal["waiting", "reaching", "closing", "pulling", "taking", "holding", "keeping", "leaving"]
_GRIPS = ("pulling", "taking", "holding", "keeping")  # while doing these the hand is closed on something

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
HAND_FORCE_N = 45.0
GRIP_TEARS_M = 0.03


class Person:
    """Acts on `world` through the joints of the hand; sees the truth, as people see."""

    def __init__(self, world: World, build: Build) -> None:
        self._world = world
        self._model, self._data = world.model, world.data
        self.build = build
        self.doing: Doing = "waiting"
        self.thing: Thing | None = None
        config = world.config.sim
        self._reach_m, self._patience_s = config.person_reach_m, config.person_patience_s
        self._keeps_s = config.person_keeps_s
        self.received: list[str] = []  # names of the things taken so far, in order
        self._pull_n = float(np.random.default_rng((world.seed, 9)).uniform(PULL_MIN_N, PULL_MAX_N))
        model = self._model
        self._dofs = np.array([model.joint(f"{HAND}_{axis}").dofadr[0] for axis in AXES])
        self._slides = np.array([model.joint(f"{HAND}_{axis}").qposadr[0] for axis in AXES])
        self._body = model.body(HAND).id
        self._touching = [model.geom(name).id for name in (PALM, "person_edge_l", "person_edge_r")]
        self._skin = [
            g for g in range(model.ngeom) if model.geom_bodyid[g] == self._body and model.geom_contype[g]
        ]
        self._curls = (model.actuator(FINGERS).id, model.actuator(THUMB).id)
        self._mocap = (int(model.body(UPPER_ARM).mocapid[0]), int(model.body(FOREARM).mocapid[0]))
        self._tcp = model.site("tcp").id
        self._tool = np.flatnonzero(world.tool_geoms)
        self._mass_kg = float(model.body_subtreemass[self._body])
        self._start_s = 0.0
        self._offered_since_s: float | None = None
        self._path_from = self._goal = build.hand_m.copy()
        self._aim = build.hand_m.copy()
        self._exit = np.zeros(3)

    @staticmethod
    def add_grip(spec: mujoco.MjSpec, thing: str) -> None:
        """The inactive weld between hand and `thing`: soft (40 ms), because a hand is."""
        weld = spec.add_equality(
            name=f"grip_{thing}", type=mujoco.mjtEq.mjEQ_WELD, objtype=mujoco.mjtObj.mjOBJ_BODY,
            name1=HAND, name2=thing, active=False, solref=[0.04, 1.0],
        )  # fmt: skip
        data = np.zeros(12)
        data[6], data[10] = 1.0, 1.0
        weld.data = data

    @property
    def hand_m(self) -> FloatArray:
        """(3,) true centre of the palm."""
        return np.array(self._data.xpos[self._body])

    @property
    def holds(self) -> str | None:
        """Name of the thing the hand has closed on."""
        return self.thing.name if self.thing is not None and self.doing in _GRIPS else None

    # ------------------------------------------------------------------------------------------ every physics
    # step

    def drive(self) -> None:
        """Set the forces of the hand's slides."""
        position = self.build.hand_m + self._data.qpos[self._slides]
        velocity = self._data.qvel[self._dofs]
        if self.doing == "pulling":
            rise = min((self._world.now_s - self._start_s) / PULL_RISE_S, 1.0)
            force = self._pull_n * rise * self._pull_direction() - self._pull_n / PULL_SPEED_M_S * velocity
        else:
            error = self._aim - position
            size = float(np.linalg.norm(error))
            stiff = 500.0 * error if size < 0.04 else 500.0 * error * (0.04 / size)
            force = stiff - 40.0 * velocity
            if self.thing is not None and self.holds:
                force[2] += 9.81 * self.thing.design.mass_kg
        size = float(np.linalg.norm(force))
        self._data.qfrc_applied[self._dofs] = force if size < HAND_FORCE_N else force * (HAND_FORCE_N / size)

    def _pull_direction(self) -> FloatArray:
        """(3,) towards the body, and a little out of the gripper."""
        line = self._home_m() - self.hand_m
        line[2] = 0.0
        line = line / max(float(np.linalg.norm(line)), 1e-6) + 0.4 * self._out()
        return np.asarray(line / max(float(np.linalg.norm(line)), 1e-6))

    def _out(self) -> FloatArray:
        """(3,) unit vector along which things leave the open gripper."""
        return np.array(self._data.site_xmat[self._tcp].reshape(3, 3)[:, 2])

    def _home_m(self) -> FloatArray:
        """Where taken things are held: in front of the belly."""
        x, y = self.build.at_m
        return np.array([x - 0.06 * self.build.side, y - 0.27, max(0.24, self.build.hand_m[2])])

    # ------------------------------------------------------------------------------------------ every look

    def watch(self) -> None:
        """Decide what to do next, and hang the arm on the hand."""
        now = self._world.now_s
        getattr(self, f"_while_{self.doing}")(now)
        curl = self.doing == "closing" or self.doing in _GRIPS
        self._data.ctrl[list(self._curls)] = (0.9, 0.6) if curl else (0.0, 0.0)
        rotation = self.build.hand_rotation
        wrist = self.hand_m - rotation @ np.array([0, 0.085, 0.012])
        hang_arm(self._data, self.build, self._mocap, wrist)

    def _begin(self, doing: Doing, now: float) -> None:
        self.doing = doing
        self._start_s = now
        self._path_from = self.hand_m

    def _while_waiting(self, now: float) -> None:
        sway = 0.004 * np.array([np.sin(1.3 * now), np.sin(0.9 * now + 1), np.sin(1.1 * now + 2)])
        self._aim = self.build.hand_m + sway
        offered = self._offered()
        if offered is None or offered is not self.thing:
            self.thing = offered
            self._offered_since_s = now
        elif self._offered_since_s is not None and now - self._offered_since_s >= OFFER_TIME_S:
            self._begin("reaching", now)

    def _offered(self) -> Thing | None:
        """The thing that the gripper holds out, at rest, within reach and clear of the table."""
        world = self._world
        for thing in world.objects:
            linear = self._data.cvel[thing.body][3:]
            near = np.linalg.norm(self._data.xpos[thing.body] - self.hand_m)
            if near > self._reach_m + 0.2 or np.linalg.norm(linear) > OFFER_SPEED_M_S:
                continue
            if world.touching(world.tool_geoms, thing.geoms) and self._gap(thing)[0] < self._reach_m:
                return thing
        return None

    def _gap(self, thing: Thing) -> tuple[float, FloatArray]:
        """Distance from hand to surface and the way there, (3,)."""
        return self._nearest(np.flatnonzero(thing.geoms & (self._model.geom_contype > 0)))

    def _nearest(self, geoms: npt.NDArray[np.intp]) -> tuple[float, FloatArray]:
        """Smallest distance from the hand to any of `geoms`, and the way there, (3,)."""
        best, way, segment = np.inf, np.zeros(3), np.zeros(6)
        for mine in self._touching:
            for other in geoms:
                distance = mujoco.mj_geomDistance(self._model, self._data, mine, int(other), 0.6, segment)
                if distance < best:
                    best, way = distance, segment[3:] - segment[:3]
        return float(best), way

    def _while_reaching(self, now: float) -> None:
        thing = self.thing
        if thing is None or self._offered() is not thing or now - self._start_s > 4.0:
            self._begin("leaving", now)
            return
        gap, way = self._gap(thing)
        clear, to_gripper = self._nearest(self._tool)
        slow = now - self._start_s > 0.5 and np.linalg.norm(self._data.qvel[self._dofs]) < 0.02
        if gap < TOUCH_M or (gap < GRASP_M and (slow or clear < CLEAR_M)):
            self._aim = self.hand_m
            self._begin("closing", now)
            return
        # A hand starts gently, slows down before it touches, and keeps off the gripper.
        ease = min((now - self._start_s) / 0.3, 1.0) * min(1.0, 0.25 + gap / 0.06)
        beyond = self._free_side_m(thing) - self.hand_m
        far = float(np.linalg.norm(beyond))
        wish = beyond / far if far > 0.01 else way / max(gap, 1e-6)
        if clear < 2 * CLEAR_M:
            wish = wish - to_gripper / max(clear, 1e-3) * (2 - clear / CLEAR_M)
        self._aim = self.hand_m + wish * min(max(gap, far), REACH_SPEED_M_S * ease * 0.08)

    def _free_side_m(self, thing: Thing) -> FloatArray:
        """(3,) where the palm goes: the end of the thing that sticks out of the gripper."""
        out = self._out()
        turned = self._data.xmat[thing.body].reshape(3, 3)
        half = float(np.abs(turned.T @ out) @ thing.extent_m) / 2
        return np.asarray(self._data.xpos[thing.body] + out * half)

    def _while_closing(self, now: float) -> None:
        if now - self._start_s < CLOSE_S:
            return
        if self.thing is None or self._gap(self.thing)[0] > GRASP_M + 0.01:
            self._begin("leaving", now)
            return
        self._grip(self.thing)
        self._begin("pulling", now)

    def _while_pulling(self, now: float) -> None:
        assert self.thing is not None
        if self._torn():
            self._begin("leaving", now)
        elif not all(self._world.touching(finger, self.thing.geoms) for finger in self._world.finger_geoms):
            self._exit = self._out()
            self._begin("taking", now)
        elif now - self._start_s > self._patience_s:
            self._loose()
            self._begin("leaving", now)

    def _while_taking(self, now: float) -> None:
        since = now - self._start_s
        clear = self._path_from + OUT_M * self._exit
        clear[2] = max(clear[2], 0.1)
        first, then = _smooth(since / OUT_S), _smooth((since - 0.6 * OUT_S) / TAKE_S)
        self._aim = self._path_from + (clear - self._path_from) * first + (self._home_m() - clear) * then
        if self._torn():
            self._begin("leaving", now)
        elif then >= 1.0:
            assert self.thing is not None
            self.received.append(self.thing.name)
            self._begin("holding", now)

    def _while_holding(self, now: float) -> None:
        self._aim = self._home_m()
        if self._torn():
            self._begin("leaving", now)
        elif now - self._start_s > self._keeps_s:
            self._begin("keeping", now)

    def _while_keeping(self, now: float) -> None:
        """Lift it over the crate's rim, lower it, let go."""
        assert self.thing is not None
        if self._torn():
            self._begin("leaving", now)
            return
        share = (now - self._start_s) / KEEP_S
        rim = self.build.crate_m
        over = rim + np.array([0.0, 0.0, OVER_CRATE_M])
        first, then = _smooth(share / 0.7), _smooth((share - 0.7) / 0.3)
        self._aim = self._path_from + (over - self._path_from) * first
        self._aim[2] += (DROP_M - OVER_CRATE_M) * then
        if share >= 1.2:
            self.let_go()
            # A hand turns over to drop something; this one cannot, so until it is back nothing lies on it.
            self._feel(False)

    def _while_leaving(self, now: float) -> None:
        share = min((now - self._start_s) / 1.0, 1.0)
        self._aim = self._path_from + (self.build.hand_m - self._path_from) * _smooth(share)
        if now - self._start_s > REST_S:
            self._feel(True)
            self.thing = None
            self._begin("waiting", now)

    # ------------------------------------------------------------------------------------------ the grip

    def _grip(self, thing: Thing) -> None:
        """Weld the thing to the hand as it is now."""
        weld = self._model.equality(f"grip_{thing.name}").id
        hand, body = self._body, thing.body
        rotation = self._data.xmat[hand].reshape(3, 3)
        back, relative = np.zeros(4), np.zeros(4)
        mujoco.mju_negQuat(back, self._data.xquat[hand])
        mujoco.mju_mulQuat(relative, back, self._data.xquat[body])
        data = self._model.eq_data[weld]
        data[0:3] = 0.0
        data[3:6] = rotation.T @ (self._data.xpos[body] - self._data.xpos[hand])
        data[6:10] = relative
        self._data.eq_active[weld] = 1

    def _torn(self) -> bool:
        """Let go when the thing was pulled out of the hand."""
        assert self.thing is not None
        data = self._model.eq_data[self._model.equality(f"grip_{self.thing.name}").id]
        rotation = self._data.xmat[self._body].reshape(3, 3)
        expected = self._data.xpos[self._body] + rotation @ data[3:6]
        if float(np.linalg.norm(expected - self._data.xpos[self.thing.body])) <= GRIP_TEARS_M:
            return False
        self._loose()
        return True

    def _loose(self) -> None:
        assert self.thing is not None
        self._data.eq_active[self._model.equality(f"grip_{self.thing.name}").id] = 0
        # A thing held still is asleep and would hang in the air; a push of no consequence wakes it.
        self._data.qvel[self._model.body_dofadr[self.thing.body] + 2] -= 0.01

    def _feel(self, touches: bool) -> None:
        """Whether the hand touches things at all."""
        for geom in self._skin:
            self._model.geom_contype[geom] = int(touches)

    def let_go(self) -> None:
        """Open the hand now, whatever it holds."""
        if self.thing is not None:
            self._loose()
            self._begin("leaving", self._world.now_s)


def _smooth(share: float) -> float:
    """0 to 1 with minimum jerk (Flash & Hogan 1985)."""
    s = min(max(share, 0.0), 1.0)
    return s**3 * (10 - 15 * s + 6 * s**2)
