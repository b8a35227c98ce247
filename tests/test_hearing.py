# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.hearing import complete, interpret, interpret_in
from mm_robot.hearing_room import Room
from mm_robot.language.parser import parse
from mm_robot.speech.writing import negations
from mm_robot.types import Dialogue, Utterance


def room(language, *things):
    pairs = [thing.split() for thing in things]
    return Room.with_things([(frozenset((noun,)), frozenset((colour,))) for colour, noun in pairs], language)


TABLE = ("red cup", "blue block", "green bottle", "yellow banana", "white plate")


def said(text, language, *things, alternatives=()):
    heard = Utterance(text, language, 0.8, tuple(alternatives))
    return interpret_in(room(language, *things), heard)


@pytest.mark.parametrize(
    ("heard", "things", "meant"),
    [
        ("hand me the cap", TABLE, "hand me the cup"),
        ("hand me the cap", (*TABLE, "red lid"), "hand me the cap"),
        ("hand me the rad cop", TABLE, "hand me the red cup"),
        ("don't touch the cap", TABLE, "don't touch the cup"),
        ("put the white play on the block", TABLE, "put the white plate on the block"),
        ("hand me the can", TABLE, "hand me the can"),  # another word, not a near sound
        ("hand me the apple", TABLE, "hand me the apple"),
        ("what a lovely day", (*TABLE, "red tray"), "what a lovely day"),
    ],
)
def test_the_scene_mends_a_misheard_word_but_invents_none(heard, things, meant):
    assert said(heard, "en", *things).text == meant


@pytest.mark.parametrize(
    ("heard", "things", "meant"),
    [
        ("把红色的背子给我", TABLE, "把红色的杯子给我"),
        ("红色的背子", TABLE, "红色的杯子"),
        ("别碰红色的被子", TABLE, "别碰红色的杯子"),
        ("把红色的被子给我", (*TABLE, "red blanket"), "把红色的被子给我"),
        ("给我盖子", TABLE, "给我盖子"),
        ("你好吗", TABLE, "你好吗"),
    ],
)
def test_the_scene_mends_misheard_characters(heard, things, meant):
    assert said(heard, "zh", *things).text == meant


def test_of_two_hypotheses_the_one_that_fits_the_scene_is_meant():
    out = said("Pick up the blue cop", "en", "blue cup", "red cube", alternatives=["Pick up the blue cup"])
    assert out.text == "Pick up the blue cup"
    assert "Pick up the blue cop" in out.alternatives
    one = said("Pick up the red cups", "en", "red cup", alternatives=["Pick up the red cup"])
    assert one.text == "Pick up the red cup"
    two = said("Pick up the red cups", "en", "red cup", "red cup", alternatives=["Pick up the red cup"])
    assert two.text == "Pick up the red cups"


def test_hypotheses_that_disagree_about_a_negation_stay_for_the_dialogue_to_ask():
    out = said("touch the cap", "en", *TABLE, alternatives=["don't touch the cup"])
    assert out.text == "touch the cup" and "don't touch the cup" in out.alternatives
    out = said("别拿背子", "zh", *TABLE, alternatives=["拿杯子"])
    assert out.text == "别拿杯子"


def test_a_stop_among_senseless_hypotheses_is_a_stop():
    assert said("Start right now", "en", *TABLE, alternatives=["Stop right now"]).text == "Stop right now"
    sensible = said("take the red cup", "en", *TABLE, alternatives=["stop"])
    assert sensible.text == "take the red cup"


def test_without_a_scene_the_grammar_alone_decides():
    heard = Utterance("Dack the remote on the stapler", "en", 0.8, ("Stack the remote on the stapler",))
    assert interpret(heard, None).text == "Stack the remote on the stapler"
    lone = Utterance("hand me the cop", "en", 0.8)
    assert interpret(lone, None).text == "hand me the cop"


WORDS = st.sampled_from(
    [
        "hand",
        "me",
        "the",
        "cap",
        "cop",
        "cup",
        "red",
        "rad",
        "don't",
        "not",
        "never",
        "without",
        "except",
        "take",
        "put",
        "in",
        "on",
        "bowl",
        "ball",
        "no",
        "and",
    ]
)
SYLLABLES = st.sampled_from(list("别不要把红色的背被杯子给我拿放到盘棍罐没有除了勿"))


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(WORDS, min_size=1, max_size=7), others=st.lists(st.lists(WORDS, max_size=7), max_size=2)
)
def test_no_english_negation_is_ever_dropped_or_added(words, others):
    text = " ".join(words)
    out = said(text, "en", *TABLE, "blue bowl", alternatives=[" ".join(o) for o in others])
    assert negations(out.text, "en") == negations(text, "en")
    assert (
        sum(c.negated for c in parse(out.text, "en").commands)
        >= sum(c.negated for c in parse(text, "en").commands)
        or not parse(out.text, "en").commands
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(SYLLABLES, min_size=1, max_size=9))
def test_no_chinese_negation_is_ever_dropped_or_added(syllables):
    text = "".join(syllables)
    out = said(text, "zh", *TABLE)
    assert negations(out.text, "zh") == negations(text, "zh")
    assert len(out.text) == len(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=7))
def test_nothing_is_put_where_nothing_was_said(words):
    text = " ".join(words)
    out = said(text, "en", *TABLE)
    changed = [b for a, b in zip(text.split(), out.text.split(), strict=True) if a != b]
    assert all(word in room("en", *TABLE).words for word in changed)


@pytest.mark.parametrize(
    "text",
    [
        "hand me the red cup",
        "stop",
        "don't touch the cup",
        "the blue one",
        "把杯子给我",
        "别动",
        "好的",
        "don't move",
        "go on",
        "put it down",
        "put the cup down please",
        "把它放下",
        "放下",
        "把手张开",
        "另一个",
    ],
)
def test_nobody_is_waited_for_after_a_whole_command(text):
    assert complete(text, "zh" if text > "~" else "en")


@pytest.mark.parametrize(
    "text",
    [
        "put the cup",
        "don't touch",
        "give me",
        "give me the red",
        "",
        "把杯子",
        "把杯子放到",
        "hmm",
        "hand me the orange",
        "给我红色的",
        "could you hand me",
        "pick up",
    ],
)
def test_an_open_end_is_waited_for(text):
    assert not complete(text, "zh" if text > "~" else "en")


def in_talk(awaits, text, *alternatives, language="en"):
    heard = Utterance(text, language, 0.7, alternatives)
    return interpret_in(room(language, *TABLE), heard, Dialogue(awaits=awaits)).text


def test_a_stop_is_found_among_names_of_nothing():
    assert in_talk("nothing", "The starboard", "The stop", "The stopper") == "The stop"
    assert in_talk("nothing", "The cup", "Stop") == "The cup", "that is a thing on the table"


@pytest.mark.parametrize(
    ("language", "readings", "meant"),
    [
        ("en", ("The pencil", "Cancel"), "Cancel"),
        ("en", ("Know", "No", "Nose"), "No"),
        ("en", ("Yes", "No"), "No"),
        ("en", ("Yes", "Yeah"), "Yes"),
        ("en", ("Guess", "Yes"), "Yes"),
        ("zh", ("知道", "知道了", "知道吗", "是的"), "知道"),
        ("en", ("hand me the red cup", "no"), "hand me the red cup"),
        ("zh", ("呼吸", "不是"), "不是"),
        ("zh", ("知道", "是的"), "是的"),
        ("zh", ("谢谢", "进去", "进", "可以"), "谢谢"),
        ("zh", ("柠檬", "取消"), "取消"),
    ],
)
def test_an_open_question_settles_short_words_but_never_towards_a_motion(language, readings, meant):
    assert in_talk("whether", *readings, language=language) == meant


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["nothing", "which", "whether", "where"]),
    st.lists(st.sampled_from(["yes", "no", "know", "stop", "the starboard", "okay", "cancel", "guess"]),
             min_size=1, max_size=5, unique=True),
)  # fmt: skip
def test_no_yes_is_made_where_the_first_or_second_reading_is_none(awaits, readings):
    out = in_talk(awaits, *readings)
    assert out in readings
    if awaits == "whether" and out in ("yes", "okay"):
        assert readings.index(out) <= 1
        assert "stop" not in readings[:1]
