"""Whoever can't call, asks to be driven, goes or calls is heard after an emergency advice, and only there."""

import pytest


@pytest.mark.parametrize(
    ("said", "help_"),
    [
        ("I can't reach the phone", "phoneless"),
        ("I have no phone near", "phoneless"),
        ("should I get my brother to drive me or an ambulance", "drive"),
        ("right we're going, thank you", "going"),
        ("they're on their way", "calling"),
        ("I'm not going", None),
        ("no I haven't called", None),
        ("say that again", None),
    ],
)
def test_how_a_reply_to_the_number_goes_on_is_heard(listener, said, help_):
    assert listener.hear(said, (), "again").slots.get("help") == help_


def test_elsewhere_it_is_no_such_reply(listener):
    assert "help" not in listener.hear("I have no phone near", (), "offer").slots
