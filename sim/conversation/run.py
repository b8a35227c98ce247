# SPDX-License-Identifier: Apache-2.0
"""`mm_robot demo --conversation`: a spoken conversation in two languages with the running system.

Every node is a process of its own, as in `mm_robot demo`; what people say comes from the microphone.
"""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path
from typing import Any

from mm_robot.supervisor import Supervisor
from mm_robot_sim.conversation.checks import faults, measured
from mm_robot_sim.conversation.film import Reel, write_conversation
from mm_robot_sim.conversation.play import Played, Talk
from mm_robot_sim.conversation.script import THINGS, script_of

_READY_TIMEOUT_S = 120.0  # a cold disk loads models slowly
_AFTERWARDS_S = 1.5  # filmed after the last word


def run_conversation(
    seed: int, runs: int, out: Path, *, video: bool = True, rate: float = 1.0, profile: str | None = None
) -> int:
    """Hold the conversation in each of `runs` worlds; 0 when every step of all went right.

    Writes report.json, and of the first run conversation.mp4 and conversation.png, into `out`.

    Args:
        seed: of the first world.
        runs: how many, with the seeds that follow.
        out: folder for the report and the film.
        video: whether to make a film.
        rate: simulated seconds per second: below 1 on a machine too slow or too busy for real time.
        profile: settings, as `mm_robot up` takes them.
    """
    os.environ.setdefault("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")  # nobody else's arm shall hear us
    out.mkdir(parents=True, exist_ok=True)
    machine = {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}
    report: dict[str, Any] = {"machine": machine, "rate": rate, "profile": profile, "runs": []}
    reel: Reel | None = None
    for run in range(runs):
        film = video and run == 0
        result, filmed = _one_run(seed + run, out / "motion.npz" if film else None, rate, profile)
        reel = filmed or reel
        report["runs"].append(result)
        report["summary"] = _summary(report["runs"])
        (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    if reel is not None:
        print("drawing the film", flush=True)
        write_conversation(reel, out / "conversation.mp4", out / "conversation.png")
        reel.motion.unlink()
    summary = report["summary"]
    print(f"{summary['right']} of {summary['steps']} steps went right; report and film: {out}/")
    return 0 if summary["right"] == summary["steps"] else 1


def _one_run(
    seed: int, motion: Path | None, rate: float, profile: str | None
) -> tuple[dict[str, Any], Reel | None]:
    from mm_robot.nodes.audience import Audience

    script = script_of(seed)
    print(f"— world {seed}: {', '.join(THINGS)}", flush=True)
    arguments: dict[str, bool | int | float | str | None] = {
        "seed": seed,
        "rate": rate,
        "config": profile,
        "objects": json.dumps(THINGS),
        "film": str(motion.resolve()) if motion else None,
    }
    result: dict[str, Any] = {"seed": seed, "steps": []}
    reel = None
    start_s = time.monotonic()

    def tell(line: str) -> None:
        print(f"  {time.monotonic() - start_s:5.1f} s  {line}", flush=True)

    with Supervisor("sim", arguments=arguments, quiet=True) as system:
        result["ready_s"] = round(system.wait_ready(_READY_TIMEOUT_S), 2)
        tell(f"ready: {len(system.pids)} processes")
        with Audience(tell, records=True) as audience:
            talk = Talk(audience, tell)
            talk.begin()
            clock_s, begin_s = audience.now_s, time.monotonic()
            played: list[Played] = []
            for step in script:
                tell(f"——          {step.title}")
                played.append(talk.play(step))
                row = _row(played[-1])
                result["steps"].append(row)
                for fault in row["faults"]:
                    tell(f"FAILED      {fault['cause']}: {fault['what']}")
            talk.wait(_AFTERWARDS_S)
            factor = (audience.now_s - clock_s) / (time.monotonic() - begin_s)
            result["real_time_factor"] = round(factor, 2)
            result["ok"] = all(row["ok"] for row in result["steps"])
            assert audience.tape is not None
            result["voice"] = bool(audience.tape.voice)
            result["record"] = audience.judge().record
            if motion is not None:
                reel = Reel(
                    seed,
                    profile,
                    motion,
                    tuple(played),
                    talk.sentences(),
                    audience.tape,
                    tuple(audience.stages),
                    tuple(audience.latches),
                    factor,
                )
    return result, reel


def _row(played: Played) -> dict[str, Any]:
    """A step in the report."""
    found = faults(played)
    return {
        "title": played.step.title,
        "ok": not found,
        "faults": [{"cause": fault.cause, "what": fault.what} for fault in found],
        "said": [
            {
                "text": said.line.text,
                "language": said.line.language,
                "recording": said.line.recording.name,
                "start_s": round(said.start_s - played.start_s, 2),
                "end_s": round(said.end_s - played.start_s, 2),
                "heard": None if said.heard is None else said.heard.text,
                "heard_language": None if said.heard is None else said.heard.language,
            }
            for said in played.said
        ],
        "robot": [
            {
                "text": s.text,
                "language": s.language,
                "start_s": round(s.start_s - played.start_s, 2),
                "end_s": round(s.end_s - played.start_s, 2),
                "broken_off": s.cut,
            }
            for s in played.sentences
        ],
        "released_before": played.released,
        "outcomes": played.outcomes,
        "referee": played.goal_reason,
        "times_s": measured(played),
        "duration_s": round(played.end_s - played.start_s, 1),
    }


def _summary(runs: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [row for run in runs for row in run["steps"]]
    causes: dict[str, int] = {}
    for row in rows:
        for fault in row["faults"][:1]:  # the first one brings the others with it
            causes[fault["cause"]] = causes.get(fault["cause"], 0) + 1
    return {
        "worlds": len(runs),
        "steps": len(rows),
        "right": sum(row["ok"] for row in rows),
        "causes": causes,
    }
