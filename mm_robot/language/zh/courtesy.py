# SPDX-License-Identifier: Apache-2.0
"""Chinese courtesies and idle descriptions that are made by rule: 您能不能麻烦, 如果不打扰的话, 喝水的."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_YOU = ("", "你", "您")
_ABLE = """
    能不能 可不可以 可以不可以 能否 可否 是否可以 是否能 能 可以 愿不愿意 方不方便 会不会
    得不得空
"""
_BUSY = """
    接个电话 接电话 打电话 打个电话 开门 开个门 想想 想一想 想一下 忙 有事 有点事 喝口水
    上个厕所 洗手 洗个手 准备一下 挂了电话 挂电话 开会 吃饭 炒菜 做饭 跟人说话 跟机器人说话
    说话 听电话 看书 写作业 看新闻 看电视 写字 画画
    出门 出去 走了 上班 上学 睡觉 休息 下楼 做作业 看看 看一下 带孩子 喂孩子 换衣服 忙着 赶时间 很急
    着急 急用 等着用 急着用
"""
_HINDERED = """
    够不着 够不到 拿不到 拿不着 拿不动 看不见 看不清 看不清楚 听不见 动不了 走不动 站不起来
    弯不下腰 腾不出手 手不方便 腿不方便 腿脚不方便 腿脚不好 眼神不好 眼睛不好 不舒服 没力气
    没空 没手 没吃完 没用完 没喝完 没看完 没写完 没洗手 没说完 没想好 没准备好 没看清
    不方便 没吃饱 手脏 手湿 手上有油 手上有水 手里有东西 手占着 渴了 饿了 冷了 困了 累了
    手滑 忙不过来 起不来 过不去
"""
_DONE = "切 洗 煮 炒 削 剥 打 泡 烤 蒸 剩 买 做 弄 准备 叠 晾 充 装 画 写 拆 折 擦 磨 冲"
_HELP = (
    "",
    "请",
    "麻烦",
    "劳驾",
    "帮我",
    "帮忙",
    "帮个忙",
    "请帮我",
    "麻烦帮我",
    "替我",
    "麻烦你",
    "麻烦您",
    "帮帮忙",
)
_IF = ("如果", "要是", "若", "若是", "假如")
_CONVENIENT = """
    方便 有空 有时间 得空 可以 愿意 能够 行 没事 不忙 不麻烦 不打扰 不介意 不累 不费事
    不嫌麻烦 不碍事 可能
"""
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


_JUST_NOW = "刚才还 刚还 明明就 明明 昨天还 早上还 之前还 刚刚还"
_THERE = "在这 在这儿 在这里 在那 在那儿 在那里 在桌上 在的 放这儿 放在这儿 放在这里"
_IDLING = "看着 站着 傻站着 干站着 闲着 愣着 光看着 光站着 光看"


def words() -> Iterator[str]:
    """Every such phrase; none of them changes a command."""
    for who, able, aid in product(_YOU, _ABLE.split(), _HELP):
        yield who + able + aid
        yield f"{who}看{able}{aid}"
        yield from (f"不知{who}{able}{aid}", f"不知道{who}{able}{aid}")
    for when, busy in product(
        ("", "先", "要", "得", "去", "要去", "还在", "在", "这会儿在", "这会儿", "正在", "正", "现在"),
        _BUSY.split(),
    ):
        yield from (f"我{when}{busy}", f"我{when}{busy}呢")
    for who, no, whom, talk in product(
        ("", "我"), ("没", "没在", "不是", "不是在"), ("跟你", "和你", "对你"), ("说", "说话", "讲话", "聊")
    ):
        yield from (f"{who}{no}{whom}{talk}", f"{who}{no}{whom}{talk}呢")
    for let, see in product(
        ("让我", "让我先", "我先", "等我", "我来"),
        ("看看", "看一下", "想想", "想一下", "想一想", "瞧瞧", "试试", "缓缓", "过去"),
    ):
        yield let + see
    for no, heed, whom in product(
        ("别", "不用", "不要", "甭"),
        ("听", "管", "理", "搭理"),
        ("他", "她", "他们", "他的", "她的", "他们的"),
    ):
        yield from (no + heed + whom, f"你{no}{heed}{whom}")
    for when, there, end in product(_JUST_NOW.split(), _THERE.split(), ("", "的", "呢", "啊")):
        yield when + there + end
    for who, stand in product(("", "你"), _IDLING.split()):
        yield from (f"{who}别{stand}", f"{who}别{stand}了", f"{who}别{stand}啊")
    for verb, end in product(
        "看用读写喝吃洗玩切画修穿戴听煮炒擦", ("过了", "完了", "好了", "完", "过啦", "完啦")
    ):
        yield from (verb + end, f"都{verb}{end}", f"已经{verb}{end}", f"我{verb}{end}")
    for still, state in product(("", "还", "现在", "这会儿", "都", "真"), _HINDERED.split()):
        yield from (f"我{still}{state}", f"我{still}{state}了")
    for verb, end in product(_DONE.split(), ("好的", "完的", "熟的", "剩的", "好了的", "成块的")):
        yield verb + end
    for first, who, state, last in product(_IF, _YOU, _CONVENIENT.split(), ("", "的话")):
        yield first + who + state + last
    for who, state in product(_YOU, _CONVENIENT.split()):
        yield f"{who}{state}的话"
    for verb, things in _USES.items():
        for use, thing in product(("", "用来", "平时"), things.split()):
            yield f"{use}{verb}{thing}的"
    for put, place in product(("放", "放在", "搁", "摆"), ("哪", "哪儿", "哪里")):
        yield from (f"{put}{place}都{end}" for end in ("行", "可以", "成", "好"))
