# SPDX-License-Identifier: Apache-2.0
"""Sentences the robot has said before, kept on disk: after the first start it need not make them again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np

from mm_robot.speech.mel import Samples
from mm_robot.types import Language

_SUFFIX = ".i16"  # raw 16-bit samples at 16 kHz


class Sayings:
    """A folder of sounds, one for each sentence of one engine with its settings."""

    def __init__(self, folder: Path, engine: str) -> None:
        """`engine`: its name and whatever of its settings changes the sound."""
        self._folder = folder / hashlib.sha256(engine.encode()).hexdigest()[:16]

    def get(self, text: str, language: Language) -> Samples | None:
        """(N,) float32 at 16 kHz, or None where it was not kept or cannot be read."""
        try:
            data = self._path(text, language).read_bytes()
        except OSError:
            return None
        if len(data) < 2 or len(data) % 2:
            return None
        return np.frombuffer(data, "<i2").astype(np.float32) / 32767.0

    def keep(self, text: str, language: Language, samples: Samples) -> None:
        """Write it down. Where that fails the sentence is made again next time."""
        path = self._path(text, language)
        attempt = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            attempt.write_bytes(np.round(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())
            attempt.replace(path)
        except OSError:
            return

    def _path(self, text: str, language: Language) -> Path:
        return self._folder / (hashlib.sha256(f"{language}:{text}".encode()).hexdigest()[:32] + _SUFFIX)
