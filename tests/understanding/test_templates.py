import pytest

from skill.understanding import templates
from skill.understanding.phrases import IntentPhrases, Phrases

PHRASES = Phrases(
    intents={
        "SetHeatTimerIntent": IntentPhrases(
            slots={"duration": "AMAZON.DURATION"}, samples=("count down {duration} of heat",)
        ),
        "SetReminderIntent": IntentPhrases(
            slots={"time": "AMAZON.TIME", "recurrence": "Recurrence"}, samples=("{recurrence} at {time}", "at {time}")
        ),
        "GiveKindIntent": IntentPhrases(slots={"kind": "Kind"}, samples=("just a {kind}", "it's {kind}")),
        "DescribeSymptomIntent": IntentPhrases(slots={"symptom": "AMAZON.SearchQuery"}, samples=("it's {symptom}",)),
    }
)
NAMES = {"Kind": {"cramp": "cramp", "a cramp": "cramp"}, "Recurrence": {"every day": "daily"}}


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("count down thirty seconds of heat", "SetHeatTimerIntent"),
        ("count down a minute and a half of heat", "SetHeatTimerIntent"),
        ("every day at half past seven", "SetReminderIntent"),
        ("at eight in the morning", "SetReminderIntent"),
        ("just a cramp", "GiveKindIntent"),
        ("it is a cramp", "GiveKindIntent"),
        ("it is the weather", None),
        ("count down of heat", None),
        ("", None),
    ],
)
def test_a_sample_is_known_with_any_value_and_never_with_free_text(said, intent):
    known = templates.Templates(templates.keys_of(PHRASES), NAMES)
    assert known.intent(said.split()) == intent
