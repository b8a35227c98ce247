# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from mm_robot_sim.sensors.exposure import CORNER_SHADE, Exposure, Meter, develop
from mm_robot_sim.world import World

GREY = np.full((480, 640, 3), 128, np.uint8)


@pytest.fixture
def model():
    return World(1005, objects=[], person=False).model


def _light(model, factor):
    model.light_diffuse[:] *= factor
    model.light_ambient[:] *= factor
    for light in (model.vis.headlight.ambient, model.vis.headlight.diffuse):
        light[:] = np.asarray(light) * factor


def test_noise_has_the_set_size_at_middle_grey_and_grows_with_light_and_gain():
    def noise(level, gain):
        picture = np.full((480, 640, 3), level, np.uint8)
        exposure = Exposure(gain=gain)
        middle = develop([picture], exposure, 2.0, np.random.default_rng(0))[200:280, 280:360]
        return middle.astype(float).std()

    assert noise(128, 1.0) == pytest.approx(2.0, rel=0.1)
    assert noise(30, 1.0) < noise(128, 1.0) < noise(220, 1.0)
    assert noise(128, 4.0) == pytest.approx(4.0, rel=0.1)


def test_the_corners_are_a_little_darker_than_the_middle():
    picture = develop([GREY], Exposure(), 0.0, np.random.default_rng(0)).astype(float)
    assert picture[238:242, 318:322].mean() == pytest.approx(128, abs=1)
    assert picture[0, 0].mean() == pytest.approx(128 * (1 - CORNER_SHADE), abs=1)


def test_a_smeared_picture_is_the_mean_of_what_was_seen():
    other = GREY.copy()
    other[:, 320:] = 28
    picture = develop([GREY, other], Exposure(), 0.0, np.random.default_rng(0))
    assert picture[240, 330].mean() == pytest.approx(78, abs=1)


def test_in_steady_light_exposure_stays_as_it_is(model):
    meter = Meter(model)
    assert {meter.read(k / 15) for k in range(20)} == {Exposure()}


def test_in_half_the_light_the_picture_is_dark_at_first_then_noisy_and_as_bright_as_before(model):
    meter = Meter(model)
    meter.read(0.0)
    _light(model, 0.25)
    at_once, settled = meter.read(0.02), [meter.read(0.02 + k / 15) for k in range(1, 40)][-1]
    assert at_once.brightness < 1.6
    assert settled.brightness == pytest.approx(4.0, rel=0.02)  # of what is drawn in a quarter of the light
    assert settled.gain == pytest.approx(2.0, rel=0.02)
    assert settled.time_s == pytest.approx(0.016)


def test_in_bright_light_exposure_gets_short_and_the_gain_stays(model):
    meter = Meter(model)
    meter.read(0.0)
    _light(model, 2.0)
    settled = [meter.read(k / 15) for k in range(1, 40)][-1]
    assert (settled.time_s, settled.gain) == (pytest.approx(0.004, rel=0.02), 1.0)


def test_almost_without_light_pictures_stay_dark(model):
    meter = Meter(model)
    meter.read(0.0)
    _light(model, 0.01)
    assert [meter.read(k / 15) for k in range(1, 60)][-1].brightness == pytest.approx(16.0, rel=0.01)
