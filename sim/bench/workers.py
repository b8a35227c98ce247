# SPDX-License-Identifier: Apache-2.0
"""Worker processes that may hang or die without taking the run with them."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
_LOOK_S = 0.5
_GRACE_S = 5.0  # for a worker to end by itself


@dataclass(frozen=True)
class Ended(Generic[Task, Result]):
    """What became of one task: a result, or the reason why there is none."""

    task: Task
    result: Result | None
    error: str  # traceback, "killed after …", or "the process died …"; empty when there is a result


class _Worker(Generic[Task]):
    """One process and the task it is at."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = get_context("spawn")  # a fork would share OpenGL contexts and threads' locks
        ours, theirs = context.Pipe()
        self.pipe: Connection = ours
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.since_s = 0.0

    def give(self, task: Task) -> None:
        self.task, self.since_s = task, time.monotonic()
        self.pipe.send(task)

    def end(self, kill: bool) -> None:
        if kill:
            self.process.kill()
        self.pipe.close()
        self.process.join(_GRACE_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join(_GRACE_S)


def carry_out(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, timeout_s: float
) -> Iterator[Ended[Task, Result]]:
    """Run `work` on every task in `jobs` processes, which live on from task to task; in the order they end.

    A task that raises, takes longer than `timeout_s` of this machine's time, or kills its process counts as
    ended with an error; a new process takes the next one.
    """
    waiting = deque(tasks)
    workers: list[_Worker[Task]] = []
    try:
        while waiting or any(worker.task is not None for worker in workers):
            while waiting and len(workers) < jobs:
                workers.append(_Worker(work))
                workers[-1].give(waiting.popleft())
            wait([worker.pipe for worker in workers if worker.task is not None], _LOOK_S)
            for worker in list(workers):
                ended = _look(worker, timeout_s)
                if ended is None:
                    continue
                yield ended
                lost = not worker.process.is_alive() or worker.pipe.closed
                if lost:
                    workers.remove(worker)
                elif waiting:
                    worker.give(waiting.popleft())
    finally:
        for worker in workers:
            worker.end(kill=worker.task is not None)


def _look(worker: _Worker[Task], timeout_s: float) -> Ended[Task, Any] | None:
    task = worker.task
    if task is None:
        return None
    if worker.pipe.poll():
        try:
            result, error = worker.pipe.recv()
        except (EOFError, OSError):
            worker.end(kill=True)
            worker.task = None
            return Ended(task, None, f"the process died with exit code {worker.process.exitcode}")
        worker.task = None
        return Ended(task, result, error)
    if time.monotonic() - worker.since_s > timeout_s:
        worker.end(kill=True)
        worker.task = None
        return Ended(task, None, f"killed after {timeout_s:.0f} s of time on the clock")
    return None


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """In the worker: one task after the other until the other end is closed."""
    while True:
        try:
            task = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            reply = (work(task), "")
        except Exception:  # a broken episode is a result too, and the next one must run
            reply = (None, traceback.format_exc())
        except KeyboardInterrupt:
            return
        pipe.send(reply)
