# SPDX-License-Identifier: Apache-2.0
"""The simulator's verbs of the console script `mm_robot`: demo, snapshot, scene."""

from __future__ import annotations

import argparse
from pathlib import Path

from mm_robot.verbs.verb import AddVerb
from mm_robot_sim.bench import verbs as bench


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file."""
    demo = verb("demo", _demo, "two spoken commands, one Chinese and one English, carried out in simulation")
    demo.add_argument("--seed", type=int, default=8, help="of the simulated world (default 8)")
    demo.add_argument(
        "--out", type=Path, help="folder for the report and the video (default out/demo or out/conversation)"
    )
    demo.add_argument("--runs", type=int, default=1, help="repeat over this many seeds, from --seed on")
    demo.add_argument("--no-video", action="store_true", help="measure only")
    demo.add_argument(
        "--conversation",
        action="store_true",
        help="instead: a talk in both languages, with a correction, a question, a stop in mid-sentence",
    )
    demo.add_argument(
        "--rate", type=float, default=1.0, help="of a conversation: simulated seconds per second (default 1)"
    )
    demo.add_argument("--config", help="of a conversation: a profile in config/, or a .yaml file")

    snapshot = verb("snapshot", _snapshot, "save an RGB-D frame of a simulated scene, for `mm_robot ground`")
    snapshot.add_argument("file", type=Path, help="the .npz file to write")
    snapshot.add_argument("--seed", type=int, default=7, help="of the simulated world (default 7)")

    scene = verb(
        "scene", _scene, "a picture of a simulated scene with the true boxes and names of its things"
    )
    scene.add_argument("seed", type=int, help="of the scene: 1000 to 1999 for development")
    scene.add_argument(
        "--kind", help="simple, table, shelf, drawers, cupboard, basket, tray or bin; default any"
    )
    scene.add_argument("--count", type=int, help="how many things, 1 to 25; default as drawn")
    scene.add_argument("--out", type=Path, help="the picture (default out/scene_SEED.png)")
    scene.add_argument(
        "--view", choices=("rgbd", "spectator"), default="rgbd", help="the robot's camera or an onlooker's"
    )
    scene.add_argument("--no-labels", action="store_true", help="the scene alone")
    scene.add_argument("--sheet", type=int, metavar="N", help="N scenes from SEED on, small, without labels")

    live = verb("sim", _sim, "a simulated world in the browser: watch it, command it, disturb it")
    live.add_argument("--seed", type=int, default=1000, help="of the world (default 1000)")
    live.add_argument("--kind", default="simple", help="of the scene, as for `scene` (default simple)")
    live.add_argument("--host", default="127.0.0.1", help="address to serve at (default: this machine only)")
    live.add_argument("--port", type=int, default=8080, help="port to serve at (default 8080)")

    bench.add_verbs(verb)


def _demo(arguments: argparse.Namespace) -> int:
    video = not arguments.no_video
    if arguments.conversation:
        from mm_robot_sim.conversation.run import run_conversation

        out = arguments.out or Path("out/conversation")
        return run_conversation(
            arguments.seed, arguments.runs, out, video=video, rate=arguments.rate, profile=arguments.config
        )
    from mm_robot_sim.demo import run_demo

    return run_demo(arguments.seed, arguments.runs, arguments.out or Path("out/demo"), video=video)


def _sim(arguments: argparse.Namespace) -> int:
    from mm_robot_sim.view.live import serve_live

    return serve_live(arguments.seed, arguments.kind, arguments.host, arguments.port)


def _snapshot(arguments: argparse.Namespace) -> int:
    from mm_robot.grounding.frame_file import save_frame
    from mm_robot_sim.view.snapshot import frame_of_scene

    save_frame(arguments.file, frame_of_scene(arguments.seed))
    return 0


def _scene(arguments: argparse.Namespace) -> int:
    from mm_robot_sim.view.labelled import write_scene, write_sheet

    file = arguments.out or Path(f"out/scene_{arguments.seed}.png")
    if arguments.sheet is not None:
        write_sheet(file, range(arguments.seed, arguments.seed + arguments.sheet), arguments.kind)
    else:
        write_scene(
            file, arguments.seed, arguments.kind, arguments.count, arguments.view,
            labels=not arguments.no_labels,
        )  # fmt: skip
    print(f"wrote {file}")
    return 0
