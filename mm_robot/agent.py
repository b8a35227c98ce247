# SPDX-License-Identifier: Apache-2.0
"""The product in one screen: hear, understand, see, ground, check, plan, act, verify, tell.

`Agent(robot, config).do("hand me the red cup")` goes through the house once and returns an `Outcome`.
`robot` is anything that satisfies `mm_robot.control.robot.Robot`. What is said while a command runs ("stop",
"wait", "got it") is passed to `do` from another thread and acts on the running command at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mm_robot.caution import doubtful, harmful, risk
from mm_robot.config import Config, load
from mm_robot.control.executor import execute
from mm_robot.control.gate import Gate
from mm_robot.control.robot import Robot
from mm_robot.conversation import Consent, Conversation, Doubt, Grounds, Risk, Whither, contradicted
from mm_robot.correcting import as_placement
from mm_robot.errors import MmRobotError
from mm_robot.eyes import Eyes, RobotEyes
from mm_robot.grounding.answer import answer
from mm_robot.grounding.grounder import Grounder
from mm_robot.hearing import interpret
from mm_robot.hearing_turn import call_to_stop
from mm_robot.interjection import Mending, interjection
from mm_robot.language.parser import detect_language, parse
from mm_robot.language.say_back import describe
from mm_robot.meaning import Meant, forbidden_by, meaning, named
from mm_robot.phrases import held_back, phrase, spoken, translate, under_way
from mm_robot.planning.arm import Arm
from mm_robot.planning.planner import Planner
from mm_robot.planning.tasks import Skill, skills
from mm_robot.types import (
    Asked,
    AwaitTake,
    Command,
    Done,
    ExpectGrasp,
    Failed,
    Language,
    MoveArm,
    MoveGripper,
    Outcome,
    Plan,
    Progress,
    Refused,
    Scene,
    Stage,
    Step,
    Stopped,
    Utterance,
)

_LOOKS_AGAIN, _LOOK_AGAIN_S = 2, 0.7  # about as long as a person takes to step aside or draw a hand back
_MOVES_NOTHING = ("answer", "find")  # to say where it is
_PAD_PLAY_M = 0.003  # a gripper this close to fully closed, or fully open, holds nothing


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
        self._scene: Scene | None = None  # as it was seen last
        self._said_s = float("inf")  # robot's clock: when what is being done had been said
        self._working, self._taken = threading.Lock(), threading.Event()
        self._offered = False  # whether the running command has held something out to somebody
        self._running: Command | None = None  # what is being carried out
        self._announced: Command | None = None  # what was last said to be under way
        self._closing: tuple[int | None, ExpectGrasp] | None = None  # on what, when a stop came meanwhile
        self._mending = Mending(self.gate)
        self._on_progress: Callable[[Progress], None] | None = None

    # ------------------------------------------------------------------------------------------ the sentence

    def do(self, said: str | Utterance, on_progress: Callable[[Progress], None] | None = None) -> Outcome:
        """Do what was said and return how it ended. Never raises for anything that was said."""
        utterance = self._hear(said)
        if (stop := call_to_stop(utterance)) is not None:  # before anything else, whatever else is running
            return self.stop("speech", stop, utterance.language)
        if not self._working.acquire(blocking=False):
            return self._interrupt(utterance)
        try:
            self._on_progress, self._said_s = on_progress, utterance.end_s
            self._report("hear", utterance.text, 0.0)
            understood = self._understand(self._interpret(utterance))
            outcome = self._all(understood) if isinstance(understood, tuple) else understood
            return self._tell(outcome, utterance.language)
        finally:
            self._working.release()

    def _all(self, commands: tuple[Command, ...]) -> Outcome:
        """One step after the other. What a question or a stop leaves undone is taken up again after it."""
        outcome: Outcome = Done("")
        while commands:
            command, *rest = commands
            settled = self._settle(command)
            if isinstance(settled, Command) and settled is not command:
                rest += self._talk.take_rest()  # an earlier one goes on, and what was to follow it
            outcome = self._carry_out(settled) if isinstance(settled, Command) else settled
            if isinstance(outcome, Stopped) and (mended := self._mending.take(self.robot.sleep)):
                commands = (*mended, *rest)
                continue
            if isinstance(outcome, Asked | Stopped) and rest:
                self._talk.rest = tuple(rest)
            commands = tuple(rest) if isinstance(outcome, Done) else ()
        return outcome

    def _carry_out(self, command: Command) -> Outcome:
        """See, ground, check, plan, act, verify; again, when the world did not do as planned."""
        attempt, self._offered, self._running, self._announced = 1, False, command, None
        outcome = self._attempt(command)
        while self._may_help_to_retry(outcome) and attempt < self.config.planning.max_attempts:
            why = outcome.reason if isinstance(outcome, Failed) else ""
            self._tell_now("retry", command.language, why=translate(why, command.language))
            attempt += 1
            outcome = self._attempt(command)
        self._running = None
        if isinstance(outcome, Done):
            self._talk.carried_out(command)
        if isinstance(outcome, Stopped):
            self._talk.interrupted = command
        elif not isinstance(outcome, Asked):
            self._talk.finished()
        return outcome

    def _attempt(self, command: Command) -> Outcome:
        try:
            if (stopped := self.gate.stopped) is not None and command.verb not in _MOVES_NOTHING:
                return Refused(held_back(stopped.by, stopped.reason, command.language))
            self._feel()
            scene = self._see(self._said_s)  # what was there when it was said is what is meant
            if command.verb == "answer":
                return Done(answer(command, scene, self._grounder, self._talk.dialogue))
            meant = self._ground(command, scene)
            other = as_placement(command) if isinstance(meant, Refused) else None
            if other is not None and isinstance(again := self._ground(other, scene), Meant):
                command, meant = other, again  # "I want the cup in the bowl", and there is none in it
            if not isinstance(meant, Meant):
                return meant
            steps = self._check(command, meant, scene)
            if not isinstance(steps, tuple):
                return steps
            if steps and self._announced is None:
                self._announce(named(command, meant))  # planning goes on while it is said
            for index, skill in enumerate(steps):
                plan = self._plan(skill, scene if index == 0 else self._see())
                outcome = self._verify(plan, self._act(plan, command)) if isinstance(plan, Plan) else plan
                if not isinstance(outcome, Done):
                    self._talk.stay_with(command, meant.ids)
                    return self._withdrawn(outcome, command)
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

    def _interpret(self, heard: Utterance) -> Utterance:
        """What was probably said, given what there is to speak of. A changed word takes a fresh look."""
        if heard.confidence >= 1.0 and not heard.alternatives:
            return heard  # typed
        said = interpret(heard, self._scene, self._talk.dialogue)
        if self._scene is not None and said.text == heard.text:
            return said
        try:
            return interpret(heard, self._see(self._said_s), self._talk.dialogue)
        except MmRobotError:  # whoever needs to see will say so
            return said

    def _understand(self, utterance: Utterance) -> tuple[Command, ...] | Outcome:
        language = utterance.language
        parsed = parse(utterance.text, language)
        text = "; ".join(describe(command, language) for command in parsed.commands) or parsed.reason
        self._report("understand", text, 0.05)
        if harmful(utterance.text, parsed.commands):
            return Refused(phrase("unsafe", language))
        if not parsed.commands:
            return Refused(parsed.reason or phrase("not_understood", language))
        floor = self.config.language.min_confidence
        if any(doubtful(command, utterance.confidence, floor) for command in parsed.commands):
            self._talk.ask(Doubt(parsed.commands[0]), parsed.commands[1:])
            return Asked(phrase("doubtful", language, what=text))
        others = (parse(other, language).commands for other in utterance.alternatives)
        if contradicted(parsed.commands, others):
            self._talk.ask(Doubt(parsed.commands[0]), parsed.commands[1:])
            return Asked(phrase("unsure", language, what=text))
        return parsed.commands

    def _see(self, since_s: float | None = None) -> Scene:
        scene = self._scene = self._eyes.see(since_s)
        self._talk.notice(scene)
        self._report("see", f"{len(scene.objects)} objects, {len(scene.people)} people", 0.1)
        return scene

    def _ground(self, command: Command, scene: Scene) -> Meant | Outcome:
        meant = meaning(command, scene, self._grounder, self._talk)
        if isinstance(meant, Meant):
            self._report("ground", describe(command, command.language), 0.2, ids=list(meant.ids))
        return meant

    def _check(self, command: Command, meant: Meant, scene: Scene) -> tuple[Skill, ...] | Outcome:
        """The skills it takes, or what speaks against it: a stop, a prohibition, something we cannot do."""
        language = command.language
        self._report("check", "", 0.25)
        if self.gate.stopped is not None and command.verb == "find":
            return ()
        forbidden = forbidden_by(command, meant.ids, scene, self._grounder, self._talk)
        if forbidden is not None:
            self._talk.question = Consent(command, forbidden)
            return Asked(phrase("forbidden", language, what=describe(forbidden, language)))
        why = risk(command, meant.target.objects if meant.target is not None else ())
        if why is not None and not self._talk.accepted(command):
            self._talk.question = Risk(command)
            return Asked(phrase("risky", language, why=why, what=describe(command, language)))
        self._talk.speak_of(*meant.ids)
        steps = skills(command, meant.target, meant.anchors, scene, self._talk.held_id)
        if isinstance(steps, Refused) and command.verb == "clear" and command.destination is None:
            self._talk.question = Whither(command)
            return Asked(phrase("where_to", language))
        return steps

    def _plan(self, skill: Skill, scene: Scene) -> Plan | Failed:
        """Plan. What seems in the way may be passing by, or badly seen: look again before giving up."""
        plan = self._planner.plan(skill, scene)
        for _ in range(_LOOKS_AGAIN):
            if isinstance(plan, Plan) or self.gate.stopped is not None:
                break
            self.robot.sleep(_LOOK_AGAIN_S)
            plan = self._planner.plan(skill, self._see())
        text = plan.reason if isinstance(plan, Failed) else f"{plan.skill}: {len(plan.steps)} steps"
        self._report("plan", text, 0.3)
        return plan

    def _act(self, plan: Plan, command: Command) -> Outcome:
        self._taken.clear()

        def on_step(step: Step, index: int) -> None:
            before = plan.steps[index - 1] if index > 0 else None
            after = plan.steps[index + 1] if index + 1 < len(plan.steps) else None
            if not isinstance(step, ExpectGrasp):
                self._closing = (plan.object_id, after) if isinstance(after, ExpectGrasp) else None
            if isinstance(before, ExpectGrasp):  # that check was just passed
                self._hold(plan.object_id)
            elif isinstance(before, MoveGripper) and self._talk.held_id is not None and self._let_go(before):
                self._hold(None)  # here and now: a moment later the hand would seem to carry it away
            label = step.label if isinstance(step, MoveArm) else type(step).__name__
            self._report("act", f"{plan.skill}: {label}", 0.3 + 0.6 * index / len(plan.steps), step=index)
            if isinstance(step, AwaitTake):
                self._offered = True
                self._tell_now("handing", command.language)

        return execute(plan, self.gate, self.robot, self._taken.is_set, on_step)

    def _verify(self, plan: Plan, outcome: Outcome) -> Outcome:
        """Keep what we believe to hold in step with what the gripper feels."""
        width_m, widest_m = self.robot.state().gripper_width_m, self.config.robot.gripper_max_width_m
        self._report("verify", f"{plan.skill}: gripper {width_m * 1000:.0f} mm", 0.95)
        lost = isinstance(outcome, Failed) and outcome.stage == "verify"
        gave = isinstance(outcome, Done) and plan.skill not in ("pick", "go_home", "withdraw")
        empty = not _PAD_PLAY_M <= width_m <= widest_m - _PAD_PLAY_M
        if self._talk.held_id is not None and (lost or gave or empty):
            self._hold(None)
        return outcome

    def _let_go(self, step: MoveGripper) -> bool:
        """Whether the pads, moved apart as told, are off what was between them."""
        width_m = self.robot.state().gripper_width_m
        return step.width_m > _PAD_PLAY_M and width_m > step.width_m - _PAD_PLAY_M

    def _withdrawn(self, outcome: Outcome, command: Command) -> Outcome:
        """After a failure the arm goes home, out of the way of people and of the next look."""
        if isinstance(outcome, Failed) and self.gate.stopped is None:
            plan = self._plan(Skill("withdraw"), self._see())
            moved = self._verify(plan, self._act(plan, command)) if isinstance(plan, Plan) else plan
            return moved if isinstance(moved, Stopped) else outcome
        return outcome

    def _may_help_to_retry(self, outcome: Outcome) -> bool:
        """A missed grasp or a moved thing may work the next time. A plan that does not exist will not."""
        return isinstance(outcome, Failed) and outcome.stage in ("act", "verify") and not self._offered

    def _settle(self, command: Command) -> Command | Outcome:
        """What is settled by words alone (answers, prohibitions, permissions) never reaches the arm."""
        if command.verb == "stop":
            return self.stop("speech", command.text, command.language)
        if command.verb == "resume" and (refused := self.reset()) is not None:
            return refused
        try:
            return self._talk.settle(command, self._see, self._grounder)
        except MmRobotError as error:
            return Failed("see", str(error))

    def _tell(self, outcome: Outcome, language: Language) -> Outcome:
        text = spoken(outcome, language)
        self._report("tell", text, 1.0, outcome=type(outcome).__name__)
        if text:
            self._say(text, language)
        return outcome

    def _interrupt(self, utterance: Utterance) -> Outcome:
        """Something said while a command runs."""
        language, running = utterance.language, self._running
        said = interjection(utterance, running)
        if said.kind == "stop":
            return self.stop(said.by, utterance.text, language)
        if said.kind == "taken":
            self._taken.set()
            return Done("")
        if said.kind == "mend":
            self._mending.begin(said.commands, utterance.text)
            return self._aside(Done(phrase("corrected", language)), language)
        if said.kind == "question" and running is not None:
            return self._aside(Done(self._answer_meanwhile(said.commands[0], running)), language)
        return self._aside(Refused(phrase("busy", language)), language)

    def _answer_meanwhile(self, question: Command, running: Command) -> str:
        """The answer from what was seen last; the arm goes on."""
        if question.question == "status" or self._scene is None:
            return under_way(self._announced or running, question.language)
        return answer(question, self._scene, self._grounder, self._talk.dialogue)

    def _aside(self, outcome: Outcome, language: Language) -> Outcome:
        """Said beside the work, whose progress it is no part of."""
        self._say(spoken(outcome, language), language)
        return outcome

    # ------------------------------------------------------------------------------------------ stop and go

    def stop(self, by: str, reason: str = "", language: Language = "en", *, aloud: bool = True) -> Stopped:
        """Come to rest at once and stay there until `reset`; not `aloud` where that was said. Any thread."""
        self.gate.stop(by, reason or by)  # first of all
        self._mending.give_up(by, reason or by)  # nothing is to be done instead either
        if aloud:
            self._say(phrase("stopped", language), language)
        return Stopped(by)

    def reset(self) -> Refused | None:
        """Let the arm move again after a stop; refused while what stopped it still stands."""
        return self.gate.reset()

    def _feel(self) -> None:
        """A stop came while the fingers closed, and they have closed on the thing: then it is held."""
        closing, self._closing = self._closing, None
        if closing is None or self._talk.held_id is not None:
            return
        if closing[1].min_width_m <= self.robot.state().gripper_width_m <= closing[1].max_width_m:
            self._hold(closing[0])

    def _hold(self, object_id: int | None) -> None:
        self._talk.held_id = object_id
        self._eyes.hold(object_id)

    def _announce(self, command: Command) -> None:
        """Say in few words what begins."""
        self._announced = command
        self._say(under_way(command, command.language), command.language)

    def _done_text(self, command: Command, meant: Meant, scene: Scene) -> str:
        if command.verb == "find" and meant.target is not None:
            question = replace(command, verb="answer", question="where")
            return answer(question, scene, self._grounder, self._talk.dialogue)
        return phrase("done", command.language)

    def _tell_now(self, key: str, language: Language, **fields: str) -> None:
        text = phrase(key, language, **fields)
        self._report("tell", text, 0.5)
        self._say(text, language)

    def _report(self, stage: Stage, text: str, progress: float, **data: Any) -> None:
        if self._on_progress is not None:
            self._on_progress(Progress(stage, text, progress, self.robot.state().stamp_s, data))
