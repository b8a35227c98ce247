# SPDX-License-Identifier: Apache-2.0
"""Make glimpses to train the recogniser with: what the perceiver cuts out of simulated scenes, and its names.

python tools/recogniser/glimpses.py FOLDER --seeds 10000-10999        one file per 10 seeds; goes on where it
                                                                      stopped
About 1.2 s of one core per world of eight looks.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.perception.cloud import Fusion
from mm_robot.perception.glimpse import Glimpse
from mm_robot.perception.labels import NOUNS
from mm_robot.perception.pieces import detections
from mm_robot.perception.recogniser import Recogniser
from mm_robot.perception.segments import segment
from mm_robot.perception.selfview import inside_capsules
from mm_robot.perception.support import find_support
from mm_robot.planning.arm import Arm
from mm_robot.types import FloatArray, RgbdFrame
from mm_robot_sim.dataset.arrangement import Arranger
from mm_robot_sim.dataset.studio import Picture, Studio
from mm_robot_sim.dataset.views import View
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.spec import Kind
from mm_robot_sim.sensors.moment import optical_pose
from mm_robot_sim.sensors.optics import FIXED, fixed_optics
from mm_robot_sim.splits import seed_range
from mm_robot_sim.world import World

NONE = "none"
_KINDS: tuple[Kind, ...] = (
    "table",
    "simple",
    "table",
    "shelf",
    "table",
    "tray",
    "table",
    "basket",
    "table",
    "bin",
)
_COUNTS = {"table": (6, 16), "simple": (6, 10)}  # things; from, below
_PER_FILE = 10
_ARRANGEMENTS = 8  # of the things of each world, the first as it was built
_FEW = 0.6  # of a world's things; emptier arrangements teach too little for their cost
_ABOVE_M = 0.005  # the support; lower points are not asked whether they belong to the arm
_PURE, _MIXED = 0.75, 0.55  # share of the pixels that show one thing: from here on, up to here it is none
_ENOUGH, _SCRAP = 0.4, 0.25  # of the thing's visible pixels
_STREAM = 90  # of the seed


@dataclass(frozen=True, eq=False)
class Look:
    """What one look gave."""

    tried: list[tuple[Glimpse, str]]  # whatever was measured to find out what hangs together
    pieces: list[tuple[Glimpse, str]]  # what remained of those
    visible: int  # things of which enough pixels are in view


class Notebook:
    """A recogniser that keeps what it is shown, and names it as another one or as the rules do."""

    def __init__(self, other: Recogniser | None) -> None:
        self._other = other
        self.shown: list[tuple[Glimpse, Mapping[str, float]]] = []

    def names(self, glimpses: Sequence[Glimpse]) -> list[Mapping[str, float]]:
        """Keep them, and pass on what the other one says."""
        scores = self._other.names(glimpses) if self._other else [ruled(g.numbers) for g in glimpses]
        self.shown += zip(glimpses, scores, strict=True)
        return scores


def ruled(numbers: npt.NDArray[np.float32]) -> dict[str, float]:
    """The rules' scores, which are among a glimpse's numbers."""
    return {noun: float(score) for noun, score in zip(NOUNS, numbers[-len(NOUNS) :], strict=True)}


def name_of(glimpse: Glimpse, truth: npt.NDArray[np.int32], nouns: Sequence[str]) -> str | None:
    """The noun of a segment, "none" for a piece of nothing or of several things, None where it is arguable.

    `truth`: (H, W) 1 + index in `nouns` of the thing in each pixel, 0 = no thing.
    """
    seen = np.bincount(truth[glimpse.pixels], minlength=len(nouns) + 1)
    best = int(seen[1:].argmax()) + 1 if len(nouns) else 0
    share = seen[best] / seen.sum() if best else 0.0
    whole = seen[best] / max(int((truth == best).sum()), 1) if best else 0.0
    if share >= _PURE and whole >= _ENOUGH:
        return nouns[best - 1]
    return NONE if share <= _MIXED or whole <= _SCRAP else None


def of_world(seed: int) -> list[tuple[Glimpse, str]]:
    """Several looks at the world of a training seed."""
    rng = np.random.default_rng((seed, _STREAM))
    kind = _KINDS[seed % len(_KINDS)]
    count = int(rng.integers(*_COUNTS[kind])) if kind in _COUNTS else None
    looks = looks_at(World(seed, scene=draw(seed, kind, count)), _ARRANGEMENTS, rng)
    return [pair for look in looks for pair in look.tried]


def looks_at(
    world: World, arrangements: int, rng: np.random.Generator, other: Recogniser | None = None
) -> list[Look]:
    """Looks at a world as it was built and rearranged, named by `other` or the rules; closes it."""
    optics = fixed_optics(world.config.sim)
    studio = Studio(world, (optics.width_px, optics.height_px), optics.focal_px)
    arranger, arm = Arranger(world), Arm(world.config.robot)
    try:
        looks = []
        for number in range(arrangements):
            arrangement = arranger.built() if number == 0 else arranger.draw(rng)
            while arrangement.present.sum() < _FEW * len(world.objects):
                arrangement = arranger.draw(rng)
            studio.show(arrangement.present)
            looks.append(_look(studio, arm, rng, other))
        return looks
    finally:
        studio.close()
        world.close()


def _look(studio: Studio, arm: Arm, rng: np.random.Generator, other: Recogniser | None) -> Look:
    world = studio.world
    model, data, config = world.model, world.data, world.config
    view = View(
        studio.camera, optical_pose(data, model.camera(FIXED).id), rng.uniform(0.7, 1.2, model.nlight),
        float(rng.uniform(0.75, 1.2)),
    )  # fmt: skip
    picture, frames = studio.shoot(view, rng), int(rng.integers(1, config.perception.fused_frames + 1))
    # Several frames fused into one are as noisy as one frame whose error is that much smaller.
    quiet_m = picture.true_m + (picture.depth_m - picture.true_m) / np.float32(frames**0.5)
    frame = RgbdFrame(picture.rgb, quiet_m, studio.camera, view.T_base_camera, 0.0)
    cloud = replace(Fusion(1).add(frame), frames=frames)
    low, high = config.perception.support_height_range_m
    support = find_support(cloud, (low, high), config.perception.min_support_area_m2)
    if support is None:
        return Look([], [], 0)
    q = np.array([data.qpos[model.joint(name).qposadr[0]] for name in config.robot.joint_names])
    points = np.stack((cloud.x_m, cloud.y_m, cloud.z_m), axis=-1).reshape(-1, 3)
    near = cloud.z_m > support.height_m + _ABOVE_M
    own = np.zeros(near.shape, np.bool_)
    capsules = arm.capsules(q, config.robot.gripper_max_width_m)
    own[near] = inside_capsules(points[near.ravel()], capsules, config.perception.arm_margin_m)
    notebook = Notebook(other)
    pieces = segment(cloud, support, own, config.perception)
    found = detections(cloud, pieces, own, config.perception, notebook)
    truth, nouns = _truth(world, picture, view)
    kept = {id(detection.label_scores) for detection in found}
    tried, remained = [], []
    for glimpse, scores in notebook.shown:
        name = name_of(glimpse, truth, nouns)
        if name is not None:
            tried.append((glimpse, name))
            if id(scores) in kept:
                remained.append((glimpse, name))
    visible = int((np.bincount(picture.mask.ravel())[1:] >= config.perception.min_object_pixels).sum())
    return Look(tried, remained, visible)


def _truth(world: World, picture: Picture, view: View) -> tuple[npt.NDArray[np.int32], list[str]]:
    """(H, W) what is in each pixel, and the nouns. Of furniture only a bin counts."""
    nouns, truth = [thing.noun for thing in world.objects], picture.mask.astype(np.int32)
    for fixture in world.fixtures:
        if fixture.noun == "bin":
            nouns.append("bin")
            truth[(truth == 0) & _round(picture, view, world.data, fixture.body, fixture.round_m)] = len(
                nouns
            )
    return truth, nouns


def _round(
    picture: Picture, view: View, data: mujoco.MjData, body: int, radius_m: float
) -> npt.NDArray[np.bool_]:
    """(H, W) what lies within an upright cylinder on the table."""
    camera, T = view.camera, view.T_base_camera
    right = (np.arange(camera.width) - camera.cx) / camera.fx
    down = (np.arange(camera.height) - camera.cy) / camera.fy
    rays = np.stack(np.broadcast_arrays(right[None], down[:, None], 1.0), axis=-1)
    points: FloatArray = picture.true_m[..., None] * (rays @ T[:3, :3].T) + T[:3, 3]
    away = np.linalg.norm(points[..., :2] - data.xpos[body][:2], axis=-1)
    return np.asarray((away < radius_m + 0.025) & (points[..., 2] > 0.004))


def save(path: Path, glimpses: Sequence[tuple[Glimpse, str]], seeds: Sequence[int]) -> None:
    """Write a shard, whole or not at all."""
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        np.savez(
            file, pictures=np.stack([g.picture for g, _ in glimpses]),
            numbers=np.stack([g.numbers for g, _ in glimpses]),
            names=np.array([name for _, name in glimpses]), seeds=np.array(seeds),
        )  # fmt: skip
    os.replace(draft, path)


def main() -> None:
    """Make what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", default="10000-10999")
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    first, last = seed_range(wanted.seeds)
    for start in range(first, last + 1, _PER_FILE):
        path = wanted.folder / f"{start:07d}.npz"
        if path.exists():
            continue
        glimpses: list[tuple[Glimpse, str]] = []
        seeds: list[int] = []
        for seed in range(start, min(start + _PER_FILE, last + 1)):
            made = of_world(seed)
            glimpses += made
            seeds += [seed] * len(made)
        save(path, glimpses, seeds)
        print(path.name, len(glimpses), flush=True)


if __name__ == "__main__":
    main()
