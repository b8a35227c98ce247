# SPDX-License-Identifier: Apache-2.0
"""Noise of an active stereo depth camera, made where it arises: in disparity.

Depth of a stereo pair is z = f b / d, so an error of σ pixels in the disparity d gives σ_z = z² σ / (f b): noise grows with
the square of the distance (Keselman et al. 2017, "Intel RealSense Stereoscopic Depth Cameras", CVPR workshops; σ ≈ 0.08 px
for textured surfaces is the maker's figure for the D400 series, white paper "Tuning depth cameras for best performance").
Disparity comes in steps (1/32 px there), and neighbours share their matching window, so the error is smooth over a few pixels
(Handa et al. 2014, "A benchmark for RGB-D visual odometry", model it the same way). No match, hence a hole: in the shadow that
the nearer edge casts on the second lens, on surfaces seen at a grazing angle (Nguyen et al. 2012, "Modeling Kinect sensor
noise": beyond about 80°), on black surfaces that swallow the projected pattern, and on highlights.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot.config import SimConfig

Depth = npt.NDArray[np.float32]
Colour = npt.NDArray[np.uint8]

DISPARITY_STEP_PX = 1.0 / 32.0
NEAR_M, FAR_M = 0.2, 6.0
WINDOW_PX = 5  # neighbours that share a matching window
GRAZING_TAN = 5.7  # depth change per sideways metre: 80° from the normal
EDGE_RATIO = 0.03  # a jump of 3 % of the depth between neighbours is an edge, not a slope


def noisy_depth(true_m: Depth, rgb: Colour, config: SimConfig, rng: np.random.Generator) -> Depth:
    """What the camera would report for a true depth image (H, W), metres; NaN = no return."""
    scale = config.camera_focal_px * config.depth_baseline_m
    disparity = np.float32(scale) / true_m
    disparity += _smooth_noise(true_m.shape, rng) * np.float32(config.depth_noise_px)
    steps = np.round(disparity / np.float32(DISPARITY_STEP_PX))
    measured = np.float32(scale / DISPARITY_STEP_PX) / np.maximum(steps, np.float32(1.0))
    measured[_holes(true_m, rgb, config, rng)] = np.nan
    measured[(true_m < NEAR_M) | (true_m > FAR_M)] = np.nan
    return measured


def noisy_colour(rgb: Colour, config: SimConfig, rng: np.random.Generator) -> Colour:
    """Sensor noise; the same for the three channels of a pixel would look like film, so each has its own."""
    if config.colour_noise == 0.0:
        return rgb
    # A tile moved about costs a tenth of fresh noise, and nobody can tell.
    noise = rng.normal(0.0, config.colour_noise, (192, 256, 3)).astype(np.int16)
    rows, columns = -(-rgb.shape[0] // 192), -(-rgb.shape[1] // 256)
    tiled = np.tile(noise, (rows, columns, 1))[: rgb.shape[0], : rgb.shape[1]]
    return np.asarray(np.clip(rgb + tiled, 0, 255).astype(np.uint8))


def _smooth_noise(shape: tuple[int, ...], rng: np.random.Generator) -> Depth:
    """(H, W) Gaussian field of unit variance, correlated over WINDOW_PX."""
    height, width = shape
    white = rng.standard_normal((height, width), dtype=np.float32)
    smooth = cv2.blur(white, (WINDOW_PX, WINDOW_PX), borderType=cv2.BORDER_REFLECT)
    # Averaging n values divides the spread by sqrt(n); a part of the noise is each pixel's own.
    return np.asarray(0.95 * WINDOW_PX * smooth + 0.31 * white, dtype=np.float32)


def _holes(true_m: Depth, rgb: Colour, config: SimConfig, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Where no match is found."""
    across = np.diff(true_m, axis=1, append=true_m[:, -1:])
    down = np.diff(true_m, axis=0, append=true_m[-1:])
    steepest = np.maximum(np.abs(across), np.abs(down))
    pixel_m = true_m / np.float32(config.camera_focal_px)
    grazing = steepest > GRAZING_TAN * pixel_m
    edge = steepest > EDGE_RATIO * true_m
    chance = np.zeros(true_m.shape, np.float32)
    chance[grazing] = 0.5
    chance[cv2.dilate(edge.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 0.45
    chance[_shadow(true_m, edge, across, config)] = 0.9
    brightest = rgb.max(axis=2)
    chance[brightest < 14] += 0.25
    chance[rgb.min(axis=2) > 250] += 0.5
    # One draw per 2x2 block: holes are patches, not pepper.
    height, width = true_m.shape
    draw = rng.random(((height + 1) // 2, (width + 1) // 2), dtype=np.float32)
    blocks = np.repeat(np.repeat(draw, 2, axis=0), 2, axis=1)[:height, :width]
    return np.asarray(blocks < chance)


def _shadow(
    true_m: Depth, edge: npt.NDArray[np.bool_], across: Depth, config: SimConfig
) -> npt.NDArray[np.bool_]:
    """Background left of a nearer thing that the left lens sees and the right one does not."""
    falls = edge & (across < 0)  # the next pixel to the right is nearer
    hidden = np.zeros(true_m.shape, bool)
    rows, columns = np.nonzero(falls[:, :-1])
    scale = config.camera_focal_px * config.depth_baseline_m
    width = scale / true_m[rows, columns + 1] - scale / true_m[rows, columns]
    for back in range(int(np.clip(width.max(initial=0.0), 0, 40)) + 1):
        inside = (back <= width) & (columns - back >= 0)
        hidden[rows[inside], columns[inside] - back] = True
    return hidden
