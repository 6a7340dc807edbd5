"""What people of a country say reaches what they mean, in the locale's own file as in everything it builds on."""

import re
from itertools import combinations

import pytest
import yaml

from skill import coach
from skill.understanding import hearing, phrases

OWN = ("en-AU", "en-CA", "en-GB", "en-IN")
COUNTRIES = sorted(path.stem for path in phrases.FOLDER.glob("*.yaml") if path.stem != phrases.BASE)
SAID = {
    "AMAZON.DURATION": "fifteen minutes",
    "AMAZON.TIME": "nine",
    "AMAZON.SearchQuery": "a sharp pain in my left cheek",
}
"""Something to say in a slot of Amazon's."""


def own(locale):
    return yaml.safe_load((phrases.FOLDER / f"{locale}.yaml").read_text(encoding="utf-8"))


def said_in(locale):
    """(intent, phrase) for every phrase of the file itself."""
    for intent, told in own(locale)["intents"].items():
        yield from ((intent, phrase) for phrase in (*told.get("samples", ()), *told.get("everyday", ())))


def filled(phrase, kinds, types):
    """The phrase with a value in each slot: the first name of the first value of its type."""

    def value(place):
        kind = kinds[place[1]]
        return SAID.get(kind) or next(iter(types[kind].values()))[0]

    return re.sub(r"\{(\w+)\}", value, phrase)


@pytest.mark.parametrize("locale", COUNTRIES)
def test_every_phrase_of_its_own_reaches_its_intent(locale):
    told, listener = phrases.load(locale), hearing.listener(locale)
    types = phrases.slot_types(coach.content(), told)

    missed = [
        (intent, utterance, heard)
        for intent, phrase in said_in(locale)
        for utterance in [filled(phrase, told.intents[intent].slots, types)]
        if (heard := listener.hear(utterance).intent) != intent
    ]

    assert missed == []


@pytest.mark.parametrize("locale", COUNTRIES)
def test_every_name_of_its_own_is_heard_as_what_it_names(locale):
    listener, told = hearing.listener(locale), phrases.load(locale)
    slot_of = {
        "BodySide": ("GiveSide", "it's the {side}"),
        "Posture": ("GivePosture", "i'm {posture}"),
        "RedFlag": ("ReportRedFlag", "{red_flag}"),
        "Remedy": ("AskRelief", "would {remedy} help"),
    }

    misheard = []
    for kind, values in own(locale).get("types", {}).items():
        intent, carrier = slot_of[kind]
        slot = next(name for name, type_ in told.intents[intent].slots.items() if type_ == kind)
        for value, names in values.items():
            for name in names:
                heard = listener.hear(carrier.replace(f"{{{slot}}}", name))
                if heard.slots.get(slot) != value:
                    misheard.append((kind, value, name, heard.intent, heard.slots))

    assert misheard == []


@pytest.mark.parametrize("locale", OWN)
def test_each_country_brings_at_least_sixty_phrases_that_the_shared_file_lacks(locale):
    shared = {
        phrase for told in phrases.load(phrases.BASE).intents.values() for phrase in (*told.samples, *told.everyday)
    }
    mine = [phrase for _, phrase in said_in(locale)]

    assert own(locale)["extends"] == phrases.BASE
    assert len(mine) == len(set(mine))
    assert len(set(mine) - shared) >= 60
    assert set(mine) & shared == set()


def test_the_countries_do_not_copy_each_other():
    for one, other in combinations(OWN, 2):
        both = {phrase for _, phrase in said_in(one)} & {phrase for _, phrase in said_in(other)}

        assert len(both) <= 3, (one, other, both)


def test_every_country_is_understood_in_its_own_words_for_medicines_and_places():
    asked = {
        "en-GB": ("should i go to casualty", "is paracetamol any good for it"),
        "en-CA": ("should i go to emerg", "would tylenol do the trick after hockey"),
        "en-AU": ("should i head to emergency", "can i take a couple of panadol"),
        "en-IN": ("do i need to go to casualty", "shall i take one combiflam"),
    }
    for locale, (doctor, medicine) in asked.items():
        listener = hearing.listener(locale)

        assert listener.hear(doctor).intent == "WhenToSeeDoctor"
        assert listener.hear(medicine).intent == "AskRelief"
