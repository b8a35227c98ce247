# SPDX-License-Identifier: Apache-2.0
"""What people call things, and which kinds they would not keep apart by name."""

from __future__ import annotations

from functools import cache

# Kinds that people may call by each other's names: neither is asked for by noun alone beside the other.
_ALIKE = (
    ("cup", "mug", "glass"),
    ("bottle", "jar", "vase"),
    ("can", "jar"),
    ("box", "carton", "block"),
    ("pot", "pan"),
    ("teapot", "kettle"),
    ("bowl", "pot"),
    ("pen", "marker"),
    ("remote", "phone"),
    ("brush", "toothbrush"),
    ("wrench", "pliers"),
    ("plate", "tray"),
    ("lemon", "orange"),
    ("spatula", "spoon"),
)


@cache
def may_be_called(noun: str, other: str) -> bool:
    """Whether a thing of kind `noun` may pass for an `other`."""
    return noun == other or any(noun in alike and other in alike for alike in _ALIKE)
