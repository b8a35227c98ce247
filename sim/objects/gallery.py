# SPDX-License-Identifier: Apache-2.0
"""A sheet with pictures of every category, several variants each, named in both languages.

`python -m mm_robot_sim.objects.gallery OUT.png`
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

import mujoco
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from mm_robot.geometry import look_at, quaternion_from_rotation
from mm_robot_sim.fair_lock import FairLock
from mm_robot_sim.objects.assembly import add_object
from mm_robot_sim.objects.catalogue import CATALOGUE, words
from mm_robot_sim.objects.design import Design
from mm_robot_sim.objects.recipes import design
from mm_robot_sim.view.display import Renderer

FIRST_SEED = 1000  # of the development seeds
_CELL_PX = (248, 132)
_CAPTION_PX = 18
_FOV_DEG = 24.0
_DOWN_RAD = 0.6  # how steeply the camera looks
_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)


def variants(noun: str, count: int = 3, first_seed: int = FIRST_SEED) -> list[Design]:
    """`count` designs of a noun in colours spread over those it comes in."""
    colours = CATALOGUE[noun].colours
    start = sorted(CATALOGUE).index(noun)
    chosen = [colours[(start + i * max(1, len(colours) // count)) % len(colours)] for i in range(count)]
    return [
        design(noun, colour, np.random.default_rng((first_seed + i, start)), varied=True)
        for i, colour in enumerate(chosen)
    ]


def portrait(designs: Sequence[Design], size_px: tuple[int, int] = _CELL_PX) -> npt.NDArray[np.uint8]:
    """(H, W, 3) picture of things side by side on a plain ground, all at one scale."""
    spec = mujoco.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = size_px[0] * 2, size_px[1] * 2
    spec.visual.quality.offsamples = 0
    spec.visual.quality.shadowsize = 1024
    spec.visual.headlight.ambient, spec.visual.headlight.diffuse = [0.35] * 3, [0.3] * 3
    spec.visual.map.znear, spec.visual.map.zfar = 0.02, 12.0
    spec.stat.extent, spec.stat.center = 1.0, [0.0, 0.0, 0.0]
    spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_PLANE, size=[3, 3, 0.1], rgba=[0.72, 0.71, 0.69, 1])
    spec.worldbody.add_light(
        type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL, pos=[-0.6, -1, 2], dir=[0.3, 0.5, -0.9],
        diffuse=[0.5] * 3, castshadow=True,
    )  # fmt: skip
    places, half_width, depth = _places(designs)
    for i, (made, (x, y, yaw)) in enumerate(zip(designs, places, strict=True)):
        add_object(spec, f"thing{i}", made, (x, y, 0.0), yaw)
    tall = max(d.extent_m[2] for d in designs)
    # The picture's half height at the middle: the group's width, or its height and foreshortened depth.
    upright = 0.5 * tall * math.cos(_DOWN_RAD) + depth * math.sin(_DOWN_RAD)
    half = max(half_width * size_px[1] / size_px[0], upright)
    distance = 1.05 * half / math.tan(math.radians(_FOV_DEG / 2)) + 0.5 * depth
    height = tall / 2
    eye = (0.0, -distance * math.cos(_DOWN_RAD), height + distance * math.sin(_DOWN_RAD))
    x_, y_, z_, w_ = quaternion_from_rotation(
        look_at(eye, (0.0, 0.0, height))[:3, :3] @ np.diag([1.0, -1.0, -1.0])
    )
    spec.worldbody.add_camera(name="eye", pos=eye, quat=[w_, x_, y_, z_], fovy=_FOV_DEG)
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    renderer = Renderer(model, size_px[0] * 2, size_px[1] * 2, shadows=True)
    try:
        picture = renderer.draw(data, "eye", FairLock())[0]
    finally:
        renderer.close()
    return np.asarray(Image.fromarray(picture).resize(size_px, Image.Resampling.LANCZOS))


def _places(designs: Sequence[Design]) -> tuple[list[tuple[float, float, float]], float, float]:
    """(x, y, yaw) of things side by side, long ones one behind another; half the width, half the depth."""
    long = max(d.extent_m[0] for d in designs)
    wide = max(d.extent_m[1] for d in designs)
    if long > 3.2 * wide and long > 4 * max(d.extent_m[2] for d in designs):
        step = 1.25 * wide + 0.004
        count = len(designs)
        places = [(0.0, (i - (count - 1) / 2) * step, -math.radians(8)) for i in range(count)]
        return places, 0.53 * long, count * step / 2 + 0.05 * long
    turn = math.radians(28)
    needs = [abs(d.extent_m[0] * math.cos(turn)) + abs(d.extent_m[1] * math.sin(turn)) for d in designs]
    gap = 0.1 * max(needs)
    x = -(sum(needs) + gap * (len(needs) - 1)) / 2
    half_width = -x + 0.3 * gap
    places = []
    for each in needs:
        places.append((x + each / 2, 0.0, -turn))
        x += each + gap
    depth = (
        max(abs(d.extent_m[0] * math.sin(turn)) + abs(d.extent_m[1] * math.cos(turn)) for d in designs) / 2
    )
    return places, half_width, depth


def sheet(nouns: Sequence[str], columns: int = 7, first_seed: int = FIRST_SEED) -> Image.Image:
    """One cell for each noun, captioned in both languages."""
    width, height = _CELL_PX[0] + 4, _CELL_PX[1] + _CAPTION_PX + 2
    rows = -(-len(nouns) // columns)
    whole = Image.new("RGB", (columns * width, rows * height), "white")
    pen, font = ImageDraw.Draw(whole), _font()
    for i, noun in enumerate(nouns):
        left, top = i % columns * width, i // columns * height
        whole.paste(
            Image.fromarray(portrait(variants(noun, first_seed=first_seed))), (left, top + _CAPTION_PX)
        )
        mark = " *" if CATALOGUE[noun].reserved else ""
        caption = f"{words(noun, 'en')[0]}  {words(noun, 'zh')[0]}{mark}"
        pen.text((left + 4, top + 1), caption, font=font, fill=(20, 20, 20))
    return whole


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in _FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, 14)
    return ImageFont.load_default(14)


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="picture to write (.png)")
    parser.add_argument("nouns", nargs="*", help="only these (default: the whole catalogue)")
    parser.add_argument(
        "--seed", type=int, default=FIRST_SEED, help=f"of the first variant (default {FIRST_SEED})"
    )
    arguments = parser.parse_args()
    picture = sheet(arguments.nouns or list(CATALOGUE), first_seed=arguments.seed)
    # 256 colours keep a sheet of all categories below 700 KB, and nobody sees the difference.
    picture.quantize(256, dither=Image.Dither.NONE).save(arguments.out, optimize=True)


if __name__ == "__main__":
    main()
