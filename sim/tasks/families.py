# SPDX-License-Identifier: Apache-2.0
"""All families of tasks by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mm_robot_sim.tasks.families_asking import ASKING
from mm_robot_sim.tasks.families_declining import DECLINING
from mm_robot_sim.tasks.families_gathering import GATHERING
from mm_robot_sim.tasks.families_placing import PLACING
from mm_robot_sim.tasks.families_talking import TALKING
from mm_robot_sim.tasks.family import Family

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {family.name: family for family in (*PLACING, *GATHERING, *ASKING, *DECLINING, *TALKING)}
)
