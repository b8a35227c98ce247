# SPDX-License-Identifier: Apache-2.0
"""Supervision of small stand-ins for nodes: no ROS is needed to start, restart and end processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from mm_robot import supervisor as supervisor_module
from mm_robot.errors import ConfigError, RobotError
from mm_robot.shared_memory import remove_stale
from mm_robot.supervisor import Supervisor
from mm_robot.system import NodeSpec, System

STAND_INS = {
    "good": """
        import signal, sys, time
        print("[INFO] hello", sys.argv[1:], flush=True)
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            print("bye", flush=True)
    """,
    "crashing": """
        import sys
        print("cannot open the microphone", flush=True)
        sys.exit(3)
    """,
    "deaf": """
        import signal, time
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        print("deaf", flush=True)
        time.sleep(60)
    """,
    "parent": """
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print("grandchild", child.pid, flush=True)
        time.sleep(60)
    """,
    "unfinished": """
        import sys, time
        sys.stdout.write("no newline at the end")
        sys.stdout.flush()
    """,
}


@pytest.fixture(autouse=True)
def stand_ins(tmp_path, monkeypatch):
    for name, source in STAND_INS.items():
        (tmp_path / f"standin_{name}.py").write_text(textwrap.dedent(source))
    root = Path(__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{root}")
    monkeypatch.setenv("ROS_DOMAIN_ID", str(100 + os.getpid() % 100))
    monkeypatch.setattr(supervisor_module, "FIRST_RESTART_S", 0.1)
    return tmp_path


def stand_in_system(*names: str, stops_last: str = "") -> System:
    nodes = tuple(
        NodeSpec(name, f"standin_{name}", name, {"use_sim_time": True}, stops_last=name == stops_last)
        for name in names
    )
    return System("stand-in", "stand-ins", (), nodes)


class Log:
    def __init__(self):
        self.lines = []

    def __call__(self, line):
        self.lines.append(line)

    def wait_for(self, pattern, count=1, timeout_s=10.0):
        end_s = time.monotonic() + timeout_s
        while time.monotonic() < end_s:
            found = [line for line in self.lines if re.search(pattern, line)]
            if len(found) >= count:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{pattern!r} did not come {count} times:\n" + "\n".join(self.lines))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone_within(pids, seconds: float) -> bool:
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def run_script(stand_ins):
    """Runs a script in a process of its own, from which lines can be awaited; killed at the end."""
    started = []

    def run(source: str) -> subprocess.Popen[str]:
        script = stand_ins / "script.py"
        script.write_text(f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n" + source)
        started.append(subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True))
        return started[0]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def read_until(process, *words) -> str:
    seen = ""
    while not all(word in seen for word in words):
        line = process.stdout.readline()
        assert line, f"ended before it said {words}: {seen}"
        seen += line
    return seen


def test_lines_carry_the_node_name_and_parameters_arrive():
    log = Log()
    with Supervisor(stand_in_system("good"), write=log):
        line = log.wait_for("hello")[0]
    assert line.startswith("[good] ")
    assert "__node:=good" in line
    assert "use_sim_time:=true" in line
    assert "[good] bye" in log.lines  # its last words on SIGINT are not lost


def test_quiet_drops_information_only():
    log = Log()
    with Supervisor(stand_in_system("good", "deaf"), write=log, quiet=True):
        log.wait_for("deaf")
        time.sleep(0.3)
    assert not any("hello" in line for line in log.lines)


def test_the_end_of_a_line_may_be_missing():
    log = Log()
    with Supervisor(stand_in_system("unfinished"), write=log):
        log.wait_for("no newline at the end")


def test_a_killed_node_comes_back_and_the_others_stay():
    log = Log()
    with Supervisor(stand_in_system("good", "deaf"), write=log) as system:
        log.wait_for("hello")
        log.wait_for("deaf")
        before = system.pids
        system.kill("good")
        log.wait_for("hello", count=2)
        log.wait_for("killed by SIGKILL")
        after = system.pids
    assert after["good"] != before["good"]
    assert after["deaf"] == before["deaf"]


def test_a_node_that_crashes_again_and_again_is_given_up_and_the_rest_goes_on():
    log = Log()
    with Supervisor(stand_in_system("crashing", "good"), write=log) as system:
        log.wait_for("not started again", timeout_s=15)
        delays = [float(m[1]) for line in log.lines if (m := re.search(r"starts again in ([\d.]+) s", line))]
        assert delays == [0.1, 0.2, 0.4, 0.8]
        assert system.given_up == ("crashing",)
        assert list(system.pids) == ["good"]
        assert any("status 3" in line for line in log.lines)


def test_waiting_for_a_node_that_was_given_up_shows_its_last_lines():
    def never(names, environment):
        command = [sys.executable, "-c", "import time; time.sleep(60)"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    system = Supervisor(stand_in_system("crashing"), write=Log(), await_active=never)
    with (
        system,
        pytest.raises(RobotError, match="crashing does not stay alive.*\n.*cannot open the microphone"),
    ):
        system.wait_ready(15)


def test_ready_when_the_nodes_say_so_and_an_error_when_they_do_not():
    def after(seconds, status):
        def ask(names, environment):
            say = f"print('{names[0]} (inactive)', flush=True)"
            code = f"import time; {say}; time.sleep({seconds}); exit({status})"
            return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)

        return ask

    with Supervisor(stand_in_system("good"), write=Log(), await_active=after(0.2, 0)) as system:
        assert system.wait_ready(10) >= 0.2
    system = Supervisor(stand_in_system("good"), write=Log(), await_active=after(30, 0))
    with system, pytest.raises(RobotError, match=r"not active after 1 s: good \(inactive\)"):
        system.wait_ready(1)
    system = Supervisor(stand_in_system("good"), write=Log(), await_active=after(0, 1))
    with system, pytest.raises(RobotError, match="cannot ask"):
        system.wait_ready(10)


def test_everything_ends_within_three_seconds_even_who_does_not_listen():
    log = Log()
    system = Supervisor(stand_in_system("good", "deaf", "parent", stops_last="deaf"), write=log)
    system.start()
    for name in ("hello", "deaf", "grandchild"):
        log.wait_for(name)
    grandchild = int(log.wait_for("grandchild")[0].split()[-1])
    pids = [*system.pids.values(), grandchild]
    begin_s = time.monotonic()
    system.close()
    assert time.monotonic() - begin_s < 3.0
    assert gone_within(pids, 0.5)
    assert system.pids == {}


def test_who_brakes_the_arm_ends_after_who_moves_it():
    log = Log()
    with Supervisor(stand_in_system("deaf", "good", stops_last="good"), write=log) as system:
        log.wait_for("hello")
        log.wait_for("deaf")
        begin_s = time.monotonic()
        system._stop.set()
        log.wait_for(r"\[good\] bye")
        assert time.monotonic() - begin_s > 0.9  # it was left running while the other was still there


def test_no_orphans_when_the_supervisor_itself_is_killed(run_script):
    process = run_script(
        "import time\n"
        "from test_supervisor import stand_in_system, Supervisor\n"
        "with Supervisor(stand_in_system('good', 'deaf', 'parent')):\n"
        "    time.sleep(60)\n"
    )
    seen = read_until(process, "hello", "[deaf]", "grandchild")
    threads = Path(f"/proc/{process.pid}/task")
    pids = [int(pid) for task in threads.iterdir() for pid in (task / "children").read_text().split()]
    pids.append(int(re.search(r"grandchild (\d+)", seen)[1]))
    assert len(pids) == 5  # three nodes, the child of one of them, and the keeper that will end them
    process.kill()
    assert gone_within(pids, 5.0)


def test_a_second_system_on_the_same_domain_is_refused():
    second = Supervisor(stand_in_system("good"), write=Log())
    message = f"process {os.getpid()}.*end that one first"
    with Supervisor(stand_in_system("good"), write=Log()), pytest.raises(RobotError, match=message):
        second.start()
    with Supervisor(stand_in_system("good"), write=Log()):
        pass  # the domain is free again


def test_killing_what_is_not_there_says_so():
    log = Log()
    with Supervisor(stand_in_system("good"), write=log) as system:
        log.wait_for("hello")
        with pytest.raises(ConfigError, match="available: good"):
            system.kill("arm_node")
    with pytest.raises(RobotError, match="does not run now"):
        system.kill("good")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_up_ends_on_a_signal_with_status_0(number, run_script):
    process = run_script(
        "from test_supervisor import stand_in_system\n"
        "from mm_robot import supervisor, system\n"
        "system.SYSTEMS['stand-in'] = stand_in_system('good')\n"
        "sys.exit(supervisor.up('stand-in'))\n"
    )
    read_until(process, "hello")
    begin_s = time.monotonic()
    process.send_signal(number)
    output = process.communicate(timeout=10)[0]
    assert process.returncode == 0, output
    assert time.monotonic() - begin_s < 3.0
    assert "all processes gone" in output


def test_segments_of_the_dead_go_and_those_of_the_living_stay(tmp_path):
    import fcntl

    for name in ("fastrtps_dead", "fastrtps_dead_el", "fastrtps_alive", "fastrtps_alive_el", "other_el"):
        path = tmp_path / name
        path.touch()
    (tmp_path / "fastrtps_port7400").touch()
    with (tmp_path / "fastrtps_alive_el").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert remove_stale(tmp_path) == ()  # too young to judge
        time.sleep(1.05)
        assert remove_stale(tmp_path, ports=False) == ("fastrtps_dead",)
        assert remove_stale(tmp_path) == ("fastrtps_port7400",)
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".py") == [
        "fastrtps_alive", "fastrtps_alive_el", "other_el",
    ]  # fmt: skip
