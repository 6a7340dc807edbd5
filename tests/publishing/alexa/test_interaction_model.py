"""Promises of the interaction model: built from the phrases, within Alexa's rules, and readable by Amazon's classes."""

import copy
import json
import re
from pathlib import Path

import pytest

from publishing.alexa import interaction_model
from publishing.alexa.interaction_model_check import BUILT_IN, check
from skill.alexa.intents import intents
from skill.content import loader
from skill.understanding import phrases
from skill.understanding.phrases import IntentPhrases, Phrases

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "interaction_model" / "package"
LOCALES = sorted(path.stem for path in phrases.FOLDER.glob("*.yaml"))
MANIFEST = json.loads((PACKAGE / "skill.json").read_text(encoding="utf-8"))


def committed(locale="en-US"):
    """The built model as it stands in the package."""
    return json.loads((PACKAGE / "interactionModels" / "custom" / f"{locale}.json").read_text(encoding="utf-8"))


def language(built):
    return built["interactionModel"]["languageModel"]


def intent(built, name):
    return next(each for each in language(built)["intents"] if each["name"] == name)


def slot_type(built, name):
    return next(each for each in language(built)["types"] if each["name"] == name)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_committed_model_is_what_the_phrases_and_the_content_give(locale):
    assert committed(locale) == interaction_model.build(loader.load(), phrases.load(locale), locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_committed_model_keeps_alexas_rules(locale):
    assert check(committed(locale)) == []


def test_verify_finds_nothing_in_the_package():
    assert interaction_model.verify() == []


def test_a_stale_or_missing_model_is_told_with_the_command_that_mends_it(tmp_path):
    missing = interaction_model.verify(tmp_path)
    first = interaction_model.write(tmp_path)[0]
    fresh = interaction_model.verify(tmp_path)
    first.write_text(first.read_text(encoding="utf-8").replace("cramp coach", "cramp couch"), encoding="utf-8")
    stale = interaction_model.verify(tmp_path)

    assert fresh == []
    assert [problem for problem in missing + stale if "run `cramp-coach model build`" not in problem] == []
    assert len(missing) == len(LOCALES)
    assert len(stale) == 1


def test_a_model_without_phrases_is_told(tmp_path):
    extra = tmp_path / "interactionModels" / "custom" / "xx-XX.json"
    interaction_model.write(tmp_path)
    extra.write_text("{}", encoding="utf-8")

    assert interaction_model.verify(tmp_path) == ["xx-XX.json has no phrase file of its own: delete it."]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_skill_handles_every_intent_and_reads_every_slot_of_the_model(locale):
    built = {each["name"]: {slot["name"] for slot in each["slots"]} for each in language(committed(locale))["intents"]}

    assert built == {name: set(slots) for name, slots in intents().items()}


def test_words_for_everyday_use_never_reach_alexa():
    told = Phrases(
        intents={
            "Yes": IntentPhrases(everyday=("aye",)),
            "Ready": IntentPhrases(samples=("ready",), everyday=("shoot",)),
        }
    )

    built = interaction_model.build(loader.load(), told, "en-US")

    assert intent(built, "AMAZON.YesIntent")["samples"] == []
    assert intent(built, "ReadyIntent")["samples"] == ["ready"]


def test_only_locales_that_take_a_fallback_sensitivity_get_one():
    told = phrases.load("en-US")

    assert "modelConfiguration" in language(interaction_model.build(loader.load(), told, "en-GB"))
    assert "modelConfiguration" not in language(interaction_model.build(loader.load(), told, "fr-FR"))


def test_every_red_flag_that_can_be_reported_is_a_value_of_its_slot():
    reported = {name for name, finding in loader.load().findings.items() if finding.report}

    assert {value["id"] for value in slot_type(committed(), "RedFlag")["values"]} == reported


def wake_word_in_the_invocation(built):
    language(built)["invocationName"] = "amazon coach"


def one_word_invocation(built):
    language(built)["invocationName"] = "Cramps"


def article_in_the_invocation(built):
    language(built)["invocationName"] = "the coach"


def undefined_type(built):
    language(built)["types"] = [each for each in language(built)["types"] if each["name"] != "Stretch"]


def misspelt_amazon_type(built):
    intent(built, "SetHeatTimerIntent")["slots"][0]["type"] = "AMAZON.DURATIONS"


def undeclared_slot(built):
    intent(built, "ReadyIntent")["samples"].append("my {leg} is up")


def two_types_for_one_slot(built):
    intent(built, "GiveSideIntent")["slots"][0]["type"] = "Kind"


def forbidden_characters(built):
    intent(built, "ReadyIntent")["samples"].append("ready, set, go!")


def second_slot_beside_a_search(built):
    intent(built, "DescribeSymptomIntent")["slots"].append({"name": "side", "type": "BodySide"})


def search_without_a_carrier(built):
    intent(built, "DescribeSymptomIntent")["samples"].append("{symptom}")


def sample_in_two_intents(built):
    intent(built, "ReadyIntent")["samples"].append("slow down")


def sample_there_twice(built):
    intent(built, "ReadyIntent")["samples"].append("I'm ready")


def synonym_with_two_meanings(built):
    value = next(each for each in slot_type(built, "BodySide")["values"] if each["id"] == "left")
    value["name"]["synonyms"].append("right")


def endless_synonym(built):
    slot_type(built, "Stretch")["values"][0]["name"]["synonyms"].append("stretch " * 20)


def type_without_values(built):
    slot_type(built, "Kind")["values"] = []


def missing_built_in(built):
    language(built)["intents"] = [
        each for each in language(built)["intents"] if each["name"] != "AMAZON.NavigateHomeIntent"
    ]


def samples_on_a_built_in(built):
    intent(built, "AMAZON.YesIntent")["samples"].append("aye")


def digit_in_a_name(built):
    intent(built, "ReadyIntent")["name"] = "Ready2Intent"


def unreachable_intent(built):
    intent(built, "ReadyIntent")["samples"] = []


def too_many_intents(built):
    language(built)["intents"] += [
        {"name": "More" + "Of" * count, "slots": [], "samples": ["more " * count]} for count in range(1, 251)
    ]


def too_big(built):
    intent(built, "ReadyIntent")["samples"] += ["so " * 999 + "on" * count for count in range(600)]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (wake_word_in_the_invocation, "amazon is reserved"),
        (one_word_invocation, "it needs at least two words"),
        (one_word_invocation, "only lower-case letters"),
        (article_in_the_invocation, "with two words, neither may be the"),
        (undefined_type, "has the type Stretch, which is not defined"),
        (misspelt_amazon_type, "has the type AMAZON.DURATIONS, which is not defined"),
        (undeclared_slot, "uses leg, which is no declared slot"),
        (two_types_for_one_slot, "give it one type"),
        (forbidden_characters, "'ready, set, go!' may have only letters"),
        (second_slot_beside_a_search, "AMAZON.SearchQuery must be the only slot of its intent"),
        (search_without_a_carrier, "'{symptom}' needs words around the AMAZON.SearchQuery slot"),
        (sample_in_two_intents, "'slow down' occurs in both ReadyIntent and SlowDownIntent"),
        (sample_there_twice, '"I\'m ready" occurs twice in ReadyIntent'),
        (synonym_with_two_meanings, "'right' stands for"),
        (endless_synonym, "is longer than 140 characters"),
        (type_without_values, "Kind: a slot type needs at least one value"),
        (missing_built_in, "AMAZON.NavigateHomeIntent is missing."),
        (samples_on_a_built_in, "AMAZON.YesIntent has samples"),
        (digit_in_a_name, "'Ready2Intent': a name has only letters"),
        (unreachable_intent, "ReadyIntent has no samples"),
        (too_many_intents, "intents; Alexa takes 250."),
        (too_big, "bytes; Alexa takes 1500000."),
    ],
)
def test_a_broken_model_is_told_in_a_sentence(broken, told):
    built = copy.deepcopy(committed())
    broken(built)

    assert [problem for problem in check(built) if told in problem]


def test_all_thirteen_built_in_intents_are_in_every_model():
    for locale in LOCALES:
        assert {each["name"] for each in language(committed(locale))["intents"]} >= set(BUILT_IN)
    assert len(BUILT_IN) == 13


def without_nothing(data):
    """Amazon's serializer writes `None` for what is not there."""
    if isinstance(data, dict):
        return {key: without_nothing(value) for key, value in data.items() if value is not None}
    return [without_nothing(each) for each in data] if isinstance(data, list) else data


def read_by_amazons_classes(data, path):
    """The data once through the classes of Amazon's own management API."""
    pytest.importorskip("ask_smapi_model", reason="needs the package ask-smapi-model: pip install ask-smapi-model")
    serializer = pytest.importorskip("ask_sdk_core.serialize").DefaultSerializer()
    module, name = path.rsplit(".", 1)
    shape = getattr(pytest.importorskip(module), name)
    return without_nothing(serializer.serialize(serializer.deserialize(json.dumps(data), shape)))


@pytest.mark.parametrize("locale", LOCALES)
def test_amazons_own_classes_lose_nothing_of_the_model(locale):
    built = committed(locale)

    read = read_by_amazons_classes(built, "ask_smapi_model.v1.skill.interaction_model.InteractionModelData")

    assert read == built


def test_amazons_own_classes_lose_nothing_of_the_manifest():
    read = read_by_amazons_classes(MANIFEST, "ask_smapi_model.v1.skill.manifest.SkillManifestEnvelope")

    assert read == MANIFEST


def test_amazons_own_classes_show_a_key_that_they_do_not_know():
    odd = committed()
    language(odd)["invocation"] = "cramp coach"

    assert read_by_amazons_classes(odd, "ask_smapi_model.v1.skill.interaction_model.InteractionModelData") != odd


def store_pages():
    return MANIFEST["manifest"]["publishingInformation"]["locales"]


def test_every_locale_of_the_manifest_has_a_model_and_its_legal_pages():
    legal = MANIFEST["manifest"]["privacyAndCompliance"]["locales"]

    assert set(store_pages()) == set(legal) == set(LOCALES)


def is_a_sample(built, said):
    """Whether the words are a sample of some intent, with values of our own types in its slots."""
    names = {
        kind["name"]: {
            name for value in kind["values"] for name in (value["name"]["value"], *value["name"]["synonyms"])
        }
        for kind in language(built)["types"]
    }
    return any(
        said.lower() in spoken(sample, each["slots"], names, said.lower())
        for each in language(built)["intents"]
        for sample in each["samples"]
    )


def spoken(sample, slots, names, said):
    """All that a sample stands for with values that are among the words; nothing fits the slots of Amazon's types."""
    ways = {sample}
    for slot in slots:
        fitting = {name for name in names.get(slot["type"], ()) if name in said}
        ways = {way.replace(f"{{{slot['name']}}}", name) for way in ways for name in fitting or {"?"}}
    return ways


def test_the_example_phrases_of_the_store_are_real_samples():
    for locale, page in store_pages().items():
        first, *others = page["examplePhrases"]
        said = [re.sub(r"^Alexa, (ask|tell) cramp coach ", "", phrase) for phrase in others]

        assert first == "Alexa, open cramp coach"
        assert len(others) == 2
        assert [phrase for phrase in said if not is_a_sample(committed(locale), phrase)] == []


def test_the_store_says_what_the_skill_is_not():
    for page in store_pages().values():
        assert "no substitute for the advice, diagnosis or treatment" in page["description"]
        assert "not an emergency service" in page["description"]
        assert "call your local emergency number" in page["description"]


def test_the_deploying_tool_finds_the_package():
    resources = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))

    assert ROOT / resources["profiles"]["default"]["skillMetadata"]["src"] == PACKAGE
