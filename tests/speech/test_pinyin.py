# SPDX-License-Identifier: Apache-2.0
"""How Mandarin is read, with a fifth of the phrases that pypinyin knows."""

import os
import subprocess
import sys

import pytest

from mm_robot.speech.pinyin import pinyin_of


def in_a_process_of_its_own(code: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "PYPINYIN_NO_PHRASES"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    return done.stdout.decode().strip()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("停了。", "ting2 le5。"),
        ("银行", "yin2 hang2"),
        ("还给你", "huan2 gei3 ni3"),
        ("我觉得不对", "wo3 jue2 de5 bu2 dui4"),
        ("拿 red cup", "na2 red cup"),
    ],
)
def test_what_depends_on_the_phrase_is_read_as_in_it(text, read):
    assert pinyin_of(text) == read


def test_the_robots_sentences_are_read_as_with_all_phrases():
    code = (
        "import sys{more}; sys.stdout.reconfigure(encoding='utf-8')\n"
        "from mm_robot.phrases import fixed_phrases\nfrom mm_robot.speech.pinyin import pinyin_of\n"
        "print(*map(pinyin_of, fixed_phrases('zh')), sep='\\n')"
    )
    assert in_a_process_of_its_own(code.format(more="")) == in_a_process_of_its_own(
        code.format(more=", pypinyin.phrases_dict")
    )


def test_recognising_alone_loads_no_phrases():
    code = (
        "import sys\nfrom mm_robot.speech.homophones import syllables\nprint(*syllables('杯子'), "
        "'pypinyin.phrases_dict' in sys.modules)"
    )
    assert in_a_process_of_its_own(code) == "bei zi False"
