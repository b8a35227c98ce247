# SPDX-License-Identifier: Apache-2.0
"""What an English verb and its arguments mean: one Command per target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mm_robot.language.arguments import Arguments
from mm_robot.language.clause import cleared
from mm_robot.language.en.relations import PrepPhrase, anchor_with, attach
from mm_robot.types import Command, Reference, Relation, Verb
from mm_robot.vocabulary.nouns import SURFACES

_IT = Reference(determiner="it", words="it")
_BIN = Relation("in", (Reference("bin", words="bin"),))
_BY = ("next_to", "near", "left_of", "right_of", "in_front_of", "behind")
_FIXED = ("it", "same")  # pronouns take no description: what follows is where to put it


def meaning(verb: str, found: Arguments) -> tuple[Command, ...]:
    """The commands, without text and negation; empty when the arguments do not fit the verb."""
    read = _MEANINGS.get(verb)
    return read(found) if read is not None else ()


def _targets(found: Arguments, phrases: Sequence[PrepPhrase]) -> tuple[Reference, ...]:
    """The targets; what is said of one after the last noun belongs to the last."""
    targets = list(found.targets)
    if targets and phrases and phrases[0].source:  # "the onions and the garlic from the basket"
        targets = [attach(target, phrases) for target in targets]
    elif targets:
        targets[-1] = attach(targets[-1], phrases)
    elif phrases:
        targets = [attach(Reference(), phrases)]
    return tuple(targets)


def _each(verb: Verb, targets: Sequence[Reference]) -> tuple[Command, ...]:
    return tuple(Command(verb, target) for target in targets)


def _pick(found: Arguments) -> tuple[Command, ...]:
    if found.recipient is not None or ("here" in found.particles and not found.phrases):
        return _give(found)  # "get the tongs over here"
    if found.goals or any(p.goal for p in found.phrases) or found.there is not None:
        return _place(found)
    if "out" in found.particles and _slides(found):
        return _open(found)
    if "back" in found.particles and not found.phrases:
        return _put_back(found)
    return _each("pick", _targets(found, found.phrases))


def _give(found: Arguments) -> tuple[Command, ...]:
    if found.recipient is None and (
        found.goals or any(p.goal for p in found.phrases) or found.there is not None
    ):
        return _place(found)
    targets = _targets(found, found.phrases) or (_IT,)
    recipient = found.recipient or "speaker"
    return tuple(Command("hand_over", target, recipient=recipient) for target in targets)


def _place(found: Arguments) -> tuple[Command, ...]:
    if found.recipient is not None and not found.goals and not any(p.goal for p in found.phrases):
        return _give(found)
    about, destination = _split(found)
    targets = _targets(found, about)
    if not targets:
        targets = (_IT,)
    if destination is None and found.there is None and found.direction is not None:
        return tuple(Command("push", target, direction=found.direction) for target in targets)
    if destination is None and found.there is None and "back" in found.particles:
        return _each("put_back", targets)
    return tuple(Command("place", target, destination=destination or found.there) for target in targets)


def _move(found: Arguments) -> tuple[Command, ...]:
    """E.g. "drag the basket over here": towards the robot's near side, as "closer" is."""
    if "here" in found.particles and not (found.goals or found.phrases or found.direction or found.recipient):
        return _push(found)
    return _place(found)


def _split(found: Arguments) -> tuple[list[PrepPhrase], Relation | None]:
    """Which phrases describe the target, and which say where to put it."""
    phrases = list(found.phrases)
    if found.goals:
        return phrases, anchor_with(found.goals[0], found.goals[1:])
    places = [
        i for i, p in enumerate(phrases) if not p.explicit and not p.source and p.relation.kind != "with"
    ]
    if not places:
        return phrases, None
    pronoun = not found.targets or found.targets[-1].determiner in _FIXED
    goals = [i for i in places if phrases[i].goal]
    if pronoun:
        chosen = places[0]
    elif goals:
        chosen = goals[0]
    else:
        chosen = places[-1]
        # "in the bowl on the table": the table says which bowl, it is not where to put it.
        if (
            len(places) > 1
            and phrases[chosen].relation.anchors[0].noun in SURFACES
            or (
                len(places) > 1
                and phrases[places[-2]].relation.kind == "in"
                and phrases[chosen].relation.kind in _BY
            )
        ):
            chosen = places[-2]
    return phrases[:chosen], anchor_with(phrases[chosen], phrases[chosen + 1 :])


def _discard(found: Arguments) -> tuple[Command, ...]:
    """E.g. "throw away the can": into the bin, unless it is said where to."""
    commands = _place(found)
    return tuple(replace(c, destination=c.destination or _BIN) if c.verb == "place" else c for c in commands)


def _stack(found: Arguments) -> tuple[Command, ...]:
    """E.g. "stack the blocks"; with a place it is no more than to put them there."""
    commands = _place(found)
    bare = all(command.verb == "place" and command.destination is None for command in commands)
    return tuple(replace(command, verb="stack") for command in commands) if bare else commands


def _sort(found: Arguments) -> tuple[Command, ...]:
    """E.g. "sort the blocks by colour"; whatever is sorted is several things."""
    if found.by is None and (found.goals or any(p.goal for p in found.phrases)):
        return tuple(
            replace(c, target=_every(c.target)) if c.target is not None else c for c in _place(found)
        )
    targets = _targets(found, found.phrases) or (Reference(),)
    return tuple(Command("sort", _every(target), by=found.by) for target in targets)


def _every(target: Reference) -> Reference:
    return target if target.count is not None else replace(target, count="all")


def _slides(found: Arguments) -> bool:
    """Whether it is a drawer that is pushed or pulled, and nothing says where else to."""
    return bool(found.targets) and found.targets[-1].noun == "drawer" and not (found.goals or found.direction)


def _push(found: Arguments) -> tuple[Command, ...]:
    if _slides(found) and "in" in found.particles:
        return _close(found)
    about, destination = _split(found) if found.direction is None else (list(found.phrases), None)
    if (
        found.direction is None
        and destination is not None
        and not found.goals
        and not any(p.goal for p in found.phrases)
    ):
        surface = destination.anchors[0].noun in SURFACES and destination.kind in ("on", "in")
        if surface:
            about, destination = list(found.phrases), None
    if destination is None and found.recipient is not None:
        destination = Relation("near", (Reference(noun="person"),))  # "slide it to me"
    direction = found.direction or ("forward" if "away" in found.particles else None)
    if "here" in found.particles:
        direction = "back"
    targets = _targets(found, about) or (_IT,)
    return tuple(Command("push", target, destination=destination, direction=direction) for target in targets)


def _pull(found: Arguments) -> tuple[Command, ...]:
    if _slides(found):
        return _open(found)  # "pull out the drawer"
    return tuple(replace(c, direction=c.direction or "back") for c in _push(found))


def _open(found: Arguments) -> tuple[Command, ...]:
    return _each("open", _targets(found, found.phrases)) or (Command("open"),)


def _close(found: Arguments) -> tuple[Command, ...]:
    return _each("close", _targets(found, found.phrases)) or (Command("close"),)


def _put_back(found: Arguments) -> tuple[Command, ...]:
    if found.recipient is not None:
        return _give(found)  # "return my passport to me"
    if found.goals or found.phrases:
        return _place(found)
    return _each("put_back", _targets(found, ()) or (_IT,))


def _drop(found: Arguments) -> tuple[Command, ...]:
    if found.goals or any(not p.explicit for p in found.phrases):
        return _place(found)
    return _each("release", _targets(found, found.phrases)) or (Command("release"),)


def _find(found: Arguments) -> tuple[Command, ...]:
    targets = _targets(found, (*found.phrases, *found.goals))
    if not targets:
        return (Command("answer", question="what"),)
    return _each("find", targets)


def _clear(found: Arguments) -> tuple[Command, ...]:
    """E.g. "clear the table": everything on it is to be put away, or to where it is said."""
    about = [p for p in found.phrases if not p.goal]
    goals = [*found.goals, *(p for p in found.phrases if p.goal)]
    named = _targets(found, about)
    targets = [t for t in named if t.noun or t.unknown_words or t.relations or _spares(t)]
    things = [cleared(t) for t in targets] or [Reference(count="all")]
    if goals:
        destination = anchor_with(goals[0], goals[1:])
        return tuple(Command("place", thing, destination) for thing in things)
    return _each("clear", things)


def _spares(target: Reference) -> bool:
    return bool(target.excluded_nouns or target.excluded_attributes)


def _put_away(found: Arguments) -> tuple[Command, ...]:
    """E.g. "put the toys away"; with a place it is no more than to put them there."""
    on = found.phrases[-1].relation.anchors[0].noun if found.phrases else None
    if on in SURFACES and not (found.goals or found.phrases[-1].goal):
        return _each("clear", _targets(found, found.phrases))  # "put away all things on the table"
    commands = _place(found)
    bare = all(command.verb == "place" and command.destination is None for command in commands)
    return tuple(replace(command, verb="clear") for command in commands) if bare else commands


def _count(found: Arguments) -> tuple[Command, ...]:
    targets = [replace(t, count=None, determiner=None) for t in _targets(found, found.phrases)]
    return tuple(Command("answer", target, question="count") for target in targets)


def _describe(found: Arguments) -> tuple[Command, ...]:
    commands = []
    for target in _targets(found, found.phrases):
        if target.noun in SURFACES:
            target = Reference(relations=(Relation("on", (target,)),), words=target.words)
        elif target.noun is None and not target.unknown_words:
            target = Reference(attributes=target.attributes, relations=target.relations, words=target.words)
        scene = target.unknown_words and not target.relations
        about = None if scene or target == Reference(words=target.words) else target
        commands.append(Command("answer", about, question="what"))
    return tuple(commands) or (Command("answer", question="what"),)


_MEANINGS: dict[str, Callable[[Arguments], tuple[Command, ...]]] = {
    "pick": _pick, "touch": lambda found: _each("pick", _targets(found, (*found.phrases, *found.goals))),
    "give": _give, "place": _place, "move": _move, "push": _push, "pull": _pull, "open": _open,
    "close": _close,
    "discard": _discard, "stack": _stack, "sort": _sort, "put_away": _put_away,
    "put_back": _put_back, "drop_held": _drop, "find": _find, "clear": _clear, "count": _count,
    "describe": _describe,
}  # fmt: skip
