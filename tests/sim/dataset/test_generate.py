# SPDX-License-Identifier: Apache-2.0
import dataclasses
import json

import numpy as np
import pytest

from mm_robot.errors import InputError
from mm_robot.geometry import inverse, transform_points
from mm_robot_sim.dataset.check import faults_of
from mm_robot_sim.dataset.generate import Settings, make
from mm_robot_sim.dataset.reader import Reader
from mm_robot_sim.dataset.shards import MANIFEST, read_manifest

SMALL = Settings(10_000, 10_003, arrangements=3, views=2, seeds_per_shard=2)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    make(folder, SMALL)
    return folder


@pytest.fixture(scope="module")
def samples(made):
    return list(Reader(made))


def test_every_sample_is_there_and_sound(made, samples):
    assert len(samples) == len(Reader(made)) == 4 * 3 * 2
    assert len({sample.key for sample in samples}) == len(samples)
    assert faults_of(made) == []


def test_arrays_are_what_they_say(samples):
    sample = samples[0]
    assert sample.rgb.shape == (120, 160, 3) and sample.rgb.dtype == np.uint8 and sample.rgb.std() > 10
    both = np.isfinite(sample.depth_m) & np.isfinite(sample.true_m)
    assert both.mean() > 0.7
    off = np.abs(sample.depth_m - sample.true_m)[both]
    assert 0.0 < np.median(off) < 0.02
    assert sample.lidar_m[sample.lidar_m > 0].min() > 0.1 and sample.lidar_m.max() < 30


def test_what_the_table_calls_visible_is_where_the_mask_has_it(samples):
    seen = 0
    for sample in samples:
        camera = sample.labels["camera"]
        T = np.array(camera["T_base_camera"])
        for row in sample.labels["objects"]:
            mine = sample.mask == row["id"]
            assert mine.sum() == row["pixels"]
            if row["visible_share"] > 0.9 and row["pixels"] > 80:
                x, y, z = transform_points(inverse(T), np.array([row["position_m"]]))[0]
                column, line = camera["fx"] * x / z + camera["cx"], camera["fy"] * y / z + camera["cy"]
                left, top, right, bottom = row["box_px"]
                assert left - 8 <= column <= right + 8 and top - 8 <= line <= bottom + 8
                assert abs(np.nanmedian(sample.true_m[mine]) - z) < max(row["extent_m"])
                seen += 1
            if row["visible_share"] == 0:
                assert row["pixels"] < 40
    assert seen > 15


def test_every_kind_of_answer_occurs_in_both_languages(samples):
    found = [e for sample in samples for e in sample.labels["expressions"]]
    assert {e["answer"] for e in found} == {"object", "set", "none", "ambiguous"}
    assert {e["kind"] for e in found} >= {"noun", "colour", "ordinal", "relation"}
    assert all(e["en"].isascii() and not e["zh"].isascii() for e in found)
    for sample in samples:
        shown = {row["id"]: row for row in sample.labels["objects"]}
        for e in sample.labels["expressions"]:
            assert all(shown[i]["visible_share"] >= 0.35 for i in e["ids"])


def test_the_same_seeds_give_the_same_bytes_whatever_the_jobs(made, tmp_path):
    make(tmp_path, SMALL, jobs=2)
    assert [e.sha256 for e in read_manifest(tmp_path)] == [e.sha256 for e in read_manifest(made)]


def test_a_killed_run_is_taken_up_where_it_was(made, tmp_path):
    first, second = read_manifest(made)
    for name in (first.file, "dataset.json"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
    line = (made / MANIFEST).read_text().splitlines()[0]
    (tmp_path / MANIFEST).write_text(f'{line}\n{{"file": "cut of')
    (tmp_path / f"{second.file}.part").write_bytes(b"half")
    stamp = (tmp_path / first.file).stat().st_mtime_ns
    make(tmp_path, SMALL)
    assert (tmp_path / first.file).stat().st_mtime_ns == stamp
    assert [e.sha256 for e in read_manifest(tmp_path)] == [first.sha256, second.sha256]
    assert faults_of(tmp_path) == []


def test_damage_is_found(made, tmp_path):
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    first, second = read_manifest(tmp_path)
    data = bytearray((tmp_path / first.file).read_bytes())
    data[5000] ^= 1
    (tmp_path / first.file).write_bytes(data)
    (tmp_path / second.file).unlink()
    faults = faults_of(tmp_path)
    assert len(faults) == 2 and "SHA-256" in faults[0] and "missing" in faults[1]


def test_seeds_of_two_splits_and_other_settings_are_refused(made, tmp_path):
    with pytest.raises(InputError, match="more than one split"):
        make(tmp_path, Settings(990, 1010))
    with pytest.raises(InputError, match="other settings"):
        make(made, dataclasses.replace(SMALL, views=3))
    with pytest.raises(InputError, match="mm_robot dataset"):
        Reader(tmp_path)


def test_labels_are_json_that_people_can_read(samples):
    text = json.dumps(samples[0].labels, ensure_ascii=False)
    assert "expressions" in text and "np." not in text
