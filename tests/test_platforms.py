"""The same words mean the same at every platform: as text, and in any slot in which Alexa delivers them."""

import csv
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from skill import coach
from skill.alexa.intents import intents
from skill.settings import Settings
from skill.speech.markup import written
from skill.understanding import phrases as phrase_files
from tests import transcripts
from tests.logs import captured
from tests.platforms import SHAPES, TextPlatform, ask, slot, spoken, tell

OWN = Path(__file__).parent / "evaluation" / "own"
EMERGENCIES = ("i can't feel my legs and i wet myself", "i have crushing chest pain", "i feel suicidal")
CUSTOM = sorted(
    {
        (intent, name)
        for intent, names in intents().items()
        for name in names
        if name not in ("hold", "duration", "time")
    }
)
STATES = {
    "first turn": (),
    "the first question": ("my left butt cheek is cramping",),
    "a running hold": ("my left butt cheek is cramping", *["no"] * 5),
}


@pytest.fixture(scope="module")
def quiet_coach():
    with captured():
        yield coach.build(Settings())


USERS = count()


def opened(built, words):
    """A device of a new user, of whom nothing is remembered."""
    device = built.device(clock=lambda: 4_000_000_000.0, user=f"user {next(USERS)}")
    for said in words:
        device.say(said)
    return device


@pytest.mark.parametrize(
    "state", [pytest.param(name, marks=[pytest.mark.slow] if turns else []) for name, turns in STATES.items()]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_an_emergency_in_any_slot_is_advised_in_every_state(quiet_coach, shape, state):
    wrong = []
    for intent, name in CUSTOM:
        for words in EMERGENCIES:
            device = opened(quiet_coach, STATES[state])
            line = ask(device, intent, {name: slot(name, words, shape)})
            if line["level"] != "emergency" or line["holds"]:
                wrong.append((intent, name, words, line["level"], line["holds"]))
    assert not wrong


def test_a_status_that_is_newer_than_the_sdk_counts_as_no_match(quiet_coach):
    given = slot("red_flag", "can't pee")
    given["resolutions"]["resolutionsPerAuthority"][0]["status"]["code"] = "ER_SUCCESS_SOMETHING_NEW"

    assert ask(opened(quiet_coach, ()), "ReportRedFlagIntent", {"red_flag": given})["level"] == "emergency"


def test_a_matched_slot_loses_to_words_that_deny(quiet_coach):
    given = slot("red_flag", "no fever")
    match = given["resolutions"]["resolutionsPerAuthority"][0]
    match |= {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": "fever", "id": "fever_chills"}}]}
    device = opened(quiet_coach, ("my left butt cheek is cramping", "no", "no"))

    line = ask(device, "ReportRedFlagIntent", {"red_flag": given})

    assert line["level"] is None
    assert "fever_chills" not in line["asks"]


def lines() -> Iterator[str]:
    """Everything of ours that can reach Alexa as free text: transcripts, evaluation tables, filled carriers."""
    for path in sorted(transcripts.FOLDER.glob("*.txt")):
        yield from (
            line.removeprefix("You:").strip()
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("You:")
        )
    with (OWN / "redflag_utterances.tsv").open(encoding="utf-8", newline="") as file:
        yield from (row["utterance"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for text in (OWN / "symptoms.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(text)["text"]
    for sample in phrase_files.load().intents["DescribeSymptom"].samples:
        yield sample.replace("{symptom}", "numb between my legs")
        yield sample.replace("{symptom}", "a dull ache in my left cheek")


LINES = sorted({line for line in lines() if line and not line.startswith(("open cramp", "ask cramp", "tell cramp"))})


@pytest.mark.slow
@pytest.mark.parametrize("state", ["first turn", "the first question"])
def test_both_platforms_give_the_same_reply(quiet_coach, state):
    different = []
    for text in LINES:
        platform, device = TextPlatform(), opened(quiet_coach, STATES[state])
        for said in STATES[state]:
            platform.say(said)
        reply = platform.say(text)
        line = tell(device, text)
        heard = written(" ".join(part for part in (reply.say, reply.ask) if part))
        same = reply.open == line["open"] and (reply.guide or reply.manner == "silent" or heard == line["say"])
        if not same:
            different.append((text, spoken(reply), line["say"]))
    assert not different
    assert len(LINES) > 500
