"""Promises of what is handed to the store: the manifest, the icons, the folder for ask-cli, and the Lambda stack."""

import copy
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from publishing.alexa import skill_package, store_check
from publishing.alexa.samples import intents_of
from skill import coach
from skill.alexa.intents import own_name
from skill.alexa.invocation import answer_verified
from skill.errors import SettingsError
from skill.settings import Settings
from skill.understanding import hearing, phrases
from tests.logs import captured
from tests.publishing.alexa.test_interaction_model import read_by_amazons_classes
from tests.signing import envelope, written

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "interaction_model" / "package"
MANIFEST = json.loads((PACKAGE / "skill.json").read_text(encoding="utf-8"))
LOCALES = sorted(path.stem for path in phrases.FOLDER.glob("*.yaml"))
ARN = "arn:aws:lambda:us-east-1:123456789012:function:coach"


class Quick:
    """An understanding that takes no time: what is no sample is a fallback, the rest is what the model says."""

    def __init__(self, locale):
        self.language = model(PACKAGE, locale)["interactionModel"]["languageModel"]

    def hear(self, utterance):
        intents = intents_of(self.language, utterance)
        return type("Heard", (), {"intent": own_name(min(intents, default="AMAZON.FallbackIntent"))})


def model(folder, locale):
    return json.loads((folder / "interactionModels" / "custom" / f"{locale}.json").read_text(encoding="utf-8"))


def problems(folder):
    return store_check.problems(coach.content(), Quick, folder)


def pages(manifest=MANIFEST):
    return manifest["manifest"]["publishingInformation"]["locales"]


def test_the_five_english_locales_are_there():
    assert set(LOCALES) >= {"en-AU", "en-CA", "en-GB", "en-IN", "en-US"}


def test_the_store_would_find_nothing():
    assert store_check.problems(coach.content(), hearing.listener) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_tester_who_says_an_example_phrase_gets_what_it_is_an_example_of(locale):
    device = coach.build(Settings()).device(locale=locale, user=f"tester of {locale}")
    language = model(PACKAGE, locale)["interactionModel"]["languageModel"]
    launch, *others = pages()[locale]["examplePhrases"]

    greeted = device.say(launch.removeprefix("Alexa, "))
    assert device.last_exchange[0]["request"]["type"] == "LaunchRequest"
    assert greeted["open"]
    for phrase in others:
        device.new()
        turn = device.say(phrase.removeprefix("Alexa, "))
        assert {turn["intent"]} == intents_of(language, re.sub(r"^Alexa, (ask|tell) cramp coach ", "", phrase))
        assert turn["say"]


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "package"
    shutil.copytree(PACKAGE, folder)
    return folder


def page(manifest, locale="en-GB"):
    return pages(manifest)[locale]


def promise_a_cure(manifest):
    page(manifest)["summary"] = "Cures cramps."


def say_butt(manifest):
    page(manifest)["description"] += " For your butt."


def promise_a_video(manifest):
    page(manifest)["description"] += " With videos."


def quote_what_nobody_can_say(manifest):
    page(manifest)["description"] += ' Say "order me a pizza".'


def drop_the_disclaimer(manifest):
    page(manifest)["description"] = "A stretch."


def endless_summary(manifest):
    page(manifest)["summary"] = "Calm. " * 40


def odd_characters(manifest):
    page(manifest)["summary"] = "Calm \u2728 stretches"


def a_phrase_nobody_understands(manifest):
    page(manifest)["examplePhrases"][1] = "Alexa, ask cramp coach to juggle"


def a_phrase_without_the_name(manifest):
    page(manifest)["examplePhrases"][1] = "Alexa, my leg hurts"


def another_first_phrase(manifest):
    page(manifest)["examplePhrases"][0] = "Alexa, start cramp coach"


def four_phrases(manifest):
    page(manifest)["examplePhrases"].append("Alexa, ask cramp coach when should I see a doctor")


def a_keyword_twice(manifest):
    page(manifest)["keywords"] += ["cramp"]


def no_icon(manifest):
    page(manifest)["smallIconUri"] = "file://assets/images/nothing.png"


def icons_swapped(manifest):
    page(manifest)["smallIconUri"] = page(manifest)["largeIconUri"]


def health_data(manifest):
    manifest["manifest"]["privacyAndCompliance"]["usesHealthInfo"] = True


def for_children(manifest):
    manifest["manifest"]["privacyAndCompliance"]["isChildDirected"] = True


def no_reminders(manifest):
    manifest["manifest"]["permissions"].pop()


def no_screen(manifest):
    manifest["manifest"]["apis"]["custom"]["interfaces"] = []


def deaf_to_events(manifest):
    manifest["manifest"]["events"]["subscriptions"] = []


def events_elsewhere(manifest):
    manifest["manifest"]["events"]["endpoint"]["uri"] = "https://example.org/alexa"


def plain_http(manifest):
    manifest["manifest"]["apis"]["custom"]["endpoint"]["uri"] = "http://example.com/alexa"


def certificate_for_lambda(manifest):
    manifest["manifest"]["apis"]["custom"]["endpoint"]["uri"] = ARN


def brand_in_the_domain(manifest):
    manifest["manifest"]["privacyAndCompliance"]["locales"]["en-GB"]["termsOfUseUrl"] = "https://my-alexa.org/terms"


def no_policy(manifest):
    del manifest["manifest"]["privacyAndCompliance"]["locales"]["en-GB"]["privacyPolicyUrl"]


def no_legal_pages(manifest):
    del manifest["manifest"]["privacyAndCompliance"]["locales"]["en-GB"]


def a_country_without_a_model(manifest):
    pages(manifest)["en-ZZ"] = copy.deepcopy(page(manifest))


def short_instructions(manifest):
    manifest["manifest"]["publishingInformation"]["testingInstructions"] = "Say a reminder, with permission."


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (promise_a_cure, "en-GB: 'summary' claims 'Cures'"),
        (say_butt, "en-GB: 'description' says 'butt'"),
        (promise_a_video, "'description' names 'videos', which the skill does not have"),
        (quote_what_nobody_can_say, "quotes 'order me a pizza', which is no sample"),
        (drop_the_disclaimer, "'description' must say 'not an emergency service'"),
        (endless_summary, "'summary' must have 1 to 160 characters"),
        (odd_characters, "has characters that may not be displayed everywhere; replace them: \u2728"),
        (a_phrase_nobody_understands, "is not a sample of the model"),
        (a_phrase_without_the_name, "must begin with 'Alexa, ask cramp coach'"),
        (another_first_phrase, "the first example phrase must be 'Alexa, open cramp coach'"),
        (four_phrases, "'examplePhrases' must be 3"),
        (a_keyword_twice, "'keywords' names a word twice"),
        (no_icon, "'smallIconUri' must be an image below assets/"),
        (icons_swapped, "'smallIconUri' must be a PNG of 108 x 108 pixels; it is (512, 512)"),
        (health_data, "'privacyAndCompliance.usesHealthInfo' is True; it must be False"),
        (for_children, "'privacyAndCompliance.isChildDirected' is True"),
        (no_reminders, "'permissions' is"),
        (no_screen, "'apis.custom.interfaces' is []"),
        (deaf_to_events, "'events.subscriptions' is []"),
        (events_elsewhere, "'events.endpoint' must equal that of 'apis.custom'"),
        (plain_http, "must be a Lambda function's ARN, or https://"),
        (certificate_for_lambda, "remove 'sslCertificateType', which is for HTTPS only"),
        (brand_in_the_domain, "en-GB: 'termsOfUseUrl' has 'alexa' in its domain"),
        (no_policy, "en-GB: 'privacyPolicyUrl' must be an https:// address"),
        (no_legal_pages, "en-GB has no addresses in 'privacyAndCompliance.locales'"),
        (a_country_without_a_model, "en-ZZ has no file in interaction_model/phrases"),
        (a_country_without_a_model, "skill/content/locales/en-ZZ.yaml is missing"),
        (short_instructions, "'testingInstructions' don't mention a timer"),
    ],
)
def test_what_the_store_would_refuse_is_told_in_a_sentence(package, broken, told):
    manifest = copy.deepcopy(MANIFEST)
    broken(manifest)
    # One country is enough to look at.
    for locale in set(LOCALES) - {"en-GB"}:
        del pages(manifest)[locale]
    (package / "skill.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert [problem for problem in problems(package) if told in problem]


def test_a_missing_model_or_manifest_is_told(package):
    (package / "interactionModels/custom/en-CA.json").unlink()
    without_model = problems(package)
    (package / "skill.json").write_text("[]", encoding="utf-8")
    without_manifest = problems(package)

    assert without_model == ["en-CA: its interaction model is missing: run `cramp-coach model build`."]
    assert len(without_manifest) == 1
    assert without_manifest[0].startswith("skill.json: can't be read as a manifest")


def test_a_promise_that_no_intent_keeps_is_told(package):
    path = package / "interactionModels/custom/en-CA.json"
    built = model(package, "en-CA")
    language = built["interactionModel"]["languageModel"]
    language["intents"] = [intent for intent in language["intents"] if intent["name"] != "SetReminderIntent"]
    path.write_text(json.dumps(built), encoding="utf-8")

    assert "en-CA: 'description' promises 'reminder', but SetReminderIntent has no samples." in problems(package)


def test_amazons_own_classes_lose_nothing_of_the_folder_for_ask_cli(tmp_path):
    skill_package.write(tmp_path, endpoint=ARN, site="https://coach.example.org")
    manifest = json.loads((tmp_path / "skill.json").read_text(encoding="utf-8"))
    models = {path.stem: json.loads(path.read_bytes()) for path in tmp_path.glob("interactionModels/custom/*.json")}

    assert set(models) == set(LOCALES)
    assert read_by_amazons_classes(manifest, "ask_smapi_model.v1.skill.manifest.SkillManifestEnvelope") == manifest
    for built in models.values():
        shape = "ask_smapi_model.v1.skill.interaction_model.InteractionModelData"
        assert read_by_amazons_classes(built, shape) == built
    assert problems(tmp_path) == []


def test_the_folder_for_ask_cli_has_the_addresses_of_the_running_service(tmp_path):
    count = skill_package.write(tmp_path, endpoint="https://coach.example.org/alexa")
    text = (tmp_path / "skill.json").read_text(encoding="utf-8")

    assert store_check.placeholders(PACKAGE)
    assert store_check.placeholders(tmp_path) == []
    assert text.count("https://coach.example.org/alexa") == 2
    assert (
        text.count("https://coach.example.org/privacy") == text.count("https://coach.example.org/terms") == len(LOCALES)
    )
    assert count == sum(path.is_file() for path in tmp_path.rglob("*")) == len(LOCALES) + 3


@pytest.mark.parametrize(
    "endpoint",
    ["http://coach.example.org/alexa", "https://coach.example.org:8443/alexa", "https://coach.example.org", "coach"],
)
def test_an_endpoint_that_alexa_would_refuse_is_refused(tmp_path, endpoint):
    with pytest.raises(SettingsError, match="endpoint"):
        skill_package.write(tmp_path / "new", endpoint=endpoint)

    assert not (tmp_path / "new").exists()


def test_pages_are_served_over_https(tmp_path):
    with pytest.raises(SettingsError, match="site"):
        skill_package.write(tmp_path / "new", site="http://coach.example.org")


def test_the_profiles_of_ask_cli_name_what_there_is():
    profiles = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))["profiles"]
    infrastructure = profiles["lambda"]["skillInfrastructure"]["userConfig"]

    assert set(profiles) == {"default", "self-hosted", "lambda"}
    assert "skillInfrastructure" not in profiles["self-hosted"]
    assert (ROOT / infrastructure["templatePath"]).is_file()
    assert infrastructure["handler"] == "lambda_function.lambda_handler"
    assert infrastructure["runtime"] in stack()["Parameters"]["LambdaRuntime"]["AllowedValues"]


class Template(yaml.SafeLoader):
    """Reads CloudFormation's short forms, such as `!Ref`, as what they are short for."""


def read_short_form(loader, suffix, node):
    kind = {"scalar": loader.construct_scalar, "sequence": loader.construct_sequence}[node.id]
    return {suffix: kind(node)}


Template.add_multi_constructor("!", read_short_form)


def stack():
    return yaml.load((ROOT / "lambda/template.yaml").read_text(encoding="utf-8"), Loader=Template)  # noqa: S506


def resource(kind):
    (found,) = [it for it in stack()["Resources"].values() if it["Type"] == kind]
    return found["Properties"]


def test_the_function_may_do_what_it_needs_and_nothing_else():
    (policy,) = resource("AWS::IAM::Role")["Policies"]
    allowed = {
        action: statement["Resource"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in statement["Action"]
    }
    calls = set(re.findall(r'_call\(\s*"(\w+)"', (ROOT / "skill/memory/dynamodb.py").read_text(encoding="utf-8")))

    assert not any("*" in f"{action} {where}" for action, where in allowed.items())
    assert {action for action in allowed if action.startswith("dynamodb:")} == {
        "dynamodb:" + "".join(word.capitalize() for word in call.split("_")) for call in calls
    }


def test_the_table_is_the_one_that_the_coach_expects():
    table, store = resource("AWS::DynamoDB::Table"), (ROOT / "skill/memory/dynamodb.py").read_text(encoding="utf-8")

    assert table["KeySchema"] == [{"AttributeName": "pseudonym", "KeyType": "HASH"}]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert 'TIME_TO_LIVE = "expires"' in store
    assert table["SSESpecification"]["SSEEnabled"] is True
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": False}


def test_only_alexa_and_only_our_skill_may_call_and_logs_are_not_kept_for_ever():
    permission = resource("AWS::Lambda::Permission")
    function = resource("AWS::Lambda::Function")

    assert permission["Principal"] == "alexa-appkit.amazon.com"
    assert permission["EventSourceToken"] == {"Ref": "SkillId"}
    assert function["Environment"]["Variables"]["CRAMP_COACH_SKILL_ID"] == {"Ref": "SkillId"}
    assert function["Timeout"] < 8
    assert resource("AWS::Logs::LogGroup")["RetentionInDays"] == 14


def test_alarms_ring_for_failures_slowness_and_the_table():
    alarms = [it["Properties"] for it in stack()["Resources"].values() if it["Type"] == "AWS::CloudWatch::Alarm"]

    names = {"Errors", "RefusedAnswers", "Duration", "Throttles", "SystemErrors"}
    assert {alarm["MetricName"] for alarm in alarms} == names
    assert all(alarm["AlarmActions"] for alarm in alarms)


def test_an_answer_that_alexa_refuses_is_what_the_metric_counts():
    counted = resource("AWS::Logs::MetricFilter")

    assert counted["FilterPattern"] == '{ $.event = "answered" && $.level = "warning" }'
    (metric,) = counted["MetricTransformations"]
    assert metric["MetricName"] == "RefusedAnswers"
    with captured() as lines:
        answer_verified(coach.build(Settings()).skill, refused_answer(), started=0.0)
    assert [(line["event"], line["level"]) for line in lines] == [("answered", "warning")]


def refused_answer():
    error = {"type": "INVALID_RESPONSE", "message": "x"}
    return json.loads(written(envelope({"type": "SessionEndedRequest", "reason": "ERROR", "error": error})))


def test_the_icons_are_our_own_drawing():
    assert (PACKAGE / "assets/icon.svg").read_text(encoding="utf-8").startswith("<svg")
    assert sorted(path.name for path in (PACKAGE / "assets/images").iterdir()) == ["large_icon.png", "small_icon.png"]
