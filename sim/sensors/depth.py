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
highlights. A matching window across a silhouette finds the nearer side's disparity or one between the two:
foreground fattening (Scharstein & Szeliski 2002, "A taxonomy and evaluation of dense two-frame stereo
correspondence algorithms") and flying pixels; the shares are ours. What dark, shiny and transparent things do
is in finish.py.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from mm_robot_sim.sensors.optics import Optics

Depth = npt.NDArray[np.float32]
Colour = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

DISPARITY_STEP_PX = 1.0 / 32.0
WINDOW_PX = 5  # neighbours that share a matching window
GRAZING_TAN = 5.7  # depth change per sideways metre: 80° from the normal
DARK, GLARE = 14, 250  # grey levels: the pattern is swallowed, or drowned
EDGE_RATIO = 0.03  # a jump of 3 % of the depth between neighbours is an edge, not a slope
EDGE_HOLES = 0.45  # share of the pixels beside an edge; cameras are set to leave out what they doubt
EDGE_FAT, EDGE_MIXED = 0.10, 0.05  # of the others; the rest is right


def noisy_depth(
    true_m: Depth, rgb: Colour, optics: Optics, rng: np.random.Generator, unmatched: Mask | None = None
) -> Depth:
    """What the camera would report.

    Args:
        true_m: (H, W) metres, what a perfect matcher would find.
        rgb: (H, W, 3), for what is too dark or too bright.
        optics: the camera.
        rng: of this frame.
        unmatched: (H, W) where there is no match for other reasons.

    Returns:
        (H, W) metres; NaN = no return.
    """
    height, width = true_m.shape
    # One draw per 2x2 block: what fails are patches, not pepper.
    draw = rng.random(((height + 1) // 2, (width + 1) // 2), dtype=np.float32)
    luck = cv2.resize(draw, (width, height), interpolation=cv2.INTER_NEAREST)
    slope = _steepest(true_m)
    edge = cv2.dilate((slope > EDGE_RATIO).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    matched = _across_edges(true_m, edge & (luck >= EDGE_HOLES), rng)
    holes = luck < _hole_chance(true_m, slope, edge, rgb, optics)
    if unmatched is not None:
        holes |= unmatched
    scale = optics.focal_px * optics.baseline_m
    disparity = np.float32(scale) / matched
    disparity += _smooth_noise(true_m.shape, rng) * np.float32(optics.disparity_noise_px)
    steps = np.round(disparity / np.float32(DISPARITY_STEP_PX))
    measured = np.float32(scale / DISPARITY_STEP_PX) / np.maximum(steps, np.float32(1.0))
    measured[holes | (matched < optics.near_m) | (matched > optics.far_m)] = np.nan
    return np.asarray(measured, dtype=np.float32)


def _steepest(true_m: Depth) -> Depth:
    """(H, W) step to the right or lower neighbour, whichever is greater, as a share of the depth."""
    steepest = np.zeros_like(true_m)
    np.abs(np.diff(true_m, axis=1), out=steepest[:, :-1])
    np.maximum(steepest[:-1], np.abs(np.diff(true_m, axis=0)), out=steepest[:-1])
    steepest /= true_m
    return steepest


def _across_edges(true_m: Depth, edge: Mask, rng: np.random.Generator) -> Depth:
    """Depth (H, W) with fattened foreground and flying pixels among those beside the edges, `edge` (H, W)."""
    at = np.flatnonzero(edge)
    luck = rng.random(len(at), dtype=np.float32)
    at, luck = at[luck < EDGE_FAT + EDGE_MIXED], luck[luck < EDGE_FAT + EDGE_MIXED]
    window = np.ones((3, 3), np.uint8)
    near, far = cv2.erode(true_m, window), cv2.dilate(true_m, window)
    # 0 is the foreground's depth; within the mixed share it slides to the background's, in disparity.
    way = np.maximum(luck - EDGE_FAT, 0.0) / EDGE_MIXED
    matched = true_m.copy()
    matched.ravel()[at] = 1.0 / ((1.0 - way) / near.ravel()[at] + way / far.ravel()[at])
    return np.asarray(matched, np.float32)


def _smooth_noise(shape: tuple[int, ...], rng: np.random.Generator) -> Depth:
    """(H, W) Gaussian field of unit variance, correlated over about WINDOW_PX."""
    height, width = shape
    half = ((height + 1) // 2, (width + 1) // 2)
    white = rng.standard_normal(half, dtype=np.float32)
    # Half the size, blurred over 3 and drawn out to twice: correlated over five pixels at a third of the
    # cost.
    smooth = cv2.resize(cv2.blur(white, (3, 3)), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(smooth * np.float32(3.43), np.float32)  # the blur's and the stretching's loss, measured


def _hole_chance(true_m: Depth, slope: Depth, edge: Mask, rgb: Colour, optics: Optics) -> Depth:
    """(H, W) probability that no match is found."""
    chance = np.zeros(true_m.shape, np.float32)
    chance[slope > np.float32(GRAZING_TAN / optics.focal_px)] = 0.5
    chance[edge] = EDGE_HOLES
    chance[_shadow(true_m, optics)] = 0.9
    brightest = cv2.max(cv2.max(rgb[..., 0], rgb[..., 1]), rgb[..., 2])
    chance[brightest < DARK] += np.float32(0.25)
    chance[cv2.min(cv2.min(rgb[..., 0], rgb[..., 1]), rgb[..., 2]) > GLARE] += np.float32(0.5)
    return chance


def _shadow(true_m: Depth, optics: Optics) -> Mask:
    """What the left lens sees and the right one does not, because something nearer to its right covers it.

    Looked at in every second row and column: a fifth of the time, and shadows are patches.
    """
    coarse = true_m[::2, ::2]
    seen_at = (
        np.arange(0, true_m.shape[1], 2, dtype=np.float32)
        - np.float32(optics.focal_px * optics.baseline_m) / coarse
    )
    nearest = np.minimum.accumulate(seen_at[:, ::-1], axis=1)[:, ::-1]
    hidden = np.zeros(coarse.shape, np.uint8)
    # Half a pixel of slack: slopes that shrink to nothing in the other lens are grazing, not hidden.
    hidden[:, :-1] = seen_at[:, :-1] > nearest[:, 1:] + 0.5
    height, width = true_m.shape
    return np.asarray(cv2.resize(hidden, (width, height), interpolation=cv2.INTER_NEAREST) > 0)
