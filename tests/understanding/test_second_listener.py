"""The second listener: its data, its weights, and what it may and may not do."""

import csv
import time
from collections import Counter

import pytest

from skill.understanding import second_listener
from skill.understanding.clues import clues
from skill.understanding.files import FOLDER
from skill.understanding.finding_traits import KINDS
from skill.understanding.hearing import content, hear, listener
from skill.understanding.nearest_lines import LINES, lines, nearest
from skill.understanding.normalise import tokens
from skill.understanding.second_listener import NONE, Opinion
from skill.understanding.suspicion import tiers

FLAGS = [name for name, finding in content().findings.items() if finding.group == "red_flag"]
LEGS = ("leg_weakness", "cold_pale_leg", "leg_swelling_one", "both_legs")
BELOW = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")
KINDS_OF_LINES = {
    "claimed": {"yes"},
    "denied": {"no"},
    "chronic_stable": {"no"},
    "figurative": {"no"},
    "educational": {"no"},
    "near_domain": {"no"},
    "everyday": {"no"},
    "past": {"unknown", "no"},
    "other_person": {"unknown", "no"},
    "hypothetical": {"unknown", "no"},
    "uncertain": {"unknown", "no"},
}


def opinion(score: float, *topics: tuple[str, float]) -> Opinion:
    return Opinion(score, 0.0, topics)


KNOWN = tuple(
    (name, 0.9 if name == "saddle_numb" else 0.0)
    for name in sorted(second_listener.trained().weights.topics, key="saddle_numb".__ne__)
    if name != NONE
)


def judged(score: float, flags: tuple[str, ...] = (), topics=KNOWN, found=None, asks=()):
    known = second_listener.settings()
    given = found if found is not None else dict.fromkeys(flags, "yes")
    return tiers(opinion(score, *topics), given, flags, known, content=content(), asks=asks)


def test_six_authors_wrote_about_every_sign_that_is_learned():
    counts = Counter((line.topic, line.author) for line in lines() if line.label == "yes")
    learned, authors = {topic for topic, _ in counts}, {author for _, author in counts}

    assert len(learned) >= 35
    for topic in learned:
        assert sum(counts[topic, author] >= 10 for author in authors) >= 6, topic


def test_every_line_is_labelled_as_its_kind_demands():
    for path in LINES.glob("*.tsv"):
        assert path.stem in {*FLAGS, NONE}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                assert row["label"] in KINDS_OF_LINES[row["kind"]], row
                assert row["text"].strip()


def test_what_both_listeners_hear_is_heard_at_once():
    assert judged(1.0, ("saddle_numb",)).heard == ("saddle_numb",)


def test_what_only_a_pattern_finds_is_suspected_and_never_silent():
    for score in (0.0, 0.2, second_listener.settings().high - 0.01):
        assert judged(score, ("fever_chills",)).suspected == ("fever_chills",)


def test_the_second_listener_alone_only_suspects():
    assert judged(1.0).heard == ()
    assert judged(1.0).suspected == ("saddle_numb",)
    assert judged(0.0) == ((), ())


@pytest.mark.parametrize("name", sorted(KINDS.never_softened))
def test_where_minutes_count_a_pattern_is_enough(name):
    assert judged(0.0, (name,)).heard == (name,)


def test_a_sign_that_the_second_listener_never_learned_is_not_doubted():
    assert judged(0.0, ("a_new_sign",)).heard == ("a_new_sign",)


def test_the_answer_to_a_question_about_a_sign_is_not_doubted():
    assert judged(0.0, ("fever_chills",), asks=("fever_chills",)).heard == ("fever_chills",)


def test_what_the_text_denies_is_suspected_only_if_nearly_all_speaks_against_the_denial():
    topics = (("saddle_numb", 0.8), ("cannot_pee", 0.1))

    assert "saddle_numb" not in judged(0.6, topics=topics, found={"saddle_numb": "no"}).suspected
    assert judged(0.9, topics=topics, found={"saddle_numb": "no"}).suspected == ("saddle_numb",)
    assert "saddle_numb" not in judged(0.9, topics=(("saddle_numb", 0.2),), found={"saddle_numb": "no"}).suspected


def test_what_is_asked_about_is_not_denied():
    heard = hear("not feeling right in head very sleepy very sick something is very wrong")

    assert "confused_very_unwell" in heard.suspected
    assert "confused_very_unwell" not in heard.findings


def test_two_unsure_signs_of_one_screen_question_are_asked_about_together():
    together = (("saddle_numb", 0.4), ("cannot_pee", 0.3))
    apart = (("saddle_numb", 0.4), ("night_pain", 0.3))

    assert judged(1.0, topics=together).suspected == ("saddle_numb", "cannot_pee")
    assert judged(1.0, topics=apart).suspected == ("saddle_numb",)


@pytest.mark.parametrize("name", FLAGS)
def test_every_sign_that_can_be_suspected_has_a_question(name):
    assert content().findings[name].question


def test_nothing_is_heard_and_suspected_at_once():
    for line in list(lines())[::25]:
        heard = hear(line.text)

        assert not set(heard.red_flags) & set(heard.suspected), line.text


def test_the_reasons_name_the_score_the_clues_and_the_nearest_lines():
    text = "since last night it all went dead where i'd sit on a horse and i can't feel myself wipe"
    steps = [step["step"] for step in listener("en-US").why(text, hear(text))]

    assert steps.count("second listener") == 1
    assert steps.count("clue") == 10
    assert steps.count("nearest line") == 3


def test_the_reasons_say_plainly_that_the_lines_are_missing(monkeypatch):
    monkeypatch.setattr("skill.understanding.nearest_lines.nearest", lambda _: [])
    text = "my foot drags"
    last = listener("en-US").why(text, hear(text))[-1]

    assert last == {"step": "nearest line", "result": "missing: the lines are in the repository, not in the package"}


def test_the_nearest_line_to_a_line_is_itself():
    line = next(line for line in lines() if line.topic == "saddle_numb")

    assert nearest(line.text)[0] == line


def test_an_opinion_takes_less_than_a_millisecond():
    known, trained = second_listener.settings(), second_listener.trained().weights
    texts = [clues(tokens(line.text)) for line in list(lines())[::40]]
    started = time.process_time()
    for told in texts:
        second_listener.opinion(told, {}, trained, known)

    assert (time.process_time() - started) / len(texts) < 0.001


def test_a_damaged_file_of_weights_says_how_to_mend_it(tmp_path):
    path = tmp_path / "listener.json"
    path.write_text("{}")

    with pytest.raises(Exception, match="cramp-coach listener train"):
        second_listener.weights_from(path)


@pytest.mark.slow
def test_training_again_gives_the_weights_that_are_committed():
    """Only the model of claims, as all of the training takes minutes; the cues of the patterns may have moved since."""
    from training.learning import claim_model, read_lines

    _, claim = claim_model(read_lines())
    committed = second_listener.trained().weights.claim
    same = sum(abs(committed.get(clue, 0) - weight) <= 10 for clue, weight in claim.items())

    assert same / len(claim) > 0.9, "the lines or the cues have changed: run `cramp-coach listener train`"


@pytest.mark.slow
def test_training_again_gives_the_same_judge_of_denials():
    from training import replies

    _, denial = replies.model(replies.read())
    committed = second_listener.trained().weights.denial
    same = sum(abs(committed.get(clue, 0) - weight) <= 10 for clue, weight in denial.items())

    assert same / len(denial) > 0.9, "the replies or the cues have changed: run `cramp-coach listener train`"


def test_every_reply_of_the_training_answers_a_question_that_is_asked():
    known, texts = {*content().questions, *content().findings}, Counter()
    for path in sorted((FOLDER / "en" / "replies").glob("*.tsv")):
        assert path.stem in known
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                assert row["answer"] in {"no", "yes", "unknown", "none"}, row
                assert row["text"].strip()
                texts[row["author"]] += 1

    assert sum(count >= 500 for count in texts.values()) >= 10


@pytest.mark.parametrize(
    ("asks", "said", "answer"),
    [
        (LEGS, "legs are grand walked the dog round the block this morning", "no"),
        (LEGS, "no love i've just walked up three flights with the shopping", "no"),
        (LEGS, "legs are grand until i walk the dog round the block", None),
        (LEGS, "no love the left one", None),
        (BELOW, "i've just been and everything works as it always has", "no"),
        (BELOW, "went before bed without my noticing", None),
    ],
)
def test_a_reply_in_any_words_is_a_no_if_the_second_listener_is_sure(asks, said, answer):
    heard = hear(said, asks=asks)

    assert (heard.answer == "no") == (answer == "no")
    assert answer is None or not (heard.red_flags or heard.suspected)


def test_what_a_pattern_reports_is_never_denied_by_the_second_listener(monkeypatch):
    monkeypatch.setattr("skill.understanding.denial.score", lambda *_: 99.0)

    assert hear("well the left foot drags behind me since supper", asks=LEGS).answer == "yes"
    assert hear("my legs were perfectly well until i stood up", asks=LEGS).answer != "no"
    assert hear("no er is it yes then yes", asks=LEGS).answer != "no"
    assert hear("ow no no ow", asks=LEGS).answer != "no"


def test_what_the_second_listener_takes_for_a_claim_is_no_denial(monkeypatch):
    monkeypatch.setattr("skill.understanding.denial.score", lambda *_: 99.0)
    said = "one foot is warm and the other is like a fish from the freezer"

    assert hear(said, asks=("cold_pale_leg",)).answer != "no"


@pytest.mark.parametrize(
    "said",
    [
        "oh god my left bum cheek is killing me help",
        "ow ow the right cheek just locked up",
        "my backside hurts so much",
        "my butt cheek is twitching again",
        "a cramp in my glute woke me up",
    ],
)
def test_a_plain_complaint_is_helped_without_a_question_of_its_own(said: str) -> None:
    heard = hear(said)
    assert not heard.red_flags
    assert not heard.suspected


@pytest.mark.parametrize(
    "said",
    ["no, since like five minutes ago", "since tuesday", "this morning", "it started yesterday", "hundred percent"],
)
def test_a_time_or_an_amount_alone_is_no_suspicion(said: str) -> None:
    assert not hear(said, asks=["both_legs"]).suspected


def test_an_intimate_sign_is_not_asked_about_out_of_the_blue() -> None:
    assert "sexual_change" not in hear("my back went suddenly").suspected
    assert hear("since the fall i can't get it up any more").red_flags == ("sexual_change",)


@pytest.mark.parametrize(
    "said",
    [
        "the other leg now please",
        "same again on the other leg",
        "much less than it was",
        "i've lost my place",
        "the clam one and make it short",
        "i can't get that leg up on the chair it's too high",
    ],
)
def test_a_plain_command_is_no_suspicion(said: str) -> None:
    assert not hear(said).suspected


def test_a_long_harmless_story_is_no_suspicion() -> None:
    assert not hear(
        "i started at the bakery three weeks ago and it's four in the morning and standing at the bench and lifting"
        " trays of loaves and the new shoes aren't broken in and by nine the two cheeks are like planks but when i sit"
        " with a coffee they come right again"
    ).suspected


def test_a_sign_buried_in_a_long_story_is_still_suspected_or_heard() -> None:
    heard = hear(
        "we had the whole family over for the weekend and i was on my feet cooking and then on the sofa with the"
        " grandchildren and the cramp in my backside came back and since last night i sit on the toilet for ages and it"
        " won't start and then it only dribbles"
    )
    assert "cannot_pee" in (*heard.red_flags, *heard.suspected)
