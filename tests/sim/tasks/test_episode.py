# SPDX-License-Identifier: Apache-2.0
import json

import pytest

from mm_robot.errors import InputError
from mm_robot_sim.tasks import episode as episodes
from mm_robot_sim.tasks.episode import Play, play


def test_an_episode_is_judged_and_measured():
    episode = play(1001, "pick", "en")
    assert episode.ok and not episode.cause and episode.verdict == f"the gripper holds {episode.target}"
    assert episode.said and episode.outcomes[0].startswith("Done") and episode.disturbance == "none"
    assert 3.0 < episode.simulated_s < 60.0 and episode.act_s > 1.0
    assert {"see", "ground", "plan"} <= set(episode.stages_s)


def test_what_happens_to_the_world_is_told_and_a_failure_has_a_cause():
    episode = play(1001, "pick", "zh", ("target_removed",))
    assert episode.disturbance == "target_removed" and episode.target in episode.happened
    assert not episode.ok and episode.cause


def test_the_first_disturbance_that_fits_is_taken_and_none_when_none_does():
    fitting = Play(1001, "push", "en", ("object_slips", "target_moved"))
    assert fitting.task.disturbances and fitting._mishap.name == "target_moved"
    fitting.close()


def test_a_program_that_breaks_is_a_failed_episode():
    made = Play(1001, "pick", "en")
    broken = made.broken("Traceback …\nZeroDivisionError: division by zero")
    made.close()
    assert not broken.ok and broken.cause == "crash" and "ZeroDivision" in broken.error


def test_time_runs_out(monkeypatch):
    monkeypatch.setattr(episodes, "LONGEST_S", 2.0)
    episode = play(1001, "pick", "en")
    assert not episode.ok and episode.cause == "timeout" and "2 s" in episode.error


def test_wrong_names_are_told():
    with pytest.raises(InputError, match="no family 'dance'; available: pick"):
        play(1001, "dance", "en")
    with pytest.raises(InputError, match="no disturbance 'flood'"):
        play(1001, "pick", "en", ("flood",))


def test_it_can_be_asked_for_on_the_command_line(capsys):
    assert episodes.main(["pick", "1001", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["family"] == "pick"
