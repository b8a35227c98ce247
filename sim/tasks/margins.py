# SPDX-License-Identifier: Apache-2.0
"""How clear is clear: the margins of what we ask for, and those within which the referee counts it as done.

Asking is stricter than judging: a task is only set where people would not argue about what is meant, and what
people would still let pass counts. Lengths are the table's scale: things of 8 cm, 5 to 60 cm apart.
"""

from __future__ import annotations

# ------------------------------------------------------------------------------------------ judging

MOVED_M = 0.01  # three times what a settling thing creeps
TURNED_RAD = 0.17  # 10 degrees: a thing was touched
TILTED_RAD = 0.785  # 45 degrees: knocked over
REST_GAP_M = 0.004  # closer surfaces touch; resting contacts in the model float by a tenth of this
BESIDE_M = 0.35  # farther away nobody calls it "left of"
NEXT_TO_M, NEAR_M = 0.12, 0.25  # between the surfaces
RETURNED_M = 0.05  # back where it was: within half a cup
AIMED_M = 0.05  # a pointing finger is understood when its line passes this close to the thing's middle
AIM_REACH_M = 0.30  # and when it comes this near
AT_REST_RAD_S = 0.01  # slower joints are at rest: the model's joints creep by a fifth of this under load

# ------------------------------------------------------------------------------------------ asking

CLEAR_SIDE_M = 0.06  # "the left one" is farther left than the next by this much
CLEAR_ANGLE = 0.7  # "left of": sideways offset at most this share of the offset to the left (35 degrees)
CLEAR_SIZE = 1.15  # "the bigger one" is bigger than the next by this factor, in its longest side
FREE_GAP_M = 0.03  # around the place where something is to be put: room for a finger
SEEN_SHARE = 0.35  # of a thing's surface that the camera would see were it alone
