# SPDX-License-Identifier: Apache-2.0
import hashlib
import urllib.request
import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from hypothesis import given
from hypothesis import strategies as st

import mm_robot_sim  # noqa: F401  (registers the ids)
from mm_robot.errors import InputError
from mm_robot.language.parser import parse
from mm_robot_sim.envs.observations import decode, encode
from mm_robot_sim.envs.registry import ids
from mm_robot_sim.envs.scripted import play
from mm_robot_sim.envs.tabletop import TabletopEnv
from mm_robot_sim.splits import split_of


def digest(observation):
    h = hashlib.sha256()
    for name in sorted(observation):
        value = observation[name]
        h.update(value.tobytes())
    return h.hexdigest()


@pytest.mark.parametrize("env_id", ids())
def test_the_checker_finds_nothing_to_warn_about(env_id):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        env = gymnasium.make(env_id, disable_env_checker=True)
        check_env(env.unwrapped)
        env.close()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    seen = []
    for seed in (3, 3, 4):
        env = gymnasium.make("MMRobot/Tabletop-v0")
        observation, _ = env.reset(seed=seed)
        run = [digest(observation)]
        env.action_space.seed(seed)
        run += [digest(env.step(env.action_space.sample())[0]) for _ in range(3)]
        env.close()
        seen.append(run)
    assert seen[0] == seen[1]
    assert all(a != b for a, b in zip(seen[0], seen[2], strict=True))


@pytest.mark.parametrize("seed", [0, 1])
def test_a_policy_that_knows_the_truth_picks_and_is_paid_once(seed):
    success, steps = play(seed=seed)
    assert success and 15 < steps < 80


def test_what_is_said_is_understood_in_both_languages():
    languages = set()
    env = gymnasium.make("MMRobot/Tabletop-v0")
    for seed in range(6):
        observation, info = env.reset(seed=seed)
        languages.add(info["language"])
        said = decode(observation["instruction"])
        assert said == info["instruction"] and parse(said, info["language"]).commands
    env.close()
    assert languages == {"en", "zh"}


def test_random_actions_never_break_a_limit_of_the_arm():
    env = TabletopEnv(action="joint")
    _, info = env.reset(seed=11)
    env.action_space.seed(11)
    for _ in range(25):
        _, _, _, _, info = env.step(env.action_space.sample())
    record, robot = env._referee.record, env.config.robot
    assert (record.max_velocity_rad_s <= np.array(robot.qd_max_rad_s) * 1.02).all()
    assert (record.max_acceleration_rad_s2 <= np.array(robot.qdd_max_rad_s2)).all()
    env.close()


def test_policies_learn_on_train_worlds_unless_told_otherwise():
    env = TabletopEnv("Pick")
    assert split_of(env.reset(seed=0)[1]["world_seed"]) == "train"
    assert env.reset(options={"world_seed": 1001})[1]["world_seed"] == 1001
    env.close()
    judged = TabletopEnv("Pick", split="test")
    assert split_of(judged.reset(seed=0)[1]["world_seed"]) == "test"
    judged.close()


def test_it_works_in_processes():
    envs = gymnasium.make_vec(
        "MMRobot/Pick-v0", num_envs=2, vectorization_mode="async", vector_kwargs={"context": "spawn"}
    )
    observation, _ = envs.reset(seed=5)
    assert observation["rgb"].shape == (2, 120, 160, 3)
    _, reward, *_ = envs.step(envs.action_space.sample())
    assert reward.shape == (2,)
    envs.close()
    alone = gymnasium.make("MMRobot/Pick-v0")
    single, _ = alone.reset(seed=5)
    alone.close()
    for name, value in single.items():
        assert np.array_equal(value, observation[name][0]), name


def test_people_watch_it_in_the_browser(capsys):
    env = TabletopEnv("Pick", render_mode="human")
    env.reset(seed=0)
    address = capsys.readouterr().out.split()[-1]
    assert b"<img" in urllib.request.urlopen(address, timeout=10).read()
    with urllib.request.urlopen(address + "stream", timeout=10) as stream:
        assert b"image/jpeg" in stream.read(60)
    env.close()


def test_wrong_use_is_told():
    with pytest.raises(InputError, match="delta, pose, joint"):
        TabletopEnv(action="torque")
    with pytest.raises(InputError, match="available: test, dev, train"):
        TabletopEnv(split="all")
    env = TabletopEnv("Pick")
    with pytest.raises(InputError, match="reset"):
        env.step(np.zeros(7))
    env.reset(seed=0)
    with pytest.raises(InputError, match="7 finite numbers"):
        env.step(np.full(7, np.nan))
    env.close()


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=300))
def test_instructions_survive_as_numbers(text):
    numbers = encode(text)
    assert numbers.shape == (256,) and text.startswith(decode(numbers))
    assert decode(numbers) == text or len(text.encode()) > 256
