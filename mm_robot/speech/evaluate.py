# SPDX-License-Identifier: Apache-2.0
"""How well the ear hears a folder of recordings: `python -m mm_robot.speech.evaluate FOLDER [--snr 5]`.

The folder holds transcripts.json, a list of {"file", "language", "text", "speech_end_s"}, and the wav files.
Everything goes through the streaming listener. Prints one JSON object per language: error rates,
language choice, lost negations, and the seconds of computing per sentence.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mm_robot.config import load
from mm_robot.errors import InputError, MmRobotError
from mm_robot.speech.error_rates import distance, sounds, units
from mm_robot.speech.listener import Heard, Listener, hear_all
from mm_robot.speech.mel import Samples
from mm_robot.speech.recogniser import NoWords, Recogniser
from mm_robot.speech.sound import read_wav
from mm_robot.speech.vad import VoiceActivity
from mm_robot.speech.writing import negations
from mm_robot.types import Language, Utterance


@dataclass(frozen=True)
class Clip:
    """One recording and what is truly said in it."""

    path: Path
    text: str
    language: Language
    speech_end_s: float


@dataclass(frozen=True)
class Result:
    """What was heard in a clip."""

    clip: Clip
    text: str
    language: str
    alternatives: tuple[str, ...]
    delay_s: float  # of sound, from the true end of speech until the sentence was taken to be over
    compute_s: float  # of the processor, for the recognitions of this clip


class _Timed:
    """A recogniser that counts the processor time it takes."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self.spent_s: list[float] = []

    def recognise(self, samples: Samples, start_s: float, end_s: float) -> Utterance | NoWords:
        began_s = time.process_time()
        said = self._recogniser.recognise(samples, start_s, end_s)
        self.spent_s.append(time.process_time() - began_s)
        return said


def read_clips(folder: Path) -> list[Clip]:
    """The clips of a folder.

    Raises:
        InputError: transcripts.json is missing or no list of clips.
    """
    path = folder / "transcripts.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [
            Clip(folder / row["file"], row["text"], row["language"], float(row["speech_end_s"]))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: not a list of clips with file, language, text, speech_end_s ({error!r})"
        ) from error


def with_noise(samples: Samples, snr_db: float, rng: np.random.Generator) -> Samples:
    """Pink noise added at `snr_db` below the mean power of (N,) samples."""
    spectrum = np.fft.rfft(rng.normal(size=len(samples)))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), len(samples))
    ratio = np.mean(samples**2) / 10 ** (snr_db / 10) / max(float(np.mean(noise**2)), 1e-20)
    return np.asarray(samples + noise * np.sqrt(ratio), dtype=np.float32)


def evaluate(
    clips: Sequence[Clip], recogniser: Recogniser, snr_db: float | None, seed: int = 0
) -> list[Result]:
    """Hear every clip as a stream."""
    rng = np.random.default_rng(seed)
    results = []
    for clip in clips:
        samples = read_wav(clip.path)
        if snr_db is not None:
            samples = with_noise(samples, snr_db, rng)
        timed = _Timed(recogniser)
        listener = Listener(load().speech, timed, VoiceActivity(), background=False)
        heard = [e for e in hear_all(listener, samples) if isinstance(e, Heard)]
        said = [e.utterance for e in heard]
        results.append(
            Result(
                clip,
                " ".join(u.text for u in said),
                said[0].language if said else "",
                said[0].alternatives if said else (),
                heard[-1].decided_s - clip.speech_end_s if heard else float("nan"),
                timed.spent_s[-1] if timed.spent_s else 0.0,
            )
        )
    return results


def summary(results: Sequence[Result], language: Language) -> dict[str, Any]:
    """Figures of one language, JSON-able; empty without clips in it."""
    mine = [r for r in results if r.clip.language == language]
    if not mine:
        return {}
    errors = [distance(units(r.clip.text, language), units(r.text, language)) for r in mine]
    length = sum(len(units(r.clip.text, language)) for r in mine)
    forbidding = [r for r in mine if negations(r.clip.text, language)]
    lost = [r for r in forbidding if not negations(r.text, language)]
    figures: dict[str, Any] = {
        "language": language,
        "clips": len(mine),
        "wer" if language == "en" else "cer": round(sum(errors) / length, 4),
        "sentences_right": round(sum(e == 0 for e in errors) / len(mine), 3),
        "nothing_heard": sum(not r.text for r in mine),
        "language_right": round(sum(r.language in ("", language) for r in mine) / len(mine), 3),
        "negated": len(forbidding),
        "negation_lost": len(lost),
        "negation_lost_unseen": sum(not any(negations(a, language) for a in r.alternatives) for r in lost),
        "compute_s_p50_p95": [
            round(float(v), 3) for v in np.percentile([r.compute_s for r in mine], [50, 95])
        ],
    }
    delays = [r.delay_s for r in mine if np.isfinite(r.delay_s)]
    if delays:
        figures["decided_after_s_p50_p95"] = [round(float(v), 3) for v in np.percentile(delays, [50, 95])]
    if language == "zh":
        wrong = sum(distance(sounds(r.clip.text), sounds(r.text)) for r in mine)
        figures["syllable_error"] = round(wrong / length, 4)
    return figures


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="mm_robot.speech.evaluate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--snr", type=float, help="pink noise at this signal-to-noise ratio, dB (default: none)"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the noise")
    parser.add_argument(
        "--errors", action="store_true", help="also each sentence that is not right, on stderr"
    )
    arguments = parser.parse_args(argv)
    try:
        recogniser = Recogniser(load().speech)
        recogniser.warm_up()
        results = evaluate(read_clips(arguments.folder), recogniser, arguments.snr, arguments.seed)
    except MmRobotError as error:
        print(f"mm_robot.speech.evaluate: {error}", file=sys.stderr)
        return 1
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        figures = summary(results, language)
        if figures:
            print(json.dumps({"snr_db": arguments.snr, **figures}, ensure_ascii=False))
    for r in results if arguments.errors else []:
        if units(r.text, r.clip.language) != units(r.clip.text, r.clip.language):
            print(
                f"{r.clip.path.name}: {r.clip.text} | {r.text} | {' / '.join(r.alternatives)}",
                file=sys.stderr,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
