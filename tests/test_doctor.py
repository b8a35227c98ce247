# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections import namedtuple

import pytest

from mm_robot import doctor
from mm_robot.doctor import Finding, examine, installation
from mm_robot.errors import MissingModelError


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """The looks that load models or render have tests of their own; here they only report."""
    for look in ("_weights", "_voice"):
        monkeypatch.setattr(doctor, look, lambda: "there")


def by_subject():
    return {finding.subject: finding for finding in installation()}


def test_this_installation_is_well():
    assert [f for f in installation() if f.level == "error"] == []
    assert "panda_sim" in by_subject()["profiles"].text


def test_a_missing_package_is_an_error_that_names_the_command(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "mink" else find(name))
    finding = by_subject()["package"]
    assert (finding.level, finding.text) == ("error", "mink is not installed")
    assert "make setup" in finding.advice


def test_a_look_that_fails_is_a_finding_not_a_crash(monkeypatch):
    def fail():
        raise MissingModelError("no whisper weights; bring them with: make models")

    monkeypatch.setattr(doctor, "_weights", fail)
    finding = by_subject()["speech weights"]
    assert finding.level == "error"
    assert "make models" in finding.text


def test_no_voice_is_a_warning_with_advice(monkeypatch):
    monkeypatch.setattr(doctor, "_voice", lambda: "text only: replies are printed, not spoken")
    finding = by_subject()["voice"]
    assert finding.level == "warn"
    assert "espeak-ng" in finding.advice


def test_full_shared_memory_is_an_error(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(64 << 20, 63 << 20, 1 << 20))
    finding = by_subject()["shared memory"]
    assert finding.level == "error"
    assert "fastdds shm clean" in finding.advice


def test_an_old_python_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert by_subject()["python"].level == "error"


def test_status_and_json(monkeypatch, capsys):
    findings = [Finding("a", "ok", "fine"), Finding("b", "warn", "odd", "look")]
    monkeypatch.setattr(doctor, "installation", lambda: iter(findings))
    assert examine(as_json=True, offline=True) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == {"subject": "b", "level": "warn", "text": "odd", "advice": "look"}
    findings.append(Finding("c", "error", "broken", "mend it"))
    assert examine(offline=True) == 1
    out = capsys.readouterr().out
    assert "ERROR  c: broken" in out
    assert "→ mend it" in out
