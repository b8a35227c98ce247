# SPDX-License-Identifier: Apache-2.0
"""Train the recogniser on glimpses and write mm_robot/perception/recogniser.onnx. See docs/recogniser.md.

python tools/recogniser/train.py FOLDER --steps 1500           FOLDER as glimpses.py makes it; --state FILE
                                                               goes on where it stopped
Needs torch (CPU) and onnx. Every thirteenth seed is kept to choose the temperature by.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from glimpses import NONE
from torch import nn
from torch.nn import functional as F  # noqa: N812

from mm_robot.perception.glimpse import CHANNELS, NUMBERS, PICTURE_PX
from mm_robot.perception.labels import NOUNS as RULED
from mm_robot.perception.recogniser import NETWORK
from mm_robot_sim.objects.catalogue import CATALOGUE, categories

CLASSES = (*categories("train"), "bin", NONE)
_BATCH, _RATE, _SMOOTHING = 128, 2e-3, 0.05
_WARM = 200  # steps until the rate is full
_ROUND = 50  # steps, then the folder is read again
_MANY_COLOURS = 6  # categories that come in so many have no colour of their own
_COLOURS = slice(NUMBERS - len(RULED) - 11, NUMBERS - len(RULED))  # of the numbers
_RULES = slice(NUMBERS - len(RULED), NUMBERS)
_ANY_COLOUR = torch.tensor(
    [name in CATALOGUE and len(CATALOGUE[name].colours) >= _MANY_COLOURS for name in CLASSES]
)


@dataclass(frozen=True, eq=False)
class Examples:
    """Glimpses with names."""

    pictures: torch.Tensor  # (N, CHANNELS, PICTURE_PX, PICTURE_PX) uint8
    numbers: torch.Tensor  # (N, NUMBERS)
    classes: torch.Tensor  # (N,)
    weights: torch.Tensor  # (classes,) of the loss: rare ones count more

    def __len__(self) -> int:
        return len(self.classes)


class Net(nn.Module):
    """Convolutions for the picture, two layers for the numbers, joined late."""

    def __init__(self, mean: torch.Tensor, scale: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.register_buffer("temperature", torch.ones(()))
        widths, layers = (CHANNELS + 3, 16, 32, 56, 80), []
        for i, (before, after) in enumerate(zip(widths[:-1], widths[1:], strict=True)):
            layers += [nn.Conv2d(before, after, 3, 2 if i < 3 else 1, 1, bias=False), nn.BatchNorm2d(after)]
            layers += [nn.ReLU()]
            if i in (1, 2):
                layers += [nn.Conv2d(after, after, 3, 1, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
        self.eye = nn.Sequential(*layers)
        self.look = nn.Sequential(nn.Linear(2 * widths[-1], 96), nn.ReLU())
        self.ruler = nn.Sequential(
            nn.Linear(NUMBERS, 96), nn.ReLU(), nn.Dropout(0.1), nn.Linear(96, 96), nn.ReLU()
        )
        self.joint = nn.Sequential(nn.Dropout(0.2), nn.Linear(192, 128), nn.ReLU(), nn.Dropout(0.2))
        self.out = nn.Linear(128, len(CLASSES))

    def forward(self, picture: torch.Tensor, numbers: torch.Tensor) -> torch.Tensor:
        """Logits (N, classes); `picture` float 0..1."""
        mask = picture[:, 4:5]
        seen = self.eye(torch.cat((picture - 0.5, (picture[:, :3] - 0.5) * mask), dim=1))
        seen = torch.cat((seen.mean(dim=(2, 3)), seen.amax(dim=(2, 3))), dim=1)
        measured = self.ruler((numbers - self.mean) / self.scale)
        return self.out(self.joint(torch.cat((self.look(seen), measured), dim=1)))


class Exported(nn.Module):
    """Takes bytes, gives probabilities."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, picture: torch.Tensor, numbers: torch.Tensor) -> torch.Tensor:
        """(N, classes) probabilities; the last is that of none."""
        logits = self.net(picture.float() / 255.0, numbers)
        return torch.softmax(logits / self.net.temperature, dim=1)


def read(folder: Path) -> tuple[Examples, Examples]:
    """To learn from, and to calibrate with."""
    shards = [np.load(path) for path in sorted(folder.glob("*.npz"))]
    pictures, numbers, names, seeds = (
        np.concatenate([shard[key] for shard in shards]) for key in ("pictures", "numbers", "names", "seeds")
    )
    known = np.isin(names, CLASSES)
    classes = np.array([CLASSES.index(name) if ok else -1 for name, ok in zip(names, known, strict=True)])
    counts = np.bincount(classes[known], minlength=len(CLASSES))
    weights = torch.from_numpy(np.sqrt(counts.mean() / np.maximum(counts, 20)).clip(0.6, 1.8)).float()
    learnt, kept = (
        Examples(*(torch.from_numpy(values[mine]) for values in (pictures, numbers, classes)), weights)
        for mine in (known & (seeds % 13 != 12), known & (seeds % 13 == 12))
    )
    return learnt, kept


def varied(examples: Examples, index: torch.Tensor, rng: torch.Generator) -> tuple[torch.Tensor, ...]:
    """Pictures, numbers and classes of a batch as another camera and another day might have shown them."""
    pictures = examples.pictures[index].float() / 255.0
    numbers, classes = examples.numbers[index].clone(), examples.classes[index]
    n = len(index)

    def chance(share: float) -> torch.Tensor:
        return torch.rand(n, generator=rng) < share

    mirrored = chance(0.5)
    pictures[mirrored] = pictures[mirrored].flip(3)
    for i in torch.nonzero(chance(0.5) & _ANY_COLOUR[classes]).flatten().tolist():
        pictures[i, :3] = pictures[i, torch.randperm(3, generator=rng)]
        shares = numbers[i, _COLOURS]
        numbers[i, _COLOURS] = shares[torch.randperm(len(shares), generator=rng)]
    gain = torch.rand(n, 1, 1, 1, generator=rng) * 0.7 + 0.65
    tint = torch.rand(n, 3, 1, 1, generator=rng) * 0.16 + 0.92
    rgb = (pictures[:, :3] * gain * tint).clamp(0, 1)
    rgb = (rgb + 0.03 * torch.randn(rgb.shape, generator=rng)).clamp(0, 1)
    blank = chance(0.25)  # the table tells nothing
    rgb[blank] = rgb[blank] * pictures[blank, 4:5]
    pictures[:, :3] = rgb
    shifts = torch.randint(-2, 3, (n, 2), generator=rng).tolist()
    pictures = torch.stack([torch.roll(p, s, (1, 2)) for p, s in zip(pictures, shifts, strict=True)])
    numbers += 0.03 * torch.randn(numbers.shape, generator=rng)
    without = chance(0.2)
    numbers[without, _RULES] = 0.0
    return pictures, numbers, classes


def train(folder: Path, steps: int, state: Path | None) -> tuple[Net, Examples]:
    """Learn, reading the folder again now and then, as it may grow; the net and what to calibrate it with."""
    examples, judge = read(folder)
    rng = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    net = Net(examples.numbers.mean(dim=0), examples.numbers.std(dim=0) + 0.05)
    net = net.to(memory_format=torch.channels_last)
    print(f"{sum(p.numel() for p in net.parameters())} parameters", flush=True)
    optimiser = torch.optim.AdamW(net.parameters(), _RATE, weight_decay=0.02)
    kept = {"net": net, "optimiser": optimiser}
    first, total = 0, 0.0
    if state is not None and state.exists():
        before = torch.load(state, weights_only=True)
        for name, part in kept.items():
            part.load_state_dict(before[name])
        first = before["step"]
    for step in range(first + 1, steps + 1):
        net.train()
        index = torch.randint(len(examples), (_BATCH,), generator=rng)
        pictures, numbers, classes = varied(examples, index, rng)
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(pictures.contiguous(memory_format=torch.channels_last), numbers)
        loss = F.cross_entropy(logits.float(), classes, examples.weights, label_smoothing=_SMOOTHING)
        for group in optimiser.param_groups:
            group["lr"] = _RATE * min(step / _WARM, 0.5 + 0.5 * math.cos(math.pi * step / (steps + 1)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        total += float(loss.detach())
        if step % _ROUND == 0 or step == steps:
            right = float((logits_of(net, judge).argmax(1) == judge.classes).float().mean())
            print(f"step {step} loss {total / _ROUND:.3f} right {right:.3f} of {len(judge)}, learning from "
                  f"{len(examples)}, {time.process_time():.0f} s", flush=True)  # fmt: skip
            total = 0.0
            if state is not None:
                torch.save({**{name: part.state_dict() for name, part in kept.items()}, "step": step}, state)
            examples, judge = read(folder)
    return net.eval(), judge


def logits_of(net: Net, examples: Examples) -> torch.Tensor:
    """(N, classes)."""
    net.eval()
    with torch.no_grad():
        parts = [
            net(p.float() / 255.0, n)
            for p, n in zip(examples.pictures.split(256), examples.numbers.split(256), strict=True)
        ]
    return torch.cat(parts)


def calibrate(net: Net, judge: Examples) -> float:
    """The temperature at which the probabilities are most likely (Guo et al. 2017)."""
    logits = logits_of(net, judge)
    choices = np.exp(np.linspace(-1.0, 1.0, 41))
    losses = [float(F.cross_entropy(logits / t, judge.classes)) for t in choices]
    net.temperature.fill_(float(choices[int(np.argmin(losses))]))
    return float(net.temperature)


def export(net: Net, path: Path) -> None:
    """Write it with its nouns."""
    example = torch.zeros(2, CHANNELS, PICTURE_PX, PICTURE_PX, dtype=torch.uint8), torch.zeros(2, NUMBERS)
    torch.onnx.export(
        Exported(net).eval(), example, str(path), input_names=["picture", "numbers"],
        output_names=["chances"], dynamic_axes={k: {0: "n"} for k in ("picture", "numbers", "chances")},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(path))
    onnx.helper.set_model_props(model, {"nouns": ",".join(CLASSES[:-1])})
    onnx.save(model, str(path))


def main() -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=1500, help=f"of {_BATCH} glimpses")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--out", type=Path, default=NETWORK)
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    net, judge = train(wanted.folder, wanted.steps, wanted.state)
    print(f"temperature {calibrate(net, judge):.2f}")
    export(net, wanted.out)


if __name__ == "__main__":
    main()
