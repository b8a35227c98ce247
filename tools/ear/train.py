# SPDX-License-Identifier: Apache-2.0
"""Teach whisper-base to hear commands: makes mm_robot/speech/adaptation.npz. See docs/speech-adaptation.md.

python tools/ear/train.py FOLDER --steps 750          FOLDER as for `mm_robot eval speech`: other voices and
                                                      sentences than those that judge
Needs torch (CPU) and the speech extra. 1.2 s of one core per step of eight clips.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tokenizers
import torch
from network import Network
from scipy.signal import butter, fftconvolve, lfilter

from mm_robot.config import load
from mm_robot.speech.evaluate import read_clips
from mm_robot.speech.mel import RATE_HZ, Samples, log_mel
from mm_robot.speech.noise import Noise, mixed
from mm_robot.speech.sound import read_wav
from mm_robot.speech.weights import whisper_folder
from mm_robot.types import Language

_BATCH = 8
_WARM_STEPS = 100
_SMOOTHING = 0.03  # of the labels
_EMPTY = 0.04  # share of recordings in which nobody speaks to the robot: noise, or others talking


@dataclass(frozen=True)
class Example:
    """What a model is shown."""

    samples: Samples
    text: str  # empty: no words
    language: Language


class Examples:
    """Recordings, each time in another room, with other noise, at another level."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Read all of them."""
        self._clips = [(read_wav(c.path), c.text, c.language) for c in read_clips(folder)]
        self._voices = [samples for samples, _, _ in self._clips]
        self._rng, self._random = np.random.default_rng(seed), random.Random(seed)

    def draw(self) -> Example:
        """The next one."""
        rng, rand = self._rng, self._random
        samples, text, language = rand.choice(self._clips)
        if rand.random() < _EMPTY:
            text, samples = "", self._nobody(int(rng.uniform(0.5, 3.5) * RATE_HZ))
        elif rand.random() < 0.25:
            samples = self._in_a_room(samples)
        if rand.random() < 0.2:
            low, high = rng.uniform(60, 300), rng.uniform(3000, 7500)  # a cheap microphone
            b, a = butter(2, [2 * low / RATE_HZ, 2 * high / RATE_HZ], "band")
            samples = np.asarray(lfilter(b, a, samples), np.float32)
        kind = rand.random()
        if kind > 0.88:
            samples = mixed(samples, Noise("babble", rng.uniform(3, 18)), rng, self._voices)
        elif kind > 0.25:
            samples = mixed(samples, Noise("pink", rng.uniform(-1, 20)), rng)
        loudest = max(float(np.abs(samples).max()), 1e-6)
        lead = np.zeros(int(rng.uniform(0.2, 0.4) * RATE_HZ), np.float32)
        level = 10 ** (rng.uniform(-22, -1) / 20)
        return Example(np.concatenate((lead, samples * np.float32(level / loudest))), text, language)

    def _nobody(self, count: int) -> Samples:
        if self._random.random() < 0.5:
            hush = np.full(count, 1e-3, np.float32)
            return mixed(hush, Noise("babble", -30.0), self._rng, self._voices)
        return np.asarray(self._rng.normal(size=count) * 0.05, np.float32)

    def _in_a_room(self, samples: Samples) -> Samples:
        count = int(self._rng.uniform(0.05, 0.35) * RATE_HZ)
        echo = self._rng.normal(size=count) * np.exp(-6.9 * np.arange(count) / count)  # 60 dB over its length
        echo[0] = self._rng.uniform(3, 8)
        wet = fftconvolve(samples, echo / np.sqrt(np.sum(echo**2)))[: len(samples) + count // 2]
        return np.asarray(wet, np.float32)


class Trainer:
    """Adam on the low-rank changes, which are averaged over the last steps."""

    def __init__(self, folder: Path, model: Path, rank: int, rate: float, steps: int, seed: int) -> None:
        """Load everything."""
        torch.manual_seed(seed)
        self._examples, self._random = Examples(folder, seed), random.Random(seed)
        self._network = Network(model / "model.bin", rank)
        self._tokenizer = tokenizers.Tokenizer.from_file(str(model / "tokenizer.json"))
        self._trained = [p for p in self._network.parameters() if p.requires_grad]
        self._mean = [p.detach().clone() for p in self._trained]
        self._optimiser = torch.optim.AdamW(self._trained, lr=rate, weight_decay=1e-3)
        self._rate, self._steps, self._step = rate, steps, 0

    def run(self) -> dict[str, np.ndarray]:
        """Train, and return the changes."""
        recent: list[float] = []
        while self._step < self._steps:
            pool = sorted((self._examples.draw() for _ in range(_BATCH * 6)), key=lambda e: len(e.samples))
            batches = [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]  # of like lengths
            self._random.shuffle(batches)
            for batch in batches:
                recent.append(self._learn(batch))
                if self._step % 25 == 0:
                    print(f"step {self._step}: loss {np.mean(recent[-25:]):.3f}", file=sys.stderr, flush=True)
        for parameter, mean in zip(self._trained, self._mean, strict=True):
            parameter.data.copy_(mean)
        return self._network.changes()

    def _learn(self, batch: list[Example]) -> float:
        share = min(self._step / self._steps, 1.0)
        rate = self._rate * min(1.0, (self._step + 1) / _WARM_STEPS) * (0.5 + 0.5 * math.cos(math.pi * share))
        for group in self._optimiser.param_groups:
            group["lr"] = rate + 0.03 * self._rate
        loss = self._loss(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self._step += 1
        decay = min(0.99, self._step / (self._step + 10))
        for mean, parameter in zip(self._mean, self._trained, strict=True):
            mean.mul_(decay).add_(parameter.detach(), alpha=1 - decay)
        return float(loss.detach())

    def _loss(self, batch: list[Example]) -> torch.Tensor:
        # Windows hardly longer than the speech: so short windows will not confuse the model later.
        frames = max(len(e.samples) for e in batch) // 160 + self._random.choice((10, 20, 40, 70, 130, 250))
        frames = min(max(frames + frames % 2, 150), 1000)
        mels = torch.from_numpy(np.stack([log_mel(e.samples, frames) for e in batch]))
        rows = [self._tokens(e) for e in batch]
        end = rows[0][-1]
        tokens = torch.full((len(rows), max(map(len, rows))), end)
        labels = torch.full_like(tokens, -100)
        for i, row in enumerate(rows):
            tokens[i, : len(row)] = torch.tensor(row)
            labels[i, 0] = row[1]  # the language
            labels[i, 3 : len(row) - 1] = torch.tensor(row[4:])
        with torch.autocast("cpu", torch.bfloat16):
            features = self._network.decode(self._network.encode(mels), tokens)
            known = labels >= 0
            table = self._network.decoder_embeddings_weight.to(torch.bfloat16)
            scores = (features[known].to(torch.bfloat16) @ table.T).float()
        return torch.nn.functional.cross_entropy(scores, labels[known], label_smoothing=_SMOOTHING)

    def _tokens(self, example: Example) -> list[int]:
        text = example.text if example.language == "zh" or not example.text else f" {example.text}."
        marks = ("<|startoftranscript|>", f"<|{example.language}|>", "<|transcribe|>", "<|notimestamps|>")
        written = self._tokenizer.encode(text, add_special_tokens=False).ids
        return [
            *map(self._tokenizer.token_to_id, marks),
            *written,
            self._tokenizer.token_to_id("<|endoftext|>"),
        ]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=750)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("mm_robot/speech/adaptation.npz"))
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model = whisper_folder(load().speech)
    trainer = Trainer(
        arguments.folder, model, arguments.rank, arguments.rate, arguments.steps, arguments.seed
    )
    np.savez_compressed(arguments.out, **trainer.run())
    print(arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
