# SPDX-License-Identifier: Apache-2.0
"""Train the stop word network (mm_robot/speech/stop_net.npz). Needs torch; the product does not.

python tools/stop_corpus.py CORPUS            once: voices
python tools/train_stop.py CORPUS --steps 12000 --state state.pt --out mm_robot/speech/stop_net.npz

Goes on from --state where there is one. Examples are mixed while training: a store of them is renewed little
by little, since mixing costs more than a step.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from stop_mixes import OUTPUTS, Example, Mixer, read_corpus
from torch import Tensor, nn
from torch.nn import functional

from mm_robot.speech.sound import read_wav
from mm_robot.speech.stop_net import BANDS, DILATIONS, FIRST_KERNEL, KERNEL, STRIDE, WORDS

_WIDTH = 96
_BATCH = 64
_FRESH = 20  # new examples per step
_STORE = 20_000  # examples
_RATE = 2e-3
_LOUDEST = 3  # outputs, 60 ms: what it takes to find a word, and to invent one
_THROAT = 2.5  # bands: how far formants move with the length of a throat, by up to a fifth of their frequency
_SEED = 1  # of everything


class Net(nn.Module):
    """The network of mm_robot.speech.stop_net, with batch normalisation that is folded into it at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv1d(BANDS, _WIDTH, FIRST_KERNEL, stride=STRIDE)
        self.layers = nn.ModuleList(nn.Conv1d(_WIDTH, _WIDTH, KERNEL, dilation=d) for d in DILATIONS)
        self.norms = nn.ModuleList(nn.BatchNorm1d(_WIDTH) for _ in range(len(DILATIONS) + 1))
        self.drop = nn.Dropout(0.1)
        self.out = nn.Conv1d(_WIDTH, len(WORDS), 1)
        nn.init.constant_(self.out.bias, -4.0)

    def forward(self, frames: Tensor) -> Tensor:
        """(B, 40, T) to logits (B, words, outputs)."""
        x = torch.relu(self.norms[0](self.first(frames)))
        for layer, norm, dilation in zip(self.layers, list(self.norms)[1:], DILATIONS, strict=True):
            x = x + self.drop(torch.relu(norm(layer(functional.pad(x, ((KERNEL - 1) * dilation, 0))))))
        return self.out(x)


def loss_of(logits: Tensor, batch: list[Example]) -> Tensor:
    """The word is found somewhere in its span; nothing is found anywhere else."""
    total = torch.zeros(())
    at = torch.arange(logits.shape[2])
    words = torch.tensor([e.word for e in batch])
    first, last, free = (
        torch.tensor([getattr(e, n) for e in batch])[:, None] for n in ("first", "last", "free")
    )
    called = words >= 0
    free_mask = called[:, None] & (at >= free) & (at <= last + 12)  # what just was found may still be seen
    penalty = functional.softplus(logits.amax(1))  # no word: all logits low
    penalty = penalty.masked_fill(free_mask, 0.0)
    worst = penalty.topk(_LOUDEST, dim=1).values
    total = total + penalty.mean() * 2.0 + worst.mean() * 1.8
    if called.any():
        mine = logits[called, words[called]]
        span = (at >= first[called]) & (at <= last[called])
        found = mine.masked_fill(~span, -30.0).topk(_LOUDEST, dim=1).values.mean(1)
        total = total + functional.softplus(-found).mean() * 2.0
        others = logits[called].amax(1).masked_fill(~free_mask[called], -30.0).amax(1)
        total = total + 0.2 * functional.softplus(others - mine.masked_fill(~span, -30.0).amax(1)).mean()
    return total


def varied(frames: Tensor) -> Tensor:
    """(B, 40, T) frames of other throats, levels and tones, some with a band missing: costs nothing."""
    count = len(frames)
    moved = torch.arange(BANDS) + torch.empty(count, 1).uniform_(-_THROAT, _THROAT)
    moved = moved.clamp(0.0, BANDS - 1.001)
    below = moved.floor().long()[:, :, None].expand_as(frames)
    share = (moved - moved.floor())[:, :, None]
    frames = (1.0 - share) * frames.gather(1, below) + share * frames.gather(1, below + 1)
    tilt = torch.linspace(-1.0, 1.0, BANDS)[None, :, None] * torch.empty(count, 1, 1).uniform_(-0.15, 0.15)
    frames = frames + torch.empty(count, 1, 1).uniform_(-0.3, 0.3) + tilt
    low = torch.randint(0, BANDS, (count, 1, 1))
    masked = (torch.arange(BANDS)[None, :, None] - low).abs() <= torch.randint(0, 3, (count, 1, 1))
    return torch.where(masked & (torch.rand(count, 1, 1) < 0.3), frames.mean(), frames)


def export(net: Net, path: Path) -> None:
    """Fold the normalisation into the weights and write them as half floats."""
    weights = {}
    for index, (layer, norm) in enumerate(zip([net.first, *net.layers], net.norms, strict=True)):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weights[f"w{index}"] = (layer.weight * scale[:, None, None]).permute(2, 1, 0)
        weights[f"b{index}"] = (layer.bias - norm.running_mean) * scale + norm.bias
    weights["out_w"], weights["out_b"] = net.out.weight[:, :, 0].T, net.out.bias
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in weights.items()}
    np.savez_compressed(path, **arrays)


def main() -> int:
    """Train and export."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--steps", type=int, default=16_000)
    parser.add_argument("--talk", type=Path, help="folder of wavs without stop words (default: CORPUS/talk)")
    parser.add_argument("--state", type=Path, default=Path("stop_state.pt"))
    parser.add_argument("--out", type=Path, default=Path("mm_robot/speech/stop_net.npz"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(_SEED)
    net = Net()
    rng = np.random.default_rng(_SEED)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=1e-3)
    step, store = 0, []
    if arguments.state.is_file():
        state = torch.load(arguments.state, weights_only=False)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        step, store = state["step"], state["store"]
    talk = [read_wav(p) for p in sorted((arguments.talk or arguments.corpus / "talk").glob("*.wav"))]
    mixer = Mixer(read_corpus(arguments.corpus, "train"), talk, _SEED + step)
    while len(store) < 16 * _BATCH:
        store.append(mixer.draw())
    began_s, mean = time.monotonic(), 0.0
    while step < arguments.steps:
        for _ in range(_FRESH):
            place = int(rng.integers(_STORE))
            if len(store) < _STORE:
                store.append(mixer.draw())
            else:
                store[place] = mixer.draw()
        batch = [store[int(i)] for i in rng.integers(len(store), size=_BATCH)]
        frames = torch.from_numpy(np.stack([e.frames for e in batch]).astype(np.float32)).permute(0, 2, 1)
        frames = varied(frames)
        for group in optimiser.param_groups:
            group["lr"] = (
                _RATE * min(1.0, (step + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * step / arguments.steps))
                + 2e-5
            )
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(frames)
        loss = loss_of(logits.float()[:, :, :OUTPUTS], batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        mean += 0.02 * (float(loss.detach()) - mean)
        step += 1
        if step % 50 == 0 or step == arguments.steps:
            print(
                f"step {step} loss {mean:.3f} store {len(store)} {time.monotonic() - began_s:.0f} s",
                flush=True,
            )
        if step % 500 == 0 or step == arguments.steps:
            attempt = arguments.state.with_suffix(".part")  # a run that is broken off leaves a whole file
            torch.save(
                {"net": net.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "store": store},
                attempt,
            )
            attempt.replace(arguments.state)
            net.eval()
            export(net, arguments.out)
            net.train()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
