# SPDX-License-Identifier: Apache-2.0
"""Trial of every category: does it rest, does it hold in the gripper, what does it cost.

`python -m mm_robot_sim.objects.trial` prints the table. Nothing sleeps in it: sleep would hide what drifts.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import mujoco
import numpy as np

import mm_robot.robots
from mm_robot.config import load
from mm_robot.types import FloatArray
from mm_robot_sim.objects.assembly import add_object
from mm_robot_sim.objects.catalogue import CATALOGUE
from mm_robot_sim.objects.design import SEEN, Design
from mm_robot_sim.objects.recipes import design

FIRST_SEED = 1000  # of the development seeds
SETTLE_S, REST_S = 1.0, 10.0
SHAKE_M_S2, SHAKE_HZ, SHAKE_S = 2.0, 2.0, 2.0  # along each axis in turn
LOST_M = 0.03  # farther from where it was gripped it is about to fall, or gone
_APART_M = 0.7
_FINGER_M = 0.034  # of a thing's top may stand above the fingertips' middle before the palm is in the way


@dataclass(frozen=True)
class Rest:
    """How still one object lay."""

    drift_m: float  # in REST_S, after SETTLE_S
    turn_rad: float
    deepest_m: float  # deepest contact, positive
    sunk_m: float  # how far its middle came down while settling: what it was not resting on


@dataclass(frozen=True)
class Hold:
    """How one object fared between the fingers."""

    held: bool
    slip_m: float  # from the moment the shaking began


def variant(noun: str, seed: int) -> Design:
    """A design of this noun, colour and all else from the seed."""
    rng = np.random.default_rng((seed, 91))
    colours = CATALOGUE[noun].colours
    return design(noun, colours[int(rng.integers(len(colours)))], rng, varied=True)


def rest(designs: Sequence[Design], rng: np.random.Generator) -> list[Rest]:
    """Put each on a table of its own and let time pass."""
    spec = _arena()
    for i, made in enumerate(designs):
        spec.worldbody.add_geom(
            type=mujoco.mjtGeom.mjGEOM_BOX, size=[0.32, 0.32, 0.02], pos=[i * _APART_M, 0, -0.02],
            friction=[0.8, 0.005, 0.0002],
        )  # fmt: skip
        add_object(
            spec, f"thing{i}", made, (i * _APART_M, 0.0, 0.0005), float(rng.uniform(-math.pi, math.pi))
        )
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_step(model, data, round(SETTLE_S / model.opt.timestep))
    before, turned = data.xpos.copy(), data.xquat.copy()
    deepest = np.zeros(len(designs))
    for _ in range(10):
        for contact in data.contact:
            body = int(max(model.geom_bodyid[contact.geom])) - 1
            deepest[body] = max(deepest[body], -contact.dist)
        mujoco.mj_step(model, data, round(REST_S / model.opt.timestep / 10))
    results = []
    for i, made in enumerate(designs):
        body = model.body(f"thing{i}").id
        drift = float(np.linalg.norm(data.xpos[body] - before[body]))
        turn = 2 * math.acos(min(1.0, abs(float(turned[body] @ data.xquat[body]))))
        sunk = 0.0005 + made.extent_m[2] / 2 - float(before[body, 2])
        results.append(Rest(drift, turn, float(deepest[i]), sunk))
    return results


def hold(made: Design, *, force_n: float | None = None) -> Hold:
    """Close the Panda's gripper on it where it is best held, and shake.

    The hand stands still and the accelerations of the shaking are added to gravity, which is the same. What
    is best held too deep below its top for the fingers is taken from the side, the rest from above.

    Args:
        made: the object.
        force_n: of the fingers; default the robot's configured force.
    """
    spec = _arena()
    side = made.extent_m[2] - made.hold_m[2] > _FINGER_M
    hand = _add_hand(spec, side)
    x, y, z = made.hold_m
    add_object(spec, "thing", made, (-x, -y, -z), 0.0)
    model = spec.compile()
    data = mujoco.MjData(model)
    thing = model.body("thing").id
    gripper = model.actuator(f"{hand}gripper").id
    force = load().planning.grip_force_n if force_n is None else force_n
    model.actuator_forcerange[gripper] = (-force, force)
    for finger in ("panda_finger_joint1", "panda_finger_joint2"):
        data.qpos[model.joint(hand + finger).qposadr[0]] = 0.04
    data.ctrl[gripper] = 0.08
    step = model.opt.timestep
    model.opt.gravity[:] = 0.0
    mujoco.mj_step(model, data, 5)
    data.ctrl[gripper] = 0.0
    mujoco.mj_step(model, data, round(0.6 / step))
    for share in np.linspace(0.0, 1.0, round(0.3 / step)):
        model.opt.gravity[:] = (0.0, 0.0, -9.81 * share)
        mujoco.mj_step(model, data)
    mujoco.mj_step(model, data, round(0.3 / step))
    start, far = data.xpos[thing].copy(), 0.0
    for axis in range(3):
        for i in range(round(SHAKE_S / step)):
            model.opt.gravity[:] = (0.0, 0.0, -9.81)
            model.opt.gravity[axis] += SHAKE_M_S2 * math.sin(2 * math.pi * SHAKE_HZ * i * step)
            mujoco.mj_step(model, data)
            if i % 20 == 0:
                far = max(far, float(np.linalg.norm(data.xpos[thing] - start)))
    return Hold(far < LOST_M and _between_fingers(model, data, thing, hand), far)


def _between_fingers(model: mujoco.MjModel, data: mujoco.MjData, thing: int, hand: str) -> bool:
    fingers = {model.body(f"{hand}panda_{side}finger").id for side in ("left", "right")}
    touched = set()
    for contact in data.contact:
        bodies = {int(model.geom_bodyid[g]) for g in contact.geom}
        if thing in bodies:
            touched |= bodies & fingers
    return touched == fingers


def _arena() -> mujoco.MjSpec:
    spec = mujoco.MjSpec()
    spec.option.timestep = load().sim.timestep_s
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    spec.option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    spec.option.impratio = 10
    return spec


def _add_hand(spec: mujoco.MjSpec, side: bool) -> str:
    """Add the Panda's hand alone, the middle of its fingertips at the origin; the prefix of its names."""
    arm = mujoco.MjSpec.from_file(str(Path(mm_robot.robots.__file__).parent / "panda.xml"))
    tcp: FloatArray = np.array(arm.site("tcp").pos)
    # From above the hand's z axis points down; from the side along -x. Either way the fingers close along y.
    if side:
        frame = spec.worldbody.add_frame(pos=[tcp[2], 0, 0], quat=[math.sqrt(0.5), 0, -math.sqrt(0.5), 0])
    else:
        frame = spec.worldbody.add_frame(pos=[0, 0, tcp[2]], quat=[0, 1, 0, 0])
    hand = arm.body("panda_hand")
    hand.pos, hand.quat = [0, 0, 0], [1, 0, 0, 0]
    hand.alt.type = mujoco.mjtOrientation.mjORIENTATION_QUAT
    frame.attach_body(hand, "held_", "")
    return "held_"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nouns", nargs="*", help="only these (default: the whole catalogue)")
    parser.add_argument("--count", type=int, default=6, help="variants of each (default 6)")
    parser.add_argument(
        "--seed", type=int, default=FIRST_SEED, help=f"of the first variant (default {FIRST_SEED})"
    )
    arguments = parser.parse_args()
    print(f"{'noun':12}{'drift mm':>9}{'turn deg':>9}{'deep mm':>8}{'sunk mm':>8}{'held':>8}{'slip mm':>8}"
          f"{'touched':>8}{'faces':>7}")  # fmt: skip
    for noun in arguments.nouns or CATALOGUE:
        designs = [variant(noun, arguments.seed + i) for i in range(arguments.count)]
        rests = rest(designs, np.random.default_rng(arguments.seed))
        holds = [hold(made) for made in designs] if CATALOGUE[noun].graspable else []
        held = f"{sum(h.held for h in holds)}/{len(holds)}" if holds else "-"
        slip = f"{1000 * max(h.slip_m for h in holds):.1f}" if holds else "-"
        touched = max(sum(part.role != SEEN for part in made.parts) for made in designs)
        faces = max(sum(len(part.mesh.faces) for part in made.parts if part.mesh) for made in designs)
        print(
            f"{noun:12}{1000 * max(r.drift_m for r in rests):9.3f}"
            f"{math.degrees(max(r.turn_rad for r in rests)):9.2f}"
            f"{1000 * max(r.deepest_m for r in rests):8.2f}"
            f"{1000 * max(r.sunk_m for r in rests):8.2f}{held:>8}{slip:>8}{touched:8d}{faces:7d}",
            flush=True,
        )


if __name__ == "__main__":
    main()
