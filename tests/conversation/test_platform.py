"""The dialogue knows no platform: what is peculiar to a platform comes in with the event."""

import re
from typing import get_args

import pytest

from publishing.content import prompts
from skill.content.loader import FOLDER, load
from skill.conversation import events
from skill.conversation.events import Launched, Outcome, Performed, Platform, Said
from skill.conversation.session import SetReminder, SetTimer
from tests.conversation.people import after

CONTENT = load()
FILES = [*sorted((FOLDER.parent / "conversation").rglob("*.py")), FOLDER / "lines.yaml"]
PLATFORM = re.compile(r"(?i:alexa|\becho\b|amazon|open cramp coach)|\bPT\d|AMAZON\.")
OTHER = Platform(
    again="press the round button",
    keeper="the watch",
    settings="its menu",
    own_timer="turn the crown",
    own_reminder="write a note",
)
"""A fictitious platform."""


def said(intent: str, platform: Platform, **slots: str) -> Said:
    return Said(intent=intent, slots=slots, platform=platform)


def refused(outcome: Outcome, platform: Platform) -> str:
    wish = SetTimer("heat", 900)
    return after(
        said("SetHeatTimer", platform),
        said("Yes", platform),
        Performed(request=wish, outcome=outcome, platform=platform),
    ).say


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_names_a_platform(path):
    named = [line for line in path.read_text(encoding="utf-8").splitlines() if PLATFORM.search(line)]

    assert named == []


def test_a_platform_would_be_found():
    assert PLATFORM.search("As Alexa sends it")
    assert PLATFORM.search('hold="PT30S"')
    assert PLATFORM.search("AMAZON.YesIntent")


def test_without_a_platform_the_coach_speaks_in_words_that_fit_any():
    assert after(Said(intent="Stop")).say == "Okay. I'm here when you need me. Just talk to me."
    assert after(Launched()).reprompt.endswith("If I go quiet, just talk to me.")
    assert "Your device keeps it for you." in after(said("SetReminder", Platform(), time="21:00")).ask


@pytest.mark.parametrize("outcome", [name for name in get_args(Outcome) if name not in ("done", "no_permission")])
def test_without_a_platform_every_refusal_still_leads_on(outcome):
    assert refused(outcome, Platform()).endswith("For that, set a timer yourself.")


def test_the_words_of_the_platform_are_spoken():
    assert after(said("Stop", OTHER)).say == "Okay. I'm here when you need me. Press the round button."
    assert after(Launched(platform=OTHER)).reprompt.endswith("If I go quiet, press the round button.")
    assert "The watch keeps it for you." in after(said("SetReminder", OTHER, time="21:00")).ask
    assert refused("away", OTHER) == "The watch doesn't answer me right now. For that, turn the crown."


def test_a_missing_permission_is_given_where_the_platform_says():
    wish = SetReminder(21, 0)
    asked = said("SetReminder", OTHER, time="21:00"), said("Yes", OTHER)
    missing = Performed(request=wish, outcome="no_permission", platform=OTHER)
    failed = events.Consented(answer="failed", platform=OTHER)

    assert after(*asked, missing, failed).say == (
        "The watch doesn't let me do that yet. You can allow it in its menu. For that, write a note."
    )


def test_no_prompt_leaves_a_blank_or_names_a_platform():
    spoken = [prompt.text for prompt in prompts.prompts(CONTENT)]

    assert [text for text in spoken if "{" in text or PLATFORM.search(text)] == []


def test_prompts_are_measured_in_the_words_of_the_wordiest_platform():
    talkative = Platform(again="press the round button beside the small green light on the left")

    met = prompts.prompts(CONTENT, (Platform(), talkative))

    assert not [prompt.text for prompt in met if Platform().again in prompt.text]
    assert list(prompts.problems(met, CONTENT))
