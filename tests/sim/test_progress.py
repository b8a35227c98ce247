# SPDX-License-Identifier: Apache-2.0
import io

from mm_robot_sim.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_it_tells_how_long_it_will_still_take():
    now = [0.0]
    progress = Progress(10, stream=Terminal(), clock=lambda: now[0])
    assert "0/10 ? left" in progress.line()
    now[0] = 30.0
    progress.step("3 failed", 3)
    assert progress.line("3 failed").endswith("3/10 1:10 left 3 failed")


def test_what_an_earlier_run_did_does_not_count_as_fast():
    now = [0.0]
    progress = Progress(100, done=90, stream=io.StringIO(), clock=lambda: now[0])
    now[0] = 600.0
    progress.step()
    assert "91/100 1:30:00 left" in progress.line()


def test_a_log_gets_few_lines_and_a_terminal_one():
    log, terminal, now = io.StringIO(), Terminal(), [0.0]
    for stream in (log, terminal):
        now[0] = 0.0
        progress = Progress(50, stream=stream, clock=lambda: now[0])
        for _ in range(50):
            now[0] += 1.0
            progress.step()
    assert log.getvalue().count("\n") == 6 and log.getvalue().rstrip().endswith("50/50 done")
    assert terminal.getvalue().count("\n") == 1
