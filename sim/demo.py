# SPDX-License-Identifier: Apache-2.0
"""`mm_robot demo`: the whole system as separate processes, two spoken commands, and the referee's verdict."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mm_robot.errors import RobotError
from mm_robot.supervisor import Supervisor
from mm_robot_sim.scenes.layout import inventory

if TYPE_CHECKING:
    from mm_robot.nodes.audience import Audience, Stage

_READY_TIMEOUT_S = 120.0  # a cold disk loads models slowly
_COMMAND_TIMEOUT_S = 150.0  # three attempts, each waiting for the person
_SETTLE_S = 6.0  # for the person to draw what they took to the body
_HAND_FREE_TIMEOUT_S = 30.0  # until they have put the first thing aside
_RECORDINGS = Path(__file__).resolve().parent / "recordings"
_OTHERS = 4  # things on the table beside the two that are asked for


@dataclass(frozen=True)
class Spoken:
    """A recorded command and what it asks for."""

    recording: str
    language: str
    text: str
    noun: str
    colour: str

    @property
    def target(self) -> str:
        """The simulator's name of the thing meant."""
        return f"{self.colour}_{self.noun}"


def commands_of(seed: int) -> tuple[Spoken, Spoken]:
    """The Chinese and the English command in one world; voices and things change from world to world."""
    voice = seed // 2 % 2 + 1
    if seed % 2 == 0:
        return (
            Spoken(f"zh_red_cup_{voice}", "zh", "把桌上的红色杯子递给我", "cup", "red"),
            Spoken(f"en_green_bottle_{voice}", "en", "give me the green bottle please", "bottle", "green"),
        )
    return (
        Spoken(f"zh_green_bottle_{voice}", "zh", "请把绿色的瓶子递给我", "bottle", "green"),
        Spoken(f"en_red_cup_{voice}", "en", "hand me the red cup on the table", "cup", "red"),
    )


def things_on_the_table(seed: int) -> list[str]:
    """The two that are asked for, a cup of another colour, and some more from the seed."""
    things = ["red cup", "green bottle", "blue cup"]
    more = [f"{colour} {noun}" for noun, colour in inventory(np.random.default_rng((seed, 21)))]
    return things + [thing for thing in more if thing not in things][: _OTHERS - 1]


def run_demo(seed: int, runs: int, out: Path, *, video: bool = True) -> int:
    """Carry out both commands in each of `runs` worlds, from `seed` on; 0 when every one succeeded.

    Writes report.json, and of the first run demo.mp4 and demo.png, into `out`.
    """
    os.environ.setdefault("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")  # nobody else's arm shall hear us
    out.mkdir(parents=True, exist_ok=True)
    report: dict[str, Any] = {"machine": _machine(), "runs": []}
    for run in range(runs):
        film = out / "demo.mp4" if video and run == 0 else None
        report["runs"].append(_one_run(seed + run, film))
        report["summary"] = _summary(report["runs"])
        (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    if video and (out / "demo.mp4").is_file():
        from mm_robot_sim.view.contact_sheet import contact_sheet

        contact_sheet(out / "demo.mp4", out / "demo.png")
    _print_summary(report["summary"], out)
    return 0 if report["summary"]["succeeded"] == report["summary"]["commands"] else 1


def _one_run(seed: int, film: Path | None) -> dict[str, Any]:
    things = things_on_the_table(seed)
    print(f"— world {seed}: {', '.join(things)}", flush=True)
    arguments: dict[str, bool | int | float | str | None] = {
        "seed": seed,
        "objects": json.dumps(things),
        "film": str(film.resolve()) if film else None,
    }
    result: dict[str, Any] = {"seed": seed, "things": things, "commands": []}
    from mm_robot.nodes.audience import Audience

    start_s = time.monotonic()
    with Supervisor("sim", arguments=arguments, quiet=True) as system:
        result["ready_s"] = round(system.wait_ready(_READY_TIMEOUT_S), 2)
        print(f"  {time.monotonic() - start_s:5.1f} s  ready: {len(system.pids)} processes", flush=True)
        with Audience(
            lambda line: print(f"  {time.monotonic() - start_s:5.1f} s  {line}", flush=True)
        ) as audience:
            for spoken in commands_of(seed):
                result["commands"].append(_one_command(audience, spoken, start_s))
            record = audience.judge().record
            result["record"] = record
    return result


def _one_command(audience: Audience, spoken: Spoken, start_s: float) -> dict[str, Any]:
    result: dict[str, Any] = {
        "recording": spoken.recording, "language": spoken.language, "text": spoken.text,
        "target": spoken.target,
    }  # fmt: skip
    goal = {"kind": "handed_over", "thing": spoken.target}
    heard, staged, moved = len(audience.heard), len(audience.stages), len(audience.moved_at_s)
    try:
        audience.wait(
            lambda: audience.judge().record["person_does"] == "waiting", _HAND_FREE_TIMEOUT_S, "no free hand"
        )
        print(f"  {time.monotonic() - start_s:5.1f} s  says        {spoken.text}", flush=True)
        audience.play(_RECORDINGS / f"{spoken.recording}.wav")
        audience.wait(lambda: len(audience.heard) > heard, 15.0, "nothing was heard")
        audience.wait(
            lambda: any("outcome" in stage.data for stage in audience.stages[staged:]),
            _COMMAND_TIMEOUT_S,
            f"no outcome within {_COMMAND_TIMEOUT_S:.0f} s",
        )
    except RobotError as error:
        result.update(ok=False, outcome="Timeout", verdict=str(error))
        print(f"  {time.monotonic() - start_s:5.1f} s  FAILED      {error}", flush=True)
        return result
    stages = audience.stages[staged:]
    until = time.monotonic() + _SETTLE_S
    judgement = audience.judge(goal)
    while not judgement.ok and time.monotonic() < until:
        time.sleep(0.2)
        judgement = audience.judge(goal)
    result.update(
        ok=judgement.ok,
        outcome=next(stage.data["outcome"] for stage in stages if "outcome" in stage.data),
        verdict=judgement.reason,
        heard=audience.heard[heard].text,
        times_s=_times(stages, audience.heard[heard].end_s, audience.moved_at_s[moved:]),
        stages=[{"stage": s.stage, "text": s.text, "stamp_s": round(s.stamp_s, 3)} for s in stages],
    )
    word = "referee     " if judgement.ok else "FAILED      "
    print(f"  {time.monotonic() - start_s:5.1f} s  {word}{judgement.reason}", flush=True)
    return result


def _times(stages: Sequence[Stage], end_of_speech_s: float, moved_at_s: Sequence[float]) -> dict[str, float]:
    """Seconds from the end of speech to the arm moving, each stage's share of it, and to the end.

    A stage reports when it has done its part, so its share reaches from the report before to its own.
    """
    times: dict[str, float] = {}
    before_s = end_of_speech_s
    for stage in stages:
        if stage.stage == "act":
            break
        times[stage.stage] = times.get(stage.stage, 0.0) + stage.stamp_s - before_s
        before_s = stage.stamp_s
    if moved_at_s:
        times["spoken_to_moving"] = moved_at_s[0] - end_of_speech_s
    if stages:
        times["spoken_to_done"] = stages[-1].stamp_s - end_of_speech_s
    return {name: round(value, 3) for name, value in times.items()}


def _summary(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    commands = [command for run in runs for command in run["commands"]]
    good = [command for command in commands if command["ok"]]
    names = dict.fromkeys(name for command in good for name in command["times_s"])
    times = {name: [c["times_s"][name] for c in good if name in c["times_s"]] for name in names}
    return {
        "worlds": len(runs),
        "commands": len(commands),
        "succeeded": len(good),
        "times_s": {
            name: {"p50": round(float(np.median(v)), 3), "p95": round(float(np.percentile(v, 95)), 3)}
            for name, v in times.items()
        },
    }


def _print_summary(summary: dict[str, Any], out: Path) -> None:
    print(f"{summary['succeeded']} of {summary['commands']} commands succeeded, by the referee's word")
    for name, row in summary["times_s"].items():
        print(f"  {name:<17} p50 {row['p50']:6.2f} s   p95 {row['p95']:6.2f} s")
    print(f"report, film and pictures: {out}/")


def _machine() -> dict[str, Any]:
    return {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}
