# SPDX-License-Identifier: Apache-2.0
"""`mm_robot stop` and `reset`. Imports little: every module it loads is time in which the arm still moves."""

from __future__ import annotations

import time
from collections.abc import Callable

from std_msgs.msg import String
from std_srvs.srv import Trigger

from mm_robot.errors import RobotError
from mm_robot.nodes import names
from mm_robot.nodes.account import DONE, REFUSED, Account
from mm_robot.nodes.connection import Connection
from mm_robot.nodes.safety_latch import START_UP
from mm_robot_msgs.msg import SafetyState

_ERROR = 1
_FIND_S = 1.0  # for safety_node to be found; then the task is told as well
_CONFIRM_S = 2.0  # for safety_node to confirm, once it was found
_REPEAT_S = 0.05  # a stop is asked for again and again until it is confirmed
_ANSWER_S = 3.0  # for a service of a running node


def stop(reason: str = "operator", *, as_json: bool = False) -> int:
    """Stop the arm and return once the stop is latched: 0, or 1 when safety_node does not confirm it.

    Raises:
        RobotError: no system is running.
    """
    account = Account(as_json)
    with Connection("stop") as connection:
        states: list[SafetyState] = []
        connection.node.create_subscription(SafetyState, names.SAFETY_STATE, states.append, names.STATE)
        request = connection.node.create_publisher(String, names.STOP_REQUEST, names.COMMAND)

        def stopped() -> bool:
            # Held until every node was heard is no stop: that ends by itself.
            return bool(states) and states[-1].level == SafetyState.STOPPED and states[-1].source != START_UP

        def found() -> bool:
            return bool(request.get_subscription_count() > 0)

        if not connection.wait(found, _FIND_S):
            _cancel_everything(connection, found)
            connection.wait(found, _CONFIRM_S)  # the task knows; safety_node may yet be found
        end_s = time.monotonic() + _CONFIRM_S
        while found() and time.monotonic() < end_s:
            request.publish(String(data=reason))
            if connection.wait(stopped, _REPEAT_S):
                by, why = states[-1].source, states[-1].reason
                account.tell("stopped", f"by {by}: {why}", source=by, reason=why)
                return 0
    account.tell(
        "failed",
        f"{names.SAFETY_NODE} does not confirm the stop; running commands were cancelled. "
        "Use the emergency stop, then `mm_robot doctor`",
    )
    return _ERROR


def _cancel_everything(connection: Connection, found: Callable[[], bool]) -> None:
    """safety_node is slow to be found, or away; task_node drives the arm and can be told as well."""
    from action_msgs.srv import CancelGoal

    cancel = connection.node.create_client(CancelGoal, f"{names.EXECUTE_COMMAND}/_action/cancel_goal")
    connection.need(lambda: found() or cancel.service_is_ready(), names.SAFETY_NODE)
    if cancel.service_is_ready():
        answer = cancel.call_async(CancelGoal.Request())  # an empty request cancels every goal
        connection.wait(lambda: answer.done() or found(), _ANSWER_S)


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
        if not connection.wait(answer.done, _ANSWER_S):
            raise RobotError(
                f"{names.SAFETY_NODE} did not answer within {_ANSWER_S:.0f} s; see `mm_robot doctor`"
            )
        response = answer.result()
        if response.success:
            return account.result(DONE, response.message or "the arm may move again")
        return account.result(REFUSED, response.message)
