# SPDX-License-Identifier: Apache-2.0
"""Chinese words that are made by rule rather than listed: 三把, 第二层, 那几本, 推一推, 我刚递给你的."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from mm_robot.language.zh import courtesy as courtesy_zh

_UNITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TEENS = {f"十{unit}": 10 + number for unit, number in _UNITS.items()}
_DIGITS = {**_UNITS, "两": 2, "十": 10, **_TEENS, "二十": 20}
MEASURES = tuple(
    "个只支枝本把块瓶盒张根颗粒片件样种双条枚罐杯碗台部束盘卷对副套包袋串筒朵位顶盏壶箱篮棵截层辆座扇捆摞堆叠节管份组段桶锅缸瓣团口碟幅盆封"
)
_ROWS = (*MEASURES, "排", "格", "号", "列")  # what ordinals count beside things: 第二层, 第一格
_POINTING = {
    "that": ("那", "那边的", "那边那", "那儿的", "那头的"),
    "this": ("这", "这边的", "这边这", "这儿的"),
    "other": ("另", "另外", "别的", "其他", "其它", "另外那", "剩下的", "剩下那", "还有那", "其余", "换"),
}
_PUT = (
    "放下",
    "放",
    "放在桌上",
    "放在桌子上",
    "放在这里",
    "放在这儿",
    "放在那里",
    "放到桌上",
    "摆在桌上",
    "拿来",
    "带来",
)
_GAVE = ("给", "递给", "拿给", "交给", "送给", "传给")


_SIDES = {"left": ("左", "右"), "right": ("右", "左"), "front": ("前", "后"), "back": ("后", "前"),
          "top": ("上", "下"), "bottom": ("下", "上")}  # fmt: skip
_EARLIER = ("刚", "刚才", "刚刚", "你刚", "你刚才", "你刚刚", "之前", "方才", "你之前", "上次", "你上次")


def _counted_from() -> Iterator[tuple[str, str, str]]:
    """从右边数过来, 左手边往右数起, 自上而下."""
    for key, (side, other) in _SIDES.items():
        for start, place in product(("从", "由", "自", ""), ("", "边", "侧", "面", "手边", "边儿", "端")):
            for count in ("数", "数过来", "数过去", "数起", "起", "起数", "开始", "开始数", "算起", "往下数"):
                yield f"{start}{side}{place}{count}", "count_from", key
            for onward in ("往", "向", "到", "至"):
                for end in ("", "数", "边数", "边", "数过去"):
                    if start:
                        yield f"{start}{side}{place}{onward}{other}{end}", "count_from", key
    for key, side in (("right", "右"), ("left", "左")):
        for start in ("靠", "最靠", "挨"):
            yield f"{start}{side}", "side_only", key


_STATES = """
    危险 贵 烫 热 冷 凉 重 沉 脏 乱 远 近 高 旧 破 滑 吵 慢 快 满 挤 湿 硬 软 钝 尖 烦 麻烦
    小 大 长 短
"""


def _done_before() -> Iterator[tuple[str, str, str]]:
    """刚才放下的那个, 你刚拿的, 之前说的那个东西."""
    for when, verb in product(
        _EARLIER, ("放下", "放", "拿", "抓", "说", "提到", "碰", "动", "放好", "指", "搬")
    ):
        for shape in ("的那个", "的那个东西", "的东西", "过的", "过的那个"):
            yield f"{when}{verb}{shape}", "pronoun", "it"
        yield f"{when}{verb}的", "just_gave", "it"


def _in_hand() -> Iterator[tuple[str, str, str]]:
    """手里拿着什么, 你抓的是什么东西, 手上有啥: asks what the robot holds."""
    whose, where, how = (
        ("", "你"),
        ("", "手里", "手上", "手中", "手里头"),
        ("着", "的", "了", "着的", "住的", "住"),
    )
    holding = [f"{verb}{end}" for verb, end in product("拿抓夹握捏端提举", how)]
    for who, place, verb, what in product(
        whose, where, [*holding, "有", "的", ""], ("什么", "啥", "什么东西", "啥东西", "哪个", "什么玩意儿")
    ):
        for being in ("", "是"):
            if verb and (verb in holding or place) and not (verb == "的" and not being):
                yield f"{who}{place}{verb}{being}{what}", "held", ""
        if place and verb in holding and verb.endswith("着"):
            for still, ask in product(
                ("", "还", "现在"), ("东西吗", "东西没有", "东西没", "什么吗", "东西呢")
            ):
                yield f"{who}{place}{still}{verb}{ask}", "held", ""
        if place and not verb:
            yield f"{who}{place}是{what}", "held", ""


def words() -> Iterator[tuple[str, str, str]]:
    """(word, kind, value) of every numeral, ordinal, pointing word and thing just given."""
    yield from _counted_from()
    yield from _done_before()
    yield from _in_hand()
    for how, state in product(("太", "有点", "有点儿", "真", "挺", "实在太"), _STATES.split()):
        yield from ((f"{how}{state}", "state", ""), (f"{how}{state}了", "state", ""))
    for verb, end in product("卡堵粘锁绊缠夹", ("住了", "住", "死了", "上了")):
        yield verb + end, "state", ""
    for verb, end in product(
        "拧打拉推掀拔关合放拿搬提抓装塞够", ("开", "动", "上", "下", "进去", "到", "住", "着", "出来", "了")
    ):
        yield from (
            (f"{verb}不{end}", "state", ""),
            (f"{verb}不{end}了", "state", ""),
        )  # 拧不开: no prohibition
    yield from ((word, "filler", "") for word in courtesy_zh.words())
    for (digit, number), measure in product(_DIGITS.items(), MEASURES):
        yield digit + measure, "num", str(number)
    yield from ((f"{digit}号", "ord", str(number)) for digit, number in _DIGITS.items() if digit != "两")
    for (digit, number), row in product(_DIGITS.items(), _ROWS):
        if digit == "两":
            continue
        yield f"第{digit}", "ord", str(number)
        yield f"第{digit}{row}", "ord", str(number)
        yield f"倒数第{digit}", "ord_back", str(number)
        yield f"倒数第{digit}{row}", "ord_back", str(number)
    for value, starts in _POINTING.items():
        for start, measure in product(starts, (*MEASURES, "些")):
            yield start + measure, "det", value
            if measure == "些" and value != "other":
                yield start + measure, "det_all", value
            if measure != "些" and start != "换":
                yield f"{start}一{measure}", "det", value
                yield f"{start}几{measure}", "det_all", value
    for measure in MEASURES:
        yield f"一{measure}一{measure}", "filler", ""
        yield from ((f"一{measure}{how}一{measure}", "filler", "") for how in "套挨接压摞叠")
        yield f"一{measure}一{measure}地", "filler", ""
    yield from ((f"换一{measure}", "det", "other") for measure in MEASURES)
    spoken_order = product(("我", ""), ("刚", "刚才", "刚刚", "才", "之前"), ("", "我"), _GAVE, ("你", "您"))
    for who, when, later, verb, you in spoken_order:
        given = f"{who}{when}{later if not who else ''}{verb}{you}"
        yield f"{given}的", "just_gave", "given"
        for thing in ("那个", "的那个", "的东西", "的那东西"):
            yield given + thing, "pronoun", "given"
    for when, verb in product(("刚", "刚才", "刚刚", "才"), _PUT):
        for shape, kind in (("的", "just_gave"), ("的那个", "pronoun"), ("的东西", "pronoun")):
            yield f"我{when}{verb}{shape}", kind, "given"


def forms(verb: str) -> tuple[str, ...]:
    """The ways to say a verb lightly: 推 -> 推推, 推一推, 推一下, 推下; 整理 -> 整理一下, 整理整理."""
    if len(verb) == 1:
        return (verb, verb * 2, f"{verb}一{verb}", f"{verb}一下", f"{verb}一下儿", f"{verb}下")
    return (verb, f"{verb}一下", verb * 2) if len(verb) == 2 else (verb,)
