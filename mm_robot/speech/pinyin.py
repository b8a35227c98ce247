# SPDX-License-Identifier: Apache-2.0
"""The package pypinyin without most of its memory.

It knows how 47,000 phrases are read, in 55 MB of each process. In four of five every character is read as it
is alone: without those it takes 17 MB, and of 128 sentences of the robot one differs, in one tone.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from mm_robot.speech.memory import give_back

_SWITCH = "PYPINYIN_NO_PHRASES"  # of pypinyin, read when it is imported


@functools.cache
def characters() -> Any:
    """The module, for the reading of single characters: its phrases may be missing."""
    kept = os.environ.get(_SWITCH)
    os.environ[_SWITCH] = "true"
    try:
        return importlib.import_module("pypinyin")
    finally:
        if kept is None:
            del os.environ[_SWITCH]
        else:
            os.environ[_SWITCH] = kept


def pinyin_of(text: str) -> str:
    """Chinese text as syllables with tone numbers; words in Latin letters stay."""
    module = _with_phrases()
    parts = module.lazy_pinyin(text, style=module.Style.TONE3, neutral_tone_with_five=True)
    return re.sub(
        r"\s+([，。？！、：；（）])", r"\1", " ".join(part.strip() for part in parts if part.strip())
    )


@functools.cache
def _with_phrases() -> Any:
    """The module with the phrases that matter."""
    module = characters()
    constants = importlib.import_module("pypinyin.constants")
    if constants.PHRASES_DICT:
        return module  # somebody else has loaded all of them
    if (phrases := _odd_phrases(constants.PINYIN_DICT)) is None:
        phrases = importlib.import_module("pypinyin.phrases_dict").phrases_dict
    module.load_phrases_dict(phrases)
    sys.modules.pop("pypinyin.phrases_dict", None)
    give_back()
    return module


def _odd_phrases(alone: dict[int, str]) -> dict[str, list[list[str]]] | None:
    """Phrases in which a character is read otherwise than `alone`; None if they are kept elsewhere."""
    spec = importlib.util.find_spec("pypinyin")
    path = Path(spec.origin).with_name("phrases_dict.json") if spec is not None and spec.origin else None
    if path is None or not path.is_file():
        return None
    # By way of one text: what is kept would otherwise lie scattered among all that is let go.
    odd = json.dumps(
        {
            phrase: readings
            for phrase, readings in json.loads(path.read_text(encoding="utf-8")).items()
            if any(
                reading[0] != alone.get(ord(character), "").split(",")[0]
                for character, reading in zip(phrase, readings, strict=False)
            )
        },
        ensure_ascii=False,
    )
    found: dict[str, list[list[str]]] = json.loads(odd)
    return found
