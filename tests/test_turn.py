"""One turn for any platform: what it remembers, what it leaves to the platform, and that it needs no platform."""

import subprocess
import sys
from pathlib import Path

from skill import turn
from skill.conversation.events import Launched, Platform
from skill.conversation.profile import Profile
from skill.conversation.session import Session
from skill.understanding.hearing import content
from tests.platforms import NOW, Nobody, Nothing, TextPlatform

ROOT = Path(__file__).parents[1]


def test_a_turn_can_be_taken_without_amazons_sdk_flask_and_cryptography():
    asked = "import sys, skill.turn; print([name for name in sys.modules if name.split('.')[0] in sys.argv[1:]])"
    command = [sys.executable, "-c", asked, "ask_sdk_core", "ask_sdk_model", "flask", "cryptography"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_platform_without_words_of_its_own_speaks_plainly():
    event = Launched(now=NOW, locale="en-GB", platform=Platform())

    taken = turn.take(event, Session(), content(), memory=Nobody(), effects=Nothing(), known=Profile())

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
    assert "not something I can help with" in TextPlatform().say("my kid has a fever what do i do").say


def test_a_doubt_about_a_sign_that_was_denied_is_asked_about_again():
    platform = TextPlatform()
    platform.say("my left butt cheek is cramping")
    for _ in range(4):
        platform.say("no")
    assert platform.session.turn.awaiting == "did_help"

    reply = platform.say("no, and now between my legs it's all gone to sleep")

    assert "numb between the legs" in reply.ask
