"""Every phrase of our own reaches its intent, in every locale file, whatever is said in its slots."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from skill import coach
from skill.alexa.intents import own_name
from skill.settings import Settings
from skill.understanding import hearing
from skill.understanding import phrases as phrase_files
from skill.understanding.crisis import AlarmReader
from skill.understanding.phrases import BASE, SLOT, IntentPhrases, Values, slot_types
from tests.logs import captured

LOCALES = sorted(path.stem for path in phrase_files.FOLDER.glob("*.yaml"))
SAID = {
    "AMAZON.DURATION": ("thirty seconds", "twenty minutes", "a minute and a half"),
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


def wanted(intent: str, said: str, alarms: AlarmReader) -> str:
    """
    Return the intent that a phrase of ours means.

    A danger that is an emergency by itself is heard as one: "suddenly chest pain". What is only supposed or asked
    ("could a weak leg be connected") is told and not reported.
    """
    if intent != "ReportRedFlag":
        return intent
    if alarms.hear(said):
        return "Emergency"
    heard = hearing.hear(said)
    return intent if heard.red_flags or "unknown" not in heard.findings.values() else "DescribeSymptom"


@pytest.fixture(scope="module")
def quiet_coach():
    with captured():
        yield coach.build(Settings())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrase_reaches_its_intent_through_a_device(quiet_coach, locale):
    phrases = phrase_files.load(locale)
    types, alarms = slot_types(coach.content(), phrases), AlarmReader()
    device, wrong = quiet_coach.device(locale=locale), []
    for intent, told in phrases.intents.items():
        for sample in (*told.samples, *told.everyday):
            said = next(fills(told, sample, types))
            device.new()
            if (heard := own_name(device.say(said)["intent"])) != wanted(intent, said, alarms):
                wrong.append((said, intent, heard))
    assert not wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_a_phrase_is_known_whatever_is_said_in_its_slots(locale):
    phrases, base = phrase_files.load(locale), phrase_files.load(BASE)
    types, alarms = slot_types(coach.content(), phrases), AlarmReader()
    listener, wrong = hearing.listener(locale), []
    for intent, told in phrases.intents.items():
        shared = () if locale == BASE else base.intents[intent].samples
        for at, sample in enumerate(sample for sample in told.samples if sample not in shared):
            wrong += [
                (said, intent, heard)
                for said in fills(told, sample, types, at)
                if (heard := listener.hear(said).intent) != wanted(intent, said, alarms)
            ]
    assert not wrong
