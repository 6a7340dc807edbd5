from skill.understanding.classify import ELSEWHERE, Classifier, count
from skill.understanding.features import Features

EXAMPLES = [
    ("stop this cramp", "StopCramp"),
    ("my butt is cramping", "StopCramp"),
    ("remind me to stretch", "SetReminder"),
    ("set a reminder", "SetReminder"),
    ("what is the weather", ELSEWHERE),
    ("play some music", ELSEWHERE),
]


def classifier():
    concepts = {"buttock": ["butt", "bum"], "remind": ["remind", "reminder", "nudge"]}
    features = Features(concepts)
    return Classifier(count([(said.split(), intent) for said, intent in EXAMPLES], features), features)


def test_a_new_wording_finds_its_intent_through_words_that_mean_the_same():
    assert next(iter(classifier().guess("nudge me to stretch".split()))) == "SetReminder"


def test_a_misspelt_word_is_read_as_the_known_one_it_looks_like():
    assert classifier().respelled(["strecth"]) == ["stretch"]


def test_the_likeliest_comes_first_and_scores_at_most_one():
    scores = list(classifier().guess("my bum is cramping".split()).values())
    assert scores == sorted(scores, reverse=True)
    assert scores[0] <= 1.0


def test_words_of_elsewhere_are_strange():
    model = classifier()
    assert model.strangeness("what is the weather".split()) > model.strangeness("my butt is cramping".split())


def test_nothing_known_gives_no_guess():
    assert classifier().guess(["xyzzy"]) == {}
