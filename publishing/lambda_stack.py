"""Make the stack of `lambda/template.yaml` on AWS, bring it up to date, and take it down."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from skill.errors import SettingsError

TEMPLATE = Path(__file__).parents[1] / "lambda" / "template.yaml"
_NOTHING_TO_DO = "No updates are to be performed"


class Stack:
    """One stack in one region of the caller's AWS account."""

    def __init__(self, name: str, region: str) -> None:
        """
        Connect to AWS, which happens at the first call.

        Raises:
            SettingsError: boto3 is not installed.
        """
        try:
            import boto3
        except ImportError as error:
            raise SettingsError("AWS's client boto3 is missing: run `make .venv/aws.stamp`.") from error
        self._name = name
        self._region = region
        self._stacks = boto3.client("cloudformation", region_name=region)
        self._files = boto3.client("s3", region_name=region)
        self._tables = boto3.client("dynamodb", region_name=region)
        self._account = boto3.client("sts", region_name=region)

    def up(self, code: bytes, *, skill_id: str, python: str, email: str = "") -> str:
        """
        Create or update the stack, and return the ARN of its function.

        Raises:
            SettingsError: AWS refuses; the message has its reason.
        """
        with _told():
            bucket = self._bucket()
            key = f"lambda-{hashlib.sha256(code).hexdigest()[:16]}.zip"
            self._make_bucket(bucket)
            self._files.put_object(Bucket=bucket, Key=key, Body=code)
            wanted = {
                "SkillId": skill_id,
                "LambdaRuntime": f"python{python}",
                "CodeBucket": bucket,
                "CodeKey": key,
                "AlarmEmail": email,
            }
            self._deploy([{"ParameterKey": name, "ParameterValue": value} for name, value in wanted.items()])
            return str(self._outputs()["SkillEndpoint"])

    def down(self, *, forget_people: bool = False) -> str | None:
        """
        Delete the stack and its bucket, and return the name of the table of what people prefer.

        Raises:
            SettingsError: AWS refuses; the message has its reason.
        """
        with _told():
            table = self._outputs().get("TableName") if self._status() else None
            self._stacks.delete_stack(StackName=self._name)
            self._wait("stack_delete_complete")
            self._delete_bucket(self._bucket())
            if table and forget_people:
                self._tables.delete_table(TableName=table)
            return table

    def _bucket(self) -> str:
        return f"{self._name}-{self._account.get_caller_identity()['Account']}-{self._region}"

    def _make_bucket(self, name: str) -> None:
        if name in {bucket["Name"] for bucket in self._files.list_buckets()["Buckets"]}:
            return
        # The API refuses the name of its own default region.
        place = {} if self._region == "us-east-1" else {"LocationConstraint": self._region}
        self._files.create_bucket(Bucket=name, **({"CreateBucketConfiguration": place} if place else {}))

    def _delete_bucket(self, name: str) -> None:
        if name not in {bucket["Name"] for bucket in self._files.list_buckets()["Buckets"]}:
            return
        for found in self._files.list_objects_v2(Bucket=name).get("Contents", ()):
            self._files.delete_object(Bucket=name, Key=found["Key"])
        self._files.delete_bucket(Bucket=name)

    def _deploy(self, parameters: list[dict[str, str]]) -> None:
        from botocore.exceptions import ClientError

        status = self._status()
        if status == "ROLLBACK_COMPLETE":
            # A first attempt that failed leaves a stack that can't be updated.
            self._stacks.delete_stack(StackName=self._name)
            self._wait("stack_delete_complete")
            status = None
        call = self._stacks.update_stack if status else self._stacks.create_stack
        body = TEMPLATE.read_text(encoding="utf-8")
        try:
            call(StackName=self._name, TemplateBody=body, Parameters=parameters, Capabilities=["CAPABILITY_IAM"])
        except ClientError as error:
            if _NOTHING_TO_DO not in str(error):
                raise
            return
        self._wait("stack_update_complete" if status else "stack_create_complete")

    def _status(self) -> str | None:
        """Return the state of the stack; None if there is none."""
        from botocore.exceptions import ClientError

        try:
            return str(self._stacks.describe_stacks(StackName=self._name)["Stacks"][0]["StackStatus"])
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise

    def _outputs(self) -> dict[str, str]:
        outputs = self._stacks.describe_stacks(StackName=self._name)["Stacks"][0].get("Outputs", [])
        return {output["OutputKey"]: output["OutputValue"] for output in outputs}

    def _wait(self, for_what: str) -> None:
        from botocore.exceptions import WaiterError

        try:
            self._stacks.get_waiter(for_what).wait(StackName=self._name)
        except WaiterError as error:
            raise SettingsError(f"AWS could not finish the stack {self._name!r}. {self._first_failure()}") from error

    def _first_failure(self) -> str:
        events: list[dict[str, Any]] = self._stacks.describe_stack_events(StackName=self._name)["StackEvents"]
        failed = [event for event in events if event.get("ResourceStatus", "").endswith("FAILED")]
        first = failed[-1] if failed else {}
        return f"{first.get('LogicalResourceId', 'It')}: {first.get('ResourceStatusReason', 'no reason was given.')}"


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of AWS's client into a sentence."""
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

    try:
        yield
    except NoCredentialsError as error:
        raise SettingsError("AWS does not know who you are: use AWS CloudShell, or run `aws configure`.") from error
    except (BotoCoreError, ClientError) as error:
        raise SettingsError(f"AWS refused: {error}") from error
