# SPDX-License-Identifier: Apache-2.0
"""The second, acoustic look at negation: might this command have begun with a "don't" that was not written?

A recogniser's search at times swallows a leading 别, never to look at it again, or writes another word in its
place (不要给我 became 交给我). So the model is asked outright how well the forbidding text fits that sound.
What fits nearly as well becomes an alternative, about which the dialogue asks; what fits better is what was
said. A negation that was written stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from mm_robot.speech.backend import Compare
from mm_robot.speech.writing import negations
from mm_robot.types import Language

# Prefixes that forbid. One per sound: 别 and 不要 differ, "do not" scores like "don't".
_FORBIDDING: dict[Language, tuple[str, ...]] = {"en": ("Don't ", "Never "), "zh": ("别", "不要")}
# Chinese verbs before which a misheard character may have been one of these, and what is tried in its place.
_FORBIDDEN_ZH = frozenset("给拿放碰动推开关递把让用扔倒丢收移摸抓取送带")
_INSTEAD_ZH = ("别", "不要", "不许")
# Natural log-likelihood of the forbidding text over the plain one. On 115 development recordings, clean and
# in 5 dB of pink noise, it was 4.1 or more where a negation was said and -7.0 or less where none was.
# Above the first threshold it is what was said, above the second it is worth a question.
_SAID = 1.0
_DOUBT = -4.0
_MOST_DOUBT = 3  # alternatives that are compared; more never changed anything


def checked(texts: Sequence[str], language: Language, compare: Compare | None) -> tuple[str, ...]:
    """`texts`, best first, with the forbidding readings that the sound allows and without those it does not.

    Args:
        texts: distinct, at least one.
        language: of all of them.
        compare: asks the model about the same sound; None leaves the texts as they are.
    """
    best, *others = texts
    if compare is None or negations(best, language):
        return tuple(texts)
    forbidding = [other for other in others if negations(other, language)][:_MOST_DOUBT]
    plain = [other for other in others if not negations(other, language)]
    forms = [prefix + _continued(best, language) for prefix in _FORBIDDING[language]]
    if language == "zh" and best[1:2] in _FORBIDDEN_ZH:
        forms += [prefix + best[1:] for prefix in _INSTEAD_ZH]
    asked = list(dict.fromkeys([*forbidding, *forms]))
    own, *scores = compare([best, *asked])
    ranked = sorted(zip(scores, asked, strict=True), reverse=True)
    said = [text for score, text in ranked if score - own > _SAID]
    doubtful = [text for score, text in ranked if _DOUBT < score - own <= _SAID]
    if said:
        return (*said, best, *doubtful, *plain)
    return (best, *doubtful, *plain)


def _continued(text: str, language: Language) -> str:
    """The text as it stands after another word."""
    return text[:1].lower() + text[1:] if language == "en" and not text.startswith("I ") else text
