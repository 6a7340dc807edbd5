"""Every store that can be opened, each over the real thing."""

import contextlib
import logging

import pytest

from skill.memory.open_store import KINDS, open_store
from tests.memory.databases import Dynamo, Postgres

NEEDS_POSTGRES = pytest.mark.requires("pg_ctlcluster", "postgresql")
DYNAMODB = pytest.param("dynamodb", marks=pytest.mark.slow)
REMOTE = [pytest.param("postgres", marks=NEEDS_POSTGRES), DYNAMODB]
# A kind that needs no server is tried at the address that it gives as an example, in a folder of the test's own.
LOCAL = sorted(KINDS.keys() - {"memory", "postgres", "postgresql", "dynamodb"})
STORES = ["memory", *LOCAL, *REMOTE]


@pytest.fixture(autouse=True)
def _somebody_at_aws(monkeypatch):
    """boto3 signs what it sends, and looks for its keys on the machine otherwise."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(scope="session")
def postgres():
    server = Postgres()
    server.start()
    yield server
    with contextlib.suppress(Exception):
        server.stop()
    server.remove()


@pytest.fixture(scope="session")
def dynamodb():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = Dynamo()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def address(request, tmp_path):
    """The address of an empty database; `request.param` names its kind."""
    if request.param == "memory":
        return "memory://"
    if request.param in LOCAL:
        return KINDS[request.param].address.replace("path/to", str(tmp_path))
    server = request.getfixturevalue(request.param)
    (_emptied_postgres if request.param == "postgres" else _emptied_dynamodb)(server)
    return server.url


@pytest.fixture
def store(address):
    opened = open_store(address)
    yield opened
    if hasattr(opened, "close"):
        opened.close()


def _emptied_postgres(server):
    import psycopg

    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS cramp_coach_people, cramp_coach_settings")


def _emptied_dynamodb(server):
    import boto3

    client = boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=f"http://127.0.0.1:{server.port}")
    with contextlib.suppress(client.exceptions.ResourceNotFoundException):
        client.delete_table(TableName="people")
    client.create_table(
        TableName="people",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pseudonym", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pseudonym", "KeyType": "HASH"}],
    )
    client.close()
