# SPDX-License-Identifier: Apache-2.0
"""The tokens of a Chinese utterance as its grammar reads them: no fillers, no asides."""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.language.draft import at
from mm_robot.language.tokens import END, Token


def stream(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that carry the meaning, those that may be read in two ways as they are meant here."""
    tokens = _delayed(tokens)
    said = [t for t in tokens if not (len(t.readings) == 1 and "filler" in t)]
    said = _once_each([_translated(t) for t in _bounded(tokens, said)])
    hesitation = [t.text in ("嗯", "呃", "额", "啊", "哦") and not at(said, i + 1).is_any("end", "punct")
                  for i, t in enumerate(said)]  # fmt: skip
    heard = [t for t, idle in zip(said, hesitation, strict=True) if not idle]
    heard = [_read_anew(heard, i) for i in range(len(heard))]
    heard = [t for t in heard if not (len(t.readings) == 1 and "filler" in t)]
    heard = [_DE if _means_de(heard, i) else t for i, t in enumerate(heard)]
    heard = [t for i, t in enumerate(heard) if not (_idle(heard, i) or _in_manner(heard, i))]
    return heard[1:] if _is_hesitation(heard) else heard


def _delayed(tokens: Sequence[Token]) -> list[Token]:
    """等我拿稳了你|再|松手: a condition, and no wait with something done at once after it."""
    again = next((i for i, t in enumerate(tokens) if i and t.text == "再"), 0)
    if not again or not at(tokens, again + 1).is_any("verb", "remark"):
        return list(tokens)
    waits = [i for i, t in enumerate(tokens[:again]) if t.text.startswith("等") and "unknown" not in t]
    if not waits or any(t.is_any("punct", "ba") for t in tokens[waits[-1] : again]):
        return list(tokens)
    condition = Token(tokens[waits[-1]].text, {"condition": ""}, han=True)
    return [condition if i == waits[-1] else t for i, t in enumerate(tokens)]


def _in_manner(tokens: Sequence[Token], i: int) -> bool:
    """整齐|地|摆: how it is done; 叠|那么|高: how much of it."""
    token, following = tokens[i], at(tokens, i + 1)
    if token.text == "地" and i > 0:
        return "verb" in following and not tokens[i - 1].is_any(
            "noun", "attr", "det", "verb", "place_prep", "head"
        )
    here = following.text == "地" and not token.is_any(
        "noun", "attr", "det", "verb", "place_prep", "head", "ba"
    )
    return here and "verb" in at(tokens, i + 2) and i > 0


def _idle(tokens: Sequence[Token], i: int) -> bool:
    """递我|一点|盐, 厚|一点|的: how much of it is not said by a number; 我|那副眼镜, 你|看|杯子在桌上."""
    before, following = at(tokens, i - 1) if i else END, at(tokens, i + 1)
    offers = tokens[i].text == "给" and "you" in following and before.is_any("end", "punct")
    if offers or (
        "you" in tokens[i]
        and before.text == "给"
        and at(tokens, i - 2 if i > 1 else -1).is_any("end", "punct")
    ):
        return True  # 给你|这个
    whose = "someone" in tokens[i] and following.text == "的" and "noun" in at(tokens, i + 2)
    if whose or (tokens[i].text == "的" and "someone" in before and "noun" in following):
        return True  # 奶奶的|药
    if tokens[i].text == "的" and (i == 0 or before.is_any("ba", "benefit", "punct", "wish", "det")):
        return following.is_any("noun", "attr", "head", "det", "unknown") and not before.is_any(
            "noun", "attr"
        )
    called = "someone" in tokens[i] and i == 0
    if called and following.is_any("ba", "benefit", "wish") and not following.text.startswith(("想", "要")):
        return True  # 老板|来两串葡萄
    if tokens[i].text in ("啥", "什么") and "det" in before and "noun" in following:
        return True  # 那个|啥|遥控器
    if "speaker" in tokens[i] and tokens[i].text in ("我", "咱", "俺") and before.is_any("ba", "end", "verb"):
        return "det" in following and following.text != "这" and not following.text.startswith("这边")
    if tokens[i].text in ("看", "瞧", "瞅") and i <= 1 and before.is_any("end", "you"):
        placed = next((k for k, t in enumerate(tokens) if t.text in ("在", "掉在", "放在")), len(tokens))
        return any("verb" in t and not t.is_any("noun", "attr") for t in tokens[placed + 1 :])
    if "amount" not in tokens[i] or i == 0:
        return False
    if "attr" in before:
        return following.is_any("de", "det", "noun")
    return before.is_any("verb", "speaker", "benefit", "wish", "someone") and following.is_any("noun", "attr")


_DE = Token("的", {"de": ""}, han=True)


def _means_de(tokens: Sequence[Token], i: int) -> bool:
    """红色地杯子: a recogniser writes 地 for 的."""
    described = at(tokens, i - 1).is_any("attr", "sup", "side_only", "loc") and i > 0
    return tokens[i].text == "地" and described and at(tokens, i + 1).is_any("noun", "det", "attr", "head")


_PARTICLES = ("啊", "吧", "嘛", "呗", "啦", "呀", "哈", "哦", "喽", "哟")
_COMMA = Token(",", {"punct": ","})
_ANY = (
    "什么",
    "啥",
    "哪个",
    "哪样",
    "哪件",
    "谁的",
    "一个",
    "一样",
    "哪一个",
    "任何东西",
    "所有东西",
    "哪儿",
)
_FALLEN = ("掉了", "倒了", "掉下来了", "掉地上", "掉地上了", "滚走了", "掉到地上了")
_HELP = ("帮我", "请", "请帮我", "帮忙", "麻烦", "麻烦你", "帮")
_TWICE = ("det", "noun", "attr", "ba", "verb", "place_prep", "unknown", "benefit")
_PREPOSITIONS = {
    "in": Token("进", {"place_prep": ""}),
    "on": Token("上", {"place_prep": ""}),
    "next_to": Token("挨着", {"adjacent": "next_to"}),
    "near": Token("靠近", {"adjacent": "near"}),
}


def _bounded(tokens: Sequence[Token], said: Sequence[Token]) -> list[Token]:
    """`said`, with a comma where a particle of `tokens` parts known words from unknown ones: 花瓶啊怪贵的."""
    parted = {id(b) for a, b in zip(tokens, tokens[1:], strict=False)
              if a.text in _PARTICLES and set(b.readings) == {"unknown"}}  # fmt: skip
    denied = next((i for i, t in enumerate(tokens) if "neg" in t), len(tokens))
    parted |= {
        id(b)
        for a, b in zip(tokens[denied + 1 :], tokens[denied + 2 :], strict=False)
        if a.text in ("先", "再", "直接") and "verb" in b
    }  # 别倒|先放冰箱
    acted = next((i for i, t in enumerate(tokens) if "verb" in t and "noun" not in t), len(tokens))
    parted |= {
        id(b)
        for i, (a, b) in enumerate(zip(tokens, tokens[1:], strict=False))
        if (i > denied and a.text == "了" and "verb" in b)  # 我不要这个了|放回去
        or (i > acted and a.text in _HELP and b.is_any("unknown", "verb"))  # 放下来|帮我扶一下
    }
    return [piece for t in said for piece in ((_COMMA, t) if id(t) in parted else (t,))]


def _once_each(tokens: Sequence[Token]) -> list[Token]:
    """Words that were said twice in one breath, once: 那个那个遥控器."""
    tokens = [t for t, after in zip(tokens, [*tokens[1:], END], strict=False)
              if not (t.han and len(t.text) == 1 and len(after.text) > 1 and after.text[0] == t.text
                      and t.is_any("noun", "unknown", "attr") and after.is_any("noun", "attr"))]  # fmt: skip
    return [t for i, t in enumerate(tokens)
            if not (i > 0 and t.han and t.text == tokens[i - 1].text and t.is_any(*_TWICE)
                    and not t.is_any("remark", "confirm_word", "neg", "num"))]  # fmt: skip


def _translated(token: Token) -> Token:
    """English prepositions among Chinese words: put 这个杯子 in 盒子里."""
    return token if token.han else _PREPOSITIONS.get(token.get("rel"), token)


def _read_anew(tokens: Sequence[Token], i: int) -> Token:
    """对 before what is sorted or counted is a 把; open before a thing is what to do."""
    token, following = tokens[i], at(tokens, i + 1)
    if token.text == "对" and following.is_any("all", "noun", "attr", "det", "everything"):
        rest = [t for t in tokens[i + 1 :]]
        stop = next((n for n, t in enumerate(rest) if "punct" in t), len(rest))
        if any(t.get("verb") in ("sort", "stack", "clear", "count", "describe", "find") for t in rest[:stop]):
            return Token("对", {"ba": ""}, han=True)
    before = at(tokens, i - 1) if i else END
    if (
        token.text == "把"
        and before.text in ("递", "拿", "来", "取", "找", "要", "我要", "给我")
        and "noun" in following
    ):
        after = at(tokens, i + 2)
        if after.is_any("end", "punct", "then", "benefit", "come", "question_end"):
            return Token("把", {"classifier": ""}, han=True)  # 递把刀
    if token.text == "还" and following.is_any(
        "verb", "ba", "neg", "wish", "have_plain", "filler", "is", "is_it"
    ):
        return Token("还", {"filler": ""}, han=True)
    counted = before.is_any("exists", "have", "have_plain", "num", "how_many", "see")
    if token.text == "把" and counted and following.is_any("noun", "attr") and not _acts_later(tokens, i):
        return Token("把", {"classifier": ""}, han=True)  # 是不是有把剪子
    acts = any("verb" in t and not t.is_any("noun", "attr") for t in tokens[max(0, i - 4) : i])
    if token.text in ("前", "时") and acts and following.is_any("ba", "verb", "neg", "benefit", "you"):
        return Token(token.text, {"condition": ""}, han=True)  # 关抽屉前|先把袜子放进去
    if (
        token.text in ("装", "盛")
        and "noun" in following
        and "de" in at(tokens, i + 2)
        and not before.is_any("ba")
    ):
        return Token(token.text, {"contain": "in"}, han=True)  # 装茶叶的罐子
    if (
        token.text == "来"
        and len(following.text) > 1
        and "num" in following
        and before.is_any("end", "someone")
    ):
        return Token("来", {"wish": "give"}, han=True)  # 来两串葡萄
    if token.text in _FALLEN and "de" in following:
        return Token(token.text, {"filler": ""}, han=True)  # 掉了的纽扣
    if (
        token.text in ("开", "上", "住", "起")
        and len(before.text) == 1
        and before.readings.keys() == {"unknown"}
    ):
        return Token(token.text, {"unknown": token.text}, han=True)  # 隔|开
    if "state" in token and "de" in following and at(tokens, i + 2).is_any("noun", "attr", "head"):
        return Token(token.text, {"unknown": token.text}, han=True)  # 碍事的书
    if token.get("noun") == "person" and before.text.endswith("给"):
        return Token(token.text, {"someone": ""}, han=True)  # 把刀给小孩
    universal = token.text in _ANY and following.text in ("都", "也") and "neg" in at(tokens, i + 2)
    if universal and "question_end" not in tokens[-1]:
        return Token("一切", {"everything": ""}, han=True)  # 什么都别动
    if token.text == "倒" and "neg" in before:
        return Token("倒", {"verb": "discard"}, han=True)
    if token.text == "给我把" and not any("verb" in t for t in tokens[i + 1 :]):
        return Token("给我", {"benefit": "speaker"}, han=True)
    if token.text == "千万" and any("neg" in t for t in tokens[i + 1 : i + 6]):
        return Token("千万", {"filler": ""}, han=True)
    acts = (
        not token.han
        and token.is_any("verb")
        and "attr" in token
        and following.is_any("noun", "det", "ord", "sup")
    )
    if acts and not at(tokens, i - 1).is_any("det", "attr", "de", "num"):
        return Token(token.text, {"verb": token.get("verb")})
    return token


def _acts_later(tokens: Sequence[Token], i: int) -> bool:
    return any("verb" in t and not t.is_any("noun", "attr") for t in tokens[i + 1 :])


def _is_hesitation(tokens: Sequence[Token]) -> bool:
    """那个 in front of a sentence that names its thing later: 那个请把杯子给我, 那个拿瓶子."""
    first, second, third = at(tokens, 0), at(tokens, 1), at(tokens, 2)
    if first.text != "那个" or second.is_any("noun", "attr", "head", "sup", "ord", "side_only"):
        return False
    if second.is_any("ba", "wish", "correct"):
        return True
    if second.is_any("neg", "benefit", "is", "filler"):
        return third.is_any("verb", "ba", "noun", "attr", "det") and _names_thing(
            tokens, 3 - int("verb" not in third)
        )
    return second.get("verb") in ("pick", "open", "close", "touch", "find", "count") and _names_thing(
        tokens, 2
    )


def _names_thing(tokens: Sequence[Token], i: int) -> bool:
    return at(tokens, i).is_any("noun", "attr", "det", "side_only", "sup")
