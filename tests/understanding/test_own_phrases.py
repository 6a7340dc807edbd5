"""Every phrase of our own reaches its intent, in every locale file, whatever is said in its slots."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from skill import coach
from skill.alexa.intents import own_name
from skill.settings import Settings
from skill.understanding import alarms, hearing
from skill.understanding import phrases as phrase_files
from skill.understanding.findings import FindingsReader
from skill.understanding.phrases import BASE, SLOT, IntentPhrases, Values, slot_types
from tests.logs import captured

# Most phrases are those of the base locale; a country's own are also in the quick tests of tests/locales.
LOCALES = [
    pytest.param(name, marks=[] if name == BASE else [pytest.mark.slow])
    for name in sorted(path.stem for path in phrase_files.FOLDER.glob("*.yaml"))
]
SAID = {
    "AMAZON.DURATION": ("thirty seconds", "twenty minutes", "a minute and a half"),
    "AMAZON.NUMBER": ("nine", "eighty two", "sixteen"),
    "AMAZON.TIME": ("nine", "half past seven", "eight in the morning"),
    "AMAZON.SearchQuery": ("a sharp pain in my left cheek", "sore after a long drive", "worse when i climb the stairs"),
}


_TRIED = 6
"""So many values are tried in each sample, others in the next one, until all have had their turn."""


def fills(told: IntentPhrases, sample: str, types: Mapping[str, Values], start: int = 0) -> Iterator[str]:
    """The sample with the first and the last name of several values, and several lengths and times."""
    names = SLOT.findall(sample)
    lists = [SAID.get(told.slots[name]) or _ends(types[told.slots[name]]) for name in names]
    for turn in range(min(_TRIED, max(map(len, lists), default=1))):
        filled = sample
        for name, values in zip(names, lists, strict=True):
            filled = filled.replace(f"{{{name}}}", values[(start * _TRIED + turn) % len(values)])
        yield filled


def _ends(values: Values) -> Sequence[str]:
    return [name for called in values.values() for name in dict.fromkeys((called[0], called[-1]))]


def wanted(intent: str, said: str) -> str:
    """
    Return the intent that a phrase of ours means.

    A danger that is an emergency by itself is heard as one: "suddenly chest pain". What is only supposed or asked
    ("could a weak leg be connected") is told and not reported.
    """
    if intent != "ReportRedFlag":
        return intent
    if alarms.find(said):
        return "Emergency"
    heard = hearing.hear(said)
    return intent if heard.red_flags or "unknown" not in heard.findings.values() else "DescribeSymptom"


@pytest.fixture(scope="module")
def quiet_coach():
    with captured():
        yield coach.build(Settings())


@pytest.fixture(scope="module")
def read_once():
    """Cache findings and alarms by text, as they are the same in every locale."""
    with pytest.MonkeyPatch.context() as patch:
        for reader, name in ((FindingsReader, "read"), (alarms, "find")):
            patch.setattr(reader, name, kept(getattr(reader, name)))
        yield


def kept(method):
    """The method or function, with its answers kept by the text, whichever object it is asked of."""
    answers = {}

    def answer(*asked, **how):
        key = (str(asked[-1]), *how.items())
        if key not in answers:
            answers[key] = method(*asked, **how)
        return answers[key]

    return answer


def shared_and_own(locale: str, intent: str) -> tuple[list[str], list[str]]:
    """The phrases of an intent that a locale has from the file it extends, and those that it adds."""
    told, base = (phrase_files.load(it).intents.get(intent, IntentPhrases()) for it in (locale, BASE))
    said = (*told.samples, *told.everyday)
    theirs = set() if locale == BASE else {*base.samples, *base.everyday}
    return [it for it in said if it in theirs], [it for it in said if it not in theirs]


@pytest.mark.xdist_group("own phrases")  # In one process, where what was read for one locale serves the others.
@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrase_reaches_its_intent_in_every_locale(read_once, locale):
    phrases = phrase_files.load(locale)
    types = slot_types(coach.content(), phrases)
    listener, wrong = hearing.listener(locale), []
    for intent, told in phrases.intents.items():
        for sample in (*told.samples, *told.everyday):
            said = next(fills(told, sample, types))
            if (heard := listener.hear(said).intent) != wanted(intent, said):
                wrong.append((said, intent, heard))
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrase_that_a_locale_adds_reaches_its_intent_through_a_device(quiet_coach, locale):
    phrases = phrase_files.load(locale)
    types = slot_types(coach.content(), phrases)
    device, wrong = quiet_coach.device(locale=locale), []
    for intent, told in phrases.intents.items():
        shared, own = shared_and_own(locale, intent)
        for sample in (*shared[:1], *own):
            said = next(fills(told, sample, types))
            device.new()
            if (heard := own_name(device.say(said)["intent"])) != wanted(intent, said):
                wrong.append((said, intent, heard))
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_a_phrase_is_known_whatever_is_said_in_its_slots(locale):
    phrases = phrase_files.load(locale)
    types = slot_types(coach.content(), phrases)
    listener, wrong = hearing.listener(locale), []
    for intent, told in phrases.intents.items():
        own = shared_and_own(locale, intent)[1]
        for at, sample in enumerate(it for it in own if it in told.samples and SLOT.search(it)):
            wrong += [
                (said, intent, heard)
                for said in fills(told, sample, types, at)
                if (heard := listener.hear(said).intent) != wanted(intent, said)
            ]
    assert not wrong
