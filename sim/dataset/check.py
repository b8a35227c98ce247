# SPDX-License-Identifier: Apache-2.0
"""`mm_robot dataset --check`: is everything there, as it was written, and does it make sense?"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mm_robot.errors import InputError
from mm_robot_sim.dataset.sample import Sample, unpack
from mm_robot_sim.dataset.shards import digest, read_manifest, samples_of

_ANSWERS = ("object", "set", "none", "ambiguous")


def faults_of(folder: Path) -> list[str]:
    """What is wrong with a data set, one line each; empty when all is well."""
    entries = read_manifest(folder)
    if not entries:
        return [f"{folder}: no manifest, or an empty one; nothing was finished here"]
    faults = []
    known = {entry.file for entry in entries}
    for path in sorted(folder.glob("*.tar*")):
        if path.name not in known:
            faults.append(
                f"{path.name}: not in the manifest: left by an interrupted run; the next one replaces it"
            )
    for entry in entries:
        path = folder / entry.file
        if not path.is_file():
            faults.append(f"{entry.file}: missing")
        elif path.stat().st_size != entry.bytes or digest(path) != entry.sha256:
            faults.append(f"{entry.file}: SHA-256 is not the manifest's; delete it and run the command again")
        else:
            faults += _inside(path, entry.samples)
    return faults


def _inside(path: Path, wanted: int) -> list[str]:
    count, faults = 0, []
    try:
        for key, files in samples_of(path):
            count += 1
            faults += [f"{path.name}: {key}: {fault}" for fault in faults_of_sample(unpack(key, files))]
    except InputError as error:
        faults.append(f"{path.name}: {error}")
    if count != wanted:
        faults.append(f"{path.name}: {count} samples, the manifest says {wanted}")
    return faults


def faults_of_sample(sample: Sample) -> list[str]:
    """What contradicts itself in one sample."""
    faults = []
    shape, camera = sample.rgb.shape[:2], sample.labels["camera"]
    if shape != (camera["height"], camera["width"]):
        faults.append(f"picture {shape} does not fit its camera")
    for name, array in (("depth", sample.depth_m), ("true", sample.true_m), ("mask", sample.mask)):
        if array.shape != shape:
            faults.append(f"{name} is {array.shape}, the picture {shape}")
    pixels = np.bincount(sample.mask.ravel(), minlength=256)
    rows = {row["id"]: row for row in sample.labels["objects"]}
    shown = [int(i) for i in np.flatnonzero(pixels) if i]
    faults += [f"mask shows {i}, which is not in the table" for i in shown if i not in rows]
    for number, row in rows.items():
        if row["pixels"] != pixels[number]:
            faults.append(f"{row['name']} has {pixels[number]} pixels, the table says {row['pixels']}")
    for expression in sample.labels["expressions"]:
        answer, ids = expression["answer"], expression["ids"]
        fits = {"object": len(ids) == 1, "none": not ids, "set": len(ids) > 1, "ambiguous": len(ids) > 1}
        if answer not in _ANSWERS or not fits[answer] or not set(ids) <= set(rows):
            faults.append(f"expression {expression['en']!r} has answer {answer} with ids {ids}")
    return faults
