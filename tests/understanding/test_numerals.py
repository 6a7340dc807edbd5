import pytest

from skill.understanding.numerals import spelled


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "zero"), (19, "nineteen"), (20, "twenty"), (45, "forty five"), (100, "one hundred"),
     (120, "one hundred and twenty")],
)  # fmt: skip
def test_a_number_is_spelled_as_it_is_said(value, said):
    assert " ".join(spelled(value)) == said
