"""The commands, as a script would use them."""

import json
import subprocess
import sys
from typing import Any

FIELDS = "you intent say ssml reprompt asks awaiting level condition holds seconds open directives".split()


def run(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from skill.cli import main; main()", *arguments]
    return subprocess.run(command, input=said, capture_output=True, text=True, timeout=120, check=False)


def talk(*lines: str, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    done = run("talk", "--json", *options, said="".join(f"{line}\n" for line in lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_gives_one_line_with_every_field_but_commands_print_nothing() -> None:
    turns = talk("open cramp coach", "/wait 5", "my glute is cramping", "/new", "/user ann", "stop")

    assert [turn["you"] for turn in turns] == ["open cramp coach", "my glute is cramping", "stop"]
    assert all(sorted(turn) == sorted(FIELDS) for turn in turns)


def test_silence_plays_the_reprompt_and_then_ends_the_session() -> None:
    asked, once, twice = talk("my glute is cramping", "", "")

    assert once["say"] == asked["reprompt"]
    assert (once["intent"], once["open"], once["asks"]) == (None, True, asked["asks"])
    assert (twice["say"], twice["open"]) == ("", False)


def test_the_main_road_reaches_a_hold_in_both_ways_to_count() -> None:
    turns = talk("my left butt cheek is cramping", *["no"] * 5)

    assert turns[-1]["holds"] == [{"stretch": "seated_figure_four", "side": "left", "seconds": 30.0}]
    assert turns[-1]["directives"] == ["Alexa.Presentation.APLA.RenderDocument"]
    assert sum(len(turn["say"].split()) for turn in turns[:-1]) <= 110


def test_a_timer_and_a_reminder_are_set_in_the_terminal() -> None:
    turns = talk("set a heat timer for fifteen minutes", "yes", "/new", "remind me to stretch at nine pm", "yes",
                 options=("--time-zone", "Europe/London"))  # fmt: skip

    assert "15 minutes" in turns[1]["say"]
    assert "9 PM" in turns[3]["say"]
    assert not any("Alexa, " in turn["say"] for turn in turns)


def test_understanding_tells_intent_findings_and_red_flags() -> None:
    done = run("understand", said="no fever but my foot is numb\n")

    heard = json.loads(done.stdout)
    assert (heard["intent"], heard["slots"]) == ("DescribeSymptomIntent", {"symptom": "no fever but my foot is numb"})
    assert heard["findings"]["numbness"] == "yes"
    assert heard["findings"]["fever_chills"] == "no"


def test_cues_of_one_side_and_of_both() -> None:
    one = json.loads(run("cues", "seated_figure_four", "--side", "left", "--hold", "20").stdout)
    both = json.loads(run("cues", "seated_figure_four").stdout)

    assert (one["side"], one["hold_seconds"], one["cues"][0]["at"]) == ("left", 20.0, 0.0)
    assert [cue["kind"] for cue in both["cues"]].count("hold") == 2


def test_mistakes_are_told_in_a_sentence() -> None:
    for arguments in (("cues", "no_such_stretch"), ("talk", "--time-zone", "Nowhere"), ("serve", "--port", "99999")):
        done = run(*arguments)
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()
