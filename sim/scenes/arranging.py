# SPDX-License-Identifier: Apache-2.0
"""How things lie about: apart, side by side, stacked, inside one another, in and on furniture."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mm_robot.geometry import quaternion_from_rotation, rotation_z
from mm_robot_sim.objects.recipes import Design
from mm_robot_sim.scenes.footprints import is_round, of_design
from mm_robot_sim.scenes.furniture import fixture_designs
from mm_robot_sim.scenes.layout import GAP_M
from mm_robot_sim.scenes.places import (
    RISE_M,
    Place,
    fixture_place,
    inside_place,
    table_place,
)
from mm_robot_sim.scenes.spec import Furniture, Kind, Look, Standing

CONTENTS_MOST_M = 0.1  # longest side of what is thrown into a bowl
FLAT_TOPS = ("box", "block", "book", "plate")
VESSELS = ("mug", "cup", "glass")  # a spoon or a pen stands in them
_STEADY = (
    "cup",
    "mug",
    "can",
    "block",
    "box",
    "bowl",
    "plate",
    "glass",
    "jar",
    "candle",
    "carton",
    "book",
    "bottle",
)
CARRY_LEAST_M = 0.03  # lower than this nothing that stands fits
STACK_MOST_M = 0.3  # of the top: the arm carries above it, the camera sees it


class Arranger:
    """Finds a pose for each thing of one scene; `boldness` scales how often things are piled up."""

    def __init__(
        self,
        rng: np.random.Generator,
        kind: Kind,
        furniture: tuple[Furniture, ...],
        look: Look,
        boldness: float = 1.0,
    ) -> None:
        self._rng = rng
        self._kind = kind
        self._boldness = boldness
        self._gap_m = GAP_M
        self._table = table_place(furniture, look.table_max_m)
        self._fixtures = [
            fixture_place(piece, fixture, piece.opened[i] if i < len(piece.opened) else 0.0)
            for piece in furniture
            for i, fixture in enumerate(fixture_designs(piece))
        ]
        self._inner: dict[str, Place] = {}
        self._tops: dict[str, Place] = {}
        self._done: list[Standing] = []

    def arrange(self, names: Sequence[str], designs: Sequence[Design]) -> list[Standing]:
        """Poses of all that found a place, what carries before what is carried."""
        crowded = len(names) / 12
        if crowded > 1:
            self._gap_m = 0.012 if crowded < 1.6 else 0.006
        order = sorted(
            range(len(names)), key=lambda i: -of_design(designs[i]).radius_m * self._first(designs[i])
        )
        for i in order:
            ways = [self._in_furniture, self._in_vessel, self._in_container, self._upon, self._beside]
            likely = [0.62, 0.85, 0.6, 0.5, 0.18 + 0.12 * crowded]
            if self._kind in ("basket", "tray"):
                likely[2] = 0.75
            found = None
            for way, chance in zip(ways, likely, strict=True):
                bold = chance if way == self._in_furniture else chance * self._boldness
                if found is None and self._rng.random() < bold:
                    found = way(names[i], designs[i])
            for another in (self._apart, self._close, self._in_furniture, self._in_container, self._upon):
                found = found or another(names[i], designs[i])
            if found is not None:
                self._note(found)
        return self._done

    def _first(self, design: Design) -> float:
        """What may carry others is placed first."""
        carries = design.container or design.noun in FLAT_TOPS or design.noun in VESSELS
        return 10.0 if carries else 1.0

    def _note(self, standing: Standing) -> None:
        self._done.append(standing)
        made = standing.design
        if standing.quaternion_wxyz[1] or standing.quaternion_wxyz[2]:
            return  # lies or leans: carries nothing
        above = self._headroom_m(standing)
        if above < CARRY_LEAST_M:
            return
        if made.container and made.noun != "plate":
            self._inner[standing.name] = inside_place(standing, above + made.extent_m[2])
        if made.noun in FLAT_TOPS or (made.noun in ("can", "bowl") and self._rng.random() < 0.3):
            x, y, z = made.extent_m
            flat = 0.62 if made.noun == "plate" else 1.0  # within the rim
            round_ = flat * min(x, y) / 2 if is_round(made) else 0.0
            w, _, _, s = standing.quaternion_wxyz
            origin = np.array(standing.at_m) + (0, 0, z / 2)
            self._tops[standing.name] = Place(
                standing.name,
                origin,
                2 * math.atan2(s, w),
                (flat * x / 2, flat * y / 2),
                above,
                round_m=round_,
            )

    def _headroom_m(self, standing: Standing) -> float:
        """How tall what stands on it may be; nothing stands on what lies in a drawer."""
        if standing.support is None:
            return STACK_MOST_M
        for place in self._fixtures:
            if place.name == standing.support and not place.heap and "drawer" not in place.name:
                return place.headroom_m - standing.design.extent_m[2]
        inside = standing.support.startswith("drawer") or standing.support == "bin"
        return 0.0 if inside else STACK_MOST_M

    # ------------------------------------------------------------------------------------------ ways

    def _in_furniture(self, name: str, design: Design) -> Standing | None:
        if not self._fixtures:
            return None
        for i in self._rng.permutation(len(self._fixtures)):
            place: Place = self._fixtures[i]
            if place.heap and max(design.extent_m) > 0.13:
                continue
            at = place.find(design, self._rng, 0.012)
            if at is not None:
                return place.put(name, design, at)
        return None

    def _in_vessel(self, name: str, design: Design) -> Standing | None:
        """A long thin thing upright in a mug, leaning on its rim."""
        x, y, z = design.extent_m
        if x < 0.11 or max(y, z) > 0.045 or design.rolling_m > 0.001:
            return None
        for holder in self._done:
            made = holder.design
            inner = min(made.extent_m[:2]) / 2 - 0.006
            if made.noun not in VESSELS or max(y, z) / 2 > inner * 0.9:
                continue
            if holder.support is not None or made.extent_m[2] > 0.85 * x:
                continue
            return self._lean(name, design, holder, inner)
        return None

    def _lean(self, name: str, design: Design, holder: Standing, inner_m: float) -> Standing:
        x, y, z = design.extent_m
        tall = holder.design.extent_m[2]
        # From the foot at one wall to the rim at the other, nearly.
        lean = 0.8 * math.atan2(max(inner_m * 1.6 - z, 0.0), tall)
        c, s = math.cos(math.pi / 2 - lean), math.sin(math.pi / 2 - lean)
        raised = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])  # its x axis points up and out
        rotation = rotation_z(float(self._rng.uniform(-math.pi, math.pi))) @ raised
        foot = np.array(holder.at_m) - (0, 0, tall / 2 - 0.008)
        axis = rotation[:, 0]
        foot = foot - axis * (1, 1, 0) * tall * 0.4
        middle = foot + axis * x / 2 + (0, 0, z / 2)
        qx, qy, qz, qw = quaternion_from_rotation(rotation)
        at = (float(middle[0]), float(middle[1]), float(middle[2]))
        return Standing(name, design, at, (float(qw), float(qx), float(qy), float(qz)), holder.name)

    def _in_container(self, name: str, design: Design) -> Standing | None:
        if design.container or design.noun in ("book", "kettle", "teapot"):
            return None
        for key in self._shuffled(self._inner):
            place = self._inner[key]
            x, y, z = design.extent_m
            tall = z > 1.1 * min(x, y) or max(x, y, z) > CONTENTS_MOST_M
            if place.round_m and (tall or place.used >= 3):
                continue
            at = place.find(design, self._rng, 0.006)
            if at is not None and place.level_m < 0.12:
                return place.put(name, design, at)
        return None

    def _upon(self, name: str, design: Design) -> Standing | None:
        """On a flat top, wholly within it; plates and bowls also on their like."""
        if design.noun not in _STEADY:
            return None
        tops = self._shuffled(self._tops)
        for key in sorted(tops, key=lambda key: key.split("_")[1] != design.noun):  # like upon like
            place = self._tops[key]
            if place.used or place.origin_m[2] + design.extent_m[2] > STACK_MOST_M:
                continue
            alike = key.split("_")[1] == design.noun and design.noun in ("plate", "bowl", "block", "book")
            if design.noun in ("plate", "bowl") and not alike:
                continue
            disc = of_design(design)
            foot = 0.75 if is_round(design) else 0.9  # what stands on it is smaller than its box
            if alike or disc.radius_m * foot < min(place.half_m) + 0.001:
                yaw = float(self._rng.uniform(-0.4, 0.4))
                shift = self._rng.uniform(-0.004, 0.004, 2)
                above = RISE_M - (0.6 * place.origin_m[2] if design.noun == "bowl" and alike else 0.0)
                return place.put(name, design, (float(shift[0]), float(shift[1]), yaw), max(above, RISE_M))
        return None

    def _beside(self, name: str, design: Design) -> Standing | None:
        """Touching a thing on the table: flush with a face, or round against round."""
        near = [s for s in self._done if s.support is None]
        for i in self._rng.permutation(len(near)):
            other = near[i]
            w, qx, qy, s = other.quaternion_wxyz
            if qx or qy:
                continue
            base = 2 * math.atan2(s, w)
            side = int(self._rng.integers(4))
            if is_round(other.design):
                way, half = float(self._rng.uniform(-math.pi, math.pi)), max(other.design.extent_m[:2]) / 2
            else:
                way, half = base + side * math.pi / 2, other.design.extent_m[side % 2] / 2
            turn = int(self._rng.integers(2))
            own = max(design.extent_m[:2]) / 2 if is_round(design) else design.extent_m[turn] / 2
            apart = half + own + 0.0008
            x = other.at_m[0] + apart * math.cos(way) - self._table.origin_m[0]
            y = other.at_m[1] + apart * math.sin(way) - self._table.origin_m[1]
            at = (x, y, way - turn * math.pi / 2)
            if self._fits_beside(design, at, other):
                return self._table.put(name, design, at)
        return None

    def _fits_beside(self, design: Design, at: tuple[float, float, float], other: Standing) -> bool:
        """Inside the region, and clear of all but the one it touches."""
        discs = of_design(design).at(*at)
        half = np.array(self._table.half_m) - discs[0, 2]
        if np.any(np.abs(discs[:, :2]) > half):
            return False
        for standing in self._done:
            if standing is other or standing.support is not None:
                continue
            w, _, _, s = standing.quaternion_wxyz
            px, py = np.array(standing.at_m[:2]) - self._table.origin_m[:2]
            theirs = of_design(standing.design).at(float(px), float(py), 2 * math.atan2(s, w))
            apart = np.linalg.norm(theirs[:, None, :2] - discs[None, :, :2], axis=2)
            if float((apart - theirs[:, None, 2] - discs[None, :, 2]).min()) < 0.002:
                return False
        return self._table.furniture_room_m(discs) > 0.01

    def _apart(self, name: str, design: Design) -> Standing | None:
        return self._free(name, design, self._gap_m)

    def _close(self, name: str, design: Design) -> Standing | None:
        """Where no finger fits between, but nothing touches."""
        return self._free(name, design, 0.004, tries=150)

    def _free(self, name: str, design: Design, gap_m: float, tries: int = 40) -> Standing | None:
        at = self._table.find(design, self._rng, gap_m, tries)
        return None if at is None else self._table.put(name, design, at)

    def _shuffled(self, places: dict[str, Place]) -> list[str]:
        keys = list(places)
        return [keys[i] for i in self._rng.permutation(len(keys))]
