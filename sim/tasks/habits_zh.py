# SPDX-License-Identifier: Apache-2.0
"""How Chinese speakers, and recognisers that listen, change a sentence without changing its meaning."""

from __future__ import annotations

import re

import numpy as np

from mm_robot_sim.tasks.habit import Habit, laid_over, one_of

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
# What a request may begin with after 请: "请那个杯子" is no sentence.
_DEEDS = (
    "把", "拿", "给我", "递", "抓", "夹", "放", "打开", "关", "拉", "开",
    "收", "整理", "按", "找", "指", "数", "告诉", "说", "看", "往", "向",
    "在", "从", "用", "轻", "再",
)  # fmt: skip
_SLIPS = (
    ("的(?=[^，。]{2})", ""), ("里面", "里"), ("那[只把支根块本]", "那个"),
    ("(?<=[一两三])[只把支根块本]", "个"),
)  # fmt: skip
_ASKS = re.compile("[吗呢谁]|什么|哪|几[个只根块把]|多少|有没有|能不能|还是")
_PUNCTUATED = 0.5  # of what is typed or recognised


def spoken(text: str, rng: np.random.Generator, brief: bool = False) -> tuple[str, tuple[str, ...]]:
    """The sentence as somebody may say it or a recogniser may write it, and the names of what was changed.

    `brief` sentences, answers for example, get no more than a sound before them.
    """
    asks = _ASKS.search(text) is not None
    text, marks = laid_over(text, _BRIEF if brief else _FULL, rng)
    if rng.random() >= _PUNCTUATED:
        return plainly(text, rng), (*marks, "unpunctuated")
    return text + ("？" if asks or text.endswith(("吗", "好不好")) else "。"), marks


def plainly(text: str, rng: np.random.Generator) -> str:
    """As a recogniser without punctuation writes it."""
    return re.sub("[，。、：]", "", text)


def _opening(text: str, rng: np.random.Generator) -> str:
    opening = one_of(_OPENINGS, rng)
    requests = opening.startswith(("请", "麻烦", "帮", "劳驾", "来"))
    if requests and (_ASKS.search(text) or not text.startswith(_DEEDS)):
        return text
    comma = "，" if not requests and opening not in ("那", "好") and rng.random() < 0.6 else ""
    return f"{opening}{comma}{text}"


def _ending(text: str, rng: np.random.Generator) -> str:
    if _ASKS.search(text) or text.endswith(("一下", "吧", "啊", "呗")):
        return text
    ending = one_of(_ENDINGS, rng)
    comma = "，" if ending.startswith(("谢", "好", "行", "可")) and rng.random() < 0.6 else ""
    return f"{text}{comma}{ending}"


def _hesitant(text: str, rng: np.random.Generator) -> str:
    """A sound of hesitation at the beginning or after 把."""
    sound = one_of(_HESITATIONS, rng)
    if "把" in text and rng.random() < 0.6:
        return text.replace("把", f"把{sound}", 1)
    return f"{sound}{text}"


def _slip(text: str, rng: np.random.Generator) -> str:
    """A lost particle, another measure word."""
    pattern, instead = _SLIPS[int(rng.integers(len(_SLIPS)))]
    return re.sub(pattern, instead, text, count=1)


def _misheard(text: str, rng: np.random.Generator) -> str:
    options = [(said, heard) for said, heard in _MISHEARD if said in text]
    if not options:
        return text
    said, heard = options[int(rng.integers(len(options)))]
    return text.replace(said, heard, 1)


def _in_digits(text: str, rng: np.random.Generator) -> str:
    return re.sub("|".join(_DIGITS), lambda match: _DIGITS[match.group()], text)


_AS_HEARD = (
    Habit("hesitant", 0.08, _hesitant), Habit("slip", 0.06, _slip), Habit("misheard", 0.05, _misheard),
    Habit("digits", 0.25, _in_digits),
)  # fmt: skip
_FULL = (Habit("opening", 0.25, _opening), Habit("ending", 0.2, _ending), *_AS_HEARD)
_BRIEF = (Habit("opening", 0.2, lambda text, rng: f"{one_of(_SOUNDS, rng)}{text}"), *_AS_HEARD)
