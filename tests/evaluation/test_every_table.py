"""`make evaluate`: what it counts, and how it compares."""

from tests.evaluation.__main__ import Judged, compared, recorded, shares
from tests.evaluation.scoring import Share


def test_shares_are_counted_by_table_and_kind():
    found = [("own", Judged("intents", "StopCramp", right)) for right in (True, True, False)]

    assert shares(found, details=True) == {("own", "intents", kind): Share(2, 3) for kind in ("all", "StopCramp")}


def test_a_share_that_changed_stands_beside_that_of_the_last_commit():
    now = {("own", "intents", "all"): Share(3, 4), ("own", "replies", "all"): Share(1, 1)}

    rows = list(compared(now, {("own", "intents", "all"): Share(2, 4), ("own", "replies", "all"): Share(1, 1)}))

    assert rows[0].endswith("was 2 of 4")
    assert "was" not in rows[1]


def test_the_last_commit_has_its_figures():
    figures = recorded()

    assert figures["own", "red flags: never denied", "all"].total > 100
    assert figures["panel", "cases: acceptable level", "all"].total > 20
