# SPDX-License-Identifier: Apache-2.0
import dataclasses
import json
import time

import pytest

from mm_robot.errors import RobotError
from mm_robot.nodes.audience import Judgement, Stage
from mm_robot.types import Asked, Done, Refused, Stopped
from mm_robot_sim.bench import graph
from mm_robot_sim.bench.graph import _Talk
from mm_robot_sim.tasks.goals import Picked
from mm_robot_sim.tasks.task import Task, Turn


class Graph:
    """Answers like the audience of a running system: each command takes 0.3 s, during which the arm moves."""

    def __init__(self, outcomes, takes_s=0.3):
        self._outcomes, self._takes_s = outcomes, takes_s
        self.told, self.said, self.stages = [], [], []
        self._moves_until = 0.0
        self._began = time.monotonic()

    @property
    def now_s(self):
        return time.monotonic() - self._began

    @property
    def moving(self):
        return time.monotonic() < self._moves_until

    def command(self, text):
        self.said.append(text)
        interjected = self.moving
        ends = time.monotonic() + (0.0 if interjected else self._takes_s)
        self._moves_until = 0.0 if interjected else ends
        self.stages += [Stage(s, "", self.now_s, {}) for s in ("hear", "understand", "see", "ground", "plan")]
        return lambda: self._outcomes[text] if time.monotonic() >= ends else None

    def judge(self, goal=None):
        self.told.append(goal)
        record = {
            "wrong_objects": [], "unsafe": [], "disturbance": "", "happened": "", "time_s": 9.0,
            "gripper_holds": None,
        }  # fmt: skip
        met = goal is not None and goal["kind"] == "task" and goal["outcomes"][-1]["outcome"] == "Done"
        return Judgement(met, "met" if met else "not met", record)


def task(*turns, ends="done"):
    return Task("pick", "en", turns, Picked("red_cup"), "pick.en.1", "red_cup", ends)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(graph, "_PAUSE_S", 0.01)


def test_what_interrupts_is_said_while_the_arm_moves_and_the_next_thing_after_it():
    turns = Turn("take it"), Turn("stop", "moving", 0.1), Turn("go on", "next")
    played = Graph({"take it": Stopped("speech"), "stop": Stopped("speech"), "go on": Done("")})
    talk = _Talk(played, task(*turns))
    talk.run()
    episode = talk.judged(1000, "")
    assert played.said == ["take it", "stop", "go on"]
    assert [told["turn"] for told in played.told if told["kind"] == "turn"] == [0, 1, 2]
    assert episode.ok and episode.outcomes == ("Stopped: speech", "Stopped: speech", "Done: ")
    assert set(episode.stages_s) >= {"understand", "plan"} and json.dumps(dataclasses.asdict(episode))


def test_an_answer_is_given_only_to_a_question():
    turns = Turn("take the cup"), Turn("the red one", "asked")
    asked = Graph({"take the cup": Asked("which?"), "the red one": Done("")})
    talk = _Talk(asked, task(*turns))
    talk.run()
    assert asked.said == ["take the cup", "the red one"] and talk.judged(1000, "").questions == 1
    clear = Graph({"take the cup": Done("")})
    _Talk(clear, task(*turns)).run()
    assert clear.said == ["take the cup"]


def test_a_refusal_and_a_silence_are_failures_with_a_cause(monkeypatch):
    refused = Graph({"take it": Refused("I see no cup.")})
    talk = _Talk(refused, task(Turn("take it")))
    talk.run()
    episode = talk.judged(1000, "")
    assert not episode.ok and episode.false_refusal and episode.cause == "refused"
    monkeypatch.setattr(graph, "LONGEST_S", 0.05)
    silent = _Talk(Graph({"take it": None}), task(Turn("take it")))
    with pytest.raises(RobotError, match="no outcome within"):
        silent.run()
