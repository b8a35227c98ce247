# SPDX-License-Identifier: Apache-2.0
"""Noise of an active stereo depth camera, made where it arises: in disparity.

Depth of a stereo pair is z = f b / d, so an error of σ pixels in the disparity d gives σ_z = z² σ / (f b):
noise grows with the square of the distance (Keselman et al. 2017, "Intel RealSense Stereoscopic Depth
Cameras", CVPR workshops). σ = 0.08 px is our choice of the usual order, a tenth of a pixel, for textured
surfaces. Disparity comes in steps of 1/32 px (Grunnet-Jepsen et al., "Subpixel linearity improvement for
Intel RealSense depth cameras", white paper), and neighbours share their matching window, so the error is
smooth over a few pixels. Handa et al. 2014, "A benchmark for RGB-D visual odometry", also put noise and
steps into the disparity. No match, hence a hole: in the shadow that the nearer edge casts on the second
lens; on surfaces seen at a grazing angle, here beyond 80° (noise rises steeply towards 90°: Nguyen et al.
2012, "Modeling Kinect sensor noise"); on black surfaces that swallow the projected pattern; and on
highlights.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot_sim.sensors.optics import Optics

Depth = npt.NDArray[np.float32]
Colour = npt.NDArray[np.uint8]

DISPARITY_STEP_PX = 1.0 / 32.0
WINDOW_PX = 5  # neighbours that share a matching window
GRAZING_TAN = 5.7  # depth change per sideways metre: 80° from the normal
DARK, GLARE = 14, 250  # grey levels: the pattern is swallowed, or drowned
EDGE_RATIO = 0.03  # a jump of 3 % of the depth between neighbours is an edge, not a slope


def noisy_depth(true_m: Depth, rgb: Colour, optics: Optics, rng: np.random.Generator) -> Depth:
    """What the camera would report for a true depth image (H, W), metres; NaN = no return."""
    scale = optics.focal_px * optics.baseline_m
    disparity = np.float32(scale) / true_m
    disparity += _smooth_noise(true_m.shape, rng) * np.float32(optics.disparity_noise_px)
    steps = np.round(disparity / np.float32(DISPARITY_STEP_PX))
    measured = np.float32(scale / DISPARITY_STEP_PX) / np.maximum(steps, np.float32(1.0))
    measured[_holes(true_m, rgb, optics, rng)] = np.nan
    measured[(true_m < optics.near_m) | (true_m > optics.far_m)] = np.nan
    return np.asarray(measured, dtype=np.float32)


def noisy_colour(rgb: Colour, optics: Optics, rng: np.random.Generator) -> Colour:
    """Sensor noise; the same for the three channels of a pixel would look like film, so each has its own."""
    if optics.colour_noise == 0.0:
        return rgb
    # A tile moved about costs a tenth of fresh noise, and nobody can tell.
    tall, wide = min(192, rgb.shape[0]), min(256, rgb.shape[1])
    noise = rng.normal(0.0, optics.colour_noise, (tall, wide, 3)).astype(np.int16)
    rows, columns = -(-rgb.shape[0] // tall), -(-rgb.shape[1] // wide)
    tiled = np.tile(noise, (rows, columns, 1))[: rgb.shape[0], : rgb.shape[1]]
    return np.asarray(np.clip(rgb + tiled, 0, 255).astype(np.uint8))


def _smooth_noise(shape: tuple[int, ...], rng: np.random.Generator) -> Depth:
    """(H, W) Gaussian field of unit variance, correlated over about WINDOW_PX."""
    height, width = shape
    half = ((height + 1) // 2, (width + 1) // 2)
    white = rng.standard_normal(half, dtype=np.float32)
    # Half the size, blurred over 3 and drawn out to twice: correlated over five pixels at a third of the
    # cost.
    smooth = cv2.resize(cv2.blur(white, (3, 3)), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(
        smooth * np.float32(3.43), dtype=np.float32
    )  # the blur's and the stretching's loss, measured


def _holes(true_m: Depth, rgb: Colour, optics: Optics, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Where no match is found."""
    steepest = np.zeros_like(true_m)
    np.abs(np.diff(true_m, axis=1), out=steepest[:, :-1])
    np.maximum(steepest[:-1], np.abs(np.diff(true_m, axis=0)), out=steepest[:-1])
    steepest /= true_m
    chance = np.zeros(true_m.shape, np.float32)
    chance[steepest > np.float32(GRAZING_TAN / optics.focal_px)] = 0.5
    edge = cv2.dilate((steepest > EDGE_RATIO).astype(np.uint8), np.ones((3, 3), np.uint8))
    chance[edge > 0] = 0.45
    chance[_shadow(true_m, optics)] = 0.9
    brightest = cv2.max(cv2.max(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    chance[brightest < DARK] += np.float32(0.25)
    chance[cv2.min(cv2.min(rgb[..., 0], rgb[..., 1]), rgb[..., 2]) > GLARE] += np.float32(0.5)
    # One draw per 2x2 block: holes are patches, not pepper.
    height, width = true_m.shape
    draw = rng.random(((height + 1) // 2, (width + 1) // 2), dtype=np.float32)
    blocks = cv2.resize(draw, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(blocks < chance)


def _shadow(true_m: Depth, optics: Optics) -> npt.NDArray[np.bool_]:
    """What the left lens sees and the right one does not, because something nearer to its right covers it."""
    width = true_m.shape[1]
    seen_at = np.arange(width, dtype=np.float32) - np.float32(optics.focal_px * optics.baseline_m) / true_m
    nearest = np.minimum.accumulate(seen_at[:, ::-1], axis=1)[:, ::-1]
    hidden = np.zeros(true_m.shape, np.bool_)
    # Half a pixel of slack: slopes that shrink to nothing in the other lens are grazing, not hidden.
    hidden[:, :-1] = seen_at[:, :-1] > nearest[:, 1:] + 0.5
    return hidden
