# SPDX-License-Identifier: Apache-2.0
import numpy as np

from mm_robot_sim.objects.colours import COLOURS, paint


def test_paints_of_two_colours_are_never_confused():
    rng = np.random.default_rng(0)
    for name, base in COLOURS.items():
        for _ in range(30):
            rgb = np.array(paint(name, rng)[:3])
            nearest = min(COLOURS, key=lambda other: float(np.linalg.norm(rgb - np.array(COLOURS[other]))))
            assert nearest == name, (name, base, rgb)
