# SPDX-License-Identifier: Apache-2.0
"""The first and the last page of the film: what will be seen, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from mm_robot_sim.conversation.checks import faults, measured
from mm_robot_sim.conversation.play import Played
from mm_robot_sim.conversation.script import THINGS
from mm_robot_sim.view.cards import Entry, Picture, card

_TIMES = {
    "command_to_voice": "end of the command to the robot's voice",
    "command_to_motion": "to motion",
    "stop_word_to_rest": "end of the stop word to the arm at rest",
    "stop_word_to_silence": "to silence",
}


def opening(size: tuple[int, int], seed: int, played: Sequence[Played]) -> Picture:
    """What will be seen."""
    entries = [Entry(f"{i}.  {p.step.title}", _languages(p)) for i, p in enumerate(played, start=1)]
    footer = (
        f"Simulated world {seed}: {', '.join(THINGS)}. People's sentences are recordings played into the "
        "room, which the robot hears through its microphone, over its motors and its own voice. "
        "Nothing is cut out; the film runs by the robot's clock."
    )
    return card(size, "Talking with the robot, in English and Chinese", entries, footer)


def closing(size: tuple[int, int], played: Sequence[Played], pace: float, voice: bool) -> Picture:
    """What came of it: each step judged, with its times.

    Args:
        size: width and height, px.
        played: all steps.
        pace: simulated seconds per second of this machine's clock.
        voice: whether the robot could be heard.
    """
    found = [faults(p) for p in played]
    entries = [
        Entry(p.step.title, wrong[0].what if wrong else _times(p), "wrong" if wrong else "right")
        for p, wrong in zip(played, found, strict=True)
    ]
    right = sum(not wrong for wrong in found)
    footer = (
        "Judged by the simulation's referee, who knows where everything is, and by what was said. "
        f"Simulated at {pace:.2f} times real time on {os.cpu_count()} cores, with rendering of its cameras."
    )
    if not voice:
        footer += " No voice was installed: what the robot says is in the subtitles only."
    return card(size, f"{right} of {len(played)} steps went right", entries, footer)


def _languages(played: Played) -> str:
    names = {"en": "English", "zh": "Chinese"}
    return " and ".join(dict.fromkeys(names[line.language] for line in played.step.lines))


def _times(played: Played) -> str:
    times = measured(played)
    # What came before the word's end, by the first half of it, took no time at all.
    told = [f"{words} {max(0.0, times[name]):.1f} s" for name, words in _TIMES.items() if name in times]
    return ", ".join(told).capitalize()
