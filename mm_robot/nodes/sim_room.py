# SPDX-License-Identifier: Apache-2.0
"""What sounds in the simulated room: recordings played into it, and what people in it say."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mm_robot.config import Config
from mm_robot.errors import InputError
from mm_robot.speech.mel import Samples
from mm_robot.speech.voice import Voice, load_voice
from mm_robot.types import FloatArray
from mm_robot_sim.disturbances.disturbance import Disturbance
from mm_robot_sim.disturbances.people import SecondVoice
from mm_robot_sim.people.voice import Speech
from mm_robot_sim.sensors.acoustics import SPEECH_DBFS, Sound
from mm_robot_sim.sensors.microphone import AudioPlayer, Chunk
from mm_robot_sim.world import World

_FARTHER_DB = 6.0  # who talks to somebody else stands twice as far from the microphone
_LOUDSPEAKER_DBFS = SPEECH_DBFS - 6.0  # the robot's own, which faces away from its microphone
# From the stamp of the robot's sentence to its sound. As with a real loudspeaker's buffer it is always the
# same, which an echo canceller counts on, and longer than a message takes.
LOUDSPEAKER_DELAY_S = 0.12
_LATE_S = 0.2  # a sentence of a busy machine may begin later still


class Room:
    """The microphone of `world`, and the voices it hears. Any thread may call it."""

    def __init__(
        self,
        world: World,
        config: Config,
        joint_speeds: Callable[[], FloatArray],
        complain: Callable[[str], None],
    ) -> None:
        """Listen from now on.

        Args:
            world: whose clock and whose people these are.
            config: which voice people have: the engine that speaks for the robot speaks for them, too.
            joint_speeds: (n,) rad/s, for the motors' noise.
            complain: is told what could not be made to sound, from any thread.
        """
        self._complain = complain
        self._player = AudioPlayer(lambda: world.now_s, world.seed, joint_speeds=joint_speeds)
        self._lock = threading.Lock()
        self._own: tuple[float, float] | None = None  # when the robot's sentence begins and ends
        self._voice: Voice = load_voice(config.speech)
        # Whoever calls `hear` steps the physics, which must not wait until a voice is made.
        self._voices = ThreadPoolExecutor(1, thread_name_prefix="people")
        if world.person is not None:
            world.person.voice.on_speech.append(self.hear)

    def hear_of(self, mishap: Disturbance | None) -> None:
        """Let what happens be heard, where it is a second voice."""
        if isinstance(mishap, SecondVoice):
            mishap.on_speech.append(lambda speech: self.hear(speech, SPEECH_DBFS - _FARTHER_DB))

    def play(self, recording: str) -> None:
        """Queue a wav file, after those that sound already.

        Raises:
            InputError: it is no readable PCM wav, or holds no sound.
        """
        with self._lock:
            self._player.play(recording)

    def hear(self, speech: Speech, level_dbfs: float = SPEECH_DBFS) -> None:
        """Somebody says something: it sounds over whatever else does, as soon as the voice is made."""
        self._voices.submit(self._sound, speech, level_dbfs)

    def robot_says(self, samples: Sound, start_s: float) -> None:
        """The robot's voice, which its microphone hears as well: (N,) from `start_s` on; none: silence.

        It has one voice: what it was saying before ends there.
        """
        with self._lock:
            late_s = _LATE_S if len(samples) else 0.0  # that much the one before may have begun too late
            begin_s = start_s + LOUDSPEAKER_DELAY_S
            if self._own is not None and self._own[1] > begin_s + late_s:
                self._player.cut(self._own[0], begin_s)
            self._own = None
            if len(samples):
                self._own = self._player.play(samples, begin_s, level_dbfs=_LOUDSPEAKER_DBFS, over=True)

    def read(self) -> list[tuple[Chunk, float]]:
        """What the microphone heard since the last call: (320,) int16 each, with the time of its start."""
        with self._lock:
            return self._player.read()

    def close(self) -> None:
        """Nobody says anything any more."""
        self._voices.shutdown(wait=False, cancel_futures=True)

    def _sound(self, speech: Speech, level_dbfs: float) -> None:
        sound: str | Path | Samples | None = speech.recording
        if sound is None:
            sound = self._voice.say(speech.text, speech.language)
        if sound is None:
            self._complain(
                f"no voice for '{speech.text}' (speech.voice_engine): the microphone hears nothing"
            )
            return
        try:
            with self._lock:
                self._player.play(sound, level_dbfs=level_dbfs, over=True)
        except InputError as error:
            self._complain(str(error))
