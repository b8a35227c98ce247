# SPDX-License-Identifier: Apache-2.0
"""What the hand feels: forces and torques at the wrist, and the pressure on each finger's pad.

The wrist's sensor is of the class of built-in ones (UR e-Series data sheet: range 100 N and 10 Nm, accuracy
4 N and 0.3 Nm, precision 3.5 N and 0.2 Nm peak to peak; the Panda estimates it from its joints' torques with
a similar spread). Gaussian noise, a zero point that wanders slowly with the temperature, and a first-order
filter as in such devices. The pads carry one normal-force cell each, as tactile fingertips do in their
simplest form: it feels no pull, and nothing below its threshold.
"""

from __future__ import annotations

import mujoco
import numpy as np

from mm_robot.types import FloatArray
from mm_robot_sim.world import WATCH_STEPS, Mask, World

SMOOTHING_S = 0.02  # time constant of the wrist sensor's own filter
TORQUE_NOISE_SHARE_M = 0.06  # torque noise / force noise: 0.2 Nm to 3.5 N in the data sheet
DRIFT_N, DRIFT_NM = 0.1, 0.005  # amplitude of the zero point's wandering, per axis
DRIFT_PERIOD_S = 180.0  # warming up and cooling down
PAD_NOISE_N, PAD_THRESHOLD_N, PAD_MAX_N = 0.05, 0.1, 100.0  # of a usual 100 N strain-gauge pad
_ROWS = 4093  # a prime, so that the noise table's repetition meets no other period


class Feeling:
    """Keeps the filtered readings of one hand. The caller guards it with the world's lock."""

    def __init__(
        self, world: World, tcp_site: int, pads: tuple[Mask, Mask], force_noise_n: float, seed: int
    ) -> None:
        """`pads`: the geoms of each finger; `tcp_site`: where torques are taken about."""
        self._world, self._tcp = world, tcp_site
        self._tool, self._outside = world.tool_geoms, ~world.arm_geoms
        self._pads = pads
        rng = np.random.default_rng((world.seed, seed))
        size = np.array([force_noise_n] * 3 + [force_noise_n * TORQUE_NOISE_SHARE_M] * 3)
        self._noise = rng.standard_normal((_ROWS, 6)) * size
        self._pad_noise = rng.standard_normal((_ROWS, 2)) * (PAD_NOISE_N if force_noise_n > 0.0 else 0.0)
        amplitude = np.array([DRIFT_N] * 3 + [DRIFT_NM] * 3) * rng.uniform(0.3, 1.0, 6)
        self._drift = amplitude if force_noise_n > 0.0 else np.zeros(6)
        self._phase = rng.uniform(0.0, 2 * np.pi, 6)
        self._wrench, self._touch = np.zeros(6), np.zeros(2)

    def watch(self) -> None:
        """Feel the present contacts; call it every WATCH_STEPS steps."""
        wrench, touch = self._contacts()
        share = min(WATCH_STEPS * self._world.model.opt.timestep / SMOOTHING_S, 1.0)
        self._wrench = self._wrench + share * (wrench - self._wrench)
        self._touch = self._touch + share * (touch - self._touch)

    def wrench(self) -> FloatArray:
        """(6,) force in N and torque about the tool's centre in Nm from outside on the hand, base axes."""
        at_s = self._world.now_s
        drift = self._drift * (np.sin(2 * np.pi * at_s / DRIFT_PERIOD_S + self._phase) - np.sin(self._phase))
        return np.asarray(self._wrench + drift + self._noise[self._row()])

    def touch(self) -> FloatArray:
        """(2,) normal force on each finger, in newtons."""
        read = self._touch + self._pad_noise[self._row()]
        return np.asarray(np.where(read < PAD_THRESHOLD_N, 0.0, np.minimum(read, PAD_MAX_N)))

    def _row(self) -> int:
        return (self._world.steps // WATCH_STEPS) % _ROWS

    def _contacts(self) -> tuple[FloatArray, FloatArray]:
        data, model = self._world.data, self._world.model
        total, touch, one = np.zeros(6), np.zeros(2), np.zeros(6)
        pairs = data.contact.geom
        if len(pairs) == 0:
            return total, touch
        first, second = pairs[:, 0], pairs[:, 1]
        tool, outside = self._tool, self._outside
        felt = (tool[first] & outside[second]) | (tool[second] & outside[first])
        centre = data.site_xpos[self._tcp]
        for i in np.flatnonzero(felt):
            contact = data.contact[i]
            mujoco.mj_contactForce(model, data, i, one)
            frame = contact.frame.reshape(3, 3)
            sign = 1.0 if tool[second[i]] else -1.0  # the force found acts on the second geom
            force = sign * (frame.T @ one[:3])
            total[:3] += force
            total[3:] += np.cross(contact.pos - centre, force) + sign * (frame.T @ one[3:])
            mine = int(second[i] if tool[second[i]] else first[i])
            for side, pad in enumerate(self._pads):
                if pad[mine]:
                    touch[side] += abs(float(one[0]))
        return total, touch
