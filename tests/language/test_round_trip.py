# SPDX-License-Identifier: Apache-2.0
"""Whatever command there is, said back in either language it is understood as the same command."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.language.parser import parse
from mm_robot.language.say_back import describe
from mm_robot.types import Command, Language, Ordinal, Reference, Relation
from mm_robot.vocabulary import attributes, nouns

# Left out: what two things are called at once ("glass", "rubber"), and what is several though it is one word.
_TWOFOLD = {
    "person",
    "robot",
    "glass",
    "orange",
    "rubber",
    "dishes",
    "scissors",
    "switch",
    "lock",
    "pepper",
    "pepper mill",
    "black pepper",
    "fruit",
    *nouns.FEATURES,
}
THINGS = sorted(set(nouns.names_en()) - _TWOFOLD - nouns.SURFACES)
LOOKS = sorted(
    set(attributes.names_en()) - {"glass", "paper", "open", "closed", "rubber", "plastic", "orange"}
)
KINDS = ("on", "in", "under", "left_of", "right_of", "in_front_of", "behind", "next_to", "near")
SIZES = ("biggest", "smallest", "tallest", "shortest", "longest", "nearest", "farthest")

simple = st.builds(
    lambda noun, looks: Reference(noun=noun, attributes=tuple(looks)),
    st.sampled_from(THINGS),
    st.lists(st.sampled_from(LOOKS), max_size=2, unique=True),
)
relations = st.one_of(
    st.builds(lambda kind, a: Relation(kind, (a,)), st.sampled_from(KINDS), simple),
    st.builds(lambda a, b: Relation("between", (a, b)), simple, simple),
)
ordinals = st.one_of(
    st.builds(Ordinal, st.integers(1, 4), st.sampled_from(("left", "right", "top", "bottom"))),
    st.builds(Ordinal, st.just(1), st.sampled_from((*SIZES, "front", "back"))),
)
details = st.one_of(
    st.just({}),
    ordinals.map(lambda ordinal: {"ordinal": ordinal}),
    st.sampled_from((2, 3, "all")).map(lambda count: {"count": count}),
    st.sampled_from(("this", "that", "other", "given")).map(lambda word: {"determiner": word}),
    relations.map(lambda relation: {"relations": (relation,)}),
)
references = st.builds(lambda thing, more: replace(thing, **more), simple, details)
several = st.builds(lambda thing: replace(thing, count="all"), simple)
rows = st.builds(
    lambda noun, ordinal: Reference(noun, ordinal=ordinal),
    st.sampled_from(("drawer", "shelf")),
    st.builds(Ordinal, st.integers(1, 3), st.sampled_from(("top", "bottom"))),
)
no = st.booleans()
commands = st.one_of(
    st.builds(Command, st.sampled_from(("pick", "find", "put_back", "release")), references, negated=no),
    st.builds(
        Command,
        st.just("hand_over"),
        references,
        recipient=st.sampled_from(("speaker", "person")),
        negated=no,
    ),
    st.builds(Command, st.just("place"), simple, relations, negated=no),
    st.builds(
        Command,
        st.just("push"),
        simple,
        direction=st.sampled_from(("left", "right", "forward", "back")),
        negated=no,
    ),
    st.builds(Command, st.just("sort"), several, by=st.sampled_from(("colour", "kind", "size")), negated=no),
    st.builds(Command, st.sampled_from(("stack", "clear")), several, negated=no),
    st.builds(Command, st.sampled_from(("open", "close")), rows.filter(lambda r: r.noun == "drawer")),
    st.builds(Command, st.just("place"), simple, rows.map(lambda row: Relation("in", (row,)))),
    st.builds(
        lambda thing, by, other, kind: Command(
            "answer", replace(thing, ordinal=Ordinal(1, by, other)), question=kind
        ),
        simple,
        st.sampled_from(("biggest", "smallest", "tallest")),
        simple,
        st.just("compare"),
    ),
    st.builds(
        Command, st.just("answer"), simple, question=st.sampled_from(("what", "where", "count", "exists"))
    ),
)


def meaning(reference: Reference | None) -> object:
    """All that tells one thing from another; not the words, and not the difference of "the" and "a"."""
    if reference is None:
        return None
    ordinal = reference.ordinal
    return (
        reference.noun,
        sorted(reference.attributes),
        sorted(reference.excluded_attributes),
        sorted(reference.excluded_nouns),
        [place(relation) for relation in reference.relations],
        ordinal and (ordinal.rank, ordinal.by, meaning(ordinal.anchor)),
        reference.count,
        reference.determiner if reference.determiner not in ("the", "a") else None,
        reference.unknown_words,
    )


def place(relation: Relation | None) -> object:
    return relation and (relation.kind, [meaning(anchor) for anchor in relation.anchors])


@settings(max_examples=400)
@given(commands, st.sampled_from(("en", "zh")))
def test_what_is_said_back_means_the_same(command: Command, language: Language) -> None:
    said = describe(command, language)
    understood = parse(said).commands
    assert len(understood) == 1, said
    (again,) = understood
    assert (again.verb, again.negated, again.question) == (command.verb, command.negated, command.question), (
        said
    )
    assert (again.recipient, again.direction, again.by) == (
        command.recipient,
        command.direction,
        command.by,
    ), said
    assert meaning(again.target) == meaning(command.target), said
    assert place(again.destination) == place(command.destination), said
