# SPDX-License-Identifier: Apache-2.0
"""The running system: up, say, hear, stop, reset, doctor."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mm_robot.errors import InputError
from mm_robot.verbs.verb import AddVerb


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file."""
    up = verb("up", _up, "start the system: every node as a process of its own, watched over")
    up.add_argument("profile", help="sim or robot, as in launch/")
    up.add_argument(
        "arguments", nargs="*", metavar="NAME:=VALUE", help="those of the launch file, e.g. rate:=2"
    )
    up.add_argument("--seed", type=int, help="of the simulated world (sim only)")
    up.add_argument("--config", help="profile name or YAML file (default: the one of the profile)")
    up.add_argument("--quiet", action="store_true", help="only warnings of the nodes")

    say = verb("say", _say, "give a command in words to the running system and follow it")
    say.epilog = "Exit status: 0 done, 3 refused, 4 asked back, 5 failed, 6 stopped, 1 no running system."
    say.add_argument("text", help="e.g. 'hand me the red cup' or '把红色的杯子递给我'")
    say.add_argument("--json", action="store_true", help="one JSON object per line")
    say.add_argument("--timeout", type=float, default=120.0, help="seconds to wait for the end (default 120)")

    hear = verb(
        "hear", _hear, "play a recording into the running system's microphone and follow what it does"
    )
    hear.epilog = say.epilog
    hear.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a wav file; several with --times")
    hear.add_argument(
        "--times",
        action="store_true",
        help="how soon each recording is understood and answered, and the medians; commands are cut short",
    )
    hear.add_argument("--json", action="store_true", help="one JSON object per line")
    hear.add_argument(
        "--timeout", type=float, default=120.0, help="seconds to wait for the end (default 120)"
    )

    stop = verb("stop", _stop, "stop the arm now; it stays stopped until 'mm_robot reset'")
    stop.add_argument("--reason", default="operator", help="shown in /safety/state")
    stop.add_argument("--json", action="store_true", help="one JSON object")
    again = verb("reset", _reset, "let the arm move again after a stop")
    again.add_argument("--json", action="store_true", help="one JSON object")

    doctor = verb("doctor", _doctor, "check the installation and the running system, and say what to do")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument(
        "--offline", action="store_true", help="only the installation, not the running system"
    )


def _up(arguments: argparse.Namespace) -> int:
    from mm_robot.supervisor import up

    given = _launch_arguments(arguments.arguments)
    given.update({k: v for k in ("seed", "config") if (v := getattr(arguments, k)) is not None})
    return up(arguments.profile, given, quiet=arguments.quiet)


def _launch_arguments(words: Sequence[str]) -> dict[str, Any]:
    """`name:=value` words as on the command line of `ros2 launch`."""
    given: dict[str, Any] = {}
    for word in words:
        name, assigned, value = word.partition(":=")
        if not assigned or not name:
            raise InputError(f"'{word}' is no argument; write name:=value, e.g. rate:=2")
        given[name] = value
    return given


def _say(arguments: argparse.Namespace) -> int:
    from mm_robot.nodes.client import say

    return say(arguments.text, as_json=arguments.json, timeout_s=arguments.timeout)


def _hear(arguments: argparse.Namespace) -> int:
    if arguments.times:
        from mm_robot.nodes.recording import time_turns

        return time_turns(arguments.files, as_json=arguments.json)
    if len(arguments.files) > 1:
        raise InputError("hear follows one recording at a time; give one file, or --times for several")
    from mm_robot.nodes.recording import hear

    return hear(arguments.files[0], as_json=arguments.json, timeout_s=arguments.timeout)


def _stop(arguments: argparse.Namespace) -> int:
    from mm_robot.nodes.stopping import stop

    return stop(arguments.reason, as_json=arguments.json)


def _reset(arguments: argparse.Namespace) -> int:
    from mm_robot.nodes.stopping import reset

    return reset(as_json=arguments.json)


def _doctor(arguments: argparse.Namespace) -> int:
    from mm_robot.doctor import examine

    def render() -> str:
        from mm_robot_sim.view.snapshot import frame_of_scene

        camera = frame_of_scene(0).camera
        return f"{camera.width}x{camera.height} picture rendered"

    return examine(as_json=arguments.json, offline=arguments.offline, render=render)
