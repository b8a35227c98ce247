# SPDX-License-Identifier: Apache-2.0
"""Ears and voice: /audio to /speech/utterance and /speech/stop, and the service `say`.

Sound is taken in the executor's thread; recogniser and voice work in threads of their own, the stop word's
ear in a process of its own: a stop is published while the sentence is still being spoken, whatever else runs.
Where `speech.speaker` and `speech.microphone` name devices, this node plays and records itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
from std_msgs.msg import String

from mm_robot.errors import InputError
from mm_robot.hearing import complete
from mm_robot.language.parser import detect_language
from mm_robot.nodes import names
from mm_robot.nodes.base import Health, MmNode, run
from mm_robot.nodes.conversions import from_audio, from_stamp, to_audio, to_stamp
from mm_robot.nodes.scene_conversions import checked_language, to_utterance
from mm_robot.phrases import phrase
from mm_robot.speech.ears import Ears
from mm_robot.speech.listener import Event, Heard, Ignored, Listener, SpeechStarted
from mm_robot.speech.mel import RATE_HZ, Samples
from mm_robot.speech.memory import TIDY_S, give_back
from mm_robot.speech.mouth import Mouth
from mm_robot.speech.pinyin import pinyin_of
from mm_robot.speech.player import Player
from mm_robot.speech.recogniser import Recogniser
from mm_robot.speech.sound import samples_of
from mm_robot.speech.sources import Microphone
from mm_robot.speech.stop_listener import StopHeard
from mm_robot.speech.stop_process import StopProcess
from mm_robot.speech.voice import load_voice
from mm_robot.speech.whisper import LANGUAGES
from mm_robot.types import Utterance
from mm_robot_msgs.msg import Audio, Stop
from mm_robot_msgs.msg import Utterance as UtteranceMessage
from mm_robot_msgs.srv import Say

_COLLECT_S = 0.05  # how often finished recognitions are asked for when no sound comes
_EAR_STARTS_S = 30.0  # the stop word's process needs 0.3 s of one core; nothing may move before it listens
_EAR_AWAY_S = 5.0  # it is started again within a second; longer, and only the slower ear hears a "stop"
_EAR_BACK_S = 10.0  # for so long people are told that it died, beside the count that stays
_BAD_S = 5.0  # for so long sound that could not be used is complained of
_LONGEST_S = 10.0  # of one message: a whole recording in one would hold everything else up
_UNSTAMPED_S = 1.0  # a simulator's clock begins at zero
_STARTING_S = 5.0  # a microphone's driver needs that long: nothing to complain of yet
_NO_SOUND = np.zeros(0, np.int16)


class SpeechNode(MmNode):
    """Loads its models while it configures, which takes a few seconds."""

    def __init__(self) -> None:
        super().__init__(names.SPEECH_NODE)
        self._stop_word: StopProcess | None = None
        self._microphone: Microphone | None = None
        self._player: Player | None = None
        self._listener: Listener | None = None
        self._mouth: Mouth | None = None

    def set_up(self) -> None:
        """Load voice, recogniser and stop word. MissingModelError: weights are missing."""
        speech = self.config.speech
        self._stop_word = StopProcess(speech, self._stop)
        pinyin_of("好")  # its dictionary is read in one go: after the start, heartbeats would wait for it
        recogniser = Recogniser(speech)
        recogniser.warm_up()
        self._listener = Listener(speech, recogniser, complete=complete)
        self._ears = Ears(speech)
        self._voice = load_voice(speech)
        for language in LANGUAGES:  # whoever says "stop" is answered at once, from the first time on
            self._voice.say(phrase("stopped", language), language)
        self._player = Player(speech.speaker) if speech.speaker else None
        self._microphone = Microphone(speech.microphone, lambda: self.now_s) if speech.microphone else None
        self._mouth = Mouth(self._voice, lambda: self.now_s, self._play, self._hush)
        self._heard_s = self._bad_at_s = float("-inf")
        self._bad = ""  # what was wrong with the sound of that moment
        self._said = self._heard = self._stopped = 0
        self._times: dict[str, str] = {}  # of the newest utterance
        self._state = ""
        self._utterances = self.create_publisher(UtteranceMessage, names.UTTERANCE, names.COMMAND)
        self._stops = self.create_publisher(Stop, names.SPEECH_STOP, names.COMMAND)
        self._states = self.create_publisher(String, names.SPEECH_STATE, names.STATE)
        self._sentences = self.create_publisher(String, names.SAID, names.HISTORY)
        self._sounds = self.create_publisher(Audio, names.VOICE, names.SOUND)
        if self._microphone is not None:
            self._recorded = self.create_publisher(Audio, names.AUDIO, names.SOUND)
        self.create_subscription(Audio, names.AUDIO, self._take, names.SOUND)
        self.create_service(Say, names.SAY, self._serve)
        self._stop_word.wait(_EAR_STARTS_S)  # `health` tells if it does not

    def start(self) -> None:
        """Begin to listen."""
        assert self._mouth is not None
        self._started_s = time.monotonic()
        self._mouth.prepare()
        self._show("listening")
        self.every(_COLLECT_S, self._collect)
        self.every(TIDY_S, give_back)
        if self._microphone is not None:
            self._microphone.open(self._record)

    def pause(self) -> None:
        """Listen no more: what was begun is not finished."""
        if self._microphone is not None:
            self._microphone.close()
        self._show("deaf")

    def tear_down(self) -> None:
        """End threads and process."""
        if self._stop_word is not None:
            self._stop_word.close()
            self._stop_word = None
        if self._mouth is not None:
            self._mouth.close()
            self._mouth = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        if self._player is not None:
            self._player.close()
            self._player = None

    def health(self) -> Health:
        """See MmNode."""
        values = {"voice": self._voice.engine, "heard": str(self._heard), "said": str(self._said)}
        values |= {"stop_words": str(self._stopped), **self._times}
        trouble = self._ear_trouble(values)
        if trouble is not None:
            return trouble
        if time.monotonic() - self._bad_at_s < _BAD_S:
            return Health("warn", self._bad, values)
        silent_s = time.monotonic() - max(self._heard_s, self._started_s + _STARTING_S)
        if silent_s > self.config.nodes.stream_timeout_s:
            return Health("warn", f"no sound on {names.AUDIO}; is the microphone's driver running?", values)
        return Health("ok", self._state, values)

    def _ear_trouble(self, values: dict[str, str]) -> Health | None:
        """What is wrong with the stop word's ear, if anything is; adds to `values` how it does."""
        if self._stop_word is None:
            return Health("error", "nobody listens for the stop word", values)
        ear = self._stop_word.state
        values |= {"stop_ear": "listening" if ear.listening else "away", "stop_ear_deaths": str(ear.deaths)}
        died = f"the process that listens for the stop word died ({ear.reason})"
        if not ear.listening:
            if not ear.deaths:
                died = "the process that listens for the stop word does not start"
            late = ear.since_s > _EAR_AWAY_S
            return Health("error" if late else "warn", f"{died}; starting it again", values)
        if ear.deaths and ear.since_s < _EAR_BACK_S:
            return Health("warn", f"{died}; it was started again and listens", values)
        return None

    # ------------------------------------------------------------------------------------------ hearing

    def _take(self, message: Audio) -> None:
        if not self.active or self._listener is None or self._stop_word is None:
            return
        try:
            samples, stamp_s = self._sound_of(message)
            self._heard_s = time.monotonic()
            hearing = self._ears.hear(samples, stamp_s)
            cleaned = hearing.cleaned
            played = cleaned.played if cleaned.speaking else None
            self._stop_word.feed(hearing.for_stop, cleaned.start_s, played=played)
            if hearing.interrupted and self._mouth is not None and self._mouth.break_off():
                self.get_logger().info("breaks off: somebody speaks")
            for piece in hearing.pieces:
                self._report(self._listener.feed(piece.samples, piece.start_s))
        except InputError as error:
            self._bad, self._bad_at_s = str(error), time.monotonic()
            self.get_logger().error(self._bad, throttle_duration_sec=5.0)

    def _sound_of(self, message: Audio) -> tuple[Samples, float]:
        """(N,) samples at 16 kHz and the stamp of the first. InputError: nothing that can be listened to."""
        count, rate_hz, stamp_s = len(message.samples), message.sample_rate, from_stamp(message.header.stamp)
        if rate_hz != RATE_HZ:
            raise InputError(f"{names.AUDIO} has {rate_hz} Hz; set the microphone's driver to {RATE_HZ} Hz")
        if not count:
            raise InputError(f"{names.AUDIO} carries no samples; check the microphone's driver")
        if count > _LONGEST_S * RATE_HZ:
            raise InputError(
                f"{names.AUDIO} carries {count / RATE_HZ:.0f} s at once; let the driver send pieces of 0.02 s"
            )
        if stamp_s <= 0.0 and self.now_s > _UNSTAMPED_S:
            raise InputError(
                f"{names.AUDIO} has no stamps; let the driver set header.stamp to the first sample's time"
            )
        return samples_of(from_audio(message)), stamp_s

    def _record(self, samples: Samples, stamp_s: float) -> None:
        """In the microphone's thread: the topic carries it to this node and to whoever records."""
        self._recorded.publish(to_audio(samples, RATE_HZ, stamp_s))

    def _collect(self) -> None:
        if self._listener is not None:
            self._report(self._listener.feed(_NO_SOUND, self.now_s))

    def _report(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, SpeechStarted):
                self._show("hearing")
            elif isinstance(event, Heard):
                self._utterances.publish(to_utterance(event.utterance))
                self._note(event.utterance, event.decided_s)
                self._show("listening")
            elif isinstance(event, Ignored):
                self._show("listening")

    def _note(self, utterance: Utterance, decided_s: float) -> None:
        """What people may want to know of an utterance just published."""
        self._heard += 1
        now_s = self.now_s
        self._times = {
            "text_after_speech_s": f"{now_s - utterance.end_s:.3f}",
            "text_after_endpoint_s": f"{now_s - decided_s:.3f}",
        }
        self.get_logger().info(f"heard ({utterance.language}): {utterance.text}")

    def _stop(self, found: StopHeard) -> None:
        """In the thread that reads what the stop word's ear has found: straight out, then aloud."""
        if not self.active or self._mouth is None:
            return
        stop = Stop(source="speech", reason=found.text)
        stop.header.stamp = to_stamp(max(found.stamp_s, 0.0))
        self._stops.publish(stop)
        self._stopped += 1
        if self._stops.get_subscription_count():  # otherwise nothing was stopped
            said = phrase("stopped", found.language)
            self._sentences.publish(String(data=said))
            self._mouth.say_now(said, found.language)
        else:
            self._mouth.break_off()
            self.get_logger().error(f"nobody listens on {names.SPEECH_STOP}: is safety_node running?")
        self.get_logger().info(f"stop word: {found.text} ({found.score:.2f})")

    # ------------------------------------------------------------------------------------------ speaking

    def _serve(self, request: Say.Request, response: Say.Response) -> Say.Response:
        try:
            language = (
                checked_language(request.language) if request.language else detect_language(request.text)
            )
        except InputError as error:
            response.message = str(error)
            return response
        assert self._mouth is not None
        self._said += 1
        self._sentences.publish(String(data=request.text))
        self._mouth.say(str(request.text), language, interrupt=bool(request.interrupt))
        response.spoken = self._voice.engine != "text"
        response.message = self._voice.engine
        return response

    def _play(self, sound: Samples, begin_s: float) -> None:
        """In the thread of who speaks: let a sentence sound."""
        if self._player is not None:
            self._player.play(sound)
        if self._player is not None or self._sounds.get_subscription_count():
            self._ears.play(sound, begin_s)  # without a player there is nothing to mistake for a person
        self._sounds.publish(to_audio(sound, self._voice.rate_hz, begin_s))

    def _hush(self, now_s: float) -> None:
        """The robot breaks off. Players of the topic see an empty piece."""
        if self._player is not None:
            self._player.hush()
        self._ears.hush(now_s)
        self._sounds.publish(to_audio(_NO_SOUND, self._voice.rate_hz, now_s))

    def _show(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._states.publish(String(data=state))


def main(args: Sequence[str] | None = None) -> int:
    """Run the node until it is told to end."""
    return run(SpeechNode, args)


if __name__ == "__main__":
    sys.exit(main())
