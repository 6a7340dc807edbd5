"""Promises of the documents themselves, checked without drawing them."""

import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.alexa.intents import alexa_name, intents
from skill.alexa.screens import document, draw, hold, page
from skill.alexa.screens.document import colour, shown
from skill.alexa.screens.figure import FOLDER, drawing, figure, looks
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn
from skill.speech.buttons import BUTTONS
from skill.speech.markup import written as without_marks
from skill.speech.render import render
from skill.speech.timetable import timetable
from tests.screens import engine
from tests.screens.colours import contrast
from tests.screens.scenes import CONTENT, documents, replies, screens

HERE = Path(__file__).parent


def parts(item):
    """Every part of a document."""
    if isinstance(item, dict):
        yield item
    for value in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
        yield from parts(value)


@pytest.mark.requires("node", "nodejs")
def test_amazons_linter_finds_nothing_in_any_screen():
    if not (engine.MODULES / "apl-suggester").is_dir():
        pytest.skip("needs Amazon's linter from npm: apt-get install nodejs npm, then make test")
    run = subprocess.run(
        [shutil.which("node"), HERE / "lint.mjs"],
        input=json.dumps(list(documents().values())),
        cwd=engine.MODULES.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    found = dict(zip(screens(), json.loads(run.stdout), strict=True))

    assert {name: problems for name, problems in found.items() if problems} == {}


def test_every_line_of_a_drawing_stands_out_from_its_panel_and_the_night():
    panel, night = colour("panel"), colour("night")
    colours = {
        path[key]
        for name, it in CONTENT.stretches.items()
        for path in figure(name, it.posture, "left")["items"]
        for key in ("stroke", "fill")
        if path.get(key, panel) != panel
    }

    assert {it for it in colours if min(contrast(it, panel), contrast(it, night)) < 3} == set()


def test_everything_that_can_be_touched_has_a_role_and_is_read_aloud():
    touched = [part for it in documents().values() for part in parts(it) if part.get("onPress")]
    buttons = [part for screen in screens().values() for part in parts(screen.data) if "word" in part]

    assert {(part["role"], part["accessibilityLabel"]) for part in touched} == {("button", "${data.read}")}
    assert buttons
    assert all(button["read"].strip() for button in buttons)


def test_every_button_means_an_intent_of_the_voice():
    for button in BUTTONS.values():
        assert set(button.slots) <= set(intents()[alexa_name(button.intent)])


def test_buttons_differ_by_their_words():
    words = [button.word for button in BUTTONS.values()]

    assert len(set(words)) == len(words)


def texts(item):
    """All words in a document or in its data."""
    if isinstance(item, dict):
        for value in item.values():
            yield from texts(value)
    elif isinstance(item, list):
        for value in item:
            yield from texts(value)
    elif isinstance(item, str):
        yield item


@pytest.mark.parametrize("name", list(replies()))
def test_every_screen_carries_all_that_is_spoken(name):
    reply, _ = replies()[name]
    written = " ".join(texts(screens()[name].data))
    words = [reply.say, without_marks(reply.ask)]
    if reply.guide:
        words += [cue.say for cue in timetable(reply.guide, CONTENT, lead=reply.say).cues]
    sentences = [sentence for text in words for sentence in text.replace(". ", ".\n").split("\n") if sentence]

    assert [sentence for sentence in sentences if shown(sentence) not in written] == []


def test_the_ring_and_the_voice_have_the_same_timetable():
    for name, (reply, locale) in replies().items():
        if not reply.guide:
            continue
        voice, data = render(reply, CONTENT, locale), screens()[name].data

        assert data["seconds"] == reply.guide.seconds
        assert data["ends"] == pytest.approx(voice.lead_seconds + reply.guide.seconds, abs=0.01)
        assert data["begins"] == pytest.approx(voice.lead_seconds * 1000, abs=10)


def test_the_working_side_is_marked_by_a_spot_a_word_and_a_sign():
    for side, word in (("left", "Left side"), ("right", "Right side"), ("sore", "Sore side")):
        name = f"seated_figure_four_{side}"

        drawn = documents()[name]["graphics"]["figure"]["items"]
        drawn = drawn[0]["items"] if side == "left" else drawn
        assert any(path.get("fill") == looks().colours["feel"] for path in drawn)
        assert screens()[name].data["side"] == word
        assert screens()[name].data["side_icon"] == side


def test_left_is_drawn_as_the_mirror_image_of_right():
    hip = CONTENT.stretches["hip_flexor"]
    left, right = (figure("hip_flexor", hip.posture, side)["items"] for side in ("left", "right"))

    assert left == [{"type": "group", "pivotX": 60.0, "scaleX": -1, "items": right}]


def test_every_exercise_has_a_drawing_of_its_own_and_no_drawing_is_left_over():
    drawn = {path.stem for path in FOLDER.glob("*.yaml")}

    assert drawn == {*CONTENT.stretches, "sitting", "lying", "standing"}


def test_an_exercise_without_a_drawing_gets_that_of_its_posture():
    assert drawing("brand_new", "lying") == drawing("lying", "lying")


def test_the_number_on_an_emergency_screen_is_the_one_that_is_said_first():
    assert screens()["emergency"].data["heading"] == "911"
    assert screens()["crisis"].data["heading"] == "988"
    assert screens()["emergency_elsewhere"].data["heading"] == "Call for help now"


def test_nothing_that_is_said_can_run_in_a_document():
    turn = Turn(awaiting="finding", asks=["saddle_numb"])
    reply = Reply(Session(turn=turn), "question", say="<b>${viewport.width}</b>", ask="& ${1+1}?", open=True)
    written = " ".join(texts(draw(reply, CONTENT, "en-US").data))

    assert "${viewport.width}<" not in written
    assert "<b>" not in written
    assert "${1+1}" not in written


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(replies())), st.text(min_size=1, max_size=120), st.text(min_size=1, max_size=120))
def test_nothing_of_a_turn_is_in_a_document_only_in_its_data(name, say, ask):
    reply, locale = replies()[name]
    other = replace(reply, say=say if reply.say else "", ask=ask if reply.ask else "", reprompt=ask)
    before, after = draw(reply, CONTENT, locale), draw(other, CONTENT, locale)

    assert after.document is before.document
    assert after.data != before.data


@pytest.mark.parametrize("name", list(replies()))
def test_a_document_is_built_the_same_whatever_was_shown_before_it(name):
    reply, locale = replies()[name]
    kept = draw(reply, CONTENT, locale)
    for kept_by in (document.encoded, hold._document, page._data):
        kept_by.cache_clear()

    assert draw(reply, CONTENT, locale) == kept


def test_a_screen_fits_well_into_a_response():
    assert max(len(it.document) + len(msgspec.json.encode(it.data)) for it in screens().values()) < 60_000
