"""What is heard, measured: local voices speak every cue on its beat, and no cue runs into the next one."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import pairwise, product

import pytest

from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.content.loader import load
from skill.conversation.control import SLOWER, SLOWEST
from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Session, Side
from skill.speech import limits, render
from skill.speech.player import Sound, sound
from skill.speech.script import played
from skill.speech.timetable import Timetable, timetable
from skill.speech.timing import speech_seconds
from skill.speech.voices import VOICES

CONTENT = load()
SECONDS = range(SHORTEST_HOLD, LONGEST_HOLD + 1)
TIGHT = [*range(SHORTEST_HOLD, 16), 20, 30, 45, 77, 117, 120]
"""Short holds have the least room, the others take the longest to say. One side hears every length at a normal pace; at
other sides and paces only these are spoken, as the name of the side takes as long with any number."""
PACES = (1.0, round(SLOWER**2, 2), SLOWEST)

# All tests with a voice run in one process, which says each text once.
spoken = pytest.mark.parametrize(
    "voice",
    [
        pytest.param(
            "espeak-ng", marks=[pytest.mark.requires("espeak-ng", "espeak-ng"), pytest.mark.xdist_group("espeak-ng")]
        ),
        pytest.param("flite", marks=[pytest.mark.requires("flite", "flite"), pytest.mark.xdist_group("flite")]),
    ],
)


def sides_of(stretch: str) -> tuple[Side | None, ...]:
    return ("left", "right", "sore") if CONTENT.stretches[stretch].one_sided else (None,)


def tables(seconds: Iterable[int] | None = None, pace: float = 1.0) -> list[Timetable]:
    """The timetables of every stretch and side, with these lengths or with those that are spoken at this pace."""
    return [
        timetable(Hold(name, side, float(length)), CONTENT, lead="Good, that's safe.", pace=pace)
        for name in CONTENT.stretches
        for side in sides_of(name)
        for length in seconds or (SECONDS if pace == 1.0 and side in ("left", None) else TIGHT)
    ]


@cache
def lengths(voice: str, pace: float) -> dict[str, float]:
    """Every text of every cue, spoken and measured."""
    texts = sorted({cue.say for table in tables(pace=pace) for cue in table.cues})
    with ThreadPoolExecutor() as pool:
        clips = pool.map(lambda text: VOICES[voice].clip(text, pace), texts)
    return {text: clip.seconds for text, clip in zip(texts, clips, strict=True)}


@spoken
def test_the_estimate_of_a_measured_voice_is_close(voice: str) -> None:
    measured = lengths(voice, 1.0)
    errors = {text: speech_seconds(text, voice=voice) - seconds for text, seconds in measured.items()}
    mean = sum(map(abs, errors.values())) / len(errors)
    worst = max(errors, key=lambda text: abs(errors[text]))

    print(f"\n{voice}: {len(errors)} texts, mean error {mean:.2f} s, worst {errors[worst]:+.2f} s: {worst}")
    assert mean < 0.2
    assert abs(errors[worst]) < 0.75


@spoken
def test_no_cue_runs_into_the_next_one_at_its_measured_length(voice: str) -> None:
    cases, least, found = 0, 99.0, []
    for pace in PACES:
        measured = lengths(voice, pace)
        for table in tables(pace=pace):
            cases += 1
            for cue, following in pairwise(table.cues):
                room = following.at - cue.at - measured[cue.say]
                least = min(least, room)
                if room < 0:
                    found.append((pace, room, cue, following))

    print(f"\n{voice}: {cases} timetables walked, {len(found)} collisions, least room {least:.2f} s")
    assert found == []


@pytest.mark.slow
def test_every_guided_reply_keeps_the_limits() -> None:
    """All stretches, sides and holds at the fastest and the slowest pace, as APL for audio and as SSML."""
    cases, longest, most, items = 0, 0.0, 0, 0
    for pace in (1.0, SLOWEST):
        for name in CONTENT.stretches:
            for side in sides_of(name):
                for length in SECONDS:
                    exact, plain = guided(Hold(name, side, float(length)), pace)
                    cases += 1
                    longest = max(longest, played("", exact.document).seconds)
                    items = max(items, str(exact.document).count("'Speech'"))
                    most = max(most, len(plain.ssml))

    print(f"\n{cases} replies: at most {longest:.0f} s, {items} speech items, {most} characters of SSML")
    assert longest <= limits.MAX_AUDIO_SECONDS
    assert items <= limits.MAX_SPEECH_ITEMS
    assert most <= limits.MAX_SPEECH_CHARACTERS


def guided(hold: Hold, pace: float) -> tuple[render.Spoken, render.Spoken]:
    reply = Reply(
        Session(pace=pace), "guide", say="Good, that's safe to stretch.", guide=hold, ask="Is it letting go?", open=True
    )
    exact, plain = (render.render(reply, CONTENT, "en-US", countdown=kind) for kind in ("apla", "ssml"))
    return exact, plain


class Ear:
    """Hears where sound begins: the first loud frame of 5 ms after a quiet one."""

    def __init__(self, heard: Sound) -> None:
        size = heard.rate // 200
        self._frame_seconds = size / heard.rate
        frames = [heard.samples[start : start + size] for start in range(0, len(heard.samples), size)]
        self._levels = [max(map(abs, frame)) for frame in frames]
        self._loud: list[bool] = []

    def takes_for_loud(self, loudness: float) -> None:
        threshold = loudness * max(self._levels)
        self._loud = [level > threshold for level in self._levels]

    def onset(self, near: float) -> float:
        """The beginning of the sound next to that moment, which silence comes before."""
        start = max(round((near - 0.15) / self._frame_seconds), 0)
        assert start == 0 or not self._loud[start], f"something is still being said at {near}"
        return self._loud.index(True, start) * self._frame_seconds


@spoken
def test_every_cue_is_heard_on_its_beat(voice: str) -> None:
    """However sharp the ear: an f is faint long before it is clear."""
    worst = {"cue": 0.0, "hold": 0.0, "count": 0.0}
    tried = tables([20, 30, 45])
    ears = ((table, Ear(sound(VOICES[voice], document=render.as_document(table, "")))) for table in tried)
    for (table, ear), loudness in product(ears, (0.02, 0.05, 0.1)):
        ear.takes_for_loud(loudness)
        onsets = [(cue, ear.onset(cue.at)) for cue in table.cues]
        late = {cue: at - cue.at for cue, at in onsets}
        begin, end = (next(at for cue, at in onsets if cue.kind == kind) for kind in ("hold", "release"))
        worst["cue"] = max(worst["cue"], *(abs(seconds) for seconds in late.values()))
        worst["hold"] = max(worst["hold"], abs(end - begin - table.hold_seconds))
        worst["count"] = max(worst["count"], *(abs(late[cue]) for cue in table.cues if cue.kind == "count"))

    figures = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in worst.items())
    print(f"\n{voice}: {len(tried)} renderings; worst errors: {figures}")
    assert worst["hold"] <= 0.05
    assert worst["cue"] <= 0.05
    assert worst["count"] <= 0.08


@spoken
def test_ssml_with_the_lengths_of_the_voice_lasts_as_long_as_the_timetable(voice: str, monkeypatch) -> None:
    monkeypatch.setattr(render, "speech_seconds", partial(speech_seconds, voice=voice))
    worst = (0.0, "")
    for table in tables([20, 30, 45]):
        heard = sound(VOICES[voice], render.as_ssml(table, ""))
        wanted = table.cues[-1].at + VOICES[voice].clip(table.cues[-1].say).seconds
        error = abs(heard.seconds - wanted) / wanted
        worst = max(worst, (error, table.cues[1].say))

    print(f"\n{voice}: SSML is at most {worst[0]:.1%} too long or too short ({worst[1]})")
    assert worst[0] < 0.03
