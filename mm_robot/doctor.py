# SPDX-License-Identifier: Apache-2.0
"""`mm_robot doctor`: what is wrong with the installation or the running system, and what to do about it."""

from __future__ import annotations

import importlib.util
import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from mm_robot.config import load, profile_path
from mm_robot.errors import MmRobotError

_MIN_SHM_BYTES = 128 * 2**20  # each of our processes maps a 32 MB DDS segment for images


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    level: Literal["ok", "warn", "error"]
    text: str
    advice: str = ""  # what to do, when it is not "ok"


def examine(*, as_json: bool = False, offline: bool = False, render: Callable[[], str] | None = None) -> int:
    """Print every finding; returns 0 when none is an error, else 1.

    `render` draws something and says what, or raises: the simulator's part, which we do not know here.
    """
    findings = list(installation())
    if render is not None:
        findings.append(_attempt("rendering", render, "apt-get install libegl1 libgl1"))
    if not offline and importlib.util.find_spec("rclpy") is not None:
        from mm_robot.nodes.inspection import running_system

        findings.extend(running_system())
    for finding in findings:
        if as_json:
            print(json.dumps(asdict(finding), ensure_ascii=False))
        else:
            mark = {"ok": "  ok ", "warn": " warn", "error": "ERROR"}[finding.level]
            print(f"{mark}  {finding.subject}: {finding.text}")
            if finding.advice:
                print(f"       → {finding.advice}")
    return 1 if any(finding.level == "error" for finding in findings) else 0


def installation() -> Iterator[Finding]:
    """Look at the packages, models, voices and shared memory of this machine."""
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 10) <= sys.version_info[:2] <= (3, 13):
        yield Finding("python", "ok", f"{version} on {platform.machine()}")
    else:
        yield Finding("python", "error", version, "use Python 3.10 to 3.13: make setup PYTHON=python3.12")
    yield from _packages()
    yield _attempt("profiles", _profiles, "mend the YAML file named above")
    yield _attempt("speech weights", _weights, "")
    yield _attempt("voice", _voice, "")
    free = shutil.disk_usage("/dev/shm").free
    text = f"{free >> 20} MB free in /dev/shm"
    if free < _MIN_SHM_BYTES:
        yield Finding("shared memory", "error", text, "remove what killed nodes left: fastdds shm clean")
    else:
        yield Finding("shared memory", "ok", text)


def _packages() -> Iterator[Finding]:
    needed = {
        "numpy": "make setup",
        "cv2": "make setup",
        "mujoco": "make setup",
        "mink": "make setup",
        "ompl": "make setup",
        "ruckig": "make setup",
        "onnxruntime": "make setup",
        "ctranslate2": "make setup",
        "rclpy": "make setup (wheels), or source /opt/ros/jazzy/setup.bash",
        "mm_robot_msgs": "make interfaces (wheels), or colcon build --base-paths . msgs",
    }
    missing = {name: advice for name, advice in needed.items() if importlib.util.find_spec(name) is None}
    for name, advice in missing.items():
        yield Finding("package", "error", f"{name} is not installed", advice)
    if not missing:
        yield Finding("packages", "ok", f"all {len(needed)} found")


def _attempt(subject: str, look: Callable[[], str], advice: str) -> Finding:
    """Run one look; what it raises is the finding."""
    try:
        text = look()
    except (MmRobotError, ImportError, RuntimeError, OSError) as error:
        return Finding(subject, "error", str(error), advice)
    level: Literal["ok", "warn"] = "warn" if text.startswith("text only") else "ok"
    return Finding(subject, level, text, "apt-get install espeak-ng" if level == "warn" else "")


def _profiles() -> str:
    names = sorted(path.stem for path in profile_path("panda_sim").parent.glob("*.yaml"))
    for name in names:
        load(name)
    return ", ".join(names)


def _weights() -> str:
    from mm_robot.speech.weights import whisper_folder

    return str(whisper_folder(load().speech))


def _voice() -> str:
    from mm_robot.speech.voice import load_voice

    engine = load_voice(load().speech).engine
    return "text only: replies are printed, not spoken" if engine == "text" else engine
