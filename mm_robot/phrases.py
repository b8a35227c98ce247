# SPDX-License-Identifier: Apache-2.0
"""The fixed sentences the robot says, in both languages, in one place.

Sentences are few and short so that a voice can keep them ready. `{…}` fields are filled by `phrase`.
"""

from __future__ import annotations

import re
from functools import cache

from mm_robot.language.say_back import doing
from mm_robot.types import Asked, Command, Done, Failed, Language, Outcome, Stopped

SPOKEN_STOPS = ("speech", "stop", "wait", "cancel")  # who stopped the arm, where a "continue" may lift that

_PHRASES: dict[str, dict[Language, str]] = {
    # how a command ends
    "done": {"en": "Done.", "zh": "好了。"},
    "handing": {"en": "Here you are. Please take it.", "zh": "给你，请拿好。"},
    "obeyed": {"en": "All right, I will not {what}.", "zh": "好的，我不{what}。"},
    "failed": {"en": "It did not work: {why}.", "zh": "没有成功：{why}。"},
    "doing": {"en": "I am {what}.", "zh": "正在{what}。"},
    "retry": {"en": "{why}. I will try again.", "zh": "{why}。我再试一次。"},
    "idle": {"en": "I am waiting for your command.", "zh": "我在等你的指令。"},
    # stop and go on
    "stopped": {"en": "Stopped.", "zh": "停了。"},  # short: it begins to sound 0.1 s after the stop
    "waiting": {"en": "I am waiting.", "zh": "好的，我等着。"},
    "latched": {
        "en": "I am stopped ({why}). Say continue when I may move again.",
        "zh": "我已停下（{why}）。需要继续时请说继续。",
    },
    "latched_firmly": {
        "en": "I am stopped ({why}). Please release the stop first.",
        "zh": "我已停下（{why}）。请先解除停止。",
    },
    "resumed": {"en": "I may move again.", "zh": "我可以继续了。"},
    "cancelled": {"en": "Cancelled.", "zh": "已取消。"},
    "busy": {"en": "One moment, I am still working.", "zh": "请稍等，我还在做上一件事。"},
    "waits_for_answer": {"en": "I am waiting for your answer.", "zh": "我在等你回答。"},
    "corrected": {"en": "All right.", "zh": "好的。"},
    # refusals and questions
    "not_understood": {
        "en": "I did not understand that. Please say it again.",
        "zh": "我没听懂，请再说一遍。",
    },
    "no_question": {"en": "I did not ask anything.", "zh": "我没有问问题。"},
    "forbidden": {
        "en": "You told me not to {what}. Shall I do it anyway?",
        "zh": "你说过不要{what}。还要做吗？",
    },
    "unsure": {
        "en": "I am not sure I heard you right. Shall I {what}?",
        "zh": "我不确定有没有听对。要我{what}吗？",
    },
    "unsafe": {
        "en": "I will not do that: it could hurt somebody or break something.",
        "zh": "这样做会伤到人或者弄坏东西，我不做。",
    },
    "sharp": {"en": "It is sharp", "zh": "它很锋利"},
    "hot": {"en": "It is hot", "zh": "它很烫"},
    "fragile": {"en": "It may fall over and break", "zh": "它可能会倒下摔碎"},
    "risky": {"en": "{why}. Shall I {what}?", "zh": "{why}。要我{what}吗？"},
    "doubtful": {"en": "Did you mean: {what}?", "zh": "你是说{what}吗？"},
    "where_to": {"en": "Where shall I put them?", "zh": "要放到哪里？"},
    "say_number": {"en": "Please say a number: {options}.", "zh": "请说第几个：{options}。"},
    "kept": {"en": "All right, I leave it.", "zh": "好的，我不动它。"},
    "gone": {"en": "I no longer see it.", "zh": "我看不到它了。"},
    "no_target": {"en": "Which one do you mean?", "zh": "你说的是哪一个？"},
    "give_up_asking": {
        "en": "I still do not know which one. Please tell me again from the start.",
        "zh": "我还是不知道是哪一个，请从头再说一遍。",
    },
}

# What planning, control, perception and the nodes say in plain English when something does not work. A {…}
# stands for anything (a number, the name of a motion); what the Chinese sentence does not name is left out.
_REASONS_ZH: dict[str, str] = {
    # control/executor
    "something is in the way ({motion}: {force})": "有东西挡住了",
    "the arm is held off its path ({motion})": "手臂被挡住了，偏离了路线",
    "it slipped out of the fingers": "东西从手指间滑掉了",
    "the arm did not arrive ({motion})": "手臂没有到达位置",
    "the gripper does not come to rest": "夹爪停不下来",
    "the gripper does not open": "夹爪打不开",
    "nothing between the fingers": "没有夹到东西",
    "something wider than expected between the fingers": "夹到的东西比预想的宽",
    "nobody took it": "没有人接",
    # control/gate and control/limits
    "gripper width {width} m; allowed 0 to {limit} m": "夹爪宽度超出范围",
    "gripper force {force} N; allowed up to {limit} N": "夹爪力量超出范围",
    "the robot's state is stale": "机器人的状态太旧了",
    "the robot's state holds values that are not finite": "机器人的状态数据有误",
    "the arm is still coming to rest": "手臂还没有停稳",
    "the robot does not answer: {error}": "机器人没有回应",
    "stopped by {by} ({reason}); reset first": "已经停下，需要先复位",
    "the motion does not begin where the arm is: {detail}": "动作的起点和手臂的位置不符",
    "the motion does not begin at the arm's velocity: {detail}": "动作的起点和手臂的速度不符",
    "the motion does not end at rest: {detail}": "动作结束时没有停稳",
    "the motion lasts {detail}": "动作时间太长",
    "the motion{detail}": "动作数据有误",
    "the tool would leave its workspace: {detail}": "会超出工作范围",
    "the tool's way cannot be checked{detail}": "无法检查手的路线",
    "the kinematics give a tool position that is not finite": "无法检查手的路线",
    "{joint} position would reach {detail}, limit {limit}": "关节会超出位置限制",
    "{joint} velocity would reach {detail}, limit {limit}": "关节会超出速度限制",
    "{joint} acceleration would reach {detail}, limit {limit}": "关节会超出加速度限制",
    "{joint} jerk would reach {detail}, limit {limit}": "关节动作会太急",
    # planning
    "I see nobody to hand it to": "我没看到可以接东西的人",
    "I cannot bring it to your hand without touching something": "送到你手里会碰到别的东西",
    "I cannot put it there without touching something": "放到那里会碰到别的东西",
    "I do not know where it stood": "我不知道它原来在哪里",
    "I see no table to put it on": "我没看到可以放东西的桌子",
    "I no longer see where to put it": "我看不到要放的地方了",
    "I find no place on it where my fingers fit": "它上面没有我能抓住的地方",
    "I cannot reach it without touching something else": "去拿它会碰到别的东西",
    "I can reach it, but not so that I could do the rest": "我够得到它，但是接下来的动作做不了",
    "something stands in its way": "有东西挡着它",
    "it would fall off the table": "它会掉下桌子",
    "I cannot reach behind it without touching something else": "我够不到它后面，会碰到别的东西",
    "there is no free place for it there": "那里没有空位放它",
    "it does not fit in there": "那里面放不下它",
    "it does not fit on there": "那上面放不下它",
    "I no longer see it": "我看不到它了",
    "I do not hold it": "它不在我手里",
    "I find no free way home": "回原位的路上有东西挡着",
    # perception and the nodes
    "no new camera frame for {detail}": "摄像头没有新的画面",
    "no new scene on {detail}": "我暂时看不到新的画面",
    "no joint state on {detail}": "没有收到关节状态",
    "grounding_node does not answer {detail}": "识别程序没有回应",
    "waiting for {nodes}": "还在等别的程序启动",
    "{node} is silent for {age} s": "有一个程序没有响应",
    "the emergency stop is pressed": "急停按钮按下了",
    "the emergency stop is still pressed; release it first": "急停按钮还按着，请先松开",
    "no word from {nodes}; start what is missing first": "有程序还没启动，请先启动它",
    "the command was cancelled": "任务已取消",
    "task_node was shut down": "任务程序关闭了",
    "operator": "操作员",
}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The reasons with fields, as patterns; the more letters one fixes, the sooner it is tried."""
    fielded = {key: re.split(r"\{\w+\}", key) for key in _REASONS_ZH if "{" in key}
    return tuple(
        (re.compile(".*".join(map(re.escape, parts)), re.DOTALL), _REASONS_ZH[key])
        for key, parts in sorted(fielded.items(), key=lambda item: -len("".join(item[1])))
    )


def phrase(key: str, language: Language, **fields: str) -> str:
    """The sentence `key` in `language`, with its fields filled in.

    Raises:
        KeyError: there is no such sentence, or a field is missing: a broken program.
    """
    return _PHRASES[key][language].format(**fields)


def under_way(command: Command, language: Language) -> str:
    """What is being done, in few words: "I am handing over the red cup.", "正在把红色的杯子递给你。"."""
    return phrase("doing", language, what=doing(command, language))


def held_back(by: str, reason: str, language: Language) -> str:
    """Why nothing moves after a stop, and what lifts it: a word only where a word has stopped it."""
    key = "latched" if by in SPOKEN_STOPS else "latched_firmly"
    return phrase(key, language, why=translate(reason, language))


def translate(reason: str, language: Language) -> str:
    """A reason given in English, in `language`; one that has no translation stays as it is, never lost."""
    if language != "zh":
        return reason
    if reason in _REASONS_ZH:
        return _REASONS_ZH[reason]
    return next((chinese for pattern, chinese in _patterns() if pattern.fullmatch(reason)), reason)


def spoken(outcome: Outcome, language: Language) -> str:
    """What to say about how a command ended; "" when there is nothing left to say."""
    if isinstance(outcome, Done):
        return outcome.text
    if isinstance(outcome, Asked):
        return outcome.question
    if isinstance(outcome, Stopped):
        return ""  # said at the moment of the stop
    if isinstance(outcome, Failed):
        return phrase("failed", language, why=translate(outcome.reason, language))
    return translate(outcome.reason, language)


def fixed_phrases(language: Language) -> tuple[str, ...]:
    """Every sentence without fields: what a voice can synthesise beforehand."""
    return tuple(text[language] for text in _PHRASES.values() if "{" not in text[language])


def known_reasons() -> tuple[str, ...]:
    """The reasons that have a translation, in English; a {…} in one stands for anything."""
    return tuple(_REASONS_ZH)
