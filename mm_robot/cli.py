# SPDX-License-Identifier: Apache-2.0
"""The console script `mm_robot`: one verb per job. What a verb needs is imported only when it is used."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mm_robot.errors import InputError, MmRobotError

EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status. Errors of ours become one line on stderr."""
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except MmRobotError as error:
        print(f"mm_robot {arguments.verb}: {error}", file=sys.stderr)
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # `mm_robot … | head`
        sys.stderr.close()
        return EXIT_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mm_robot", description="Say it, and the robot hands it over.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    demo = verb("demo", _demo, "two spoken commands, one Chinese and one English, carried out in simulation")
    demo.add_argument("--seed", type=int, default=8, help="of the simulated world (default 8)")
    demo.add_argument(
        "--out", type=Path, default=Path("out/demo"), help="folder for the report and the video"
    )
    demo.add_argument("--runs", type=int, default=1, help="repeat over this many seeds, from --seed on")
    demo.add_argument("--no-video", action="store_true", help="measure only")

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
    hear.add_argument("file", type=Path, help="a wav file")
    hear.add_argument("--json", action="store_true", help="one JSON object per line")
    hear.add_argument(
        "--timeout", type=float, default=120.0, help="seconds to wait for the end (default 120)"
    )

    stop = verb("stop", _stop, "stop the arm now; it stays stopped until 'mm_robot reset'")
    stop.add_argument("--reason", default="operator", help="shown in /safety/state")
    stop.add_argument("--json", action="store_true", help="one JSON object")
    again = verb("reset", _reset, "let the arm move again after a stop")
    again.add_argument("--json", action="store_true", help="one JSON object")

    transcribe = verb(
        "transcribe", _transcribe, "write down what is said in recordings, one JSON line per file"
    )
    transcribe.add_argument("files", type=Path, nargs="+", metavar="FILE")
    transcribe.add_argument("--config", help="profile name or YAML file")

    ground = verb("ground", _ground, "find what a text means in a saved RGB-D frame")
    ground.add_argument("frame", type=Path, help="an .npz file, as `mm_robot snapshot` writes it")
    ground.add_argument("text", help="e.g. 'the red cup left of the bowl'")
    ground.add_argument("--overlay", type=Path, help="picture to write (default: beside the frame)")
    ground.add_argument("--config", help="profile name or YAML file")
    ground.add_argument(
        "--json", action="store_true", help="accepted for symmetry: the answer is JSON anyway"
    )

    snapshot = verb("snapshot", _snapshot, "save an RGB-D frame of a simulated scene, for `mm_robot ground`")
    snapshot.add_argument("file", type=Path, help="the .npz file to write")
    snapshot.add_argument("--seed", type=int, default=7, help="of the simulated world (default 7)")

    read = verb("parse", _parse, "show what a text is understood as")
    read.add_argument("text")
    read.add_argument("--json", action="store_true", help="the whole Command instead of a sentence")

    config = verb("config", _config, "print every setting with its value and where it comes from")
    config.add_argument("profile", nargs="?", help="profile name or YAML file (default: built-in values)")
    config.add_argument("--json", action="store_true")

    doctor = verb("doctor", _doctor, "check the installation and the running system, and say what to do")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument(
        "--offline", action="store_true", help="only the installation, not the running system"
    )
    return parser


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _demo(arguments: argparse.Namespace) -> int:
    from mm_robot_sim.demo import run_demo

    return run_demo(arguments.seed, arguments.runs, arguments.out, video=not arguments.no_video)


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
    from mm_robot.nodes.recording import hear

    return hear(arguments.file, as_json=arguments.json, timeout_s=arguments.timeout)


def _stop(arguments: argparse.Namespace) -> int:
    from mm_robot.nodes.stopping import stop

    return stop(arguments.reason, as_json=arguments.json)


def _reset(arguments: argparse.Namespace) -> int:
    from mm_robot.nodes.stopping import reset

    return reset(as_json=arguments.json)


def _transcribe(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.speech.transcribe import transcribe_files

    for line in transcribe_files(arguments.files, load(arguments.config).speech):
        _print_json(line)
        sys.stdout.flush()
    return 0


def _ground(arguments: argparse.Namespace) -> int:
    from mm_robot.offline import ground_frame

    overlay = arguments.overlay or arguments.frame.with_suffix(".png")
    _print_json(ground_frame(arguments.frame, arguments.text, overlay, arguments.config))
    return 0


def _snapshot(arguments: argparse.Namespace) -> int:
    from mm_robot.grounding.frame_file import save_frame
    from mm_robot_sim.view.snapshot import frame_of_scene

    save_frame(arguments.file, frame_of_scene(arguments.seed))
    return 0


def _parse(arguments: argparse.Namespace) -> int:
    from mm_robot.language.json_codec import command_to_dict
    from mm_robot.language.parser import parse
    from mm_robot.language.say_back import describe

    parsed = parse(arguments.text)
    if arguments.json:
        commands = [command_to_dict(command) for command in parsed.commands]
        _print_json({"commands": commands, "reason": parsed.reason})
    else:
        for command in parsed.commands:
            print(describe(command, command.language))
        if not parsed.commands:
            print(parsed.reason)
    return 0


def _config(arguments: argparse.Namespace) -> int:
    from mm_robot.config import flat, sourced

    config, sources = sourced(arguments.profile)
    rows = {name: {"value": value, "source": sources[name]} for name, value in flat(config).items()}
    if arguments.json:
        _print_json(rows)
    else:
        for name, row in rows.items():
            print(f"{name} = {row['value']}    # {row['source']}")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from mm_robot.doctor import examine

    def render() -> str:
        from mm_robot_sim.view.snapshot import frame_of_scene

        camera = frame_of_scene(0).camera
        return f"{camera.width}x{camera.height} picture rendered"

    return examine(as_json=arguments.json, offline=arguments.offline, render=render)


if __name__ == "__main__":
    sys.exit(main())
