"""Replies to a safety question: kinds of words that answer it, and near ones that do not."""

import pytest

from skill.understanding.hearing import hear

LEGS = ("leg_weakness", "cold_pale_leg", "leg_swelling_one", "both_legs")
TOILET = ("saddle_numb", "cannot_pee", "bladder_control_loss", "bowel_control_loss")
SICK = ("chest_pain_breathless", "faint_collapse", "fever_chills", "severe_belly_pain")


@pytest.mark.parametrize(
    "said",
    [
        "is normal", "it's all in working order", "everything seems perfectly fine down there", "fit as a fiddle, doc",
        "right as rain thanks", "nah we're okay", "luckily neither", "happily no", "no, same as always",
        "no different",
    ],
)  # fmt: skip
def test_all_is_well_is_a_no(said: str) -> None:
    assert hear(said, asks=SICK).answer == "no"


@pytest.mark.parametrize(
    "said",
    [
        "all right", "okay", "fine", "that's great", "normal people would call a doctor",
        "it's normal for me to wet the bed", "it's normal when i sit still",
        "everything is fine until i stand up", "it was normal yesterday", "the pain is perfectly steady",
        "i'm fine with that", "no more than usual", "no more than usual but it tingles",
        "no different, it just won't hold", "as usual you are no help",
    ],
)  # fmt: skip
def test_words_of_wellbeing_with_more_behind_them_are_no_no(said: str) -> None:
    assert hear(said, asks=TOILET).answer != "no"


def test_a_limb_is_well_only_for_a_question_about_it() -> None:
    assert [hear("both my legs are fine", asks=asks).answer for asks in (LEGS, TOILET)] == ["no", None]
    assert hear("the left leg is fine", asks=LEGS).answer != "no"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("that would be a yes", "yes"), ("i'd say no", "no"), ("put me down for a no", "no"),
        ("make that a yes", "yes"),
        ("i would say it hurts", None), ("that's a real pity", None),
    ],
)  # fmt: skip
def test_an_announced_answer_is_one(said: str, answer: str | None) -> None:
    assert hear(said, asks=TOILET).answer == answer


@pytest.mark.parametrize("said", ["how would i know", "who can tell", "haven't tried"])
def test_a_doubt_may_have_the_form_of_a_question(said: str) -> None:
    assert hear(said, asks=TOILET).answer == "unknown"


@pytest.mark.parametrize("said", ["did you say fever", "i only heard fever", "fever or what", "you said fever"])
def test_the_coachs_own_word_asked_back_reports_nothing(said: str) -> None:
    heard = hear(said, asks=SICK)
    assert (heard.answer, heard.red_flags) == (None, ())


def test_a_choice_may_be_explained() -> None:
    heard = hear("the last one, it came out of nowhere", asks=SICK)
    assert (heard.answer, heard.findings["severe_belly_pain"]) == ("yes", "yes")
    assert hear("the last time i looked they were fine", asks=LEGS).answer != "yes"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes for years", "no"), ("yes since 2004", "no"), ("yes for years but it's worse now", "yes"),
        ("yes since tuesday", "yes"), ("yes for years maybe", "unknown"),
    ],
)  # fmt: skip
def test_what_is_old_and_unchanged_is_no_new_sign(said: str, answer: str) -> None:
    assert hear(said, asks=("bladder_control_loss",)).answer == answer


def test_an_old_part_leaves_the_other_parts_open() -> None:
    heard = hear("my feet have been like ice all my life", asks=LEGS)
    assert (heard.answer, heard.findings.get("leg_weakness")) == ("unknown", None)


@pytest.mark.parametrize(
    ("said", "asks", "answer"),
    [
        ("no, just the one side", ("both_legs",), "no"),
        ("just the one foot", ("both_legs",), "no"),
        ("no, i can walk", ("leg_weakness",), "no"),
        ("no i can walk but my foot drags", ("leg_weakness",), "yes"),
        ("no, i hold it fine", ("bowel_control_loss",), "no"),
    ],
)
def test_what_still_works_is_a_no_to_its_question(said: str, asks: tuple[str, ...], answer: str) -> None:
    assert hear(said, asks=asks).answer == answer


def test_a_part_may_be_named_with_its_beginning() -> None:
    assert hear("both legs, since saturday", asks=LEGS).findings["both_legs"] == "yes"


@pytest.mark.parametrize("said", ["yes i fell off my bike last year", "i had a car crash last summer"])
def test_a_bad_fall_of_last_year_is_asked_about_and_no_emergency(said: str) -> None:
    assert hear(said, asks=("major_trauma", "cannot_bear_weight")).red_flags == ()


@pytest.mark.parametrize("said", ["i fell off my bike last week", "i fell off the roof yesterday, not like last year"])
def test_a_bad_fall_of_these_days_is_one(said: str) -> None:
    assert "major_trauma" in hear(said, asks=("major_trauma", "cannot_bear_weight")).red_flags


@pytest.mark.parametrize(
    "said",
    [
        "none of that stuff works", "none of that works", "none of those things help", "nothing of it helps",
        "not a chance i can feel it", "no strong leg", "no crap since tuesday", "all good until i stand",
        "everything works except peeing", "no trouble standing on one leg", "zero feeling", "i'm fine it's my mum",
    ],
)  # fmt: skip
def test_what_may_report_a_loss_or_says_something_else_is_no_no(said: str) -> None:
    assert hear(said, asks=TOILET).answer != "no"


@pytest.mark.parametrize("said", ["zero", "nothing", "nada", "zilch there"])
def test_nothing_is_no_answer_where_something_may_be_lacking(said: str) -> None:
    assert hear(said, asks=("saddle_numb",)).answer != "no"


@pytest.mark.parametrize(
    "said",
    ["no wait what was the first thing", "no hold on i dropped the phone", "nope sorry i was shouting at my brother"],
)
def test_a_no_before_another_matter_is_none(said: str) -> None:
    assert hear(said, asks=("rectal_bleeding",)).answer is None


@pytest.mark.parametrize("said", ["no sorry", "no hang on yes", "no wait, not sure"])
def test_a_new_beginning_that_ends_the_answer_counts(said: str) -> None:
    answers = {"no sorry": "no", "no hang on yes": "yes", "no wait, not sure": "unknown"}
    assert hear(said, asks=("rectal_bleeding",)).answer == answers[said]


def test_a_sign_told_behind_denials_of_others_is_no_denial() -> None:
    said = "no bleeding and no contractions but an ache low down on the right"
    assert hear(said, asks=("pregnancy_warning",)).answer == "unknown"


@pytest.mark.parametrize(
    ("said", "asks", "answer"),
    [
        ("no nothing at all is numb down there", TOILET, "no"),
        ("nope not cold and not swollen, both of my legs are good", LEGS, "no"),
        ("no, it is not weak", ("leg_weakness",), "no"),
        ("it isn't weak at all, nobody ever said weak", ("leg_weakness",), "no"),
        ("no but both my legs tingle", LEGS, "yes"),
    ],
)
def test_a_no_that_seems_to_report_a_sign_raises_nothing(said: str, asks: tuple[str, ...], answer: str | None) -> None:
    heard = hear(said, asks=asks)
    assert heard.answer == answer
    assert bool(heard.red_flags) == (answer == "yes")


@pytest.mark.parametrize(
    ("said", "asks", "answer"),
    [
        ("no, two day", ("lasting_weeks",), "no"),
        ("nah, just tonight", ("lasting_weeks",), "no"),
        ("it was just today after football", ("lasting_weeks",), "no"),
        ("three days since the match", ("lasting_weeks",), "no"),
        ("is two weeks bad then", ("lasting_weeks",), "unknown"),
        ("couple weeks on and off", ("lasting_weeks",), "yes"),
        ("yes for two years", ("lasting_weeks",), "yes"),
        ("no. it's two days", ("leg_numb_persistent", "muscle_wasting", "lasting_weeks"), "no"),
        ("no, forty years", ("bladder_control_loss",), "no"),
        ("two days", ("bladder_control_loss",), None),
        ("what the hell? no", TOILET, "no"),
        ("bro no", TOILET, "no"),
        ("no, Jack put that away! no", LEGS, "no"),
        ("it woke me once but i turned over and it went, so no", ("night_pain",), "no"),
        ("i can't feel anything there so no", TOILET, "yes"),
        ("no, it flops, no", LEGS, None),
        ("a pregnancy! no, i'm a gentleman", ("pregnant", "recent_surgery"), "no"),
        ("no! can we get on", TOILET, "no"),
    ],
)
def test_lengths_of_time_outcries_and_conclusions_answer(said: str, asks: tuple[str, ...], answer: str | None) -> None:
    assert hear(said, asks=asks).answer == answer


@pytest.mark.parametrize("said", ["two legs fine", "both legs good"])
def test_two_legs_that_are_good_are_no_trouble_in_both(said: str) -> None:
    assert hear(said, asks=LEGS).answer == "no"
    assert hear(said.replace("good", "numb").replace("fine", "numb").replace("no swollen. ", ""), asks=LEGS).red_flags


@pytest.mark.parametrize(
    ("said", "awaiting", "intent"),
    [
        ("twitch? no. cramp. like stone", "kind", "StopCramp"),
        ("cramp not twitch. yes stretch", "kind", "StopCramp"),
        ("muscle he jump. jump jump, no stop", "kind", "TwitchHelp"),
        ("my bum won't stop bloody twitching", None, "TwitchHelp"),
        ("there's bloody stuff in my poo", None, "ReportRedFlag"),
        ("fine yes", "offer", "Yes"),
        ("yeah, it's going", "did_help", "DidHelp"),
        ("yeah it's gone. stop", "did_help", "Stop"),
        ("will it stop", "did_help", "AskTopic"),
        ("make it stop", "did_help", "StopCramp"),
        ("say that again, slower", "did_help", "Repeat"),
    ],
)
def test_the_words_of_somebody_in_pain_or_with_little_english(said: str, awaiting: str | None, intent: str) -> None:
    assert hear(said, awaiting=awaiting).intent == intent


@pytest.mark.parametrize(
    ("said", "asks", "answer"),
    [
        ("no, I've got a new hip, I said", ("major_trauma", "pregnant", "hip_replacement"), "yes"),
        ("leg yes weak. two leg", LEGS, "yes"),
        ("dear me, no", TOILET, "no"),
        ("nnno", TOILET, "no"),
        ("no, not really worse, just wakes me", ("night_pain",), None),
        ("no, I'm in bed, I just turned over", ("long_sitting",), "no"),
        ("no, rubber", ("numbness",), None),
        ("no, months of it", ("leg_numb_persistent",), None),
        ("no I'm not pregnant and no new hip", TOILET, None),
    ],
)
def test_what_a_no_denies_and_what_it_leaves_open(said: str, asks: tuple[str, ...], answer: str | None) -> None:
    assert hear(said, asks=asks).answer == answer


def test_the_open_question_may_come_as_a_list_from_the_session() -> None:
    assert hear("yes for two years", asks=["lasting_weeks"]).answer == "yes"


@pytest.mark.parametrize("said", ["all right", "alright", "all right then"])
def test_all_right_picks_no_part(said: str) -> None:
    heard = hear(said, asks=TOILET)
    assert heard.answer is None
    assert not heard.findings
