# SPDX-License-Identifier: Apache-2.0
"""Build script: the import name of sim/ is mm_robot_sim."""

from setuptools import find_packages, setup

setup(
    name="mm_robot",
    version="0.1.0",
    python_requires=">=3.10",
    packages=[*find_packages(include=["mm_robot", "mm_robot.*"]), "mm_robot_sim"],
    package_dir={"mm_robot_sim": "sim"},
    package_data={"mm_robot": ["robots/*.xml"]},
    entry_points={"console_scripts": ["mm_robot = mm_robot.cli:main"]},
)
