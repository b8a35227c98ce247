# SPDX-License-Identifier: Apache-2.0
"""Whisper in torch from CTranslate2's model file, with a trainable change beside each linear map."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (its usual name)

_HEADS = 8  # of whisper-base
_FIXED = """
    encoder/conv1/weight encoder/conv1/bias encoder/conv2/weight encoder/conv2/bias decoder/embeddings/weight
    encoder/position_encodings/encodings decoder/position_encodings/encodings
"""
_TYPES = {
    0: np.float32,
    1: np.int8,
    2: np.int16,
    3: np.int32,
    4: np.float16,
}  # CTranslate2's numbers for them


def read_variables(path: Path) -> dict[str, np.ndarray]:
    """Name -> array of a CTranslate2 model file. `mm_robot.speech.adaptation` tells the format."""
    data, at = path.read_bytes(), 0

    def number(form: str) -> int:
        nonlocal at
        value = struct.unpack_from(f"<{form}", data, at)[0]
        at += struct.calcsize(f"<{form}")
        return int(value)

    def string() -> str:
        nonlocal at
        length = number("H")
        at += length
        return data[at - length : at - 1].decode()

    number("I"), string(), number("I")
    variables = {}
    for _ in range(number("I")):
        name = string()
        shape = [number("I") for _ in range(number("B"))]
        kind = np.dtype(_TYPES[number("B")])
        size = number("I")
        array = np.frombuffer(data, kind, size // kind.itemsize, at).reshape(shape)
        variables[name] = array.astype(np.float32) if kind == np.float16 else array
        at += size
    return variables


class Linear(nn.Module):
    """A frozen map W and its change B A. B begins at zero: at first nothing is changed."""

    def __init__(self, variables: dict[str, np.ndarray], name: str, rank: int) -> None:
        super().__init__()
        self.name = name
        bias = variables.get(f"{name}/bias")
        self.register_buffer("weight", _half(variables[f"{name}/weight"]))
        self.register_buffer("bias", None if bias is None else _half(bias))
        rows, columns = self.weight.shape
        self.A = nn.Parameter(torch.randn(rank, columns) / columns**0.5)
        self.B = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, x: Tensor) -> Tensor:
        """(…, columns) to (…, rows)."""
        return F.linear(x, self.weight, self.bias) + F.linear(F.linear(x, self.A), self.B)


class Norm(nn.Module):
    """A frozen layer norm."""

    def __init__(self, variables: dict[str, np.ndarray], name: str) -> None:
        super().__init__()
        self.register_buffer("gamma", torch.from_numpy(variables[f"{name}/gamma"]))
        self.register_buffer("beta", torch.from_numpy(variables[f"{name}/beta"]))

    def forward(self, x: Tensor) -> Tensor:
        """Of the last axis."""
        return F.layer_norm(x.float(), (x.shape[-1],), self.gamma, self.beta, 1e-5)


class Layer(nn.Module):
    """One transformer layer; with `cross`, of the decoder."""

    def __init__(self, variables: dict[str, np.ndarray], name: str, rank: int, cross: bool) -> None:
        super().__init__()

        def linear(part: str, factor: int = 1) -> Linear:
            return Linear(variables, f"{name}/{part}", rank * factor)

        self.norm, self.qkv = (
            Norm(variables, f"{name}/self_attention/layer_norm"),
            linear("self_attention/linear_0", 2),
        )
        self.out = linear("self_attention/linear_1")
        self.cross = cross
        if cross:
            self.cross_norm = Norm(variables, f"{name}/attention/layer_norm")
            self.cross_q, self.cross_kv = linear("attention/linear_0"), linear("attention/linear_1", 2)
            self.cross_out = linear("attention/linear_2")
        self.last_norm = Norm(variables, f"{name}/ffn/layer_norm")
        self.up, self.down = linear("ffn/linear_0"), linear("ffn/linear_1")

    def forward(self, x: Tensor, sound: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """(B, L, D) to (B, L, D)."""
        q, k, v = self.qkv(self.norm(x)).chunk(3, -1)
        x = x + self.out(_attention(q, k, v, mask))
        if self.cross and sound is not None:
            k, v = self.cross_kv(sound).chunk(2, -1)
            x = x + self.cross_out(_attention(self.cross_q(self.cross_norm(x)), k, v, None))
        return x + self.down(F.gelu(self.up(self.last_norm(x))))


class Network(nn.Module):
    """Spectrogram and tokens so far in, features of the next tokens out."""

    def __init__(self, model_file: Path, rank: int) -> None:
        super().__init__()
        variables = read_variables(model_file)
        for name in _FIXED.split():
            self.register_buffer(name.replace("/", "_"), _half(variables[name]))
        count = sum(f"encoder/layer_{i}/ffn/linear_0/weight" in variables for i in range(32))
        self.encoder = nn.ModuleList(
            Layer(variables, f"encoder/layer_{i}", rank, False) for i in range(count)
        )
        self.decoder = nn.ModuleList(Layer(variables, f"decoder/layer_{i}", rank, True) for i in range(count))
        self.encoder_norm = Norm(variables, "encoder/layer_norm")
        self.decoder_norm = Norm(variables, "decoder/layer_norm")

    def encode(self, mel: Tensor) -> Tensor:
        """(B, 80, frames) to (B, frames / 2, D)."""
        x = F.gelu(F.conv1d(mel, self.encoder_conv1_weight, self.encoder_conv1_bias, padding=1))
        x = F.gelu(F.conv1d(x, self.encoder_conv2_weight, self.encoder_conv2_bias, stride=2, padding=1))
        x = x.transpose(1, 2)
        x = x.float() + self.encoder_position_encodings_encodings[: x.shape[1]]
        for layer in self.encoder:
            x = layer(x)
        return self.encoder_norm(x)

    def decode(self, sound: Tensor, tokens: Tensor) -> Tensor:
        """(B, S, D) and (B, L) to features (B, L, D)."""
        length = tokens.shape[1]
        x = self.decoder_embeddings_weight[tokens].float()
        x = x + self.decoder_position_encodings_encodings[:length]
        mask = torch.full((length, length), float("-inf")).triu(1)
        for layer in self.decoder:
            x = layer(x, sound, mask)
        return self.decoder_norm(x)

    def set_changes(self, changes: Mapping[str, np.ndarray]) -> None:
        """Go on from what `changes` gave, perhaps of a lower rank: what is new begins at zero."""
        for module in self.modules():
            if isinstance(module, Linear):
                a, b = (torch.from_numpy(changes[f"{module.name}:{m}"].astype(np.float32)) for m in "AB")
                module.A.data[: len(a)] = a
                module.B.data[:, : len(a)] = b

    def changes(self) -> dict[str, np.ndarray]:
        """What `mm_robot/speech/adaptation.npz` holds."""
        linears = [module for module in self.modules() if isinstance(module, Linear)]
        arrays = {f"{m.name}:A": m.A for m in linears} | {f"{m.name}:B": m.B for m in linears}
        return {name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()}


def _half(array: np.ndarray) -> Tensor:
    """What stays as it is, in the type that autocast computes in: else it were cast at every step."""
    return torch.from_numpy(array).to(torch.bfloat16)


def _attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Plain matmul and softmax: torch's fused attention is slow on a CPU for short sequences."""
    batch, length, width = q.shape

    def heads(x: Tensor) -> Tensor:
        return x.view(batch, x.shape[1], _HEADS, -1).transpose(1, 2)

    scores = heads(q) @ heads(k).transpose(-1, -2) / (width // _HEADS) ** 0.5
    if mask is not None:
        scores = scores + mask
    weights = scores.float().softmax(-1).to(v.dtype)
    return (weights @ heads(v)).transpose(1, 2).reshape(batch, length, width)
