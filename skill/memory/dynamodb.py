"""Store in a DynamoDB table: for AWS Lambda."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from skill.conversation.profile import RETENTION_SECONDS, Profile
from skill.errors import MemoryStoreError, SettingsError
from skill.memory.rows import SCHEMA, read, written
from skill.memory.store import Store, new_secret

TIME_TO_LIVE = "expires"
"""Attribute after which DynamoDB itself deletes a row, if the table's TTL is enabled for it."""

_CONNECT_SECONDS, _READ_SECONDS = 0.3, 0.45
_TABLE = re.compile(r"[A-Za-z0-9_.-]{3,255}")
_SECRET = "settings#secret"  # noqa: S105  # the key of a row, not a secret
_HOW = (
    "Make it with: aws dynamodb create-table --table-name {0} --billing-mode PAY_PER_REQUEST "
    "--attribute-definitions AttributeName=pseudonym,AttributeType=S "
    "--key-schema AttributeName=pseudonym,KeyType=HASH; aws dynamodb update-time-to-live --table-name {0} "
    "--time-to-live-specification Enabled=true,AttributeName=" + TIME_TO_LIVE
)


class DynamoDbStore(Store):
    """Store in one table whose partition key is the string `pseudonym`. Thread-safe."""

    def __init__(self, url: str) -> None:
        """
        Read `dynamodb://table?region=…&endpoint=…`; the default region is that of AWS's own settings.

        Nothing is connected yet.

        Raises:
            SettingsError: The URL can't be used.
        """
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if not _TABLE.fullmatch(parts.netloc) or parts.path or not asked.keys() <= {"region", "endpoint"}:
            raise SettingsError("CRAMP_COACH_DATABASE_URL is not of the form dynamodb://table?region=eu-west-1.")
        self._table = parts.netloc
        timeouts = Config(
            connect_timeout=_CONNECT_SECONDS, read_timeout=_READ_SECONDS, retries={"total_max_attempts": 1}
        )
        try:
            self._client: Any = boto3.client(
                "dynamodb", region_name=asked.get("region"), endpoint_url=asked.get("endpoint"), config=timeouts
            )
        except (BotoCoreError, ValueError):
            # botocore quotes the endpoint, which may hold a password.
            raise SettingsError(
                "CRAMP_COACH_DATABASE_URL needs a region that AWS knows, as in dynamodb://table?region=eu-west-1, and "
                "an endpoint, if it has one, that is an http or https URL."
            ) from None

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def erase(self, pseudonym: str) -> None:
        """See Store."""
        self._call("delete_item", Key={"pseudonym": {"S": pseudonym}})

    def purge(self, before: float) -> int:  # noqa: ARG002  # part of the Protocol
        """Do nothing: the table's TTL does it, and a scan of the table would cost more than it is worth."""
        return 0

    def secret(self) -> str:
        """See Store."""
        made = {"pseudonym": {"S": _SECRET}, "secret": {"S": new_secret()}}
        self._put(made, "attribute_not_exists(pseudonym)")
        return str((self._item(_SECRET) or made)["secret"]["S"])

    def _item(self, pseudonym: str) -> dict[str, Any] | None:
        found: dict[str, Any] = self._call("get_item", Key={"pseudonym": {"S": pseudonym}}, ConsistentRead=True)
        return found.get("Item")

    def _row(self, pseudonym: str) -> tuple[Profile | None, Any]:
        """See Store."""
        item = self._item(pseudonym)
        return (read(item["remembered"]["S"]), item["version"]["N"]) if item else (None, None)

    def _replace(self, pseudonym: str, after: Profile, version: Any) -> bool:
        """See Store."""
        made = {
            "pseudonym": {"S": pseudonym},
            "remembered": {"S": written(after).decode()},
            "version": {"N": str(int(version or 0) + 1)},
            "schema": {"N": str(SCHEMA)},
            TIME_TO_LIVE: {"N": str(int(after.last_seen + RETENTION_SECONDS))},
        }
        if version is None:
            return self._put(made, "attribute_not_exists(pseudonym)")
        return self._put(made, "version = :read", ExpressionAttributeValues={":read": {"N": version}})

    def _put(self, item: dict[str, Any], condition: str, **values: Any) -> bool:
        return self._call("put_item", Item=item, ConditionExpression=condition, **values) is not None

    def _call(self, name: str, **arguments: Any) -> Any:
        """Call DynamoDB; returns None if a condition was not met."""
        try:
            return getattr(self._client, name)(TableName=self._table, **arguments)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ConditionalCheckFailedException":
                return None
            how = "There is no such table. " + _HOW.format(self._table) if code == "ResourceNotFoundException" else code
            raise MemoryStoreError(f"DynamoDB ({self._table}): {how}") from error
        except BotoCoreError as error:
            raise MemoryStoreError(f"DynamoDB ({self._table}): {type(error).__name__}") from error


open_url = DynamoDbStore
