# SPDX-License-Identifier: Apache-2.0
"""What is told beside a Chinese command, and asks for nothing: 水洒了, 我要切菜, 因为外面下雨了, 你碰到碗了.

The sentence is written with one letter for each token, and what is told beside it is found by patterns over
these letters. No pattern reaches over a negation, a remark or a question, so that none of them can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mm_robot.language.draft import at
from mm_robot.language.tokens import Token, text_of

# What people do themselves; the robot has no verb for it. First characters of words it does not know.
_OWN_WORK = "切煮泡洗炒煎烤炖蒸喂写画剪粘缝熨刷修钉量浇拖扫学练熬拌剥削做打读背抄补织擦晒听忙拆"
_BY_ACCIDENT = ("到", "翻", "倒", "坏", "掉", "错", "洒", "碎", "歪", "丢")

_ANYWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        r"^[Fpqk]*X[Uh]l[Fpqk]*,?(?=[BGV])",  # 别墨迹了|把门关上
        r"^[SNDAdUFLPlEhyo]+(?=Y[Fpqk]*B(?!T))|^[SNDAdUFLPlEhyo]+[lE][Fpqk]*(?=B(?!T))",  # 手抖|你把…
        r"^[SNDAdUFLPlEhyop]+[lEU][Fpqk]*p[Fpqk]*(?=B(?!T)|[GV][Fpqk]*[DANU])",  # 今天天气不错|帮我开窗
        r"^[^XntQR,]*w(?=[Fpqk]*,?[Fpqk]*[Xn])",  # 拿毛巾的时候|别碰到杯子
        r"(?<=[GVv])q[AU][Fpqk]*(?=$|,)",  # 叠|那么高
        r"(?<![BGVXPdDAn])S[Fpqk]*n[Fpqk]*[VUhA?]+[DNUA]*l?[Fpqk]*(?=$|[,BYR])",  # 我不吃辣|把…
        r"^[TN]s(?!d)",  # 爸爸说|…
        r"(?<=[NL,lU])[DAdNUh]+y[Fpqk]*[VvAEUhG][Fpqk]*l?[Fpqk]*(?=$|,)",  # …|火已经开了
        r"(?<=[GVFNLAml,])x[TN][Fpqk]*[GVvUhFNlAE]+$",  # 放远点|别让孩子够着
        r"(?<=L)[AUh]k(?=$|,)",  # 放冰箱里|冰一下
        r"(?<=[GV])[UF]m(?=$|,)",  # 递|稳当|点
        r"(?<![BGVXPdDA])S[Fpqk]*E(?=[BGVFYR])",  # 这盖子|我拧不开|你来开
        r"C[^,tBGXQRC]*(?=[,cBG]|$)",  # 因为我要切菜|把刀给我, 把伞给我|因为下雨了
        r"C[^,tBGXQRC]*?[lE](?=[BGVFYR])",  # 因为天黑了|打开灯
        r"(?<![BGVXPdDA])[YT][Fpqk]*v[DAdNU]*l(?=$|[,BGY])",  # 你碰到杯子了
        r"(?<![BGVXPdDA])(?:S[Fpqk]*[FP]V?|W)[Fpqk]*h[hNUADF]*l?[Fpqk]*(?=$|[,BGYR])",  # 我要切菜|把刀给我
        r"(?<![BGVXPdDA])[ST][Fpqk]*P[Fpqk]*[UhNL]+[Fpqk]*l?[Fpqk]*(?=[,BGYR])",  # 我在厨房|把…
        r"(?<![BGVXPdDA])S[Fpqk]*[Uh][NUl]*l[Fpqk]*(?=$|[,BGYR])",  # 我吃好了|把碗收走
    )
)
_AFTER_A_HANDOVER = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[NUGFl,])(?<![BXPdDA])[Fpqk]*(?:D?[AdUN]*[NU])?[Fpqk]*El?[Fpqk]*(?=$)",  # 把纸巾给我|水洒了
        r"(?<=[NUD])h[NU]?(?:ud?)?(?=$|,)",  # 给我六个鸡蛋|打汤用
        r"(?<=G)h(?:[NU](?:ud?)?|ud?)(?=$|,)",  # 把刀给我|切菜
        r"(?<=[NUDG])ud?(?=[FQ]*(?:$|,))",
    )
)


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens less what is told beside the command; all of them where nothing else would be left."""
    tokens = _described_by_a_lack(tokens)
    letters = "".join(_letter(tokens, i) for i in range(len(tokens)))
    kept = [True] * len(tokens)
    for pattern in _ANYWHERE + _AFTER_A_HANDOVER:
        for found in pattern.finditer(letters):
            if pattern in _AFTER_A_HANDOVER and not re.search("[GW]", letters[: found.start()]):
                continue
            kept[found.start() : found.end()] = [False] * (found.end() - found.start())
        letters = "".join(x if keep else "F" for x, keep in zip(letters, kept, strict=True))
    if not re.search("[BGVWRXn]", letters):
        return list(tokens)
    return [token for token, keep in zip(tokens, kept, strict=True) if keep]


def _described_by_a_lack(tokens: Sequence[Token]) -> list[Token]:
    """没用的纸, 不要的书, 没洗的碗: no prohibition, but a word for a kind of thing that nobody taught us."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        verb, de, thing = at(tokens, i + 1), at(tokens, i + 2), at(tokens, i + 3)
        lacks = tokens[i].text in ("没", "不", "还没") and verb.is_any("verb", "unknown", "is")
        if lacks and "de" in de and thing.is_any("noun", "attr", "head") and not verb.is_any("noun", "attr"):
            text = tokens[i].text + verb.text
            out.append(Token(text, {"unknown": text}, han=True))
            i += 2
        elif "unknown" in tokens[i] and verb.text == "了" and "noun" in de and "de" in thing:
            text = text_of((tokens[i], verb, de))  # 沾了油的抹布
            out.append(Token(text, {"unknown": text}, han=True))
            i += 3
        elif tokens[i].text in ("不要", "不用") and verb.text == "的" and de.is_any("noun", "head"):
            out.append(Token(tokens[i].text, {"unknown": tokens[i].text}, han=True))
            i += 1
        else:
            out.append(tokens[i])
            i += 1
    return out


def _letter(tokens: Sequence[Token], i: int) -> str:
    token = tokens[i]
    if not token.han:
        return "," if "punct" in token else "N"
    if "because" in token:
        return "C"
    if token.text == "到了" and at(tokens, i - 1).is_any("noun", "unknown") and i:
        return "E"  # 快递到了
    if token.text in ("不", "没", "没有") and "speaker" in _before(tokens, i):
        return "n"
    if token.text == "包" and "wish" in _before(tokens, i):
        return "h"  # 我要包饺子
    if token.text in ("别让", "不要让"):
        return "x"
    if token.text in _BY_TEXT:
        return _BY_TEXT[token.text]
    if token.is_any("neg", "except", "without", "not_be", "condition"):
        return "X"
    if "state" in token:
        return "E"
    for kinds, letter in _BY_KIND:
        if token.is_any(*kinds):
            return letter
    if "verb" in token:
        accident = token.get("verb") == "touch" or token.text.endswith(_BY_ACCIDENT)
        if accident and i and at(tokens, i - 1).is_any("you", "pronoun", "someone"):
            return "v"
        return "G" if token.get("verb") == "give" else "V"
    if "unknown" in token:
        return "h" if token.text[0] in _OWN_WORK else "U"
    return "F" if "filler" in token else "?"


def _before(tokens: Sequence[Token], i: int) -> Token:
    """The last token that is more than a filler: the 我 of 我还没."""
    said = [t for t in tokens[:i] if "filler" not in t]
    return said[-1] if said else Token("", {})


_BY_TEXT = {
    "的时候": "w",
    "那么": "q",
    "这么": "q",
    "一下": "k",
    "一会儿": "k",
    "帮我": "p",
    "请": "p",
    "麻烦": "p",
    "请你": "p",
    "已经": "y",
    "说": "s",
    "说过": "s",
    "讲": "s",
    "了": "l",
    "啦": "l",
    "用": "u",
    "用的": "u",
    "用一下": "u",
    "用用": "u",
    "所以": "c",
    "吧": "F",
    "呢": "F",
}
_BY_KIND: tuple[tuple[tuple[str, ...], str], ...] = (
    (("remark",), "R"),
    (("punct",), ","),
    (("then", "but"), "t"),
    (("confirm_word",), "o"),
    (("amount",), "m"),
    (("ba",), "B"),
    (("benefit",), "G"),
    (("what", "where", "which", "how_many", "exists", "stands", "property", "question_end", "held"), "Q"),
    (("wish",), "W"),
    (("you",), "Y"),
    (("speaker",), "S"),
    (("noun", "head", "purpose"), "N"),
    (("someone", "pronoun"), "T"),
    (("attr", "sup", "comp"), "A"),
    (("de",), "d"),
    (("det", "num", "all", "each", "classifier", "ord"), "D"),
    (("place_prep", "distance", "adjacent"), "P"),
    (("loc",), "L"),
)
