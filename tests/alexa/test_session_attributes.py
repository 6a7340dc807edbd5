"""What comes back as our session is believed only as far as it makes sense."""

import json

import pytest

from skill.alexa import session_attributes
from skill.coach import content
from skill.conversation.session import Session
from skill.errors import SessionError
from tests.fuzz import seeds

HOLD = {"stretch": "seated_figure_four", "side": "left", "seconds": 30.0}
GUIDING = {"hold": HOLD, "total": 30.0, "began": 1_700_000_000.0}
ASKED = {"awaiting": "offer", "ask": "Shall I say that again?"}

WRONG = {
    "an open question that has no words": {"turn": {"awaiting": "offer", "about": "again"}},
    "a question about a finding that names none": {"turn": ASKED | {"awaiting": "finding"}},
    "parts of a question that there is not": {
        "turn": ASKED | {"awaiting": "finding", "asks": ["numbness"], "about": "moods"}
    },
    "a paragraph that there is not": {"turn": ASKED | {"about": "more:topics/weather:0"}},
    "a paragraph beyond the last": {"turn": ASKED | {"about": "more:remedies/heat:99"}},
    "no paragraph at all": {"turn": ASKED | {"about": "more:heat"}},
    "a fear of what there is not": {"worry": "topics/weather"},
    "another part of the body that there is not": {"limb": "topics/wings"},
    "a waiting question about a finding that there is not": {
        "deferred": {"asks": ["numbness"], "intent": "Yes", "turn": ASKED | {"awaiting": "finding", "asks": ["moods"]}}
    },
    "a condition that there is not": {"named": "bad_luck"},
    "a condition that there is not, just named": {"turn": {"condition": "bad_luck"}},
    "a routine that there is not": {"routine": {"name": "marathon"}},
    "a stretch that there is not": {"done": ["the_splits"]},
    "a place in a stretch that there is not": {"resuming": {"hold": HOLD | {"stretch": "the_splits"}, "at": 0.0}},
    "a hold of a day": {"guiding": GUIDING | {"hold": HOLD | {"seconds": 86_400.0}}},
    "a hold of more than all seconds": {"guiding": GUIDING | {"total": 1e308}},
    "a hold of less than no time": {"turn": {"holds": [HOLD | {"seconds": -1.0}]}},
    "no pace": {"pace": 0.0},
    "the pace of light": {"pace": 1e308},
}


def load(raw):
    return session_attributes.load({session_attributes.KEY: raw}, content())


@pytest.mark.parametrize("session", WRONG.values(), ids=WRONG)
def test_a_session_that_makes_no_sense_is_lost_rather_than_gone_on_with(session):
    with pytest.raises(SessionError):
        load(json.dumps(session))


NONE = ["", "{", "[]", "\ud800", "null", 7, [], {"pace": 1.0}, '{"pace":"fast"}', '{"answers":' + "[" * 100_000]


@pytest.mark.parametrize("raw", NONE, ids=lambda raw: repr(raw)[:20])
def test_what_is_no_session_is_a_session_error(raw):
    with pytest.raises(SessionError):
        load(raw)


def test_every_session_of_whole_conversations_is_believed():
    for session in seeds.sessions():
        assert session_attributes.dump(load(session)) == {session_attributes.KEY: session}
    assert len(seeds.sessions()) > 30


def test_without_a_session_a_new_one_begins():
    assert session_attributes.load({}, content()) == Session()
