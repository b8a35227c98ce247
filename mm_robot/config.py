# SPDX-License-Identifier: Apache-2.0
"""One tree of dataclasses holds every setting; one YAML file per robot profile changes what differs.

Each field's unit is in its name; its reason stands beside it. Unknown keys and values outside their range are
errors.
`load("panda_sim")` reads `config/panda_sim.yaml`; `load("/path/to/my.yaml")` reads any file.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import os
import sysconfig
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from mm_robot.errors import ConfigError

_HERE = Path(__file__).resolve().parent


def setting(default: Any, low: float | None = None, high: float | None = None) -> Any:
    """A field with a default (lists become tuples) and, for numbers and number tuples, an allowed range."""
    metadata = {"low": low, "high": high}
    if isinstance(default, list):
        return field(default_factory=lambda: tuple(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class RobotConfig:
    """The arm. Defaults: Franka Emika Panda, from the maker's published limits."""

    model: str = "panda.xml"  # MJCF of the arm: a file in mm_robot/robots/ or a path
    joint_names: tuple[str, ...] = setting([f"panda_joint{i}" for i in range(1, 8)])
    finger_joints: tuple[str, ...] = setting(
        ["panda_finger_joint1", "panda_finger_joint2"]
    )  # of the gripper's driver, in m; their sum is the distance of the pads
    base_frame: str = "panda_link0"
    tool_frame: str = "panda_hand_tcp"  # between the pads, z out of the hand
    q_min_rad: tuple[float, ...] = setting([-2.8973, -1.7628, -2.8973, -3.0718, -2.8973, -0.0175, -2.8973])
    q_max_rad: tuple[float, ...] = setting([2.8973, 1.7628, 2.8973, -0.0698, 2.8973, 3.7525, 2.8973])
    qd_max_rad_s: tuple[float, ...] = setting([2.175, 2.175, 2.175, 2.175, 2.61, 2.61, 2.61], low=0.0)
    qdd_max_rad_s2: tuple[float, ...] = setting([15.0, 7.5, 10.0, 12.5, 15.0, 20.0, 20.0], low=0.0)
    qddd_max_rad_s3: tuple[float, ...] = setting(
        [7500.0, 3750.0, 5000.0, 6250.0, 7500.0, 10000.0, 10000.0], low=0.0
    )
    q_home_rad: tuple[float, ...] = setting([0.0, -0.7854, 0.0, -2.3562, 0.0, 1.5708, 0.7854])
    gripper_max_width_m: float = setting(0.08, low=0.0, high=0.5)
    gripper_max_force_n: float = setting(70.0, low=0.0, high=500.0)


@dataclass(frozen=True)
class SpeechConfig:
    """speech/: audio to Utterance, Utterance to sound."""

    sample_rate_hz: int = setting(16000, low=8000, high=48000)  # of the /audio topic and the microphone
    whisper_path: str = ""  # folder of a CTranslate2 whisper model; empty: hub cache, then the packaged base
    whisper_hub_id: str = "Systran/faster-whisper-base"  # looked up in the local hub cache; empty: never
    hub_download: bool = (
        False  # whether to ask the network for it; off, as start-up must not wait for a network
    )
    recogniser: str = "adapted"  # adapted (whisper that knows commands), whisper, transformers, sense-voice
    asr_path: str = ""  # folder or hub name of the model of the recognisers transformers and sense-voice
    threads: int = setting(
        1, low=1, high=64
    )  # of the recogniser: 0.2 s per sentence; two spin and starve where a simulator shares two cores
    beam_size: int = setting(5, low=1, high=10)  # also the most hypotheses
    max_recognised_s: float = setting(
        10.0, low=6.0, high=30.0
    )  # whisper's window: below 6 s it repeats itself
    min_window_s: float = setting(3.0, low=1.5, high=30.0)  # of the adapted recogniser, which does not
    window_margin_s: float = setting(0.6, low=0.0, high=5.0)  # its silence after the speech
    voice_threshold: float = setting(0.5, low=0.05, high=0.95)  # silero's own recommendation
    min_speech_s: float = setting(0.1, low=0.03, high=2.0)  # voiced; clicks are shorter, a bare "stop" is not
    pre_roll_s: float = setting(0.3, low=0.0, high=1.0)  # kept from before the voice was noticed: soft onsets
    early_s: float = setting(
        0.12, low=0.09, high=1.0
    )  # of silence, then recognition begins on trial: it takes 0.15 s and is done when a whole command ends
    complete_hangover_s: float = setting(0.28, low=0.15, high=2.0)  # of silence that ends a whole command
    hangover_s: float = setting(0.42, low=0.2, high=2.0)  # of silence that ends any other finished sentence
    unfinished_hangover_s: float = setting(1.0, low=0.2, high=5.0)  # the same after "put the cup…"
    partial_period_s: float = setting(0.8, low=0.2, high=10.0)  # between captions: a fifth of a core at most
    max_utterance_s: float = setting(9.0, low=2.0, high=29.0)  # in babble silence never comes
    max_no_speech: float = setting(0.6, low=0.0, high=1.0)  # whisper's own limit (Radford et al. 2022, 4.5)
    min_log_probability: float = setting(-1.2, low=-10.0, high=0.0)  # per token; worse is guessing
    stop_threshold: float = setting(0.15, low=0.01, high=0.99)  # of the stop word's network: whisper is asked
    stop_certain: float = setting(0.97, low=0.05, high=1.0)  # and of what counts without asking anybody
    stop_on_shout: bool = False  # whether a sudden shout stops it too; off: people call to each other as well
    voice_engine: str = "auto"  # auto, espeak-ng, piper, kokoro or text
    voice_rate_wpm: int = setting(165, low=80, high=400)  # words per minute of espeak-ng
    piper_model: str = ""  # .onnx of a piper voice; empty: none
    kokoro_voices: str = ""  # folder of Kokoro's voices (*.bin of the npm package kokoro-js); empty: none
    kokoro_voice_en: str = "af_heart"
    kokoro_voice_zh: str = "zf_xiaoxiao"
    speaker: str = (
        ""  # sound device the voice is played on: default, or part of a name; empty: ROS topic only
    )
    microphone: str = ""  # sound device to hear with, likewise; empty: what others publish on /audio
    echo_tail_s: float = setting(0.3, low=0.0, high=2.0)  # the room goes on sounding after the robot spoke


@dataclass(frozen=True)
class LanguageConfig:
    """language/: Utterance to Command."""

    max_characters: int = setting(
        500, low=1, high=100_000
    )  # longer texts are refused: nobody says them in one breath
    min_confidence: float = setting(
        0.35, low=0.0, high=1.0
    )  # below: "did you mean …?"; of the words heard times of the sentence understood


@dataclass(frozen=True)
class PerceptionConfig:
    """perception/: frames and sweeps to Scene."""

    recogniser: str = "network"  # who names things: network (57 household kinds) or rules (15 of them)
    max_frame_age_s: float = setting(0.5, low=0.0, high=10.0)  # older frames are stale: hold, say so
    fused_frames: int = setting(5, low=1, high=60)  # noise falls with the root; more makes slow things smear
    support_height_range_m: tuple[float, ...] = setting([-0.15, 0.25])  # base frame: where table tops may lie
    min_support_area_m2: float = setting(0.05, low=0.001, high=10.0)  # smaller flat patches are no table
    floor_height_m: float = setting(
        -0.75, low=-3.0, high=0.5
    )  # base frame; used when the lidar sees no floor
    min_object_height_m: float = setting(
        0.006, low=0.001, high=0.1
    )  # above the table; depth noise lies below
    max_object_height_m: float = setting(0.45, low=0.05, high=2.0)  # taller things are no thing to grasp
    min_object_pixels: int = setting(50, low=5, high=100_000)  # a 2 cm cube at 1.4 m in a 460 px camera
    arm_margin_m: float = setting(0.015, low=0.0, high=0.2)  # round the arm's capsules: cables, depth noise
    foot_radius_m: float = setting(0.3, low=0.0, high=2.0)  # the robot's own column around the base axis
    surroundings_radius_m: float = setting(
        2.2, low=0.5, high=20.0
    )  # people and obstacles farther do not matter
    memory_half_life_s: float = setting(60.0, low=0.1, high=86_400.0)  # of the confidence in what is hidden
    min_track_confidence: float = setting(0.1, low=0.0, high=1.0)  # below: forgotten


@dataclass(frozen=True)
class GroundingConfig:
    """grounding/: Scene and Reference to Grounding."""

    min_confidence: float = setting(
        0.5, low=0.0, high=1.0
    )  # a condition that holds less does not hold: absent
    ambiguity_ratio: float = setting(
        0.72, low=0.0, high=1.0
    )  # what fits at least this well beside the best is asked about; near words (a mug for "cup") stay below


@dataclass(frozen=True)
class PlanningConfig:
    """planning/: what was meant to motions."""

    speed_scale: float = setting(
        0.5, low=0.01, high=1.0
    )  # share of the arm's velocity limits used near people
    acceleration_scale: float = setting(0.3, low=0.01, high=1.0)  # of the limits; more and held things slip
    jerk_scale: float = setting(0.05, low=0.001, high=1.0)  # of the limits; the arm's maximum shakes its load
    approach_speed_m_s: float = setting(0.12, low=0.005, high=1.0)  # of the tool, straight towards things
    person_speed_m_s: float = setting(
        0.25, low=0.01, high=1.0
    )  # of the tool where a person is within reach: ISO 10218-1's reduced speed
    approach_m: float = setting(
        0.09, low=0.02, high=0.3
    )  # straight way before closing: longer than the fingers
    lift_m: float = setting(
        0.10, low=0.02, high=0.4
    )  # straight up after closing, clear of what stands around
    clearance_m: float = setting(0.005, low=0.0, high=0.05)  # between arm and things: perception's error
    person_clearance_m: float = setting(0.08, low=0.0, high=0.5)  # between gripper and hand, see hand_over
    plan_timeout_s: float = setting(
        1.0, low=0.05, high=60.0
    )  # for one collision-free path (50 times the median), and of CPU for one skill's search
    grip_force_n: float = setting(30.0, low=1.0, high=140.0)  # holds 0.5 kg at friction 0.5 twice over
    take_force_n: float = setting(5.0, low=0.5, high=50.0)  # a gentle pull; well above the sensor's noise
    take_timeout_s: float = setting(20.0, low=1.0, high=600.0)  # then keep hold and say so
    max_contact_force_n: float = setting(
        25.0, low=1.0, high=140.0
    )  # on the tool while approaching: more means something is in the way
    max_attempts: int = setting(3, low=1, high=10)  # tries per skill before giving up


@dataclass(frozen=True)
class ControlConfig:
    """control/: the gate every motion passes."""

    workspace_min_m: tuple[float, ...] = setting([-0.4, -0.8, -0.02])  # box the tool stays in, base frame
    workspace_max_m: tuple[float, ...] = setting([0.9, 0.85, 1.2])
    max_state_age_s: float = setting(0.2, low=0.01, high=5.0)  # older joint states: no motion may begin
    check_workspace: bool = (
        True  # False lets a gate without kinematics move the arm; the box is not kept then
    )
    max_duration_s: float = setting(60.0, low=0.1, high=3600.0)  # of one motion; longer ones are mistakes
    start_tolerance_rad: float = setting(
        0.05, low=0.001, high=0.5
    )  # a motion that begins farther from the present reading would make the arm jump
    start_tolerance_rad_s: float = setting(0.15, low=0.001, high=2.0)  # the same for the joints' velocities
    stop_acceleration_share: float = setting(
        0.8, low=0.05, high=1.0
    )  # of the acceleration limits, used by a stop: quick, with room for the servo's error
    stop_duration_max_s: float = setting(0.5, low=0.05, high=5.0)  # a slower ramp is none: the driver brakes
    command_latency_s: float = setting(
        0.0, low=0.0, high=0.2
    )  # from reading to the driver's answer; a stop ramp starts that far ahead on the path
    poll_period_s: float = setting(0.01, low=0.001, high=0.1)  # of guards and forces while something moves
    arrive_tolerance_rad: float = setting(0.02, low=0.0005, high=0.2)  # servo error under load: about 0.01
    arrive_timeout_s: float = setting(1.5, low=0.05, high=30.0)  # after a motion's own duration
    path_tolerance_rad: float = setting(
        0.2, low=0.01, high=1.0
    )  # farther off the path: something holds the arm
    rest_speed_rad_s: float = setting(0.02, low=0.0005, high=0.5)  # slower counts as rest: the sensors' noise
    gripper_still_s: float = setting(
        0.3, low=0.05, high=5.0
    )  # pads that rest this long have arrived or stalled
    gripper_step_m: float = setting(
        0.0005, low=0.0, high=0.01
    )  # pads that stay within this rest: one step of an 8-bit gripper with 0.1 m of stroke is 0.4 mm
    gripper_timeout_s: float = setting(4.0, low=0.2, high=30.0)  # for one gripper motion
    grip_margin_m: float = setting(
        0.002, low=0.0002, high=0.02
    )  # pads closed to within this of what was asked for hold nothing


@dataclass(frozen=True)
class SafetyConfig:
    """nodes/safety_node: heartbeats and stop."""

    heartbeat_period_s: float = setting(0.1, low=0.01, high=5.0)
    heartbeat_timeout_s: float = setting(
        0.8, low=0.05, high=30.0
    )  # eight missed beats: the node counts as dead; fewer come late on two busy cores
    state_period_s: float = setting(0.05, low=0.01, high=5.0)  # of /safety/state; an old "OK" counts as none
    state_timeout_s: float = setting(0.5, low=0.05, high=30.0)  # without safety_node the task's gate stops
    driver_timeout_s: float = setting(
        1.2, low=0.05, high=30.0
    )  # task and safety silent: the driver brakes; over heartbeat_timeout_s, whose stop is smoother


@dataclass(frozen=True)
class NodesConfig:
    """nodes/: how often and how much is sent."""

    joint_state_rate_hz: float = setting(100.0, low=10.0, high=1000.0)  # the gate looks this often
    scene_rate_hz: float = setting(6.0, low=0.5, high=60.0)  # one look costs about 75 ms of a core
    scene_points: int = setting(
        1200, low=50, high=100_000
    )  # per object; 2 mm apart on a cup, plenty for grasps
    stream_timeout_s: float = setting(1.0, low=0.05, high=60.0)  # older images or sweeps: the stream is dead
    image_slop_s: float = setting(0.02, low=0.0, high=0.5)  # between colour and depth of one frame
    transform_timeout_s: float = setting(1.0, low=0.05, high=60.0)  # of moving frames on /tf
    reply_timeout_s: float = setting(5.0, low=0.1, high=60.0)  # for a service of another node to answer
    diagnostics_period_s: float = setting(1.0, low=0.1, high=60.0)
    wrist_camera: bool = False  # whether sim_node publishes it, too: it is drawn at the same rate, for people


@dataclass(frozen=True)
class SimConfig:
    """mm_robot_sim: the simulated world's sensors and person. The robot's own profile does not use it."""

    timestep_s: float = setting(0.002, low=0.0002, high=0.005)  # soft pads stay stable up to about 4 ms
    camera_rate_hz: float = setting(15.0, low=0.1, high=60.0)
    lidar_rate_hz: float = setting(10.0, low=0.1, high=30.0)
    camera_width_px: int = setting(640, low=64, high=1920)
    camera_height_px: int = setting(480, low=48, high=1080)
    camera_focal_px: float = setting(460.0, low=20.0, high=3000.0)
    # At the table's right side: sees all of it, the person's torso and hand, and past the arm at home.
    camera_position_m: tuple[float, ...] = setting([0.38, -0.87, 0.87])
    camera_target_m: tuple[float, ...] = setting([0.48, 0.22, 0.09])
    depth_noise_px: float = setting(0.08, low=0.0, high=2.0)  # disparity noise, RMS; D435-class, see depth.py
    depth_baseline_m: float = setting(
        0.05, low=0.005, high=0.5
    )  # between the stereo pair's lenses (D435: 50 mm)
    colour_noise: float = setting(2.0, low=0.0, high=50.0)  # standard deviation in grey levels of 255
    lidar_position_m: tuple[float, ...] = setting([-0.25, 0.0, 0.9])
    lidar_rings: int = setting(16, low=16, high=64)
    lidar_columns: int = setting(900, low=90, high=2048)  # rays per turn and ring: 0.4° apart
    lidar_field_deg: tuple[float, ...] = setting(
        [-55.0, 5.0], low=-90.0, high=90.0
    )  # lowest and highest ring; over a workspace such a sensor looks down
    lidar_noise_m: float = setting(0.01, low=0.0, high=0.2)  # RMS range noise of small spinning lidars
    lidar_dropout: float = setting(0.01, low=0.0, high=1.0)  # share of rays without return though they hit
    force_noise_n: float = setting(0.3, low=0.0, high=10.0)  # RMS per axis
    person_reach_m: float = setting(0.15, low=0.01, high=0.5)  # how far the hand goes to meet what is offered
    person_keeps_s: float = setting(8.0, low=0.0, high=1e6)  # then what was taken goes into the crate
    person_patience_s: float = setting(8.0, low=0.5, high=120.0)  # pulls this long before giving up


@dataclass(frozen=True)
class Config:
    """Everything that can be set."""

    robot: RobotConfig = field(default_factory=RobotConfig)
    speech: SpeechConfig = field(default_factory=SpeechConfig)
    language: LanguageConfig = field(default_factory=LanguageConfig)
    perception: PerceptionConfig = field(default_factory=PerceptionConfig)
    grounding: GroundingConfig = field(default_factory=GroundingConfig)
    planning: PlanningConfig = field(default_factory=PlanningConfig)
    control: ControlConfig = field(default_factory=ControlConfig)
    safety: SafetyConfig = field(default_factory=SafetyConfig)
    nodes: NodesConfig = field(default_factory=NodesConfig)
    sim: SimConfig = field(default_factory=SimConfig)


T = TypeVar("T")


def load(profile: str | Path | None = None, overrides: Mapping[str, Any] | None = None) -> Config:
    """The configuration of a profile name or YAML path, changed by `overrides` ({"section.name": value}).

    Raises:
        ConfigError: the file is missing or no YAML, a key is unknown, or a value has the wrong type or range.
    """
    return sourced(profile, overrides)[0]


def sourced(
    profile: str | Path | None = None, overrides: Mapping[str, Any] | None = None
) -> tuple[Config, dict[str, str]]:
    """As `load`, with the source of each setting: {"planning.speed_scale": "config/panda_sim.yaml", …}."""
    sources: dict[str, str] = {}
    tree: dict[str, Any] = {}
    if profile is not None:
        path = profile_path(profile)
        tree = _read_yaml(path)
        sources.update({key: str(path) for key in _leaves(tree)})
    for dotted, value in (overrides or {}).items():
        section, _, name = dotted.partition(".")
        if not name:
            raise ConfigError(
                f"override '{dotted}' names no setting; write section.name, e.g. planning.speed_scale"
            )
        tree.setdefault(section, {})[name] = value
        sources[dotted] = "override"
    config = _build(Config, tree, "")
    n = len(config.robot.joint_names)
    for name in ("q_min_rad", "q_max_rad", "qd_max_rad_s", "qdd_max_rad_s2", "qddd_max_rad_s3", "q_home_rad"):
        if len(getattr(config.robot, name)) != n:
            raise ConfigError(
                f"robot.{name} has {len(getattr(config.robot, name))} values for {n} joint_names"
            )
    for dotted in flat(config):
        sources.setdefault(dotted, "default")
    return config, sources


def flat(config: Config) -> dict[str, Any]:
    """Every setting by its dotted name, in the order of the tree."""
    return {
        f"{section}.{name}": value
        for section, values in dataclasses.asdict(config).items()
        for name, value in values.items()
    }


def shared_folders() -> list[Path]:
    """Where config/ may lie: in a checkout, an installed package, a ROS 2 workspace; the first wins."""
    prefixes = [sysconfig.get_path("data"), *os.environ.get("AMENT_PREFIX_PATH", "").split(os.pathsep)]
    return [_HERE.parent, *(Path(prefix) / "share" / "mm_robot" for prefix in prefixes if prefix)]


def profile_path(profile: str | Path) -> Path:
    """The YAML file of a profile.

    Raises:
        ConfigError: there is none; the message lists the profiles there are.
    """
    as_path = Path(profile)
    if as_path.suffix in (".yaml", ".yml"):
        if as_path.is_file():
            return as_path
        raise ConfigError(f"configuration file {as_path} does not exist")
    folders = [folder / "config" for folder in shared_folders()]
    for folder in folders:
        if (folder / f"{profile}.yaml").is_file():
            return folder / f"{profile}.yaml"
    available = sorted({p.stem for folder in folders for p in folder.glob("*.yaml")})
    raise ConfigError(
        f"no profile '{profile}'; available: {', '.join(available)}, or the path of a .yaml file"
    )


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"cannot read {path}: {error}") from error
    if not isinstance(tree, dict) or not all(isinstance(v, dict) for v in tree.values()):
        raise ConfigError(f"{path}: expected sections of settings, such as\nplanning:\n  speed_scale: 0.5")
    return tree


def _leaves(tree: Mapping[str, Any]) -> list[str]:
    return [f"{section}.{name}" for section, values in tree.items() for name in values]


def _build(cls: type[T], values: Any, where: str) -> T:
    """Make dataclass `cls` from a mapping, recursively, checking names, types and ranges."""
    if not isinstance(values, Mapping):
        raise ConfigError(f"'{where}' must hold settings, got {values!r}")
    hints = typing.get_type_hints(cls)
    known = {f.name: f for f in dataclasses.fields(typing.cast(Any, cls))}
    arguments: dict[str, Any] = {}
    for name, value in values.items():
        dotted = f"{where}.{name}" if where else str(name)
        if name not in known:
            close = difflib.get_close_matches(str(name), known, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else f"; available: {', '.join(known)}"
            raise ConfigError(f"unknown setting '{dotted}'{hint}")
        if dataclasses.is_dataclass(hints[name]):
            arguments[name] = _build(typing.cast(Any, hints[name]), value, dotted)
        else:
            arguments[name] = _checked(value, hints[name], known[name].metadata, dotted)
    return cls(**arguments)


def _checked(value: Any, hint: Any, metadata: Mapping[str, Any], dotted: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):  # only "X | None" is used
        if value is None:
            return None
        return _checked(value, typing.get_args(hint)[0], metadata, dotted)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ConfigError(f"'{dotted}' must be a list, got {value!r}")
        return tuple(
            _checked(v, typing.get_args(hint)[0], metadata, f"{dotted}[{i}]") for i, v in enumerate(value)
        )
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
        raise ConfigError(f"'{dotted}' must be a {hint.__name__}, got {value!r}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = metadata.get("low"), metadata.get("high")
        if (
            not math.isfinite(value)
            or (low is not None and value < low)
            or (high is not None and value > high)
        ):
            raise ConfigError(f"'{dotted}' is {value!r}; allowed: {low} to {high}")
    return value
