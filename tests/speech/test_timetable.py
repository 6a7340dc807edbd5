"""The timetable of a hold: cues never collide, the hold lasts its seconds, and both renderers keep the beat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content.loader import load
from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Session
from skill.speech import apla, limits, render
from skill.speech.script import played
from skill.speech.timetable import both_sides, timetable
from skill.speech.timing import speech_seconds

CONTENT = load()
STRETCHES = sorted(CONTENT.stretches)


def side_of(stretch: str, side: str) -> str | None:
    return side if CONTENT.stretches[stretch].one_sided else None


def speeches(document: apla.Document) -> list[str]:
    spoken: list[str] = []

    def speak(ssml: str, at: float) -> float:
        spoken.append(ssml)
        return at

    apla.play(document, 0.0, speak)
    return spoken


@given(st.sampled_from(STRETCHES), st.sampled_from(["left", "right", "sore"]), st.integers(5, 120))
def test_cues_come_in_order_and_never_run_into_each_other(stretch: str, side: str, seconds: int) -> None:
    hold = Hold(stretch, side_of(stretch, side), float(seconds))
    table = timetable(hold, CONTENT, lead="Good.")

    for cue, following in zip(table.cues, table.cues[1:], strict=False):
        assert cue.at + speech_seconds(cue.say) <= following.at, (cue, following)


@given(st.sampled_from(STRETCHES), st.integers(5, 120))
def test_the_hold_lasts_exactly_its_seconds(stretch: str, seconds: int) -> None:
    hold = Hold(stretch, side_of(stretch, "left"), float(seconds))
    table = timetable(hold, CONTENT)

    begins = [cue.at for cue in table.cues if cue.kind == "hold"]
    ends = [cue.at for cue in table.cues if cue.kind == "release"]
    assert len(begins) == len(ends) == 1
    assert ends[0] - begins[0] == pytest.approx(seconds, abs=0.001)
    assert begins[0] == table.hold_at


@pytest.mark.parametrize("stretch", STRETCHES)
def test_there_are_five_seconds_to_get_ready_and_a_count_to_the_end(stretch: str) -> None:
    table = timetable(Hold(stretch, side_of(stretch, "left"), 30.0), CONTENT)

    ready = next(cue for cue in table.cues if cue.kind == "get_ready")
    counts = [cue.say for cue in table.cues if cue.kind == "count"]
    assert table.hold_at - ready.at >= 4.999
    assert counts == ["Ten.", "Five.", "Four.", "Three.", "Two.", "One."]
    assert "halfway" in {cue.kind for cue in table.cues}


@pytest.mark.parametrize("stretch", STRETCHES)
@pytest.mark.parametrize("seconds", [5, 20, 30, 45, 120])
def test_a_guided_reply_keeps_the_limits_of_the_platform(stretch: str, seconds: int) -> None:
    hold = Hold(stretch, side_of(stretch, "left"), float(seconds))
    reply = Reply(Session(), "guide", say="Good, that is safe.", guide=hold, ask="Is it letting go?", open=True)

    exact = render.render(reply, CONTENT, "en-US")
    spoken = render.render(reply, CONTENT, "en-US", countdown="ssml")

    assert exact.document
    assert len(speeches(exact.document)) <= limits.MAX_SPEECH_ITEMS
    assert played("", exact.document).seconds <= limits.MAX_AUDIO_SECONDS
    assert len(spoken.ssml) <= limits.MAX_SPEECH_CHARACTERS
    assert exact.ssml == ""
    assert played("", exact.document).say == played(spoken.ssml).say


@pytest.mark.parametrize("stretch", STRETCHES)
def test_both_renderers_last_as_long_as_the_timetable(stretch: str) -> None:
    hold = Hold(stretch, side_of(stretch, "right"), 30.0)
    table = timetable(hold, CONTENT)

    assert played("", render.as_document(table, "")).seconds == pytest.approx(table.length_seconds, abs=0.1)
    assert played(render.as_ssml(table, "")).seconds == pytest.approx(table.length_seconds, abs=1.5)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_both_sides_are_equally_long_and_named(stretch: str) -> None:
    table = both_sides(Hold(stretch, None, 30.0), CONTENT)

    begins = [cue for cue in table.cues if cue.kind == "hold"]
    ends = [cue for cue in table.cues if cue.kind == "release"]
    lengths = {round(end.at - begin.at, 3) for begin, end in zip(begins, ends, strict=True)}
    assert lengths == {30.0}
    if CONTENT.stretches[stretch].one_sided:
        assert ["left" in begins[0].say, "right" in begins[1].say] == [True, True]
    assert table.cues[-1].kind == "done"


def test_at_night_only_the_needed_cues_are_spoken() -> None:
    hold = Hold("seated_figure_four", "left", 30.0)
    table = timetable(hold, CONTENT, sparse=True)

    assert {cue.kind for cue in table.cues} == {"instruction", "get_ready", "hold", "count", "release"}
    quiet = Reply(Session(quiet=True), "guide", say="Good.", guide=hold, ask="Is it letting go?", open=True)
    document = render.render(quiet, CONTENT, "en-US").document
    assert document
    assert all('<amazon:effect name="whispered">' in ssml for ssml in speeches(document))
