# SPDX-License-Identifier: Apache-2.0
"""Chinese courtesies and idle descriptions that are made by rule: 您能不能麻烦, 如果不打扰的话, 喝水的."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_YOU = ("", "你", "您")
_ABLE = (
    "能不能", "可不可以", "可以不可以", "能否", "可否", "是否可以", "是否能", "能", "可以", "愿不愿意", "方不方便",
    "会不会", "得不得空",
)  # fmt: skip
_HELP = ("", "请", "麻烦", "劳驾", "帮我", "帮忙", "帮个忙", "请帮我", "麻烦帮我", "替我", "麻烦你", "麻烦您", "帮帮忙")
_IF = ("如果", "要是", "若", "若是", "假如")
_CONVENIENT = (
    "方便", "有空", "有时间", "得空", "可以", "愿意", "能够", "行", "没事", "不忙", "不麻烦", "不打扰", "不介意",
    "不累", "不费事", "不嫌麻烦", "不碍事", "可能",
)  # fmt: skip
_USES = {
    "喝": "水 茶 咖啡 酒 汤 奶 牛奶 饮料 果汁 药",
    "吃": "饭 药 面 水果 东西 早饭 早餐 菜",
    "切": "菜 水果 面包 肉 蛋糕 东西",
    "写": "字 作业 东西 信",
    "画": "画 图",
    "擦": "手 桌子 嘴 脸 碗 地 汗 东西",
    "洗": "手 碗 菜 脸 衣服 澡 锅 杯子",
    "炒": "菜",
    "煮": "饭 面 汤 咖啡 鸡蛋",
    "打": "鸡蛋 蛋 球",
    "泡": "茶 咖啡 面",
    "盛": "饭 汤 菜",
    "剪": "纸 东西 指甲",
    "装": "水果 东西 菜 垃圾 水 饭 糖 笔",
    "削": "皮 苹果 水果 铅笔",
    "拧": "螺丝",
    "敲": "钉子",
    "钉": "钉子",
    "看": "电视 书",
    "量": "尺寸 东西 长度",
    "粘": "东西",
    "充": "电",
    "拌": "沙拉 菜",
    "浇": "花",
    "开": "瓶子 罐头 红酒",
    "梳": "头",
    "刷": "牙",
    "扫": "地",
}  # what a thing is for says which kind it is, and its noun says that already


def words() -> Iterator[str]:
    """Every such phrase; none of them changes a command."""
    for who, able, aid in product(_YOU, _ABLE, _HELP):
        yield who + able + aid
    for first, who, state, last in product(_IF, _YOU, _CONVENIENT, ("", "的话")):
        yield first + who + state + last
    for who, state in product(_YOU, _CONVENIENT):
        yield f"{who}{state}的话"
    for verb, things in _USES.items():
        for use, thing in product(("", "用来", "平时"), things.split()):
            yield f"{use}{verb}{thing}的"
    for put, place in product(("放", "放在", "搁", "摆"), ("哪", "哪儿", "哪里")):
        yield from (f"{put}{place}都{end}" for end in ("行", "可以", "成", "好"))
