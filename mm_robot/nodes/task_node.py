# SPDX-License-Identifier: Apache-2.0
"""Carries commands out: what was heard on /speech/utterance, and the goals of the action execute_command.

Messages are handled in the executor's thread; each command runs in a thread of its own, so that a word said
meanwhile ("stop", "got it") reaches the running one at once.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rclpy.action import ActionServer, CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.task import Future
from std_srvs.srv import Trigger

from mm_robot.agent import Agent
from mm_robot.errors import InputError
from mm_robot.hearing_turn import call_to_go_on, call_to_stop
from mm_robot.interjection import CORRECTION
from mm_robot.language.parser import detect_language
from mm_robot.nodes import names
from mm_robot.nodes.base import Health, MmNode, run
from mm_robot.nodes.conversions import to_stamp
from mm_robot.nodes.ros_eyes import RosEyes
from mm_robot.nodes.ros_grounder import RosGrounder
from mm_robot.nodes.ros_robot import RosRobot
from mm_robot.nodes.safety_latch import START_UP
from mm_robot.nodes.safety_view import SafetyView
from mm_robot.nodes.scene_conversions import data_to_json, from_utterance, to_result
from mm_robot.phrases import SPOKEN_STOPS
from mm_robot.planning.arm import Arm
from mm_robot.types import Asked, Done, Language, Outcome, Progress, Refused, Stopped, Utterance
from mm_robot_msgs.action import ExecuteCommand
from mm_robot_msgs.msg import Progress as ProgressMessage
from mm_robot_msgs.msg import SafetyState, Stop
from mm_robot_msgs.msg import Utterance as UtteranceMessage
from mm_robot_msgs.srv import Say

_WORKERS = 4  # one command runs; what is said meanwhile is answered beside it
_LOOK_S = 0.05  # how often the latch of the gate is compared with the safety state
_SENDING_S = 0.1  # for the last messages to be read: they lie in this process' memory


class TaskNode(MmNode):
    """Holds the agent. What stops it is told to safety_node, and what stops safety_node stops it."""

    def __init__(self) -> None:
        super().__init__(names.TASK_NODE)
        self._workers: ThreadPoolExecutor | None = None

    def set_up(self) -> None:
        """Make the agent, with robot, eyes, grounder and voice behind topics and services."""
        self._safety = SafetyView(self, self.config, self._safety_changed)
        self._robot = RosRobot(self, self.config, Arm(self.config.robot))
        self._robot.mute(lambda: bool(self._safety.stopped_by))  # then safety_node has the arm
        eyes = RosEyes(self, self.config, self._robot)
        grounder = RosGrounder(self, self.config)
        self._agent = Agent(self._robot, self.config, eyes=eyes, grounder=grounder, tell=self._speak)
        self._agent.gate.add_guard(self._safety.objection)
        self._running: set[str] = set()  # texts of the commands under way
        self._language: Language = "en"  # of the newest one
        self._agreed = False  # whether safety_node knows of the stop of our gate
        self._resetting = threading.Event()
        self._voice = self.create_client(Say, names.SAY)
        self._releases = self.create_client(Trigger, names.SAFETY_RESET)
        self._progress = self.create_publisher(ProgressMessage, names.PROGRESS, names.COMMAND)
        self._stops = self.create_publisher(Stop, names.TASK_STOP, names.COMMAND)
        self.create_subscription(UtteranceMessage, names.UTTERANCE, self._take_utterance, names.COMMAND)
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="command")
        self._server = ActionServer(
            self,
            ExecuteCommand,
            names.EXECUTE_COMMAND,
            execute_callback=self._execute,
            goal_callback=self._judge_goal,
            cancel_callback=self._cancel,
        )

    def start(self) -> None:
        """Begin to listen."""
        self.every(_LOOK_S, self._look)

    def pause(self) -> None:
        """Bring the arm to rest before this process ends or sleeps."""
        if self._running:
            self._agent.gate.stop(names.TASK_NODE, "task_node was shut down")
            self._look()
            time.sleep(_SENDING_S)

    def tear_down(self) -> None:
        """End the workers."""
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._workers = None
            self._server.destroy()

    def health(self) -> Health:
        """See MmNode."""
        stopped = self._agent.gate.stopped
        values = {
            "running": "; ".join(sorted(self._running)),
            "stopped": "" if stopped is None else stopped.by,
        }
        objection = self._safety.objection()
        if stopped is not None:
            return Health("warn", f"stopped by {stopped.by}: {stopped.reason}", values)
        if objection is not None:
            return Health("warn", f"the arm must not move: {objection}", values)
        return Health("ok", "working" if self._running else "waiting for a command", values)

    # ------------------------------------------------------------------------------------------ commands

    def _take_utterance(self, message: UtteranceMessage) -> None:
        try:
            utterance = from_utterance(message)
        except InputError as error:
            self.get_logger().error(str(error))
            return
        if call_to_stop(utterance) is not None and self._safety.stopped_by:
            return  # the stop listener was quicker: it has stopped, and said so
        if self._workers is not None:
            self._workers.submit(self._do, utterance, self._ignore)

    def _judge_goal(self, request: ExecuteCommand.Goal) -> GoalResponse:
        return GoalResponse.ACCEPT if self.active else GoalResponse.REJECT

    async def _execute(self, goal: ServerGoalHandle) -> Any:
        utterance = self._utterance_of(goal.request)
        done: Future = Future(executor=self.executor)

        def work() -> None:
            outcome = self._do(utterance, lambda progress: goal.publish_feedback(_feedback(progress)))
            done.set_result(outcome)
            self.executor.wake()

        assert self._workers is not None
        self._workers.submit(work)
        outcome = await done
        if goal.is_cancel_requested:
            goal.canceled()
        elif isinstance(outcome, Done | Refused | Asked):
            goal.succeed()
        else:
            goal.abort()
        return to_result(outcome)

    def _cancel(self, goal: ServerGoalHandle) -> CancelResponse:
        self._agent.stop("cancel", "the command was cancelled", self._language)
        self._look()
        return CancelResponse.ACCEPT

    def _utterance_of(self, request: ExecuteCommand.Goal) -> Utterance:
        if request.utterance.text:
            try:
                return from_utterance(request.utterance)
            except InputError as error:
                self.get_logger().error(str(error))
        text = str(request.utterance.text or request.text)
        return Utterance(text, detect_language(text), 1.0, start_s=self.now_s, end_s=self.now_s)

    def _do(self, utterance: Utterance, on_progress: Callable[[Progress], None]) -> Outcome:
        """One command, in a worker's thread."""

        def report(progress: Progress) -> None:
            self._progress.publish(_message(progress, utterance))
            on_progress(progress)

        self._running.add(utterance.text)
        self._language = utterance.language
        try:
            self._lift_spoken_stop(utterance)
            return self._agent.do(utterance, report)
        except Exception as error:  # the thread's pool would swallow it: stop, say so, stay
            self._agent.gate.stop(names.TASK_NODE, f"{type(error).__name__}: {error}")
            self.get_logger().exception(f"'{utterance.text}' broke the agent")
            return Stopped(names.TASK_NODE)
        finally:
            self._running.discard(utterance.text)

    def _ignore(self, progress: Progress) -> None:
        """Nobody follows a spoken command but /task/progress."""

    # ------------------------------------------------------------------------------------------ stop and go

    def _safety_changed(self, state: SafetyState) -> None:
        if state.level == SafetyState.OK or state.source == START_UP:
            return
        if self._running and self._agent.gate.stopped is None:
            aloud = state.source != "speech"  # speech_node has said so when it heard the word
            self._agent.stop(state.source, state.reason, self._language, aloud=aloud)
        elif self._robot.heard_s > float("-inf"):  # before that there is no arm to stop; the guard suffices
            self._agent.gate.stop(state.source, state.reason)
        self._agreed = self._agent.gate.stopped is not None

    def _look(self) -> None:
        """Keep the gate's latch and the safety state in step, in both directions."""
        stopped = self._agent.gate.stopped
        if stopped is None:
            self._agreed = False
        elif stopped.by == CORRECTION and not self._safety.stopped_by:
            self._agreed = False  # the task rests for a moment by itself, to do something else: nobody's stop
        elif self._safety.stopped_by not in ("", START_UP):  # one that starts up does not know of it yet
            self._agreed = True
        elif not self._agreed:  # told again and again: safety_node may be starting up just now
            stop = Stop(source=stopped.by, reason=stopped.reason)
            stop.header.stamp = self.get_clock().now().to_msg()
            self._stops.publish(stop)
        elif self._safety.was_reset and self._workers is not None and not self._resetting.is_set():
            self._resetting.set()
            self._workers.submit(self._reset)

    def _reset(self) -> None:
        """In a worker's thread. Refused while the arm still moves; the next look tries again."""
        try:
            self._agent.reset()
        finally:
            self._resetting.clear()

    def _lift_spoken_stop(self, utterance: Utterance) -> None:
        """A spoken "continue" lifts what was stopped by words; no other sentence does."""
        if self._safety.stopped_by not in SPOKEN_STOPS:
            return
        if call_to_go_on(utterance):
            answered = threading.Event()
            self._releases.call_async(Trigger.Request()).add_done_callback(lambda _: answered.set())
            answered.wait(self.config.nodes.reply_timeout_s)
            for _ in range(round(self.config.nodes.reply_timeout_s / _LOOK_S)):
                if self._agent.gate.stopped is None:
                    return
                self._robot.sleep(_LOOK_S)

    # ------------------------------------------------------------------------------------------ telling

    def _speak(self, text: str, language: Language) -> None:
        if self._voice.service_is_ready():
            self._voice.call_async(Say.Request(text=text, language=language))
        else:
            self.get_logger().info(f"(no voice) {text}")


def _feedback(progress: Progress) -> Any:
    return ExecuteCommand.Feedback(
        stage=progress.stage,
        text=progress.text,
        progress=float(progress.progress),
        stamp=to_stamp(progress.stamp_s),
        data_json=data_to_json(progress.data),
    )


def _message(progress: Progress, utterance: Utterance) -> ProgressMessage:
    message = ProgressMessage(
        command=utterance.text,
        language=utterance.language,
        stage=progress.stage,
        text=progress.text,
        progress=float(progress.progress),
        data_json=data_to_json(progress.data),
    )
    message.header.stamp = to_stamp(progress.stamp_s)
    return message


def main(args: Sequence[str] | None = None) -> int:
    """Run the node until it is told to end."""
    return run(TaskNode, args)


if __name__ == "__main__":
    sys.exit(main())
