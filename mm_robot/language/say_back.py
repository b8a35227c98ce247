# SPDX-License-Identifier: Apache-2.0
"""A Command in natural words of either language, such that the parser understands them again.

The words have no subject, so that they fit "I will …", "I will not …" and "我不…"; a prohibition is said with
"not" or 不要 when it stands alone.
"""

from __future__ import annotations

from mm_robot.language.say_back_en import command_en, reference_en
from mm_robot.language.say_back_zh import command_zh, reference_zh
from mm_robot.types import Command, Language, Reference

__all__ = ["describe", "describe_reference"]


def describe(command: Command, language: Language) -> str:
    """What a command asks for ("hand over the red cup", "把红色的杯子递给你") or forbids ("do not …")."""
    return command_zh(command) if language == "zh" else command_en(command)


def describe_reference(reference: Reference, language: Language) -> str:
    """What a reference means, e.g. "the red cup next to the bowl" or "碗旁边的红色的杯子"."""
    return reference_zh(reference) if language == "zh" else reference_en(reference)
