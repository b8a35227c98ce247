# SPDX-License-Identifier: Apache-2.0
"""The fixed sentences the robot says, in both languages, in one place.

Sentences are few and short so that a voice can keep them ready. `{…}` fields are filled by `phrase`.
"""

from __future__ import annotations

from mm_robot.types import Asked, Done, Failed, Language, Outcome, Stopped

_PHRASES: dict[str, dict[Language, str]] = {
    # how a command ends
    "done": {"en": "Done.", "zh": "好了。"},
    "handing": {"en": "Here you are. Please take it.", "zh": "给你，请拿好。"},
    "obeyed": {"en": "All right, I will not {what}.", "zh": "好的，我不{what}。"},
    "failed": {"en": "It did not work: {why}.", "zh": "没有成功：{why}。"},
    "retry": {"en": "{why}. I will try again.", "zh": "{why}。我再试一次。"},
    "idle": {"en": "I am waiting for your command.", "zh": "我在等你的指令。"},
    # stop and go on
    "stopped": {"en": "Stopped. Say continue when I may move again.", "zh": "已停下。需要继续时请说继续。"},
    "waiting": {"en": "I am waiting.", "zh": "好的，我等着。"},
    "latched": {
        "en": "I am stopped ({why}). Say continue when I may move again.",
        "zh": "我已停下（{why}）。需要继续时请说继续。",
    },
    "resumed": {"en": "I may move again.", "zh": "我可以继续了。"},
    "cancelled": {"en": "Cancelled.", "zh": "已取消。"},
    "busy": {"en": "One moment, I am still working.", "zh": "请稍等，我还在做上一件事。"},
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
    "unsure": {"en": "I am not sure I heard you right. Shall I {what}?", "zh": "我不确定有没有听对。要我{what}吗？"},
    "kept": {"en": "All right, I leave it.", "zh": "好的，我不动它。"},
    "gone": {"en": "I no longer see it.", "zh": "我看不到它了。"},
    "no_target": {"en": "Which one do you mean?", "zh": "你说的是哪一个？"},
    "give_up_asking": {
        "en": "I still do not know which one. Please tell me again from the start.",
        "zh": "我还是不知道是哪一个，请从头再说一遍。",
    },
}

# What planning, control and perception say in plain English when something does not work.
_REASONS_ZH: dict[str, str] = {}


def phrase(key: str, language: Language, **fields: str) -> str:
    """The sentence `key` in `language`, with its fields filled in.

    Raises:
        KeyError: there is no such sentence, or a field is missing: a broken program.
    """
    return _PHRASES[key][language].format(**fields)


def translate(reason: str, language: Language) -> str:
    """A reason given in English, in `language`; one that has no translation stays as it is, never lost."""
    return _REASONS_ZH.get(reason, reason) if language == "zh" else reason


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
