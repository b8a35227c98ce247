# SPDX-License-Identifier: Apache-2.0
"""A Command in natural words of either language, such that the parser understands them again.

The words have no subject, so that they fit "I will …", "I will not …" and "我不…"; a prohibition is said with
"do not" or 不要 when it stands alone. What differs between the languages is how a thing is named
(`en.say_back`, `zh.say_back`); how a command is put together is one table.
"""

from __future__ import annotations

from dataclasses import replace

from mm_robot.language.en.say_back import COMPARATIVES_EN, reference_en, relation_en, ruled_out_en
from mm_robot.language.zh.say_back import COMPARATIVES_ZH, reference_zh, relation_zh, ruled_out_zh
from mm_robot.types import Command, Language, Reference, Relation

__all__ = ["describe", "describe_reference", "doing"]

# What a command is called, by verb and what it has beside its thing: English | Chinese.
_COMMANDS: dict[str, tuple[str, str]] = {
    "pick": ("pick up {thing}", "拿{thing}"),
    "hand_over": ("hand over {thing}", "把{thing}递给你"),
    "hand_over person": ("give the person {thing}", "把{thing}递给那个人"),
    "place": ("put {thing} down", "把{thing}放下"),
    "place there": ("put {thing} {place}", "把{thing}放到{place}"),
    "push": ("push {thing}", "把{thing}推一下"),
    "push there": ("push {thing} {place}", "把{thing}推到{place}"),
    "push left": ("push {thing} to the left", "把{thing}往左推"),
    "push right": ("push {thing} to the right", "把{thing}往右推"),
    "push forward": ("push {thing} forward", "把{thing}往前推"),
    "push back": ("push {thing} backward", "把{thing}往后推"),
    "open": ("open {thing}", "打开{thing}"),
    "open hand": ("open the hand", "张开手"),
    "close": ("close {thing}", "关上{thing}"),
    "close hand": ("close the hand", "合上手"),
    "release": ("let go of {thing}", "松开{thing}"),
    "put_back": ("put {thing} back", "把{thing}放回去"),
    "stack": ("stack {thing}", "把{thing}叠起来"),
    "sort": ("sort {thing}", "把{thing}分开"),
    "sort colour": ("sort {thing} by colour", "把{thing}按颜色分类"),
    "sort kind": ("sort {thing} by kind", "把{thing}按种类分类"),
    "sort size": ("sort {thing} by size", "把{thing}按大小分类"),
    "clear": ("put away {thing}", "把{thing}收起来"),
    "go_home": ("go home", "回到原位"),
    "find": ("look for {thing}", "找{thing}"),
    "stop": ("stop", "停下"),
    "wait": ("wait", "等一下"),
    "resume": ("continue", "继续"),
    "cancel": ("cancel", "取消"),
    "confirm": ("yes", "是的"),
    "confirm thing": ("yes, {thing}", "是的，{thing}"),
    "deny": ("no", "不是"),
    "deny thing": ("no, {thing}", "不是，{thing}"),
}
_QUESTIONS: dict[str, tuple[str, str]] = {
    "what": ("what is {thing}", "{thing}是什么"),
    "what all": ("what do you see", "你看到了什么"),
    "where": ("where is {thing}", "{thing}在哪里"),
    "count": ("count {thing}", "数一数{thing}"),
    "exists": ("is there {thing}", "有没有{thing}"),
    "which": ("which one is {thing}", "哪个是{thing}"),
    "compare": ("is {thing} {more} than {other}", "{thing}比{other}{more}吗"),
    "status": ("what are you doing", "你在做什么"),
}
_MOVING = ("place", "put_back", "release", "push", "clear")  # what is said behind them may be where to
_NOT: dict[Language, str] = {"en": "do not ", "zh": "不要"}
_GERUNDS = {"put": "putting", "let": "letting", "give": "giving", "close": "closing"}


def describe(command: Command, language: Language) -> str:
    """What a command asks for ("hand over the red cup", "把红色的杯子递给你") or forbids ("do not …")."""
    words = _question(command, language) if command.verb == "answer" else _wish(command, language)
    return _NOT[language] + words if command.negated else words


def doing(command: Command, language: Language) -> str:
    """A command behind "I am …" or 正在…: "handing over the red cup", "把红色的杯子递给你"."""
    words = describe(command, language)
    if language == "zh":
        return words
    verb, _, rest = words.partition(" ")
    return f"{_GERUNDS.get(verb, verb + 'ing')} {rest}".strip()


def describe_reference(reference: Reference, language: Language) -> str:
    """What a reference means, e.g. "the red cup next to the bowl" or "碗旁边的红色的杯子"."""
    return reference_zh(reference) if language == "zh" else reference_en(reference)


def _wish(command: Command, language: Language) -> str:
    target = command.target
    if (
        command.verb == "deny"
        and target is not None
        and (target.excluded_attributes or target.excluded_nouns)
    ):
        return ruled_out_zh(target) if language == "zh" else ruled_out_en(target)
    template = _COMMANDS[_key(command)][language == "zh"]
    named = target or Reference(determiner="it")
    explicit = command.verb in _MOVING
    thing = reference_en(named, explicit) if language == "en" else reference_zh(named)
    return template.format(thing=thing, place=_place(command.destination, language))


def _key(command: Command) -> str:
    """The entry of the table: the verb with the most telling of what stands beside its thing."""
    verb = command.verb
    if verb in ("open", "close") and command.target is None:
        return f"{verb} hand"
    if verb in ("confirm", "deny"):
        return verb if command.target is None else f"{verb} thing"
    if verb == "hand_over" and command.recipient == "person":
        return "hand_over person"
    if verb == "push" and command.direction is not None:
        return f"push {command.direction}"
    if verb in ("place", "push") and command.destination is not None:
        return f"{verb} there"
    return f"sort {command.by}" if verb == "sort" and command.by is not None else verb


def _place(destination: Relation | None, language: Language) -> str:
    if destination is None:
        return ""
    return relation_zh(destination) if language == "zh" else relation_en(destination)


def _question(command: Command, language: Language) -> str:
    target = command.target
    kind: str = command.question or "what"
    ordinal = target.ordinal if target is not None else None
    if kind == "what" and target is None:
        kind = "what all"
    if kind == "compare" and (ordinal is None or ordinal.anchor is None):
        kind = "which"
    more = other = ""
    if kind == "compare" and target is not None and ordinal is not None and ordinal.anchor is not None:
        more = (COMPARATIVES_ZH if language == "zh" else COMPARATIVES_EN)[ordinal.by]
        other = describe_reference(ordinal.anchor, language)
        target = replace(target, ordinal=None)
    thing = describe_reference(target, language) if target is not None else ""
    return _QUESTIONS[kind][language == "zh"].format(thing=thing, more=more, other=other)
