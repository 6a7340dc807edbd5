import random
from functools import cache

import pytest

from skill.understanding import similarity


@cache
def common(one, other):
    """Return the length of the longest common subsequence, from its definition."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + common(one[1:], other[1:])
    return max(common(one[1:], other), common(one, other[1:]))


def words(count):
    chance = random.Random(7)
    return ["".join(chance.choices("abcdé", k=chance.randint(1, 8))) for _ in range(count)]


def test_the_similarity_is_twice_the_common_letters_by_the_sum_of_the_lengths():
    for one, other in zip(words(300), reversed(words(300)), strict=True):
        assert similarity.ratio(one, other) == pytest.approx(200 * common(one, other) / (len(one) + len(other)))


def test_the_nearest_is_the_first_of_the_most_similar():
    texts = tuple(words(200))
    for said in words(50):
        best = max(similarity.ratio(said, text) for text in texts)
        first = next(text for text in texts if similarity.ratio(said, text) == best)
        assert similarity.nearest(said, texts, 10.0) == (first if best >= 10.0 else None)


def test_nothing_is_near_if_all_are_less_similar_than_asked():
    assert similarity.nearest("clamshell", ("calm", "shell"), 84.0) is None
    assert similarity.nearest("piryformis", ("glute", "piriformis"), 84.0) == "piriformis"
    assert similarity.nearest("", ("a",), 84.0) is None
