# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot_sim.sensors.encoders import NOISE_RAD, SPEED_NOISE_RAD_S, STEP_RAD, Encoders


def test_positions_come_in_steps_within_a_step_of_the_truth():
    encoders = Encoders(6, (1, 2))
    truth = np.random.default_rng(0).uniform(-3, 3, (500, 6))
    read = np.array([encoders.positions(q, k) for k, q in enumerate(truth)])
    np.testing.assert_allclose(read / STEP_RAD, np.round(read / STEP_RAD), atol=1e-6)
    assert np.abs(read - truth).max() < STEP_RAD / 2 + 6 * NOISE_RAD
    assert (read - truth).std() == pytest.approx(np.hypot(STEP_RAD / np.sqrt(12), NOISE_RAD), rel=0.1)


def test_velocities_carry_noise_of_the_set_size():
    encoders = Encoders(6, (1, 2))
    read = np.array([encoders.speeds(np.zeros(6), k) for k in range(1000)])
    assert read.std() == pytest.approx(SPEED_NOISE_RAD_S, rel=0.05)


def test_reading_twice_at_one_step_gives_the_same():
    encoders, again = Encoders(6, (1, 2)), Encoders(6, (1, 2))
    q = np.linspace(-1, 1, 6)
    np.testing.assert_array_equal(encoders.positions(q, 77), encoders.positions(q, 77))
    np.testing.assert_array_equal(encoders.positions(q, 77), again.positions(q, 77))


def test_the_gripper_is_read_to_a_hundredth_of_a_millimetre():
    assert Encoders(6, (1, 2)).stroke(0.0312345) == pytest.approx(0.03123, abs=1e-9)
