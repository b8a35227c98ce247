# SPDX-License-Identifier: Apache-2.0
"""What people do while the robot works: come near, reach in, move the hand away, draw it back, talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np

from mm_robot.types import FloatArray, Language
from mm_robot_sim.disturbances.disturbance import Disturbance, Need
from mm_robot_sim.people.actions import ReachOver, Wait, WalkTo
from mm_robot_sim.people.person import Person
from mm_robot_sim.people.taking import ENGAGED
from mm_robot_sim.people.voice import Speech

TABLE_EDGE_Y_M = 0.76  # a body that stands here touches the table's edge


class _PersonActs(Disturbance):
    needs: ClassVar[frozenset[Need]] = frozenset({"person"})

    @property
    def _person(self) -> Person:
        assert self._world.person is not None
        return self._world.person


class PersonWalksIn(_PersonActs):
    """Somebody comes to the table right beside the arm while it moves, looks on for a moment, and goes back.

    They walk from their place to where the arm reaches them, at 0.6 to 1.1 m/s, and stay for 1.5 to 3 s.
    """

    name = "person_walks_in"

    def prepare(self) -> None:
        """Draw moment, place, pace, time."""
        self._after_s, self._stay_s = self._rng.uniform(0.2, 2.5), self._rng.uniform(1.5, 3.0)
        self._place_m = (
            float(self._rng.uniform(0.02, 0.22)),
            TABLE_EDGE_Y_M + float(self._rng.uniform(0, 0.06)),
        )
        self._speed_m_s = float(self._rng.uniform(0.6, 1.1))

    def due(self, now_s: float) -> bool:
        """Some time after the arm has set out, unless they are about to take something."""
        return self._moved_for_s(now_s) >= self._after_s and self._person.doing not in ENGAGED

    def fire(self, now_s: float) -> str:
        """Set out."""
        self._person.do(WalkTo(self._place_m, speed_m_s=self._speed_m_s, hand_out=False), Wait(self._stay_s))
        self._person.walk_home(self._speed_m_s)
        return f"somebody walked in beside the arm for {self._stay_s:.1f} s"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Over when they are back."""
        return not self._person.busy


class PersonReachesIn(_PersonActs):
    """Somebody bends over the table and holds a hand where the arm is at work, for 1 to 2.5 s.

    They go for the thing that the arm goes for, or for the middle of the table, and take nothing.
    """

    name = "person_reaches_in"

    def prepare(self) -> None:
        """Draw how near the tool may come, and time."""
        self._near_m, self._stay_s = self._rng.uniform(0.25, 0.45), float(self._rng.uniform(1.0, 2.5))
        self._after_s = self._rng.uniform(0.3, 1.5)

    def due(self, now_s: float) -> bool:
        """The tool comes near the target; without one, some time after the arm has set out."""
        if self._moving_since_s is None or self._person.doing in ENGAGED:
            return False
        if self._target is None:
            return self._moved_for_s(now_s) >= self._after_s
        return self._to_target_m() < self._near_m

    def fire(self, now_s: float) -> str:
        """Step to the edge, reach, come back."""
        place = (
            np.array([0.5, 0.1, 0.05]) if self._target is None else self._world.data.xpos[self._target.body]
        )
        edge = (float(np.clip(place[0], 0.15, 0.85)), TABLE_EDGE_Y_M)
        over = (float(place[0]), float(place[1]), float(place[2]))
        self._person.do(
            WalkTo(edge, speed_m_s=0.8, hand_out=False), ReachOver(over, above_m=0.15, stay_s=self._stay_s)
        )
        self._person.walk_home()
        return "somebody reached over the table where the arm was at work"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Over when they are back."""
        return not self._person.busy


class HandMovesAway(_PersonActs):
    """The hand that is to take the thing goes elsewhere while the robot brings it.

    People turn to something else. It moves 8 to 16 cm away from the tool, for 2 to 4 s, and comes back.
    """

    name = "hand_moves_away"
    needs: ClassVar[frozenset[Need]] = frozenset({"person", "handover"})

    def prepare(self) -> None:
        """Draw distance, way, time."""
        self._near_m, self._lasts_s = self._rng.uniform(0.22, 0.40), self._rng.uniform(2.0, 4.0)
        self._by_m, self._aside = self._rng.uniform(0.08, 0.16), self._rng.uniform(-0.6, 0.6)

    def due(self, now_s: float) -> bool:
        """The tool comes near the hand with something in it, and nobody pulls yet."""
        near = np.linalg.norm(self._tcp_m() - self._person.hand_m) < self._near_m
        return bool(near and self._person.doing in ("waiting", "reaching") and self._gripper_holds())

    def _gripper_holds(self) -> bool:
        fingers = self._world.finger_geoms
        return any(
            all(self._world.touching(finger, thing.geoms) for finger in fingers)
            for thing in self._world.objects
        )

    def fire(self, now_s: float) -> str:
        """Move."""
        away: FloatArray = self._person.hand_m - self._tcp_m()
        away[2] = 0.0
        away = away / max(float(np.linalg.norm(away)), 1e-6)
        # Not beyond the arm's reach: along the table, up, and a little towards the body.
        way = np.array([away[0] + self._aside, 0.35 * abs(away[1]), 0.3])
        self._person.move_hand(self._by_m * way / float(np.linalg.norm(way)))
        return f"the hand moved away by {100 * self._by_m:.0f} cm for {self._lasts_s:.1f} s"

    def go_on(self, now_s: float, since_s: float) -> bool:
        """Come back."""
        if since_s < self._lasts_s:
            return False
        self._person.move_hand((0.0, 0.0, 0.0))
        return True


class PersonWithdraws(_PersonActs):
    """In the middle of taking something, they let go and draw the hand to the body: startled, or called away.

    After 2.5 to 5 s the hand is held out again.
    """

    name = "person_withdraws"
    needs: ClassVar[frozenset[Need]] = frozenset({"person", "handover"})

    def prepare(self) -> None:
        """Draw the moment and the time."""
        self._stage = str(self._rng.choice(("reaching", "closing", "pulling")))
        self._delay_s, self._lasts_s = self._rng.uniform(0.0, 0.2), float(self._rng.uniform(2.5, 5.0))
        self._since_s: float | None = None

    def due(self, now_s: float) -> bool:
        """A moment after the drawn stage of the handover has begun; at the latest while they pull."""
        if self._person.doing in (self._stage, "pulling"):
            self._since_s = now_s if self._since_s is None else self._since_s
            return now_s - self._since_s >= self._delay_s
        return False

    def fire(self, now_s: float) -> str:
        """Draw back."""
        doing = self._person.doing
        self._person.withdraw(self._lasts_s)
        return f"the person drew the hand back while {doing}"


_TALK: dict[Language, tuple[str, ...]] = {
    "en": (
        "did you see the game last night",
        "I think the meeting was moved to three o'clock",
        "no, I left it in the car, I'll get it later",
        "and then she said she wanted the other one",
        "put it on the list, we can talk about it tomorrow",
    ),
    "zh": (
        "你昨天晚上看球了吗",
        "会议好像改到三点了",
        "不是，我放在车里了，一会儿去拿",
        "然后她说她想要另外那个",
        "先记在单子上，明天再说吧",
    ),
}


class SecondVoice(Disturbance):
    """Two others talk, or a radio plays: words that are meant for nobody here.

    Some of them sound like a command. Who has a microphone in the room listens by `on_speech`; `speech` is
    what was said.
    """

    name = "second_voice"

    def prepare(self) -> None:
        """Draw the moment and the words."""
        self._after_s = self._rng.uniform(0.0, 3.0)
        language: Language = "en" if self._rng.random() < 0.5 else "zh"
        self._text = str(self._rng.choice(np.array(_TALK[language], dtype=object)))
        self._language = language
        self.speech: Speech | None = None
        self.on_speech: list[Callable[[Speech], None]] = []

    def due(self, now_s: float) -> bool:
        """Some time after the arm has set out."""
        return self._moved_for_s(now_s) >= self._after_s

    def fire(self, now_s: float) -> str:
        """Say it."""
        self.speech = Speech(self._text, self._language, now_s)
        for hears in self.on_speech:
            hears(self.speech)
        return f"somebody else said: {self._text}"
