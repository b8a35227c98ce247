# SPDX-License-Identifier: Apache-2.0
"""How long the running system takes to answer a recording: `mm_robot hear --times`.

Where the speech ended is found by looking for the recording in what the microphone heard; everything else is
the moment at which a message arrived in this process. So all that lies between is counted: the message that
carries the sound, the pause that ends the sentence, recogniser, scene, grounding, planning and voice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from diagnostic_msgs.msg import DiagnosticArray
from std_msgs.msg import String
from std_srvs.srv import Trigger

from mm_robot.nodes import names
from mm_robot.nodes.connection import Connection
from mm_robot.nodes.conversions import from_audio, from_stamp
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.sound import read_wav, samples_of
from mm_robot_msgs.msg import Audio, SafetyState, Stop, Utterance

_LOUD = 0.05  # of the loudest sample: the speech ends with the last one above it
_KEPT_S = 30.0  # of what the microphone heard
_TEXT_S, _REPLY_S = 10.0, 6.0  # waited for: longer than any of it takes on a machine that is up to it
_CALM_S = 1.0  # of silence before the next recording
_CALM_WITHIN_S = 15.0
_DIAGNOSED_S = 1.3  # diagnostics come once a second


@dataclass(frozen=True)
class Turn:
    """One recording; seconds after the end of the speech in it, NaN for what did not come."""

    file: Path
    text: str  # what was heard
    language: str
    text_s: float  # /speech/utterance
    after_endpoint_s: float  # the same, after the sentence was taken to be over
    stop_s: float  # /speech/stop
    sound_s: float  # first sound of the robot's voice


class Stopwatch:
    """Watches the running system while recordings are played to it."""

    def __init__(self, connection: Connection) -> None:
        """Begin to watch; messages come in while `connection` waits."""
        self._connection = connection
        node = connection.node
        self._microphone: list[tuple[float, float, Samples]] = []  # arrival, stamp of the first sample, sound
        self._utterances: list[tuple[float, Utterance]] = []
        self._stops: list[float] = []
        self._sounds: list[tuple[float, Samples]] = []
        self._state: SafetyState | None = None
        self._values: dict[str, str] = {}
        self._quiet_from_s = 0.0  # monotonic: when the robot's sentence ends
        node.create_subscription(Audio, names.AUDIO, self._hear, names.SOUND)
        node.create_subscription(Audio, names.VOICE, self._voice, names.SOUND)
        node.create_subscription(
            Utterance,
            names.UTTERANCE,
            lambda m: self._utterances.append((time.monotonic(), m)),
            names.COMMAND,
        )
        node.create_subscription(
            Stop, names.SPEECH_STOP, lambda m: self._stops.append(time.monotonic()), names.COMMAND
        )
        node.create_subscription(DiagnosticArray, names.DIAGNOSTICS, self._diagnose, names.COMMAND)
        node.create_subscription(SafetyState, names.SAFETY_STATE, self._safe, names.STATE)
        self._halt = node.create_publisher(String, names.STOP_REQUEST, names.COMMAND)
        self._release = node.create_client(Trigger, names.SAFETY_RESET)

    def time(self, file: Path, play: Callable[[], None]) -> Turn:
        """Let `play` sound `file`, watch what comes of it, and bring the arm to rest again.

        Raises:
            InputError: the file is no wav file with sound in it.
        """
        recording = read_wav(file)
        self._calm_down()
        for seen in (self._utterances, self._stops, self._sounds):
            seen.clear()
        self._values.clear()
        play()
        wait = self._connection.wait
        wait(lambda: bool(self._utterances or self._stops), len(recording) / RATE_HZ + _TEXT_S)
        wait(lambda: bool(self._sounds), _REPLY_S)
        wait(lambda: bool(self._utterances), 1.0)  # a stop is answered before its text is there
        ended_s = self._ended_s(recording)
        self._values.clear()
        wait(lambda: "text_after_endpoint_s" in self._values, _DIAGNOSED_S)
        at_s, said = self._utterances[0] if self._utterances else (float("nan"), Utterance())
        return Turn(
            file,
            said.text,
            said.language,
            at_s - ended_s,
            float(self._values.get("text_after_endpoint_s", "nan")) if said.text else float("nan"),
            (self._stops[0] if self._stops else float("nan")) - ended_s,
            self._first_sound_s() - ended_s,
        )

    def close(self) -> None:
        """Leave the arm free."""
        self._calm_down()

    # ------------------------------------------------------------------------------------------ moments

    def _ended_s(self, recording: Samples) -> float:
        """When the last of the speech had arrived here, on the monotonic clock; NaN if it did not sound."""
        loud = np.flatnonzero(np.abs(recording) > _LOUD * np.abs(recording).max())
        heard = np.concatenate([sound for _, _, sound in self._microphone] or [np.zeros(0, np.float32)])
        begin = found_at(recording, heard)
        if begin is None or not len(loud):
            return float("nan")
        end = begin + int(loud[-1]) + 1
        for arrival_s, _, sound in self._microphone:
            if end <= len(sound):
                return arrival_s - (len(sound) - end) / RATE_HZ
            end -= len(sound)
        return float("nan")

    def _first_sound_s(self) -> float:
        if not self._sounds:
            return float("nan")
        arrival_s, sound = self._sounds[0]
        return arrival_s + int(np.argmax(np.abs(sound) > _LOUD * np.abs(sound).max())) / RATE_HZ

    def _calm_down(self) -> None:
        """Bring the arm to rest, let it move again, and wait until nobody speaks."""
        wait = self._connection.wait
        self._halt.publish(String(data="measuring"))
        wait(lambda: self._state is not None and self._state.level != SafetyState.OK, 1.0)
        until_s = time.monotonic() + _CALM_WITHIN_S
        while time.monotonic() < until_s and self._release.service_is_ready():
            answer = self._release.call_async(Trigger.Request())
            if wait(answer.done, 1.0) and answer.result().success:
                break
            wait(lambda: False, 0.2)
        wait(lambda: time.monotonic() > self._quiet_from_s + _CALM_S, _CALM_WITHIN_S)

    # ------------------------------------------------------------------------------------------ messages

    def _hear(self, message: Audio) -> None:
        now_s = time.monotonic()
        self._microphone.append((now_s, from_stamp(message.header.stamp), samples_of(from_audio(message))))
        while self._microphone and self._microphone[0][0] < now_s - _KEPT_S:
            self._microphone.pop(0)

    def _voice(self, message: Audio) -> None:
        now_s = time.monotonic()
        if len(message.samples):
            self._sounds.append((now_s, samples_of(from_audio(message), message.sample_rate)))
            self._quiet_from_s = max(now_s, self._quiet_from_s) + len(message.samples) / message.sample_rate
        else:
            self._quiet_from_s = now_s

    def _diagnose(self, message: DiagnosticArray) -> None:
        for status in message.status:
            if status.name == f"mm_robot/{names.SPEECH_NODE}":
                self._values.update({value.key: value.value for value in status.values})

    def _safe(self, message: SafetyState) -> None:
        self._state = message


def found_at(recording: Samples, heard: Samples) -> int | None:
    """Index in (M,) `heard` at which the (N,) recording begins; None where it is not in it."""
    if len(heard) < len(recording) or not heard.any():
        return None
    size = 1 << (len(heard) + len(recording)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(recording, size))
    match = np.fft.irfft(spectrum, size)[: len(heard) - len(recording) + 1]
    return int(np.argmax(match))


def figures(turns: Sequence[Turn], language: str) -> dict[str, object]:
    """Medians and 95th percentiles of one language in milliseconds, JSON-able; empty without turns."""
    mine = [turn for turn in turns if turn.language == language]
    row: dict[str, object] = {"language": language, "recordings": len(mine)} if mine else {}
    for field in fields(Turn) if mine else ():
        if field.name.endswith("_s"):
            values = [v for turn in mine if np.isfinite(v := getattr(turn, field.name))]
            if values:
                p50, p95 = np.percentile(values, (50, 95)) * 1000.0
                row[field.name.removesuffix("_s") + "_ms_p50_p95"] = [round(p50), round(p95)]
    return row
