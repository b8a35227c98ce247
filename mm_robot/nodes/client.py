# SPDX-License-Identifier: Apache-2.0
"""`mm_robot say`, `stop` and `reset`: give a command to the running system and follow it, or stop the arm."""

from __future__ import annotations

import json
import time
from typing import Any

from action_msgs.srv import CancelGoal
from rclpy.action import ActionClient
from std_msgs.msg import String
from std_srvs.srv import Trigger

from mm_robot.errors import RobotError
from mm_robot.nodes import names
from mm_robot.nodes.connection import Connection
from mm_robot.nodes.conversions import from_stamp
from mm_robot.nodes.safety_latch import START_UP
from mm_robot_msgs.action import ExecuteCommand
from mm_robot_msgs.msg import SafetyState

DONE, REFUSED, ASKED, FAILED, STOPPED = 0, 3, 4, 5, 6  # exit statuses, and ExecuteCommand's outcomes
OUTCOMES = {DONE: "done", REFUSED: "refused", ASKED: "asked", FAILED: "failed", STOPPED: "stopped"}
_ERROR = 1

_REST_S = 3.0  # a cancelled command ends within a stop ramp (control.stop_duration_max_s) and its messages
_STOP_S = 2.0  # for safety_node to answer, once it was found
_REPEAT_S = 0.05  # a stop is asked for again and again until it is confirmed


class Account:
    """The live account of a command on stdout: lines for people, or one JSON object per line."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._begin_s = time.monotonic()

    def tell(self, event: str, text: str, **fields: Any) -> None:
        """One event. People see the time since the beginning, the event and the text."""
        elapsed_s = time.monotonic() - self._begin_s
        if self._as_json:
            line = {"event": event, "elapsed_s": round(elapsed_s, 3), "text": text, **fields}
            print(json.dumps(line, ensure_ascii=False), flush=True)
        elif text:
            print(f"{elapsed_s:7.2f} s  {fields.get('stage') or event:<10}  {text}", flush=True)

    def progress(self, message: Any) -> None:
        """Feedback of the action, or a message of /task/progress: both have the same fields."""
        stamp = message.stamp if hasattr(message, "stamp") else message.header.stamp
        data = json.loads(message.data_json or "{}")
        share = round(float(message.progress), 3)
        stamp_s = round(from_stamp(stamp), 4)
        self.tell("feedback", message.text, stage=message.stage, progress=share, stamp_s=stamp_s, data=data)

    def result(self, status: int, reason: str, stage: str = "") -> int:
        """How it ended; returns the exit status."""
        outcome = OUTCOMES.get(status, "failed")
        if self._as_json:
            self.tell("result", reason, outcome=outcome, failed_stage=stage)
        else:
            where = f" ({stage})" if stage else ""
            self.tell(outcome, f"{reason}{where}")
        return status


def say(text: str, *, as_json: bool = False, timeout_s: float = 120.0) -> int:
    """Give a command and follow it; returns 0 done, 3 refused, 4 asked back, 5 failed, 6 stopped.

    Ctrl-C cancels the command, which stops the arm.

    Raises:
        RobotError: no system is running, or it does not take commands.
    """
    account = Account(as_json)
    with Connection("say") as connection:
        action = ActionClient(connection.node, ExecuteCommand, names.EXECUTE_COMMAND)
        connection.need(action.server_is_ready, names.TASK_NODE)
        sent = action.send_goal_async(
            ExecuteCommand.Goal(text=text),
            feedback_callback=lambda message: account.progress(message.feedback),
        )
        try:
            if not connection.wait(sent.done, timeout_s):
                raise RobotError(f"{names.TASK_NODE} did not take the command within {timeout_s:.0f} s")
            goal = sent.result()
            if not goal.accepted:
                raise RobotError(
                    f"{names.TASK_NODE} takes no commands: it is not active; see `mm_robot doctor`"
                )
            ended = goal.get_result_async()
            if connection.wait(ended.done, timeout_s):
                result = ended.result().result
                return account.result(result.outcome, result.reason, result.stage)
            account.tell("timeout", f"not done after {timeout_s:.0f} s: cancelled, the arm stops")
        except KeyboardInterrupt:
            account.tell("cancel", "cancelled, the arm stops")
        return _cancel(connection, sent, account)


def _cancel(connection: Connection, sent: Any, account: Account) -> int:
    """Cancel the goal and wait until it has ended."""
    if connection.wait(sent.done, _REST_S) and sent.result().accepted:
        goal = sent.result()
        goal.cancel_goal_async()
        ended = goal.get_result_async()
        if connection.wait(ended.done, _REST_S):
            result = ended.result().result
            return account.result(result.outcome, result.reason, result.stage)
    return account.result(FAILED, f"{names.TASK_NODE} did not confirm the cancelling; use `mm_robot stop`")


def stop(reason: str = "operator", *, as_json: bool = False) -> int:
    """Stop the arm and return once the stop is latched: 0, or 1 when nobody answers.

    Raises:
        RobotError: no system is running.
    """
    account = Account(as_json)
    with Connection("stop") as connection:
        states: list[SafetyState] = []
        connection.node.create_subscription(SafetyState, names.SAFETY_STATE, states.append, names.STATE)
        request = connection.node.create_publisher(String, names.STOP_REQUEST, names.COMMAND)
        cancel = connection.node.create_client(CancelGoal, f"{names.EXECUTE_COMMAND}/_action/cancel_goal")
        connection.need(
            lambda: request.get_subscription_count() > 0 or cancel.service_is_ready(), names.SAFETY_NODE
        )

        def stopped() -> bool:
            # Held until every node was heard is no stop: that ends by itself.
            return bool(states) and states[-1].level == SafetyState.STOPPED and states[-1].source != START_UP

        end_s = time.monotonic() + _STOP_S
        while time.monotonic() < end_s:
            request.publish(String(data=reason))
            if connection.wait(stopped, _REPEAT_S):
                state = states[-1]
                account.tell(
                    "stopped", f"by {state.source}: {state.reason}", source=state.source, reason=state.reason
                )
                return 0
        if cancel.service_is_ready():  # safety_node is away; whoever drives the arm can still be told
            answer = cancel.call_async(CancelGoal.Request())  # an empty request cancels every goal
            connection.wait(answer.done, _STOP_S)
    account.tell(
        "failed",
        f"{names.SAFETY_NODE} does not confirm the stop; running commands were cancelled. "
        "Use the emergency stop, then `mm_robot doctor`",
    )
    return _ERROR


def reset(*, as_json: bool = False) -> int:
    """Let the arm move again: 0, or 3 when what stopped it still stands.

    Raises:
        RobotError: no system is running, or safety_node does not answer.
    """
    account = Account(as_json)
    with Connection("reset") as connection:
        client = connection.node.create_client(Trigger, names.SAFETY_RESET)
        connection.need(client.service_is_ready, names.SAFETY_NODE)
        answer = client.call_async(Trigger.Request())
        if not connection.wait(answer.done, _REST_S):
            raise RobotError(
                f"{names.SAFETY_NODE} did not answer within {_REST_S:.0f} s; see `mm_robot doctor`"
            )
        response = answer.result()
        if response.success:
            return account.result(DONE, response.message or "the arm may move again")
        return account.result(REFUSED, response.message)
