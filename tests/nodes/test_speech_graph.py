# SPDX-License-Identifier: Apache-2.0
"""The simulated room and speech_node as processes: what is played is heard, what is said is told."""

from pathlib import Path

import numpy as np
import pytest
from std_msgs.msg import String

from mm_robot.nodes import names
from mm_robot.nodes.conversions import from_audio, from_stamp
from mm_robot_msgs.msg import Audio, Stop, Utterance
from mm_robot_msgs.srv import Say

RECORDINGS = Path(__file__).parents[1] / "data" / "speech"
HEAR_S = 30.0  # for a recording of two seconds, on a machine that is busy with other things


@pytest.fixture(scope="module")
def room(graph):
    graph.utterances, graph.stops, graph.said, graph.sounds = [], [], [], []
    graph.node.create_subscription(Utterance, names.UTTERANCE, graph.utterances.append, names.COMMAND)
    graph.node.create_subscription(Stop, names.SPEECH_STOP, graph.stops.append, names.COMMAND)
    graph.node.create_subscription(String, names.SAID, graph.said.append, names.HISTORY)
    graph.player = graph.node.create_publisher(String, names.SIM_PLAY, names.COMMAND)
    graph.start("sim_node")
    graph.start("speech_node")
    graph.wait("the room can be heard", lambda: graph.player.get_subscription_count() > 0)
    well = "mm_robot/speech_node"
    graph.wait("speech_node listens", lambda: graph.diagnostics.get(well) == "listening")
    return graph


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


@pytest.mark.parametrize("name", ["en20a", "zh19b"])
def test_a_stop_word_goes_straight_out(room, name):
    room.stops.clear()
    play(room, name)
    room.wait("a stop", lambda: bool(room.stops), HEAR_S)
    assert room.stops[0].source == "speech" and room.stops[0].reason


def test_what_is_said_is_shown_and_sounds(room):
    room.node.create_subscription(Audio, names.VOICE, room.sounds.append, names.SOUND)
    client = room.node.create_client(Say, names.SAY)
    assert client.wait_for_service(HEAR_S)
    answer = client.call_async(Say.Request(text="Here you are.", language="en"))
    room.wait("an answer", answer.done, HEAR_S)
    room.wait("the words", lambda: any(s.data == "Here you are." for s in room.said), HEAR_S)
    if answer.result().spoken:  # false on machines without a voice: then the words are all there is
        room.wait("the sound", lambda: bool(room.sounds), HEAR_S)
        assert np.abs(from_audio(room.sounds[0])).max() > 1000
    refused = client.call_async(Say.Request(text="Bonjour", language="fr"))
    room.wait("an answer", refused.done, HEAR_S)
    assert not refused.result().spoken and "fr" in refused.result().message
