# SPDX-License-Identifier: Apache-2.0
"""Chinese verbs with what may be added to them, made by rule: 搁 + 到, 捎 + 过来, 托 + 起来."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

# Kind of verb -> its stems and what may follow them. What the lexicon lists by itself keeps its own kind.
_FORMS: tuple[tuple[str, str, str], ...] = (
    (
        "pick",
        "拿 取 抓 捡 夹 端 拎 提 举 抱 捧 托 拾 掏 抽 够 搬 捏 握 挑 选 勾 钩 夹取 抓取",
        "进来 起 起来 住 出 出来 走 开 下 下来 到手里 在手里 在手上 到手上 紧 好 稳 牢",
    ),
    (
        "give",
        "拿 递 送 传 端 取 带 扔 抛 搬 捎 丢 抱 拎 弄 捡 找 够 提 捧 滚 呈 交 寄 匀 分 挪 抓",
        "给 来 过来 回来 来给 过来给 过去给 去给 "
        "到我手里 到我手上 到我这 到我这里 到我这儿 到我这边 到我面前 到我跟前",
    ),
    (
        "place",
        "放 搁 摆 塞 装 插 扔 丢 投 移 挪 搬 堆 摞 叠 垒 码 盖 铺 搭 靠 贴 挂 立 竖 拿 送 "
        "倒 收 存 藏 套 夹 "
        "归 运 拖 推 弄 带 转移 移动 放置 摆放 安放 摆设 洒 泼 撒 滴 抓 归置 收纳",
        "到 在 进 入 至 于 上 回到 进到 往 到了 在了 上去 上来 过去",
    ),
    (
        "put_back",
        "放 摆 搁 送 挪 移 还 拿 归",
        "回 回去 回来 回原位 回原处 回原来的地方 回原来的位置 回它的位置",
    ),
    ("put_back", "盖 塞 插 装 挂 套 贴 收 丢 立 摞", "回 回去 回原位 回原处 回到"),
    ("put_back", "放 摆 搁 送 挪 移", "回老地方 回老位置 回原地 回原来那儿 回去原处"),
    ("place_in", "放 装 塞 丢 扔 摆 插 搁 倒 投", "进去 里面 里头 里面去 进里面 到里面 到里面去 到里头"),
    (
        "stack",
        "搭 垒 码 叠 摞 堆",
        "起来 高 高高 好 成一摞 成一叠 成一堆 一块儿 到一起 在一起 成塔 个塔 座塔 一摞 整齐",
    ),
    ("put_away", "收 收拾 整理 归置 拾掇", "起来 走 好 掉 进去 一边去 到一边"),
    ("discard", "扔 丢 处理 清理", "掉 了 出去 了吧"),
    ("discard", "倒", "掉 掉了"),
    ("pick", "倒", "出来"),
    ("place", "掉 落 滚 倒 躺 站", "在 到"),
    ("push", "推 拨 顶 戳 滑 拱 捅", "开 倒 动 走 过去 过来 一边去"),
    ("pull", "拉 拽 拖 扯 扒", "过来 回来 过去 动"),
    ("open", "打 拉 揭 掀 翻 敞 推 拧", "开 开来"),
    ("close", "关 合 推 盖 闭", "上 好 严 紧 严实 拢 死 回去"),
    ("find", "看 瞅 瞧", "一眼 眼 两眼"),
    ("find", "找 指 看 瞅 瞧 搜 认", "到 出 出来 一下 给我看 一指 准"),
    ("clear", "收拾 清理 整理 打扫 归置 拾掇 腾 清 擦 归整", "干净 出来 空 好 一下 利索 整齐 一遍"),
    ("touch", "碰 摸 动 撞 弄 打 摔 踢 捅 洒 泼 砸 压", "到 倒 坏 翻 碎 着 洒 脏 了 掉 一下"),
)


def words() -> Iterator[tuple[str, str]]:
    """(verb, kind) of every form; the first of two readings holds."""
    for kind, stems, endings in _FORMS:
        for stem, ending in product(stems.split(), endings.split()):
            yield stem + ending, kind
    for stem in ["拾掇", "归拢", "归整", "归置"]:
        yield from ((form, "clear") for form in (stem, f"{stem}一下", stem * 2))
    for stem in ["瞅", "瞧"]:
        yield from ((form, "find") for form in (stem, stem * 2, f"{stem}一{stem}"))
    yield from ((stem, "place") for stem in ["藏", "套", "挂", "码", "倒"])
    yield from ((stem, "give") for stem in ["捎", "匀"])
    yield from ((stem, "pick") for stem in ["托", "勾"])
    yield "搭", "stack"
