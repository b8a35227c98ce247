# SPDX-License-Identifier: Apache-2.0
"""How Chinese speakers, and recognisers that listen, change a sentence without changing its meaning."""

from __future__ import annotations

import re

import numpy as np

_OPENINGS = (
    "请", "麻烦", "那个", "嗯", "呃", "机器人", "你好", "喂", "哎", "好", "那", "麻烦你", "帮我", "劳驾",
    "来", "请你", "嗯那个",
)  # fmt: skip
_ENDINGS = ("谢谢", "吧", "好吗", "行吗", "可以吗", "啊", "谢谢你", "一下吧", "好不好", "哈")
_SOUNDS = ("嗯", "呃", "哦")
_HESITATIONS = ("嗯", "呃", "那个")
# What recognisers write for what was said: the same syllables, often in another tone.
_MISHEARD = (
    ("的", "得"), ("的", "地"), ("蓝色", "兰色"), ("红色", "宏色"), ("橙色", "成色"),
    ("紫色", "子色"), ("篮子", "蓝子"), ("盘子", "盼子"), ("递给", "弟给"), ("放在", "放再"),
    ("右边", "又边"), ("杯子", "被子"), ("球", "求"), ("拿起", "拿其"), ("放进", "放近"),
    ("碗", "晚"), ("苹果", "平果"), ("罐子", "贯子"), ("积木", "机木"), ("桌上", "捉上"),
)  # fmt: skip
_DIGITS = {
    "两个": "2个", "三个": "3个", "第二": "第2", "第三": "第3", "第一": "第1", "两只": "2只", "两根": "2根",
}  # fmt: skip
_SHARE = {"polite": 0.25, "ending": 0.2, "hesitant": 0.08, "slip": 0.06, "misheard": 0.05, "digits": 0.25}
_POLITE = ("请", "麻烦", "帮我", "劳驾", "能", "可以", "你")


def spoken(text: str, rng: np.random.Generator, brief: bool = False) -> tuple[str, tuple[str, ...]]:
    """The sentence as somebody may say it or a recogniser may write it, and the names of what was changed."""
    marks = []
    asks = bool(re.search(r"[吗呢谁]|什么|哪|几[个只根块把]|多少|有没有|能不能|还是", text))
    if rng.random() < _SHARE["polite"]:
        opening = _one(_SOUNDS if brief else _OPENINGS, rng)
        asks_help = opening.startswith(("请", "麻烦", "帮", "劳驾", "来"))
        if not (asks_help and (asks or text.startswith((*_POLITE, "我", "不", "别", "先", "还")))):
            comma = "，" if not asks_help and opening not in ("那", "好") and rng.random() < 0.6 else ""
            text, _ = f"{opening}{comma}{text}", marks.append("opening")
    if (
        not brief
        and rng.random() < _SHARE["ending"]
        and not asks
        and not text.endswith(("一下", "吧", "啊", "呗"))
    ):
        ending = _one(_ENDINGS, rng)
        comma = "，" if ending.startswith(("谢", "好", "行", "可")) and rng.random() < 0.6 else ""
        text, _ = f"{text}{comma}{ending}", marks.append("ending")
    if rng.random() < _SHARE["hesitant"]:
        text, _ = _hesitant(text, rng), marks.append("hesitant")
    if rng.random() < _SHARE["slip"]:
        slipped = _slip(text, rng)
        if slipped != text:
            text, _ = slipped, marks.append("slip")
    if rng.random() < _SHARE["misheard"]:
        heard = _misheard(text, rng)
        if heard != text:
            text, _ = heard, marks.append("misheard")
    if rng.random() < _SHARE["digits"]:
        digits = re.sub("|".join(_DIGITS), lambda match: _DIGITS[match.group()], text)
        if digits != text:
            text, _ = digits, marks.append("digits")
    if rng.random() < 0.5:
        return plainly(text, rng), (*marks, "unpunctuated")
    asked = asks or text.endswith(("吗", "好不好"))
    return text + ("？" if asked else "。"), tuple(marks)


def plainly(text: str, rng: np.random.Generator) -> str:
    """As a recogniser without punctuation writes it."""
    return re.sub("[，。、：]", "", text)


def _hesitant(text: str, rng: np.random.Generator) -> str:
    """A sound of hesitation at the beginning or after 把."""
    sound = _one(_HESITATIONS, rng)
    if "把" in text and rng.random() < 0.6:
        return text.replace("把", f"把{sound}", 1)
    return f"{sound}{text}"


def _slip(text: str, rng: np.random.Generator) -> str:
    """A lost particle, another measure word."""
    ways = (
        lambda t: re.sub("的(?=[^，。]{2})", "", t, count=1),
        lambda t: t.replace("里面", "里", 1),
        lambda t: re.sub("那[只把支根块本]", "那个", t, count=1),
        lambda t: re.sub("(?<=[一两三])[只把支根块本]", "个", t, count=1),
    )
    return str(ways[int(rng.integers(len(ways)))](text))


def _misheard(text: str, rng: np.random.Generator) -> str:
    options = [(said, heard) for said, heard in _MISHEARD if said in text]
    if not options:
        return text
    said, heard = options[int(rng.integers(len(options)))]
    return text.replace(said, heard, 1)


def _one(options: tuple[str, ...], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]
