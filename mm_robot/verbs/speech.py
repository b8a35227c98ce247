# SPDX-License-Identifier: Apache-2.0
"""Speech without a running system: transcribe, eval speech."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mm_robot.verbs.verb import AddVerb, print_json


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file."""
    transcribe = verb(
        "transcribe", _transcribe, "write down what is said in recordings, one JSON line per file"
    )
    transcribe.add_argument("files", type=Path, nargs="+", metavar="FILE")
    transcribe.add_argument("--config", help="profile name or YAML file")
    examine = verb(
        "eval", _eval, "how well a part does on data of yours; so far: speech, a folder of recordings"
    )
    examine.add_argument("part", choices=("speech",), help="what to examine")
    examine.add_argument("folder", type=Path, help="wav files and transcripts.json: file, language, text, …")
    examine.add_argument(
        "--noise",
        default="clean",
        metavar="LEVELS",
        help="comma-separated: clean, decibels (20,10,5), babble, babble:5 (default: clean)",
    )
    examine.add_argument("--seed", type=int, default=0, help="of noise and scenes (default: 0)")
    examine.add_argument("--json", action="store_true", help="one JSON line per language and noise")
    examine.add_argument("--errors", action="store_true", help="also list what was not understood, on stderr")
    examine.add_argument("--config", help="profile name or YAML file")


def _transcribe(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.speech.transcribe import transcribe_files

    for line in transcribe_files(arguments.files, load(arguments.config).speech):
        print_json(line)
        sys.stdout.flush()
    return 0


def _eval(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.hearing_exam import Exam, figures
    from mm_robot.speech.evaluate import read_clips
    from mm_robot.speech.noise import parse_noises
    from mm_robot.speech.whisper import LANGUAGES

    noises = parse_noises(arguments.noise)
    clips = read_clips(arguments.folder)
    exam = Exam(load(arguments.config).speech)
    for noise in noises:
        marked = []
        for one in exam.take(clips, noise, arguments.seed):
            marked.append(one)
            if sys.stderr.isatty():
                print(f"\r{noise.name}: {len(marked)}/{len(clips)}", end="", file=sys.stderr)
            if arguments.errors and not one.right:
                clip = one.result.clip
                print(
                    f"{clip.path.name}: {clip.text} | {one.understood} | {one.result.heard}", file=sys.stderr
                )
        if sys.stderr.isatty():
            print(file=sys.stderr)
        for language in LANGUAGES:
            found = figures(marked, language)
            if found and arguments.json:
                print_json(found)
            elif found:
                print("  ".join(f"{key}={value}" for key, value in found.items()))
            sys.stdout.flush()
    return 0
