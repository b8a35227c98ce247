# SPDX-License-Identifier: Apache-2.0
"""What the console prints while a command runs, and the exit status it ends with."""

from __future__ import annotations

import json
import time
from typing import Any

DONE, REFUSED, ASKED, FAILED, STOPPED = 0, 3, 4, 5, 6  # exit statuses, and ExecuteCommand's outcomes
OUTCOMES = {DONE: "done", REFUSED: "refused", ASKED: "asked", FAILED: "failed", STOPPED: "stopped"}


class Account:
    """The live account of a command on stdout: lines for people, or one JSON object per line."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._begin_s = time.monotonic()

    def tell(self, event: str, text: str, **fields: Any) -> None:
        """One event. People see the time since the beginning, the event and the text."""
        elapsed_s = time.monotonic() - self._begin_s
        if self._as_json:
            line = {"event": event, "elapsed_s": round(elapsed_s, 3), "text": text, **fields}
            print(json.dumps(line, ensure_ascii=False), flush=True)
        elif text:
            print(f"{elapsed_s:7.2f} s  {fields.get('stage') or event:<10}  {text}", flush=True)

    def progress(self, message: Any) -> None:
        """Feedback of the action, or a message of /task/progress: both have the same fields."""
        stamp = message.stamp if hasattr(message, "stamp") else message.header.stamp
        data = json.loads(message.data_json or "{}")
        share = round(float(message.progress), 3)
        stamp_s = round(stamp.sec + stamp.nanosec * 1e-9, 4)
        self.tell("feedback", message.text, stage=message.stage, progress=share, stamp_s=stamp_s, data=data)

    def result(self, status: int, reason: str, stage: str = "") -> int:
        """How it ended; returns the exit status."""
        outcome = OUTCOMES.get(status, "failed")
        if self._as_json:
            self.tell("result", reason, outcome=outcome, failed_stage=stage)
        else:
            where = f" ({stage})" if stage else ""
            self.tell(outcome, f"{reason}{where}")
        return status
