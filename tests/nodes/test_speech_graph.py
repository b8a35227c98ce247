# SPDX-License-Identifier: Apache-2.0
"""The simulated room and speech_node as processes: what is played is heard, what is said is told."""

import os
import shutil
import signal
import time
from pathlib import Path

import numpy as np
import pytest
from diagnostic_msgs.msg import DiagnosticArray
from std_msgs.msg import String

from mm_robot.hearing_turn import call_to_stop
from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_audio, from_stamp
from mm_robot.nodes.scene_conversions import from_utterance
from mm_robot_msgs.msg import Audio, Stop, Utterance
from mm_robot_msgs.srv import Say

RECORDINGS = Path(__file__).parents[1] / "data" / "speech"
WELL = "mm_robot/speech_node"
PATIENCE_S = 60.0
HEAR_S = 30.0  # for a recording of two seconds, on a machine that is busy with other things


@pytest.fixture(scope="module")
def room(graph):
    graph.utterances, graph.stops, graph.said, graph.sounds, graph.values = [], [], [], [], {}
    graph.node.create_subscription(Utterance, names.UTTERANCE, graph.utterances.append, names.COMMAND)
    graph.node.create_subscription(Stop, names.SPEECH_STOP, graph.stops.append, names.COMMAND)
    graph.node.create_subscription(String, names.SAID, graph.said.append, names.HISTORY)
    graph.node.create_subscription(Audio, names.VOICE, graph.sounds.append, names.SOUND)
    graph.node.create_subscription(
        DiagnosticArray, names.DIAGNOSTICS, lambda message: note(graph, message), names.COMMAND
    )
    graph.player = graph.node.create_publisher(String, names.SIM_PLAY, names.COMMAND)
    # Made once: making and removing it beside the thread that spins the node has ended that thread.
    graph.microphone = graph.node.create_publisher(Audio, names.AUDIO, names.SOUND)
    graph.start("sim_node")
    graph.start("speech_node")
    graph.wait("the room can be heard", lambda: graph.player.get_subscription_count() > 0)
    graph.wait("speech_node listens", lambda: graph.diagnostics.get(WELL) == "listening")
    graph.voiced = shutil.which("espeak-ng") is not None
    return graph


def note(room, message: DiagnosticArray) -> None:
    for status in message.status:
        if status.name == WELL:
            room.values.update({value.key: value.value for value in status.values})


def ask(room, text: str, language: str = "en") -> Say.Response:
    client = room.node.create_client(Say, names.SAY)
    assert client.wait_for_service(HEAR_S)
    answer = client.call_async(Say.Request(text=text, language=language))
    room.wait("an answer", answer.done, HEAR_S)
    return answer.result()


def learn_the_echo(room) -> None:
    """Let the robot say as much as it does with its first command: then its ears know its voice."""
    room.sounds.clear()
    ask(room, "I am taking the red cup from the table, and then I will bring it to you. One moment please.")
    room.wait("the sentence", lambda: bool(room.sounds), HEAR_S)
    time.sleep(len(room.sounds[0].samples) / room.sounds[0].sample_rate + 0.5)


def children_of(pid: int, name: str) -> list[int]:
    found = {
        int(p)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for p in (task / "children").read_text().split()
    }
    return [child for child in sorted(found) if name in Path(f"/proc/{child}/cmdline").read_text()]


def play(room, name: str) -> None:
    room.player.publish(String(data=str(RECORDINGS / f"{name}.wav")))


def test_a_chinese_command_becomes_an_utterance_with_its_times(room):
    room.utterances.clear()
    play(room, "zh01a")
    room.wait("an utterance", lambda: bool(room.utterances), HEAR_S)
    heard = room.utterances[0]
    assert heard.language == "zh" and "杯" in heard.text and 0.0 < heard.confidence <= 1.0
    spoken_s = from_stamp(heard.header.stamp) - from_stamp(heard.speech_start)
    assert 0.8 < spoken_s < 2.5, "the recording speaks for 1.5 s"


def test_an_english_command_is_no_stop(room):
    room.utterances.clear()
    room.stops.clear()
    play(room, "en01a")
    room.wait("an utterance", lambda: bool(room.utterances), HEAR_S)
    assert "red cup" in room.utterances[0].text.lower() and not room.stops


@pytest.mark.parametrize(("name", "words"), [("en20a", "Stopped."), ("zh19b", "停了。")])
def test_a_stop_word_goes_straight_out_and_is_answered_in_its_language(room, name, words):
    for seen in (room.stops, room.said, room.sounds):
        seen.clear()
    play(room, name)
    room.wait("a stop", lambda: bool(room.stops), HEAR_S)
    assert room.stops[0].source == "speech" and room.stops[0].reason
    room.wait("the words", lambda: any(s.data == words for s in room.said), 5.0)
    if room.voiced:
        room.wait("the sound", lambda: any(len(s.samples) for s in room.sounds), 5.0)


def test_a_stop_breaks_off_what_the_robot_says(room):
    if not room.voiced:
        pytest.skip("this machine has no voice")
    learn_the_echo(room)
    room.stops.clear()
    room.sounds.clear()
    ask(room, "I see a red cup, two bottles, a bowl, a box, a green plate, a spoon and a very long list.")
    room.wait("the sentence", lambda: bool(room.sounds), HEAR_S)
    play(room, "en20a")
    room.wait("a stop", lambda: bool(room.stops), HEAR_S)
    room.wait("its answer", lambda: len(room.sounds) >= 3, HEAR_S)
    sentence, silence, answer = room.sounds[:3]
    assert len(silence.samples) == 0, "players stop at an empty piece"
    begun_s, cut_s, on_s = (from_stamp(s.header.stamp) for s in (sentence, silence, answer))
    assert begun_s < cut_s < begun_s + len(sentence.samples) / sentence.sample_rate
    assert on_s - cut_s < 2.0 and 0.2 < len(answer.samples) / answer.sample_rate < 1.5


def test_killed_the_ear_for_the_stop_word_is_started_again_and_people_are_told(room):
    room.values.clear()
    (ear,) = children_of(room.processes["speech_node"].pid, "stop_process")
    os.kill(ear, signal.SIGKILL)
    room.wait("diagnostics say so", lambda: "killed by SIGKILL" in room.diagnostics.get(WELL, ""), HEAR_S)
    room.wait("it listens", lambda: room.values.get("stop_ear") == "listening", PATIENCE_S)
    room.wait("all is well again", lambda: room.diagnostics.get(WELL) == "listening", PATIENCE_S)
    assert room.values["stop_ear_deaths"] == "1"
    room.stops.clear()
    play(room, "en20a")
    room.wait("a stop", lambda: bool(room.stops), HEAR_S)


def test_while_that_ear_is_away_the_other_one_hears_the_word(room):
    room.stops.clear()
    room.utterances.clear()
    (ear,) = children_of(room.processes["speech_node"].pid, "stop_process")
    os.kill(ear, signal.SIGSTOP)  # until that is noticed
    play(room, "en20a")
    room.wait("an utterance", lambda: bool(room.utterances), HEAR_S)
    heard = from_utterance(room.utterances[0])
    assert call_to_stop(heard) is not None and not room.stops
    room.wait("a new ear", lambda: ear not in children_of(room.processes["speech_node"].pid, "stop_process"))


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        (Audio(sample_rate=8000, samples=[1] * 160), "8000 Hz"),
        (Audio(sample_rate=16000), "no samples"),
        (Audio(sample_rate=16000, samples=[1] * 320), "no stamps"),
        (Audio(sample_rate=16000, samples=[1] * 320_000), "20 s at once"),
    ],
)
def test_sound_that_cannot_be_used_is_complained_of_and_harms_nothing(room, message, complaint):
    room.wait("speech_node is found", lambda: room.microphone.get_subscription_count() > 0)

    def complained() -> bool:
        room.microphone.publish(message)
        time.sleep(0.1)
        return complaint in room.diagnostics.get(WELL, "")

    room.wait("diagnostics say so", complained, HEAR_S)
    room.wait("all is well again", lambda: room.diagnostics.get(WELL) == "listening", HEAR_S)
    room.utterances.clear()


def test_what_is_said_is_shown_and_sounds(room):
    room.sounds.clear()
    ask(room, "Here you are.")
    room.wait("the words", lambda: any(s.data == "Here you are." for s in room.said), HEAR_S)
    if room.voiced:  # false on machines without a voice: then the words are all there is
        room.wait("the sound", lambda: bool(room.sounds), HEAR_S)
        assert np.abs(from_audio(room.sounds[0])).max() > 1000
    refused = ask(room, "Bonjour", "fr")
    assert not refused.spoken and "fr" in refused.message


def test_both_processes_together_take_no_more_than_600_mb(room):
    node = room.processes["speech_node"].pid
    room.wait("both are there", lambda: len(children_of(node, "stop_process")) == 1)
    room.values.clear()
    room.wait("it listens", lambda: room.values.get("stop_ear") == "listening")
    both = [node, *children_of(node, "stop_process")]
    kilobytes = [
        int(line.split()[1])
        for pid in both
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Rss:")
    ]
    assert len(kilobytes) == 2 and sum(kilobytes) < 600_000, kilobytes


def test_without_any_sound_it_says_what_is_missing(room):
    room.kill("sim_node", signal.SIGINT)
    room.wait("diagnostics say so", lambda: "no sound on /audio" in room.diagnostics.get(WELL, ""), HEAR_S)
