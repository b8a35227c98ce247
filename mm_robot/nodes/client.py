# SPDX-License-Identifier: Apache-2.0
"""`mm_robot say`: give a command to the running system and follow it."""

from __future__ import annotations

from typing import Any

from rclpy.action import ActionClient

from mm_robot.errors import RobotError
from mm_robot.nodes import names
from mm_robot.nodes.account import FAILED, Account
from mm_robot.nodes.connection import Connection
from mm_robot_msgs.action import ExecuteCommand

_REST_S = 3.0  # a cancelled command ends within a stop ramp (control.stop_duration_max_s) and its messages


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
