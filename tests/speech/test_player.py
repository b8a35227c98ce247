# SPDX-License-Identifier: Apache-2.0
import sys

import numpy as np
import pytest

from mm_robot.errors import ConfigError, MissingModelError
from mm_robot.speech.player import Player, device_named


@pytest.fixture
def sounds(monkeypatch, sound_library):
    module = sound_library()
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    return module


def test_sentences_follow_one_another_and_then_there_is_silence(sounds):
    player = Player()
    player.play(np.full(500, 0.5, np.float32))
    player.play(np.full(200, 0.25, np.float32))
    played = sounds.made[0].pull(4)
    assert (played[:500] == 0.5).all() and (played[500:700] == 0.25).all() and (played[700:] == 0.0).all()
    assert not player.playing


def test_it_is_silent_within_100_ms_of_being_told(sounds):
    player = Player()
    player.play(np.ones(16_000, np.float32))
    stream = sounds.made[0]
    assert stream.pull().all()
    player.hush()
    assert not stream.pull().any()
    assert stream.blocksize / 16_000 + player.latency_s < 0.1


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingModelError, match=r"pip install 'mm_robot\[audio\]'"):
        Player()


def test_a_machine_without_devices_says_so(monkeypatch, sound_library):
    monkeypatch.setitem(sys.modules, "sounddevice", sound_library(inputs=(), outputs=()))
    with pytest.raises(ConfigError, match="no sound output"):
        Player()
    with pytest.raises(ConfigError, match="no sound input"):
        device_named("default", "input")


def test_a_device_is_found_by_part_of_its_name(sounds):
    assert device_named("usb", "input") == 0
    with pytest.raises(ConfigError, match="available: default, Speaker"):
        device_named("headset", "output")


def test_a_device_that_cannot_is_a_clear_error(monkeypatch, sound_library):
    monkeypatch.setitem(sys.modules, "sounddevice", sound_library(fails=True))
    with pytest.raises(ConfigError, match="cannot play 16 kHz mono: Invalid sample rate"):
        Player()
