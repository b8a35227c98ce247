# SPDX-License-Identifier: Apache-2.0
"""All disturbances by name.

`DISTURBANCES["target_moved"].attach(world, robot, rng, "red_cup")` hangs one on a world and returns it; later
its `fired`, `what` and `at_s` say whether, what and when it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mm_robot_sim.disturbances.actuation import GripperJams, JointSlow
from mm_robot_sim.disturbances.disturbance import Disturbance
from mm_robot_sim.disturbances.people import (
    HandMovesAway,
    PersonReachesIn,
    PersonWalksIn,
    PersonWithdraws,
    SecondVoice,
)
from mm_robot_sim.disturbances.sensing import (
    CameraBumped,
    CameraDropsOut,
    CameraLags,
    DepthScaleOff,
    DepthUnitsWrong,
    FramesDrop,
    LidarDropsOut,
    LidarLags,
    LightChanges,
)
from mm_robot_sim.disturbances.things import ObjectSlips, TableBumped, TargetMoved, TargetRemoved

DISTURBANCES: Mapping[str, type[Disturbance]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            TargetMoved,
            TargetRemoved,
            ObjectSlips,
            TableBumped,
            HandMovesAway,
            PersonWithdraws,
            PersonWalksIn,
            PersonReachesIn,
            SecondVoice,
            LightChanges,
            CameraDropsOut,
            CameraLags,
            FramesDrop,
            CameraBumped,
            DepthScaleOff,
            DepthUnitsWrong,
            LidarDropsOut,
            LidarLags,
            GripperJams,
            JointSlow,
        )
    }
)
