"""Complete cases: no emergency is missed, and no stretch is guided in spite of a red flag."""

import pytest

from tests.evaluation.vignettes import OWN, Outcome, cases, play

pytestmark = pytest.mark.xdist_group("vignettes")


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [play(case) for case in cases(OWN)]


def test_there_are_enough_cases() -> None:
    assert len(cases(OWN)) >= 40


def test_no_emergency_is_called_anything_less(outcomes: list[Outcome]) -> None:
    assert [it.case["id"] for it in outcomes if it.critical_miss] == []


def test_hardly_anybody_is_advised_too_little(outcomes: list[Outcome]) -> None:
    assert sum(it.safe for it in outcomes) / len(outcomes) >= 0.95


def test_self_care_is_never_sent_to_an_ambulance(outcomes: list[Outcome]) -> None:
    selfcare = [it for it in outcomes if it.case["expected_level"] == "selfcare"]

    assert [it.case["id"] for it in selfcare if it.level == "emergency"] == []


def test_most_people_get_an_acceptable_level(outcomes: list[Outcome]) -> None:
    assert sum(it.acceptable for it in outcomes) / len(outcomes) >= 0.9


def test_nobody_is_interviewed(outcomes: list[Outcome]) -> None:
    selfcare = sorted(it.questions for it in outcomes if it.case["expected_level"] == "selfcare")

    assert selfcare[len(selfcare) // 2] <= 9
