# SPDX-License-Identifier: Apache-2.0
"""The live view serves a page, moves with the world, commands and disturbs it, and ends when told."""

import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import numpy as np
import pytest

from mm_robot.errors import InputError, MissingModelError
from mm_robot_sim.view import live
from mm_robot_sim.view.pacing import Pace, PacedRobot
from mm_robot_sim.world import World


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(true, limit_s=60.0):
    end = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def view():
    pytest.importorskip("viser")
    view = live.LiveView(1070, "simple", "127.0.0.1", _free_port())
    view.pace.speed = 20.0
    thread = threading.Thread(target=view.run, daemon=True)
    thread.start()
    yield view
    view.close()
    thread.join(5)
    assert not thread.is_alive()
    view.world.close()


def test_a_page_is_served_and_a_client_gets_the_scene(view):
    with urllib.request.urlopen(view.url, timeout=10) as page:
        assert page.status == 200 and b"<html" in page.read(2000).lower()
    client = pytest.importorskip("websockets.sync.client")
    from viser import __version__

    received = 0
    with client.connect(
        view.url.replace("http", "ws"), subprotocols=[f"viser-v{__version__}"], max_size=None
    ) as socket_:
        end = time.monotonic() + 20
        while received < 200_000 and time.monotonic() < end:
            received += len(socket_.recv(timeout=10))
    assert received >= 200_000, "the meshes of a room"


def test_time_passes_pauses_and_steps(view):
    _wait(lambda: view.world.now_s > 0.5)
    view.pace.pause()
    time.sleep(0.3)
    stood_s = view.world.now_s
    time.sleep(0.3)
    assert view.world.now_s == stood_s
    view.pace.allow(0.1)
    _wait(lambda: view.world.now_s > stood_s + 0.05)
    time.sleep(0.3)
    assert view.world.now_s == pytest.approx(stood_s + 0.1, abs=0.021)
    view.pace.go_on()
    _wait(lambda: view.world.now_s > stood_s + 0.5)


def test_what_is_drawn_follows_the_world(view):
    person = view.world.model.body("person").id
    handle = next(handle for body, handle in view._moving if body == person)
    before = np.array(handle.position)
    view.direct("come beside the arm", live._NOTHING)
    _wait(lambda: np.linalg.norm(np.array(handle.position) - before) > 0.15)


def test_disturbances_happen_now_and_say_what(view):
    name = view.world.objects[0].name
    view.disturb("target_moved", name)
    view.disturb("camera_lags", live._NOTHING)
    view.disturb("object_slips", live._NOTHING)
    assert any("late" in line for line in view._lines)
    assert any("needs the name of a thing" in line for line in view._lines)
    assert view.robot.faults.camera_delay_s > 0


def test_a_command_is_carried_out_and_stopped(view):
    view.say("what do you see")
    _wait(lambda: any("Done" in line for line in view._lines))
    view.say("stop")
    _wait(lambda: view.agent.gate.stopped is not None)
    view.say("   ")
    _wait(lambda: not view._busy.is_set())


def test_another_world_on_request(view):
    view.reset(1071, "table")
    _wait(lambda: view.world.seed == 1071)
    _wait(lambda: view._target.options[0] == view.world.objects[0].name)
    assert view.agent.gate.stopped is None


def test_without_viser_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "viser", None)
    with pytest.raises(MissingModelError, match="pip install 'mm_robot\\[view\\]'"):
        live.LiveView(1070, "simple", "127.0.0.1", _free_port())
    with pytest.raises(InputError, match="available: simple, table"):
        live.LiveView(1070, "garden", "127.0.0.1", _free_port())


def test_ctrl_c_ends_it_within_three_seconds():
    pytest.importorskip("viser")
    command = [sys.executable, "-m", "mm_robot.cli", "sim", "--seed", "1070", "--port", str(_free_port())]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # it may be ignored where tests run
    )  # fmt: skip
    assert "http://127.0.0.1:" in process.stdout.readline()
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    assert "ended" in process.stdout.readline()
    assert time.monotonic() - began < 3.0
    assert process.wait(20) == 0, process.stderr.read()


def test_the_pace_holds_and_a_closed_one_lets_go():
    world = World(1072, objects=[("can", "red")], person=False)
    robot = PacedRobot(world)
    robot.pace = Pace(speed=4.0)
    began = time.monotonic()
    robot.sleep(1.0)
    assert 0.2 < time.monotonic() - began < 3.0
    robot.pace.pause()
    waiting = threading.Thread(target=robot.sleep, args=(0.5,))
    waiting.start()
    time.sleep(0.1)
    assert waiting.is_alive()
    robot.pace.close()
    waiting.join(5)
    assert not waiting.is_alive() and world.now_s == pytest.approx(1.5, abs=0.01)
