# SPDX-License-Identifier: Apache-2.0
"""Recordings to text, one result per file, through the same ear and recogniser as live sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.listener import Heard, Ignored, Listener, Recognises, hear_all
from mm_robot.speech.mel import RATE_HZ
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.sound import read_wav
from mm_robot.speech.vad import VoiceActivity
from mm_robot.types import Utterance


def transcribe_files(
    paths: Iterable[str | Path], config: SpeechConfig, recogniser: Recognises | None = None
) -> Iterator[dict[str, Any]]:
    """One JSON-able dict per file, in order.

    Keys: file, text, language, confidence, alternatives, start_s, end_s, duration_s. `language` is
    null where nothing was said; `reason` then says why. A file that cannot be read gives {"file", "error"}
    and the next one goes on. Several sentences are joined; `utterances` then holds each.

    Raises:
        MissingModelError: there are no weights.
    """
    ear = recogniser or Recogniser(config)
    for path in paths:
        try:
            samples = read_wav(path)
        except InputError as error:
            yield {"file": str(path), "error": str(error)}
            continue
        listener = Listener(config, ear, VoiceActivity(), background=False)
        said: list[Utterance] = []
        reasons: list[str] = []
        for event in hear_all(listener, samples):
            if isinstance(event, Heard):
                said.append(event.utterance)
            elif isinstance(event, Ignored):
                reasons.append(event.reason)
        yield _line(path, said, reasons, len(samples) / RATE_HZ)


def _line(path: str | Path, said: list[Utterance], reasons: list[str], duration_s: float) -> dict[str, Any]:
    line: dict[str, Any] = {"file": str(path), "text": "", "language": None, "confidence": 0.0}
    if said:
        longest = max(said, key=lambda u: len(u.text))
        line.update(
            text=" ".join(u.text for u in said),
            language=longest.language,
            confidence=round(min(u.confidence for u in said), 3),
            alternatives=list(said[0].alternatives) if len(said) == 1 else [],
            start_s=round(said[0].start_s, 3),
            end_s=round(said[-1].end_s, 3),
        )
        if len(said) > 1:
            line["utterances"] = [
                {"text": u.text, "language": u.language, "confidence": round(u.confidence, 3)} for u in said
            ]
    else:
        line["reason"] = "; ".join(reasons) or "no voice in it"
    line["duration_s"] = round(duration_s, 3)
    return line
