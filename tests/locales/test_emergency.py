"""Emergency numbers by country, compared with an independent table."""

import re

import pytest

from skill import coach
from skill.content.loader import load
from skill.settings import Settings
from skill.speech.markup import escaped

TABLE = {
    # locale: emergency, read aloud, place, who helps today, crisis line
    "en-US": ("911", "nine one one", "emergency room", "urgent care clinic", "Call or text 988."),
    "en-GB": (
        "999",
        "nine nine nine",
        "A and E",
        "Call NHS 111 today",
        "Call Samaritans on 116 123. Or NHS 111, and choose mental health.",
    ),
    "en-CA": ("911", "nine one one", "emergency room", "Call 811 where your province has it", "Call or text 988."),
    "en-AU": (
        "000",
        "triple zero",
        "emergency department",
        "on 1800 022 222",
        "Call Lifeline on 13 11 14.",
    ),
    "en-IN": (
        "112",
        "one one two",
        "hospital emergency department",
        "Many states have 104 for advice, 108 for an ambulance.",
        "Call Tele-MANAS on 14416.",
    ),
}
ALL_NUMBERS = {
    "911",
    "999",
    "000",
    "112",
    "111",
    "811",
    "988",
    "108",
    "104",
    "116 123",
    "13 11 14",
    "14416",
    "1800 022 222",
}

EMERGENCY = "i wet myself and i cannot feel it when i wipe"
CRISIS = "i want to kill myself"
URGENT = "my calf is hot and swollen"


@pytest.fixture(scope="module")
def built():
    return coach.build(Settings())


def said(built, locale, *utterances):
    device = built.device(locale=locale, user=f"{locale} {utterances[0]}")
    return [device.say(words) for words in utterances]


def numbers_in(text):
    return {digits for digits in re.findall(r"\d[\d ]*\d", text) if not digits.isspace()}


COUNTRIES = sorted(set(load().locales) - {"en"})


def test_every_locale_of_the_table_is_there():
    assert set(TABLE) <= set(COUNTRIES)


@pytest.mark.parametrize("locale", COUNTRIES)
def test_every_country_hears_its_own_number_and_no_other(built, locale):
    it = load().locales[locale]

    (turn,) = said(built, locale, EMERGENCY)

    assert turn["say"].startswith(f"Call {it.emergency.digits}, or your local emergency number, now.")
    assert numbers_in(turn["say"]) == {it.emergency.digits}


@pytest.mark.parametrize("locale", TABLE)
def test_an_emergency_begins_with_the_number_of_the_country(built, locale):
    number, _, place, *_ = TABLE[locale]

    (turn,) = said(built, locale, EMERGENCY)

    assert turn["level"] == "emergency"
    assert turn["say"].startswith(f"Call {number}, or your local emergency number, now.")
    assert f"Or be driven to the nearest {place}." in turn["say"]
    assert numbers_in(turn["say"]) == {number}
    assert "I can't call for you." in turn["say"]


@pytest.mark.parametrize("locale", TABLE)
def test_the_number_is_read_as_people_there_say_it(built, locale):
    number, aloud, *_ = TABLE[locale]

    (turn,) = said(built, locale, EMERGENCY)

    assert f'<sub alias="{aloud}">{number}</sub>' in turn["ssml"]


@pytest.mark.parametrize("locale", TABLE)
def test_somebody_who_speaks_of_dying_hears_the_crisis_line_of_the_country(built, locale):
    number, *_, line = TABLE[locale]

    (turn,) = said(built, locale, CRISIS)

    assert turn["level"] == "emergency"
    assert turn["say"].startswith("I'm glad you told me.")
    assert line in turn["say"]
    assert f"call {number}, or your local emergency number." in turn["say"]
    assert numbers_in(turn["say"]) == numbers_in(line) | {number}


@pytest.mark.parametrize("locale", TABLE)
def test_who_has_to_be_seen_today_hears_where(built, locale):
    *_, today, _ = TABLE[locale]

    turns = said(built, locale, URGENT, *["no"] * 6)
    told = " ".join(turn["say"] for turn in turns)

    assert turns[0]["level"] == "urgent"
    assert today in told
    assert numbers_in(told) <= numbers_in(today)


@pytest.mark.parametrize("locale", COUNTRIES)
def test_every_number_of_a_locale_has_its_own_way_to_be_read(locale):
    it = load().locales[locale]
    numbers = [number for number in (it.emergency, *it.numbers) if number]
    lines = f"{it.call_emergency} {it.urgent_line} {it.crisis_line}"

    assert {number.digits for number in numbers} == numbers_in(lines)
    assert all(f'<sub alias="{number.spoken}">' in escaped(lines, numbers) for number in numbers)


def test_where_no_country_is_known_no_number_is_named(built):
    for words in (EMERGENCY, CRISIS):
        (turn,) = said(built, "en-ZA", words)

        assert not any(number in turn["say"] for number in ALL_NUMBERS)
        assert "local emergency number" in turn["say"]
