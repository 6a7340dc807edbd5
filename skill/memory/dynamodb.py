"""Remembers in a DynamoDB table: for AWS Lambda."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from skill.conversation.profile import RETENTION_SECONDS, Change, Profile
from skill.errors import MemoryStoreError, SettingsError
from skill.memory.rows import SCHEMA, read, written
from skill.memory.store import Store, attempts, new_secret

TIME_TO_LIVE = "expires"
"""The attribute after which DynamoDB deletes a person by itself, where the table's TTL is switched on for it."""

_CONNECT_SECONDS, _READ_SECONDS = 0.3, 0.45
_SECRET = "settings#secret"  # noqa: S105  # the name of the row
_HOW = (
    "Make it with: aws dynamodb create-table --table-name {0} --billing-mode PAY_PER_REQUEST "
    "--attribute-definitions AttributeName=pseudonym,AttributeType=S "
    "--key-schema AttributeName=pseudonym,KeyType=HASH; aws dynamodb update-time-to-live --table-name {0} "
    "--time-to-live-specification Enabled=true,AttributeName=" + TIME_TO_LIVE
)


def open_url(url: str) -> Store:
    """
    Read the address; the database is asked when somebody is to be remembered.

    Raises:
        SettingsError: The address can't be read.
    """
    return DynamoDbStore(url)


class DynamoDbStore:
    """One table whose key is the string `pseudonym`."""

    def __init__(self, url: str) -> None:
        """
        Read `dynamodb://table?region=…&endpoint=…`; without a region AWS's own settings name it.

        Raises:
            SettingsError: The address can't be read.
        """
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if not parts.netloc or parts.path or not asked.keys() <= {"region", "endpoint"}:
            raise SettingsError("CRAMP_COACH_DATABASE_URL is not of the form dynamodb://table?region=eu-west-1.")
        self._table = parts.netloc
        patience = Config(
            connect_timeout=_CONNECT_SECONDS, read_timeout=_READ_SECONDS, retries={"total_max_attempts": 1}
        )
        try:
            self._client: Any = boto3.client(
                "dynamodb", region_name=asked.get("region"), endpoint_url=asked.get("endpoint"), config=patience
            )
        except (BotoCoreError, ValueError) as error:
            raise SettingsError(f"CRAMP_COACH_DATABASE_URL: {error}") from error

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def recall(self, pseudonym: str) -> Profile | None:
        """See Store."""
        item = self._item(pseudonym)
        return read(item["remembered"]["S"]) if item else None

    def update(self, pseudonym: str, change: Change) -> Profile:
        """See Store."""
        for _ in attempts():
            item = self._item(pseudonym)
            before = (read(item["remembered"]["S"]) if item else None) or Profile()
            after = change(before)
            if after == before or self._replaced(pseudonym, after, item):
                return after
        raise AssertionError("attempts() ends in an error")  # pragma: no cover

    def erase(self, pseudonym: str) -> None:
        """See Store."""
        self._call("delete_item", Key={"pseudonym": {"S": pseudonym}})

    def purge(self, before: float) -> int:  # noqa: ARG002  # the Protocol's
        """Do nothing: DynamoDB does it by itself, and a search of the whole table would cost more than it is worth."""
        return 0

    def secret(self) -> str:
        """See Store."""
        made = {"pseudonym": {"S": _SECRET}, "secret": {"S": new_secret()}}
        if self._put(made, "attribute_not_exists(pseudonym)", {}):
            return str(made["secret"]["S"])
        return str((self._item(_SECRET) or made)["secret"]["S"])

    def _item(self, pseudonym: str) -> dict[str, Any] | None:
        found = self._call("get_item", Key={"pseudonym": {"S": pseudonym}}, ConsistentRead=True)
        item: dict[str, Any] | None = found.get("Item")
        return item

    def _replaced(self, pseudonym: str, after: Profile, item: dict[str, Any] | None) -> bool:
        """Write unless somebody else has written since `item` was read."""
        version = int(item["version"]["N"]) if item else 0
        made = {
            "pseudonym": {"S": pseudonym},
            "remembered": {"S": written(after).decode()},
            "version": {"N": str(version + 1)},
            "schema": {"N": str(SCHEMA)},
            TIME_TO_LIVE: {"N": str(int(after.last_seen + RETENTION_SECONDS))},
        }
        if item is None:
            return self._put(made, "attribute_not_exists(pseudonym)", {})
        return self._put(made, "version = :read", {":read": {"N": str(version)}})

    def _put(self, item: dict[str, Any], condition: str, values: dict[str, Any]) -> bool:
        named = {"ExpressionAttributeValues": values} if values else {}
        return self._call("put_item", Item=item, ConditionExpression=condition, **named) is not None

    def _call(self, name: str, **arguments: Any) -> Any:
        """Call DynamoDB; None where a condition was not met."""
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
