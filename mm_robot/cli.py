# SPDX-License-Identifier: Apache-2.0
"""The console script `mm_robot`: one verb per job. What a verb needs is imported only when it is used."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from mm_robot.errors import MmRobotError
from mm_robot.verbs import offline, running, speech
from mm_robot_sim import verbs as sim_verbs

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

    for add_verbs in (sim_verbs.add_verbs, running.add_verbs, speech.add_verbs, offline.add_verbs):
        add_verbs(verb)
    return parser


if __name__ == "__main__":
    sys.exit(main())
