# SPDX-License-Identifier: Apache-2.0
"""`mm_robot up`: every node as a process of its own, watched over, restarted when it dies, ended together.

As a library: `with Supervisor("sim", seed=3) as system: system.wait_ready(30.0)`.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType, TracebackType

from mm_robot.child import Child, describe_end
from mm_robot.domain import claim_domain
from mm_robot.errors import RobotError
from mm_robot.keeper import Keeper
from mm_robot.shared_memory import remove_stale
from mm_robot.system import System, Value, process_environment, ros_arguments, system_of

FIRST_RESTART_S = 0.5  # short: until the node is back the arm stands still
LONGEST_RESTART_S = 8.0
QUICK_CRASH_S = 10.0  # a node that lived longer had started well: its next restart is again the first
MAX_QUICK_CRASHES = 5  # then it will not get better by itself: 0.5 + 1 + 2 + 4 s of waiting have passed
_POLL_S = 0.02
# From Ctrl-C to the last process gone at most 2.6 s: first who drives the arm, then who brakes it.
_SIGINT_AFTER_S, _SIGTERM_AFTER_S, _SIGKILL_AFTER_S = 0.0, 1.0, 1.4
_LAST_ONES_DELAY_S = 1.2

AwaitActive = Callable[[Sequence[str], Mapping[str, str]], "subprocess.Popen[str]"]


class Supervisor:
    """The processes of one system. `close` (or the end of `with`) ends them all within three seconds."""

    def __init__(
        self,
        system: str | System,
        *,
        seed: int | None = None,
        config: str | None = None,
        arguments: Mapping[str, Value | None] | None = None,
        quiet: bool = False,
        write: Callable[[str], None] | None = None,
        await_active: AwaitActive | None = None,
    ) -> None:
        """`arguments` are those of the launch file; `write` gets every line (default: stdout).

        Raises:
            ConfigError: no such system, or an argument that it does not have.
        """
        self.system = system_of(system) if isinstance(system, str) else system
        given: dict[str, Value | None] = {**(arguments or {})}
        given.update({k: v for k, v in {"seed": seed, "config": config}.items() if v is not None})
        choices = self.system.choices(given)
        self._environment = process_environment(os.environ)
        self._children = {
            node.name: Child(
                node, ros_arguments(node, self.system.parameters(node, choices)), self._environment
            )
            for node in self.system.nodes
        }
        self._quiet = quiet
        self._write = write or _print
        self._await_active = await_active or _ask_lifecycle
        self._stop = threading.Event()
        self._pids: dict[str, int] = {}  # replaced, never changed in place: read from any thread
        self._given_up: tuple[str, ...] = ()
        self._lock: int | None = None
        self._watcher: threading.Thread | None = None

    # -------------------------------------------------------------------------------- for whoever uses it

    @property
    def pids(self) -> dict[str, int]:
        """The process ids of the nodes that run now, by node name."""
        return dict(self._pids)

    @property
    def given_up(self) -> tuple[str, ...]:
        """Nodes that crashed too often and are not started again."""
        return self._given_up

    def start(self) -> None:
        """Start every node.

        Raises:
            RobotError: another supervisor runs on this ROS domain.
        """
        self._lock = claim_domain(self.system.profile)
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._watcher.start()

    def wait_ready(self, timeout_s: float) -> float:
        """Wait until every node is active; returns the seconds it took.

        Raises:
            RobotError: a node was given up, or not all are active in time; the message names them.
        """
        begin_s = time.monotonic()
        asking = self._await_active([node.name for node in self.system.nodes], self._environment)
        while True:
            try:
                told = asking.communicate(timeout=_POLL_S)[0].strip()
                break
            except subprocess.TimeoutExpired:
                problem = self._why_not_ready()
                late = time.monotonic() - begin_s > timeout_s
            if problem or late:
                asking.terminate()
                told = (asking.communicate()[0].strip().splitlines() or ["no state known"])[-1]
                raise RobotError(
                    problem
                    or f"not active after {timeout_s:.0f} s: {told}; what they printed says why, "
                    "`mm_robot doctor` looks further"
                )
        if asking.returncode != 0:
            raise RobotError(f"cannot ask the nodes for their state: {told}")
        return time.monotonic() - begin_s

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to one node's process group, to see what the others do.

        Raises:
            ConfigError: the system has no such node.
            RobotError: it does not run just now.
        """
        self.system.node(name)
        pid = self._pids.get(name)
        if pid is None:
            raise RobotError(f"{name} does not run now; running: {', '.join(self._pids) or 'none'}")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, number)

    def close(self) -> None:
        """End every process; returns when the last one is gone."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Supervisor:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _why_not_ready(self) -> str:
        """Why waiting any longer is no use, or nothing."""
        if self._stop.is_set():
            return "the system was ended before it was ready"
        if not self._given_up:
            return ""
        name = self._given_up[0]
        lines = "\n".join(self._children[name].last_lines)
        return f"{name} does not stay alive; the last it printed:\n{lines}"

    # -------------------------------------------------------------------------------- the watching thread

    def _watch(self) -> None:
        self._keeper = Keeper()
        for child in self._children.values():
            self._begin(child)
        while not self._stop.is_set():
            self._look_after()
        self._end_all()
        self._keeper.close()
        remove_stale()

    def _begin(self, child: Child) -> None:
        child.start()
        if child.pid is not None:
            self._keeper.add(child.pid)

    def _bury(self, child: Child) -> None:
        group = child.pid
        child.bury()
        if group is not None:
            self._keeper.remove(group)

    def _look_after(self) -> None:
        """Forward what was printed; bury the dead and start them again when their time has come."""
        self._forward()
        now_s = time.monotonic()
        for child in self._children.values():
            status = child.ended()
            if status is not None:
                self._forward()
                self._died(child, status, now_s)
            elif child.restart_at_s is not None and now_s >= child.restart_at_s:
                self._begin(child)
        self._pids = {name: child.pid for name, child in self._children.items() if child.pid is not None}

    def _died(self, child: Child, status: int, now_s: float) -> None:
        lived_s = now_s - child.started_s
        self._bury(child)
        remove_stale(ports=False)
        child.quick_crashes = child.quick_crashes + 1 if lived_s < QUICK_CRASH_S else 1
        what = f"{child.node.name} {describe_end(status)} after {lived_s:.1f} s"
        if not child.node.respawn or child.quick_crashes >= MAX_QUICK_CRASHES:
            child.given_up = True
            self._given_up = (*self._given_up, child.node.name)
            self._write(
                f"[supervisor] {what}, {child.quick_crashes} times in a row; not started again. "
                "The arm stays stopped. Mend what its last lines say, then start the system again."
            )
            return
        delay_s = min(FIRST_RESTART_S * 2 ** (child.quick_crashes - 1), LONGEST_RESTART_S)
        child.restart_at_s = now_s + delay_s
        self._write(f"[supervisor] {what}; starts again in {delay_s:.1f} s")

    def _forward(self) -> None:
        """Wait a moment for output, and pass it on line by line."""
        pipes = [child.pipe for child in self._children.values() if child.pipe is not None]
        if pipes:
            select.select(pipes, [], [], _POLL_S)
        else:
            time.sleep(_POLL_S)
        for child in self._children.values():
            for line in child.lines():
                if line.strip() and not (self._quiet and _is_chatter(line)):
                    self._write(f"[{child.node.name}] {line}")

    def _end_all(self) -> None:
        """SIGINT, then SIGTERM, then SIGKILL; those that brake the arm come after those that move it."""
        begin_s = time.monotonic()
        last_from_s: float | None = None
        sent: dict[str, list[signal.Signals]] = {name: [] for name in self._children}
        while any(child.pid is not None for child in self._children.values()):
            now_s = time.monotonic() - begin_s
            others_gone = all(c.pid is None for c in self._children.values() if not c.node.stops_last)
            if last_from_s is None and (others_gone or now_s >= _LAST_ONES_DELAY_S):
                last_from_s = now_s
            for name, child in self._children.items():
                from_s = last_from_s if child.node.stops_last else 0.0
                if child.pid is not None and from_s is not None:
                    _urge(child, now_s - from_s, sent[name])
            self._forward()
            for child in self._children.values():
                if child.ended() is not None:
                    self._bury(child)
        self._pids = {}


def _urge(child: Child, waited_s: float, sent: list[signal.Signals]) -> None:
    """Send the strongest signal whose time has come, once."""
    for after_s, number in (
        (_SIGKILL_AFTER_S, signal.SIGKILL),
        (_SIGTERM_AFTER_S, signal.SIGTERM),
        (_SIGINT_AFTER_S, signal.SIGINT),
    ):
        if waited_s >= after_s:
            if number not in sent:
                sent.append(number)
                child.signal(number)
            return


def up(profile: str, arguments: Mapping[str, Value | None] | None = None, *, quiet: bool = False) -> int:
    """Run the system until Ctrl-C or SIGTERM; returns 0, or 1 when a node had to be given up.

    Raises:
        ConfigError: no such system, or an argument that it does not have.
        RobotError: another supervisor runs on this ROS domain.
    """
    ended = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        ended.set()

    supervisor = Supervisor(profile, arguments=arguments, quiet=quiet)
    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        with supervisor:
            announcer = threading.Thread(target=_announce, args=(supervisor, ended), daemon=True)
            announcer.start()
            while not ended.wait(0.2):
                pass
            _print("[supervisor] ending")
            begin_s = time.monotonic()
        _print(f"[supervisor] all processes gone after {time.monotonic() - begin_s:.1f} s")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 1 if supervisor.given_up else 0


def _announce(supervisor: Supervisor, ended: threading.Event) -> None:
    try:
        took_s = supervisor.wait_ready(timeout_s=120.0)
    except RobotError as error:
        if not ended.is_set():
            _print(f"[supervisor] {error}")
        return
    _print(
        f"[supervisor] ready after {took_s:.1f} s: in another terminal `mm_robot say 'hand me the red cup'`, "
        "`mm_robot stop` stops the arm; Ctrl-C here ends the system"
    )


def _ask_lifecycle(names: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """A process that ends with status 0 once every node says that it is active."""
    return subprocess.Popen(
        [sys.executable, "-m", "mm_robot.tether", str(os.getpid()), "10", "mm_robot.nodes.readiness", *names],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _is_chatter(line: str) -> bool:
    return line.lstrip().startswith(("[INFO]", "[DEBUG]"))


def _print(line: str) -> None:
    print(line, flush=True)
