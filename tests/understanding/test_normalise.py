import pytest

from skill.understanding.normalise import bases, tokens, words


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("I can't feel it", "i can not feel it"),
        ("it\u2019s numb", "it is numb"),
        ("cant feel it", "can not feel it"),
        ("um my uh bum hurts", "my bum hurts"),
        ("hold it for 30 seconds", "hold it for thirty seconds"),
        ("nobody'd know", "nobody would know"),
    ],
)
def test_one_spelling_comes_out_of_many(said, plain):
    assert " ".join(words(said)) == plain


def test_a_misheard_butt_is_told_from_a_but():
    assert "butt" in words("my but hurts")
    assert "butt" in words("there's a cramp in my left but")
    assert "but" in words("not the left but the right")
    assert "but" in words("no but pain at night")


def test_punctuation_stays_as_marks_for_whoever_reads_sentences():
    assert tokens("No pain, no fever. Just sore!") == ("no", "pain", ",", "no", "fever", ".", "just", "sore", ".")


def test_a_word_is_known_by_its_regular_inflections():
    assert "drag" in bases("dragging")
    assert "cry" in bases("cries")
    assert "ache" in bases("aching")
    assert "bit" not in bases("bitter")


def test_nothing_but_fillers_is_still_heard():
    assert words("huh") == ("huh",)
