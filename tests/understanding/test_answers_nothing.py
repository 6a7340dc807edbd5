"""Replies that answer something else than the check, or ask back: none of them is a yes or a no to it."""

import pytest

from skill.understanding.hearing import content, hear

LEGS, TOILET, SICK, HURT = (tuple(content().questions[name].covers) for name in ("legs", "toilet", "sick", "hurt"))


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        (LEGS, "yeah still here sorry"), (LEGS, "yeah hang on"), (LEGS, "no no, wait, say that again"),
        (LEGS, "no I mean my right"), (LEGS, "yes, start the stretch"), (LEGS, "yeah set a timer for twenty minutes"),
        (SICK, "no I'm not pregnant"), (SICK, "fever no"), (HURT, "no fall, no"), (TOILET, "no. except when wiping"),
        (TOILET, "no, only that"), (LEGS, "so is it just cramp then dear?"), (SICK, "none of them, I meant my wife"),
        (LEGS, "can you just do the stretch"), (LEGS, "just start the stretch will you"),
        (TOILET, "no, that works"), (LEGS, "how cold is cold"),
    ],
)  # fmt: skip
def test_what_answers_something_else_is_no_answer(asks: tuple[str, ...], said: str) -> None:
    heard = hear(said, asks=asks)
    assert heard.answer is None
    assert not heard.red_flags


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        (LEGS, "cold? it's boiling in here"), (LEGS, "who'd have a cold leg? no"), (SICK, "does my chest hurt? no"),
        (SICK, "chest? heart like an ox"), (SICK, "I can hear you faint, speak up"), (SICK, "my belly is full"),
        (TOILET, "my phone is dead"), (TOILET, "my foot is asleep"), (SICK, "who'd be faint, me? no"),
        (LEGS, "weak? I've been up ladders all week, legs like pistons"), (LEGS, "naw. nae pain, nae swelling"),
        ((), "I've got the baby in my arms and my bum cramps"), ((), "I'm dying here"),
        ((), "I can stand on tiptoe, it's not weak, it just flickers"), ((), "back side paining since two days"),
        ((), "my butt twitches, three weeks now"), ((), "cramp in my right buttock, came on twenty minutes ago"),
    ],
)  # fmt: skip
def test_an_echo_a_joke_or_a_plain_complaint_is_no_warning_sign(asks: tuple[str, ...], said: str) -> None:
    heard = hear(said, asks=asks)
    assert not heard.red_flags
    assert not heard.alarm


@pytest.mark.parametrize(
    ("asks", "said", "sign"),
    [
        (TOILET, "fine thanks. oh the waterworks have been a bit sluggish since yesterday", None),
        (SICK, "only the curry sitting on me chest", "chest_pain_breathless"),
        (LEGS, "legs are fine dear, only the calf's been achy and a bit bigger since the plane", "leg_swelling_one"),
    ],
)
def test_an_unclear_reply_is_asked_about_the_sign_that_it_may_tell(asks, said, sign) -> None:
    heard = hear(said, asks=asks)
    assert heard.answer != "no"
    assert len(heard.suspected) == 1
    assert sign in (None, *heard.suspected)


@pytest.mark.parametrize(
    ("asks", "said", "sign"),
    [
        (TOILET, "not numb, more like it's asleep", "saddle_numb"),
        (TOILET, "no no, nothing like that, only I feel less than usual", "saddle_numb"),
        (LEGS, "no love, though the foot's got no colour in it", "cold_pale_leg"),
        (LEGS, "no no I'm fine, just can't get this foot warm", "cold_pale_leg"),
        (TOILET, "me nuts have gone numb", "saddle_numb"),
    ],
)  # fmt: skip
def test_a_sign_behind_a_no_is_heard(asks, said, sign) -> None:
    assert sign in hear(said, asks=asks).red_flags


@pytest.mark.parametrize(
    ("said", "side", "kind"),
    [
        ("left cheek cramp. sorry, right cheek", "right", "painful_cramp"),
        ("it's a twitch, no hang on, it's a cramp on the left, no sorry, the right", "right", "painful_cramp"),
        ("it's a twitch. no, sorry, it's a cramp", None, "painful_cramp"),
        ("it's a cramp, no wait, a twitch", None, "twitch_main"),
    ],
)
def test_what_is_corrected_in_one_breath_does_not_count(said: str, side: str | None, kind: str) -> None:
    heard = hear(said)
    assert side is None or (heard.findings[f"side_{side}"], heard.findings.get("side_left")) == ("yes", None)
    assert heard.findings[kind] == "yes"
    assert not {"painful_cramp", "twitch_main"} - {kind} & heard.findings.keys()


def test_the_end_of_a_very_long_story_is_read() -> None:
    story = "my bum cramps and" + " you know I walked along the road and I met a friend" * 45
    heard = hear(f"{story} and I can't pee")
    assert "cannot_pee" in (*heard.red_flags, *heard.suspected)
