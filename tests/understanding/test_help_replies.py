"""What is said of getting help is heard after an emergency advice, and only there."""

import pytest


@pytest.mark.parametrize(
    ("said", "help_"),
    [
        ("I can't reach the phone", "phoneless"),
        ("I have no phone near", "phoneless"),
        ("should I get my brother to drive me or an ambulance", "drive"),
        ("right we're going, thank you", "going"),
        ("they're on their way", "calling"),
        ("I'm not going", "wait"),
        ("I'll call my doctor tomorrow", "wait"),
        ("could i just ring my gp instead", "wait"),
        ("my doctor told me to call", None),
        ("do i take my spray", "medicine"),
        ("I took too many of my pills", None),
        ("i cant get up to the phone what shall i do", "phoneless"),
        ("hes getting the car out now", "going"),
        ("no i heard you betty get your coat", "going"),
        ("I'm going to faint", None),
        ("am I going to die", None),
        ("I'm going numb all over", None),
        ("let's go on with the stretch", None),
        ("okay I'm going", "going"),
        ("ill get my husband", "fetching"),
        ("I can't get anybody", None),
        ("who do i ring its sunday", "number"),
        ("what shall I do until they come", "meanwhile"),
        ("turn it off doris", "over"),
        ("how i say to them", "calling"),
        ("what do I say to them", "calling"),
        ("what shall I say when I ring", "calling"),
        ("oh very well dear, shall I get up and find the telephone", "phoneless"),
        ("my phone is in the kitchen", "phoneless"),
        ("I don't want to trouble the ambulance people", "wait"),
        ("my son's coming at four, could he not just look at it", "wait"),
        ("it won't stop", None),
        ("no I haven't called", None),
        ("say that again", None),
    ],
)
def test_how_a_reply_to_the_number_goes_on_is_heard(listener, said, help_):
    assert listener.hear(said, (), "again").slots.get("help") == help_


def test_elsewhere_it_is_no_such_reply(listener):
    assert "help" not in listener.hear("I have no phone near", (), "offer").slots


@pytest.mark.parametrize("text", ["should i call an ambulance", "do i call them now", "shall we call"])
def test_who_asks_whether_to_call_has_not_called(listener, text):
    assert listener.hear(text, awaiting="again").slots.get("help") != "calling"
