import pytest

from skill.alexa.envelope import check_skill_id
from skill.errors import VerificationError
from tests.signing import SKILL_ID, envelope


def test_a_request_for_this_skill_is_let_in():
    check_skill_id(envelope(), SKILL_ID)


@pytest.mark.parametrize("part", ["context", "session"])
def test_the_skill_may_be_named_in_one_place_only(part):
    check_skill_id({part: envelope()[part]}, SKILL_ID)


def test_without_a_skill_id_of_our_own_any_skill_is_let_in():
    check_skill_id({}, None)


@pytest.mark.parametrize(
    "other",
    [
        envelope(skill_id="amzn1.ask.skill.another"),
        envelope() | {"session": envelope(skill_id="amzn1.ask.skill.another")["session"]},
        envelope() | {"context": envelope(skill_id="amzn1.ask.skill.another")["context"]},
        {},
        {"context": None, "session": None},
        {"context": [], "session": "text"},
        {"context": {"System": {"application": {}}}},
        {"context": {"System": {"application": {"applicationId": None}}}},
        {"session": {"application": {"applicationId": [SKILL_ID]}}},
    ],
)
def test_a_request_for_another_skill_or_for_none_is_refused(other):
    with pytest.raises(VerificationError, match="another skill"):
        check_skill_id(other, SKILL_ID)
