# SPDX-License-Identifier: Apache-2.0
"""Says the lines of a script at their moments, and keeps what came of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mm_robot.errors import RobotError
from mm_robot.speech.mel import RATE_HZ
from mm_robot.speech.sound import read_wav, samples_of
from mm_robot_sim.conversation.script import Line, Step
from mm_robot_sim.conversation.timeline import Sentence, sentences
from mm_robot_sim.view.soundtrack import Sound, found_at

if TYPE_CHECKING:
    from mm_robot.nodes.audience import Audience, Heard, Stage
    from mm_robot.nodes.tape import Piece, Tape

_RELEASE_S, _CALM_S = 30.0, 3.0  # for a stop of the start-up to be taken back; and without a new one
_FREE_S = 60.0  # until the person has put away what they were given, and the arm is home
_MOVES_S = 30.0  # until the arm begins to move
_ENDS_S = 120.0  # a command: three attempts, each waiting for the person
_SETTLE_S = 8.0  # for the person to draw what they took to the body
_QUIET_S = 0.6  # of silence after the robot's sentence, before somebody answers
_INTO_MOTION_S = 0.4  # people correct at once: what moves is about to do the wrong thing
_INTO_SENTENCE_S, _LEFT_OF_SENTENCE_S = 0.7, 0.9  # where a sentence is interrupted: not at its very end
_VOICE_DUE_S = 0.5  # from being told to speak to sounding
_VOICE_LATE_S = 2.5  # a sentence that nobody has begun to hear by then was given up for a more urgent one
_QUIET_LEVEL = 0.02  # of the loudest sample: less is the recording's lead-in or tail
_STILL_S = 4.0  # watched after a prohibition
_POLL_S = 0.02
_PATIENCE = 8.0  # a simulator on a busy machine may run that much slower than this machine's clock


@dataclass(frozen=True, eq=False)
class Said:
    """A line as it was played."""

    line: Line
    start_s: float  # robot's clock: the first sound of the first word
    end_s: float  # and the last of the last
    moving: bool  # whether the arm moved then
    heard: Heard | None  # what the recogniser made of it


@dataclass(eq=False)
class Played:
    """A step as it went."""

    step: Step
    start_s: float
    end_s: float = 0.0
    said: list[Said] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    moved_at_s: list[float] = field(default_factory=list)
    rested_at_s: list[float] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)  # the referee's record
    after: dict[str, Any] = field(default_factory=dict)
    goal_ok: bool = True
    goal_reason: str = ""
    late: str = ""  # what was waited for in vain
    released: str = ""  # why the robot was stopped when the step began, if it was

    @property
    def outcomes(self) -> list[str]:
        """How its commands ended, in order."""
        return [str(stage.data["outcome"]) for stage in self.stages if "outcome" in stage.data]


class Talk:
    """One conversation with a running system."""

    def __init__(self, audience: Audience, on_line: Callable[[str], None]) -> None:
        """`audience` must record; `on_line` gets a line for what is said."""
        if audience.tape is None:
            raise RobotError("the audience does not record; make it with records=True")
        self._audience, self._tape, self._on_line = audience, audience.tape, on_line

    def begin(self) -> None:
        """Take back what was latched while nodes were starting up, as whoever starts a robot does.

        Raises:
            RobotError: the arm may not move for other reasons.
        """
        audience, why, calm_s = self._audience, "", 0.0
        until = time.monotonic() + _RELEASE_S
        while calm_s < _CALM_S:
            if time.monotonic() > until:
                raise RobotError(f"the robot is stopped before the first word: {why or 'no safety state'}")
            if audience.safety is not None and audience.safety.level == audience.safety.OK:
                calm_s += 0.5
            else:
                why, calm_s = audience.reset() or why, 0.0
            time.sleep(0.5)

    def play(self, step: Step) -> Played:
        """Say the lines of a step and wait for what comes of them."""
        audience = self._audience
        played = Played(step, audience.now_s, before=audience.judge().record)
        stages, said, heard = len(audience.stages), len(audience.said), len(audience.heard)
        moved, rested = len(audience.moved_at_s), len(audience.rested_at_s)
        lines: list[tuple[Line, float, bool]] = []
        try:
            played.released = self._released()
            for line in step.lines:
                self._await(line, stages, said)
                if not lines:  # what moved before, an arm on its way home, belongs to the step before
                    moved, rested = len(audience.moved_at_s), len(audience.rested_at_s)
                    played.before, played.start_s = audience.judge().record, audience.now_s
                self._on_line(f"says        {line.text}")
                lines.append((line, audience.now_s, audience.moving))
                said = len(audience.said)
                audience.play(line.recording)
                self._wait(lambda: audience.now_s > lines[-1][1] + 0.3, 5.0, "the clock stands still")
            self._wait(
                lambda: len(_outcomes(audience.stages[stages:])) >= len(step.outcomes),
                _ENDS_S,
                f"no outcome within {_ENDS_S:.0f} s",
            )
            if "stays" in step.checks:
                self.wait(_STILL_S)
        except RobotError as error:
            played.late = str(error)
        self._settle(played)
        played.stages = audience.stages[stages:]
        played.moved_at_s, played.rested_at_s = audience.moved_at_s[moved:], audience.rested_at_s[rested:]
        played.said = [self._said(line, at_s, moving, heard) for line, at_s, moving in lines]
        played.end_s, played.after = audience.now_s, audience.judge().record
        played.sentences = [s for s in self.sentences() if played.start_s - 0.5 <= s.start_s]
        return played

    def sentences(self) -> list[Sentence]:
        """Everything the robot has said so far."""
        audience = self._audience
        said = list(zip(audience.said_at_s, audience.said, strict=False))
        return sentences(said, voice_of(self._tape))

    def _released(self) -> str:
        """Take back a stop that the step before has left; why it was stopped. RobotError: it stays so."""
        safety = self._audience.safety
        if safety is None or safety.level == safety.OK:
            return ""
        why = f"{safety.source}: {safety.reason}"
        self._on_line(f"releases    {why}")
        self.begin()
        return why

    # ------------------------------------------------------------------------------------------ moments

    def _await(self, line: Line, stages: int, said: int) -> None:
        """Wait for the moment of a line. RobotError: it did not come."""
        audience = self._audience
        if line.when == "free":
            self._wait(lambda: self._quiet() and not audience.moving, _FREE_S, "the arm did not come to rest")
            self._wait(
                lambda: audience.judge().record["person_does"] in ("waiting", None),
                _FREE_S,
                "the person has no free hand",
                poll_s=0.2,
            )
        elif line.when == "moving":
            self._wait(lambda: self._in_motion(stages), _MOVES_S, "the arm did not begin to move")
        elif line.when == "asked":
            self._wait(
                lambda: "Asked" in _outcomes(audience.stages[stages:]), _MOVES_S, "the robot asked nothing"
            )
            self._wait(self._has_spoken_since(said), _MOVES_S, "the robot did not say its question")
        elif line.when == "talking":
            self._wait(
                lambda: audience.moving and self._mid_sentence(said),
                _MOVES_S,
                "the robot did not speak for long enough while it moved",
            )
        else:
            self._wait(
                lambda: "Stopped" in _outcomes(audience.stages[stages:]) and not audience.moving,
                _MOVES_S,
                "the robot was not stopped",
            )
            self._wait(self._has_spoken_since(said), _MOVES_S, "the robot did not say that it has stopped")

    def _in_motion(self, stages: int) -> bool:
        audience = self._audience
        began = any(stage.stage == "act" for stage in audience.stages[stages:])
        return began and audience.moving and audience.now_s - audience.moved_at_s[-1] >= _INTO_MOTION_S

    def _quiet(self) -> bool:
        """Whether the robot has said what it was told to say, a little while ago."""
        audience = self._audience
        said = self.sentences()
        if audience.said_at_s:
            sounds_already = bool(said) and said[-1].start_s >= audience.said_at_s[-1] - _VOICE_DUE_S
            due_s = 0.0 if sounds_already else _VOICE_LATE_S if self._tape.voice else _VOICE_DUE_S
            if audience.now_s < audience.said_at_s[-1] + due_s:
                return False
        return not said or audience.now_s >= said[-1].end_s + _QUIET_S

    def _has_spoken_since(self, said: int) -> Callable[[], bool]:
        """Whether it has said more than its first `said` sentences; a report may come before its words."""
        return lambda: len(self._audience.said) > said and self._quiet()

    def _mid_sentence(self, said: int) -> bool:
        now_s, audience = self._audience.now_s, self._audience
        if len(audience.said) <= said:
            return False
        speaks = [s for s in self.sentences() if s.text in audience.said[said:]]
        return any(
            s.start_s + _INTO_SENTENCE_S <= now_s <= s.whole_end_s - _LEFT_OF_SENTENCE_S for s in speaks
        )

    def _wait(
        self, condition: Callable[[], bool], timeout_s: float, otherwise: str, poll_s: float = _POLL_S
    ) -> None:
        """`timeout_s` is of the robot's clock; one that stands still is waited for _PATIENCE as long."""
        until, last = self._audience.now_s + timeout_s, time.monotonic() + _PATIENCE * timeout_s
        while not condition():
            if self._audience.now_s > until or time.monotonic() > last:
                raise RobotError(otherwise)
            time.sleep(poll_s)

    # ------------------------------------------------------------------------------------------ afterwards

    def _settle(self, played: Played) -> None:
        goal = played.step.goal
        if goal is None:
            return
        until = self._audience.now_s + _SETTLE_S
        while True:
            judgement = self._audience.judge(dict(goal))
            played.goal_ok, played.goal_reason = judgement.ok, judgement.reason
            if judgement.ok or self._audience.now_s > until:
                return
            self.wait(0.2)

    def wait(self, duration_s: float) -> None:
        """Let time pass on the robot's clock."""
        until = self._audience.now_s + duration_s
        self._wait(lambda: self._audience.now_s >= until, duration_s + 1.0, "the clock stands still")

    def _said(self, line: Line, at_s: float, moving: bool, heard: int) -> Said:
        recording = read_wav(line.recording)
        loud = np.flatnonzero(np.abs(recording) > _QUIET_LEVEL * np.abs(recording).max()) / RATE_HZ
        microphone = sounds(self._tape.microphone)
        begin_s = found_at(recording, microphone, at_s - 0.5, 4.0)
        begin_s = at_s if begin_s is None else begin_s
        start_s, end_s = begin_s + float(loud[0]), begin_s + float(loud[-1])
        mine = [h for h in self._audience.heard[heard:] if start_s < h.end_s < end_s + 1.0]
        return Said(line, start_s, end_s, moving, mine[0] if mine else None)


def sounds(pieces: list[Piece]) -> list[Sound]:
    """Pieces of a tape as a soundtrack takes them."""
    return [Sound(piece.start_s, samples_of(piece.samples, piece.rate_hz)) for piece in list(pieces)]


def voice_of(tape: Tape) -> list[Sound]:
    """The robot's voice, when it leaves the loudspeaker; not yet shortened where it was interrupted."""
    from mm_robot.nodes.sim_room import LOUDSPEAKER_DELAY_S

    return [replace(sound, start_s=sound.start_s + LOUDSPEAKER_DELAY_S) for sound in sounds(tape.voice)]


def _outcomes(stages: list[Stage]) -> list[str]:
    return [str(stage.data["outcome"]) for stage in stages if "outcome" in stage.data]
