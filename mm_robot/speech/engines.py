# SPDX-License-Identifier: Apache-2.0
"""Engines of the robot's voice. Each says what it can and returns None for what it cannot."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from mm_robot.errors import MissingModelError
from mm_robot.speech.mel import Samples
from mm_robot.speech.pinyin import pinyin_of
from mm_robot.speech.sound import samples_of
from mm_robot.types import Language

_TIMEOUT_S = 5.0  # espeak-ng takes 10 ms; something is wrong with it
_WAV_HEADER = 44  # bytes; the length in it is not filled in when espeak-ng writes to a pipe
_ESPEAK_HZ = 22_050
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Speaks(Protocol):
    """Makes sound of text."""

    @property
    def name(self) -> str:
        """As in the configuration."""
        ...

    def speak(self, text: str, language: Language) -> Samples | None:
        """(N,) float32 within ±1 at 16 kHz, or None."""
        ...


class Silent:
    """No sound: whoever shows the text is the voice."""

    name = "text"

    def speak(self, text: str, language: Language) -> Samples | None:
        """Nothing."""
        return None


class Espeak:
    """The espeak-ng program. Mandarin is given to it as pinyin with tones: it says characters worse."""

    name = "espeak-ng"

    def __init__(self, rate_wpm: int) -> None:
        """`rate_wpm`: words per minute.

        Raises:
            MissingModelError: the program is not installed.
        """
        program = shutil.which("espeak-ng")
        if program is None:
            raise MissingModelError("the program espeak-ng is not installed; run: apt-get install espeak-ng")
        self._command = [program, "-s", str(rate_wpm), "--stdin", "--stdout", "-v"]

    def speak(self, text: str, language: Language) -> Samples | None:
        """The sentence as espeak-ng says it; None if it fails."""
        voice = "cmn-latn-pinyin" if language == "zh" else "en-us"
        spoken = pinyin_of(text) if _CHINESE.search(text) else text
        try:
            done = subprocess.run(
                [*self._command, voice], input=spoken.encode(), capture_output=True, timeout=_TIMEOUT_S
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        data = done.stdout[_WAV_HEADER:]
        if done.returncode != 0 or len(data) < 2:
            return None
        return samples_of(np.frombuffer(data[: len(data) // 2 * 2], "<i2"), _ESPEAK_HZ)


class Piper:
    """A piper voice (package piper-tts). It knows one language; the other one goes to `fallback`."""

    name = "piper"

    def __init__(self, model: str, fallback: Speaks) -> None:
        """`model`: path of the voice's .onnx, with its .onnx.json beside it.

        Raises:
            MissingModelError: the package or the voice is not here.
        """
        path = Path(model).expanduser()
        if not model or not path.is_file():
            raise MissingModelError(
                f"no piper voice at '{model}'; set speech.piper_model to an .onnx file of one"
            )
        try:
            from piper import PiperVoice  # type: ignore[import-not-found, unused-ignore]
        except ImportError as error:
            raise MissingModelError(
                "the package piper-tts is not installed; run: pip install piper-tts"
            ) from error
        self._voice: Any = PiperVoice.load(str(path))
        code = str(getattr(self._voice.config, "espeak_voice", "en"))
        self._language: Language = "zh" if code.startswith(("zh", "cmn")) else "en"
        self._fallback = fallback

    def speak(self, text: str, language: Language) -> Samples | None:
        """The sentence in the voice's language, or as the fallback says it."""
        if language != self._language:
            return self._fallback.speak(text, language)
        chunks = list(self._voice.synthesize(text))
        if not chunks:
            return None
        return samples_of(np.concatenate([c.audio_int16_array for c in chunks]), int(chunks[0].sample_rate))
