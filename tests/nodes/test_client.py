# SPDX-License-Identifier: Apache-2.0
"""The console against small stand-ins for task_node, safety_node and the simulated room, over real ROS."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

from mm_robot.shared_memory import remove_stale
from mm_robot.speech.sound import write_wav

pytest.importorskip("rclpy")

SYSTEM = textwrap.dedent(
    '''
    """Answers like the running system: "fail" fails, "wait" lasts until cancelled, and so on."""
    import sys
    import threading
    import time

    import rclpy
    from rclpy.action import ActionServer, CancelResponse
    from rclpy.callback_groups import ReentrantCallbackGroup
    from rclpy.executors import MultiThreadedExecutor
    from std_msgs.msg import String
    from std_srvs.srv import Trigger

    from mm_robot.nodes import names
    from mm_robot_msgs.action import ExecuteCommand
    from mm_robot_msgs.msg import Audio, Progress, SafetyState, Utterance

    parts = sys.argv[1].split(",")
    rclpy.init(args=[])
    node = rclpy.create_node("stand_in")
    group = ReentrantCallbackGroup()
    cancelled = threading.Event()
    ENDS = {"fail": (5, "the cup slipped"), "elephant": (3, "I see no elephant"), "which": (4, "Which cup?")}

    def execute(goal):
        for stage, share in (("hear", 0.0), ("plan", 0.3)):
            feedback = ExecuteCommand.Feedback(stage=stage, text=f"{stage} text", progress=share)
            feedback.data_json = '{"object_id": 3}'
            goal.publish_feedback(feedback)
        if goal.request.text == "wait":
            cancelled.wait(20)
            goal.canceled()
            return ExecuteCommand.Result(outcome=6, reason="cancel")
        outcome, reason = ENDS.get(goal.request.text, (0, "Here you are."))
        goal.succeed()
        return ExecuteCommand.Result(outcome=outcome, reason=reason, stage="act" if outcome == 5 else "")

    def cancel(goal):
        cancelled.set()
        return CancelResponse.ACCEPT

    if "task" in parts:
        ActionServer(
            node, ExecuteCommand, names.EXECUTE_COMMAND, execute, cancel_callback=cancel, callback_group=group
        )
    if "safety" in parts:
        states = node.create_publisher(SafetyState, names.SAFETY_STATE, names.STATE)
        states.publish(SafetyState(level=0))

        def take(message):
            states.publish(SafetyState(level=1, source="operator", reason=message.data))

        def reset(request, response):
            response.success = "blocked" not in parts
            response.message = "" if response.success else "perception_node is silent"
            states.publish(SafetyState(level=0))
            return response

        node.create_subscription(String, names.STOP_REQUEST, take, names.COMMAND)
        node.create_service(Trigger, names.SAFETY_RESET, reset)
    if "room" in parts or "microphone" in parts:
        utterances = node.create_publisher(Utterance, names.UTTERANCE, names.COMMAND)
        progress = node.create_publisher(Progress, names.PROGRESS, names.COMMAND)
        samples = []

        def understand(text):
            utterances.publish(Utterance(text=text, language="en", confidence=0.9))
            time.sleep(0.1)
            progress.publish(Progress(command="c", stage="hear", text="heard it"))
            done = Progress(command="c", stage="tell", text="I see no elephant", progress=1.0)
            done.data_json = '{"outcome": "Refused"}'
            progress.publish(done)

        def take_audio(message):
            samples.extend(message.samples)
            if len(samples) > 16000 * 2.9:  # one second of sound between two of silence
                loud = sum(abs(s) > 1000 for s in samples) / 16000
                samples.clear()
                understand(f"{loud:.1f} s of sound")

        if "room" in parts:
            node.create_subscription(String, names.SIM_PLAY, lambda m: understand(m.data), names.COMMAND)
        else:
            node.create_subscription(Audio, names.AUDIO, take_audio, names.SOUND)
    executor = MultiThreadedExecutor(3)
    executor.add_node(node)
    print("up", flush=True)
    try:
        executor.spin()
    except KeyboardInterrupt:
        pass
    '''
)


@pytest.fixture
def environment(monkeypatch):
    """A ROS domain of this test's own."""
    root = str(Path(__file__).parents[2])
    here = {
        **os.environ,
        "ROS_DOMAIN_ID": str(40 + os.getpid() % 50),
        "PYTHONPATH": root,
        "PYTHONUNBUFFERED": "1",
    }
    here.pop("_ROS_WHEELS_BOOTSTRAP_COMPLETE", None)
    return here


@pytest.fixture
def running(environment, tmp_path):
    """Starts the stand-ins named, e.g. running("task,safety")."""
    (tmp_path / "stand_in.py").write_text(SYSTEM)
    started = []

    def start(parts: str) -> None:
        command = [sys.executable, str(tmp_path / "stand_in.py"), parts]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout.readline() == "up\n"

    yield start
    for process in started:
        process.kill()
        process.communicate()
    remove_stale()


@pytest.fixture
def console(environment):
    """Runs `mm_robot …`; returns the process, ended unless `wait` is False."""
    started = []

    def run(*words: str, wait: bool = True):
        command = [sys.executable, "-m", "mm_robot.cli", *words]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        if not wait:
            return process
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def wav(tmp_path):
    path = tmp_path / "spoken.wav"
    write_wav(path, (0.5 * np.sign(np.sin(np.arange(16000) * 0.2))).astype(np.float32))
    return path


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("hand me the cup", 0, "Here you are."),
        ("elephant", 3, "I see no elephant"),
        ("which", 4, "Which cup?"),
        ("fail", 5, "the cup slipped (act)"),
    ],
)
def test_say_follows_the_command_and_its_outcome_is_the_exit_status(running, console, text, status, says):
    running("task")
    done = console("say", text)
    assert done.returncode == status, done.stderr
    assert "hear text" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(says)


def test_say_as_json_is_one_object_per_line_and_ends_with_the_result(running, console):
    running("task")
    done = console("say", "fail", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["event"] for line in lines] == ["feedback", "feedback", "result"]
    assert lines[1]["stage"] == "plan"
    assert lines[1]["data"] == {"object_id": 3}
    assert (lines[2]["outcome"], lines[2]["text"], lines[2]["failed_stage"]) == (
        "failed",
        "the cup slipped",
        "act",
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_cancels_the_command(running, console, number):
    running("task")
    process = console("say", "wait", wait=False)
    assert "hear" in process.stdout.readline()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 6, out + err
    assert "cancel" in out


def test_a_command_that_takes_too_long_is_cancelled(running, console):
    running("task")
    done = console("say", "wait", "--timeout", "1")
    assert done.returncode == 6
    assert "not done after 1 s" in done.stdout


def test_stop_is_confirmed_with_its_reason_and_reset_releases(running, console):
    running("safety")
    stopped = console("stop", "--reason", "too close")
    assert stopped.returncode == 0, stopped.stderr
    assert "by operator: too close" in stopped.stdout
    again = console("reset", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["outcome"] == "done"


def test_reset_is_refused_while_the_cause_stands(running, console):
    running("safety,blocked")
    refused = console("reset")
    assert refused.returncode == 3
    assert "perception_node is silent" in refused.stdout


def test_stop_without_safety_node_cancels_what_runs_and_says_that_it_is_not_confirmed(running, console):
    running("task")
    speaking = console("say", "wait", wait=False)
    assert "hear" in speaking.stdout.readline()
    stopped = console("stop")
    assert stopped.returncode == 1
    assert "does not confirm" in stopped.stdout
    assert speaking.wait(timeout=10) == 6


@pytest.mark.parametrize("verb", [("say", "go home"), ("stop",)])
def test_without_a_running_system_one_line_says_how_to_start_it(console, verb):
    done = console(*verb)
    assert done.returncode == 1
    assert re.fullmatch(r"mm_robot \w+: no running system: .*mm_robot up sim.*\n", done.stderr)


@pytest.mark.parametrize(("part", "heard"), [("room", "spoken.wav"), ("microphone", "1.0 s of sound")])
def test_hear_plays_the_recording_and_follows_what_happens(running, console, wav, part, heard):
    running(part)
    begin_s = time.monotonic()
    done = console("hear", str(wav), "--json")
    assert done.returncode == 3, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["event"] for line in lines] == ["play", "heard", "feedback", "feedback", "result"]
    assert lines[1]["text"].endswith(heard)
    assert lines[-1]["outcome"] == "refused"
    if part == "microphone":
        assert time.monotonic() - begin_s > 3.0  # played at the speed of sound, not all at once


def test_hear_refuses_what_is_no_recording(console, tmp_path):
    done = console("hear", str(tmp_path / "none.wav"))
    assert done.returncode == 1
    assert "there is no such file" in done.stderr
    assert len(done.stderr.splitlines()) == 1
