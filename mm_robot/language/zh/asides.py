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
_OWN_WORK = "切煮泡洗炒煎烤炖蒸喂写画剪粘缝熨刷修钉量浇拖扫学练熬拌剥削做打读背抄补织擦晒听忙拆坐睡躺歇站"
_BY_ACCIDENT = ("到", "翻", "倒", "坏", "掉", "错", "洒", "碎", "歪", "丢")

# In the patterns "~" is a run of fillers, and "§" the beginning of a clause: what stands there is neither the
# object of a preposition or verb, nor described by what stands before it.
_SHORTHAND = {"~": "[Fpqk]*", "§": "(?<![BGVXPdDAn])"}
_ANYWHERE = """
    ^~X[Uh]l~,?(?=[BGKV])                       别墨迹了|把门关上
    ^[SNDAdUFLPlEhyo]+(?=Y~B(?!T))              我这手抖得厉害|你把汤勺递过来
    ^[SNDAdUFLPlEhyo]+[lE]~(?=B(?!T))           快递到了|把剪刀拿来
    ^[SNDAdUFLPlEhyop]+[lEU]~p~(?=B(?!T)|[GKV]~[DANU])  今天天气不错|帮我开窗
    ^[^XntQR,]*w(?=~,?~[Xn])                    拿毛巾的时候|别碰到杯子
    (?<=[GKVv])q[AU]~(?=$|,)                    叠|那么高
    §S~n~[VUhA?]+[DNUA]*l?~(?=$|[,BYR])         我不吃辣|把辣椒拿走
    §S~h[NU]*k~$                                把凳子给我|我坐一会儿
    (?<=K)S~h[NU]*k~$                           把凳子搬过来|我坐一会儿
    ^[TN]s(?!d)                                 爸爸说|小刀不能碰
    (?<=[NL,lU])[DAdNUh]+y~[VvAEUhGK]~l?~(?=$|,)  放灶台上|火已经开了
    (?<=[GKVFNLAml,])x[TN]~[GKVvUhFNlAE]+$      放远点|别让孩子够着
    (?<=L)[AUh]k(?=$|,)                         放冰箱里|冰一下
    (?<=[GKV])[UF]m(?=$|,)                      递|稳当|点
    (?<=F)z[NU](?=$|,)                          拿个袋子来|装垃圾
    §S~E(?=[BGKVFYR])                           这盖子|我拧不开|你来开
    C[^,tBGKXQRC]*(?=[,cBGK]|$)                 因为我要切菜|把刀给我
    C[^,tBGKXQRC]*?[lE](?=[BGKVFYR])            因为天黑了|打开灯
    §[YT]~v[DAdNU]*l(?=$|[,BGKY])               停停停|你碰到杯子了
    §(?:S~[FP]V?|W)~h[hNUADF]*l?~(?=$|[,BGKYR])  我要切菜|把刀给我
    §[ST]~P~[UhNL]+~l?~(?=[,BGKYR])             我在厨房|把盐拿来
    §S~[Uh][NUl]*l~(?=$|[,BGKYR])               我吃好了|把碗收走
"""
_AFTER_A_HANDOVER = """
    (?<=[NUGKFl,])(?<![BXPdDA])~(?:D?[AdUN]*[NU])?~El?~$  把纸巾给我|水洒了
    (?<=[NUD])h[NU]?(?:ud?)?(?=$|,)             给我六个鸡蛋|打汤用
    (?<=[GK])h(?:[NU](?:ud?)?|ud?)(?=$|,)       把刀给我|切菜
    (?<=[NUDGK])ud?(?=[FQ]*(?:$|,))             把卷尺给我|用一下吗
"""


def _compiled(table: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a table; what stands behind each is an example, what is found between its bars."""
    patterns = [line.split()[0] for line in table.strip().splitlines()]
    for short, meant in _SHORTHAND.items():
        patterns = [pattern.replace(short, meant) for pattern in patterns]
    return tuple(map(re.compile, patterns))


_PATTERNS = (*((p, False) for p in _compiled(_ANYWHERE)), *((p, True) for p in _compiled(_AFTER_A_HANDOVER)))


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens less what is told beside the command; all of them where nothing else would be left."""
    tokens = _relative_clauses(tokens)
    letters = "".join(_letter(tokens, i) for i in range(len(tokens)))
    kept = [True] * len(tokens)
    for pattern, behind in _PATTERNS:
        for found in pattern.finditer(letters):
            if behind and not re.search("[GKW]", letters[: found.start()]):
                continue
            kept[found.start() : found.end()] = [False] * (found.end() - found.start())
        letters = "".join(x if keep else "F" for x, keep in zip(letters, kept, strict=True))
    if not re.search("[BGKVWRXn]", letters):
        return list(tokens)
    return [token for token, keep in zip(tokens, kept, strict=True) if keep]


def _relative_clauses(tokens: Sequence[Token]) -> list[Token]:
    """Clauses that tell which thing, and what has not been done, each as one word.

    没用的纸, 沾了油的抹布: a kind of thing that nobody taught us; 盖子没盖紧: a state, and no prohibition;
    刚才让你拿的那个: what was done to it does not tell it from others.
    """
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        kind, end = _clause_at(tokens, i)
        text = text_of(tokens[i:end])
        if kind == "":
            out.append(tokens[i])
        elif kind != "dropped":
            out.append(Token(text, {kind: text if kind == "unknown" else ""}, han=True))
        i = end
    return out


def _clause_at(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """What kind of word the clause at `i` comes to ("" when there is none), and where it ends."""
    token, second, third, fourth = (at(tokens, i + ahead) for ahead in range(4))
    things = ("noun", "attr", "head")
    if token.text in ("不要", "不用") and second.text == "的" and third.is_any("noun", "head"):
        return "unknown", i + 1
    lacks = token.text in ("没", "不", "还没") and second.is_any("verb", "unknown", "is")
    if lacks and "de" in third and fourth.is_any(*things) and not second.is_any("noun", "attr"):
        return "unknown", i + 2
    if token.text in ("没", "没有", "还没") and "verb" in second and not second.is_any("noun", "attr"):
        end = i + 2
        while at(tokens, end).is_any("result") or at(tokens, end).text == "了":
            end += 1
        return "state", end
    if (
        token.is_any("unknown", "tryout")
        and second.text == "了"
        and "de" in fourth
        and at(tokens, i + 4).is_any(*things)
    ):
        return "unknown", i + 3
    if token.text in ("刚才", "刚刚", "之前", "上次", "刚"):
        end = i + 1
        while at(tokens, end).is_any("you", "speaker") or at(tokens, end).text in ("让你", "叫你", "我让你"):
            end += 1
        acted = "verb" in at(tokens, end) and "de" in at(tokens, end + 1)
        if acted and at(tokens, end + 2).is_any("det", *things):
            return "dropped", end + 2
    return "", i + 1


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
    if token.text in ("装", "盛", "垫", "包") and i and tokens[i - 1].text == "来":
        return "z"
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
        gives = "K" if token.text.endswith(("来", "去")) else "G"  # 搬过来|我坐一会儿, but 递给我
        return gives if token.get("verb") == "give" else "V"
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
