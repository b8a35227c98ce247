# SPDX-License-Identifier: Apache-2.0
"""Makes our ids known to gymnasium: at once where it is loaded, otherwise when somebody loads it.

Importing gymnasium takes ten times as long as our whole console, and who drives a robot never needs it.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_REGISTRATION = "gymnasium.envs.registration"


def register_when_loaded() -> None:
    """Register now, or as soon as gymnasium's registry is loaded."""
    if _REGISTRATION in sys.modules:
        _register()
    else:
        sys.meta_path.insert(0, _Arrival())


class _Arrival(MetaPathFinder):
    """Waits in the import system for one module, lets it load as usual, and then registers."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _REGISTRATION:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is None or spec.loader is None:
            return spec
        load = spec.loader.exec_module

        def load_and_register(module: ModuleType) -> None:
            load(module)
            _register()

        spec.loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec


def _register() -> None:
    from mm_robot_sim.envs.registry import register

    register()
