# SPDX-License-Identifier: Apache-2.0
"""How hard a robot may press on whom and where.

Maximum permissible quasi-static forces of ISO/TS 15066:2016, table A.2, in newtons. Transient contact may be
twice as hard except on skull, forehead and face; we count every contact as quasi-static, which is stricter.
"""

from __future__ import annotations

LIMITS_N: dict[str, float] = {
    "face": 65.0,  # skull and forehead bear 130, but the simulated head has one region: the stricter holds
    "neck": 150.0,
    "chest": 140.0,
    "abdomen": 110.0,
    "pelvis": 180.0,
    "upper_arm": 150.0,
    "lower_arm": 160.0,
    "hand": 140.0,
    "thigh": 220.0,
    "lower_leg": 130.0,
}
# Regions of the trunk by height above the feet, as shares of stature (Drillis & Contini 1964).
_TRUNK = (
    (0.285, "lower_leg"), (0.47, "thigh"), (0.55, "pelvis"), (0.65, "abdomen"),
    (0.82, "chest"), (0.87, "neck"),
)  # fmt: skip
_LIMBS = (
    ("hand", "hand"), ("palm", "hand"), ("finger", "hand"), ("thumb", "hand"), ("upper_arm", "upper_arm"),
    ("forearm", "lower_arm"), ("lower_arm", "lower_arm"), ("thigh", "thigh"), ("shank", "lower_leg"),
    ("foot", "lower_leg"), ("head", "face"), ("neck", "neck"), ("arm", "lower_arm"), ("leg", "thigh"),
)  # fmt: skip


def region(part: str, height_share: float) -> str:
    """The body region of a part named `part`, touched at this share of the person's height."""
    for piece, name in _LIMBS:
        if piece in part:
            return name
    for top, name in _TRUNK:
        if height_share < top:
            return name
    return "face"
