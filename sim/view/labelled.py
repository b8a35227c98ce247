# SPDX-License-Identifier: Apache-2.0
"""Pictures of whole scenes: one with boxes and names from the truth, or many small ones on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mm_robot.errors import InputError
from mm_robot.geometry import inverse, look_at, project, transform_points
from mm_robot.grounding.overlay import chinese_font, spelled
from mm_robot.types import CameraModel, FloatArray
from mm_robot_sim.objects.catalogue import colour_words, words
from mm_robot_sim.scenes.draw import draw
from mm_robot_sim.scenes.scenery import SPECTATOR_EYE_M, SPECTATOR_FOVY_DEG, SPECTATOR_TARGET_M
from mm_robot_sim.scenes.spec import Kind
from mm_robot_sim.view.video import Picture, spectate
from mm_robot_sim.world import World

SIZE_PX = (1280, 960)
TEXT_PX = 15
GAP_PX = 3
_PLACES = {"top": "上层", "middle": "中间", "bottom": "下层", "": ""}
_FIXTURES = {"drawer": "抽屉", "cupboard": "柜子", "shelf": "架子", "bin": "垃圾桶"}
_THING_RGB, _FIXTURE_RGB = (255, 235, 120), (140, 215, 255)
_CORNERS = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
_EDGES = [(a, b) for a in range(8) for b in range(a + 1, 8) if np.sum(_CORNERS[a] != _CORNERS[b]) == 1]


def scene_picture(world: World, view: str = "rgbd", size_px: tuple[int, int] = SIZE_PX) -> Picture:
    """(H, W, 3) uint8: the scene with shadows, from camera `view`: "rgbd" or "spectator"."""
    if view == "spectator":
        return spectate(world, *size_px)
    width, height = size_px
    renderer = world.renderer(f"{view} {width}x{height}", width, height, shadows=True)
    return renderer.draw(world.data, view, world.lock)[0]


def labelled_picture(world: World, view: str = "rgbd", size_px: tuple[int, int] = SIZE_PX) -> Picture:
    """As `scene_picture`, with true boxes, and names in both languages beside the things."""
    picture = Image.fromarray(scene_picture(world, view, size_px))
    camera, T_base_camera = _lens(world, view, size_px)
    pen = ImageDraw.Draw(picture, "RGBA")
    place = chinese_font()
    font = ImageFont.truetype(place, TEXT_PX) if place else ImageFont.load_default(TEXT_PX)
    taken: list[tuple[float, float, float, float]] = []
    for corners, label, colour in _boxes(world):
        pixels = project(transform_points(inverse(T_base_camera), corners), camera)
        if not np.isfinite(pixels).all():
            continue
        for a, b in _EDGES:
            pen.line((*pixels[a], *pixels[b]), fill=(*colour, 110), width=1)
        shown = label if place else spelled(label)
        length = pen.textlength(shown, font=font)
        at = _free_spot(pixels, length, size_px, taken)
        taken.append((at[0], at[1], at[0] + length, at[1] + TEXT_PX + 3))
        pen.text(at, shown, fill=colour, font=font, stroke_width=2, stroke_fill=(0, 0, 0))
    return np.array(picture)


def write_scene(
    file: Path,
    seed: int,
    kind: Kind | None = None,
    count: int | None = None,
    view: str = "rgbd",
    *,
    labels: bool = True,
) -> None:
    """Write the picture of a seed's scene to `file` (.png, .jpg).

    Raises:
        InputError: as scenes.draw.draw.
    """
    world = World(seed, scene=draw(seed, kind, count))
    try:
        picture = labelled_picture(world, view) if labels else scene_picture(world, view)
    finally:
        world.close()
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(file)


def write_sheet(
    file: Path, seeds: Sequence[int], kind: Kind | None = None, *, columns: int = 8, width_px: int = 240
) -> None:
    """Write one small picture of each seed's scene to `file`: what the robot's camera sees.

    Raises:
        InputError: there are no seeds, or as scenes.draw.draw.
    """
    if not seeds:
        raise InputError("no scenes to draw; ask for at least one")
    height = width_px * 3 // 4
    columns = min(columns, len(seeds))
    rows = -(-len(seeds) // columns)
    sheet = Image.new("RGB", (columns * (width_px + GAP_PX), rows * (height + GAP_PX)), "white")
    for i, seed in enumerate(seeds):
        world = World(seed, scene=draw(seed, kind))
        try:
            small = Image.fromarray(scene_picture(world, size_px=(2 * width_px, 2 * height)))
        finally:
            world.close()
        spot = (i % columns * (width_px + GAP_PX), i // columns * (height + GAP_PX))
        sheet.paste(small.resize((width_px, height), Image.Resampling.LANCZOS), spot)
    file.parent.mkdir(parents=True, exist_ok=True)
    save_small(sheet, file)


def save_small(picture: Image.Image, file: Path) -> None:
    """Save; a PNG with a palette of 256 colours takes a third of the room, and nobody sees the difference."""
    if file.suffix.lower() == ".png":
        picture = picture.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=3)
    picture.save(file, optimize=True)


def names_of(noun: str, colour: str) -> tuple[str, str]:
    """What people call a thing: ("red cup", "红色杯子")."""
    english = f"{colour_words(colour, 'en')[0]} {words(noun, 'en')[0]}"
    return english, colour_words(colour, "zh")[0] + words(noun, "zh")[0]


def _lens(world: World, view: str, size_px: tuple[int, int]) -> tuple[CameraModel, FloatArray]:
    width, height = size_px
    config = world.config.sim
    if view == "spectator":
        focal = height / 2 / float(np.tan(np.radians(SPECTATOR_FOVY_DEG) / 2))
        at = look_at(SPECTATOR_EYE_M, SPECTATOR_TARGET_M)
    else:
        focal = config.camera_focal_px * height / config.camera_height_px
        at = look_at(config.camera_position_m, config.camera_target_m)
    return CameraModel(width, height, focal, focal, (width - 1) / 2, (height - 1) / 2), at


def _boxes(world: World) -> list[tuple[FloatArray, str, tuple[int, int, int]]]:
    """(8, 3) corners in the base frame, label, colour, of every fixture and thing."""
    result = []
    for part in world.fixtures:
        rotation = world.data.xmat[part.frame].reshape(3, 3)
        local = (part.low_m + part.high_m) / 2 + _CORNERS * (part.high_m - part.low_m)
        english = f"{part.place} {part.noun}".strip()
        label = f"{english} {_PLACES[part.place]}{_FIXTURES[part.noun]}"
        result.append((local @ rotation.T + world.data.xpos[part.frame], label, _FIXTURE_RGB))
    for thing in world.objects:
        corners = transform_points(world.pose(thing.name), _CORNERS * thing.extent_m)
        label = " ".join(names_of(thing.noun, thing.colour))
        result.append((corners, label, _THING_RGB))
    return result


def _free_spot(
    pixels: FloatArray,
    length: float,
    size_px: tuple[int, int],
    taken: Sequence[tuple[float, float, float, float]],
) -> tuple[float, float]:
    """Above the box where no other label is, else a little farther up, or down, and so on."""
    middle, top = float(pixels[:, 0].mean()), float(pixels[:, 1].min())
    x = float(np.clip(middle - length / 2, 2, max(2.0, size_px[0] - length - 2)))
    step = TEXT_PX + 4
    for shift in (0, -1, 1, -2, 2, 3, -3, 4, 5, -4):
        y = float(np.clip(top - step + shift * step, 2, size_px[1] - step))
        if all(x + length < a or x > c or y + step < b or y > d for a, b, c, d in taken):
            return x, y
    return x, float(np.clip(top - step, 2, size_px[1] - step))
