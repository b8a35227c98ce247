# SPDX-License-Identifier: Apache-2.0
"""What things are called: canonical English noun -> English names | Chinese names.

The first Chinese name is the one the robot says. Names are simplified Chinese and singular English; plurals
are derived, irregular ones are listed. Surfaces and people are at the end.
"""

from __future__ import annotations

from functools import cache

_TABLE = """
cup: cup, tumbler, beaker, teacup | 杯子, 杯, 茶杯, 水杯, 纸杯, 咖啡杯
mug: mug | 马克杯, 把手杯, 有柄杯
bottle: bottle, flask | 瓶子, 瓶, 水瓶, 水壶瓶, 饮料瓶
can: can, tin, tin can, soda can, cola, soda, coke, beer, pop can | 罐子, 罐, 易拉罐, 罐头, 可乐罐,
    听装饮料, 可乐
bowl: bowl, dish bowl | 碗, 碗儿, 饭碗, 汤碗
plate: plate, dish, saucer | 盘子, 盘, 碟子, 碟, 餐盘
box: box, carton, package, packet, case, crate | 盒子, 盒, 箱子, 箱, 纸盒, 纸箱, 包装盒
block: block, cube, brick, building block | 方块, 积木, 块, 立方体, 木块, 积木块, 小方块
ball: ball, sphere | 球, 小球, 球球, 皮球, 圆球
apple: apple | 苹果
orange: orange, tangerine, mandarin, clementine | 橙子, 橘子, 桔子, 橙, 柑橘, 柑
lemon: lemon | 柠檬
banana: banana | 香蕉
basket: basket, hamper | 篮子, 篮, 筐, 筐子, 提篮
tray: tray | 托盘, 茶盘
glass: glass, wine glass, wineglass, goblet | 玻璃杯, 酒杯, 高脚杯
jar: jar | 广口瓶, 坛子, 玻璃罐, 果酱瓶
jug: jug, pitcher, carafe | 水壶, 壶, 水罐
kettle: kettle | 烧水壶, 电水壶, 热水壶
teapot: teapot, tea pot | 茶壶
pot: pot, cooking pot, saucepan | 锅, 锅子, 汤锅
pan: pan, frying pan, skillet | 平底锅, 煎锅, 炒锅
lid: lid, cap, cover | 盖子, 盖, 瓶盖, 锅盖
spoon: spoon, teaspoon, tablespoon | 勺子, 勺, 汤匙, 调羹, 匙子
fork: fork | 叉子, 叉, 餐叉
knife: knife, knives | 刀, 刀子, 小刀, 餐刀, 菜刀, 水果刀
chopsticks: chopsticks, chopstick | 筷子, 筷
spatula: spatula, turner | 锅铲, 铲子, 刮刀
ladle: ladle | 长柄勺, 汤勺
whisk: whisk | 打蛋器
scissors: scissors, scissor, shears, pair of scissors | 剪刀, 剪子
screwdriver: screwdriver | 螺丝刀, 起子, 改锥
hammer: hammer | 锤子, 榔头, 锤
wrench: wrench, spanner | 扳手
pliers: pliers, plier | 钳子
drill: drill | 电钻
screw: screw, bolt | 螺丝, 螺丝钉
nut: nut | 螺母
nail: nail | 钉子
ruler: ruler | 尺子, 直尺
marker: marker, felt pen, highlighter, marker pen | 记号笔, 马克笔, 荧光笔, 白板笔
pen: pen, ballpoint | 笔, 钢笔, 圆珠笔, 水笔
pencil: pencil | 铅笔
crayon: crayon | 蜡笔
eraser: eraser, rubber | 橡皮, 橡皮擦
stapler: stapler | 订书机
tape: tape, sticky tape, roll of tape | 胶带, 胶布, 透明胶
glue: glue, glue stick | 胶水, 胶棒
clip: clip, paperclip, paper clip | 夹子, 回形针, 曲别针
book: book | 书, 书本
notebook: notebook, notepad | 笔记本, 本子
magazine: magazine | 杂志
newspaper: newspaper | 报纸
paper: paper, sheet of paper | 纸, 白纸, 纸张
envelope: envelope, letter | 信封, 信
card: card, playing card | 卡片, 卡, 扑克牌
remote: remote, remote control, remote controller, controller | 遥控器, 遥控
phone: phone, mobile, cell phone, cellphone, mobile phone, smartphone, telephone | 手机, 电话
tablet: tablet, ipad | 平板, 平板电脑
laptop: laptop, computer | 笔记本电脑, 电脑
keyboard: keyboard | 键盘
mouse: mouse, computer mouse | 鼠标
charger: charger, power adapter | 充电器
cable: cable, cord, wire | 线, 电线, 数据线, 充电线
battery: battery | 电池
headphones: headphones, headphone, headset, earphones | 耳机
camera: camera | 相机, 照相机
flashlight: flashlight, torch | 手电筒, 手电
lamp: lamp | 台灯, 灯
candle: candle | 蜡烛
lighter: lighter | 打火机
clock: clock, alarm clock | 钟, 闹钟, 时钟
watch: wristwatch, watch | 手表, 表
glasses: glasses, eyeglasses, spectacles, sunglasses | 眼镜, 墨镜, 太阳镜
key: key, keyring | 钥匙
wallet: wallet, purse | 钱包
coin: coin | 硬币
bag: bag, handbag, backpack, sack | 包, 袋子, 袋, 背包, 手提包, 塑料袋
umbrella: umbrella | 雨伞, 伞
hat: hat | 帽子
glove: glove | 手套
sock: sock | 袜子
shoe: shoe | 鞋, 鞋子
shirt: shirt, t-shirt | 衬衫, 衣服
towel: towel | 毛巾
cloth: cloth, rag, dishcloth | 抹布, 布
sponge: sponge | 海绵, 百洁布
brush: brush | 刷子
toothbrush: toothbrush | 牙刷
toothpaste: toothpaste | 牙膏
soap: soap, bar of soap | 肥皂, 香皂
shampoo: shampoo | 洗发水
comb: comb | 梳子
tissue: tissue, tissues, napkin, tissue box | 纸巾, 餐巾纸, 抽纸, 餐巾
toilet paper: toilet paper, toilet roll | 卫生纸
medicine: medicine, pill, pills | 药, 药片, 药瓶
vase: vase | 花瓶
flower: flower | 花, 花朵
plant: plant, potted plant | 盆栽, 植物
pear: pear | 梨, 梨子
peach: peach | 桃子, 桃
plum: plum | 李子
grape: grape, grapes | 葡萄
strawberry: strawberry | 草莓
cherry: cherry | 樱桃
kiwi: kiwi, kiwifruit | 猕猴桃, 奇异果
mango: mango | 芒果
pineapple: pineapple | 菠萝
watermelon: watermelon | 西瓜
melon: melon | 哈密瓜, 甜瓜
lime: lime | 青柠
avocado: avocado | 牛油果
tomato: tomato | 西红柿, 番茄
potato: potato | 土豆, 马铃薯
carrot: carrot | 胡萝卜
onion: onion | 洋葱
garlic: garlic | 大蒜
pepper: pepper, bell pepper | 辣椒, 青椒, 甜椒
cucumber: cucumber | 黄瓜
eggplant: eggplant, aubergine | 茄子
corn: corn, ear of corn | 玉米
broccoli: broccoli | 西兰花
cabbage: cabbage, lettuce | 白菜, 卷心菜, 生菜
mushroom: mushroom | 蘑菇
egg: egg | 鸡蛋, 蛋
bread: bread, loaf | 面包
cake: cake | 蛋糕
cookie: cookie, biscuit | 饼干
candy: candy, sweet, lollipop | 糖, 糖果
chocolate: chocolate | 巧克力
sandwich: sandwich | 三明治
cheese: cheese | 奶酪, 芝士
milk: milk, milk carton, carton of milk | 牛奶, 牛奶盒
juice: juice, juice box | 果汁
water: water | 水, 矿泉水
tea: tea | 茶
coffee: coffee | 咖啡
cereal: cereal, cereal box | 麦片
rice: rice | 米饭, 米
salt: salt | 盐
sugar: sugar | 白糖
sauce: sauce, ketchup | 酱, 酱油, 番茄酱
toy: toy | 玩具
doll: doll, teddy bear, teddy | 娃娃, 玩偶, 泰迪熊
car: toy car, car | 小汽车, 玩具车, 车
duck: duck, rubber duck | 鸭子, 小黄鸭
cylinder: cylinder | 圆柱, 圆柱体
cone: cone | 圆锥
pyramid: pyramid | 金字塔
ring: ring | 圆环, 环
dice: dice, die | 骰子
puzzle: puzzle | 拼图
fruit: fruit | 水果
vegetable: vegetable, veggie | 蔬菜, 菜
food: food, snack, something to eat | 食物, 吃的, 零食
drink: drink, beverage, something to drink | 饮料, 喝的
tool: tool | 工具
container: container | 容器
trash: trash, garbage, rubbish, litter | 垃圾
dishes: dishes, tableware | 餐具
cutlery: cutlery, silverware | 刀叉
drawer: drawer | 抽屉
cupboard: cupboard, cabinet, wardrobe, closet | 柜子, 橱柜, 柜
door: door | 门, 柜门
bin: bin, trash can, garbage can, dustbin, trash bin, wastebasket, rubbish bin | 垃圾桶, 垃圾箱
bucket: bucket, pail | 桶, 水桶
fridge: fridge, refrigerator | 冰箱
microwave: microwave | 微波炉
oven: oven | 烤箱
sink: sink | 水槽, 水池
chair: chair, stool | 椅子, 凳子
sofa: sofa, couch | 沙发
bed: bed | 床
window: window | 窗户, 窗
wall: wall | 墙
mat: mat, placemat, coaster | 垫子, 杯垫, 餐垫
rack: rack, stand, holder | 架, 支架
handle: handle, grip | 把手, 把儿, 柄, 手柄, 提手
label: label, sticker | 标签, 贴纸
stripes: stripe, stripes | 条纹
dots: dot, dots, spots | 圆点, 斑点
table: table, desk, counter, tabletop, table top, countertop, worktop, dining table, kitchen counter,
    workbench | 桌子, 桌, 桌面, 餐桌, 台子, 台面, 书桌, 茶几
shelf: shelf, shelves, bookshelf | 架子, 书架, 搁板, 置物架
floor: floor, ground | 地板, 地, 地面
person: person, man, woman, guy, human, boy, girl, lady, child, kid, people | 人, 那人, 男人, 女人, 孩子, 小孩
robot: robot base, robot arm | 机器人, 机械臂
""".strip()

SURFACES = frozenset({"table", "shelf", "floor"})
CONTAINERS = frozenset(
    {
        "bowl",
        "basket",
        "box",
        "tray",
        "cup",
        "mug",
        "glass",
        "bin",
        "bucket",
        "drawer",
        "bag",
        "pot",
        "pan",
        "jar",
    }
)
FEATURES = frozenset({"handle", "lid", "label", "stripes", "dots"})  # parts that tell one thing from another

# Words before a noun that say what it is for, not which one is meant: "coffee cup" is a cup.
PURPOSES_EN = (
    "coffee", "tea", "water", "drinking", "soup", "salad", "fruit", "dinner", "dessert", 
    "tin", "serving", "kitchen", "shopping", "storage", "food", "cereal", "tennis", "toy", "juice", "milk",
    "drink",
    "baking", "wastepaper", "sauce", "picnic", "mixing",
)  # fmt: skip


@cache
def names_en() -> dict[str, tuple[str, ...]]:
    """Canonical noun -> its English names, canonical form first where it is one."""
    return {noun: names for noun, names, _ in _rows()}


@cache
def names_zh() -> dict[str, tuple[str, ...]]:
    """Canonical noun -> its Chinese names, the one to say first."""
    return {noun: names for noun, _, names in _rows()}


def plural(noun: str) -> str:
    """The English plural of a noun or compound ("knife" -> "knives")."""
    irregular = {"knife": "knives", "shelf": "shelves", "loaf": "loaves", "mouse": "mice",
                 "child": "children",
                 "man": "men", "woman": "women", "person": "people", "dice": "dice",
                 "lady": "ladies"}  # fmt: skip
    if noun in irregular:
        return irregular[noun]
    if noun.endswith(
        ("scissors", "pliers", "glasses", "headphones", "chopsticks", "stripes", "dots", "dishes")
    ):
        return noun
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "sh", "ch", "tomato", "potato", "mango")):
        return noun + "es"
    return noun + "s"


def _rows() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    rows = []
    for line in _TABLE.replace("\n    ", " ").splitlines():  # indented lines go on
        noun, _, rest = line.partition(":")
        english, _, chinese = rest.partition("|")
        rows.append((noun, _split(english), _split(chinese)))
    return rows


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))
