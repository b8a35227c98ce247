# SPDX-License-Identifier: Apache-2.0
"""Speech without a running system: listen, transcribe, eval speech, stop, nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mm_robot.errors import InputError
from mm_robot.verbs.verb import AddVerb, print_json


def add_verbs(verb: AddVerb) -> None:
    """Add the verbs of this file."""
    transcribe = verb(
        "transcribe", _transcribe, "write down what is said in recordings, one JSON line per file"
    )
    transcribe.add_argument("files", type=Path, nargs="+", metavar="FILE")
    transcribe.add_argument("--config", help="profile name or YAML file")
    listen = verb("listen", _listen, "captions of a microphone or of recordings, and what they would lead to")
    listen.add_argument("files", type=Path, nargs="*", metavar="FILE", help="wav files; none: the microphone")
    listen.add_argument(
        "--microphone", metavar="NAME", nargs="?", const="default", help="part of a device's name"
    )
    listen.add_argument("--json", action="store_true", help="one JSON line per caption")
    listen.add_argument("--config", help="profile name or YAML file")
    examine = verb(
        "eval",
        _eval,
        "how well a part does: speech or the stop word on recordings, nothing said, its own voice",
    )
    examine.add_argument("part", choices=("speech", "stop", "nothing", "own"), help="what to examine")
    examine.add_argument(
        "folder",
        type=Path,
        nargs="?",
        help="wav files and transcripts.json: file, language, text, … (eval nothing and own need none)",
    )
    examine.add_argument(
        "--noise",
        metavar="LEVELS",
        help="comma-separated: clean, decibels (20,10,5), babble, babble:5; for the stop word also robot and "
        "robot:5, its motors and voice (default: clean; for the stop word all of these); for eval own the "
        "decibels of its voice against a person's (default: -6,0,6)",
    )
    examine.add_argument(
        "--hours", type=float, default=2.0, help="of audio without a stop word (default: 2; eval stop)"
    )
    examine.add_argument(
        "--minutes", type=float, default=10.0, help="without a voice (default: 10; eval nothing)"
    )
    examine.add_argument("--seed", type=int, default=0, help="of noise and scenes (default: 0)")
    examine.add_argument("--json", action="store_true", help="one JSON line per language and noise")
    examine.add_argument("--errors", action="store_true", help="also list what was not understood, on stderr")
    examine.add_argument("--config", help="profile name or YAML file")


def _transcribe(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.speech.transcribe import transcribe_files

    for line in transcribe_files(arguments.files, load(arguments.config).speech):
        print_json(line)
        sys.stdout.flush()
    return 0


def _listen(arguments: argparse.Namespace) -> int:
    from mm_robot.captions import caption_file, caption_live
    from mm_robot.config import load
    from mm_robot.speech.recogniser import Recogniser
    from mm_robot.speech.sources import Microphone

    config = load(arguments.config).speech
    live = arguments.microphone is not None or not arguments.files
    # A machine without a microphone says so before it loads anything.
    source = Microphone(arguments.microphone or config.microphone or "default") if live else None
    recogniser = Recogniser(config)
    recogniser.warm_up()
    streams = [caption_live(source, config, recogniser)] if source is not None else []
    streams += [caption_file(str(path), config, recogniser) for path in arguments.files if source is None]
    try:
        for index, stream in enumerate(streams):
            for caption in stream:
                if arguments.json:
                    name = {} if source is not None else {"file": str(arguments.files[index])}
                    print_json({**name, **caption.as_json()})
                else:
                    print(caption)
                sys.stdout.flush()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 0


def _eval(arguments: argparse.Namespace) -> int:
    if arguments.part == "nothing":
        return _eval_nothing(arguments)
    if arguments.part == "own":
        return _eval_own(arguments)
    if arguments.folder is None:
        raise InputError(f"eval {arguments.part} needs a folder of recordings with transcripts.json")
    return _eval_stop(arguments) if arguments.part == "stop" else _eval_speech(arguments)


def _eval_nothing(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.nothing_exam import figures, hear_nothing
    from mm_robot.speech.recogniser import Recogniser

    config = load(arguments.config).speech
    passages = []
    for passage in hear_nothing(config, Recogniser(config), arguments.minutes, arguments.seed):
        passages.append(passage)
        for text in passage.texts if arguments.errors else ():
            print(f"{passage.kind}: {text}", file=sys.stderr)
    for row in figures(passages):
        if arguments.json:
            print_json(row)
        else:
            print("  ".join(f"{key}={value}" for key, value in row.items()))
    return 0


def _eval_own(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.own_voice_exam import LEVELS_DB, figures, say_everything
    from mm_robot.speech.voice import load_voice
    from mm_robot.speech.whisper import LANGUAGES

    config = load(arguments.config).speech
    try:
        levels_db = [float(level) for level in arguments.noise.split(",")] if arguments.noise else LEVELS_DB
    except ValueError as error:
        raise InputError(f"--noise {arguments.noise}: for eval own, decibels: --noise=-6,0,6") from error
    sayings = []
    for saying in say_everything(config, load_voice(config), levels_db, seed=arguments.seed):
        sayings.append(saying)
        if arguments.errors and saying.word:
            when = "known echo" if saying.learnt else "first heard"
            print(
                f"{saying.word} ({saying.score:.2f}, {when}, {saying.level_db:+.0f} dB): {saying.text}",
                file=sys.stderr,
            )
    for language in LANGUAGES:
        if row := figures(sayings, language):
            print_json(row) if arguments.json else print("  ".join(f"{k}={v}" for k, v in row.items()))
    return 0


def _eval_stop(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.speech.evaluate import read_clips
    from mm_robot.speech.voice import load_voice
    from mm_robot.speech.whisper import LANGUAGES
    from mm_robot.stop_exam import CONDITIONS, false_figures, false_stops, figures, try_stops

    def tell(row: dict[str, object]) -> None:
        if arguments.json:
            print_json(row)
        else:
            print("  ".join(f"{key}={value}" for key, value in row.items()))
        sys.stdout.flush()

    config = load(arguments.config).speech
    clips = read_clips(arguments.folder)
    voice = load_voice(config)
    for condition in arguments.noise.split(",") if arguments.noise else CONDITIONS:
        trials = list(try_stops(clips, config, condition, voice, arguments.seed))
        for trial in trials if arguments.errors else ():
            if not trial.word:
                print(f"{condition}: missed {trial.clip.path.name}: {trial.clip.text}", file=sys.stderr)
        for language in LANGUAGES:
            if row := figures(trials, language):
                tell(row)
    if arguments.hours > 0.0:
        found = []
        for passage in false_stops(clips, config, arguments.hours, arguments.seed):
            found.append(passage)
            if arguments.errors and passage.word:
                print(f"false stop in {passage.kind}: {passage.word} {passage.score:.2f}", file=sys.stderr)
        tell(false_figures(found))
    return 0


def _eval_speech(arguments: argparse.Namespace) -> int:
    from mm_robot.config import load
    from mm_robot.hearing_exam import Exam, figures
    from mm_robot.speech.evaluate import read_clips
    from mm_robot.speech.noise import parse_noises
    from mm_robot.speech.whisper import LANGUAGES

    noises = parse_noises(arguments.noise or "clean")
    clips = read_clips(arguments.folder)
    exam = Exam(load(arguments.config).speech)
    for noise in noises:
        marked = []
        for one in exam.take(clips, noise, arguments.seed):
            marked.append(one)
            if sys.stderr.isatty():
                print(f"\r{noise.name}: {len(marked)}/{len(clips)}", end="", file=sys.stderr)
            if arguments.errors and not one.right:
                clip = one.result.clip
                print(
                    f"{clip.path.name}: {clip.text} | {one.understood} | {one.result.heard}", file=sys.stderr
                )
        if sys.stderr.isatty():
            print(file=sys.stderr)
        for language in LANGUAGES:
            found = figures(marked, language)
            if found and arguments.json:
                print_json(found)
            elif found:
                print("  ".join(f"{key}={value}" for key, value in found.items()))
            sys.stdout.flush()
    return 0
