"""CPU of a conversation on Lambda, with and without DynamoDB, and how often DynamoDB is asked."""

import json
import os
import runpy
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3

from tests.benchmarks import traffic
from tests.benchmarks.places import ROOT, SKILL_ID
from tests.benchmarks.traffic import SAYS, Turn
from tests.memory.databases import Dynamo

Handler = Callable[[Any, object], dict[str, Any]]
CONVERSATIONS = 4


class _Counted(Dynamo):
    """A table that counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()

    def _answer(self, environ: Any, start_response: Any) -> Any:
        self.calls[environ["HTTP_X_AMZ_TARGET"].rpartition(".")[2]] += 1
        return super()._answer(environ, start_response)

    def make(self) -> None:
        """Make the table, as SELF_HOSTING.md says."""
        client = boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=f"http://127.0.0.1:{self.port}")
        client.create_table(
            TableName="people",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pseudonym", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pseudonym", "KeyType": "HASH"}],
        )


def measured(rounds: int, _: Path) -> dict[str, Any]:
    """The microseconds of a turn in every round, and the calls of a conversation."""
    os.environ |= {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "CRAMP_COACH_SKILL_ID": SKILL_ID}
    # Lambda has the function's own modules on the path.
    sys.path.append(str(ROOT / "lambda"))
    table = _Counted()
    table.start()
    table.make()
    handlers = {"memory": _handler("memory://"), "DynamoDB": _handler(table.url)}
    spent: dict[str, list[float]] = {name: [] for name in handlers}
    for name, handler in handlers.items():
        _talk(handler, f"the first, {name}")
    table.calls.clear()
    for number in range(rounds):
        print(f"  cloud: round {number + 1} of {rounds}", file=sys.stderr)
        for name, handler in handlers.items():
            used = sum(_talk(handler, f"{number} {again}") for again in range(CONVERSATIONS))
            spent[name].append(used / CONVERSATIONS / len(SAYS) * 1e6)
    table.stop()
    calls = table.calls.total() / rounds / CONVERSATIONS
    return {"turns": len(SAYS), "spent": spent, "calls": {"memory": 0.0, "DynamoDB": calls}, "kinds": table.calls}


def _handler(database: str) -> Handler:
    """The function as Lambda loads it, with a database."""
    os.environ["CRAMP_COACH_DATABASE_URL"] = database
    handler: Handler = runpy.run_path(str(ROOT / "lambda" / "lambda_function.py"))["lambda_handler"]
    return handler


def _talk(handler: Handler, user: str) -> float:
    """Lead one conversation; the seconds of CPU that it took, without those of the table."""
    used = 0.0
    attributes = None
    for said in SAYS:
        event = json.loads(traffic.body(Turn(said, attributes, screen=False), user=user))
        # The table answers in threads of its own.
        started = time.thread_time()
        answer = handler(event, None)
        used += time.thread_time() - started
        attributes = answer.get("sessionAttributes") or {}
    return used
