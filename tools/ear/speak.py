# SPDX-License-Identifier: Apache-2.0
"""Speak the sentences that tools/ear/train.py learns from: commands that a grammar draws, by many voices.

python tools/ear/speak.py FOLDER --language zh --count 800 --voices VOICES --without DEVELOPMENT

VOICES: folder of *.bin, as for speech.kokoro_voices. Needs mm_robot[kokoro] and espeak-ng. DEVELOPMENT: a
folder with the transcripts.json of recordings that judge; their sentences are never drawn, nor are their
voices in the lists below. Called once per language; a call adds to what the folder holds. Two seconds of one
core each.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnxruntime
from kokoro_onnx import Kokoro
from misaki import zh
from scipy.signal import resample_poly
from sentences import Sentences, texts_of

from mm_robot.speech.engines import pinyin_of
from mm_robot.speech.kokoro import network_file, voice_style
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sound import samples_of, write_wav
from mm_robot.speech.writing import bare
from mm_robot.types import Language

_CHINESE = ("zf_xiaobei", "zf_xiaoni", "zm_yunjian", "zm_yunxi")
_ENGLISH = (
    "af_bella", "af_heart", "af_sky", "am_michael", "am_onyx", "am_puck", "bf_emma", "bm_george", "bm_fable",
    "af_alloy", "af_aoede", "af_jessica", "af_river", "af_nicole", "am_echo", "am_fenrir", "bf_isabella",
    "bf_lily", "bm_lewis",
)  # fmt: skip
# Mixed with the others they give accents. Those of other languages than ours may be missing: not all packages
# of the voices hold them.
_FOREIGN = (
    "jf_alpha", "jm_kumo", "ef_dora", "em_alex", "ff_siwis", "hf_alpha", "hm_omega", "if_sara", "im_nicola",
    "pf_dora", "pm_alex",
)  # fmt: skip
_SPEEDS = (0.8, 0.9, 1.0, 1.1, 1.2, 1.35)
_BRITISH = 0.3  # share of the English sentences pronounced the British way
_ESPEAK_EVERY = 14  # sentences: one of them is spoken by espeak-ng
_ESPEAK_ACCENTS = ("en-gb", "en-us", "en-gb-scotland")
_QUIET = 0.02  # of the peak: silence before and behind
_LEAD_S, _REST_S = 0.3, 0.5
_PEAK = 0.7
_LATIN = re.compile(r"[A-Za-z][A-Za-z' ]*")


class Speakers:
    """Kokoro with pure and mixed voices, and espeak-ng."""

    def __init__(self, folder: str, language: Language, rng: random.Random, own: Sequence[str] = ()) -> None:
        """Load network and voices; with `own`, only these are used, as they are.

        Raises:
            MissingModelError: they are not here.
        """
        self._language, self._rng = language, rng
        known = {path.stem for path in Path(folder).expanduser().glob("*.bin")}
        self._mixes = not own
        own = own or (_CHINESE if language == "zh" else _ENGLISH)
        self._own = [voice_style(folder, name) for name in own]
        others = (*_ENGLISH, *_FOREIGN) if language == "zh" else (*_CHINESE, *_FOREIGN)
        self._others = [voice_style(folder, name) for name in others if name in known]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(network_file()), options, providers=["CPUExecutionProvider"]
        )
        with tempfile.TemporaryDirectory() as place:  # the package wants its voices in one archive
            np.savez(Path(place) / "voices.npz", own=self._own[0])
            self._network: Any = Kokoro.from_session(session, str(Path(place) / "voices.npz"))
        self._chinese: Any = zh.ZHG2P() if language == "zh" else None

    def say(self, text: str, natural: bool) -> Samples:
        """(N,) float32 at 16 kHz, without silence at its ends."""
        return trimmed(self._kokoro(text) if natural else self._espeak(text))

    def _kokoro(self, text: str) -> Samples:
        style, speed = self._style(), self._rng.choice(_SPEEDS)
        if self._language == "zh":
            phonemes = self._mixed_phonemes(text)
            sound, rate_hz = self._network.create(phonemes, voice=style, speed=speed, is_phonemes=True)
        else:
            accent = "en-gb" if self._rng.random() < _BRITISH else "en-us"
            sound, rate_hz = self._network.create(text, voice=style, speed=speed, lang=accent)
        return samples_of(np.asarray(sound, np.float32), int(rate_hz))

    def _mixed_phonemes(self, text: str) -> str:
        """Of Chinese in which English words may stand: "把那个 red cup 给我"."""
        parts, at = [], 0
        for match in (*_LATIN.finditer(text), None):
            chinese = text[at : match.start() if match else None].strip()
            if chinese:
                phonemes = self._chinese(chinese)
                parts.append(phonemes[0] if isinstance(phonemes, tuple) else phonemes)
            if match:
                parts.append(self._network.tokenizer.phonemize(match[0].strip(), "en-us"))
                at = match.end()
        return " ".join(parts)

    def _style(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        """One voice, two of the language, or one with an accent."""
        rng, kind, first = self._rng, self._rng.random(), self._rng.choice(self._own)
        if kind < 0.4 or not self._mixes:
            return first
        second, share = (
            (rng.choice(self._own), rng.uniform(0.2, 0.8))
            if kind < 0.65
            else (rng.choice(self._others), rng.uniform(0.5, 0.9))
        )
        return cast("np.ndarray[Any, np.dtype[np.float32]]", share * first + (1.0 - share) * second)

    def _espeak(self, text: str) -> Samples:
        rng = self._rng
        if self._language == "zh":
            voice, text = "cmn-latn-pinyin", pinyin_of(text)
        else:
            voice = rng.choice(_ESPEAK_ACCENTS)
        speed, pitch = str(rng.randint(130, 180)), str(rng.randint(20, 80))
        command = ["espeak-ng", "-v", voice, "-s", speed, "-p", pitch, "--stdout", text]
        raw = subprocess.run(command, capture_output=True, check=True).stdout[44:]  # after the wav's header
        sound = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(np.float32) / 32768.0
        return np.asarray(resample_poly(sound, 320, 441), np.float32)  # from its 22.05 kHz


def trimmed(sound: Samples) -> Samples:
    """Without silence at its ends, at one level."""
    frame = RATE_HZ // 100
    peaks = np.abs(sound[: len(sound) // frame * frame]).reshape(-1, frame).max(axis=1)
    loud = np.flatnonzero(peaks > _QUIET * peaks.max())
    inner = sound[loud[0] * frame : (loud[-1] + 1) * frame]
    return np.asarray(inner / np.abs(inner).max() * _PEAK, np.float32)


def _rows(folder: Path) -> list[dict[str, Any]]:
    path = folder / "transcripts.json"
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=("en", "zh"), required=True)
    parser.add_argument("--count", type=int, default=800)
    parser.add_argument("--voices", required=True)
    parser.add_argument("--without", type=Path, action="append", default=[])
    parser.add_argument("--texts", type=Path, action="append", default=[], help="JSON rows with text")
    parser.add_argument("--share", type=float, default=0.5, help="of these texts; the rest is drawn")
    parser.add_argument("--own", default="", help="names of the only voices, with commas")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    language: Language = "zh" if arguments.language == "zh" else "en"
    rng = random.Random(arguments.seed)
    without = frozenset(bare(row["text"]) for folder in arguments.without for row in _rows(folder))
    written = sorted({text for path in arguments.texts for text in texts_of(path)})
    own = tuple(filter(None, arguments.own.split(",")))
    speakers = Speakers(arguments.voices, language, rng, own)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    rows = _rows(arguments.folder)
    drawn = Sentences(language, without, rng, written, arguments.share)
    for index, text in zip(range(arguments.count), drawn, strict=False):
        speech = speakers.say(text, natural=index % _ESPEAK_EVERY != _ESPEAK_EVERY - 1)
        name = f"{language}{arguments.seed}_{index:04d}.wav"
        silences = (np.zeros(round(s * RATE_HZ), np.float32) for s in (_LEAD_S, _REST_S))
        lead, rest = silences
        write_wav(arguments.folder / name, np.concatenate((lead, speech, rest)))
        end_s = round(_LEAD_S + len(speech) / RATE_HZ, 3)
        rows.append({"file": name, "language": language, "text": text, "speech_end_s": end_s})
        (arguments.folder / "transcripts.json").write_text(json.dumps(rows, ensure_ascii=False, indent=0))
    print(f"{arguments.folder}: {len(rows)} recordings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
