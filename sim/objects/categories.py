# SPDX-License-Identifier: Apache-2.0
"""The household categories: names in both languages, colours they come in, looks, what they are good for.

The first name in each language is the usual one. A name belongs to one category only. Reserved categories
occur only under test seeds.
"""

from __future__ import annotations

from dataclasses import dataclass

from mm_robot_sim.objects.colours import COLOURS
from mm_robot_sim.objects.design import Finish

ANY = tuple(COLOURS)
PLASTIC = tuple(colour for colour in COLOURS if colour != "brown")
METAL = ("grey", "black")
TINTS = ("white", "green", "blue", "brown", "pink", "purple")  # of glass


@dataclass(frozen=True)
class Category:
    """One kind of household object."""

    noun: str  # key and English singular, as the language room calls it
    kind: str  # "drinkware", "food", ...: what it is put away with
    en: tuple[str, ...]
    zh: tuple[str, ...]
    colours: tuple[str, ...] = ANY
    finishes: tuple[Finish, ...] = ("matte", "shiny")  # the commonest first
    patterns: tuple[str, ...] = ("plain",)  # beside plain; see `looks`
    graspable: bool = True  # fits the 80 mm between the fingers, light enough to be carried
    container: bool = False  # things can be put into it
    surface: bool = False  # other things stand on it
    simple: bool = False  # one of those of the simple scenes
    reserved: bool = False  # occurs only under test seeds


_PRINT = ("stripes", "dots", "band", "checks", "two-tone")
_ROWS: dict[str, dict[str, dict[str, object]]] = {
    "drinkware": {
        "cup | cup, tumbler, beaker | 杯子, 水杯, 杯": {"simple": True, "patterns": _PRINT},
        "mug | mug | 马克杯, 把手杯": {"simple": True, "patterns": _PRINT},
        "glass | glass, drinking glass | 玻璃杯": {"colours": TINTS, "finishes": ("transparent",)},
        "bottle | bottle, water bottle | 瓶子, 水瓶, 瓶": {
            "simple": True, "finishes": ("matte", "shiny", "transparent"), "patterns": ("label", "band"),
        },
        "teapot | teapot, tea pot | 茶壶": {"patterns": _PRINT, "graspable": False, "reserved": True},
        "kettle | kettle, electric kettle | 烧水壶, 电水壶, 热水壶": {
            "colours": ("grey", "white", "black", "red", "blue", "green"), "graspable": False,
        },
    },
    "tableware": {
        "bowl | bowl | 碗, 饭碗": {
            "simple": True, "patterns": _PRINT, "container": True, "surface": True, "graspable": False,
        },
        "plate | plate, dish | 盘子, 盘, 碟子": {
            "simple": True, "patterns": ("band", "dots", "checks"), "container": True, "surface": True,
            "graspable": False,
        },
        "vase | vase, flower vase | 花瓶": {
            "finishes": ("matte", "shiny", "transparent"), "patterns": ("stripes", "band", "checks"),
        },
        "candle | candle | 蜡烛": {"patterns": ("two-tone",)},
        "basket | basket | 篮子, 筐": {
            "simple": True, "colours": ("brown", "grey", "white"), "patterns": ("weave",),
            "finishes": ("matte",), "container": True, "graspable": False,
        },
        "tray | tray, serving tray | 托盘, 茶盘": {
            "simple": True, "colours": ("brown", "grey", "black"), "patterns": ("wood",), "container": True,
            "surface": True, "graspable": False,
        },
    },
    "kitchen": {
        "pot | pot, cooking pot, saucepan | 锅, 锅子, 汤锅": {
            "colours": ("grey", "red", "black", "white", "blue", "green", "orange"), "container": True,
            "finishes": ("shiny", "matte"), "graspable": False,
        },
        "pan | pan, frying pan, skillet | 平底锅, 煎锅": {
            "colours": ("black", "grey", "red", "green", "blue"), "container": True, "surface": True,
            "finishes": ("dark", "shiny"), "graspable": False,
        },
        "spatula | spatula, turner | 锅铲, 铲子": {"finishes": ("matte",), "reserved": True},
        "whisk | whisk | 打蛋器": {"colours": PLASTIC},
    },
    "packaging": {
        "can | can, tin, soda can | 罐子, 易拉罐, 罐头": {
            "simple": True, "patterns": ("label", "stripes", "two-tone"), "finishes": ("shiny", "matte"),
        },
        "box | box, packet | 盒子, 纸盒, 盒": {
            "simple": True, "patterns": ("label", "stripes", "two-tone"), "finishes": ("matte",),
            "surface": True,
        },
        "carton | carton, drink carton | 饮料盒, 饮料纸盒": {
            "patterns": ("label", "two-tone"), "finishes": ("matte", "shiny"),
        },
        "jar | jar, jam jar | 广口瓶, 果酱瓶, 玻璃罐": {
            "finishes": ("transparent", "shiny"), "patterns": ("label", "band"),
        },
    },
    "cutlery": {
        "spoon | spoon, tablespoon | 勺子, 勺, 汤匙": {"finishes": ("matte", "shiny")},
        "fork | fork | 叉子, 叉": {"finishes": ("matte", "shiny")},
        "knife | knife, table knife | 刀子, 刀, 餐刀": {"colours": PLASTIC},
        "chopsticks | chopsticks, pair of chopsticks | 筷子": {
            "colours": ("brown", "black", "red", "white", "green", "blue"), "finishes": ("matte",),
        },
    },
    "tool": {
        "scissors | scissors, pair of scissors | 剪刀, 剪子": {"colours": PLASTIC},
        "screwdriver | screwdriver | 螺丝刀, 起子, 改锥": {"colours": PLASTIC},
        "hammer | hammer | 锤子, 榔头": {"colours": ANY},
        "wrench | wrench, spanner | 扳手": {
            "colours": ("grey", "black", "red", "blue"), "finishes": ("shiny", "matte"), "reserved": True,
        },
        "pliers | pliers, pair of pliers | 钳子": {"colours": PLASTIC},
        "flashlight | flashlight, torch | 手电筒, 手电": {"finishes": ("matte", "shiny", "dark")},
        "tape | tape, roll of tape, sticky tape | 胶带, 胶布": {"finishes": ("matte", "shiny")},
    },
    "stationery": {
        "marker | marker, marker pen, felt pen | 记号笔, 马克笔": {},
        "pen | pen, ballpoint | 圆珠笔, 笔, 钢笔": {},
        "book | book | 书, 书本": {"patterns": ("cover",), "surface": True, "graspable": False},
        "stapler | stapler | 订书机": {"colours": PLASTIC},
    },
    "electronics": {
        "remote | remote, remote control, remote controller | 遥控器, 遥控": {
            "colours": ("black", "grey", "white", "blue", "red"), "finishes": ("matte", "dark"),
        },
        "phone | phone, mobile phone, smartphone | 手机, 电话": {
            "colours": ("black", "white", "red", "blue", "pink", "purple", "green", "grey"),
            "finishes": ("shiny", "matte"),
        },
        "mouse | mouse, computer mouse | 鼠标": {
            "colours": ("black", "white", "grey", "red", "blue", "pink"), "reserved": True,
        },
    },
    "care": {
        "sponge | sponge, dish sponge | 海绵, 百洁布": {
            "colours": ("yellow", "green", "blue", "pink", "orange", "purple"), "finishes": ("matte",),
        },
        "brush | brush, scrubbing brush | 刷子": {"finishes": ("matte", "shiny")},
        "toothbrush | toothbrush | 牙刷": {"reserved": True},
        "soap | soap, bar of soap | 肥皂, 香皂": {
            "colours": ("white", "pink", "green", "yellow", "blue", "purple", "orange"),
            "finishes": ("matte",),
        },
    },
    "toy": {
        "ball | ball | 球, 小球, 皮球": {"simple": True, "patterns": ("stripes", "dots", "two-tone")},
        "block | block, cube, building block | 积木, 方块": {"simple": True, "patterns": ("wood", "letter")},
        "car | toy car, car, toy vehicle | 玩具车, 小汽车, 玩具汽车": {"finishes": ("shiny", "matte")},
    },
    "food": {
        "apple | apple | 苹果": {
            "simple": True, "colours": ("red", "green", "yellow"), "patterns": ("skin",),
        },
        "banana | banana | 香蕉": {"simple": True, "colours": ("yellow",), "patterns": ("skin",)},
        "lemon | lemon | 柠檬": {"simple": True, "colours": ("yellow",), "patterns": ("skin",)},
        "orange | orange, tangerine | 橙子, 橘子": {
            "simple": True, "colours": ("orange",), "patterns": ("skin",),
        },
        "pear | pear | 梨, 梨子": {
            "colours": ("yellow", "green", "brown"), "patterns": ("skin",), "reserved": True,
        },
        "peach | peach | 桃子, 桃": {
            "colours": ("pink", "orange"), "patterns": ("skin",), "finishes": ("matte",),
        },
        "tomato | tomato | 西红柿, 番茄": {"colours": ("red", "orange", "yellow")},
        "strawberry | strawberry | 草莓": {"colours": ("red",), "patterns": ("skin",)},
        "carrot | carrot | 胡萝卜": {"colours": ("orange",), "patterns": ("skin",), "finishes": ("matte",)},
        "cucumber | cucumber | 黄瓜": {"colours": ("green",), "patterns": ("skin",)},
        "eggplant | eggplant, aubergine | 茄子": {"colours": ("purple",)},
        "potato | potato | 土豆, 马铃薯": {
            "colours": ("brown", "yellow"), "patterns": ("skin",), "finishes": ("matte",),
        },
        "onion | onion | 洋葱": {"colours": ("brown", "purple", "white"), "patterns": ("skin",)},
        "pepper | bell pepper, pepper, sweet pepper | 甜椒, 彩椒, 青椒": {
            "colours": ("red", "green", "yellow", "orange"),
        },
        "corn | corn, ear of corn | 玉米": {
            "colours": ("yellow",), "patterns": ("skin",), "finishes": ("matte",),
        },
        "egg | egg | 鸡蛋, 蛋": {
            "colours": ("white", "brown"), "patterns": ("skin",), "finishes": ("matte",),
        },
        "bread | bread, loaf of bread, loaf | 面包": {
            "colours": ("brown",), "patterns": ("skin",), "finishes": ("matte",),
        },
    },
}  # fmt: skip


def _category(kind: str, row: str, more: dict[str, object]) -> Category:
    noun, en, zh = (part.strip() for part in row.split("|"))
    names = (tuple(name.strip() for name in part.split(",")) for part in (en, zh))
    return Category(noun, kind, *names, **more)  # type: ignore[arg-type]


ROWS: tuple[Category, ...] = tuple(
    _category(kind, row, more) for kind, rows in _ROWS.items() for row, more in rows.items()
)
