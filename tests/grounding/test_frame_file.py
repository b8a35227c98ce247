# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mm_robot.errors import InputError
from mm_robot.grounding.frame_file import ArmFrame, load_frame, save_frame
from mm_robot.types import CameraModel, RgbdFrame


def content(**changes):
    good = {
        "rgb": np.full((6, 8, 3), 90, np.uint8),
        "depth_m": np.full((6, 8), 1.2, np.float32),
        "intrinsics": np.array([460.0, 460.0, 3.5, 2.5]),
        "T_base_camera": np.eye(4),
        "stamp_s": np.float64(2.5),
    }
    good.update(changes)
    return {key: value for key, value in good.items() if value is not None}


@pytest.fixture
def written(tmp_path):
    def write(**changes):
        path = tmp_path / "frame.npz"
        np.savez(path, **content(**changes))
        return path

    return write


def test_a_frame_comes_back_as_it_was(tmp_path):
    depth = np.full((6, 8), 1.5, np.float32)
    depth[0, 0] = np.nan
    camera = CameraModel(8, 6, 460.0, 461.0, 3.5, 2.5)
    frame = ArmFrame(np.full((6, 8, 3), 7, np.uint8), depth, camera, np.eye(4), 3.25, np.arange(7.0), 0.04)
    path = tmp_path / "new" / "folder" / "frame.data"  # no .npz at the end
    save_frame(path, frame)
    back = load_frame(path)
    assert isinstance(back, ArmFrame)
    assert back.camera == camera and back.stamp_s == 3.25 and back.gripper_width_m == 0.04
    assert np.array_equal(back.q_rad, np.arange(7.0))
    assert np.array_equal(back.rgb, frame.rgb) and np.array_equal(back.depth_m, depth, equal_nan=True)


def test_a_frame_without_arm(tmp_path):
    frame = RgbdFrame(
        np.zeros((6, 8, 3), np.uint8),
        np.ones((6, 8), np.float32),
        CameraModel(8, 6, 4, 4, 4, 3),
        np.eye(4),
        0.0,
    )
    save_frame(tmp_path / "f.npz", frame)
    assert not isinstance(load_frame(tmp_path / "f.npz"), ArmFrame)


def test_what_may_be_left_out_or_written_otherwise(written):
    assert load_frame(written(stamp_s=None)).stamp_s == 0.0
    millimetres = np.full((6, 8), 1200, np.uint16)
    millimetres[0, 0] = 0
    depth = load_frame(written(depth_m=None, depth_mm=millimetres)).depth_m
    assert depth[1, 1] == pytest.approx(1.2) and np.isnan(depth[0, 0])
    holes = np.full((6, 8), 1.2, np.float64)
    holes[0, :3] = [0.0, np.inf, np.nan]
    assert np.isnan(load_frame(written(depth_m=holes)).depth_m[0, :3]).all()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rgb": None}, "lacks rgb"),
        ({"depth_m": None}, "lacks depth_m"),
        ({"rgb": np.zeros((6, 8, 4), np.uint8)}, "RGB order"),
        ({"rgb": np.zeros((6, 8, 3), np.float32)}, "uint8"),
        ({"depth_m": np.ones((5, 8), np.float32)}, "align depth"),
        ({"depth_m": np.full((6, 8), 1200, np.uint16)}, "millimetres"),
        ({"depth_m": np.full((6, 8), 1200.0, np.float32)}, "divide by 1000"),
        ({"depth_m": np.full((6, 8), np.nan, np.float32)}, "no pixel has a depth"),
        ({"depth_m": None, "depth_mm": np.ones((6, 8), np.float32)}, "unsigned integers"),
        ({"intrinsics": np.eye(3)}, "fx, fy, cx, cy"),
        ({"intrinsics": np.array([0.0, 460.0, 3.0, 2.0])}, "positive"),
        ({"T_base_camera": np.full((4, 4), np.nan)}, "not finite"),
        ({"T_base_camera": 2 * np.eye(4)}, "rigid"),
        ({"stamp_s": np.array(["now"])}, "stamp_s"),
        ({"q_rad": np.full(7, np.nan)}, "q_rad"),
    ],
)
def test_a_broken_frame_is_refused_with_what_is_wrong(written, changes, message):
    with pytest.raises(InputError, match=message):
        load_frame(written(**changes))


def test_no_file_and_no_archive(tmp_path):
    with pytest.raises(InputError, match="snapshot"):
        load_frame(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("hello")
    with pytest.raises(InputError, match="no readable"):
        load_frame(tmp_path / "text.npz")
    np.save(tmp_path / "array.npy", np.zeros(3))
    with pytest.raises(InputError, match="single array"):
        load_frame(tmp_path / "array.npy")
    with pytest.raises(InputError, match="cannot write"):
        save_frame(tmp_path / "text.npz" / "x.npz", plain_frame())


def plain_frame():
    return RgbdFrame(
        np.zeros((6, 8, 3), np.uint8),
        np.ones((6, 8), np.float32),
        CameraModel(8, 6, 4, 4, 4, 3),
        np.eye(4),
        0.0,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_politely(tmp_path, data):
    path = tmp_path / "noise.npz"
    path.write_bytes(data)
    with pytest.raises(InputError):
        load_frame(path)
