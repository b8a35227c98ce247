# SPDX-License-Identifier: Apache-2.0
import os
import time

from mm_robot_sim.bench.workers import carry_out


def behave(task):
    if task == "raise":
        raise ValueError("broken")
    if task == "die":
        os._exit(7)
    if task == "hang":
        time.sleep(600)
    return f"{task} by {os.getpid()}"


def test_whatever_a_task_does_the_others_are_carried_out():
    tasks = ["a", "raise", "b", "die", "c", "hang", "d"]
    ended = {e.task: e for e in carry_out(behave, tasks, jobs=2, timeout_s=6.0)}
    assert set(ended) == set(tasks)
    assert all(ended[name].result.startswith(name) and not ended[name].error for name in "abcd")
    assert "ValueError: broken" in ended["raise"].error
    assert "exit code 7" in ended["die"].error
    assert ended["hang"].error.startswith("killed after 6 s") and ended["hang"].result is None


def test_processes_live_on_from_task_to_task():
    ended = list(carry_out(behave, list("abcdef"), jobs=1, timeout_s=60.0))
    assert len({e.result.split()[-1] for e in ended}) == 1
