# SPDX-License-Identifier: Apache-2.0
"""`mm_robot hear`: play a recording into the running system's microphone and follow what it makes of it."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from std_msgs.msg import String

from mm_robot.nodes import names
from mm_robot.nodes.account import DONE, FAILED, OUTCOMES, STOPPED, Account
from mm_robot.nodes.connection import Connection
from mm_robot.nodes.conversions import to_audio
from mm_robot.nodes.safety_latch import START_UP
from mm_robot.nodes.turn_times import Stopwatch, figures
from mm_robot.speech.mel import RATE_HZ
from mm_robot.speech.sound import read_wav
from mm_robot.speech.whisper import LANGUAGES
from mm_robot_msgs.msg import Audio, Progress, SafetyState, Utterance

_CHUNK_S = 0.02  # as microphones deliver it
_SILENCE_S = 1.0  # before and after: the end of speech is found by the pause behind it
_UNDERSTAND_S = 10.0  # from the end of the recording to the recognised text, on a busy machine
_ANSWER_S = 5.0  # from the text to the first stage of a command
_STATUS = {name: status for status, name in OUTCOMES.items()}


class Follower:
    """Collects what the system says about the recording, and decides when that was all."""

    def __init__(self, connection: Connection, account: Account) -> None:
        self.heard = False
        self.under_way = False
        self.ended: tuple[int, str] | None = None  # exit status and reason
        self._account = account
        self._was_stopped: bool | None = None
        node = connection.node
        node.create_subscription(Utterance, names.UTTERANCE, self._take_utterance, names.COMMAND)
        node.create_subscription(Progress, names.PROGRESS, self._take_progress, names.COMMAND)
        node.create_subscription(SafetyState, names.SAFETY_STATE, self._take_state, names.STATE)

    def _take_utterance(self, message: Utterance) -> None:
        self.heard = True
        self._account.tell(
            "heard", message.text, language=message.language, confidence=round(float(message.confidence), 3)
        )

    def _take_progress(self, message: Progress) -> None:
        self.under_way = True
        self._account.progress(message)
        outcome = json.loads(message.data_json or "{}").get(
            "outcome"
        )  # only the last word of a command has it
        if outcome is not None:
            self.ended = (_STATUS.get(str(outcome).lower(), FAILED), message.text)

    def _take_state(self, message: SafetyState) -> None:
        stopped = message.level == SafetyState.STOPPED and message.source != START_UP
        if stopped and self._was_stopped is False:  # "stop" ends here: it is no command that reports stages
            self.ended = (STOPPED, f"by {message.source}: {message.reason}")
        self._was_stopped = stopped


def hear(file: Path, *, as_json: bool = False, timeout_s: float = 120.0) -> int:
    """Play `file` and follow what happens; the exit status is that of `mm_robot say`.

    In simulation the sound comes from the person; elsewhere it is published on /audio, as a microphone would.

    Raises:
        InputError: the file is no wav file with sound in it.
        RobotError: no system is running.
    """
    samples = read_wav(file)
    duration_s = len(samples) / RATE_HZ
    account = Account(as_json)
    with Connection("hear") as connection:
        follower = Follower(connection, account)
        player = _player(connection, samples, file)
        account.tell("play", f"{file}, {duration_s:.1f} s", file=str(file), duration_s=round(duration_s, 3))
        try:
            player()
            if not connection.wait(
                lambda: follower.heard or follower.ended is not None, duration_s + _UNDERSTAND_S
            ):
                return account.result(
                    FAILED, "nothing was understood; check the recording with `mm_robot transcribe`"
                )
            if not connection.wait(lambda: follower.under_way or follower.ended is not None, _ANSWER_S):
                return account.result(DONE, "heard; it began no command of its own")
            connection.wait(lambda: follower.ended is not None, timeout_s)
        except KeyboardInterrupt:
            account.tell("cancel", "no longer followed; `mm_robot stop` stops the arm")
            raise
        status, reason = follower.ended or (FAILED, f"not ended after {timeout_s:.0f} s; it may still go on")
        return account.result(status, reason)


def time_turns(files: Sequence[Path], *, as_json: bool = False) -> int:
    """Play each of `files` and print how soon it was understood and answered; 0 if all of them were.

    Each command is cut short once it was answered: the arm is stopped, and released again.

    Raises:
        InputError: a file is no wav file with sound in it.
        RobotError: no system is running.
    """
    account = Account(as_json)
    turns = []
    with Connection("hear") as connection:
        watch = Stopwatch(connection)
        for file in files:
            turn = watch.time(file, _player(connection, read_wav(file), file))
            turns.append(turn)
            times = {
                name: round(value, 3) if math.isfinite(value) else None
                for name, value in dataclasses.asdict(turn).items()
                if name.endswith("_s")
            }
            shown = "  ".join(f"{k} {v:.3f}" for k, v in times.items() if v is not None)
            account.tell(
                "heard", f"{file.name}: “{turn.text}”  {shown}", file=str(file), said=turn.text, **times
            )
        watch.close()
    for language in LANGUAGES:
        if row := figures(turns, language):
            account.tell("figures", "  ".join(f"{k}={v}" for k, v in row.items()), **row)
    return DONE if all(math.isfinite(turn.sound_s) for turn in turns) else FAILED


def _player(connection: Connection, samples: Any, file: Path) -> Any:
    """What plays the recording: the simulated room if there is one, else this process as a microphone."""
    room = connection.node.create_publisher(String, names.SIM_PLAY, names.COMMAND)
    microphone = connection.node.create_publisher(Audio, names.AUDIO, names.SOUND)
    connection.need(
        lambda: room.get_subscription_count() > 0 or microphone.get_subscription_count() > 0,
        names.SPEECH_NODE,
    )
    connection.wait(
        lambda: room.get_subscription_count() > 0, 0.5
    )  # the two are not found at the same moment
    if room.get_subscription_count() > 0:
        return lambda: room.publish(String(data=str(file.resolve())))

    def speak() -> None:
        silence = np.zeros(round(_SILENCE_S * RATE_HZ), np.float32)
        sound = np.concatenate([silence, samples, silence])
        chunk = round(_CHUNK_S * RATE_HZ)
        begin_s = time.monotonic()
        for start in range(0, len(sound), chunk):
            stamp_s = connection.node.get_clock().now().nanoseconds * 1e-9
            microphone.publish(to_audio(sound[start : start + chunk], RATE_HZ, stamp_s))
            due_s = begin_s + (start + chunk) / RATE_HZ
            connection.wait(lambda: False, due_s - time.monotonic())

    return speak
