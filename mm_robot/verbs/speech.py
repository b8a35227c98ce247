# SPDX-License-Identifier: Apache-2.0
"""Speech without a running system: transcribe."""

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


def _transcribe(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.speech.transcribe import transcribe_files

    for line in transcribe_files(arguments.files, load(arguments.config).speech):
        print_json(line)
        sys.stdout.flush()
    return 0
