# SPDX-License-Identifier: Apache-2.0
"""Whether a sentence sounds finished: "put the cup…" waits for more, "stop" does not.

The last word alone does not tell: "the right…" leads on, "from the right" does not; "hand…" is a verb that
wants its object, "your hand" is a thing. So a class of words leads on only behind certain others.
"""

from __future__ import annotations

import re

from mm_robot.speech.writing import bare
from mm_robot.types import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS = _words("a an the my your his her our their its")
_POINTERS = _words("this that these those same every each which")
_PREPOSITIONS = _words("to of in on into onto at by from with between under behind beside")
_SIDES = _words("left right next")
_COLOURS = _words("red yellow green blue purple pink brown black white grey")  # orange is a thing as well
_SIZES = _words("big small large tall short second third")
_ADJECTIVES = _COLOURS | _SIZES
_VERBS = _words("put place take give hand bring pick move push get grab")
_FORBIDDING = _words("not don't never")
_ALWAYS_OPEN = _DETERMINERS | _words("and or but")
_INTERJECTIONS = _words(
    "no not never oh ah yes yeah nope robot please stop of course absolutely definitely certainly maybe "
    "better rather why okay ok well hey wait"
)
_ASKING = _words("what which who where whom whose how")
# Verbs with a particle that need nothing more, and times: "hold on", "wait a second".
_CLOSED_EN = re.compile(
    r"\b((go|carry|hold|come|hang|keep|move|stand|turn (it|that|them)) (on|in|by)|"
    r"(a|one|just a|half a) second|right (on|by)|"
    r"(don't|do not|never) move)$"
)
_WANTS_OBJECT_EN = re.compile(
    r"(^|\b(please|you|to|then|and|now|just|not|don't|robot|okay|ok|so) )"
    r"((hand|give|bring|pass|get|fetch) me|(pick|lift) up)$"
)
_WHOLE_EN = re.compile(rf"^(the )?({'|'.join(sorted(_ADJECTIVES | {'left', 'right', 'next'}))})$")

_OPEN_ZH = re.compile(
    r"(把|将|和|跟|与|放到|放进|放在|放|移到|挪到|在|请|不要|别|给|拿起|往|从|到|那|这|还有|然后|叠在|"
    r"(?<![另外第])一个|[放移挪送推搬摆扔倒叠带][到进在]\S{0,6}的)$"
)
_CLOSED_ZH = re.compile(r"^(别|不要|.*都不要|好的|是的|对的)$")
_VERB_ZH = "放移挪拿给递推叠收打关合捡送带交扔摆倒抓"
_OBJECT_ONLY_ZH = re.compile(rf"^请?(把|将)(?!.*(开|紧|起|走|掉)(来|一下|一点|吧|好吗)?$)[^{_VERB_ZH}]+$")
_ADJECTIVAL_ZH = re.compile(r"...的$")  # 给我红色的: a thing may follow
_WHOLE_ZH = re.compile(
    r"^[^给拿要放推别我]{1,2}色的$|的.*(是|不要|别).*的$"
)  # an answer; a contrast: 不是红色的，是蓝色的


def unfinished(text: str, language: Language) -> bool:
    """True if nobody would end a command or an answer there. In doubt False: waiting costs every time."""
    plain = bare(text)
    if not plain:
        return False
    if language == "en":
        return _open_en(plain)
    if _OBJECT_ONLY_ZH.match(plain):  # 把红色的杯子…: what to do with it?
        return True
    return bool(_OPEN_ZH.search(plain)) and not _CLOSED_ZH.match(plain)


def may_go_on(text: str, language: Language) -> bool:
    """True where a sentence may well be whole, and a word more is as likely: 给我红色的, "the orange"."""
    plain = bare(text)
    if language == "zh":
        return bool(_ADJECTIVAL_ZH.search(plain)) and not _WHOLE_ZH.search(plain)
    words = plain.split()
    return len(words) > 2 and words[-1] == "orange" and words[-2] in _DETERMINERS


def _open_en(plain: str) -> bool:
    words = plain.split()
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if _WANTS_OBJECT_EN.search(plain) and words[0] not in _ASKING:
        return True
    if _WHOLE_EN.match(plain) or _CLOSED_EN.search(plain):
        return False
    if last in _ALWAYS_OPEN:
        return True
    asked = words[0] in _ASKING
    if last in _PREPOSITIONS:  # "what are you looking at"
        return not asked
    if last in _SIDES:  # "the right…", but "on the right", "that's right", "turn left"
        beyond = words[-3] if len(words) > 2 else ""
        return before in _DETERMINERS and beyond not in _PREPOSITIONS
    if last in _ADJECTIVES:  # "the red…", but "which one is red"
        return before in _DETERMINERS | _POINTERS | _ADJECTIVES
    if last in _VERBS:  # "please hand…", but "your hand", "what can you take"
        return not asked and before not in _DETERMINERS | _POINTERS | _ADJECTIVES
    if last == "no":  # "the red, no…", but "no no"
        return not all(word in _INTERJECTIONS for word in words)
    return last in _FORBIDDING and (len(words) == 1 or before in ("do", "please", "you", "robot"))
