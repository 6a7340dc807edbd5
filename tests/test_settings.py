"""What the environment may say, and what is refused with a remedy."""

import pytest

from skill.errors import SettingsError
from skill.settings import Settings


def test_an_empty_variable_counts_as_unset():
    names = ("SKILL_ID", "DATABASE_URL", "EXTRA_TRUST_ROOTS", "COUNTDOWN", "SECRET")

    assert Settings.from_environment({f"CRAMP_COACH_{name}": "" for name in names}) == Settings()


@pytest.mark.parametrize("secret", ["sixteen letters!", "ähnlich lang :)", "0" * 64])
def test_a_secret_of_sixteen_bytes_or_more_is_used_as_it_is(secret):
    assert Settings.from_environment({"CRAMP_COACH_SECRET": secret}).secret == secret


@pytest.mark.parametrize(
    "secret", ["hunter2", "fifteen letters", b"raw bytes are no text \xff".decode(errors="surrogateescape")]
)
def test_a_weak_secret_is_refused_with_the_command_that_makes_a_good_one(secret):
    with pytest.raises(SettingsError, match=r"^CRAMP_COACH_SECRET .*make one with: openssl rand -hex 32$") as refused:
        Settings.from_environment({"CRAMP_COACH_SECRET": secret})

    assert secret not in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("CRAMP_COACH_COUNTDOWN", "loud", "CRAMP_COACH_COUNTDOWN is 'loud'; use 'apla' or 'ssml'"),
        ("CRAMP_COACH_EXTRA_TRUST_ROOTS", "/nowhere.pem", "names '/nowhere.pem', which is not a file"),
    ],
)
def test_a_value_that_can_not_be_used_is_refused_by_name(variable, value, told):
    with pytest.raises(SettingsError, match=told):
        Settings.from_environment({variable: value})
