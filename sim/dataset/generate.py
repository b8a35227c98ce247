# SPDX-License-Identifier: Apache-2.0
"""`mm_robot dataset`: worlds of a range of seeds, photographed, labelled and written in shards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from mm_robot.config import load
from mm_robot.errors import MmRobotError
from mm_robot.types import FloatArray
from mm_robot_sim.bench.workers import carry_out
from mm_robot_sim.dataset.arrangement import Arrangement, Arranger
from mm_robot_sim.dataset.expressions import draw_expressions
from mm_robot_sim.dataset.labels import Entry, Skins, row
from mm_robot_sim.dataset.sample import Sample, pack_lidar
from mm_robot_sim.dataset.shards import Entry as Shard
from mm_robot_sim.dataset.shards import ShardWriter, digest, keep_settings, read_manifest, write_manifest
from mm_robot_sim.dataset.studio import Studio
from mm_robot_sim.dataset.views import View, draw_focal, draw_view
from mm_robot_sim.envs.range_image import range_image
from mm_robot_sim.progress import Progress
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.splits import one_split
from mm_robot_sim.tasks.items import Item
from mm_robot_sim.tasks.margins import SEEN_SHARE
from mm_robot_sim.world import World

FORMAT = 1  # of shards and labels; older readers can tell
_SURE_PIXELS = 12  # a thing of which less is seen is not spoken of: a 2 cm cube at 1 m
_SHARD_TIMEOUT_S = 3600.0  # of the clock; ten worlds take half a minute
_STREAM, _LENS = 70, 72  # of the seed


@dataclass(frozen=True)
class Settings:
    """How a data set is made; everything else follows from the seeds."""

    first_seed: int
    last_seed: int
    width: int = 160
    height: int = 120
    arrangements: int = 6  # of the things of each world
    views: int = 8  # of each arrangement; they share one lidar sweep, which costs as much as a picture
    expressions: int = 8  # of each picture
    seeds_per_shard: int = 10
    format: int = FORMAT

    def shards(self) -> list[tuple[int, int]]:
        """First and last seed of each shard."""
        starts = range(self.first_seed, self.last_seed + 1, self.seeds_per_shard)
        return [(start, min(start + self.seeds_per_shard - 1, self.last_seed)) for start in starts]


def make(folder: Path, settings: Settings, jobs: int = 1) -> list[Shard]:
    """Make what is not there yet of a data set, and say how fast it went.

    Raises:
        InputError: the seeds belong to several splits, or the folder holds a data set made otherwise.
        MmRobotError: a worker process broke; what was finished stays.
    """
    one_split(settings.first_seed, settings.last_seed)
    folder.mkdir(parents=True, exist_ok=True)
    keep_settings(folder, asdict(settings))
    entries = {entry.seeds: entry for entry in read_manifest(folder) if (folder / entry.file).is_file()}
    shards = settings.shards()
    missing = [seeds for seeds in shards if seeds not in entries]
    progress = Progress(len(shards), done=len(shards) - len(missing))
    made: list[Shard] = []
    for entry in _make_all(folder, settings, missing, jobs):
        entries[entry.seeds] = entry
        made.append(entry)
        write_manifest(folder, list(entries.values()))
        progress.step(speed_of(made))
    return sorted(entries.values(), key=lambda entry: entry.seeds)


def speed_of(entries: list[Shard]) -> str:
    """Samples per core-second, from ready worlds and with making them."""
    samples = sum(entry.samples for entry in entries)
    shooting = sum(entry.samples_cpu_s for entry in entries)
    whole = shooting + sum(entry.worlds_cpu_s for entry in entries)
    return (
        f"{samples} samples, {samples / max(shooting, 1e-9):.0f} per core-second from ready scenes, "
        f"{samples / max(whole, 1e-9):.0f} with making the scenes"
    )


def _make_all(folder: Path, settings: Settings, missing: list[tuple[int, int]], jobs: int) -> Iterator[Shard]:
    if jobs <= 1:
        for seeds in missing:
            yield make_shard(folder, settings, seeds)
        return
    for ended in carry_out(partial(make_shard, folder, settings), missing, jobs, _SHARD_TIMEOUT_S):
        if ended.result is None:
            raise MmRobotError(f"the shard of seeds {ended.task[0]}-{ended.task[1]} failed: {ended.error}")
        yield ended.result


def make_shard(folder: Path, settings: Settings, seeds: tuple[int, int]) -> Shard:
    """Write one shard, whole or not at all."""
    cv2.setNumThreads(1)  # the jobs are the parallelism
    path = folder / f"{seeds[0]:07d}-{seeds[1]:07d}.tar"
    worlds_s = samples_s = 0.0
    with ShardWriter(path) as shard:
        for seed in range(seeds[0], seeds[1] + 1):
            began = time.process_time()
            world = World(seed, scene=draw(seed), config=load("panda_sim"))
            focal_px = draw_focal(settings.width, np.random.default_rng((seed, _LENS)))
            studio = Studio(world, (settings.width, settings.height), focal_px)
            ready = time.process_time()
            try:
                for sample, lidar_png in samples(studio, settings):
                    shard.add(sample.key, sample.files(lidar_png))
            finally:
                studio.close()
                world.close()
            worlds_s += ready - began
            samples_s += time.process_time() - ready
        count = shard.samples
    return Shard(
        path.name, seeds, count, path.stat().st_size, digest(path), round(worlds_s, 3), round(samples_s, 3)
    )


def samples(studio: Studio, settings: Settings) -> Iterator[tuple[Sample, bytes]]:
    """Every sample of a ready world, and its lidar sweep as it is packed."""
    world = studio.world
    arranger, skins = Arranger(world), Skins(world)
    for number in range(settings.arrangements):
        rng = np.random.default_rng((world.seed, _STREAM, number))
        arrangement = arranger.built() if number == 0 else arranger.draw(rng)
        studio.show(arrangement.present)
        items = arrangement.items(world)
        lidar = range_image(studio.lidar(rng))
        lidar_png = pack_lidar(lidar)
        for index in range(settings.views):
            view = draw_view(world.model, studio.camera, rng)
            picture = studio.shoot(view, rng)
            entries = skins.entries(arrangement.present, picture.mask, view)
            labels = _labels(world, arrangement, items, view, entries, settings, rng)
            key = f"{world.seed:07d}-{number:02d}-{index:02d}"
            yield (
                Sample(key, picture.rgb, picture.depth_m, picture.true_m, picture.mask, lidar, labels),
                lidar_png,
            )


def _labels(
    world: World,
    arrangement: Arrangement,
    items: tuple[Item, ...],
    view: View,
    entries: tuple[Entry, ...],
    settings: Settings,
    rng: np.random.Generator,
) -> dict[str, Any]:
    by_name = {item.name: item for item in items}
    sure = [e for e in entries if e.visible_share >= SEEN_SHARE and e.pixels >= _SURE_PIXELS]
    doubtful = [e for e in entries if e.pixels > 0 and e not in sure]
    split = one_split(world.seed, world.seed)
    expressions = draw_expressions(
        [by_name[e.thing.name] for e in sure], [by_name[e.thing.name] for e in doubtful], split,
        settings.expressions, rng,
    )  # fmt: skip
    ids = {entry.thing.name: entry.id for entry in entries}
    camera, robot = view.camera, world.config.robot
    joints = [world.data.qpos[world.model.joint(name).qposadr[0]] for name in robot.joint_names]
    return {
        "seed": world.seed,
        "split": split,
        "scene": world.scene.kind,
        "camera": {
            "width": camera.width, "height": camera.height, "fx": round(camera.fx, 3),
            "fy": round(camera.fy, 3), "cx": camera.cx, "cy": camera.cy,
            "T_base_camera": _matrix(view.T_base_camera),
        },
        "lidar_position_m": list(world.config.sim.lidar_position_m),
        "q_rad": [round(float(q), 4) for q in joints],
        "objects": [{**row(entry), "place": arrangement.places[entry.thing.name]} for entry in entries],
        "expressions": [
            {"en": said.en, "zh": said.zh, "answer": said.answer, "ids": [ids[n] for n in said.names],
             "kind": said.kind}
            for said in expressions
        ],
    }  # fmt: skip


def _matrix(T: FloatArray) -> list[list[float]]:
    return [[round(float(v), 6) for v in line] for line in T]
