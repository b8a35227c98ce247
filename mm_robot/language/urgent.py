# SPDX-License-Identifier: Apache-2.0
"""Whether a piece of a sentence that is still being spoken is a call to stop."""

from __future__ import annotations

from mm_robot.language.stop_words import is_stop

# What people put round "stop" when they mean it. The stop listener writes down one second of a sentence,
# without its context: "cup on the table" was heard as "Stop on the table", and that must not stop the robot.
_BESIDE_STOP = {
    "stop", "stopping", "right", "now", "please", "it", "that", "this", "moving", "there", "immediately",
    "robot", "hey", "whoa", "oh", "no", "at", "once", "okay", "ok",
}  # fmt: skip
_MOST_WORDS = 4
_MOST_CHARACTERS_ZH = 6  # "快点马上停下"


def is_urgent_stop(text: str) -> bool:
    """Stricter than `is_stop`: nothing may stand beside the stop word but what goes with it.

    The whole sentence is judged by `is_stop` when it is over: what is missed here comes half a second later.
    """
    words = [word.strip(".,!?;:\"'").lower() for word in text.split()]
    if len(words) > _MOST_WORDS or not is_stop(text):
        return False
    if not text.isascii():
        return len(text) <= _MOST_CHARACTERS_ZH
    return "stop" not in words or set(words) <= _BESIDE_STOP
