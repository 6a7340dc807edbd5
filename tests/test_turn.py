"""One turn for any platform: what it remembers, what it leaves to the platform, and that it needs no platform."""

import subprocess
import sys
from pathlib import Path

import pytest

from skill import turn
from skill.conversation.events import Launched, Platform
from skill.conversation.profile import Profile
from skill.conversation.session import Session
from skill.understanding.hearing import content
from tests.platforms import NOW, Nobody, TextPlatform

ROOT = Path(__file__).parents[1]


def test_a_turn_can_be_taken_without_amazons_sdk_flask_and_cryptography():
    asked = "import sys, skill.turn; print([name for name in sys.modules if name.split('.')[0] in sys.argv[1:]])"
    command = [sys.executable, "-c", asked, "ask_sdk_core", "ask_sdk_model", "flask", "cryptography"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_platform_without_words_of_its_own_speaks_plainly():
    event = Launched(now=NOW, locale="en-GB", platform=Platform())

    taken = turn.take(event, Session(), content(), memory=Nobody(), known=Profile())

    assert taken.reply.open
    assert "Alexa" not in taken.reply.say + taken.reply.ask + taken.reply.reprompt


class Diary(Nobody):
    def __init__(self):
        self.kept, self.forgotten = Profile(), False

    def recall(self, _):
        return self.kept

    def change(self, _, change):
        self.kept = change(self.kept)
        return self.kept

    def forget(self, _):
        self.forgotten = True
        return True


def test_who_was_met_is_remembered_and_forgotten_when_they_ask(monkeypatch):
    diary, platform = Diary(), TextPlatform()
    monkeypatch.setattr("tests.platforms.Nobody", lambda: diary)

    platform.say("my left glute is cramping")
    assert diary.kept.introduced

    platform.say("forget everything about me")
    platform.say("yes")
    assert diary.forgotten


def test_what_is_told_of_somebody_else_is_coached_for_them():
    platform = TextPlatform("en-GB")

    reply = platform.say("my wife can't pee and her back hurts")

    assert platform.session.for_other
    assert "Call 999 for them" in reply.ask


def test_a_child_with_a_fever_alone_is_not_for_this_coach():
    assert "I help with cramps, twitches and aches" in TextPlatform().say("my kid has a fever what do i do").say


def test_a_doubt_about_a_sign_that_was_denied_is_asked_about_again():
    platform = TextPlatform()
    platform.say("my left butt cheek is cramping")
    for _ in range(4):
        platform.say("no")
    assert platform.session.turn.awaiting == "did_help"

    reply = platform.say("no, well actually it is a bit numb down there")

    assert "private parts" in reply.ask


SAFE = ("my left butt cheek is cramping", "no", "no", "no", "no")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (("my butt is cramping", "delete my data"), "Is a leg weak"),
        (("my leg is weak", "delete my data"), "getting weaker"),
        ((*SAFE, "set a heat timer"), "Is pee dark"),
    ],
)
def test_an_offer_that_is_declined_leads_back_to_what_is_open(said, asked):
    platform = TextPlatform()
    for words in said:
        platform.say(words)

    reply = platform.say("no")

    assert asked in reply.ask
    assert reply.open


def test_a_fresh_start_forgets_the_complaint_but_not_whom_it_is_for():
    platform = TextPlatform()
    for words in ("i am 12 and my butt cramps", "yes", "whisper", "start over"):
        reply = platform.say(words)

    assert "Is it a cramp" in reply.ask
    assert (platform.session.child, platform.session.for_other, platform.session.quiet) == (True, True, True)


def test_tingling_ends_the_stretch_in_a_routine_and_in_a_pause_too():
    for before in (("start the five minute plan", "no", "no", "no", "no"), (*SAFE, "pause")):
        platform = TextPlatform()
        for words in before:
            platform.say(words)

        reply = platform.say("my leg is tingling")

        assert reply.guide is None
        assert "stop that stretch" in reply.say
        assert "Is a leg weak" in reply.ask


def test_words_that_miss_in_a_routine_keep_its_question():
    platform = TextPlatform()
    for words in ("start the five minute plan", "no", "no", "no", "no"):
        platform.say(words)

    assert "Ready" in platform.say("purple banana").ask
    assert "Ready" in platform.say("help").ask


def test_a_yes_is_no_time_for_a_reminder():
    platform = TextPlatform()
    platform.say("remind me")

    assert "At what time" in platform.say("yes").ask
