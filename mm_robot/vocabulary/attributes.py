# SPDX-License-Identifier: Apache-2.0
"""What things are like: canonical attribute -> English words | Chinese words; superlatives and comparatives.

Colours are the eleven basic colour words of perception; finer shades count as the nearest of them. The first
Chinese word is the one the robot says.
"""

from __future__ import annotations

from mm_robot.types import OrdinalKey

COLOURS = (
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "grey",
)  # fmt: skip

_TABLE = """
red: red, reddish, crimson, scarlet, ruby, maroon, burgundy, cherry red | 红色, 红, 红颜色, 大红, 鲜红,
    朱红, 枣红, 酒红
orange: orange, orange coloured, orange colored, amber | 橙色, 橙黄, 橘色, 橘红, 桔色, 橙颜色, 橘黄
yellow: yellow, yellowish, golden, gold, lemon yellow | 黄色, 黄, 金色, 金黄, 黄颜色, 米黄
green: green, greenish, emerald, teal, mint, lime green, olive green | 绿色, 绿, 绿颜色, 墨绿, 翠绿, 草绿,
    青色, 青绿
blue: blue, bluish, navy, navy blue, azure, cyan, turquoise, sky blue, royal blue | 蓝色, 蓝, 蓝颜色, 天蓝,
    海蓝, 藏青, 宝蓝, 湖蓝, 青蓝
purple: purple, violet, lilac, lavender, indigo, mauve | 紫色, 紫, 紫颜色, 紫红, 淡紫
pink: pink, pinkish, rose, magenta, fuchsia | 粉色, 粉红, 粉红色, 粉, 粉颜色, 玫红, 桃红, 品红
brown: brown, brownish, tan, beige, khaki, chestnut | 棕色, 褐色, 棕, 褐, 咖啡色, 茶色, 棕颜色, 米色,
    卡其色, 土黄
black: black, jet black | 黑色, 黑, 黑颜色, 乌黑, 漆黑
white: white, whitish, ivory, cream, cream coloured | 白色, 白, 白颜色, 雪白, 乳白, 米白
grey: grey, gray, silver, silvery | 灰色, 灰, 银色, 银白, 灰颜色, 银灰
big: big, large, huge, giant, great, enormous, massive, larger sized, sizeable | 大, 大号, 巨大, 大个,
    大大, 很大
small: small, little, tiny, mini, wee, teeny | 小, 小号, 迷你, 小小, 小个, 很小
tall: tall, high | 高, 高高, 很高
short: short, low | 矮, 矮矮, 短, 很矮
long: long | 长, 长长, 长条, 很长
wide: wide, broad | 宽, 宽宽
narrow: narrow, slim | 窄, 细长
thick: thick, fat | 厚, 粗, 胖
thin: thin, skinny, slender | 薄, 细, 瘦
round: round, circular, spherical | 圆, 圆形, 圆圆, 球形, 圆的
square: square, squared, boxy, cubic | 方, 方形, 正方形, 四方
rectangular: rectangular, oblong | 长方形, 矩形
flat: flat | 扁, 平, 扁平
empty: empty | 空, 空空
full: full, filled | 满, 装满
heavy: heavy | 重, 沉
light: lightweight, light weight | 轻
hot: hot, warm | 热, 烫
cold: cold | 冷, 冰, 凉
clean: clean | 干净, 洗干净
dirty: dirty, used | 脏
new: new | 新
old: old | 旧
broken: broken, cracked | 破, 坏
soft: soft | 软
hard: hard | 硬
shiny: shiny, glossy | 亮, 闪亮, 发亮
transparent: transparent, clear, see through | 透明
striped: striped, stripy | 条纹状, 带条纹
spotted: spotted, dotted | 带斑点
wooden: wooden, wood | 木头, 木制, 木质, 木
metal: metal, metallic, steel, iron, aluminium, aluminum | 金属, 铁, 不锈钢, 铝, 铁制
plastic: plastic | 塑料, 塑胶
paper: paper, cardboard | 纸质, 纸板
glass: glass | 玻璃
ceramic: ceramic, porcelain, china | 陶瓷, 瓷
rubber: rubber | 橡胶
cloth: fabric, woollen | 布制, 布艺
open: open, opened | 打开着, 开着, 敞开着, 没关好, 没关上, 没关严, 没关紧, 没盖好
closed: closed, shut | 关着, 关上着
upright: upright, standing | 立着
lying: lying, fallen, tipped over | 倒下, 躺着
ripe: ripe, fresh | 成熟, 新鲜
""".strip()

# English superlative and comparative forms | Chinese adjectives that follow 最, 更 or 比较.
_DEGREES: dict[OrdinalKey, str] = {
    "biggest": "biggest, largest, greatest, hugest; bigger, larger | 大",
    "smallest": "smallest, littlest, tiniest; smaller, littler, tinier | 小",
    "tallest": "tallest, highest; taller, higher | 高",
    "shortest": "shortest, lowest; shorter | 矮, 短, 低",
    "longest": "longest; longer | 长",
    "nearest": "nearest, closest; nearer, closer | 近, 靠近",
    "farthest": "farthest, furthest, most distant, far, far away; farther, further | 远",
    "top": "top, topmost, uppermost, upper, very top, highest up; | 上, 上面, 上边, 上层, 顶层, 顶上, 顶端",
    "bottom": "bottom, bottommost, lowermost, lower, very bottom; | 下, 下面, 下边, 下层, 底层, 底下, 底部",
    "left": "leftmost, left most, furthest left, far left; | 左, 左边, 左侧, 左面, 靠左, 靠左边, 左手边",
    "right": "rightmost, right most, furthest right, far right; | 右, 右边, 右侧, 右面, 靠右, 靠右边, 右手边",
    "front": "frontmost, foremost; | 前, 前面, 前边, 靠前",
    "back": "rearmost, hindmost, backmost; | 后, 后面, 后边, 靠后, 里面",
}

SHADES_EN = ("light", "dark", "bright", "pale", "deep", "vivid", "neon", "pastel")
SHADES_ZH = ("浅", "深", "淡", "暗", "亮", "鲜", "嫩")


def names_en() -> dict[str, tuple[str, ...]]:
    """Canonical attribute -> its English words."""
    return {key: english for key, english, _ in _rows()}


def names_zh() -> dict[str, tuple[str, ...]]:
    """Canonical attribute -> its Chinese words, the one to say first."""
    return {key: chinese for key, _, chinese in _rows()}


def superlatives_en() -> dict[str, OrdinalKey]:
    """English superlative -> ordinal key."""
    return {word: key for key, text in _DEGREES.items() for word in _split(text.partition(";")[0])}


def comparatives_en() -> dict[str, OrdinalKey]:
    """English comparative -> ordinal key of the superlative that picks one of two."""
    return {
        word: key
        for key, text in _DEGREES.items()
        for word in _split(text.partition(";")[2].partition("|")[0])
    }


def degrees_zh() -> dict[str, OrdinalKey]:
    """Chinese adjective that makes a superlative with 最 -> ordinal key."""
    return {word: key for key, text in _DEGREES.items() for word in _split(text.partition("|")[2])}


def _rows() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    rows = []
    for line in _TABLE.replace("\n    ", " ").splitlines():  # indented lines go on
        key, _, rest = line.partition(":")
        english, _, chinese = rest.partition("|")
        rows.append((key, _split(english), _split(chinese)))
    return rows


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
