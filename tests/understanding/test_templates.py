import pytest

from skill.understanding import templates
from skill.understanding.phrases import IntentPhrases, Phrases
from skill.understanding.slots import SlotFinder

PHRASES = Phrases(
    intents={
        "SetHeatTimer": IntentPhrases(
            slots={"duration": "AMAZON.DURATION"}, samples=("count down {duration} of heat",)
        ),
        "SetReminder": IntentPhrases(
            slots={"time": "AMAZON.TIME", "recurrence": "Recurrence"}, samples=("{recurrence} at {time}", "at {time}")
        ),
        "GiveKind": IntentPhrases(slots={"kind": "Kind"}, samples=("just a {kind}", "it's {kind}")),
        "DescribeSymptom": IntentPhrases(slots={"symptom": "AMAZON.SearchQuery"}, samples=("it's {symptom}",)),
    }
)
NAMES = {"Kind": {"cramp": "cramp", "a cramp": "cramp"}, "Recurrence": {"every day": "daily"}}


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("count down thirty seconds of heat", "SetHeatTimer"),
        ("count down a minute and a half of heat", "SetHeatTimer"),
        ("every day at half past seven", "SetReminder"),
        ("at eight in the morning", "SetReminder"),
        ("just a cramp", "GiveKind"),
        ("it is a cramp", "GiveKind"),
        ("it is the weather", None),
        ("count down of heat", None),
        ("", None),
    ],
)
def test_a_sample_is_known_with_any_value_and_never_with_free_text(said, intent):
    finders = {kind: SlotFinder(names) for kind, names in NAMES.items()}
    assert templates.intent(said.split(), templates.keys_of(PHRASES), finders) == intent
