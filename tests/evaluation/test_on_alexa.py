"""Warning signs, the store's instructions and its example phrases reach the coach through the interaction model."""

import json
import re

import pytest

from publishing.alexa import interaction_model
from skill.understanding import phrases
from tests.evaluation import on_alexa
from tests.evaluation.on_alexa import FALLBACK, OnAlexa
from tests.evaluation.samples import Samples

pytestmark = pytest.mark.slow

MANIFEST = json.loads((interaction_model.PACKAGE / "skill.json").read_text(encoding="utf-8"))["manifest"]
STORE = MANIFEST["publishingInformation"]


@pytest.fixture(scope="module")
def american():
    return OnAlexa()


@pytest.fixture(scope="module", params=phrases.locales())
def anywhere(request):
    return OnAlexa(request.param)


def test_most_warning_signs_are_a_sample_and_nearly_all_are_heard_whatever_sample_alexa_chooses(american, capsys):
    signs = [row for row in on_alexa.rows(on_alexa.OWN) if row[1] != "none"]

    exact = sum(american.recogniser.is_exact(said) for said, _ in signs)
    heard = sum(american.outcome(said, flag).heard for said, flag in signs)
    missed = [
        (said, match.sample)
        for said, flag in signs
        for match in american.recogniser.all(said)
        if match is not FALLBACK and not american.outcome(said, flag, match).heard
    ]

    with capsys.disabled():
        print(f"\n{len(signs)} warning signs: {exact} word for word, {heard} advised or asked about")
    assert exact >= 0.78 * len(signs)
    assert heard >= 0.86 * len(signs)
    assert len({said for said, _ in missed}) <= 0.02 * len(signs)


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("i can't feel anything at all when i dab with the paper", "saddle_numb"),
        ("i don't notice when my bladder empties", "bladder_control_loss"),
        ("no feeling left when i wash down there", "saddle_numb"),
        ("both of my thighs and calves are numb", "both_legs"),
        ("no but i can't lift my foot", "leg_weakness"),
        ("yes and my foot is like ice", "cold_pale_leg"),
        ("i had a nasty tumble off a wall", "major_trauma"),
        ("it hurts in my chest", "chest_pain_breathless"),
    ],
)
def test_the_words_before_the_slot_count(american, said, flag):
    match = american.recogniser.best(said)

    assert " ".join(words for words, _ in match.slots.values()) != said, "Alexa delivers less than was said"
    assert american.outcome(said, flag).heard


@pytest.mark.parametrize(
    "said", ["i can feel it fine when i wipe", "no i can feel everything when i wipe", "i don't have a fever"]
)
def test_a_denial_behind_a_carrier_stays_one(american, said):
    assert not american.outcome(said, "none").alarmed


def test_a_whole_answer_behind_a_carrier_answers_the_question(american):
    device = american.device()
    american.say(device, "a cramp")
    first = american.say(device, "no my legs are fine")
    second = american.say(device, "none of that thank god")

    assert first["asks"] != second["asks"]
    assert second["awaiting"] == "finding"


def quoted(text):
    return [said.lower() for said in re.findall(r'"([^"]+)"', text)]


def test_what_the_instructions_quote_is_a_sample_in_every_country(anywhere):
    said = [words for words in quoted(STORE["testingInstructions"]) if words != "open cramp coach"]

    assert len(said) >= 10
    assert [words for words in said if words not in on_alexa.BUILT_IN and not anywhere.recogniser.is_exact(words)] == []


def test_a_tester_who_follows_the_instructions_gets_a_stretch_and_an_emergency(anywhere):
    device = anywhere.device()
    turn = anywhere.say(device, "my left glute is cramping")
    for _ in range(6):
        if not turn["holds"]:
            turn = anywhere.say(device, "no")
    assert turn["holds"]
    assert anywhere.say(device, "help")["say"]
    assert not anywhere.say(device, "stop")["open"]

    device = anywhere.device()
    turn = anywhere.say(device, "i can't feel it when i wipe")
    assert turn["level"] == "emergency"
    assert not turn["holds"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("set a heat timer for fifteen minutes", "SetHeatTimerIntent"),
        ("remind me to stretch at nine", "SetReminderIntent"),
        ("do i have any reminders", "ListRemindersIntent"),
        ("cancel my reminder", "CancelReminderIntent"),
        ("delete my data", "DeleteMyDataIntent"),
    ],
)
def test_each_wish_of_the_instructions_reaches_its_intent_and_is_answered(anywhere, said, intent):
    assert said in quoted(STORE["testingInstructions"])
    assert anywhere.recogniser.best(said).intent == intent

    turn = anywhere.say(anywhere.device(), said)
    assert turn["say"]
    assert turn["say"].endswith("?") or intent in {"ListRemindersIntent", "CancelReminderIntent"}


@pytest.mark.parametrize("locale", STORE["locales"])
def test_an_example_phrase_of_the_store_leads_to_one_intent_and_an_answer(locale):
    model = OnAlexa(locale)
    for phrase in STORE["locales"][locale]["examplePhrases"][1:]:
        said = re.sub(r"^Alexa, (?:ask|tell) cramp coach ", "", phrase).lower()
        match = model.recogniser.best(said)
        device = model.device()

        assert not match.search
        assert model.say(device, said)["say"]


def test_a_sample_matches_only_with_values_of_its_slots():
    language = {
        "types": [
            {"name": "Side", "values": [{"id": "left", "name": {"value": "left", "synonyms": ["the left one"]}}]}
        ],
        "intents": [
            {"name": "Side", "slots": [{"name": "side", "type": "Side"}], "samples": ["my {side} please"]},
            {"name": "Say", "slots": [{"name": "words", "type": "AMAZON.SearchQuery"}], "samples": ["my {words}"]},
        ],
    }
    samples = Samples(language)

    assert [(it.intent, dict(it.slots)) for it in samples.matches("My the left one please")] == [
        ("Side", {"side": ("the left one", "left")}),
        ("Say", {"words": ("the left one please", None)}),
    ]
    assert [it.intent for it in samples.matches("my wallet please")] == ["Say"]
    assert [it.intent for it in samples.matches("my wallet please", any_words=True)] == ["Side", "Say"]
    assert samples.matches("my") == []
