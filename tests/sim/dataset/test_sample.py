# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mm_robot.errors import InputError
from mm_robot_sim.dataset.sample import Sample, unpack

METRES = st.floats(2**-12, 6.5, width=32) | st.just(np.float32(np.nan))


@given(
    arrays(np.uint8, (6, 8, 3)), arrays(np.float32, (6, 8), elements=METRES), arrays(np.uint8, (6, 8)),
    arrays(np.float32, (32, 360), elements=st.floats(0.0, 30.0, width=32), fill=st.just(np.float32(0))),
)  # fmt: skip
def test_what_is_packed_is_unpacked_within_its_unit(rgb, depth, mask, lidar):
    sample = Sample("k", rgb, depth, depth, mask, lidar, {"zh": "红色的杯子"})
    back = unpack("k", sample.files())
    assert np.array_equal(back.rgb, rgb) and np.array_equal(back.mask, mask)
    assert np.array_equal(np.isnan(back.depth_m), np.isnan(depth))
    np.testing.assert_allclose(back.depth_m, depth, atol=6e-5)
    np.testing.assert_allclose(back.lidar_m, lidar, atol=6e-4)
    assert back.labels == sample.labels


def test_what_is_missing_or_broken_is_told():
    empty = np.zeros((4, 4))
    files = Sample(
        "k", np.zeros((4, 4, 3), np.uint8), empty.astype(np.float32), empty.astype(np.float32),
        empty.astype(np.uint8), np.zeros((32, 360), np.float32), {},
    ).files()  # fmt: skip
    with pytest.raises(InputError, match="lacks mask.png"):
        unpack("k", {name: data for name, data in files.items() if name != "mask.png"})
    with pytest.raises(InputError, match="rgb.png is no picture"):
        unpack("k", {**files, "rgb.png": b"cut off"})
    with pytest.raises(InputError, match="json cannot be read"):
        unpack("k", {**files, "json": b"{"})
