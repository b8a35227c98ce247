# SPDX-License-Identifier: Apache-2.0
"""What counts as gone wrong in a conversation, and whose fault it is said to be."""

import dataclasses

import pytest

from mm_robot.nodes.audience import Heard, Stage
from mm_robot_sim.conversation.checks import faults, measured
from mm_robot_sim.conversation.play import Played, Said
from mm_robot_sim.conversation.script import Line, Step
from mm_robot_sim.conversation.timeline import Sentence

BLOCK = Line("en_block_into_bowl", "Put the yellow block into the bowl.", "en", "free", 1)
STOP = Line("en_stop", "Stop!", "en", "talking", 1)
POLITELY, WRONGLY = "Put the yellow block into the bowl, please.", "Put the yellow clock into the bowl."


def thing(name, where="table", at_m=(0.5, 0.0, 0.05)):
    return {"name": name, "where": where, "position_m": list(at_m)}


def said(line, start_s=1.0, end_s=2.0, heard=None, moving=False):
    text = line.text if heard is None else heard
    return Said(
        line, start_s, end_s, moving, Heard(text, line.language, end_s, end_s + 0.4) if text else None
    )


STOPPED = said(STOP, 6.0, 6.5, moving=True)


def good(**changes):
    """A step with a stop in it that went as it should."""
    step = Step("t", (BLOCK, STOP), ("Stopped", "Done"), {"kind": "x"}, ("red_cup",), ("stops", "breaks_off"))
    played = Played(
        step, 0.0,
        said=[said(BLOCK), said(STOP, 6.0, 6.5, moving=True)],
        stages=[Stage("tell", "", 7.0, {"outcome": "Stopped"}), Stage("tell", "", 9.0, {"outcome": "Done"})],
        sentences=[Sentence("I see a red cup.", "en", 5.0, 6.8, 8.0)],
        moved_at_s=[3.0], rested_at_s=[6.9],
        before={"things": [thing("red_cup")]}, after={"things": [thing("red_cup")]},
    )  # fmt: skip
    return dataclasses.replace(played, **changes)


def causes(played):
    return [fault.cause for fault in faults(played)]


def test_what_went_right_has_no_fault_and_its_times_are_told():
    assert faults(good()) == []
    times = measured(good())
    assert times["stop_word_to_rest"] == pytest.approx(0.4)
    assert times["stop_word_to_silence"] == pytest.approx(0.3)
    assert times["command_to_motion"] == pytest.approx(1.0)
    assert times["command_to_voice"] == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"said": [said(BLOCK, heard=POLITELY), STOPPED]}, None),
        ({"said": [said(BLOCK, heard=WRONGLY), STOPPED]}, "hear"),
        ({"said": [said(BLOCK, heard=""), STOPPED]}, "hear"),
        ({"said": [said(BLOCK), said(STOP, 6.0, 6.5, moving=False)]}, "stop"),
        ({"stages": [Stage("tell", "Which one?", 7.0, {"outcome": "Asked"})]}, "dialogue"),
        ({"stages": [Stage("tell", "It slipped.", 7.0, {"outcome": "Failed"})]}, "motion"),
        ({"rested_at_s": [9.0]}, "stop"),
        ({"rested_at_s": []}, "stop"),
        ({"sentences": [Sentence("I see a red cup.", "en", 5.0, 8.0, 8.0)]}, "voice"),
        ({"goal_ok": False, "goal_reason": "yellow_block is not in white_bowl"}, "motion"),
        ({"after": {"things": [thing("red_cup", at_m=(0.55, 0.0, 0.05))]}}, "motion"),
        ({"after": {"things": [thing("red_cup", where="gripper")]}}, "motion"),
        ({"late": "no outcome within 120 s"}, "time"),
    ],
)  # fmt: skip
def test_each_thing_that_goes_wrong_is_found(changes, cause):
    assert causes(good(**changes)) == ([] if cause is None else [cause])


def test_an_arm_that_moves_after_a_prohibition_is_a_fault():
    step = Step("t", (BLOCK,), ("Done",), None, (), ("stays",), ("不",))
    played = good(step=step, said=[said(BLOCK)], stages=[Stage("tell", "", 3.0, {"outcome": "Done"})])
    assert causes(played) == ["dialogue", "motion"]
    still = dataclasses.replace(
        played, moved_at_s=[], sentences=[Sentence("好的，我不拿。", "zh", 3.0, 4.0, 4.0)]
    )
    assert faults(still) == []


def test_what_was_misheard_and_understood_all_the_same_is_no_fault():
    mended = Stage("understand", "put the yellow block in the bowl", 2.5, {})
    played = good(said=[said(BLOCK, heard=WRONGLY), STOPPED], stages=[mended, *good().stages])
    assert faults(played) == []


def test_the_rest_that_counts_is_the_last_one_before_the_arm_may_go_on():
    """An arm rests for a moment between two motions: that is no obedience."""
    go_on = Line("en_continue", "Continue.", "en", "stopped", 1)
    lines = [said(BLOCK), STOPPED, said(go_on, 10.0, 10.5)]
    times = measured(good(said=lines, rested_at_s=[6.1, 8.2, 14.0]))
    assert times["stop_word_to_rest"] == pytest.approx(1.7)


def test_a_stop_must_be_acknowledged_and_the_acknowledgement_heard_whole():
    step = dataclasses.replace(good().step, checks=("acknowledges",))
    answer = good().sentences[0]
    whole = Sentence("Stopped.", "en", 6.9, 8.0, 8.0)
    assert causes(good(step=step)) == ["voice"]
    assert causes(good(step=step, sentences=[answer, dataclasses.replace(whole, end_s=7.2)])) == ["voice"]
    assert causes(good(step=step, sentences=[answer, whole])) == []


def test_what_the_person_has_put_away_may_shift():
    crate = [thing("red_cup", "crate", at_m) for at_m in ((1.0, 0.9, 0.5), (1.0, 0.95, 0.52))]
    assert faults(good(before={"things": crate[:1]}, after={"things": crate[1:]})) == []
