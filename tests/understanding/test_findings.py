import pytest

from skill.understanding.hearing import hear


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("my foot drags when i walk", "leg_weakness"),
        ("i wet my trousers on the bus today", "bladder_control_loss"),
        ("it's not that i don't feel pins and needles", "tingling"),
        ("i'm eighty one and i slipped in the kitchen", "major_trauma"),
        ("it's been going on for about a month", "lasting_weeks"),
        ("the pain is nine out of ten", "severe"),
        ("my temperature is 39", "fever_chills"),
    ],
)
def test_what_is_true_of_the_speaker_now_is_a_yes(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("no fever and no chills", "fever_chills"),
        ("no fever, chills, or weight loss", "weight_loss"),
        ("neither leg is weak", "leg_weakness"),
        ("i have cramps without any numbness", "numbness"),
        ("my bladder is fine", "bladder_control_loss"),
        ("cancer was ruled out", "cancer_history"),
        ("i don't think i have a fever", "fever_chills"),
        ("it was a nine and now it's a one", "severe"),
        ("it only began last night", "lasting_weeks"),
    ],
)
def test_what_is_denied_is_a_no(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "no"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("what if i had a fever", "fever_chills"),
        ("my dad has a fever", "fever_chills"),
        ("i had a temperature last month but it's gone now", "fever_chills"),
        ("i'm not certain about a fever", "fever_chills"),
        ("maybe a fever", "fever_chills"),
    ],
)
def test_past_supposed_foreign_and_uncertain_findings_stay_unknown(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "unknown"


def test_the_other_side_of_a_contrast_is_read_on_its_own(listener):
    found = listener.hear("it isn't numb but it does tingle").findings
    assert found["numbness"] == "no"
    assert found["tingling"] == "yes"


def test_a_denied_place_does_not_deny_the_feeling_elsewhere(listener):
    found = listener.hear("no numbness around my crotch but my toes tingle").findings
    assert found["saddle_numb"] == "no"
    assert found.get("numbness") != "no"
    assert found["tingling"] == "yes"


@pytest.mark.parametrize("said", ["i fell asleep on the sofa", "this cramp is killing me", "my pee is a normal color"])
def test_what_only_sounds_like_a_red_flag_raises_none(listener, said):
    assert listener.hear(said).red_flags == ()


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("can't sense anything around my bum hole", "saddle_numb"),
        ("can't tell when i need a poo now it just arrives", "bowel_control_loss"),
        ("no idea what day it is i don't know where i am", "confused_very_unwell"),
        ("my erections disappeared overnight", "sexual_change"),
        ("doesn't feel normal down below since tuesday", "saddle_numb"),
        ("i pooed myself and had no idea", "bowel_control_loss"),
        ("i've not been able to pass water all day", "cannot_pee"),
    ],
)
def test_words_that_belong_to_the_finding_take_nothing_away_from_it(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("i feel full but when i try to go nothing happens", "cannot_pee"),
        ("my foot has gone numb and it drags", "leg_weakness"),
        ("i've missed a period and there's a bad pain low down on one side", "pregnancy_warning"),
        ("yesterday i could wiggle my toes and today i can't", "weakness_worsening"),
        ("i've got osteoporosis and i sat down hard on the ice", "major_trauma"),
    ],
)
def test_a_danger_told_in_two_statements_is_heard(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("someone tackled me hard at rugby", "major_trauma"),
        ("they found me on the bathroom floor where i'd been all night", "long_lie"),
        ("my wife says i'm confused and rambling", "confused_very_unwell"),
        ("my baby bump is getting in the way", "pregnant"),
    ],
)
def test_who_did_or_said_it_does_not_make_it_somebody_elses(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "landed on my backside but i'm walking fine",
        "dropped two stone with slimming world",
        "lost weight but i was trying to",
        "hot or cold which one",
        "give me more detail",
        "my charley horse is back",
        "it's thirty eight degrees outside",
        "i broke my leg as a kid",
        "my brother's foot drags",
        "should i worry about cauda equina",
        "i've leaked a little on sneezing for years nothing new",
        "can't feel the stretch",
    ],
)
def test_harmless_talk_raises_no_red_flag(listener, said):
    assert listener.hear(said).red_flags == ()


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("i've had a bad back for years and i've wet myself", "bladder_control_loss"),
        ("i wet myself and my back's been bad for years", "bladder_control_loss"),
        ("my back's been bad for years and both my legs have gone numb", "both_legs"),
        ("i've always been fit and i've wet myself", "bladder_control_loss"),
        ("nothing new with my back but i can't pee", "cannot_pee"),
        ("it's always been my left side and my leg is cold and white", "cold_pale_leg"),
        ("i wet the bed last night for the first time since i was a little girl", "bladder_control_loss"),
        ("i've had a bad back for years wet the bed in my sleep", "bladder_control_loss"),
        ("been leaking for years always have but last night i wet the bed", "bladder_control_loss"),
        ("since friday i can't get hard at all", "sexual_change"),
        ("they put me on rivaroxaban years back and i'm still on it", "blood_thinner"),
    ],
)
def test_an_old_story_beside_a_new_warning_sign_hides_nothing(listener, said, flag):
    assert listener.hear(said).findings.get(flag) == "yes"


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("i have wet the bed all my life", "bladder_control_loss"),
        ("i leak when i cough, always have been like that", "bladder_control_loss"),
        ("my feet are always a bit chilly in winter and always have been", "cold_pale_leg"),
    ],
)
def test_what_has_been_so_for_years_is_no_new_warning_sign(listener, said, flag):
    assert listener.hear(said).findings.get(flag) == "no"


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("no numbness down there at all everything feels normal when i wipe", "saddle_numb"),
        ("neither leg is weak no chest pain and my breathing is normal", "chest_pain_breathless"),
    ],
)
def test_a_no_before_one_thing_does_not_turn_the_health_of_the_next_around(listener, said, flag):
    assert listener.hear(said).findings.get(flag) == "no"


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ("my bladder isn't right", "bladder_control_loss"),
        ("i don't have full control of my bladder", "bladder_control_loss"),
    ],
)
def test_health_that_is_denied_is_a_warning_sign(listener, said, flag):
    assert listener.hear(said).findings.get(flag) == "yes"


@pytest.mark.parametrize(
    ("said", "flag", "answer"),
    [
        ("would i lose my erections if this was a trapped nerve", "sexual_change", "unknown"),
        ("could i lose control of my bladder from this", "bladder_control_loss", "unknown"),
        ("could i lose my job my leg has gone cold and white", "cold_pale_leg", "yes"),
        ("can i get an ambulance my chest hurts", "chest_pain_breathless", "yes"),
    ],
)
def test_what_is_asked_of_the_future_is_left_open_and_what_is_told_with_it_is_not(listener, said, flag, answer):
    assert listener.hear(said).findings.get(flag) == answer


def test_a_comparison_of_oneself_with_a_child_is_about_oneself(listener):
    found = listener.hear("turns out i'm a toddler again woke up twice this week in a wet bed").findings
    assert found["bladder_control_loss"] == "yes"


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ("on the right, no wait, left", "left"),
        ("it's the left no sorry the right buttock", "right"),
        ("my left i mean my right cheek", "right"),
        ("stretch my glute on the right no left", "left"),
    ],
)
def test_the_side_that_was_taken_back_is_not_heard(listener, said, side):
    found = listener.hear(said).findings
    assert {name for name, answer in found.items() if name.startswith("side_") and answer == "yes"} == {f"side_{side}"}


@pytest.mark.parametrize(
    ("said", "finding", "answer"),
    [
        ("it shoots from my right buttock", "side_right", "yes"),
        ("it's weaker than my right", "side_right", None),
        ("its a proper cramp", "painful_cramp", "yes"),
        ("at night the ache is at its worst", "at_night", "yes"),
        ("my calf is swollen since yesterday could be a bit breathless too not sure", "leg_swelling_one", "yes"),
        (
            "my calf is swollen since yesterday could be a bit breathless too not sure",
            "chest_pain_breathless",
            "unknown",
        ),
        ("when i walk a mile it starts i stop and two minutes later it's gone", "walk_distance_rest_relief", "yes"),
        ("it shoots down my leg no pins and needles", "quality_sharp", "yes"),
        ("there are clots the size of plums", "swelling_redness", None),
        ("the stretching and rest haven't done anything", "tried_selfcare_no_help", "yes"),
    ],
)
def test_small_words_do_not_reach_further_than_they_are_meant(listener, said, finding, answer):
    assert listener.hear(said).findings.get(finding) == answer


@pytest.mark.parametrize(
    ("said", "flag", "answer"),
    [
        ("my urine is brown and my muscles hurt i used to get twitches but they've stopped", "dark_urine", "yes"),
        ("i was numb down there but it's gone now", "saddle_numb", "unknown"),
        ("never needed pads for wee before but now i go through three a day", "bladder_control_loss", "yes"),
        ("there's no chance i'm pregnant", "pregnant", "no"),
        ("there's no way i can stand on it", "cannot_bear_weight", "yes"),
        ("my teacher fainted in assembly", "faint_collapse", "unknown"),
        ("i look after folk who are incontinent all day long", "bladder_control_loss", "unknown"),
        ("i was putting the bairn down and my leg went dead and gave way", "leg_weakness", "yes"),
        ("my last bad fall was off a horse in nineteen eighty two", "major_trauma", "unknown"),
        ("nothing was ever tingly", "tingling", "no"),
    ],
)
def test_what_is_taken_back_or_ruled_out_reaches_no_further(listener, said, flag, answer):
    assert listener.hear(said).findings.get(flag) == answer


@pytest.mark.parametrize(
    ("said", "flag", "answer"),
    [
        ("i fainted once in nineteen seventy four", "faint_collapse", "unknown"),
        ("in the army i collapsed from heat, nineteen ninety one", "faint_collapse", "unknown"),
        ("i had a dropped foot in two thousand nine and got it all back", "leg_weakness", "unknown"),
        ("my shingles was on the ribs and that was a decade ago", "rash_blisters", "unknown"),
        ("couldn't pee for a day after my hernia op, years ago that was", "cannot_pee", "unknown"),
        ("i'd a fever back in february with the flu, long gone", "fever_chills", "unknown"),
        ("fell off my bike when i was nine and broke my hip", "major_trauma", "unknown"),
        ("i fell on my hip in twenty minutes of football and can't stand on it", "cannot_bear_weight", "yes"),
        ("the pain is back in my left leg and both legs are numb", "both_legs", "yes"),
    ],
)
def test_dates_are_heard_as_people_say_them(listener, said, flag, answer):
    assert listener.hear(said).findings.get(flag) == answer


@pytest.mark.parametrize(
    ("said", "flag", "answer"),
    [
        ("the gentleman in bay four can't pass urine", "cannot_pee", "unknown"),
        ("the girl i trained with went septic", "confused_very_unwell", "unknown"),
        ("my wee boy has a temperature of thirty nine", "fever_chills", "unknown"),
        ("my little one has a temperature of thirty nine", "fever_chills", "unknown"),
        ("one of the corps girls fainted in the wings", "faint_collapse", "unknown"),
        ("oh boy my leg is weak and gives way", "leg_weakness", "yes"),
        ("my lady parts are numb", "saddle_numb", "yes"),
        ("do you treat a fever differently", "fever_chills", "unknown"),
        ("do you know my foot is dragging", "leg_weakness", "yes"),
        ("how many hours on the floor before a muscle is damaged", "long_lie", "unknown"),
        ("it hasn't gone into both legs", "both_legs", "no"),
        ("far from losing weight i have put some on", "weight_loss", "no"),
    ],
)
def test_others_questions_and_denials_of_more_kinds_are_told_from_warning_signs(listener, said, flag, answer):
    assert listener.hear(said).findings.get(flag) == answer


def test_no_numbness_on_one_side_takes_back_no_side(listener):
    assert listener.hear("pain on the left no right side pain").findings.get("side_left") == "yes"


def test_a_no_that_opens_the_next_sentence_denies_nothing_before_it(listener):
    found = listener.hear("whenever i sneeze it stabs me in the bum and no i don't have a fake hip").findings
    assert found["site_buttock"] != "no"
    assert found["hip_replacement"] == "no"


@pytest.mark.parametrize(
    "said",
    [
        "it was forty degrees here in seville",
        "i was out all day in thirty eight degrees",
        "trousers keep falling off me",
    ],
)
def test_heat_is_no_fever_and_loose_trousers_are_no_fall(listener, said):
    assert not {"fever_chills", "fall_or_injury"} & listener.hear(said).findings.keys()


def test_a_plain_fall_is_an_injury_and_no_major_one(listener):
    found = listener.hear("slipped on wet leaves yesterday and sat down hard").findings
    assert found["fall_or_injury"] == "yes"
    assert "major_trauma" not in found


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("fever no, chills no", "fever_chills"),
        ("swelling none, redness none", "swelling_redness"),
        ("bleeding nothing like that", "rectal_bleeding"),
        ("can't say it burns", "quality_burning"),
        ("nothing wrong with my bladder", "bladder_control_loss"),
        ("my partner's pregnant not me", "pregnant"),
        ("not the back, the buttock", "site_low_back"),
    ],
)
def test_a_denial_counts_wherever_it_stands(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "no"


def test_what_a_person_can_still_not_do_today_is_never_called_absent(listener):
    found = listener.hear("i haven't emptied my bladder since breakfast and i'm bursting").findings
    assert found["cannot_pee"] == "yes"
    assert found.get("bladder_control_loss") != "no"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("it's not that i can't pee it's that i can't feel it", "bladder_control_loss"),
        ("it's not that i can't pee, it's that i can't feel it", "bladder_control_loss"),
        ("the problem isn't peeing it's that i can't hold it", "bladder_control_loss"),
        ("i can pee but i can't feel it", "bladder_control_loss"),
        ("it isn't that it hurts it's that my foot is floppy", "leg_weakness"),
        ("it's not so much pain as numbness between my legs", "saddle_numb"),
        ("it's not the pain it's the numbness between my legs", "saddle_numb"),
        ("rather than pain there's numbness between my legs", "saddle_numb"),
        ("i can't say i'm not numb down there", "saddle_numb"),
        ("it never used to be numb down there", "saddle_numb"),
        ("not a day goes by that i don't wet myself", "bladder_control_loss"),
        ("i've never wet myself before until today", "bladder_control_loss"),
        ("never had this before i've wet myself", "bladder_control_loss"),
        ("i don't usually wet myself but i did last night", "bladder_control_loss"),
        ("not being able to pee is what worries me", "cannot_pee"),
        ("there's no way i can pee", "cannot_pee"),
        ("no doubt about it i've lost feeling down there", "saddle_numb"),
        ("no fever but no feeling in my privates either", "saddle_numb"),
        ("i've lost a stone without trying", "weight_loss"),
    ],
)
def test_a_not_around_a_danger_does_not_take_it_away(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    "said",
    [
        "it's not like i can't feel my legs they're just weak",
        "i'm not not numb down there",
        "it isn't that i can't go it's that i don't know when i need to",
        "i'm not saying i've wet myself i'm saying i nearly did",
        "it's not exactly numb between my legs",
        "my leg isn't really weak",
    ],
)
def test_half_a_no_never_calls_a_danger_absent(listener, content, said):
    denied = [name for name, answer in listener.hear(said).findings.items() if answer == "no"]
    assert not [name for name in denied if content.findings[name].group == "red_flag"]


NOT_BUT = ("it's not that {0} it's that {1}", "it isn't that {0} it's just that {1}", "not that {0} but {1}")
DANGERS = {
    "cannot_pee": "i can't pee",
    "saddle_numb": "i can't feel it when i wipe",
    "leg_weakness": "my foot drags",
    "bowel_control_loss": "i can't hold my poo",
    "both_legs": "both legs are numb",
}


@pytest.mark.parametrize("frame", NOT_BUT)
@pytest.mark.parametrize("other", [*DANGERS, ""])
@pytest.mark.parametrize("finding", DANGERS)
def test_the_second_half_of_not_this_but_that_is_told_plainly(listener, frame, other, finding):
    found = listener.hear(frame.format(DANGERS.get(other, "it hurts"), DANGERS[finding])).findings
    assert found.get(finding) == "yes"
    assert other == finding or found.get(other) != "no"


@pytest.mark.parametrize(
    "said",
    [
        "the kettle boils while i stretch",
        "it's boiling in here",
        "my cheeks went red when he said that",
        "if my leg gave way who would i ring",
        "what's the incubation period of shingles",
        "don't make me laugh i'll wet myself",
        "i went pale when i saw the bill",
        "my pee was dark earlier now it's clear",
        "i crashed out on the sofa for an hour",
    ],
)
def test_idioms_and_questions_raise_no_red_flag(listener, said):
    assert listener.hear(said).red_flags == ()


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("last year i had a fever", "fever_chills"),
        ("years ago i had chest pain", "chest_pain_breathless"),
        ("when i was young i had fevers", "fever_chills"),
        ("last week i had chest pain but it's gone", "chest_pain_breathless"),
        ("in 2015 i had a fever", "fever_chills"),
        ("about ten years ago i had a numb leg and a fever", "fever_chills"),
        ("i had a fever but that was years ago", "fever_chills"),
        ("last month i had numbness between my legs", "saddle_numb"),
    ],
)
def test_a_time_in_front_puts_into_the_past_what_follows(listener, said, finding):
    heard = listener.hear(said)
    assert heard.findings.get(finding) == "unknown"
    assert not heard.red_flags


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("since last week i have a fever", "fever_chills"),
        ("last night i wet myself", "bladder_control_loss"),
        ("a week ago i fell and now it's swollen", "fall_or_injury"),
        ("an hour ago i had a fever", "fever_chills"),
        ("i had a fever two days ago", "fever_chills"),
        ("earlier today i had a fever", "fever_chills"),
        ("a week ago my leg went weak", "leg_weakness"),
        ("last month the numbness between my legs started", "saddle_numb"),
        ("when i was getting up my leg gave way", "leg_weakness"),
        ("years ago i had fevers and now i have a numb crotch", "saddle_numb"),
        ("when i was at work my bladder just went", "bladder_control_loss"),
        ("when i was at the gym my leg went weak", "leg_weakness"),
        ("when i was thirty weeks my waters went", "pregnancy_warning"),
        ("i had a fall last week and can't stand on it", "cannot_bear_weight"),
        ("i had a fever last week and it came back today", "fever_chills"),
    ],
)
def test_what_is_recent_began_then_or_came_back_counts_as_now(listener, said, finding):
    assert listener.hear(said).findings.get(finding) == "yes"


@pytest.mark.parametrize(
    ("said", "finding", "answer"),
    [
        ("what if i had a fever but i have not", "fever_chills", "no"),
        ("they asked about numbness when wiping and i said no", "saddle_numb", "no"),
        ("my dad can't hold his wee but mine's strong", "bladder_control_loss", "no"),
        ("my foot drags but i can't be certain", "leg_weakness", "unknown"),
        ("i couldn't tell you whether my leg is weak or not", "leg_weakness", "unknown"),
        ("what causes a loss of control of your bladder", "bladder_control_loss", "unknown"),
        ("i was pregnant when it began", "pregnant", "unknown"),
        ("i can't pee and i don't know why", "cannot_pee", "yes"),
        ("i've lost weight but i'm not dieting", "weight_loss", "yes"),
        ("i can walk a hundred yards then i stop and it's gone in a minute", "relieved_by_rest", "yes"),
        ("i can't put weight on it", "cannot_bear_weight", "yes"),
    ],
)
def test_a_later_statement_decides_how_the_first_is_meant(listener, said, finding, answer):
    assert listener.hear(said).findings.get(finding) == answer


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("no falls or accidents", "bladder_control_loss"),
        ("i'm on no blood thinner", "muscle_wasting"),
        ("i can't put weight on it", "weight_loss"),
        ("i can't pee since last night", "lasting_weeks"),
        ("i started a statin three weeks ago", "lasting_weeks"),
        ("both thighs are sore from leg day", "rest_pain_or_sore"),
        ("i haven't been able to pee since lunch", "cannot_keep_fluids"),
    ],
)
def test_words_that_belong_to_one_finding_tell_nothing_of_another(listener, said, finding):
    assert finding not in listener.hear(said).findings


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("i had surgery down there and now it flutters", "unknown"),
        ("i had back surgery in march and it cramps", "yes"),
        ("i had hip surgery two weeks ago", "yes"),
        ("i'm recovering from an operation on my back", "yes"),
    ],
)
def test_surgery_without_a_time_is_asked_about(said, answer):
    assert hear(said).findings["recent_surgery"] == answer


def test_an_illness_of_some_month_is_none_of_now():
    assert hear("i had the flu in january").findings["fever_chills"] == "unknown"
    assert hear("i've had a fever since january").findings["fever_chills"] == "yes"
