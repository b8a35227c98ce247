# SPDX-License-Identifier: Apache-2.0
"""Examples for the stop word network: clips as they sound in a room, and what the network is to say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.signal import fftconvolve, resample_poly

from mm_robot.speech.backdrop import WORDLESS, babble
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sound import read_wav
from mm_robot.speech.stop_net import FIRST_KERNEL, STEP_S, STRIDE, WORDS, frames_of

SECONDS = 2.4
COUNT = round(SECONDS * RATE_HZ)
OUTPUTS = ((COUNT - 400) // 160 + 1 - FIRST_KERNEL) // STRIDE + 1  # of the network for one example
# What a clip's text must contain to be each word of `WORDS`, and which that is.
_SPELLINGS = (
    ("don't move", 3), ("do not move", 3), ("freeze", 1), ("halt", 2), ("stop", 0),
    ("别动", 5), ("不要动", 5), ("不许动", 5), ("住手", 6), ("停", 4),
)  # fmt: skip
# Seconds after the end of a word within which the network is to say so. "don't move" and 别动 may go on
# ("… the cup"), 停 too (停车场): there it may wait until it hears that nothing follows.
_AFTER_S = {0: 0.16, 1: 0.16, 2: 0.18, 3: 0.28, 4: 0.20, 5: 0.26, 6: 0.18}
_BEFORE_S = 0.08
# How often each of `WORDS` is drawn: the commonest, which are also the shortest, are the hardest.
_WEIGHTS = (2.0, 1.0, 0.7, 1.3, 2.5, 1.3, 1.0)
_POOL = 120  # backdrops of each kind, made once: a piece of music costs more than a step
_POOL_SHARE = 2.5  # of an example's length: where it is cut is random


@dataclass(frozen=True)
class Clip:
    """One synthesised text, without silence around it."""

    text: str
    word: int | None  # index into WORDS, None where it is no call to stop
    alone: bool  # whether the word is all of it, so that its end is the clip's end
    samples: Samples


@dataclass(frozen=True)
class Example:
    """Frames of 2.4 s and where in the outputs which word is to be found."""

    frames: Any  # (T, 40) float16
    word: int  # -1: none
    first: int  # output index from which it may be found
    last: int  # and up to which it must have been
    free: int  # outputs from here to `first` are not judged


def read_corpus(folder: Path, split: str) -> list[Clip]:
    """The clips of one split of a folder written by tools/stop_corpus.py."""
    rows = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    return [
        Clip(row["text"], word_of(row["text"]) if row["kind"] in ("word", "call") else None,
             row["kind"] == "word", read_wav(folder / row["file"]))
        for row in rows
        if row["split"] == split
    ]  # fmt: skip


def word_of(text: str) -> int:
    """Index of the stop word in a text that holds one."""
    return next((word for spelling, word in _SPELLINGS if spelling in text.lower()), 0)


class Mixer:
    """Draws examples. The same seed draws the same."""

    def __init__(self, clips: Sequence[Clip], talk: Sequence[Samples], seed: int) -> None:
        """`talk`: longer speech without stop words."""
        self._by_word = [[c for c in clips if c.word == w] for w in range(len(WORDS))]
        weights = np.array(_WEIGHTS) * [bool(mine) for mine in self._by_word]
        self._shares = weights / weights.sum()
        self._others = [c for c in clips if c.word is None]
        self._talk = [*talk, *(c.samples for c in self._others if len(c.samples) > COUNT)]
        self.rng = np.random.default_rng(seed)
        count = round(_POOL_SHARE * COUNT)
        self._pool = {kind: [make(count, self.rng) for _ in range(_POOL)] for kind, make in WORDLESS.items()}

    def draw(self) -> Example:
        """One example: nearly half are calls to stop, most others words that sound like it."""
        rng, kind = self.rng, self.rng.random()
        line = np.zeros(COUNT, np.float32)
        word = first = last = free = -1
        if kind < 0.45:
            clips = self._by_word[int(rng.choice(len(WORDS), p=self._shares))]
            clip = clips[int(rng.integers(len(clips)))]
            speech = self._varied(clip.samples)[: COUNT - 8000]
            end = int(rng.integers(len(speech) + 160, COUNT - 4640))
            begin = end - len(speech)
            line[begin:end] += speech
            self._around(line, begin, end)
            assert clip.word is not None
            word = clip.word
            free, last = _output(begin / RATE_HZ), _output(end / RATE_HZ + _AFTER_S[word])
            first = _output(end / RATE_HZ - _BEFORE_S) if clip.alone else _output(begin / RATE_HZ + 0.15)
        elif kind < 0.82 and self._others:
            speech = self._varied(self._others[int(rng.integers(len(self._others)))].samples)
            skipped = int(rng.integers(max(1, len(speech) - COUNT + 1600)))
            speech = speech[skipped : skipped + COUNT - 1600]
            begin = int(rng.integers(0, COUNT - len(speech)))
            line[begin : begin + len(speech)] += speech
            self._around(line, begin, begin + len(speech))
        elif kind < 0.95:
            line = self._passage(COUNT)
        frames = frames_of(self._room(line))
        return Example(frames.astype(np.float16), word, first, min(last, OUTPUTS - 1), free)

    def _around(self, line: Samples, begin: int, end: int) -> None:
        """Sometimes the same or another person speaks before or, after a pause, behind."""
        rng = self.rng
        gap = int(rng.uniform(0.02, 0.5) * RATE_HZ)
        if rng.random() < 0.35 and begin > gap + 1600:
            line[: begin - gap] += self._passage(begin - gap) * rng.uniform(0.3, 1.0)
        pause = int(rng.uniform(0.35, 0.8) * RATE_HZ)
        if rng.random() < 0.25 and end + pause < COUNT - 1600:
            line[end + pause :] += self._passage(COUNT - end - pause)

    def _passage(self, count: int) -> Samples:
        whole = self._varied(self._talk[int(self.rng.integers(len(self._talk)))])
        if len(whole) <= count:
            return np.asarray(np.pad(whole, (0, count - len(whole))), dtype=np.float32)
        begin = int(self.rng.integers(len(whole) - count))
        return whole[begin : begin + count]

    def _varied(self, speech: Samples) -> Samples:
        """Pitch and tempo by up to an eighth, at unit peak, with another tone of microphone."""
        up = int(self.rng.integers(88, 114))
        varied = resample_poly(speech, up, 100) if self.rng.random() < 0.6 else speech
        peak = float(np.abs(varied).max(initial=1e-6))
        return np.asarray(varied / peak, dtype=np.float32)

    def _room(self, line: Samples) -> Samples:
        """Echo of the room, noise, the microphone's tone and gain."""
        rng = self.rng
        if rng.random() < 0.5:
            length = int(rng.uniform(0.12, 0.6) * RATE_HZ)
            tail = rng.standard_normal(length) * 10.0 ** (-3.0 * np.arange(length) / length)
            tail[: int(rng.uniform(0.002, 0.02) * RATE_HZ)] = 0.0
            tail *= 10 ** (-rng.uniform(0.0, 12.0) / 20.0) / max(float(np.sqrt((tail**2).sum())), 1e-9)
            tail[0] = 1.0
            line = fftconvolve(line, tail)[:COUNT]
        power = max(float(np.square(line).sum()) / max(1, int((np.abs(line) > 0.02).sum())), 1e-5)
        if rng.random() < 0.85:
            line = line + self._noise() * np.sqrt(power) * 10 ** (-rng.uniform(-2.0, 24.0) / 20.0)
        if rng.random() < 0.3:
            line = line + self._noise() * np.sqrt(power) * 10 ** (-rng.uniform(5.0, 30.0) / 20.0)
        if rng.random() < 0.5:
            tilt = rng.uniform(-0.5, 0.5)
            line = line - tilt * np.concatenate(([0.0], line[:-1]))
        level = 10.0 ** (rng.uniform(-38.0, -12.0) / 20.0) / np.sqrt(power)
        line = line * level + 10 ** (rng.uniform(-90.0, -62.0) / 20.0) * rng.standard_normal(COUNT)
        return np.asarray(np.clip(line, -1.0, 1.0), dtype=np.float32)

    def _noise(self) -> Samples:
        kind = ("noise", "noise", "motors", "music", "babble", "talk")[int(self.rng.integers(6))]
        if kind == "babble":
            return babble(COUNT, self.rng, self._talk)
        if kind == "talk":
            return self._passage(COUNT) * 3.0 * self.rng.uniform(0.2, 0.7)
        pool = self._pool[kind]
        whole = pool[int(self.rng.integers(len(pool)))]
        begin = int(self.rng.integers(len(whole) - COUNT))
        return whole[begin : begin + COUNT]


def _output(at_s: float) -> int:
    """Index of the output that has just heard the sound at `at_s`."""
    return max(0, round((at_s - 0.065) / STEP_S))
