# SPDX-License-Identifier: Apache-2.0
"""Chinese questions: "桌上有几个方块", "红色的杯子在哪里", "碗里有没有苹果", "杯子和碗哪个大"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from mm_robot.language.clause import compared
from mm_robot.language.draft import at
from mm_robot.language.tokens import Token, text_of
from mm_robot.language.zh.modifiers import Phrase
from mm_robot.language.zh.places import bare_goal
from mm_robot.language.zh.reference import phrase
from mm_robot.types import Command, Ordinal, OrdinalKey, Question, Reference, Relation

_ENDS = ("end", "then", "but")
_ASKS = (
    "stands",
    "held",
    "gave",
    "what",
    "where",
    "how_many",
    "which",
    "property",
    "exists",
    "is_it",
    "question_end",
)


def question(tokens: Sequence[Token], i: int) -> tuple[Command | None, int]:
    """Read a question at `i`; None and `i` when there is none."""
    end = i
    while not at(tokens, end).is_any(*_ENDS) and at(tokens, end).text not in (".", "!", "?", ";"):
        end += 1
    clause = [t for t in tokens[i:end] if not t.is_any("punct")]
    clause = clause[1:] if len(clause) > 3 and "you" in clause[0] and "loc" not in clause[1] else clause
    if len(clause) > 2 and clause[0].get("verb") == "find" and not clause[0].is_any("noun", "see"):
        asks = "stands" in clause[-1] or any(
            t.text in ("是不是", "是否", "在不在", "是不是在", "是否在", "有没有") for t in clause
        )
        clause = clause[1:] if asks else clause  # 看看手机是不是在抽屉里
    either = sum("compare_word" in t for t in clause) == 2 and any(
        "or" in t for t in clause
    )  # 碗大还是盒子大
    who = next((n for n, t in enumerate(clause) if t.text in ("谁", "哪个人", "是谁") and n < 3), -1)
    taken = any(t.text.endswith(("走", "掉", "去")) for t in clause) or at(tokens, end - 1).text == "了"
    if who >= 0 and "ba" in at(clause, who + 1) and taken:
        thing = _things(
            [t for t in clause[who + 2 :] if not t.is_any("verb", "come") or t.is_any("noun", "attr")]
        )
        if thing is not None:  # 谁把杯子拿走了
            return replace(Command("answer", thing, question="where"), text=text_of(tokens[i:end])), end
    put = [t for t in clause if not t.is_any("question_end", "filler")]
    if (
        put
        and "where" in put[-1]
        and "spot" not in put[-1]
        and any("ba" in t for t in put)
        and not any("neg" in t for t in put)
    ):
        start = next(n for n, t in enumerate(put) if "ba" in t)  # 你刚才把杯子放哪儿了
        thing = _things([t for t in put[start + 1 : -1] if "verb" not in t or t.is_any("noun", "attr")])
        if thing is not None:
            return replace(Command("answer", thing, question="where"), text=text_of(tokens[i:end])), end
    either = either or _either_place(clause) is not None
    if (not either and not any(t.is_any(*_ASKS) for t in clause)) or any("permit" in t for t in clause):
        return None, i
    wishes = next((n for n in range(i + 2, end) if tokens[n].is_any("ba", "benefit", "wish")), None)
    if wishes is not None and not tokens[wishes].is_any("what", "neg"):
        before = [t for t in tokens[i:wishes] if not t.is_any("punct")]
        ready = any(t.is_any(*_ASKS) for t in before) and not any("neg" in t for t in before)
        ready = ready and before[-1].text not in ("呢", "吧")  # 药在抽屉里呢，给我拿来
        command = _read(before) if ready else None
        if command is not None:  # 哪个苹果最大，我要最大的
            return replace(command, text=text_of(tokens[i:wishes])), wishes
        return None, i
    anything = len(clause) > 1 and "each" in clause[-2] and "confirm_word" in clause[-1]  # 什么水果都行
    if _whose(clause) or anything:
        return None, i
    if any(
        t.is_any("ba", "benefit", "wish")
        or ("neg" in t and "question_end" not in t and not t.is_any("without"))
        for t in clause
    ):
        return None, i
    said = next((n for n in range(i, end) if tokens[n].is_any("held", "gave")), None)
    if said is not None and any("verb" in t for t in tokens[said + 1 : end]):
        end = said + 1  # 你拿的什么，放下
        clause = [t for t in tokens[i:end] if not t.is_any("punct")]
    command = _read(clause)
    if command is None:
        return None, i
    return replace(command, text=text_of(tokens[i:end])), end


def _whose(clause: Sequence[Token]) -> bool:
    """哪个是我的: nobody can see that."""
    owned = at(clause, len(clause) - 1).text in ("我的", "他的", "她的", "你的")
    return owned and "is" in at(clause, len(clause) - 2) and any("which" in t for t in clause)


def _read(clause: list[Token]) -> Command | None:
    kinds = [next((k for k in _ASKS if k in t), "") for t in clause]
    if any("held" in t for t in clause):
        return Command("answer", Reference(determiner="it", words="手里的东西"), question="what")
    if any("gave" in t for t in clause):
        return Command("answer", Reference(determiner="given", words="我给你的东西"), question="what")
    place = _either_place(clause)
    if place is not None:
        return place
    compare = _compare(clause)
    if compare is not None:
        return compare
    for kind, reader in (
        ("where", _where),
        ("property", _property),
        ("which", _which),
        ("how_many", _how_many),
        ("exists", _exists),
    ):
        if kind in kinds:
            position = next(n for n, t in enumerate(clause) if kind in t)
            read = reader(clause, position)
            if read is not None:
                return read
    if "what" in kinds:
        return _what(clause, kinds.index("what"))
    return _yes_no(clause)


def _things(tokens: Sequence[Token]) -> Reference | None:
    """One thing with all that is said of it before and behind ("桌上 … 杯子", "杯子 … 在桌上")."""
    place: Relation | None = None
    found: Reference | None = None
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if (
            token.is_any(
                "have_plain",
                "see",
                "place_prep",
                "is_it",
                "you",
                "question_end",
                "each",
                "filler",
                "exists",
                "is",
                "come",
                "de",
                "how_many",
            )
            and not token.is_any("noun", "attr", "det")
            and not (token.is_any("you") and "loc" in at(tokens, i + 1))
        ):
            i += 1
            continue
        if token.text in ("里面", "里边", "里头") and i == 0 and not at(tokens, 1).is_any("de", "det"):
            place = Relation("in", (Reference(determiner="it", words="它"),))  # 看看里面有什么
            i += 1
            continue
        read: Phrase = phrase(tokens, i)
        if read.end == i:
            if "unknown" in token and found is not None:
                found = replace(found, unknown_words=(*found.unknown_words, token.text))
            i += 1
            continue
        place = read.place or place
        there = found is not None and i > 0 and tokens[i - 1].text == "在"
        if there and len(read.references) == 1 and read.end == len(tokens):
            place = bare_goal(read.references[0], "在")  # 有多少苹果在盘子
        elif read.references and found is None:
            found = read.references[0]
        elif read.references:
            extra = read.references[0]
            found = (
                replace(
                    found,
                    noun=found.noun or (extra.noun if found.unknown_words else None),
                    attributes=(*found.attributes, *extra.attributes),
                    ordinal=found.ordinal or extra.ordinal,
                )
                if found
                else extra
            )
        i = read.end
    if found is None and place is None:
        return None
    found = found or Reference(words=text_of(tokens))
    if place is not None:
        found = replace(found, relations=(*found.relations, place))
    return found


def _made(kind: Question, target: Reference | None) -> Command | None:
    if target is None and kind != "what":
        return None
    if target is not None and {"最", "更"} & set(target.unknown_words):
        return None  # 哪个最结实: cannot be seen
    if target is not None:
        target = replace(
            target,
            determiner=target.determiner
            if target.determiner in ("it", "this", "that", "other", "same", "given")
            else None,
        )
    return Command("answer", target, question=kind)


def _where(clause: list[Token], position: int) -> Command | None:
    target = _things(clause[:position]) or _things(clause[position + 1 :])
    return _made("where", target)


def _property(clause: list[Token], position: int) -> Command | None:
    target = _things(clause[:position])
    return _made("what", target) if target is not None else None


def _how_many(clause: list[Token], position: int) -> Command | None:
    target = _things([*clause[:position], *clause[position + 1 :]])
    return _made("count", replace(target, count=None) if target is not None else None)


def _exists(clause: list[Token], position: int) -> Command | None:
    if any(t.text == "比" for t in clause):
        return None  # 有没有比这个大的碗
    return _made("exists", _things([*clause[:position], *clause[position + 1 :]]))


def _which(clause: list[Token], position: int) -> Command | None:
    before, after = clause[:position], clause[position + 1 :]
    if any(t.is_any("and", "or") for t in before) and not any(t.is_any("sup", "compare_word") for t in after):
        return None  # 锤子和钳子哪个更重: cannot be seen
    target = _things(before)
    rest = list(after)
    described = _things(rest)
    by = next((t for t in rest if t.is_any("compare_word", "sup", "comp")), None)
    if by is not None and "compare_word" in by and "sup" not in by:
        key = cast(OrdinalKey, by.get("compare_word"))
        described = _things([t for t in rest if t is not by]) or Reference()
        described = replace(described, ordinal=Ordinal(1, key))
    if described is None:
        return _made("which", target) if target is not None and target.ordinal is not None else None
    if target is not None:
        described = replace(
            described,
            noun=described.noun or target.noun,
            attributes=(*target.attributes, *described.attributes),
            relations=(*target.relations, *described.relations),
        )
    return _made("which", replace(described, count=None))


def _compare(clause: list[Token]) -> Command | None:
    """E.g. "杯子比碗大吗", "杯子和碗哪个大", "哪个大杯子还是碗"."""
    words = [n for n, t in enumerate(clause) if "compare_word" in t]
    if not words:
        return None
    word = words[-1]
    by = cast(OrdinalKey, clause[word].get("compare_word"))
    than = next((n for n, t in enumerate(clause[:word]) if t.text in ("比", "比起", "相比")), None)
    if len(words) == 2 and any("or" in t for t in clause[words[0] : word]):
        first, second = _things(clause[: words[0]]), _things(clause[words[0] + 1 : word])  # 碗大还是盒子大
        if first is not None and second is not None:
            return _made("compare", compared(first, second, by))
    if than is not None and "which" in clause[than + 1]:
        clause, word, than = [*clause[:than], *clause[than + 1 :]], word - 1, None  # 碗跟盒子比哪个大
    if than is not None:
        first, second = _things(clause[:than]), _things(clause[than + 1 : word])
        if first is not None and second is not None:
            return _made("compare", compared(first, second, by))
        return None
    equal = next((n for n, t in enumerate(clause[:word]) if n > 0 and t.text in ("有没有", "有")), None)
    if equal is not None and word == len(clause) - 1 - int("question_end" in clause[-1]):
        first, second = _things(clause[:equal]), _things(clause[equal + 1 : word])  # 蓝瓶子有没有绿瓶子高
        if first is not None and second is not None and first.noun is not None:
            return _made("compare", compared(first, second, by))
    which = next((n for n, t in enumerate(clause) if "which" in t), None)
    if which is None or which > word:
        return None
    for side in (clause[:which], clause[word + 1 :]):
        joint = next((n for n, t in enumerate(side) if t.is_any("and", "or")), None)
        if joint is None:
            continue
        first, second = _things(side[:joint]), _things(side[joint + 1 :])
        if first is not None and second is not None:
            if first.noun is None and first.attributes:
                first = replace(first, noun=second.noun)  # 黄色和绿色的方块
            kind = _things(clause[which + 1 : word])  # 哪个瓶子高，红的还是绿的
            if first.noun is None and kind is not None:
                first = replace(first, noun=kind.noun)
            return _made("compare", compared(first, second, by))
    return None


def _what(clause: list[Token], position: int) -> Command | None:
    if any(
        t.is_any("verb")
        and not t.is_any("see", "noun", "attr")
        and t.get("verb") not in ("find", "describe", "place")
        for t in clause
    ):
        return None
    before, after = clause[:position], clause[position + 1 :]
    target = _things([t for t in before if not t.is_any("verb")])
    rest = _things([t for t in after if not t.is_any("verb")])
    if rest is not None and rest.noun is not None and target is not None:
        return _made("which", replace(rest, relations=(*rest.relations, *target.relations)))
    if target is None and rest is not None and rest.relations:
        target = rest
    if target is None and rest is not None and clause[position].text.startswith("哪些") and rest.attributes:
        return _made("which", rest)  # 哪些东西是红的
    seen = any(t.is_any("see", "have_plain", "verb", "here") or t.text.startswith("有") for t in clause)
    if target is None and not seen:
        return None
    return _made("what", target)


def _asks_for_absent(clause: Sequence[Token]) -> bool:
    """没有红色的吗 asks whether there is one."""
    return clause[0].text in ("没有", "没") and clause[-1].text in ("吗", "么") and len(clause) > 2


def _either_place(clause: Sequence[Token]) -> Command | None:
    """钥匙在盒子里还是抽屉里: where is it."""
    joint = next((n for n, t in enumerate(clause) if "or" in t), None)
    stands = next((n for n, t in enumerate(clause) if t.text in ("在", "放在")), None)
    if (
        joint is None
        or stands is None
        or not 0 < stands < joint
        or not any("loc" in t for t in clause[joint:])
    ):
        return None
    return _made("where", _things(clause[:stands]))


def _stands_open(clause: Sequence[Token]) -> Command | None:
    """抽屉打开了没: whether it is."""
    attribute = {"open": "open", "close": "closed"}.get(clause[-2].get("verb")) if len(clause) > 2 else None
    if attribute is None or clause[-1].text not in ("没", "没有", "吗", "么"):
        return None
    thing = _things(clause[:-2])
    if thing is None or thing.noun is None:
        return None
    return _made("exists", replace(thing, attributes=(*thing.attributes, attribute)))


def _yes_no(clause: list[Token]) -> Command | None:
    """E.g. "桌上有杯子吗", "杯子在桌上吗", "这个杯子是红色的吗", "杯子呢"."""
    last = clause[-1]
    if any(t.text == "比" for t in clause):
        return None  # 比红盒子重吗: nothing that can be seen
    if "stands" in last:
        thing = _things(clause[:-1])  # 炉子关没关
        stands = last.get("stands")
        return _made("exists", replace(thing, attributes=(*thing.attributes, stands)) if thing else None)
    opened = _stands_open(clause)
    if opened is not None:
        return opened
    if _asks_for_absent(clause):
        return _made("exists", _things(clause[1:-1]))
    is_it = any(t.is_any("is_it") and t.text not in ("在", "是") for t in clause)
    if not is_it and "question_end" not in last:
        return None
    body = clause[:-1] if "question_end" in last else clause
    if last.text == "呢":
        things = _things(body)
        return _made("where", things) if things is not None and not any("verb" in t for t in body) else None
    if last.text == "吧" or not (
        is_it
        or any(t.is_any("have_plain", "see", "is", "place_prep", "is_it") for t in body)
        or (len(body) > 1 and "attr" in body[-1] and any("noun" in t for t in body[:-1]))  # 柜子开着吗
    ):
        return None
    if any(
        t.is_any("verb") and not t.is_any("noun", "attr", "see", "place_prep", "have_plain") for t in body
    ):
        return None
    return _made("exists", _things(body))
