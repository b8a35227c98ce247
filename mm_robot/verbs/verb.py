# SPDX-License-Identifier: Apache-2.0
"""What every verb of the console shares."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any, Protocol


class AddVerb(Protocol):
    """Adds one verb to the console and returns its parser, which takes the verb's arguments."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace], int], text: str, /
    ) -> argparse.ArgumentParser:
        """Add `name`, carried out by `run`, whose result is the exit status."""
        ...


def print_json(value: Any) -> None:
    """One line of JSON on stdout, with Chinese as it is written."""
    print(json.dumps(value, ensure_ascii=False))
