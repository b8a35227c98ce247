# SPDX-License-Identifier: Apache-2.0
"""What pyproject.toml cannot say: the import name of sim/, and a ROS 2 package's files in share/ and lib/."""

from pathlib import Path

from setuptools import find_packages, setup

NAME = "mm_robot"
HERE = Path(__file__).resolve().parent


def files(pattern: str) -> list[str]:
    """Paths relative to this folder, as setuptools wants them."""
    return [str(path.relative_to(HERE)) for path in sorted(HERE.glob(pattern)) if path.is_file()]


setup(
    packages=[
        *find_packages(include=["mm_robot", "mm_robot.*"]),
        "mm_robot_sim",
        *(f"mm_robot_sim.{room}" for room in find_packages("sim")),
    ],
    package_dir={"mm_robot_sim": "sim"},
    package_data={
        "mm_robot": ["robots/*.xml", "speech/*.npz", "speech/*.onnx", "perception/*.onnx"],
        "mm_robot_sim": ["recordings/*"],
    },
    data_files=[
        ("share/ament_index/resource_index/packages", ["launch/resource/mm_robot"]),
        (f"share/{NAME}", ["package.xml"]),
        (f"share/{NAME}/launch", files("launch/*.launch.py")),
        (f"share/{NAME}/config", files("config/*")),
        (f"lib/{NAME}", files("launch/bin/*")),  # what `ros2 run` and launch files start
    ],
    zip_safe=False,
)
