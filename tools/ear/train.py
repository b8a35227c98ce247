# SPDX-License-Identifier: Apache-2.0
"""Teach whisper-base to hear commands: makes mm_robot/speech/adaptation.npz. See docs/speech-adaptation.md.

python tools/ear/train.py FOLDER ... --steps 750      FOLDER as for `mm_robot eval speech`: other voices and
                                                      sentences than those that judge
    --start mm_robot/speech/adaptation.npz            go on from it
    --state FILE                                      written every 50 steps; gone on from if it is there
Needs torch (CPU) and the speech extra. 1.2 s of one core per step of eight clips.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tokenizers
import torch
from examples import Example, Examples
from network import Network

from mm_robot.config import load
from mm_robot.speech.mel import log_mel
from mm_robot.speech.weights import whisper_folder

_BATCH = 8
_WARM_STEPS = 50
_SMOOTHING = 0.03  # of the labels
_ASKING = (
    "Where",
    "How",
    "Is",
    "Are",
    "Do",
    "Does",
    "Did",
    "Which",
    "What",
    "Who",
    "When",
    "Could",
    "Can",
    "Have",
    "Has",
    "May",
    "Would",
)
_USUAL_WINDOW = 0.7  # share of the batches heard in the window that the recogniser would choose
_SAVE_EVERY = 50  # steps


class Trainer:
    """Adam on the low-rank changes, which are averaged over the last steps."""

    def __init__(
        self, folders: Sequence[Path], model: Path, rank: int, rate: float, steps: int, seed: int
    ) -> None:
        """Load everything."""
        torch.manual_seed(seed)
        self._examples, self._random = Examples(folders, seed), random.Random(seed)
        self._network = Network(model / "model.bin", rank)
        self._tokenizer = tokenizers.Tokenizer.from_file(str(model / "tokenizer.json"))
        self._trained = [p for p in self._network.parameters() if p.requires_grad]
        self._mean = [p.detach().clone() for p in self._trained]
        self._optimiser = torch.optim.AdamW(self._trained, lr=rate, weight_decay=1e-3)
        self._rate, self._steps, self._step = rate, steps, 0

    def start_from(self, changes: Path) -> None:
        """Go on from what was learnt before."""
        with np.load(changes) as file:
            self._network.set_changes(file)
        self._mean = [p.detach().clone() for p in self._trained]

    def resume(self, state: Path) -> None:
        """Go on from where `run` last wrote its state."""
        saved = torch.load(state, weights_only=True)
        for parameter, value in zip(self._trained, saved["trained"], strict=True):
            parameter.data.copy_(value)
        self._mean, self._step = saved["mean"], saved["step"]
        self._optimiser.load_state_dict(saved["optimiser"])

    def run(self, state: Path | None) -> dict[str, np.ndarray]:
        """Train, and return the mean changes."""
        print(f"{len(self._examples)} recordings", file=sys.stderr)
        recent: list[float] = []
        while self._step < self._steps:
            pool = sorted((self._examples.draw() for _ in range(_BATCH * 6)), key=lambda e: len(e.samples))
            batches = [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]  # of like lengths
            self._random.shuffle(batches)
            for batch in batches:
                recent.append(self._learn(batch))
                if self._step % 25 == 0:
                    print(f"step {self._step}: loss {np.mean(recent[-25:]):.3f}", file=sys.stderr, flush=True)
                if state is not None and self._step % _SAVE_EVERY == 0:
                    self._save(state)
        return self._mean_changes()

    def _save(self, state: Path) -> None:
        saved = {
            "trained": [p.detach() for p in self._trained],
            "mean": self._mean,
            "step": self._step,
            "optimiser": self._optimiser.state_dict(),
        }
        torch.save(saved, state.with_suffix(".new"))
        state.with_suffix(".new").replace(state)
        np.savez_compressed(state.with_suffix(".npz"), **self._mean_changes())

    def _mean_changes(self) -> dict[str, np.ndarray]:
        kept = [p.detach().clone() for p in self._trained]
        for parameter, mean in zip(self._trained, self._mean, strict=True):
            parameter.data.copy_(mean)
        changes = self._network.changes()
        for parameter, value in zip(self._trained, kept, strict=True):
            parameter.data.copy_(value)
        return changes

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
        frames = self._frames(max(len(e.samples) for e in batch) // 160)
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
            table = self._network.decoder_embeddings_weight
            scores = (features[known].to(table.dtype) @ table.T).float()
        return torch.nn.functional.cross_entropy(scores, labels[known], label_smoothing=_SMOOTHING)

    def _frames(self, spoken: int) -> int:
        """Of the window. Some are hardly longer than the speech: so short ones will not confuse the model."""
        if self._random.random() < _USUAL_WINDOW:
            return min(max(300, math.ceil((spoken + 60) / 50) * 50), 1000)  # of WhisperBackend
        frames = spoken + self._random.choice((10, 20, 40, 70, 130))
        return min(max(frames + frames % 2, 150), 1000)

    def _tokens(self, example: Example) -> list[int]:
        text = example.text
        if example.language == "en" and text:
            mark = "?" if text.split()[0] in _ASKING else "."
            text = f" {text}{mark}"
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
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--start", type=Path)
    parser.add_argument("--state", type=Path)
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
        arguments.folders, model, arguments.rank, arguments.rate, arguments.steps, arguments.seed
    )
    if arguments.state is not None and arguments.state.is_file():
        trainer.resume(arguments.state)
    elif arguments.start is not None:
        trainer.start_from(arguments.start)
    np.savez_compressed(arguments.out, **trainer.run(arguments.state))
    print(arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
