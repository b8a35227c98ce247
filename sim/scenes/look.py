# SPDX-License-Identifier: Apache-2.0
"""How a room looks, drawn from a stream: table, floor, walls, light, and what stands about."""

from __future__ import annotations

import math

import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.scenes.decor import BY_THE_FRONT_WALL, BY_THE_LEFT_WALL, ON_THE_LEFT_WALL
from mm_robot_sim.scenes.spec import CameraShift, Light, Look, Pattern, Rgb, Surface

TABLE_MIN_M, TABLE_MAX_M = (0.20, -0.60), (1.00, 0.55)
_WOODS = (
    (0.78, 0.66, 0.50), (0.72, 0.58, 0.42), (0.82, 0.74, 0.62), (0.55, 0.38, 0.25), (0.40, 0.28, 0.20),
    (0.66, 0.47, 0.30),
)  # fmt: skip
_STONES = (
    ((0.80, 0.79, 0.77), (0.45, 0.45, 0.46)), ((0.36, 0.37, 0.38), (0.68, 0.68, 0.67)),
    ((0.70, 0.63, 0.55), (0.45, 0.36, 0.30)), ((0.90, 0.90, 0.89), (0.60, 0.61, 0.64)),
)  # fmt: skip
_CLOTHS = (
    ((0.92, 0.91, 0.88), (0.45, 0.55, 0.72)), ((0.93, 0.92, 0.90), (0.72, 0.35, 0.32)),
    ((0.86, 0.83, 0.72), (0.55, 0.62, 0.45)), ((0.52, 0.60, 0.66), (0.80, 0.83, 0.84)),
    ((0.80, 0.74, 0.64), (0.60, 0.50, 0.42)),
)  # fmt: skip
_PLAINS = (
    (0.92, 0.92, 0.90), (0.85, 0.84, 0.80), (0.20, 0.21, 0.23), (0.62, 0.63, 0.64), (0.72, 0.78, 0.76),
    (0.60, 0.55, 0.50),
)  # fmt: skip
_WALLS = (
    (0.80, 0.81, 0.78), (0.90, 0.89, 0.85), (0.74, 0.80, 0.84), (0.84, 0.78, 0.68), (0.72, 0.78, 0.70),
    (0.86, 0.76, 0.72), (0.62, 0.66, 0.72),
)  # fmt: skip
_CARPETS = ((0.45, 0.47, 0.52), (0.56, 0.48, 0.40), (0.36, 0.44, 0.40), (0.60, 0.58, 0.55))


def plain_look(rng: np.random.Generator) -> Look:
    """The light room of the "simple" scenes: wooden table, boards on the floor, one picture."""
    wall = np.array([0.80, 0.81, 0.78]) * rng.uniform(0.9, 1.05) + rng.uniform(-0.03, 0.03, 3)
    tone = _WOODS[int(rng.integers(3))]
    level = float(rng.uniform(0.9, 1.1))
    grain = int(rng.integers(2**31))
    lights = (
        Light((0.3, 0.36, -0.9), (0.42 * level,) * 3, True),
        Light((-0.6, 0.25, -0.7), (0.22 * level,) * 3, False),
    )
    return Look(
        Surface("planks", tone, tone, grain), TABLE_MIN_M, TABLE_MAX_M,
        Surface("planks", (0.50, 0.47, 0.43), (0.50, 0.47, 0.43), grain + 1, 3.0),
        _rgb(wall), (0.25, 0.25, 0.27), (0.32, 0.32, 0.32), lights,
        ("picture",), grain + 3,
    )  # fmt: skip


def draw_look(rng: np.random.Generator) -> Look:
    """Any room. The table's top stays where it is, its sides and everything about it vary."""
    low = (TABLE_MIN_M[0], float(rng.uniform(-0.64, -0.52)))
    high = (float(rng.uniform(0.92, 1.12)), float(rng.uniform(0.50, 0.57)))
    decor = [str(rng.choice(ON_THE_LEFT_WALL)) for _ in range(1)]
    decor += [name for name in BY_THE_LEFT_WALL if rng.random() < 0.3][:2]
    decor += [name for name in BY_THE_FRONT_WALL if rng.random() < 0.35][:1]
    legs = _rgb(np.array([(0.25, 0.25, 0.27), (0.85, 0.85, 0.84), (0.50, 0.36, 0.24)][rng.integers(3)]))
    wall = _varied(rng, _WALLS[int(rng.integers(len(_WALLS)))], 0.05)
    return Look(
        _table_top(rng), low, high, _floor(rng), wall, legs,
        *_lighting(rng), tuple(decor), _seed(rng),
    )  # fmt: skip


def draw_camera(rng: np.random.Generator) -> CameraShift:
    """A mast put up by hand: some centimetres off, and one of several lenses.

    5 cm and 4 % keep the whole table in view; a mount that is bumped later is a disturbance, not a scene.
    """
    return CameraShift(
        _vector(rng.uniform(-0.05, 0.05, 3)), _vector(rng.uniform(-0.03, 0.03, 3)),
        float(rng.uniform(0.96, 1.03)),
    )  # fmt: skip


def _table_top(rng: np.random.Generator) -> Surface:
    style = str(rng.choice(["wood", "stone", "cloth", "plain"], p=[0.4, 0.18, 0.22, 0.2]))
    if style == "wood":
        tone = _varied(rng, _WOODS[int(rng.integers(len(_WOODS)))], 0.06)
        return Surface("planks", tone, tone, _seed(rng))
    if style == "stone":
        first, second = _STONES[int(rng.integers(len(_STONES)))]
        return Surface("stone", _varied(rng, first, 0.04), second, _seed(rng), 1.5)
    if style == "cloth":
        first, second = _CLOTHS[int(rng.integers(len(_CLOTHS)))]
        pattern: Pattern = "checked" if rng.random() < 0.5 else "striped"
        return Surface(pattern, _varied(rng, first, 0.04), _varied(rng, second, 0.06), _seed(rng))
    tone = _varied(rng, _PLAINS[int(rng.integers(len(_PLAINS)))], 0.04)
    return Surface("plain", tone, tone, _seed(rng))


def _floor(rng: np.random.Generator) -> Surface:
    style = str(rng.choice(["planks", "tiles", "carpet", "stone"]))
    if style == "planks":
        tone = _varied(rng, _WOODS[int(rng.integers(len(_WOODS)))], 0.08)
        return Surface("planks", _rgb(np.array(tone) * 0.8), tone, _seed(rng), 3.0)
    if style == "tiles":
        tone = _varied(rng, _PLAINS[int(rng.choice([0, 1, 3, 5]))], 0.08)
        return Surface("tiles", _rgb(np.array(tone) * 0.85), (0.45, 0.45, 0.45), _seed(rng), 4.0)
    if style == "carpet":
        tone = _varied(rng, _CARPETS[int(rng.integers(len(_CARPETS)))], 0.08)
        return Surface("carpet", tone, tone, _seed(rng), 6.0)
    first, second = _STONES[int(rng.integers(len(_STONES)))]
    return Surface("stone", _rgb(np.array(first) * 0.85), second, _seed(rng), 3.0)


def _lighting(rng: np.random.Generator) -> tuple[Rgb, tuple[Light, ...]]:
    """Ambient light and one to three lamps, from candle-warm to a cool sky, their sum about the same.

    The main light comes over the open side of the room (-y) or from behind the robot, so that no wall stands
    in its way; the others cast no shadow and come from anywhere.
    """
    level = rng.uniform(0.88, 1.14)
    count = int(rng.integers(1, 4))
    shares = {1: [0.6], 2: [0.42, 0.22], 3: [0.34, 0.18, 0.12]}[count]
    ambient = rng.uniform(0.32, 0.42)
    lights = []
    for i, share in enumerate(shares):
        tilt = rng.uniform(math.radians(15), math.radians(50))
        around = rng.uniform(-math.pi, math.pi)
        if i == 0:
            around = math.radians(62 + 38 * around / math.pi)
        way = (math.sin(tilt) * math.cos(around), math.sin(tilt) * math.sin(around), -math.cos(tilt))
        lights.append(Light(way, _rgb(share * level * _warmth(rng)), i == 0))
    return _rgb(ambient * level * (0.5 + 0.5 * _warmth(rng))), tuple(lights)


def _warmth(rng: np.random.Generator) -> FloatArray:
    """(3,) colour of a white light between about 2700 K and 9000 K, mean 1.

    Ends after the Planckian locus in linear sRGB, half-way to white as an automatic white balance leaves it.
    """
    warm, cool = np.array([1.22, 1.0, 0.70]), np.array([0.90, 0.99, 1.12])
    return np.asarray(warm + rng.uniform(0, 1) * (cool - warm))


def _varied(rng: np.random.Generator, tone: Rgb, by: float) -> Rgb:
    return _rgb(np.array(tone) * rng.uniform(1 - by, 1 + by) + rng.uniform(-by / 3, by / 3, 3))


def _rgb(values: FloatArray) -> Rgb:
    r, g, b = (float(v) for v in np.clip(values, 0.02, 1.0))
    return r, g, b


def _vector(values: FloatArray) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))
