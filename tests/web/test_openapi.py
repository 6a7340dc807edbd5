"""The endpoints keep to their description, and every one of them is described."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz import schema
from tests.fuzz.endpoint import Endpoint

pytestmark = pytest.mark.slow

EACH = settings(
    max_examples=15, deadline=None, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def target():
    return Endpoint()


def test_every_endpoint_is_described(target):
    served = {
        (rule.rule, method.lower())
        for rule in target.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }

    served = {(path.replace("<name>", "{name}").replace("<locale>", "{locale}"), method) for path, method in served}
    assert {(path, method) for path, ways in schema.description()["paths"].items() for method in ways} == served


def test_every_answer_is_as_it_is_described(target):
    for _, requests in schema.operations(target):

        @EACH
        @given(requests, st.booleans())
        def ask(case, signed):
            schema.ask(target, case, signed=signed)

        ask()

    print(f"asked by the book and against it: {dict(target.outcomes)}")
    assert {"HTTP 200", "HTTP 400", "HTTP 404"} <= set(target.outcomes) <= {*EXPECTED}


EXPECTED = ("HTTP 200", "HTTP 400", "HTTP 404", "HTTP 413", "HTTP 429")
