# SPDX-License-Identifier: Apache-2.0
"""What a Chinese verb and what stands around it mean: one Command per target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.clause import cleared
from mm_robot.language.zh.heads import LIQUIDS
from mm_robot.language.zh.reader import Clause
from mm_robot.types import Command, Reference, Relation, Verb

_IT = Reference(determiner="it", words="它")
_CLOTHES = frozenset({"shirt", "towel", "cloth", "clothes", "blanket", "trousers", "sock", "coat", "jacket"})
_BIN = Relation("in", (Reference("bin", words="垃圾桶"),))


def meaning(clause: Clause, continues: bool) -> tuple[Command, ...]:
    """The commands of a clause, without text and negation."""
    verb, targets = clause.verb, clause.targets
    own = targets or [_IT]
    if verb == "sort" and clause.by is None and clause.verb_text.endswith(("一起", "一块儿", "一块", "一堆")):
        if len(targets) == 2:
            return (Command("place", targets[0], destination=Relation("next_to", (targets[1],))),)
        return ()  # 放在一起: together with what?
    if clause.by == "kind" and verb in ("pick", "give", "find"):
        return ()  # 和刚才一样的再拿一个
    if verb == "sort" and clause.by is None and len(targets) > 1:
        return ()  # 把生肉和熟食分开: how, is not said
    if clause.by is not None or verb == "sort":
        by = clause.by or ("kind" if "类" in clause.verb_text else None)
        return tuple(Command("sort", _every(t), by=by) for t in targets or [Reference()])
    if verb in ("place", "put_away") and clause.destination is not None:
        own = [replace(t, count="all") if _things(t) else t for t in own]
    if verb in ("stack", "put_away", "discard"):
        return _away(clause, own)
    if verb == "place" and clause.verb_text == "带上" and targets and targets[-1].noun == "door":
        return tuple(Command("close", t) for t in own)
    if verb == "place" and clause.verb_text.startswith("盖") and _lid(clause):
        covered = targets[0] if clause.destination is not None and targets else _IT
        lid = clause.destination.anchors[0] if clause.destination is not None else targets[0]
        return (Command("place", lid, destination=Relation("on", (covered,))),)
    if verb == "place" and clause.verb_text.startswith("盖") and clause.destination is None:
        return tuple(Command("close", t) for t in own)
    if verb == "place_in":
        inside = Relation("in", (_IT,))
        return tuple(Command("place", t, destination=clause.destination or inside) for t in own)
    if (
        verb in ("pick", "give", "", "place", "drop_held")
        and clause.recipient is not None
        and clause.destination is None
        and not clause.back
    ):
        if verb in ("place",) and clause.verb_text[-1:] not in "到在给进去":
            clause.recipient = None
        elif verb != "drop_held":
            return tuple(Command("hand_over", t, recipient=clause.recipient) for t in own)
    into = clause.destination
    if (
        into is not None
        and into.kind in ("in", "on", "next_to", "near")
        and into.anchors[0].count not in (None, 1)
    ):
        return ()  # 放入左右两个盒子: which into which is not said
    if verb in ("pick", "give", "place") and clause.destination is not None:
        return tuple(Command("place", t, destination=clause.destination) for t in own)
    if clause.back and verb in ("pick", "give", "place"):
        return tuple(Command("put_back", t) for t in own)
    if verb in ("place", "pick") and clause.direction is not None:
        return tuple(Command("push", t, direction=clause.direction) for t in own)
    if verb == "pick":
        if clause.come:
            return tuple(Command("hand_over", t, recipient="speaker") for t in own)
        return tuple(Command("pick", t) for t in targets) or (
            (Command("pick", _IT),) if continues or len(clause.verb_text) > 1 else ()
        )
    if verb in ("pick", "push", "pull", "place") and targets and targets[-1].noun == "drawer":
        if clause.verb_text[0] in "推" and clause.destination is None and clause.direction is None:
            return tuple(Command("close", t) for t in own)
        if clause.verb_text[0] in "拉抽拽" and clause.destination is None and clause.direction is None:
            return tuple(Command("open", t) for t in own)
    vague = clause.verb_text == "动" and any(t.unknown_words and not t.noun for t in targets)
    if verb == "touch" and vague and not clause.negations:
        return ()  # 动作快点
    if verb == "touch" and clause.verb_text in ("靠近", "接近") and not clause.negations:
        return ()
    if verb == "touch":
        return tuple(Command("pick", t) for t in own)
    if verb == "give":
        return tuple(Command("hand_over", t, recipient=clause.recipient or "speaker") for t in own)
    if verb == "place" and clause.verb_text == "拿上":
        return tuple(Command("pick", t) for t in own)
    if verb == "place":
        return tuple(Command("place", t) for t in own)
    if verb in ("push", "pull"):
        direction = clause.direction or (
            "back" if verb == "pull" or clause.come or "过来" in clause.verb_text else None
        )
        return tuple(Command("push", t, destination=clause.destination, direction=direction) for t in own)
    if verb == "put_back":
        if clause.destination is not None:
            return tuple(Command("place", t, destination=clause.destination) for t in own)
        return tuple(Command("put_back", t) for t in own)
    if verb == "drop_held":
        hand = Reference(unknown_words=("手",))
        named = [
            t for t in targets if replace(t, words="") not in (Reference(), hand)
        ]  # 松开物体: what it holds
        return tuple(Command("release", t) for t in named) or (Command("release"),)
    if verb in ("open", "close"):
        return tuple(Command(cast(Verb, verb), t) for t in targets) or (
            (Command(cast(Verb, verb)),) if len(clause.verb_text) > 1 or continues else ()
        )
    return _looking(clause, continues)


def _lid(clause: Clause) -> bool:
    """盖上盖子: the lid goes on the thing."""
    if clause.destination is not None:
        return clause.destination.anchors[0].noun == "lid"
    return bool(clause.targets) and clause.targets[0] == Reference("lid", words=clause.targets[0].words)


def _things(target: Reference) -> bool:
    """东西 and nothing else: all that is there."""
    return target == Reference(words=target.words) and target.words != "" and target.words.endswith("东西")


def _every(target: Reference) -> Reference:
    return target if target.count is not None else replace(target, count="all")


def _away(clause: Clause, own: Sequence[Reference]) -> tuple[Command, ...]:
    """E.g. 把方块叠起来, 把玩具收起来, 把罐子扔了; with a place it is no more than to put them there."""
    if clause.recipient is not None and not clause.on_behalf:
        return tuple(Command("hand_over", t, recipient=clause.recipient) for t in own)
    if clause.destination is not None:
        return tuple(Command("place", t, destination=clause.destination) for t in own)
    if clause.verb == "discard" and any(t.noun in LIQUIDS for t in own):
        return ()  # 把水倒掉: nothing that can be gripped
    if clause.verb == "stack" and clause.verb_text.startswith("叠") and any(t.noun in _CLOTHES for t in own):
        return ()  # 把衣服叠好: folding, not piling up
    if clause.verb == "discard":
        return tuple(Command("place", t, destination=_BIN) for t in own)
    if clause.verb == "stack":
        return tuple(Command("stack", _every(t) if len(own) == 1 else t) for t in own)
    return tuple(Command("clear", t) for t in own)


def _looking(clause: Clause, continues: bool) -> tuple[Command, ...]:
    verb, targets = clause.verb, clause.targets
    if clause.destination is not None:
        targets = [*targets, Reference(relations=(clause.destination,))]
    if verb == "find":
        if not targets and continues:
            targets = [_IT]  # 找到杯子并指一下
        return tuple(Command("find", t) for t in targets) or (Command("answer", question="what"),)
    if verb == "count":
        return tuple(Command("answer", replace(t, count=None), question="count") for t in targets)
    if verb == "describe":
        return tuple(Command("answer", t, question="what") for t in targets) or (
            Command("answer", question="what"),
        )
    if verb == "clear" and any(t.noun in LIQUIDS for t in targets):
        return ()  # 把水擦一下
    if verb == "clear":
        things = [replace(t, count="all") if t.relations else cleared(t) for t in targets]
        return tuple(Command("clear", t) for t in things or [Reference(count="all")])
    return ()
