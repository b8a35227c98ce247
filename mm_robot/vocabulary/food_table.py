# SPDX-License-Identifier: Apache-2.0
"""Nouns of food and drink, written as in `noun_table`: canonical noun: English names | Chinese names."""

TABLE = """
pear: pear | 梨, 梨子
peach: peach | 桃子, 桃
plum: plum | 李子
apricot: apricot | 杏子
grape: grape, grapes, bunch of grapes | 葡萄, 提子
strawberry: strawberry | 草莓
blueberry: blueberry | 蓝莓
cherry: cherry | 樱桃
kiwi: kiwi, kiwifruit | 猕猴桃, 奇异果
mango: mango | 芒果
pineapple: pineapple | 菠萝
grapefruit: grapefruit, pomelo | 柚子, 西柚
pomegranate: pomegranate | 石榴
watermelon: watermelon | 西瓜
melon: melon | 哈密瓜, 甜瓜
coconut: coconut | 椰子
lime: lime | 青柠
avocado: avocado | 牛油果
tomato: tomato | 西红柿, 番茄
potato: potato | 土豆, 马铃薯
sweet potato: sweet potato | 红薯, 地瓜
carrot: carrot | 胡萝卜
radish: radish, turnip | 萝卜, 白萝卜
onion: onion | 洋葱
garlic: garlic | 大蒜, 蒜, 蒜头
ginger: ginger | 姜, 生姜
pepper: pepper, bell pepper, sweet pepper, chili | 辣椒, 青椒, 甜椒, 彩椒
cucumber: cucumber | 黄瓜
zucchini: zucchini, courgette | 西葫芦
eggplant: eggplant, aubergine | 茄子
pumpkin: pumpkin | 南瓜
corn: corn, ear of corn, corncob | 玉米
pea: pea | 豌豆
bean: bean | 豆子, 豆角
celery: celery | 芹菜
spinach: spinach | 菠菜
broccoli: broccoli | 西兰花
cauliflower: cauliflower | 花菜, 菜花
cabbage: cabbage, lettuce, salad | 白菜, 卷心菜, 生菜, 沙拉
mushroom: mushroom | 蘑菇
tofu: tofu | 豆腐
egg: egg, egg carton | 鸡蛋, 蛋
bread: bread, loaf, loaf of bread, toast, baguette, bread roll | 面包, 吐司
bun: bun, dumpling | 包子, 馒头, 饺子
noodles: noodles, noodle, spaghetti, pasta | 面条, 意大利面, 意面, 方便面
pizza: pizza | 披萨
burger: burger, hamburger | 汉堡
hot dog: hot dog, sausage | 香肠, 热狗
meat: meat, steak, beef, chicken, ham, bacon | 肉, 牛排, 牛肉, 鸡肉, 火腿, 培根
fish: fish | 鱼
shrimp: shrimp, prawn | 虾
cake: cake, cupcake, muffin, pie | 蛋糕, 派
doughnut: doughnut, donut | 甜甜圈
cookie: cookie, biscuit, cracker | 饼干, 曲奇
crisps: crisps, chips, potato chips, bag of chips, bag of crisps | 薯片
popcorn: popcorn | 爆米花
peanut: peanut, walnut, almond | 花生, 核桃, 坚果
candy: candy, sweet, lollipop, gum, chewing gum | 糖, 糖果, 口香糖, 棒棒糖
chocolate: chocolate, chocolate bar, bar of chocolate | 巧克力
ice cream: ice cream | 冰淇淋, 雪糕
sandwich: sandwich | 三明治
cheese: cheese | 奶酪, 芝士
butter: butter | 黄油
yogurt: yogurt, yoghurt | 酸奶
honey: honey | 蜂蜜
jam: jam, marmalade, peanut butter | 果酱, 花生酱
milk: milk | 牛奶
juice: juice, juice box, orange juice, apple juice | 果汁, 橙汁, 苹果汁
water: water, mineral water | 水, 矿泉水
tea: tea, tea bag, teabag | 茶, 茶包, 茶叶
coffee: coffee | 咖啡
wine: wine, bottle of wine | 葡萄酒, 红酒, 白酒, 酒
cereal: cereal, cereal box, oatmeal, muesli | 麦片, 燕麦
rice: rice | 米饭, 米, 大米
flour: flour | 面粉
soup: soup | 汤
salt: salt | 盐
sugar: sugar | 白糖
black pepper: black pepper | 胡椒, 胡椒粉, 黑胡椒
oil: oil, olive oil, cooking oil | 油, 食用油, 橄榄油
vinegar: vinegar | 醋
soy sauce: soy sauce | 酱油
ketchup: ketchup, tomato sauce | 番茄酱
mustard: mustard | 芥末
mayonnaise: mayonnaise, mayo | 蛋黄酱, 沙拉酱
sauce: sauce | 酱, 酱料
""".strip()
