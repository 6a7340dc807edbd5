"""Promises of the screens as Amazon's own engine draws them."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from skill.alexa.screens import draw
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn
from skill.speech.buttons import BUTTONS
from tests.screens.colours import contrast
from tests.screens.engine import VIEWPORTS
from tests.screens.scenes import CONTENT, guided, screens

pytestmark = [pytest.mark.requires("node", "nodejs"), pytest.mark.requires("chromium", "chromium")]

APPROVED = Path(__file__).parent / "approved"
LOOKED_AT = {
    "question": "wide",
    "guided": "wide",
    "emergency": "wide",
    "urgent": "tv",
    "routine": "small",
    "timer": "round",
}
"""A few pictures that a person has looked at: screen -> viewport."""

CIRCUMFERENCE = 282.74
"""Of the ring, in units of its graphic."""

TOLERANCE = 1.5
"""Mean difference of a colour channel, 0 to 255: letters may differ between machines; a missing ring makes 1.8."""

HIDDEN_TEXT = """
() => {
  const bad = [];
  const width = document.documentElement.clientWidth, height = document.documentElement.clientHeight;
  for (const words of document.querySelectorAll('#view p')) {
    const text = words.textContent.trim();
    const range = document.createRange();
    range.selectNodeContents(words);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(words);
    if (!text || !box.width || style.visibility === 'hidden') { continue; }
    if (box.left < 0 || box.top < 0 || box.right > width + 20 || box.bottom > height) { bad.push('outside: ' + text); }
    for (let up = words.parentElement; up && up.id !== 'view'; up = up.parentElement) {
      const edge = up.getBoundingClientRect();
      const across = Math.max(edge.left - box.left, box.right - edge.right);
      const down = Math.max(edge.top - box.top, box.bottom - edge.bottom);
      // The space at which a line breaks hangs over its end.
      const over = across > 0.6 * parseFloat(style.fontSize) || down > 3;
      if (getComputedStyle(up).overflow !== 'visible' && over) { bad.push('cut off: ' + text); break; }
    }
  }
  return bad;
}
"""
BUTTONS_SEEN = """
() => [...document.querySelectorAll('#view p')]
  .map((words) => ({ word: words.textContent.trim(), box: words.getBoundingClientRect() }))
  .filter(({ box }) => box.width)
  .map(({ word, box }) => ({ word, x: box.x + box.width / 2, y: box.y + box.height / 2 }))
"""
INKS = """
() => [...document.querySelectorAll('#view p, #view svg[viewBox="0 0 24 24"] path')].map((it) => {
  let behind = it;
  while (getComputedStyle(behind).backgroundColor.endsWith(', 0)')) { behind = behind.parentElement; }
  const ink = it.getAttribute('stroke') || getComputedStyle(it).color;
  return [ink, getComputedStyle(behind).backgroundColor];
})
"""
OFFSETS = "() => [...document.querySelectorAll('#view path')].map((it) => +it.getAttribute('stroke-dashoffset'))"


def offset(engine):
    """How far the ring has run down."""
    return max(engine.page.evaluate(OFFSETS))


def words(engine):
    """All words that can be seen."""
    return [it["word"] for it in engine.page.evaluate(BUTTONS_SEEN)]


def hold_at(reply):
    """When the hold of a reply begins."""
    from skill.speech.render import render

    return render(reply, CONTENT, "en-US").lead_seconds


@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_the_engine_draws_every_screen_without_a_complaint_and_cuts_nothing_off(engine, viewport):
    wrong = {}
    for name, screen in screens().items():
        engine.show(screen, viewport)
        moments = [0.0, 30.0, 45.0] if "captions" in screen.data else [0.0]
        for moment in moments:
            if moment:
                engine.wait(15)
            if found := [*engine.complaints, *engine.page.evaluate(HIDDEN_TEXT)]:
                wrong[name, moment] = found

    assert wrong == {}


@pytest.mark.parametrize("viewport", ["round", "wide"])
def test_words_and_signs_stand_out_from_what_is_behind_them(engine, viewport):
    weak, inks = set(), set()
    for name, screen in screens().items():
        engine.show(screen, viewport)
        for ink, behind in engine.page.evaluate(INKS):
            inks.add(ink)
            if contrast(ink, behind) < 4.5:
                weak.add((name, ink, behind))

    assert weak == set()
    assert len(inks) > 5


@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_a_press_on_each_button_sends_its_name(engine, viewport):
    names = {button.word: name for name, button in BUTTONS.items()}
    pressed = set()
    for name in ("welcome", "question", "did_help", "explanation", "emergency", "urgent", "guided", "paused"):
        engine.show(screens()[name], viewport)
        seen = [it for it in engine.page.evaluate(BUTTONS_SEEN) if it["word"] in names]
        for it in seen:
            engine.press(it["x"], it["y"])
        assert engine.pressed == [[names[it["word"]]] for it in seen]
        pressed |= {names[it["word"]] for it in seen}

    assert pressed == set(BUTTONS)


@pytest.mark.parametrize(("through", "seconds"), [(0.0, "30"), (0.5, "15"), (1.0, "0")])
def test_the_ring_shows_the_seconds_that_are_left(engine, through, seconds):
    reply = guided("seated_figure_four", "left")
    engine.show(screens()["seated_figure_four_left"], "wide")
    engine.wait(hold_at(reply) + 30 * through - 0.05)

    assert seconds in words(engine)
    assert offset(engine) == pytest.approx(CIRCUMFERENCE * through, abs=CIRCUMFERENCE * 0.01)


def test_ten_stands_on_the_screen_when_ten_is_said(engine):
    reply = guided("seated_figure_four", "left")
    engine.show(screens()["seated_figure_four_left"], "round")
    engine.wait(hold_at(reply) + 20.1)

    assert {"10", "Ten."} <= set(words(engine))


def test_the_answers_stand_in_place_of_the_controls_once_the_hold_is_over(engine):
    reply = guided("seated_figure_four", "left")
    engine.show(screens()["seated_figure_four_left"], "wide")
    before = words(engine)
    engine.wait(hold_at(reply) + 31)
    after = words(engine)

    assert {"Pause", "Next", "Stop"} <= set(before)
    assert {"Better", "Same", "Worse"} <= set(after)
    assert "Pause" not in after


def test_a_routine_is_shown_as_a_list_before_its_first_exercise(engine):
    engine.show(screens()["routine"], "wide")
    before = words(engine)
    engine.wait(12)

    assert {"1", "2", "3", "4", "Five-minute plan"} <= set(before)
    assert "Five-minute plan" not in words(engine)


def test_a_paused_hold_stands_still(engine):
    engine.show(screens()["paused"], "wide")
    before = offset(engine)
    engine.wait(20)

    assert offset(engine) == before == pytest.approx(CIRCUMFERENCE * 18 / 30, abs=1)
    assert {"12", "paused"} <= set(words(engine))


@pytest.mark.parametrize("viewport", ["wide", "round"])
def test_an_expression_that_is_said_is_shown_and_never_worked_out(engine, viewport):
    evil = "${1 + 1} <b>${viewport.width}</b>"
    asking = Reply(Session(turn=Turn(awaiting="did_help")), "question", ask=evil, open=True)
    for reply in (asking, replace(guided("hip_flexor", "left"), say=evil)):
        engine.show(draw(reply, CONTENT, "en-US"), viewport)

        assert "$ {1 + 1} <b>$ {viewport.width}</b>" in words(engine)
        assert engine.complaints == []


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_screen_looks_as_it_was_approved(engine, name, request):
    engine.show(screens()[name], LOOKED_AT[name])
    taken = engine.picture()
    path = APPROVED / f"{name}.png"
    if request.config.getoption("--record"):
        path.write_bytes(taken)

    assert engine.difference(taken, path.read_bytes()) <= TOLERANCE
    assert path.stat().st_size <= 20_000
