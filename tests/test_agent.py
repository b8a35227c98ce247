# SPDX-License-Identifier: Apache-2.0
"""Whole commands, words to referee, in a simulated world. Seeds are of the development range."""

import threading
import time

import numpy as np
import pytest

from mm_robot.agent import Agent
from mm_robot.config import load
from mm_robot.errors import RobotError
from mm_robot.types import Asked, Done, Failed, Refused, Stopped, Utterance
from mm_robot_sim.robots.robot import SimRobot
from mm_robot_sim.tasks.referee import HandedOver, Picked, Placed, Referee, Untouched
from mm_robot_sim.world import World

CONFIG = load()
SET = [("cup", "red"), ("cup", "blue"), ("can", "green"), ("bowl", "white"), ("block", "yellow")]


class Room:
    """A world, an agent in it, and somebody who notes what is said and done."""

    def __init__(self, seed=1401, objects=SET):
        self.world = World(seed, objects=objects, config=CONFIG)
        self.robot = SimRobot(self.world, CONFIG)
        self.referee = Referee(self.world)
        self.said, self.stages = [], []
        self.agent = Agent(self.robot, CONFIG, tell=lambda text, language: self.said.append(text))

    def do(self, said):
        return self.agent.do(said, lambda progress: self.stages.append(progress.stage))

    def in_background(self, said):
        results = []
        thread = threading.Thread(target=lambda: results.append(self.do(said)))
        thread.start()
        return thread, results

    def wait_until(self, true, limit_s=60.0):
        end = time.monotonic() + limit_s
        while not true():
            assert time.monotonic() < end, "it never happened"
            time.sleep(0.002)

    def ok(self, goal):
        return self.referee.verdict(goal).ok

    @property
    def speed_rad_s(self):
        return float(np.abs(self.robot.state().qd_rad_s).max())


@pytest.fixture
def room():
    made = Room()
    yield made
    made.world.close()


@pytest.mark.parametrize("text", ["hand me the red cup", "把桌上的红色杯子递给我"])
def test_say_it_and_it_is_handed_over(room, text):
    assert isinstance(room.do(text), Done)
    assert room.ok(HandedOver("red_cup"))
    order = ["hear", "understand", "see", "ground", "check", "plan", "act", "verify", "tell"]
    assert [s for i, s in enumerate(room.stages) if s in order and s not in room.stages[:i]][:8] == order[:8]
    assert room.referee.record.max_person_force_n < 5.0 and not room.referee.record.knocked_over


def test_two_steps_and_the_second_waits_for_the_answer(room):
    assert isinstance(room.do("take the cup and put it in the bowl"), Asked)
    assert isinstance(room.do("the blue one"), Done)
    assert room.ok(Placed("blue_cup", "in", ("white_bowl",))) or room.ok(
        Placed("blue_cup", "on", ("white_bowl",))
    )


def test_a_prohibition_leaves_the_robot_still_and_is_remembered(room):
    start = room.robot.state().q_rad
    assert isinstance(room.do("不要拿红色的杯子"), Done)
    assert np.array_equal(room.robot.state().q_rad, start)
    assert isinstance(room.do("hand me the red cup"), Asked)
    assert isinstance(room.do("no"), Done) and room.ok(Untouched())


def test_what_is_not_there_is_refused_with_a_spoken_reason(room):
    refused = room.do("hand me the purple elephant")
    assert isinstance(refused, Refused) and "elephant" in refused.reason and room.said == [refused.reason]
    assert room.ok(Untouched())


def test_two_cups_and_the_red_one(room):
    asked = room.do("pick up the cup")
    assert isinstance(asked, Asked) and "red" in asked.question and "blue" in asked.question
    assert isinstance(room.do("the red one"), Done) and room.ok(Picked("red_cup"))


def test_a_negation_in_another_reading_is_asked_about_and_not_acted_on(room):
    asked = room.do(Utterance("拿起绿色的罐子", "zh", 0.8, ("别拿起绿色的罐子",)))
    assert isinstance(asked, Asked) and room.ok(Untouched())
    assert isinstance(room.do("是的"), Done) and room.ok(Picked("green_can"))


def test_stop_in_mid_motion_latches_and_continue_finishes(room):
    thread, results = room.in_background("hand me the green can")
    room.wait_until(lambda: room.speed_rad_s > 0.2)
    began_s = room.world.now_s
    assert isinstance(room.do("stop"), Stopped)
    room.wait_until(lambda: room.speed_rad_s < 1.5 * CONFIG.control.rest_speed_rad_s)
    assert room.world.now_s - began_s < 0.5
    thread.join(60)
    assert isinstance(results[0], Stopped)
    assert isinstance(room.do("hand me the red cup"), Refused), "the stop is latched"
    assert isinstance(room.do("continue"), Done) and room.ok(HandedOver("green_can"))


def test_what_the_fingers_closed_on_while_somebody_said_stop_is_known_to_be_held(room):
    thread, results = room.in_background("put the yellow block in the white bowl")
    room.wait_until(lambda: room.robot.state().gripper_width_m < 0.07)
    room.agent.stop("speech")
    thread.join()
    assert isinstance(results[0], Stopped)
    room.robot.sleep(1.0)  # the fingers go on to close: what they have must not fall
    assert "in my gripper" in room.do("where is the yellow block?").text
    assert isinstance(room.do("continue"), Done)
    assert room.ok(Placed("yellow_block", "in", ("white_bowl",)))


def test_the_cup_on_the_table_stays_the_one_that_was_meant_once_it_is_in_the_hand(room):
    thread, results = room.in_background("hand me the red cup on the table")
    room.wait_until(lambda: room.world.pose("red_cup")[2, 3] > 0.12 and room.speed_rad_s > 0.2)
    room.do("stop")
    thread.join(60)
    assert isinstance(results[0], Stopped) and room.ok(Picked("red_cup"))
    assert isinstance(room.do("continue"), Done) and room.ok(HandedOver("red_cup"))


def test_while_it_works_it_takes_no_second_order(room):
    thread, results = room.in_background("pick up the green can")
    room.wait_until(lambda: "act" in room.stages)
    assert isinstance(room.do("hand me the red cup"), Refused)
    thread.join(60)
    assert isinstance(results[0], Done) and room.ok(Picked("green_can"))


def test_a_thing_moved_away_before_the_grasp_is_found_again(room):
    block = room.world.model.joint("yellow_block").qposadr[0]

    def snatch(progress):
        if progress.text == "pick: approach" and not moved:
            moved.append(True)
            with room.world.lock:
                room.world.data.qpos[block : block + 2] += [0.0, -0.09]

    moved = []
    assert isinstance(room.agent.do("pick up the yellow block", snatch), Done)
    assert room.ok(Picked("yellow_block")) and any("again" in text for text in room.said)


def test_got_it_lets_go_without_a_pull(room):
    room.world.person.watch = lambda: None
    room.world._watchers.clear()
    room.world.on_watch(room.robot._feel)
    thread, results = room.in_background("hand me the green can")
    room.wait_until(lambda: any("take it" in text for text in room.said))
    assert isinstance(room.do("got it"), Done)
    thread.join(60)
    assert isinstance(results[0], Done) and room.robot.state().gripper_width_m > 0.075


def test_a_blind_robot_holds_still_and_says_so(room):
    def broken():
        raise RobotError("the camera is unplugged")

    room.robot.frame = broken
    outcome = room.do("hand me the red cup")
    assert (
        isinstance(outcome, Failed) and "unplugged" in outcome.reason and room.agent.gate.stopped is not None
    )


def test_a_correction_in_mid_motion_takes_the_other_one(room):
    thread, results = room.in_background("pick up the red cup")
    room.wait_until(lambda: room.speed_rad_s > 0.2)
    assert isinstance(room.do("no, the blue one"), Done)
    thread.join(90)
    assert isinstance(results[0], Done) and room.ok(Picked("blue_cup"))
    assert room.agent.gate.stopped is None and any("blue cup" in text for text in room.said)


def test_asked_meanwhile_it_says_what_it_is_doing_and_goes_on(room):
    thread, results = room.in_background("把绿色的罐子拿起来")
    room.wait_until(lambda: room.speed_rad_s > 0.2)
    told = room.do("你在做什么")
    assert isinstance(told, Done) and told.text == "正在拿绿色的罐子。" == room.said[0]
    where = room.do("where is the white bowl")
    assert isinstance(where, Done) and "white bowl" in where.text
    thread.join(60)
    assert isinstance(results[0], Done) and room.ok(Picked("green_can"))


def test_what_hurts_is_refused_and_what_was_done_can_be_done_to_another(room):
    assert isinstance(room.do("throw the red cup at me"), Refused) and room.ok(Untouched())
    assert isinstance(room.do("hand me the red cup"), Done)
    assert isinstance(room.do("and the other one"), Done) and room.ok(HandedOver("blue_cup"))


def test_questions_are_answered_without_moving(room):
    answer = room.do("what do you see")
    assert isinstance(answer, Done) and "can" in answer.text and room.ok(Untouched())
    assert isinstance(room.do("gibberish blarg flum"), Refused)
