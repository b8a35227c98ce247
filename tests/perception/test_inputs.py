# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.perception import inputs
from mm_robot.types import CameraModel, Capsules, LidarScan


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rgb": np.zeros((240, 320), np.uint8)}, "RGB order"),
        ({"rgb": np.zeros((240, 320, 3), np.float32)}, "uint8"),
        ({"depth_m": np.zeros((120, 160), np.float32)}, "aligned"),
        ({"depth_m": np.ones((240, 320), np.uint16)}, "millimetres"),
        ({"depth_m": np.full((240, 320), 1200.0, np.float32)}, "divide by 1000"),
        ({"camera": CameraModel(320, 240, 0.0, 230.0, 160.0, 120.0)}, "intrinsics"),
        ({"camera": CameraModel(320, 240, float("nan"), 230.0, 160.0, 120.0)}, "intrinsics"),
        ({"camera": CameraModel(4, 4, 1.0, 1.0, 2.0, 2.0)}, "8x8"),
        ({"T_base_camera": np.eye(3)}, "TF"),
        ({"T_base_camera": np.diag([1.0, 1.0, -1.0, 1.0])}, "rigid"),
        ({"stamp_s": float("nan")}, "stamp"),
    ],
)
def test_broken_frames(box_frame, change, message):
    with pytest.raises(InputError, match=message):
        inputs.check_frame(replace(box_frame(), **change))


def test_whole_frames_pass(box_frame):
    inputs.check_frame(box_frame())
    inputs.check_frame(replace(box_frame(), depth_m=np.full((240, 320), np.nan, np.float32)))


def test_scans_states_and_capsules(make_state):
    inputs.check_scan(LidarScan(np.full((5, 3), np.nan), np.eye(4), 0.0))
    inputs.check_state(make_state())
    inputs.check_capsules(Capsules(np.zeros((2, 3)), np.ones((2, 3)), np.ones(2)))
    with pytest.raises(InputError, match="millimetres"):
        inputs.check_scan(LidarScan(np.full((5, 3), 2500.0), np.eye(4), 0.0))
    with pytest.raises(InputError, match=r"\(N, 3\)"):
        inputs.check_scan(LidarScan(np.zeros((5, 2)), np.eye(4), 0.0))
    with pytest.raises(InputError, match="T_base_tcp"):
        inputs.check_state(replace(make_state(), T_base_tcp=np.full((4, 4), np.nan)))
    with pytest.raises(InputError, match=r"\(K, 3\)"):
        inputs.check_capsules(Capsules(np.zeros((2, 3)), np.zeros((3, 3)), np.zeros(2)))
    with pytest.raises(InputError, match="finite"):
        inputs.check_capsules(Capsules(np.full((2, 3), np.nan), np.zeros((2, 3)), np.zeros(2)))


def test_old_and_covered_frames_say_why(box_frame):
    assert inputs.blindness(box_frame(stamp_s=1.0), 1.1, 0.5) == ""
    assert "old" in inputs.blindness(box_frame(stamp_s=1.0), 2.0, 0.5)
    dark = replace(box_frame(), depth_m=np.full((240, 320), np.nan, np.float32))
    assert "covered" in inputs.blindness(dark, 0.0, 0.5)
