# SPDX-License-Identifier: Apache-2.0
"""The live view: a page in the browser that shows the world moving, and lets one command and disturb it.

The agent works in this process and sees sensors only; the page shows the truth, which is for people.
"""

from __future__ import annotations

import contextlib
import io
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from mm_robot.agent import Agent
from mm_robot.config import Config, load
from mm_robot.errors import InputError, MissingModelError
from mm_robot.types import Language, Outcome, Progress
from mm_robot_sim.disturbances.catalogue import DISTURBANCES
from mm_robot_sim.scenes.spec import KINDS, Kind
from mm_robot_sim.splits import split_of
from mm_robot_sim.view.pacing import SLICE_S, Pace, PacedRobot
from mm_robot_sim.world import World

UPDATES_HZ = 25.0
_STEP_S = 0.1  # of the button that lets a paused world go on a little
_LINES = 12  # of the agent's words that stay on the page
_NOTHING = "(nothing)"
_DISTURBANCE_STREAM = 81
_PEOPLE = (
    "come beside the arm",
    "reach over the table",
    "draw the hand back",
    "move the hand aside",
    "point",
)


def serve_live(seed: int, kind: Kind, host: str, port: int, config: Config | None = None) -> int:
    """Show a world until Ctrl-C; 0 then.

    Raises:
        MissingModelError: viser is not installed.
        InputError: there is no such kind of scene, or the address is taken.
    """
    view = LiveView(seed, kind, host, port, config)
    print(f"live view: {view.url}  (Ctrl-C ends it)", flush=True)
    try:
        view.run()
    except KeyboardInterrupt:
        pass
    finally:
        view.close()
        print("live view: ended", flush=True)
    return 0


class LiveView:
    """One page, and the world it shows. `run` lets time pass; all else happens on the page's threads."""

    def __init__(self, seed: int, kind: Kind, host: str, port: int, config: Config | None = None) -> None:
        """Open the page and build the world.

        Raises:
            MissingModelError: viser is not installed.
            InputError: there is no such kind of scene, or the address is taken.
        """
        if kind not in KINDS:
            raise InputError(f"no kind of scene '{kind}'; available: {', '.join(KINDS)}")
        self._config = config or load("panda_sim")
        self._server: Any = _server(host, port)
        self.url = f"http://{host}:{self._server.get_port()}"
        self.pace = Pace()
        self._reset_to: tuple[int, Kind] | None = None
        self._ended = threading.Event()  # `run` has returned, or was never called
        self._ended.set()
        self._busy = threading.Event()  # the agent lets time pass itself
        self._lines: list[str] = []
        self._moving: list[tuple[int, Any]] = []
        self._build(seed, kind)
        self._page(seed, kind)

    # ------------------------------------------------------------------------------------------ the world

    def _build(self, seed: int, kind: Kind) -> None:
        self.world = World(seed, scene=kind, config=self._config)
        self.robot = PacedRobot(self.world, self._config)
        self.robot.pace = self.pace
        self.agent = Agent(self.robot, self._config, tell=self._told)
        self._disturbances = 0
        self._show_shapes()

    def _show_shapes(self) -> None:
        from mm_robot_sim.view.shapes import body_shapes  # trimesh comes with viser

        self._server.scene.reset()
        self._server.scene.set_up_direction("+z")
        self._server.initial_camera.position = (2.0, -1.3, 1.2)
        self._server.initial_camera.look_at = (0.4, 0.2, 0.1)
        self._server.scene.add_light_ambient("/light/ambient", intensity=0.6)
        moving: list[tuple[int, Any]] = []
        for shape in body_shapes(self.world.model):
            handle = self._server.scene.add_mesh_trimesh(f"/world/{shape.name}", shape.mesh)
            if shape.body:
                moving.append((shape.body, handle))
        self._moving = moving
        self._show_poses()

    def _show_poses(self) -> None:
        with self.world.lock:
            at, turned = self.world.data.xpos.copy(), self.world.data.xquat.copy()
        with self._server.atomic():
            for body, handle in self._moving:
                if not np.array_equal(handle.position, at[body]):
                    handle.position = at[body]
                if not np.array_equal(handle.wxyz, turned[body]):
                    handle.wxyz = turned[body]

    def run(self) -> None:
        """Let time pass until the view is closed."""
        self._ended.clear()
        try:
            self._live()
        finally:
            self._ended.set()

    def _live(self) -> None:
        shown_s = 0.0
        while not self.pace.closed:
            if self._reset_to is not None and not self._busy.is_set():
                seed, kind = self._reset_to
                self._reset_to = None
                old, self._moving = self.world, []
                self._build(seed, kind)
                old.close()
                self._offer_targets()
            if not self._busy.is_set() and (self.pace.owes or not self.pace.paused):
                self.robot.sleep(SLICE_S)
            else:
                time.sleep(0.5 / UPDATES_HZ)
            if time.monotonic() - shown_s >= 1.0 / UPDATES_HZ:
                shown_s = time.monotonic()
                self._show_poses()
                self._clock.content = self._time()

    def close(self) -> None:
        """Stop the arm, the clock and the page."""
        self.agent.stop("live view", "the view was closed")
        self.pace.close()
        self._ended.wait(1.0)
        with contextlib.redirect_stdout(io.StringIO()):
            self._server.stop()

    # ------------------------------------------------------------------------------------------ the page

    def _page(self, seed: int, kind: Kind) -> None:
        gui = self._server.gui
        self._clock = gui.add_markdown(self._time())
        with gui.add_folder("Time"):
            paused = gui.add_checkbox("paused", False)
            paused.on_update(lambda _: self.pace.pause() if paused.value else self.pace.go_on())
            self._on_click(gui.add_button(f"step {_STEP_S} s"), lambda: self.pace.allow(_STEP_S))
            speed = gui.add_slider("speed", 0.1, 8.0, 0.1, 1.0)
            speed.on_update(lambda _: setattr(self.pace, "speed", float(speed.value)))
        with gui.add_folder("Say something to the robot"):
            words = gui.add_text("text", "hand me the red cup")
            self._on_click(gui.add_button("say"), lambda: self.say(words.value))
            self._on_click(gui.add_button("stop", color="red"), lambda: self.say("stop"))
            self._on_click(gui.add_button("release the stop"), self._release)
            self._talk = gui.add_markdown("")
        with gui.add_folder("Disturb"):
            what = gui.add_dropdown("what", tuple(DISTURBANCES))
            self._target = gui.add_dropdown("target", self._names())
            self._on_click(gui.add_button("now"), lambda: self.disturb(what.value, self._target.value))
        with gui.add_folder("Person"):
            act = gui.add_dropdown("does", _PEOPLE)
            self._on_click(gui.add_button("do it"), lambda: self.direct(act.value, self._target.value))
        with gui.add_folder("World"):
            number = gui.add_number("seed", seed, min=0, step=1)
            kinds = gui.add_dropdown("kind", KINDS, initial_value=kind)
            self._on_click(gui.add_button("reset"), lambda: self.reset(int(number.value), kinds.value))

    def _on_click(self, button: Any, act: Callable[[], None]) -> None:
        button.on_click(lambda _: act())

    def _names(self) -> tuple[str, ...]:
        return (*(thing.name for thing in self.world.objects), _NOTHING)

    def _offer_targets(self) -> None:
        self._target.options = self._names()

    def _time(self) -> str:
        person = self.world.person
        return (
            f"**t = {self.world.now_s:.1f} s** · seed {self.world.seed} ({split_of(self.world.seed)}) · "
            f"person: {'none' if person is None else person.doing.replace('_', ' ')}"
        )

    def _tell(self, line: str) -> None:
        self._lines = [*self._lines, line][-_LINES:]
        self._talk.content = "  \n".join(self._lines)

    # ------------------------------------------------------------------------------------------ what to do

    def say(self, text: str) -> None:
        """Give the agent a command, or a word to the one that is running."""
        if not text.strip():
            return
        self._tell(f"**you:** {text}")
        threading.Thread(target=self._obey, args=(text,), daemon=True).start()

    def _obey(self, text: str) -> None:
        first = not self._busy.is_set()
        if first:
            self._busy.set()
        try:
            outcome: Outcome = self.agent.do(text, self._progress if first else None)
            self._tell(f"_{type(outcome).__name__}_: {_words(outcome)}")
        finally:
            if first:
                self._busy.clear()

    def _progress(self, progress: Progress) -> None:
        if progress.text:
            self._tell(f"{progress.stage}: {progress.text}")

    def _told(self, text: str, language: Language) -> None:
        self._tell(f"**robot:** {text}")

    def _release(self) -> None:
        refused = self.agent.reset()
        self._tell("stop released" if refused is None else refused.reason)

    def disturb(self, name: str, target: str) -> None:
        """Let a disturbance happen now; one that needs a target takes `target`."""
        kind = DISTURBANCES[name]
        rng = np.random.default_rng((self.world.seed, _DISTURBANCE_STREAM, self._disturbances))
        self._disturbances += 1
        try:
            with self.world.lock:
                mishap = kind.attach(self.world, self.robot, rng, None if target == _NOTHING else target)
                mishap.force()
        except InputError as error:
            self._tell(str(error))
            return
        self._tell(f"_{mishap.what}_")

    def direct(self, act: str, target: str) -> None:
        """Tell the person what to do."""
        person = self.world.person
        if person is None:
            self._tell("nobody is there")
            return
        what: Any = (0.5, 0.0, 0.05) if target == _NOTHING else target
        with self.world.lock:
            if act == _PEOPLE[0]:
                person.walk_to((0.15, 0.8), hand_out=False)
                person.wait(2.0)
                person.walk_home()
            elif act == _PEOPLE[1]:
                person.step_in(what)
                person.walk_home()
            elif act == _PEOPLE[2]:
                person.withdraw()
            elif act == _PEOPLE[3]:
                away = bool(np.any(person.taking.shift_m))
                person.move_hand((0.0, 0.0, 0.0) if away else (0.1, 0.05, 0.08))
            else:
                person.point_at(what)

    def reset(self, seed: int, kind: Kind) -> None:
        """Another world, as soon as the arm has stopped."""
        if self._busy.is_set():
            self.agent.stop("live view", "the world is reset")
        self._reset_to = (seed, kind)


def _words(outcome: Outcome) -> str:
    return " · ".join(str(value) for value in vars(outcome).values())


def _server(host: str, port: int) -> Any:
    try:
        import viser
    except ImportError as error:
        raise MissingModelError(
            "the live view needs viser, which is not installed: pip install 'mm_robot[view]' (or viser)"
        ) from error
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it would print a banner of its own
            return viser.ViserServer(host=host, port=port, label="mm_robot", verbose=False)
    except OSError as error:
        raise InputError(f"cannot serve at {host}:{port} ({error}); choose another --port") from error
