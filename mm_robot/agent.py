# SPDX-License-Identifier: Apache-2.0
"""The product in one screen: hear, understand, see, ground, check, plan, act, verify, tell.

`Agent(robot, config).do("hand me the red cup")` goes through the house once and returns an `Outcome`.
`robot` is anything that satisfies `mm_robot.control.robot.Robot`. Whatever is said while a command runs ("stop", "wait",
"got it") is passed to `do` from another thread and acts on the running command at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mm_robot.config import Config, load
from mm_robot.control.executor import execute
from mm_robot.control.gate import Gate
from mm_robot.control.robot import Robot
from mm_robot.conversation import Choice, Consent, Conversation, Grounds, references_of
from mm_robot.errors import MmRobotError
from mm_robot.eyes import Eyes, RobotEyes
from mm_robot.grounding.answer import answer
from mm_robot.grounding.grounder import Grounder
from mm_robot.language.parser import detect_language, parse
from mm_robot.language.say_back import describe
from mm_robot.language.stop_words import is_stop
from mm_robot.phrases import phrase, translate
from mm_robot.planning.arm import Arm
from mm_robot.planning.planner import Planner
from mm_robot.planning.tasks import Skill, skills
from mm_robot.types import (
    Absent,
    Ambiguous,
    Asked,
    AwaitTake,
    Command,
    Done,
    ExpectGrasp,
    Failed,
    Found,
    Grounding,
    Language,
    MoveArm,
    MoveGripper,
    Outcome,
    Plan,
    Progress,
    Reference,
    Refused,
    Scene,
    SceneObject,
    Stage,
    Step,
    Stopped,
    SupportSurface,
    Utterance,
)

_PAD_PLAY_M = 0.003  # a gripper this close to fully closed, or fully open, holds nothing

Meant = tuple[Found | None, tuple[SceneObject | SupportSurface, ...]]  # target, anchors of the destination


class Agent:
    """Ties the rooms together. One command at a time; `do` and `stop` may interrupt it from any thread."""

    def __init__(
        self,
        robot: Robot,
        config: Config | None = None,
        *,
        eyes: Eyes | None = None,
        grounder: Grounds | None = None,
        tell: Callable[[str, Language], None] | None = None,
    ) -> None:
        """`eyes` and `grounder` default to this process; `tell(text, language)` speaks (default: silence)."""
        self.config = config or load()
        self.robot = robot
        arm = Arm(self.config.robot)
        self.gate = Gate(robot, self.config, arm.forward)
        self._eyes = eyes or RobotEyes(robot, self.config.perception, arm.capsules)
        self._grounder = grounder or Grounder(self.config.grounding)
        self._planner = Planner(self.config)
        self._say = tell or (lambda text, language: None)
        self._talk = Conversation()
        self._working = threading.Lock()
        self._taken = threading.Event()
        self._on_progress: Callable[[Progress], None] = _nobody_watches

    # ------------------------------------------------------------------------------------------ the sentence

    def do(self, said: str | Utterance, on_progress: Callable[[Progress], None] | None = None) -> Outcome:
        """Do what was said and return how it ended. Never raises for anything that was said."""
        utterance = self._hear(said)
        if is_stop(utterance.text):  # before anything else, whatever else is running
            return self.stop("speech", utterance.text, utterance.language)
        if not self._working.acquire(blocking=False):
            return self._interrupt(utterance)
        try:
            self._on_progress = on_progress or _nobody_watches
            self._report("hear", utterance.text, 0.0)
            outcome: Outcome = Refused(phrase("not_understood", utterance.language))
            for command in self._understand(utterance):
                settled = self._settle(command)
                outcome = self._carry_out(settled) if isinstance(settled, Command) else settled
                if not isinstance(outcome, Done):
                    break
            return self._tell(outcome, utterance.language)
        finally:
            self._working.release()

    def _carry_out(self, command: Command) -> Outcome:
        """See, ground, check, plan, act, verify; again, when the world did not do as planned."""
        outcome: Outcome = Refused(phrase("not_understood", command.language))
        for attempt in range(self.config.planning.max_attempts):
            outcome = self._attempt(command)
            if not _may_help_to_retry(outcome) or attempt + 1 == self.config.planning.max_attempts:
                break
            self._tell_now("retry", command.language, why=translate(_reason(outcome), command.language))
        if isinstance(outcome, Stopped):
            self._talk.interrupted = command
        elif not isinstance(outcome, Asked):
            self._talk.finished()
        return outcome

    def _attempt(self, command: Command) -> Outcome:
        try:
            scene = self._see()
            meant = self._ground(command, scene)
            if not isinstance(meant, tuple):
                return meant
            refused = self._check(command, meant, scene)
            if refused is not None:
                return refused
            for skill in skills(command, *meant, scene, self._talk.held_id):
                plan = self._plan(skill, self._see())
                outcome = self._verify(plan, self._act(plan, command)) if isinstance(plan, Plan) else plan
                if not isinstance(outcome, Done):
                    return outcome
        except MmRobotError as error:  # a sensor or the robot itself let us down: hold, say so, stay alive
            self.gate.stop("agent", str(error))
            return Failed("see", str(error))
        return Done(self._done_text(command, meant, scene))

    # ------------------------------------------------------------------------------------------ word by word

    def _hear(self, said: str | Utterance) -> Utterance:
        if isinstance(said, Utterance):
            return said
        stamp_s = self.robot.state().stamp_s
        return Utterance(said, detect_language(said), 1.0, start_s=stamp_s, end_s=stamp_s)

    def _understand(self, utterance: Utterance) -> tuple[Command, ...]:
        parsed = parse(utterance.text, utterance.language)
        self._unclear = parsed.reason
        text = (
            "; ".join(describe(command, utterance.language) for command in parsed.commands) or parsed.reason
        )
        self._report("understand", text, 0.05)
        return parsed.commands

    def _see(self) -> Scene:
        scene = self._eyes.see()
        self._report("see", f"{len(scene.objects)} objects, {len(scene.people)} people", 0.1)
        return scene

    def _ground(self, command: Command, scene: Scene) -> Meant | Outcome:
        """The target and the destination's anchors as things in the scene, or why there is nothing to do."""
        if command.verb == "answer":
            return Done(answer(command, scene, self._grounder, self._talk.dialogue))
        target: Found | None = None
        anchors: list[SceneObject | SupportSurface] = []
        references = references_of(command)
        for slot, reference in enumerate(references):
            if reference is None:
                continue
            surface = next((s for s in scene.surfaces if slot > 0 and s.name == reference.noun), None)
            if surface is not None:
                anchors.append(surface)
                continue
            grounding = self._ground_slot(command, slot, reference, scene)
            if isinstance(grounding, Ambiguous):
                ids = tuple(candidate.id for candidate in grounding.candidates)
                self._talk.question = Choice(command, slot, ids)
                return Asked(grounding.question)
            if isinstance(grounding, Absent):
                return Refused(grounding.reason)
            if slot == 0:
                target = grounding
            else:
                anchors.append(grounding.object)
        self._report("ground", describe(command, command.language), 0.2, ids=[o.id for o in _objects(target)])
        return target, tuple(anchors)

    def _ground_slot(self, command: Command, slot: int, reference: Reference, scene: Scene) -> Grounding:
        chosen = self._talk.chosen_id(command, slot)
        if chosen is None:
            return self._grounder.ground(reference, scene, command.language, self._talk.dialogue)
        for thing in scene.objects:
            if thing.id == chosen:
                return Found((thing,), thing.confidence)
        return Absent(phrase("gone", command.language))

    def _check(self, command: Command, meant: Meant, scene: Scene) -> Outcome | None:
        """What forbids it: a latched stop, or something the person said earlier."""
        language = command.language
        self._report("check", "", 0.25)
        if self.gate.stopped is not None and command.verb != "find":
            return Refused(phrase("latched", language, why=translate(self.gate.stopped.reason, language)))
        ids = {thing.id for thing in _objects(meant[0])}
        for prohibition in self._talk.prohibitions:
            forbidden = self._matching(prohibition, scene)
            if ids & forbidden:
                self._talk.question = Consent(command, prohibition)
                return Asked(phrase("forbidden", language, what=describe(prohibition, language)))
        if meant[0] is not None:
            self._talk.speak_of(*(thing.id for thing in meant[0].objects))
        return None

    def _matching(self, prohibition: Command, scene: Scene) -> set[int]:
        if prohibition.target is None:
            return {thing.id for thing in scene.objects}
        grounding = self._grounder.ground(
            prohibition.target, scene, prohibition.language, self._talk.dialogue
        )
        if isinstance(grounding, Absent):
            return set()
        return {t.id for t in (grounding.objects if isinstance(grounding, Found) else grounding.candidates)}

    def _plan(self, skill: Skill, scene: Scene) -> Plan | Failed:
        plan = self._planner.plan(skill, scene)
        text = plan.reason if isinstance(plan, Failed) else f"{plan.skill}: {len(plan.steps)} steps"
        self._report("plan", text, 0.3)
        return plan

    def _act(self, plan: Plan, command: Command) -> Outcome:
        self._taken.clear()

        def on_step(step: Step, index: int) -> None:
            if index > 0 and isinstance(
                plan.steps[index - 1], ExpectGrasp
            ):  # that check has just been passed
                self._hold(plan.object_id)
            label = step.label if isinstance(step, MoveArm) else type(step).__name__
            self._report("act", f"{plan.skill}: {label}", 0.3 + 0.6 * index / len(plan.steps), step=index)
            if isinstance(step, AwaitTake):
                self._tell_now("handing", command.language)

        return execute(plan, self.gate, self.robot, self._taken.is_set, on_step)

    def _verify(self, plan: Plan, outcome: Outcome) -> Outcome:
        """Keep what we believe to hold in step with what the gripper feels."""
        width_m = self.robot.state().gripper_width_m
        opened = width_m > self.config.robot.gripper_max_width_m - _PAD_PLAY_M
        self._report("verify", f"{plan.skill}: gripper {width_m * 1000:.0f} mm", 0.95)
        gave_away = isinstance(outcome, Done) and any(isinstance(step, MoveGripper) for step in plan.steps)
        if (
            self._talk.held_id is not None
            and plan.skill != "pick"
            and (gave_away or opened or width_m < _PAD_PLAY_M)
        ):
            self._hold(None)
        if plan.skill == "pick" and isinstance(outcome, Failed):
            self._hold(None)
        return outcome

    def _settle(self, command: Command) -> Command | Outcome:
        """What is settled by words alone (answers, prohibitions, permissions) never reaches the arm."""
        if command.verb == "stop":
            return self.stop("speech", command.text, command.language)
        if command.verb == "resume":
            refused = self.reset()
            if refused is not None:
                return refused
        try:
            return self._talk.settle(command, self._see, self._grounder)
        except MmRobotError as error:
            return Failed("see", str(error))

    def _tell(self, outcome: Outcome, language: Language) -> Outcome:
        text = _spoken(outcome, language)
        self._report("tell", text, 1.0, outcome=type(outcome).__name__)
        if text:
            self._say(text, language)
        return outcome

    def _interrupt(self, utterance: Utterance) -> Outcome:
        """Something said while a command runs."""
        language = utterance.language
        for command in parse(utterance.text, language).commands:
            if command.verb in ("stop", "wait", "cancel"):
                return self.stop(command.verb, utterance.text, language)
            if command.verb == "confirm":
                self._taken.set()
                return Done("")
        return Refused(phrase("busy", language))

    # ------------------------------------------------------------------------------------------ stop and go

    def stop(self, by: str, reason: str = "", language: Language = "en") -> Stopped:
        """Bring the arm to rest at once and keep it there until `reset`. Any thread, any time."""
        self.gate.stop(by, reason or by)
        self._say(phrase("stopped", language), language)
        return Stopped(by)

    def reset(self) -> Refused | None:
        """Let the arm move again after a stop; refused while what stopped it still stands."""
        return self.gate.reset()

    # ------------------------------------------------------------------------------------------ small print

    def _hold(self, object_id: int | None) -> None:
        self._talk.held_id = object_id
        self._eyes.hold(object_id)

    def _done_text(self, command: Command, meant: Meant, scene: Scene) -> str:
        if command.verb == "find" and meant[0] is not None:
            return answer(
                replace(command, verb="answer", question="where"), scene, self._grounder, self._talk.dialogue
            )
        return phrase("done", command.language)

    def _tell_now(self, key: str, language: Language, **fields: str) -> None:
        text = phrase(key, language, **fields)
        self._report("tell", text, 0.5)
        self._say(text, language)

    def _report(self, stage: Stage, text: str, progress: float, **data: Any) -> None:
        self._on_progress(Progress(stage, text, progress, self.robot.state().stamp_s, data))


def _nobody_watches(progress: Progress) -> None:
    """Progress goes nowhere until somebody asks for it."""


def _objects(found: Found | None) -> tuple[SceneObject, ...]:
    return found.objects if found else ()


def _may_help_to_retry(outcome: Outcome) -> bool:
    """A missed grasp or a moved object may work the second time; a plan that does not exist will not."""
    return isinstance(outcome, Failed) and outcome.stage == "verify"


def _reason(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, Failed | Refused) else ""


def _spoken(outcome: Outcome, language: Language) -> str:
    if isinstance(outcome, Done):
        return outcome.text
    if isinstance(outcome, Asked):
        return outcome.question
    if isinstance(outcome, Stopped):
        return ""  # said at the moment of the stop
    if isinstance(outcome, Failed):
        return phrase("failed", language, why=translate(outcome.reason, language))
    return outcome.reason
