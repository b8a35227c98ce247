# SPDX-License-Identifier: Apache-2.0
"""Whether a step went right, and whose fault it was if not: hearing, dialogue, stop, voice or motion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mm_robot.language.parser import parse
from mm_robot.language.say_back import describe
from mm_robot.types import Language
from mm_robot_sim.conversation.play import Played, Said
from mm_robot_sim.conversation.script import Line
from mm_robot_sim.conversation.timeline import Sentence

Cause = Literal["hear", "dialogue", "stop", "voice", "motion", "time"]
REST_S = 1.0  # from the end of the stop word to the arm at rest: what the simulation's referee allows, twice
HUSH_S = 0.6  # from the end of the stop word to silence
_SHIFTED_M = 0.01  # a thing that is farther from where it stood was touched


@dataclass(frozen=True)
class Fault:
    """Something that went wrong."""

    cause: Cause
    what: str


def faults(played: Played) -> list[Fault]:
    """Everything that went wrong in a step, in the order things happen."""
    return [*_hearing(played), *_talk(played), *_stopping(played), *_motion(played)]


def measured(played: Played) -> dict[str, float]:
    """Times of a step, seconds: see `REST_S` and `HUSH_S`; those that it has."""
    times: dict[str, float] = {}
    stop = stop_of(played)
    if stop is not None:
        go_on_s = next((s.start_s for s in played.said if s.line.when == "stopped"), float("inf"))
        rested = [at_s for at_s in played.rested_at_s if stop.start_s <= at_s < go_on_s]
        if stop.moving and rested:  # the last one: an arm rests for a moment between two motions, too
            times["stop_word_to_rest"] = rested[-1] - stop.end_s
        cut = [s for s in played.sentences if s.cut and s.end_s >= stop.start_s]
        if cut:
            times["stop_word_to_silence"] = cut[0].end_s - stop.end_s
    first = played.said[0] if played.said else None
    if first is not None:
        moved = [at_s for at_s in played.moved_at_s if at_s > first.end_s]
        if moved:
            times["command_to_motion"] = moved[0] - first.end_s
        replies = [s.start_s for s in played.sentences if s.start_s > first.end_s]
        if replies:
            times["command_to_voice"] = replies[0] - first.end_s
    return {name: round(value, 3) for name, value in times.items()}


def stop_of(played: Played) -> Said | None:
    """The line that stops the robot in mid-sentence, if the step has one."""
    return next((said for said in played.said if said.line.when == "talking"), None)


def meant(text: str, language: Language) -> list[tuple[Any, ...]]:
    """What a sentence asks for, without the words it used."""
    return [
        (c.verb, c.negated, c.question, c.recipient, _thing(c.target), _place(c.destination))
        for c in parse(text, language).commands
    ]


def _thing(reference: Any) -> tuple[Any, ...] | None:
    return None if reference is None else (reference.noun, reference.attributes, reference.count)


def _place(relation: Any) -> tuple[Any, ...] | None:
    return None if relation is None else (relation.kind, tuple(_thing(a) for a in relation.anchors))


def _said_back(line: Line) -> str:
    """What the robot reports to have understood when it has understood this."""
    return "; ".join(describe(command, line.language) for command in parse(line.text, line.language).commands)


def _hearing(played: Played) -> Iterator[Fault]:
    understood = [stage.text for stage in played.stages if stage.stage == "understand"]
    for said in played.said:
        line = said.line
        if line.when == "talking":
            continue  # a stop acts before its sentence is written down, and beside it: see _stopping
        if said.heard is None:
            yield Fault("hear", f"“{line.text}” was not heard")
        elif _said_back(line) in understood:
            continue  # misheard, perhaps, and mended by what there is to speak of
        elif meant(said.heard.text, said.heard.language) != meant(line.text, line.language):  # type: ignore[arg-type]
            yield Fault("hear", f"“{line.text}” was heard as “{said.heard.text}” ({said.heard.language})")


def _talk(played: Played) -> Iterator[Fault]:
    step = played.step
    if played.outcomes != list(step.outcomes):
        cause: Cause = "motion" if "Failed" in played.outcomes else "dialogue"
        told = [s.text for s in played.stages if s.data.get("outcome") in ("Failed", "Refused", "Asked")]
        because = f": {' '.join(told)}" if told else ""
        yield Fault(
            cause, f"ended as {played.outcomes or 'nothing'} instead of {list(step.outcomes)}{because}"
        )
    spoken = " ".join(s.text for s in played.sentences)
    missing = [word for word in step.says if word not in spoken]
    if missing:
        yield Fault("dialogue", f"the robot did not say {', '.join(missing)}; it said: {spoken or 'nothing'}")
    if "asks" in step.checks and played.outcomes.count("Asked") != 1:
        yield Fault("dialogue", f"it asked {played.outcomes.count('Asked')} times; once was expected")
    if played.late:
        yield Fault("time", played.late)


def _stopping(played: Played) -> Iterator[Fault]:
    stop, times = stop_of(played), measured(played)
    if stop is None:
        return
    if "stops" in played.step.checks:
        rest_s = times.get("stop_word_to_rest")
        if not stop.moving:
            yield Fault("stop", "the arm did not move when somebody said stop, so nothing was shown")
        elif rest_s is None or rest_s > REST_S:
            yield Fault("stop", f"the arm came to rest {rest_s} s after the stop word; allowed: {REST_S} s")
    if "acknowledges" in played.step.checks:
        answers = [s for s in played.sentences if s.start_s > stop.start_s]
        if not answers or answers[0].cut:
            yield Fault("voice", f"the stop was not acknowledged aloud: {_quoted(answers[:1])}")
    if "breaks_off" in played.step.checks:
        hush_s = times.get("stop_word_to_silence")
        if hush_s is None or hush_s > HUSH_S:
            yield Fault("voice", f"the voice broke off {hush_s} s after the stop word; allowed: {HUSH_S} s")


def _quoted(sentences: Sequence[Sentence]) -> str:
    return ", ".join(f"“{s.text}”{' (broken off)' if s.cut else ''}" for s in sentences) or "it said nothing"


def _motion(played: Played) -> Iterator[Fault]:
    step = played.step
    if not played.goal_ok:
        yield Fault("motion", played.goal_reason)
    if "stays" in step.checks and played.moved_at_s:
        yield Fault("motion", f"the arm moved {played.moved_at_s[0] - played.start_s:.1f} s into the step")
    before = {thing["name"]: thing for thing in played.before.get("things", ())}
    for thing in played.after.get("things", ()):
        if thing["name"] not in step.untouched:
            continue
        was = before[thing["name"]]
        if was["where"] == "crate":  # put away by the person: what comes to lie on it moves it
            continue
        shift = [a - b for a, b in zip(thing["position_m"], was["position_m"], strict=True)]
        moved_m = sum(value**2 for value in shift) ** 0.5
        if moved_m > _SHIFTED_M or thing["where"] != was["where"]:
            yield Fault("motion", f"{thing['name']} was moved by {moved_m:.3f} m; it is: {thing['where']}")
