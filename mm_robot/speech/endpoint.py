# SPDX-License-Identifier: Apache-2.0
"""Whether a sentence sounds finished: "put the cup…" waits for more, "stop" does not."""

from __future__ import annotations

import re

from mm_robot.speech.writing import bare
from mm_robot.types import Language

_LEADING_ON = (
    "a an the this that these those my your to of in on into onto at by from with between under behind "
    "beside and or but "
    "not don't never no please put place take give hand bring pick move push get grab next left right red "
    "orange yellow "
    "green blue purple pink brown black white grey big small large tall short second third me"
)
_OPEN_EN = frozenset(_LEADING_ON.split())
# Complete in themselves though their last word usually leads on.
_CLOSED_EN = re.compile(
    r"^(no|left|right|(the )?(second|third)|(on |to )?the (left|right)|"
    r".*\b(give|hand|bring|pass|to|for|get|at|with|tell|show|help) me|"
    r".*\b(this|that|please)|"
    r".*\b(pick|take|put|want|like|need|do|grab|get|leave) (these|those)|"
    r".*\b(to|on) (the|your|my) (left|right)|"
    r"(the )?(red|orange|yellow|green|blue|purple|pink|brown|black|white|grey|big|small|large|tall|short))$"
)
_NO_OBJECT_EN = re.compile(r"^(please )?(hand|give|bring|pass) me$")  # the thing is still missing
_OPEN_ZH = re.compile(
    r"(把|将|的|和|跟|与|放到|放进|放在|放|移到|挪到|在|请|不要|别|给|拿起|往|从|到|那|这|还有|然后|一个|叠在)$"
)
_CLOSED_ZH = re.compile(r"^(别|不要|好的|是的|对的|.{1,3}色的|.的)$")
_OBJECT_ONLY_ZH = re.compile(
    r"^请?(把|将)[^放移挪拿给递推叠收打关合捡送带交扔摆倒抓]+$"
)  # 把红色的杯子…: what to do with it?


def unfinished(text: str, language: Language) -> bool:
    """True if nobody would end a command or an answer there. In doubt False: waiting costs every time."""
    plain = bare(text)
    if not plain:
        return False
    if language == "en":
        last = plain.split()[-1]
        if _NO_OBJECT_EN.match(plain):
            return True
        return last in _OPEN_EN and not _CLOSED_EN.match(plain)
    if _OBJECT_ONLY_ZH.match(plain):
        return True
    return bool(_OPEN_ZH.search(plain)) and not _CLOSED_ZH.match(plain)
