# SPDX-License-Identifier: Apache-2.0
import json

import imageio_ffmpeg
import pytest
from PIL import Image

from mm_robot import cli
from mm_robot.errors import InputError
from mm_robot_sim.bench import run as running
from mm_robot_sim.bench.playing import Job, lost, play
from mm_robot_sim.bench.report import write_report
from mm_robot_sim.bench.run import program_version, run
from mm_robot_sim.bench.schedule import Trial, make_plan


@pytest.fixture(scope="module", autouse=True)
def one_version():
    """A checkout may change while its tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "program_version", lambda: "1.2.3+abc")
        yield


def test_the_version_names_the_commit_where_there_is_one():
    assert program_version()[0].isdecimal()


@pytest.fixture(scope="module")
def results(one_version, tmp_path_factory):
    """Two episodes, of which the second fails: what should be taken is gone."""
    folder = tmp_path_factory.mktemp("bench")
    plan = make_plan("tabletop", (1001, 1002), family="pick", disturb="target_removed")
    return run(plan, folder, jobs=1, command="mm_robot bench …")


def test_numbers_come_first_and_every_episode_is_kept(results):
    numbers = results.as_json()
    assert next(iter(numbers)) == "total" and numbers["split"] == "dev" and numbers["seeds"] == [1001, 1002]
    assert {"success", "wrong_object", "unsafe"} <= set(numbers["total"])
    assert numbers["total"]["episodes"] == len(numbers["episodes"]) == 2
    assert numbers["machine"]["cores"] >= 1 and numbers["version"] and numbers["command"]
    json.dumps(numbers)


def test_a_failure_leaves_a_film_and_a_page_shows_it(results):
    failed = [p for p in results.played if not p.episode.ok]
    assert failed
    film = results.folder / "failures" / failed[0].film
    frames, _ = imageio_ffmpeg.count_frames_and_secs(str(film))
    assert frames > 20 and film.stat().st_size < 2_000_000
    html, png = write_report(results)
    page = html.read_text(encoding="utf-8")
    assert failed[0].episode.said[0] in page and f"failures/{failed[0].film}" in page
    assert "data:image/jpeg;base64," in page and "http:" not in page and "https:" not in page
    assert Image.open(png).size[0] == 1000


def test_a_second_run_plays_nothing_again(results, monkeypatch):
    def never(*arguments):
        raise AssertionError("played again")

    monkeypatch.setattr(running, "carry_out", lambda work, jobs, *rest: iter(never() for job in jobs))
    again = run(results.plan, results.folder, jobs=1, command="mm_robot bench …")
    assert again.episodes == results.episodes


def test_results_of_another_plan_are_not_mixed_in(results):
    other = make_plan("tabletop", (1001, 1002), family="pick", disturb="none")
    with pytest.raises(InputError, match="another plan; take another --out, or --fresh"):
        run(other, results.folder, jobs=1, command="")


def test_a_world_that_holds_nothing_is_skipped_or_gives_another_task():
    nothing = play(Job(Trial(1007, ("three_steps",), "zh", ()), None))
    if nothing.episode is None:
        assert "take another seed" in nothing.skipped
        other = play(Job(Trial(1007, ("three_steps", "refuse_absent"), "zh", ()), None))
        assert other.episode.family == "refuse_absent"


def test_a_process_that_hung_or_died_is_a_failed_episode():
    trial = Trial(1001, ("pick",), "en", ())
    assert lost(trial, "killed after 900 s of time on the clock").episode.cause == "timeout"
    dead = lost(trial, "the process died with exit code -11").episode
    assert dead.cause == "crash" and not dead.ok and "-11" in dead.verdict


def test_the_console_tells_what_is_wrong(capsys, tmp_path):
    assert cli.main(["bench", "tabletop", "--seeds", "990-1010", "--out", str(tmp_path)]) == 1
    assert "more than one split" in capsys.readouterr().err
    assert cli.main(["dataset", str(tmp_path), "--seeds", "10000-10001", "--size", "big"]) == 1
    assert "WIDTHxHEIGHT" in capsys.readouterr().err
    assert cli.main(["dataset", str(tmp_path), "--check"]) == 1


def test_a_line_cut_off_by_a_kill_costs_that_episode_alone(results, monkeypatch):
    file = results.folder / "episodes.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]) + lines[-1][:40], encoding="utf-8")
    for _ in range(2):
        again = run(results.plan, results.folder, jobs=1, command="mm_robot bench …")
        assert len(again.episodes) == 2
    assert file.read_text(encoding="utf-8").count('"key"') == 3
