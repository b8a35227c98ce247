# SPDX-License-Identifier: Apache-2.0
"""Nouns of a household, an office and a workshop: canonical English noun: English names | Chinese names.

Food and drink are in `food_table`.

The first Chinese name is the one the robot says. Names are simplified Chinese and singular English; plurals
are derived (`nouns.plural`). Indented lines go on. Surfaces, furniture and people are at the end.
"""

TABLE = """
cup: cup, tumbler, beaker, teacup | 杯子, 杯, 茶杯, 水杯, 纸杯, 咖啡杯
mug: mug | 马克杯, 把手杯, 有柄杯
bottle: bottle, flask, water bottle, drink bottle, drinking bottle, thermos | 瓶子, 瓶, 水瓶, 水壶瓶, 饮料瓶,
    保温杯, 保温瓶, 暖水瓶, 热水瓶, 暖瓶, 保温壶
can: can, tin, tin can, soda can, cola, soda, coke, beer, pop can, soup can, beer can | 罐子, 罐, 易拉罐,
    罐头, 可乐罐, 听装饮料, 可乐, 啤酒
bowl: bowl, dish bowl | 碗, 碗儿, 饭碗, 汤碗
plate: plate, dish, saucer | 盘子, 盘, 碟子, 碟, 餐盘
box: box, package, packet, case, crate, cardboard box, parcel | 盒子, 盒, 箱子, 箱, 纸盒, 纸箱,
    包装盒, 包裹
carton: carton, milk carton, juice carton, carton of milk, drink carton | 饮料盒, 牛奶盒, 饮料纸盒
block: block, cube, brick, building block, toy block | 方块, 积木, 块, 立方体, 木块, 积木块,
    小方块
ball: ball, sphere, tennis ball | 球, 小球, 球球, 皮球, 圆球, 网球
apple: apple | 苹果
orange: orange, tangerine, mandarin, clementine | 橙子, 橘子, 桔子, 橙, 柑橘, 柑
lemon: lemon | 柠檬
banana: banana | 香蕉
basket: basket, hamper, laundry basket | 篮子, 篮, 筐, 筐子, 提篮, 洗衣篮
tray: tray, serving tray | 托盘, 茶盘
glass: glass, wine glass, wineglass, goblet, drinking glass, water glass | 玻璃杯, 酒杯, 高脚杯
jar: jar, jam jar, honey jar | 广口瓶, 坛子, 玻璃罐, 果酱瓶, 蜂蜜罐
jug: jug, pitcher, carafe, water jug | 水壶, 壶, 水罐
kettle: kettle, electric kettle | 烧水壶, 电水壶, 热水壶
teapot: teapot, tea pot | 茶壶
pot: pot, cooking pot, saucepan | 锅, 锅子, 汤锅
pan: pan, frying pan, skillet | 平底锅, 煎锅, 炒锅
wok: wok | 铁锅
lid: lid, cap, cover, pot lid, bottle cap | 盖子, 盖, 瓶盖, 锅盖, 盖儿
cork: cork, stopper | 软木塞, 瓶塞, 塞子
spoon: spoon, teaspoon, tablespoon, soup spoon | 勺子, 勺, 汤匙, 调羹, 匙子
fork: fork | 叉子, 叉, 餐叉
knife: knife, knives, table knife, kitchen knife, bread knife | 刀, 刀子, 小刀, 餐刀, 菜刀, 水果刀
chopsticks: chopsticks, chopstick, pair of chopsticks | 筷子, 筷
spatula: spatula, turner | 锅铲, 铲子, 刮刀
ladle: ladle | 长柄勺, 汤勺
whisk: whisk | 打蛋器
tongs: tongs, pair of tongs | 食品夹, 烤肉夹
grater: grater | 擦丝器, 刨丝器
peeler: peeler, potato peeler, vegetable peeler | 削皮刀, 削皮器, 刨子
strainer: strainer, colander, sieve | 滤网, 漏勺, 筛子
funnel: funnel | 漏斗
corkscrew: corkscrew | 开酒器
opener: opener, tin opener, can opener, bottle opener | 开瓶器, 开罐器, 起子扳
cutting board: cutting board, chopping board, breadboard | 砧板, 菜板, 切菜板, 案板
rolling pin: rolling pin | 擀面杖
measuring cup: measuring cup, measuring jug | 量杯
pepper mill: pepper mill, pepper grinder | 胡椒磨, 胡椒研磨器
salt shaker: salt shaker, saltshaker | 盐瓶, 盐罐
sugar bowl: sugar bowl, sugar pot | 糖罐
straw: straw, drinking straw | 吸管
toothpick: toothpick | 牙签
foil: foil, aluminium foil, aluminum foil, tin foil | 锡纸, 铝箔
cling film: cling film, plastic wrap | 保鲜膜
wrapper: wrapper | 包装纸, 包装
lunch box: lunch box, lunchbox, bento box | 饭盒, 便当盒, 餐盒
ice cube: ice cube, ice | 冰块
scissors: scissors, scissor, shears, pair of scissors | 剪刀, 剪子
screwdriver: screwdriver | 螺丝刀, 起子, 改锥, 十字螺丝刀, 一字螺丝刀, 螺丝批, 螺丝起子
hammer: hammer | 锤子, 榔头, 锤
mallet: mallet | 木槌, 橡皮锤
wrench: wrench, spanner | 扳手
pliers: pliers, plier, pair of pliers | 钳子
drill: drill, power drill | 电钻
saw: saw, handsaw | 锯子, 锯
chisel: chisel | 凿子
rasp: rasp, nail file | 锉刀
tweezers: tweezers, pair of tweezers | 镊子
screw: screw, bolt | 螺丝, 螺丝钉, 螺栓
nut: nut | 螺母
washer: washer | 垫片, 垫圈
nail: nail | 钉子
hook: hook | 钩子, 挂钩
spring: coil | 弹簧
clamp: clamp | 夹具, 夹钳
allen key: allen key, hex key | 内六角扳手
level: spirit level | 水平仪, 水平尺
tape measure: tape measure, measuring tape | 卷尺
ruler: ruler | 尺子, 直尺
toolbox: toolbox, tool box | 工具箱
rope: rope, string | 绳子, 绳
ladder: ladder | 梯子
paint: paint | 油漆, 颜料
paintbrush: paintbrush, paint brush | 画笔, 油漆刷
marker: marker, felt pen, highlighter, marker pen, felt tip | 记号笔, 马克笔, 荧光笔, 白板笔
pen: pen, ballpoint, biro, fountain pen | 笔, 钢笔, 圆珠笔, 水笔
pencil: pencil | 铅笔
crayon: crayon | 蜡笔
eraser: eraser, rubber | 橡皮, 橡皮擦
sharpener: sharpener, pencil sharpener | 卷笔刀, 削笔刀
stapler: stapler | 订书机
staple: staple | 订书钉
hole punch: hole punch | 打孔器
tape: tape, sticky tape, roll of tape, duct tape, scotch tape | 胶带, 胶布, 透明胶
glue: glue, glue stick | 胶水, 胶棒
clip: clip, paperclip, paper clip | 夹子, 回形针, 曲别针
pin: pin, thumbtack, drawing pin | 图钉, 大头针
rubber band: rubber band, elastic band | 橡皮筋, 皮筋
stamp: stamp | 邮票, 印章
sticky note: sticky note, post it | 便利贴, 便签
folder: folder, binder | 文件夹
document: document, form, paperwork | 文件, 表格
calendar: calendar | 日历, 台历
calculator: calculator | 计算器
book: book, novel, textbook | 书, 书本, 课本
notebook: notebook, notepad | 笔记本, 本子
magazine: magazine | 杂志
newspaper: newspaper | 报纸
paper: paper, sheet of paper, piece of paper | 纸, 白纸, 纸张
envelope: envelope, letter | 信封, 信
postcard: postcard | 明信片
photo: photo, photograph, picture | 照片, 相片
picture frame: picture frame, photo frame | 相框
card: card, playing card, bank card, credit card | 卡片, 卡, 扑克牌, 银行卡, 信用卡
passport: passport | 护照
map: map | 地图
remote: remote, remote control, remote controller, controller | 遥控器, 遥控
phone: phone, mobile, cell phone, cellphone, mobile phone, smartphone, telephone | 手机, 电话
tablet: tablet, ipad | 平板, 平板电脑
laptop: laptop, computer | 笔记本电脑, 电脑
monitor: monitor, screen, display | 显示器, 屏幕
television: television, tv, telly | 电视, 电视机
radio: radio | 收音机
speaker: loudspeaker, speaker | 音箱, 音响
printer: printer | 打印机
microphone: microphone | 麦克风, 话筒
keyboard: keyboard | 键盘
mouse: mouse, computer mouse | 鼠标
mouse pad: mouse pad, mousepad, mouse mat | 鼠标垫
charger: charger, power adapter | 充电器
power bank: power bank | 充电宝, 移动电源
cable: cable, cord, wire, lead | 线, 电线, 数据线, 充电线
plug: plug | 插头
power strip: power strip, extension cord | 插线板, 接线板, 插座
usb stick: usb stick, flash drive, memory stick, thumb drive | 优盘, u盘
battery: battery | 电池
light bulb: light bulb, bulb | 灯泡
headphones: headphones, headphone, headset, earphones, earbuds | 耳机
camera: camera | 相机, 照相机
flashlight: flashlight, torch | 手电筒, 手电
lamp: lamp, desk lamp | 台灯, 灯
candle: candle | 蜡烛
lighter: lighter | 打火机
match: matchstick, matchbox, box of matches, matches | 火柴
clock: clock, alarm clock | 钟, 闹钟, 时钟
watch: wristwatch, watch | 手表, 表
timer: timer, stopwatch | 计时器, 秒表
thermometer: thermometer | 体温计, 温度计
scale: scale, scales, kitchen scale | 秤, 电子秤
magnifying glass: magnifying glass, magnifier | 放大镜
magnet: magnet | 磁铁
fan: fan | 风扇, 电扇
iron: clothes iron | 熨斗
glasses: glasses, eyeglasses, spectacles, sunglasses, reading glasses | 眼镜, 墨镜, 太阳镜, 老花镜
key: key, keyring, bunch of keys | 钥匙
lock: padlock | 锁
keychain: keychain | 钥匙扣
wallet: wallet, purse | 钱包
coin: coin | 硬币
money: money, cash, banknote | 钱, 现金, 钞票
ticket: ticket | 票, 车票
receipt: receipt | 收据, 小票
bag: bag, handbag, backpack, sack, shopping bag | 包, 袋子, 袋, 背包, 手提包, 塑料袋,
    书包, 购物袋
suitcase: suitcase, luggage | 行李箱, 旅行箱
pencil case: pencil case, pencil box | 笔袋, 铅笔盒, 文具盒
pen holder: pen holder, pencil holder | 笔筒
umbrella: umbrella | 雨伞, 伞
hat: hat, baseball cap, beanie | 帽子
glove: glove, mitten, oven glove, oven mitt | 手套
scarf: scarf | 围巾
sock: sock | 袜子
shoe: shoe, sneaker, boot | 鞋, 鞋子, 靴子
slipper: slipper | 拖鞋
shirt: shirt, t-shirt, sweater, jumper | 衬衫, 衣服, 毛衣
trousers: trousers, pants, jeans | 裤子, 牛仔裤
jacket: jacket, coat | 外套, 夹克
belt: belt | 皮带, 腰带
tie: necktie | 领带
button: button | 纽扣, 扣子
hanger: hanger, coat hanger | 衣架
apron: apron | 围裙
mask: mask, face mask | 口罩, 面具
jewelry: necklace, bracelet, jewelry, jewellery | 项链, 手链, 首饰
helmet: helmet | 头盔
towel: towel, tea towel, hand towel | 毛巾
paper towel: paper towel, kitchen roll, kitchen paper | 厨房纸, 厨房用纸
cloth: cloth, rag, dishcloth, wiping cloth | 抹布, 布
sponge: sponge, dish sponge | 海绵, 百洁布, 洗碗布
brush: brush, scrubbing brush | 刷子
broom: broom | 扫帚, 扫把
dustpan: dustpan | 簸箕
mop: mop | 拖把
vacuum cleaner: vacuum cleaner, hoover, vacuum | 吸尘器
spray bottle: spray bottle, spray | 喷壶, 喷雾瓶
detergent: detergent, dish soap, washing up liquid | 洗洁精, 洗衣液, 洗涤剂
toothbrush: toothbrush | 牙刷
toothpaste: toothpaste | 牙膏
dental floss: dental floss, floss | 牙线
soap: soap, bar of soap, hand soap | 肥皂, 香皂, 洗手液
soap dish: soap dish | 肥皂盒
shampoo: shampoo, shower gel | 洗发水, 沐浴露
lotion: lotion, hand cream, sunscreen | 护手霜, 防晒霜, 乳液
perfume: perfume | 香水
lipstick: lipstick | 唇膏
cotton swab: cotton swab, cotton bud | 棉签
cotton ball: cotton ball, cotton pad | 棉球, 化妆棉
razor: razor, shaver | 剃须刀, 刮胡刀
hairdryer: hairdryer, hair dryer | 吹风机
comb: comb | 梳子
hairbrush: hairbrush | 发梳
mirror: mirror | 镜子
nail clipper: nail clipper, nail clippers | 指甲刀, 指甲剪
tissue: tissue, tissues, napkin, tissue box, box of tissues, serviette | 纸巾, 餐巾纸, 抽纸, 餐巾, 面巾纸
wet wipe: wet wipe, wipe | 湿巾, 湿纸巾
toilet paper: toilet paper, toilet roll | 卫生纸
medicine: medicine, pill, pills, pill bottle, medication | 药, 药片, 药瓶, 药盒
bandage: bandage, plaster, band aid, bandaid | 创可贴, 绷带
syringe: syringe | 注射器
first aid kit: first aid kit | 急救箱, 医药箱
walking stick: walking stick, cane, crutch | 拐杖, 手杖
vase: vase, flower vase | 花瓶
flower: flower, rose, tulip | 花, 花朵, 玫瑰
flowerpot: flowerpot, flower pot | 花盆
watering can: watering can | 浇水壶, 洒水壶
plant: plant, potted plant | 盆栽, 植物
toy: toy | 玩具
doll: doll, teddy bear, teddy, stuffed animal, plush toy, soft toy | 娃娃, 玩偶, 泰迪熊, 毛绒玩具, 布娃娃
car: toy car, car, toy vehicle, toy truck | 小汽车, 玩具车, 车, 玩具汽车, 小车
train: toy train, train | 玩具火车, 小火车
plane: toy plane, toy airplane | 玩具飞机
duck: duck, rubber duck | 鸭子, 小黄鸭, 小鸭子
cylinder: cylinder | 圆柱, 圆柱体
cone: cone | 圆锥
pyramid: pyramid | 金字塔
prism: prism, wedge | 棱柱
ring: ring | 圆环, 环, 戒指
stick: stick, rod | 棍子, 棒子, 木棍
stone: stone, rock, pebble | 石头, 石子
dice: dice, die | 骰子
puzzle: puzzle, jigsaw | 拼图
board game: board game, chess | 棋, 象棋, 桌游
balloon: balloon | 气球
frisbee: frisbee | 飞盘
racket: racket | 球拍
basketball: basketball | 篮球
football: football, soccer ball | 足球
guitar: guitar | 吉他
gift: gift, present, gift box | 礼物, 礼品, 礼盒
bell: bell | 铃铛
whistle: whistle | 哨子
badge: badge, name tag | 徽章, 胸牌
fruit: fruit, piece of fruit | 水果
vegetable: vegetable, veggie | 蔬菜, 菜
food: food, snack, something to eat, groceries | 食物, 吃的, 零食, 食品
drink: drink, beverage, something to drink | 饮料, 喝的
tool: tool | 工具
container: container | 容器
utensil: utensil, kitchenware | 厨具
stationery: stationery | 文具
clothes: clothes, clothing, laundry | 衣物
trash: trash, garbage, rubbish, litter | 垃圾
dishes: dishes, tableware, crockery | 餐具, 碗筷, 碗碟
cutlery: cutlery, silverware | 刀叉
drawer: drawer | 抽屉, 抽斗
cupboard: cupboard, cabinet, wardrobe, closet, locker | 柜子, 橱柜, 柜, 衣柜, 壁橱
dresser: dresser, chest of drawers, drawer unit, nightstand, bedside table | 床头柜, 斗柜, 抽屉柜
door: door, cupboard door, cabinet door, closet door, fridge door, oven door, front door | 门, 柜门, 柜子门,
    橱柜门, 冰箱门, 房门, 衣柜门, 烤箱门, 书柜门, 柜子的门, 小门
bin: bin, trash can, garbage can, dustbin, trash bin, wastebasket, rubbish bin, waste bin, recycling bin,
    waste paper basket | 垃圾桶, 垃圾箱, 垃圾篓, 回收箱, 废纸篓
bucket: bucket, pail | 桶, 水桶
fridge: fridge, refrigerator, freezer | 冰箱, 冰柜
microwave: microwave | 微波炉
oven: oven | 烤箱
stove: stove, cooker, hob | 灶台, 炉子, 炉灶
toaster: toaster | 烤面包机, 多士炉
blender: blender, mixer | 搅拌机, 榨汁机
coffee machine: coffee machine, coffee maker | 咖啡机
rice cooker: rice cooker | 电饭煲, 电饭锅
dishwasher: dishwasher | 洗碗机
washing machine: washing machine | 洗衣机
sink: sink | 水槽, 水池, 洗手池
tap: tap, faucet | 水龙头
bathtub: bathtub | 浴缸
toilet: toilet | 马桶
chair: chair, stool, armchair | 椅子, 凳子
sofa: sofa, couch | 沙发
bed: bed | 床
pillow: pillow, cushion | 枕头, 靠垫, 抱枕
blanket: blanket, duvet | 毯子, 被子
carpet: carpet, rug | 地毯
curtain: curtain | 窗帘
window: window | 窗户, 窗
windowsill: windowsill, window sill | 窗台
wall: wall | 墙
switch: light switch | 开关
mat: mat, placemat, coaster | 垫子, 杯垫, 餐垫
rack: rack, stand, holder, dish rack | 支架, 架, 沥水架
board: whiteboard, blackboard | 白板, 黑板
handle: handle, grip | 把手, 把儿, 柄, 手柄, 提手
label: label, sticker | 标签, 贴纸
stripes: stripe, stripes | 条纹
dots: dot, dots, spots | 圆点, 斑点
table: table, desk, counter, tabletop, table top, countertop, worktop, dining table, kitchen counter,
    kitchen table, coffee table, workbench | 桌子, 桌, 桌面, 餐桌, 台子, 台面, 书桌, 茶几, 工作台
shelf: shelf, shelves, bookshelf, bookcase, shelving unit | 架子, 书架, 搁板, 置物架, 隔板, 货架
floor: floor, ground | 地板, 地, 地面
person: person, man, woman, guy, human, boy, girl, lady, child, kid, people | 人, 那人, 男人, 女人, 孩子, 小孩
robot: robot base, robot arm | 机器人, 机械臂
""".strip()
