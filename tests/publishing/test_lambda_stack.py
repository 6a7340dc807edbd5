"""The stack on AWS is made by one command, and taken down by one, against a stand-in of AWS."""

import json
import re

import pytest
from click.testing import CliRunner

from publishing.commands import package
from publishing.lambda_stack import TEMPLATE, Stack
from skill.cli import commands
from skill.errors import SettingsError
from tests.publishing.alexa.test_store import stack as template
from tests.signing import SKILL_ID

pytestmark = [
    pytest.mark.slow,
    # moto has no alarms and filters in stacks, and says so; cfn-lint reads them.
    pytest.mark.filterwarnings("ignore:Tried to parse AWS:UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

REGION = "eu-west-1"


@pytest.fixture
def aws(monkeypatch, tmp_path):
    """AWS, as moto plays it; nothing of this machine's own account is seen."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    import boto3
    from moto import mock_aws

    with mock_aws():
        yield lambda service: boto3.client(service, region_name=REGION)


def up(code=b"one", **more):
    return Stack("coach", REGION).up(code, skill_id=SKILL_ID, python="3.13", **more)


def buckets(aws):
    return [bucket["Name"] for bucket in aws("s3").list_buckets()["Buckets"]]


def test_cfn_lint_finds_nothing_in_the_template():
    from cfnlint.api import lint_all

    found = lint_all(TEMPLATE.read_text(encoding="utf-8"))

    # I: what could also be written; among them a note for programs that write templates.
    assert [str(it) for it in found if not it.rule.id.startswith("I")] == []


def test_the_template_allows_every_python_that_a_zip_can_be_built_for():
    allowed = template()["Parameters"]["LambdaRuntime"]

    assert allowed["AllowedValues"] == [f"python{version}" for version in package.PYTHONS]
    assert allowed["Default"] == "python3.13"


def test_it_comes_up_with_the_function_that_the_console_is_told_of(aws):
    function = up(email="me@example.org")

    made = aws("lambda").get_function(FunctionName="coach-coach")
    assert function == made["Configuration"]["FunctionArn"]
    assert (made["Configuration"]["Runtime"], made["Configuration"]["Handler"]) == (
        "python3.13",
        "lambda_function.lambda_handler",
    )
    assert made["Configuration"]["Environment"]["Variables"]["CRAMP_COACH_SKILL_ID"] == SKILL_ID
    (allowed,) = json.loads(aws("lambda").get_policy(FunctionName="coach-coach")["Policy"])["Statement"]
    assert allowed["Principal"] == "alexa-appkit.amazon.com"


def test_it_is_brought_up_to_date_and_again_without_a_change(aws):
    first = up()
    second = up(b"two")

    assert first == second
    objects = aws("s3").list_objects_v2(Bucket=buckets(aws)[0])["Contents"]
    assert len(objects) == 2
    assert up(b"two") == second


def test_it_goes_down_with_its_bucket_and_people_stay_unless_they_are_to_be_forgotten(aws):
    from botocore.exceptions import ClientError

    up()
    table = Stack("coach", REGION).down()
    gone = aws("cloudformation").list_stacks(StackStatusFilter=["CREATE_COMPLETE", "UPDATE_COMPLETE"])

    assert gone["StackSummaries"] == []
    assert buckets(aws) == []
    with pytest.raises(ClientError, match="not found"):
        aws("lambda").get_function(FunctionName="coach-coach")
    assert table

    up()
    forgotten = Stack("coach", REGION).down(forget_people=True)
    assert forgotten not in aws("dynamodb").list_tables()["TableNames"]


def test_what_is_not_there_can_be_taken_down(aws):
    assert Stack("coach", REGION).down() is None


def test_a_refusal_of_aws_is_a_sentence(aws):
    with pytest.raises(SettingsError, match="AWS refused"):
        Stack("not a name!", REGION).up(b"one", skill_id="nonsense", python="3.13")


def test_the_commands_say_what_goes_into_the_console_and_how_to_take_it_down(aws, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("publishing.packaging.lambda_zip", lambda path, _: path.parent.mkdir() or built(path))
    made = CliRunner().invoke(commands, ["lambda", "up", "--skill-id", SKILL_ID, "--region", REGION])
    downed = re.search(r"cramp-coach (lambda down .*)", made.output)[1].split()
    taken = CliRunner().invoke(commands, downed)

    assert "AWS Lambda ARN" in made.output
    assert f"    arn:aws:lambda:{REGION}:123456789012:function:cramp-coach-coach\n" in made.output
    assert "The stack is down" in taken.output
    assert buckets(aws) == []


def built(path):
    from publishing.packaging import Built

    path.write_bytes(b"zip")
    return Built(3, has_bytecode=True)
