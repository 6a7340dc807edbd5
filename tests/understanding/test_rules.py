"""The rules of hearing, over everything that the content names: what may decide, and what may not."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill import coach
from skill.alexa.intents import alexa_name
from skill.settings import Settings
from skill.understanding.hearing import content, hear
from tests.logs import captured

TABLES = Path(__file__).parents[1] / "evaluation"
GRAVE = {"ReportRedFlag", "Emergency", "Crisis", "Yes", "No"}
MAY_DECIDE = {"alarm", "red flag", "phrase", "answer", "answer in other words"}
TOILET = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")


def table(name: str, column: str) -> Iterator[str]:
    with (TABLES / "own" / name).open(encoding="utf-8", newline="") as file:
        yield from (row[column] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


LINES = [
    *(line for line in (TABLES / "everyday.txt").read_text(encoding="utf-8").splitlines() if line),
    *table("utterances.tsv", "utterance"),
    *table("out_of_scope.tsv", "utterance"),
    *table("redflag_utterances.tsv", "utterance"),
    *(json.loads(line)["text"] for line in (TABLES / "own" / "symptoms.jsonl").read_text("utf-8").splitlines()),
]


@pytest.mark.slow
def test_the_classifier_alone_gives_no_red_flag_no_alarm_and_no_answer():
    guessed = [
        (line, heard.intent, heard.steps[-1][0])
        for line in LINES
        if (heard := hear(line)).intent in GRAVE and heard.steps[-1][0] not in MAY_DECIDE
    ]

    assert not guessed
    assert len(LINES) > 900


def things_that_may_not_help() -> Iterator[str]:
    """Names of what people try, and of what the coach offers."""
    for items in (content().stretches, content().routines, content().remedies, content().conditions):
        for item in items.values():
            yield from (item.name, *item.also_called)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["none of the {} helps", "never tried the {}", "neither the {} nor rest helps"])
def test_a_complaint_that_begins_as_a_denial_answers_nothing(form):
    cleared = [
        said
        for name in things_that_may_not_help()
        if not any(word in name for word in ("numb", "pee", "poop", "bladder", "bowel", "control", "saddle", "cauda"))
        if hear(said := form.format(name), asks=TOILET).answer == "no"
    ]

    assert not cleared


@pytest.mark.parametrize("name", [name for name, finding in content().findings.items() if finding.report])
def test_the_everyday_names_of_a_red_flag_are_never_heard_as_its_denial(name):
    sure = [said for said in content().findings[name].report if not {"could", "might"} & set(said.split())]
    lost = [said for said in sure if hear(said).findings.get(name) in ("no", "unknown")]

    assert not lost


@pytest.mark.slow
def test_what_is_understood_is_what_is_talked_about():
    with captured():
        built = coach.build(Settings())
    different = []
    for line in LINES:
        device = built.device()
        if (talked := device.say(line)["intent"]) != alexa_name(hear(line).intent):
            different.append((line, talked))

    assert not different
