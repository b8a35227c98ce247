# SPDX-License-Identifier: Apache-2.0
import time
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest

from mm_robot.config import SpeechConfig
from mm_robot.errors import InputError
from mm_robot.speech.listener import Heard, Ignored, Listener, Partial, SpeechStarted, hear_all
from mm_robot.speech.recogniser import NoWords
from mm_robot.types import Utterance

RATE_HZ = 16_000
CONFIG = SpeechConfig()


class Scripted:
    """A recogniser that says what it is told, and remembers what it was given."""

    def __init__(self, text="hand me the red cup", delay_s=0.0):
        self.text, self.delay_s, self.given = text, delay_s, []

    def recognise(self, samples, start_s, end_s):
        time.sleep(self.delay_s)
        self.given.append((len(samples) / RATE_HZ, start_s, end_s))
        return Utterance(self.text, "en", 0.9, (), start_s, end_s) if self.text else NoWords("noise")

    def guess(self, samples):
        return f"after {len(samples) / RATE_HZ:.1f} s"


def listener(recogniser, **kwargs):
    return Listener(CONFIG, recogniser, background=False, **kwargs)


def stream(ear, samples, start_s=0.0, chunk=320, silence_s=2.0):
    sound = np.concatenate((samples, np.zeros(int(silence_s * RATE_HZ), np.float32)))
    events = []
    for i in range(0, len(sound), chunk):
        events += ear.feed((sound[i : i + chunk] * 32767).astype(np.int16), start_s + i / RATE_HZ)
    return events


def test_one_sentence_is_heard_once_with_its_times(clips):
    clip = clips["en01a"]
    ear = Scripted()
    events = stream(listener(ear), clip["samples"], start_s=100.0)
    assert [type(e) for e in events] == [SpeechStarted, Heard]
    said = events[1].utterance
    assert said.start_s - 100 == pytest.approx(clip["speech_start_s"], abs=0.15)
    assert said.end_s - 100 == pytest.approx(clip["speech_end_s"], abs=0.15)
    assert 0.3 < events[1].decided_s - 100 - clip["speech_end_s"] < 0.6
    assert ear.given[-1][0] > said.end_s - said.start_s + 0.2  # pre-roll: the onset is not cut


@pytest.mark.parametrize("chunk", [37, 512, 1600, 100_000])
def test_the_size_of_chunks_does_not_matter(clips, chunk):
    events = stream(listener(Scripted()), clips["en01a"]["samples"], chunk=chunk)
    assert [type(e) for e in events] == [SpeechStarted, Heard]


def test_an_unfinished_sentence_is_given_more_time(clips):
    heard = {}
    for text in ("hand me the cup", "put the cup in the"):
        events = stream(listener(Scripted(text)), clips["en01a"]["samples"])
        heard[text] = events[-1].decided_s
    assert heard["put the cup in the"] > heard["hand me the cup"] + 0.4


def test_after_a_whole_command_the_wait_is_short(clips):
    def decided_s(complete):
        ear = listener(Scripted(), complete=lambda text, language: complete)
        return stream(ear, clips["en01a"]["samples"])[-1].decided_s

    assert decided_s(False) - decided_s(True) == pytest.approx(
        CONFIG.hangover_s - CONFIG.complete_hangover_s, abs=0.033
    )


def test_captions_grow_while_one_speaks_and_end_with_the_sentence(clips):
    class AtOnce(ThreadPoolExecutor):
        def submit(self, fn, *args):
            done = Future()
            done.set_result(fn(*args))
            return done

    talk = np.tile(clips["en01a"]["samples"][5000:30_000], 3)
    events = stream(listener(Scripted(), worker=AtOnce(), partials=True), talk)
    partials = [e for e in events if isinstance(e, Partial)]
    assert len(partials) >= 2
    assert all(
        a.stamp_s < b.stamp_s and a.text != b.text for a, b in zip(partials, partials[1:], strict=False)
    )
    assert isinstance(events[-1], Heard)
    assert not any(isinstance(e, Partial) for e in stream(listener(Scripted()), talk))


def test_a_pause_in_an_unfinished_sentence_does_not_cut_it(clips):
    first, second = clips["en01a"]["samples"], clips["en16a"]["samples"]
    joined = np.concatenate((first[:-4000], second))  # about 0.55 s of silence between
    events = stream(listener(Scripted("put the cup next to")), joined)
    assert sum(isinstance(e, Heard) for e in events) == 1


def test_two_sentences_are_two(clips):
    joined = np.concatenate(
        (clips["en01a"]["samples"], np.zeros(RATE_HZ, np.float32), clips["zh01a"]["samples"])
    )
    events = stream(listener(Scripted()), joined)
    assert sum(isinstance(e, Heard) for e in events) == 2


def test_silence_and_noise_wake_nobody():
    rng = np.random.default_rng(0)
    for sound in (np.zeros(RATE_HZ * 3), 0.05 * rng.normal(size=RATE_HZ * 3)):
        assert stream(listener(Scripted()), sound.astype(np.float32)) == []


def test_endless_talk_is_cut(clips):
    talk = np.tile(clips["en01a"]["samples"][5000:30_000], 8)
    ear = Scripted()
    events = stream(listener(ear), talk)
    assert sum(isinstance(e, Heard) for e in events) >= 1
    assert max(length for length, _, _ in ear.given) <= CONFIG.max_utterance_s + 1.0


def test_the_robots_own_voice_is_not_heard_but_people_after_it_are(clips):
    ear = listener(Scripted())
    ear.mute(0.0, 2.5)
    own = stream(ear, clips["en01a"]["samples"])
    assert own == []
    assert [type(e) for e in stream(ear, clips["en01a"]["samples"], start_s=5.0)] == [SpeechStarted, Heard]


def test_what_the_recogniser_rejects_is_told_as_ignored(clips):
    events = stream(listener(Scripted(text="")), clips["en01a"]["samples"])
    assert isinstance(events[-1], Ignored) and events[-1].reason == "noise"


def test_feeding_never_waits_for_the_recogniser(clips):
    ear = Listener(CONFIG, Scripted(delay_s=0.3))
    began_s = time.monotonic()
    events = [e for e in stream(ear, clips["en18b"]["samples"], silence_s=1.5) if isinstance(e, Heard)]
    fed_s = time.monotonic() - began_s
    events += [e for e in ear.flush() if isinstance(e, Heard)]
    ear.close()
    assert len(events) == 1
    assert fed_s < 2.0


def test_a_stream_that_ends_or_breaks_ends_the_sentence(clips):
    samples = clips["en01a"]["samples"][:28_000]
    ear = listener(Scripted())
    stream(ear, samples, silence_s=0.0)
    assert any(isinstance(e, Heard) for e in ear.flush())
    ear = listener(Scripted())
    stream(ear, samples, silence_s=0.0)
    assert any(isinstance(e, Heard) for e in ear.feed(np.zeros(512, np.int16), 60.0))


@pytest.mark.parametrize(
    ("chunk", "stamp_s", "rate_hz"),
    [
        ([np.nan], 0.0, 16_000),
        (np.zeros(10), float("nan"), 16_000),
        (np.zeros(10), 0.0, 44_100),
        (np.zeros((2, 2, 2)), 0.0, 16_000),
    ],
)
def test_bad_sound_is_told_and_the_stream_goes_on(clips, chunk, stamp_s, rate_hz):
    ear = listener(Scripted())
    with pytest.raises(InputError):
        ear.feed(chunk, stamp_s, rate_hz)
    assert ear.feed(np.zeros(0, np.int16), 0.0) == []
    assert any(isinstance(e, Heard) for e in stream(ear, clips["en01a"]["samples"]))


def test_the_real_recogniser_behind_the_listener(clips, recogniser):
    for name in ("en01a", "zh01a"):
        texts = [
            e.utterance.text
            for e in hear_all(listener(recogniser), clips[name]["samples"])
            if isinstance(e, Heard)
        ]
        assert [t.lower() for t in texts] == [clips[name]["text"]]
