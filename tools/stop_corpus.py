# SPDX-License-Identifier: Apache-2.0
"""Voices for the stop word network: stop words, calls with them, and what sounds like them, spoken by many.

python tools/stop_corpus.py CORPUS --voices FOLDER --clips 1200 [--talk FOLDER]

Needs espeak-ng, wordfreq (for everyday words that are no call to stop) and, for natural voices,
mm_robot[kokoro] with its voices (see speech.kokoro_voices). Goes on where it was broken off. Four voices of
Kokoro per language and ten of espeak-ng are never trained with.
CORPUS/talk must hold wavs of sentences without stop words, by the same training voices; --talk copies them.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from pypinyin import Style, lazy_pinyin
from scipy.signal import resample_poly

from mm_robot.speech.engines import pinyin_of
from mm_robot.speech.kokoro import network_file, voice_style
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sound import samples_of, write_wav

_HELD = {
    "en": ("af_sarah", "am_eric", "am_adam", "af_nova", "bf_alice", "bm_daniel", "af_kore", "am_liam"),
    "zh": ("zf_xiaoxiao", "zf_xiaoyi", "zm_yunxia", "zm_yunyang"),
}
_HELD_ESPEAK = ("m3", "f2", "Annie", "Denis", "Andy", "linda", "max", "iven2", "steph")
_ODD_ESPEAK = ("whisper", "whisperf", "croak", "fast", "robosoft")  # nobody's voice
_ACCENTS = ("en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-029", "en-gb-x-gbclan", "en-gb-x-gbcwmd")
_ENDINGS = {"en": ("", ".", "!", "!!", ","), "zh": ("", "。", "！", "，")}  # they change how it is said
_SPEEDS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4)
_NATURAL = 0.5  # share of the clips that Kokoro speaks: it needs fifty times as long as espeak-ng
_NATURAL_WEIGHT = 3  # how often each of them counts
_KINDS = {"word": 0.3, "call": 0.1, "other": 0.3, "talk": 0.3}
_WORDS = 12_000  # everyday words of each language
_MOST_WORDS = {"en": 9, "zh": 7}  # of one clip of talk
# Not among the everyday words: they are the stop words, or sound the same.
_SOUNDS_ALIKE = {
    "en": ("stop", "freeze", "frees", "frieze", "halt"),
    "zh": ("ting2", "zhu4 shou3", "bie2 dong4"),
}
_QUIET = 0.02  # of the peak: silence before and behind

# For each language: the word alone, calls that hold it, and others that sound like one.
_TEXTS: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("stop_words.json").read_text(encoding="utf-8")
)


class Natural:
    """Kokoro's voices and mixtures of them."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from kokoro_onnx import Kokoro
        from misaki import zh

        names = sorted(p.stem for p in folder.glob("*.bin"))
        self._styles = {name: voice_style(str(folder), name) for name in names}
        archive = folder.parent / "voices.npz"
        np.savez(archive, **self._styles)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(network_file()), options)
        self._network: Any = Kokoro.from_session(session, str(archive))
        self._chinese: Any = zh.ZHG2P()

    def speak(self, text: str, language: str, held: bool, rng: random.Random) -> tuple[Samples, str]:
        """A voice of the split, or a mixture of two of the training voices."""
        start = "z" if language == "zh" else "ab"
        held_out = {name for names in _HELD.values() for name in names}
        first = rng.choice([n for n in self._styles if n[0] in start and (n in held_out) == held])
        style, name = self._styles[first], first
        if not held and rng.random() < 0.6:
            second, share = rng.choice([n for n in self._styles if n not in held_out]), rng.uniform(0.5, 0.9)
            style, name = share * style + (1.0 - share) * self._styles[second], f"{first}+{second}"
        speed = rng.choice(_SPEEDS)
        if language == "zh":
            phonemes = self._chinese(text)
            phonemes = phonemes[0] if isinstance(phonemes, tuple) else phonemes
            sound, rate_hz = self._network.create(phonemes, voice=style, speed=speed, is_phonemes=True)
        else:
            accent = "en-gb" if rng.random() < 0.3 else "en-us"
            sound, rate_hz = self._network.create(text, voice=style, speed=speed, lang=accent)
        return samples_of(np.asarray(sound, np.float32), int(rate_hz)), f"kokoro {name}"


def espeak(text: str, language: str, held: bool, rng: random.Random) -> tuple[Samples, str]:
    """A variant of espeak-ng at a random rate and pitch."""
    listed = subprocess.run(["espeak-ng", "--voices=variant"], capture_output=True, text=True, check=True)
    variants = [line.split()[-1].split("/")[-1] for line in listed.stdout.splitlines()[1:]]
    usable = [v for v in variants if v not in _ODD_ESPEAK and (v in _HELD_ESPEAK) == held]
    variant = rng.choice(usable)
    base = "cmn-latn-pinyin" if language == "zh" else rng.choice(_ACCENTS)
    rate, pitch = str(rng.randint(110, 210)), str(rng.randint(15, 85))
    spoken = pinyin_of(text) if language == "zh" else text
    command = ["espeak-ng", "-v", f"{base}+{variant}", "-s", rate, "-p", pitch, "--stdout", spoken]
    data = subprocess.run(command, capture_output=True, check=True).stdout[44:]
    sound = np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float32) / 32768.0
    return np.asarray(resample_poly(sound, 320, 441), np.float32), f"espeak {variant}"


@functools.cache
def everyday_words(language: str) -> list[str]:
    """The commonest words, without what sounds like a stop word."""
    from wordfreq import top_n_list

    def sound(word: str) -> str:
        return " ".join(lazy_pinyin(word, style=Style.TONE3)) if language == "zh" else word

    words = top_n_list(language, _WORDS)
    return [w for w in words if w[0].isalpha() and not any(s in sound(w) for s in _SOUNDS_ALIKE[language])]


def drawn_text(language: str, kind: str, rng: random.Random) -> str:
    """A text of the kind; talk is a handful of everyday words in any order."""
    if kind != "talk":
        return rng.choice(_TEXTS[language][kind])
    words = rng.choices(everyday_words(language), k=rng.randint(1, _MOST_WORDS[language]))
    return (" " if language == "en" else "").join(words)


def trimmed(samples: Samples) -> Samples:
    """Without the silence round it, at unit peak: the end of the clip is the end of the word."""
    peak = float(np.abs(samples).max(initial=1e-9))
    count = RATE_HZ // 100
    frames = np.abs(samples[: len(samples) // count * count]).reshape(-1, count).max(axis=1)
    sounding = np.flatnonzero(frames > _QUIET * peak)
    if not len(sounding):
        raise ValueError("silence")
    return samples[sounding[0] * count : (sounding[-1] + 1) * count] / peak


def main() -> int:
    """Speak what is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--voices", type=Path, help="folder of Kokoro's voices; none: espeak-ng alone")
    parser.add_argument("--clips", type=int, default=3000)
    parser.add_argument("--talk", type=Path, help="folder of wavs without stop words")
    arguments = parser.parse_args()
    (arguments.corpus / "clips").mkdir(parents=True, exist_ok=True)
    if arguments.talk is not None:
        shutil.copytree(arguments.talk, arguments.corpus / "talk", dirs_exist_ok=True)
    natural = Natural(arguments.voices) if arguments.voices is not None else None
    index_file = arguments.corpus / "corpus.json"
    rows = json.loads(index_file.read_text(encoding="utf-8")) if index_file.is_file() else []
    done = {row["number"] for row in rows}
    for number in range(arguments.clips):
        if number in done:
            continue
        rng = random.Random(number)
        language, held = ("en", "zh")[number % 2], number % 10 in (0, 1)
        kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
        text = drawn_text(language, kind, rng)
        spoken = text + rng.choice(_ENDINGS[language])
        is_natural = natural is not None and rng.random() < _NATURAL
        if is_natural and natural is not None:
            sound, voice = natural.speak(spoken, language, held, rng)
        else:
            sound, voice = espeak(spoken, language, held, rng)
        file = f"clips/{number:05d}.wav"
        write_wav(arguments.corpus / file, trimmed(sound))
        row = {
            "number": number,
            "file": file,
            "language": language,
            "kind": kind,
            "text": text,
            "voice": voice,
        }
        split = ("held" if is_natural else "held-espeak") if held else "train"
        rows += [{**row, "split": split}] * (_NATURAL_WEIGHT if is_natural and not held else 1)
        if number % 50 == 49 or number == arguments.clips - 1:
            index_file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
            print(f"{number + 1} of {arguments.clips} clips", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
