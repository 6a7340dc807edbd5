from skill.understanding import similarity


def test_only_a_text_that_is_similar_enough_is_near():
    assert similarity.nearest("clamshell", ("calm", "shell"), 0.84) is None
    assert similarity.nearest("piryformis", ("glute", "piriformis"), 0.84) == "piriformis"
    assert similarity.nearest("", ("a",), 0.84) is None
