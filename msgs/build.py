# SPDX-License-Identifier: Apache-2.0
"""Build the ROS 2 interface packages into the Python environment that runs this file.

For machines where ROS 2 comes as wheels from PyPI; in a ROS 2 workspace `colcon build` does this job.

    .venv/bin/python msgs/build.py            # builds what has changed, 20 s the first time
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
PREFIX = Path(sys.prefix)
# In the order of their dependencies. tf2_msgs is missing among the wheels; see its package.xml.
PACKAGES = {"tf2_msgs": HERE / "wheels_only" / "tf2_msgs", "mm_robot_msgs": HERE}
SOURCES = ("package.xml", "CMakeLists.txt", "msg/*.msg", "srv/*.srv", "action/*.action")


def main() -> int:
    """Build every package whose sources changed; returns the exit status."""
    if sys.prefix == sys.base_prefix:
        print("msgs/build.py: run it with a virtual environment's Python (.venv/bin/python)", file=sys.stderr)
        return 2
    todo = {name: folder for name, folder in PACKAGES.items() if _stamp(name).read_text() != _digest(folder)}
    if not todo:
        return 0
    mend_wheels()
    for name, folder in todo.items():
        print(f"building {name} …", flush=True)
        _build(name, folder)
        (PREFIX / "share" / name / "built_from").write_text(_digest(folder))
    return 0


def mend_wheels() -> None:
    """Replace the paths of the wheels' build machine in their CMake files by those of this environment.

    The exported targets of the generated Python modules name the include folders of the interpreter and of
    numpy as they were where the wheels were made (/opt/python/cp311-cp311/…); CMake refuses folders that do
    not exist.
    """
    import numpy

    tag = f"{sys.version_info.major}{sys.version_info.minor}"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    made_at = f"/opt/python/cp{tag}-cp{tag}"
    replacements = {
        f"{made_at}/include/python{version}": sysconfig.get_path("include"),
        f"{made_at}/lib/python{version}/site-packages/numpy/_core/include": numpy.get_include(),
        f"{made_at}/lib/python{version}/site-packages/numpy/core/include": numpy.get_include(),
    }
    for path in (PREFIX / "share").rglob("*.cmake"):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        if made_at not in text:
            continue
        for old, new in replacements.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")


def _build(name: str, folder: Path) -> None:
    work = PREFIX / "build" / name
    shutil.rmtree(work, ignore_errors=True)  # a build that was cut off leaves no usable state
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    environment = {
        **os.environ,
        "PATH": f"{PREFIX / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "AMENT_PREFIX_PATH": str(PREFIX),
        "CMAKE_PREFIX_PATH": str(PREFIX),
        "PYTHONPATH": "",  # another ROS installation's modules must not mix in
    }
    configure = [
        "cmake", "-S", str(folder), "-B", str(work), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
        f"-DCMAKE_INSTALL_PREFIX={PREFIX}", f"-DPython3_EXECUTABLE={sys.executable}",
        "-DPython3_FIND_VIRTUALENV=ONLY", f"-DPYTHON_INSTALL_DIR=lib/{version}/site-packages",
        "-DBUILD_TESTING=OFF", "-Wno-dev",
    ]  # fmt: skip
    for command in (configure, ["cmake", "--build", str(work)], ["cmake", "--install", str(work)]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stdout[-4000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
            sys.exit(f"msgs/build.py: {name} failed at: {' '.join(command[:2])}; the lines above say why")
    shutil.rmtree(work)


def _digest(folder: Path) -> str:
    """A fingerprint of the sources and of the interpreter they are built for."""
    digest = hashlib.sha256(sys.version.encode())
    for pattern in SOURCES:
        for path in sorted(folder.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _stamp(name: str) -> Path:
    """The file that says what was built; the empty file of the null device when nothing was."""
    path = PREFIX / "share" / name / "built_from"
    return path if path.is_file() else Path(os.devnull)


if __name__ == "__main__":
    sys.exit(main())
