"""The commands, as a script would use them."""

import json
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.slow

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
    turns = talk("my left butt cheek is cramping", *["no"] * 4)

    (hold,) = turns[-1]["holds"]
    assert hold.pop("at") == pytest.approx(17, abs=3)
    assert hold == {"stretch": "seated_figure_four", "side": "left", "seconds": 30.0}
    assert turns[-1]["directives"] == ["Alexa.Presentation.APLA.RenderDocument"]
    assert sum(len(turn["say"].split()) for turn in turns[:-1]) <= 75


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


MISTAKES = {
    ("cues", "no_such_stretch"): "there is no stretch 'no_such_stretch'; use one of ball_release,",
    ("cues", "glute_bridge", "--side", "left"): "glute_bridge has no sides; leave the option out.",
    ("cues", "clamshell", "--hold", "3"): "3 is not in the range",
    ("talk", "--time-zone", "Nowhere"): "there is no time zone 'Nowhere'",
    ("talk", "--locale", "de-DE"): "'de-DE' is not an English locale such as en-GB",
    ("serve", "--port", "99999"): "99999 is not in the range",
    ("serve", "--host", "192.0.2.1", "--simulator"): "it is for this machine only",
    ("render", "clamshell", "--out", "/no/such/folder/it.wav"): "No such file or directory",
    ("package", "--out", __file__): "is a file",
    ("locale", "new", "en-GB"): "locales/en-GB.yaml exists already",
    ("data", "export"): "Missing argument 'USER_ID'",
    ("no-such-command",): "No such command 'no-such-command'",
}


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_a_mistake_is_told_in_one_line(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert done.returncode != 0
    assert done.stderr.startswith("cramp-coach: ")
    assert MISTAKES[arguments] in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_setting_that_can_not_be_used_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRAMP_COACH_COUNTDOWN", "drums")

    assert run("talk").stderr == "cramp-coach: CRAMP_COACH_COUNTDOWN is 'drums'; use 'apla' or 'ssml'.\n"


@pytest.mark.parametrize("command", ["/wait ²", "/wait 99999999999999999999", "/wait -1", "/user", "/dance"])
def test_a_command_that_is_none_is_told_and_the_conversation_goes_on(command: str) -> None:
    done = run("talk", "--json", said=f"{command}\nstop\n")

    assert done.returncode == 0
    assert done.stderr.startswith(f"cramp-coach: unknown command {command!r}; use /new,")
    assert [json.loads(line)["you"] for line in done.stdout.splitlines()] == ["stop"]


def test_bytes_that_are_no_text_are_a_line_as_well() -> None:
    command = [sys.executable, "-c", "from skill.cli import main; main()", "understand"]

    done = subprocess.run(command, input=b"my \xff butt\n\xfe\n", capture_output=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr
    assert len([json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]) == 2


def test_the_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from skill.cli import commands; commands(['--help'], standalone_mode=False)\n"
        "heavy = ('ask_sdk_core', 'ask_sdk_model', 'flask', 'msgspec', 'yaml')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert done.stderr.strip() == "[]"
