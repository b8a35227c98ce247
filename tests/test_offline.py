# SPDX-License-Identifier: Apache-2.0
"""From a saved frame and a sentence to an answer and a picture, as `mm_robot ground` does it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.grounding.frame_file import ArmFrame, save_frame
from mm_robot.offline import ground_frame
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.view.snapshot import frame_of_scene
from mm_robot_sim.world import World


@pytest.fixture(scope="module")
def frame():
    """Of a red cup on the left, a blue cup on the right and a white bowl."""
    wanted = [("cup", "red"), ("cup", "blue"), ("bowl", "white")]
    world = World(1005, objects=wanted, positions_m={0: (0.5, 0.2), 1: (0.5, -0.25), 2: (0.6, -0.02)})
    robot = SimRobot(world)
    world.step(0.1)
    seen, state = robot.frame(), robot.state()
    world.close()
    return ArmFrame(
        seen.rgb,
        seen.depth_m,
        seen.camera,
        seen.T_base_camera,
        seen.stamp_s,
        state.q_rad,
        state.gripper_width_m,
    )


@pytest.fixture
def ask(frame, tmp_path):
    def run(text, saved=frame):
        save_frame(tmp_path / "frame.npz", saved)
        return ground_frame(tmp_path / "frame.npz", text, tmp_path / "new" / "overlay.png")

    return run


@pytest.mark.parametrize(
    ("text", "colour", "x", "y"),
    [
        ("the red cup", "red", 0.5, 0.2),
        ("右边的杯子", "blue", 0.5, -0.25),
        ("give me the bowl", "white", 0.6, -0.02),
    ],
)
def test_found_things_say_where_they_are(ask, text, colour, x, y):
    answer = ask(text)
    assert answer["result"] == "found" and len(answer["objects"]) == 1
    thing = answer["objects"][0]
    assert thing["colour"] == colour
    assert thing["position_m"][:2] == pytest.approx([x, y], abs=0.015)
    assert cv2.imread(answer["overlay"]) is not None


def test_two_are_asked_about_and_none_is_refused(ask):
    two = ask("把杯子递给我")
    assert (
        two["result"] == "ambiguous" and two["question"] == "红色的还是蓝色的？" and len(two["objects"]) == 2
    )
    none = ask("hand me the purple elephant")
    assert none == {**none, "result": "absent", "objects": [], "reason": "I see no purple elephant."}


def test_the_arm_in_the_picture_is_no_thing(ask):
    assert len(ask("the bowl")["seen"]) == 3


def test_what_cannot_be_grounded_is_an_error(ask, frame):
    with pytest.raises(InputError, match="names no thing"):
        ask("go home")
    with pytest.raises(InputError):
        ask("")
    with pytest.raises(InputError, match="joints"):
        ask("the cup", replace(frame, q_rad=np.zeros(6)))


def test_a_snapshot_of_a_scene_carries_the_arm():
    first, again = frame_of_scene(1006), frame_of_scene(1006)
    assert first.q_rad is not None and first.q_rad.shape == (7,)
    assert first.rgb.shape == (480, 640, 3) and np.isfinite(first.depth_m).mean() > 0.5
    assert np.array_equal(first.rgb, again.rgb)
    with pytest.raises(InputError):
        frame_of_scene(-1)
