# SPDX-License-Identifier: Apache-2.0
"""A colour camera's exposure: how it follows the light, and what noise, blur and shading come of it.

Noise follows EMVA Standard 1288: a constant part from reading out plus shot noise, whose variance grows with
the signal; both grow with the gain. The picture darkens towards its corners (cos^4 law), of which the
camera's own shading correction leaves a few per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import mujoco
import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.uint8]

NOMINAL_S = 0.008  # exposure time in the light of the room: half a mains period keeps lamps from flickering
LONGEST_S = 0.016  # more would smear; then the gain rises
SHORTEST_S = 0.0005
GAIN_MAX = 8.0  # 18 dB; in less light than that pictures stay dark
SETTLING_S = 0.25  # auto-exposure takes a few frames, so that it does not pump
CORNER_SHADE = 0.05  # share of the light that the corners lack after correction
READ_SHARE = 0.2  # of the noise's variance at middle grey that is not shot noise
MIDDLE = 128.0
_TILE = (192, 256)


@dataclass(frozen=True)
class Exposure:
    """How one picture was taken."""

    time_s: float = NOMINAL_S
    gain: float = 1.0
    brightness: float = 1.0  # of the picture, relative to what the scene looks like in its first light


class Meter:
    """Auto-exposure: follows the room's light with a delay."""

    def __init__(self, model: mujoco.MjModel) -> None:
        """The light there is now counts as well exposed."""
        self._model = model
        self._first = light_level(model)
        self._needed = 1.0
        self._last_s: float | None = None

    def read(self, now_s: float) -> Exposure:
        """The exposure of a picture taken now. Call it once per picture, in order."""
        light = max(light_level(self._model) / self._first, 1e-3)
        wanted = 1.0 / light
        if self._last_s is None or now_s < self._last_s:
            self._needed = wanted
        else:
            self._needed += (1.0 - float(np.exp((self._last_s - now_s) / SETTLING_S))) * (
                wanted - self._needed
            )
        self._last_s = now_s
        time_s = float(np.clip(NOMINAL_S * self._needed, SHORTEST_S, LONGEST_S))
        gain = float(np.clip(self._needed * NOMINAL_S / time_s, 1.0, GAIN_MAX))
        # Drawing shows the light itself; what exposure makes of it is the rest.
        amplified = time_s / NOMINAL_S * gain
        return Exposure(time_s, gain, 1.0 if abs(amplified - 1.0) < 1e-6 else amplified)


def light_level(model: mujoco.MjModel) -> float:
    """How bright a grey thing in the room is, in arbitrary units: ambient light and half of each lamp."""
    head = model.vis.headlight
    level = float(np.mean(head.ambient)) + 0.5 * float(np.mean(head.diffuse))
    for i in range(model.nlight):
        if model.light_active[i]:
            level += float(np.mean(model.light_ambient[i])) + 0.5 * float(np.mean(model.light_diffuse[i]))
    return max(level, 1e-6)


def develop(pictures: list[Colour], exposure: Exposure, noise: float, rng: np.random.Generator) -> Colour:
    """The picture (H, W, 3) of what was drawn while the shutter was open.

    Args:
        pictures: what was seen, evenly spread over the exposure; more than one when something moved.
        exposure: how it was taken.
        noise: RMS grey levels at middle grey and gain 1.
        rng: of this frame.
    """
    rgb = pictures[0]
    if len(pictures) > 1:
        rgb = np.asarray(np.mean(np.stack(pictures), axis=0, dtype=np.float32).round(), dtype=np.uint8)
    shade = _shade(rgb.shape[0], rgb.shape[1], round(exposure.brightness, 4))
    exposed = cv2.multiply(rgb, shade, dtype=cv2.CV_8U)
    if noise == 0.0:
        return np.asarray(exposed)
    # A tile of noise repeated costs a tenth of fresh noise, and nobody can tell.
    tall, wide = min(_TILE[0], rgb.shape[0]), min(_TILE[1], rgb.shape[1])
    tile = rng.standard_normal((tall, wide, 3), dtype=np.float32)
    rows, columns = -(-rgb.shape[0] // tall), -(-rgb.shape[1] // wide)
    tiled = np.tile(tile, (rows, columns, 1))[: rgb.shape[0], : rgb.shape[1]]
    size = cv2.LUT(exposed, _noise_sizes(noise * float(np.sqrt(exposure.gain))))
    return np.asarray(cv2.add(exposed, cv2.multiply(tiled, size), dtype=cv2.CV_8U))


@lru_cache(maxsize=8)
def _shade(height: int, width: int, brightness: float) -> npt.NDArray[np.float32]:
    y, x = np.mgrid[:height, :width].astype(np.float32)
    away = ((x - (width - 1) / 2) ** 2 + (y - (height - 1) / 2) ** 2) / (
        ((width - 1) / 2) ** 2 + ((height - 1) / 2) ** 2
    )
    return np.repeat((brightness * (1.0 - CORNER_SHADE * away))[..., None], 3, axis=2).astype(np.float32)


@lru_cache(maxsize=32)
def _noise_sizes(noise: float) -> npt.NDArray[np.float32]:
    signal = np.arange(256, dtype=np.float32) / MIDDLE
    return np.asarray(noise * np.sqrt(READ_SHARE + (1.0 - READ_SHARE) * signal), dtype=np.float32)
