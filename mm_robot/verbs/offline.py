# SPDX-License-Identifier: Apache-2.0
"""Pictures, words and settings without a running system: ground, parse, config."""

from __future__ import annotations

import argparse
from pathlib import Path

from mm_robot.verbs.verb import AddVerb, print_json


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file."""
    ground = verb("ground", _ground, "find what a text means in a saved RGB-D frame")
    ground.add_argument("frame", type=Path, help="an .npz file, as `mm_robot snapshot` writes it")
    ground.add_argument("text", help="e.g. 'the red cup left of the bowl'")
    ground.add_argument("--overlay", type=Path, help="picture to write (default: beside the frame)")
    ground.add_argument("--config", help="profile name or YAML file")
    ground.add_argument(
        "--json", action="store_true", help="accepted for symmetry: the answer is JSON anyway"
    )

    read = verb("parse", _parse, "show what a text is understood as")
    read.add_argument("text")
    read.add_argument("--json", action="store_true", help="the whole Command instead of a sentence")

    back = verb("say-back", _say_back, "say in both languages how a text was understood")
    back.add_argument("text")
    back.add_argument("--json", action="store_true")

    config = verb("config", _config, "print every setting with its value and where it comes from")
    config.add_argument("profile", nargs="?", help="profile name or YAML file (default: built-in values)")
    config.add_argument("--json", action="store_true")


def _ground(arguments: argparse.Namespace) -> int:
    from mm_robot.offline import ground_frame

    overlay = arguments.overlay or arguments.frame.with_suffix(".png")
    print_json(ground_frame(arguments.frame, arguments.text, overlay, arguments.config))
    return 0


def _parse(arguments: argparse.Namespace) -> int:
    from mm_robot.language.json_codec import command_to_dict
    from mm_robot.language.parser import parse
    from mm_robot.language.say_back import describe

    parsed = parse(arguments.text)
    if arguments.json:
        commands = [command_to_dict(command) for command in parsed.commands]
        print_json({"commands": commands, "reason": parsed.reason})
    else:
        for command in parsed.commands:
            print(describe(command, command.language))
        if not parsed.commands:
            print(parsed.reason)
    return 0


def _say_back(arguments: argparse.Namespace) -> int:
    from mm_robot.language.parser import parse
    from mm_robot.language.say_back import describe

    parsed = parse(arguments.text)
    said = [
        {"en": describe(c, "en"), "zh": describe(c, "zh"), "confidence": round(c.confidence, 2)}
        for c in parsed.commands
    ]
    if arguments.json:
        print_json({"said": said, "reason": parsed.reason})
    else:
        for command in said:
            print(f"{command['en']}  |  {command['zh']}  |  confidence {command['confidence']}")
        if not said:
            print(parsed.reason)
    return 0 if said else 1


def _config(arguments: argparse.Namespace) -> int:
    from mm_robot.config import flat, sourced

    config, sources = sourced(arguments.profile)
    rows = {name: {"value": value, "source": sources[name]} for name, value in flat(config).items()}
    if arguments.json:
        print_json(rows)
    else:
        for name, row in rows.items():
            print(f"{name} = {row['value']}    # {row['source']}")
    return 0
