# SPDX-License-Identifier: Apache-2.0
"""The README's figures that need the whole running system. One JSON object per line.

.venv/bin/python tools/measure.py stop --tries 50     from a stop to zero joint velocity, mid-motion
.venv/bin/python tools/measure.py kill                kill -9 of each node in turn while the arm moves
.venv/bin/python tools/measure.py words               refusal, prohibition and question, with the arm still
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.errors import RobotError
from mm_robot.nodes.audience import Audience
from mm_robot.supervisor import Supervisor

_LEASE_S = 6.0  # config/fastdds_shm.xml: a killed process is forgotten after 5 s
_SEED = 1000  # a development seed
_COMMAND = Path(sys.executable).with_name("mm_robot")
_ARGUMENTS = {"objects": json.dumps(["red cup", "green bottle", "blue cup", "yellow block"]), "seed": _SEED}


def main() -> int:
    """Run one measurement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("stop", "kill", "words"))
    parser.add_argument("--tries", type=int, default=50)
    arguments = parser.parse_args()
    os.environ.setdefault("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")
    with Supervisor(
        "sim", arguments=_ARGUMENTS, quiet=True, write=lambda line: print(line, file=sys.stderr)
    ) as system:
        system.wait_ready(120.0)
        with Audience() as audience:
            audience.wait(
                lambda: audience.safety is not None and audience.safety.level == 0, 60.0, "never released"
            )
            if arguments.what == "stop":
                measure_stop(audience, arguments.tries)
            elif arguments.what == "kill":
                measure_kill(system, audience)
            else:
                measure_words(audience)
    return 0


def measure_stop(audience: Audience, tries: int) -> None:
    """Half of the stops through the topic, half through a new `mm_robot stop` process.

    Each try begins at home and stops the first motion towards the cup at full swing. A try whose motion had
    ended by itself before the stop was latched says nothing about the stop and is done again.
    """
    rng = random.Random(_SEED)
    rows: dict[str, list[float]] = {"message": [], "process": []}
    while min(len(rows["message"]), len(rows["process"])) < tries // 2:
        how = "message" if len(rows["message"]) <= len(rows["process"]) else "process"
        _get_moving(audience)
        time.sleep(rng.uniform(0.1, 1.2) if how == "message" else rng.uniform(0.0, 0.4))
        speed, start_s = audience.speed_rad_s, time.monotonic()
        if how == "message":
            audience.stop("measurement")
        else:
            subprocess.run([str(_COMMAND), "stop"], check=True, stdout=subprocess.DEVNULL)
        rest_s = _await_stopped(audience) - start_s
        valid = rest_s > audience.latched_mono_s - start_s
        if valid:
            rows[how].append(rest_s)
        _print(n=len(rows[how]), how=how, valid=valid, speed_rad_s=round(speed, 3), rest_s=round(rest_s, 4))
        _reset(audience)
        _go_home(audience)
    for how, values in rows.items():
        _print(summary=how, n=len(values), **_percentiles(values))


def measure_kill(system: Supervisor, audience: Audience) -> None:
    """Each node in turn: time to rest, reason shown, time until commands work again."""
    for name in list(system.pids):
        _get_moving(audience)
        time.sleep(0.3)
        before, count, since_s = system.pids[name], len(audience.rested_mono_s), time.monotonic()
        system.kill(name)
        row: dict[str, Any] = {"killed": name}
        if name == "sim_node":  # the arm itself is gone, and a new one stands at home
            row["rest_s"] = "the robot's driver was killed: it is its arm that is gone"
        elif name == "safety_node":  # its word comes only with the next one
            audience.wait(lambda c=count: len(audience.rested_mono_s) > c, 10.0, "the arm did not rest")  # type: ignore[misc]
            row["rest_s"] = round(audience.rested_mono_s[-1] - since_s, 3)
        else:
            row["rest_s"] = round(_await_stopped(audience) - since_s, 3)
        audience.wait(
            lambda n=name, b=before: system.pids.get(n, b) != b,  # type: ignore[misc]
            30.0,
            f"{name} was not started again",
        )
        audience.wait(
            lambda: audience.safety is not None and audience.safety.level != 0,
            10.0,
            "no stop in /safety/state",
        )
        assert audience.safety is not None
        row["safety_state"] = f"{audience.safety.source}: {audience.safety.reason}"
        system.wait_ready(60.0)
        time.sleep(_LEASE_S)  # until then a request may still go to the process that is gone
        _reset(audience)
        row["reset_s"] = round(time.monotonic() - since_s, 2)
        row["then"] = _go_home(audience)
        _print(**row)


def measure_words(audience: Audience) -> None:
    """What must not move the arm."""
    for text in ("hand me the purple elephant", "不要拿红色的杯子", "give me the cup"):
        moved = len(audience.moved_at_s)
        said = len(audience.said)
        outcome = audience.command(text)
        audience.wait(lambda o=outcome: o() is not None, 60.0, f"no outcome for '{text}'")  # type: ignore[misc]
        time.sleep(1.5)
        _print(
            text=text,
            outcome=repr(outcome()),
            said=audience.said[said:],
            arm_moved=len(audience.moved_at_s) > moved,
        )


def _get_moving(audience: Audience) -> None:
    """Give a command that moves the arm from home, and wait until it does."""
    outcome, moved = audience.command("hand me the red cup"), len(audience.moved_at_s)
    audience.wait(lambda: len(audience.moved_at_s) > moved or outcome() is not None, 20.0, "no motion begins")
    if outcome() is not None:
        raise RobotError(f"no motion begins: {outcome()}")


def _await_stopped(audience: Audience) -> float:
    """When the arm came to rest (monotonic, s), once a stop is latched and it has stayed at rest."""
    audience.wait(
        lambda: audience.safety is not None and audience.safety.level != 0, 10.0, "no stop in /safety/state"
    )
    audience.wait(lambda: not audience.moving, 5.0, "the arm did not come to rest")
    time.sleep(0.5)
    if audience.moving:
        raise RobotError("the arm moved again after a stop")
    return audience.rested_mono_s[-1]


def _go_home(audience: Audience) -> str:
    """Bring the arm home; how that ended."""
    outcome = audience.command("go home")
    audience.wait(lambda: outcome() is not None, 60.0, "going home does not end")
    return type(outcome()).__name__


def _reset(audience: Audience) -> None:
    """Release the latch, as soon as that is allowed."""
    until_s = time.monotonic() + 30.0
    while refusal := audience.reset():
        if time.monotonic() > until_s:
            raise RobotError(f"the stop cannot be reset: {refusal}")
        time.sleep(0.1)
    audience.wait(lambda: audience.safety is not None and audience.safety.level == 0, 5.0, "not released")
    time.sleep(0.3)


def _percentiles(values: list[float]) -> dict[str, float]:
    return {f"p{p}_s": round(float(np.percentile(values, p)), 4) for p in (50, 99)}


def _print(**row: Any) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
