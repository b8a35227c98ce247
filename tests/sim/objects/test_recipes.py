# SPDX-License-Identifier: Apache-2.0
import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mm_robot.errors import InputError
from mm_robot_sim.objects.assembly import add_object
from mm_robot_sim.objects.catalogue import CATALOGUE, SIMPLE_NOUNS
from mm_robot_sim.objects.design import SEEN, Design
from mm_robot_sim.objects.recipes import NOUNS, design

GRIPPER_OPENS_M = 0.08
# Shapes whose narrow side is not the box's: bent or spread things are taken where they are thin.
NARROW_M = {"banana": 0.037, "hammer": 0.026, "scissors": 0.03, "pliers": 0.03}


def compiled(made: Design) -> mujoco.MjModel:
    spec = mujoco.MjSpec()
    add_object(spec, "thing", made, (0.0, 0.0, 0.0), 0.0)
    return spec.compile()


def box_of(model: mujoco.MjModel, keep) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest corner of the geoms that `keep` accepts, from the middle of the thing."""
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    corners = []
    for geom in range(model.ngeom):
        if not keep(geom):
            continue
        turn = data.geom_xmat[geom].reshape(3, 3)
        mesh = int(model.geom_dataid[geom])
        if mesh >= 0:
            first, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
            corners.append(model.mesh_vert[first : first + count] @ turn.T + data.geom_xpos[geom])
        else:
            centre, half = model.geom_aabb[geom, :3], model.geom_aabb[geom, 3:]
            if model.geom_type[geom] in (2, 4):  # round all over: its box does not turn with it
                reach = np.sqrt(((turn * model.geom_size[geom, [0, 0, 0]]) ** 2).sum(axis=1))
                half = (
                    reach if model.geom_type[geom] == 2 else np.sqrt((turn**2) @ model.geom_size[geom] ** 2)
                )
                corners += [data.geom_xpos[geom] + [-half, half]]
                continue
            signs = np.array(np.meshgrid(*[(-1, 1)] * 3)).T.reshape(-1, 3)
            corners.append((centre + signs * half) @ turn.T + data.geom_xpos[geom])
    whole = np.concatenate(corners) - data.xpos[1]
    return whole.min(axis=0), whole.max(axis=0)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(st.sampled_from(NOUNS), st.integers(1000, 1999))
def test_sizes_and_masses_are_plausible(noun, seed):
    made = design(noun, CATALOGUE[noun].colours[0], np.random.default_rng(seed))
    assert 0.03 <= made.mass_kg < (0.7 if CATALOGUE[noun].graspable else 1.0)
    assert all(0.005 < side < 0.32 for side in made.extent_m)
    if CATALOGUE[noun].graspable:
        assert NARROW_M.get(noun, made.extent_m[1]) < GRIPPER_OPENS_M - 0.004
        assert abs(made.hold_m[0]) <= made.extent_m[0] / 2 and 0 < made.hold_m[2] < made.extent_m[2]


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_seen_and_what_is_touched_fill_the_stated_box(noun):
    for seed in (1001, 1002):
        made = design(noun, CATALOGUE[noun].colours[0], np.random.default_rng(seed), varied=True)
        model = compiled(made)
        half = np.array(made.extent_m) / 2
        touched = box_of(model, lambda g, m=model: m.geom_contype[g] != 0)
        seen = box_of(model, lambda g, m=model: m.geom_group[g] < 4)
        for low, high in (touched, seen):
            assert np.all(low > -half - 0.022) and np.all(
                high < half + 0.022
            )  # stalks and bent handles stick out
            assert low[2] > -half[2] - 0.0035, "nothing reaches into the table"
            assert low[2] < -half[2] + 0.005, "it stands on its lowest point"
        assert np.all(np.abs(touched[0] - seen[0]) < 0.025) and np.all(np.abs(touched[1] - seen[1]) < 0.025)


@pytest.mark.parametrize("noun", NOUNS)
def test_cost_is_bounded(noun):
    for seed in range(1010, 1016):
        made = design(noun, CATALOGUE[noun].colours[0], np.random.default_rng(seed), varied=True)
        touched = sum(part.role != SEEN for part in made.parts)
        faces = sum(len(part.mesh.faces) for part in made.parts if part.mesh is not None)
        assert touched <= (25 if noun in ("bowl", "plate") else 17)
        assert faces <= 2400
        if made.texture is not None:
            assert made.texture.nbytes <= 128 * 128 * 3


def test_the_same_stream_gives_the_same_thing_and_another_one_does_not():
    first, again, other = (
        design("mug", "red", np.random.default_rng(s), varied=True) for s in (1000, 1000, 1001)
    )
    assert (
        first.extent_m == again.extent_m and first.mass_kg == again.mass_kg and first.pattern == again.pattern
    )
    assert first.extent_m != other.extent_m


def test_simple_nouns_stay_plain_unless_asked():
    for noun in SIMPLE_NOUNS:
        made = design(noun, CATALOGUE[noun].colours[0], np.random.default_rng(1000))
        assert made.finish == "matte" and made.pattern == "plain" and made.texture is None
        assert made.colours == (made.colour,)


def test_unknown_nouns_and_colours_are_refused_with_what_there_is():
    with pytest.raises(InputError, match="available: cup"):
        design("unicorn", "red", np.random.default_rng(0))
    with pytest.raises(InputError, match="available: red"):
        design("cup", "beige", np.random.default_rng(0))
