# SPDX-License-Identifier: Apache-2.0
"""The two-finger hand of whatever arm stands in the model, found by what every arm's MJCF has in common.

An arm's file (mm_robot/robots/*.xml) has a site "tcp" in the body of its hand, and a tendon and an actuator
"gripper" over its two finger joints, whose length and target is the distance of the pads in metres. A camera
"wrist" at the hand is looked through when it is there.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
import numpy.typing as npt

from mm_robot.errors import ConfigError

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Hand:
    """Where the hand's parts are in the model."""

    tcp_site: int
    actuator: int  # its control: pad distance in metres
    finger_qpos: npt.NDArray[np.intp]  # (2,) addresses; their sum is the pad distance
    finger_geoms: tuple[Mask, Mask]  # (ngeom,) each
    tool_geoms: Mask  # (ngeom,) hand and fingers


def find_hand(model: mujoco.MjModel) -> Hand:
    """The hand in `model`.

    Raises:
        ConfigError: the arm's model lacks a part of the convention above.
    """
    try:
        tcp, gripper = model.site("tcp").id, model.actuator("gripper").id
        tendon = model.tendon("gripper").id
    except KeyError as error:
        raise ConfigError(
            f"the arm's model lacks a part of its hand: {error}; it needs a site \"tcp\" in the hand's body "
            'and a fixed tendon and a position actuator "gripper" over the two finger joints'
        ) from error
    first, count = int(model.tendon_adr[tendon]), int(model.tendon_num[tendon])
    joints = [int(j) for j in model.wrap_objid[first : first + count]]
    if len(joints) != 2:
        raise ConfigError(f'the tendon "gripper" joins {len(joints)} joints; a two-finger hand has 2')
    palm = int(model.site_bodyid[tcp])
    tool = [body for body in range(model.nbody) if palm in _chain(model, body)]
    left, right = (model.geom_bodyid == model.jnt_bodyid[j] for j in joints)
    return Hand(
        tcp,
        gripper,
        np.array([model.jnt_qposadr[j] for j in joints]),
        (left, right),
        np.isin(model.geom_bodyid, tool),
    )


def _chain(model: mujoco.MjModel, body: int) -> set[int]:
    chain = {body}
    while body:
        body = int(model.body_parentid[body])
        chain.add(body)
    return chain
