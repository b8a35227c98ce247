# SPDX-License-Identifier: Apache-2.0
"""Shards on disk: ordinary tars written whole or not at all, and the manifest that vouches for them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from mm_robot.errors import InputError

MANIFEST, SETTINGS = "manifest.jsonl", "dataset.json"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """A finished shard."""

    file: str
    seeds: tuple[int, int]  # first and last
    samples: int
    bytes: int
    sha256: str
    worlds_cpu_s: float  # making the worlds
    samples_cpu_s: float  # from a ready world to packed samples


class ShardWriter:
    """Collects samples in `path` + ".part", which becomes `path` when all went well."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        self.samples = 0

    def __enter__(self) -> ShardWriter:
        self._file = self._part.open("wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.USTAR_FORMAT)
        return self

    def add(self, key: str, files: dict[str, bytes]) -> None:
        """Add one sample."""
        for name, data in files.items():
            # No time, no owner: the same seeds give the same bytes.
            member = tarfile.TarInfo(f"{key}.{name}")
            member.size = len(data)
            self._tar.addfile(member, io.BytesIO(data))
        self.samples += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if kind is None:
            os.replace(self._part, self._path)
        else:
            self._part.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def samples_of(path: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    """(key, files by extension) of each sample in a shard, in order.

    Raises:
        InputError: the file is no tar, or is cut off.
    """
    key, files = "", dict[str, bytes]()
    try:
        with tarfile.open(path, "r|") as tar:
            for member in tar:
                stem, _, extension = member.name.partition(".")
                if stem != key and files:
                    yield key, files
                    files = {}
                key = stem
                data = tar.extractfile(member)
                files[extension] = data.read() if data is not None else b""
    except (tarfile.TarError, OSError, EOFError) as error:
        raise InputError(f"{path}: not a readable shard ({error}); delete it and make it again") from error
    if files:
        yield key, files


def read_manifest(folder: Path) -> list[Entry]:
    """The finished shards of a data set; a last line cut off by a kill is dropped.

    Raises:
        InputError: a line in the middle cannot be read.
    """
    path = folder / MANIFEST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    entries = []
    for number, line in enumerate(lines):
        try:
            row = json.loads(line)
            entries.append(Entry(**{**row, "seeds": tuple(row["seeds"])}))
        except (ValueError, TypeError, KeyError) as error:
            if number == len(lines) - 1:
                break
            raise InputError(
                f"{path}:{number + 1} cannot be read ({error}); delete the line to make its shard again"
            ) from error
    return entries


def write_manifest(folder: Path, entries: list[Entry]) -> None:
    """Replace the manifest, in the order of seeds."""
    rows = [json.dumps(asdict(entry)) for entry in sorted(entries, key=lambda entry: entry.seeds)]
    part = folder / (MANIFEST + ".part")
    part.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    os.replace(part, folder / MANIFEST)


def keep_settings(folder: Path, settings: dict[str, Any]) -> None:
    """Write down how a data set is made, or make sure that a half-made one was made so.

    Raises:
        InputError: the folder holds a data set made with other settings.
    """
    path = folder / SETTINGS
    if path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))
        other = [name for name in settings if before.get(name) != settings[name]]
        if other:
            was = ", ".join(f"{name} {before.get(name)!r}, now {settings[name]!r}" for name in other)
            raise InputError(f"{folder} was begun with other settings ({was}); take another folder")
    else:
        path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
