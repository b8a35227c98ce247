# SPDX-License-Identifier: Apache-2.0
"""Whisper-base taught to hear commands: low-rank changes of its weights, in a small file of our own.

Every linear map W of the network becomes W + B A (Hu et al. 2021, "LoRA"). `adaptation.npz` holds the A and
B of each; docs/speech-adaptation.md tells how they were trained. Here they are added to the weights in
CTranslate2's file, whose format is: a head, then per variable its name, shape, type and bytes.
"""

from __future__ import annotations

import functools
import hashlib
import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from mm_robot.errors import MissingModelError

_FILE = Path(__file__).with_name("adaptation.npz")
_FLOAT16 = 4  # CTranslate2's number of that type


def adapt(plain: Path, adapted: Path) -> None:
    """Write the model file `plain` with the changes added to `adapted`.

    Raises:
        MissingModelError: the changes are missing, or belong to another network.
    """
    changes = _changes()
    with plain.open("rb") as source, adapted.open("wb") as target:
        _copy(source, target, 4)  # version of the format
        _copy_string(source, target)  # kind of model
        _copy(source, target, 4)  # its revision
        for _ in range(_number(source, target, "<I")):
            name = _copy_string(source, target)
            shape = [_number(source, target, "<I") for _ in range(_number(source, target, "<B"))]
            kind = _number(source, target, "<B")
            data = source.read(_number(source, target, "<I"))
            change = changes.pop(name.removesuffix("/weight"), None)
            if change is not None:
                if kind != _FLOAT16 or list(change.shape) != shape:
                    raise MissingModelError(f"{_FILE.name} does not fit '{name}' of {plain}: other weights?")
                weight = np.frombuffer(data, np.float16).reshape(shape).astype(np.float32)
                data = (weight + change).astype(np.float16).tobytes()
            target.write(data)
        target.write(source.read())  # names that stand for others
    if changes:
        raise MissingModelError(f"{plain} lacks {', '.join(sorted(changes)[:3])}, which {_FILE.name} changes")


@functools.cache
def adaptation_name() -> str:
    """Changes whenever the file of changes does."""
    try:
        return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise MissingModelError(
            f"{_FILE} is missing; install mm_robot again, or set speech.recogniser to 'whisper'"
        ) from error


def _changes() -> dict[str, npt.NDArray[np.float32]]:
    """Name of a linear map -> (out, in) what is added to its weight."""
    with np.load(_FILE) as file:
        names = [key.removesuffix(":A") for key in file.files if key.endswith(":A")]
        return {
            name: file[f"{name}:B"].astype(np.float32) @ file[f"{name}:A"].astype(np.float32)
            for name in names
        }


def _copy(source: BinaryIO, target: BinaryIO, count: int) -> bytes:
    data = source.read(count)
    target.write(data)
    return data


def _copy_string(source: BinaryIO, target: BinaryIO) -> str:
    return _copy(source, target, _number(source, target, "<H")).rstrip(b"\0").decode()


def _number(source: BinaryIO, target: BinaryIO, form: str) -> int:
    return int(struct.unpack(form, _copy(source, target, struct.calcsize(form)))[0])
