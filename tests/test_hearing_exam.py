# SPDX-License-Identifier: Apache-2.0
import json
from pathlib import Path

import numpy as np

from mm_robot.cli import main
from mm_robot.config import SpeechConfig
from mm_robot.hearing_exam import Exam, figures, mark, same
from mm_robot.language.parser import parse
from mm_robot.speech.backend import Hypothesis, Reading
from mm_robot.speech.evaluate import Clip, Result, read_clips
from mm_robot.speech.noise import Noise
from mm_robot.types import Utterance

CLIPS = Path(__file__).parent / "data" / "speech"
CLEAN = Noise("clean")


def marked(truth, heard, language, alternatives=()):
    clip = Clip(Path("a.wav"), truth, language, 1.0)
    utterance = Utterance(heard, language, 0.8, tuple(alternatives))
    return mark(Result(clip, CLEAN, utterance, 0.4, 0.4, 0.1), heard, np.random.default_rng(0))


def test_commands_are_the_same_whatever_words_they_came_from():
    assert same(parse("please hand me the red cup").commands, parse("give me the red cup").commands)
    assert not same(parse("don't take the cup").commands, parse("take the cup").commands)
    assert not same(parse("take the blue cup").commands, parse("take the red cup").commands)


def test_the_scene_of_a_clip_helps_and_the_unaided_figure_shows_it():
    one = marked("hand me the red cup", "hand me the red cap", "en")
    assert one.right and not one.right_plain and one.understood == "hand me the red cup"


def test_a_swallowed_negation_is_lost_unless_the_robot_asks():
    assert marked("别拿杯子", "拿杯子", "zh").negation_lost
    asked = marked("别拿杯子", "拿杯子", "zh", alternatives=["别拿杯子"])
    assert asked.asked and not asked.negation_lost and not asked.right


def test_a_folder_is_examined_with_any_backend():
    class Always:
        name = "always"

        def read(self, samples, beams, language=None):
            return Reading((Hypothesis("stop", -0.1, 2),), "en", 0.0)

    clips = [c for c in read_clips(CLIPS) if c.path.stem in ("en18b", "zh01a")]
    found = figures(list(Exam(SpeechConfig(), Always()).take(clips, Noise("pink", 5.0))), "zh")
    assert (found["clips"], found["command_right"], found["language_right"]) == (1, 0.0, 0.0)
    assert found["noise"] == "5"


def test_the_console_says_what_is_wrong_with_a_folder(tmp_path, capsys):
    assert main(["eval", "speech", str(tmp_path)]) == 1
    assert "transcripts.json" in capsys.readouterr().err
    (tmp_path / "transcripts.json").write_text(json.dumps([]))
    assert main(["eval", "speech", str(tmp_path), "--noise", "loud"]) == 1
    assert "loud" in capsys.readouterr().err
