"""For whom the coaching is: how old they are, and a grown-up beside every child (design, safety rule 7)."""

from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.reply import Reply

GROWN_UP = 16
"""From this age on nobody else has to be there (medical reference, 4)."""
OLD = 65
"""From this age on a small fall can break a bone (NICE NG249, section 1.1)."""


TIMES_ASKED = 3


def note(composer: Composer, said: Said) -> None:
    """Take in who the person is: a child, or so old that a small fall counts and a pregnancy is none."""
    session = composer.session
    years = said.years("their_age" if session.for_other else "age")
    if said.intent == "Child" and years is None:
        session.child = True
    if years is None:
        return
    session.child = years < GROWN_UP
    if years >= OLD:
        session.answers["age_65"] = "yes"
        session.answers.setdefault("pregnant", "no")


def ask_for_grown_up(composer: Composer) -> Reply:
    """Ask a child for a grown-up; nothing is guided before one is there, and three times are enough."""
    composer.session.guiding = None
    composer.session.misses += 1
    if composer.session.misses > TIMES_ASKED:
        return end_for_child(composer)
    return composer.ask(composer.line("grown_up"), awaiting="for_whom", lead=composer.line("child"))


def end_for_child(composer: Composer) -> Reply:
    """End without a stretch where no grown-up is there."""
    return composer.end(composer.line("child_alone"))
