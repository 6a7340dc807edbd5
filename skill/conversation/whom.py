"""Person to be coached: their age, and a grown-up with every child."""

from msgspec.structs import replace

from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn

GROWN_UP = 16
"""Age in years from which no grown-up has to be present (medical reference, 4)."""
OLD = 65
"""Age in years from which a minor fall can break a bone (NICE NG249, section 1.1)."""
ANEURYSM_AGE = 60
"""Age in years from which sudden back pain is thought to come from the aorta (NICE NG156, section 1.1)."""

TIMES_ASKED = 3


def note(composer: Composer, said: Said) -> None:
    """Record whether the person is a child, or so old that a minor fall counts and pregnancy is excluded."""
    session = composer.session
    years = said.number("their_age" if session.for_other else "age")
    if years is None:
        session.child = session.child or said.intent == "Child"
        return
    session.child = years < GROWN_UP
    if years >= ANEURYSM_AGE:
        session.answers["age_60"] = "yes"
    if years >= OLD:
        session.answers["age_65"] = "yes"
        session.answers.setdefault("pregnant", "no")


def without_pregnancy(said: Said, session: Session) -> Said:
    """
    Return the utterance of a man, or of somebody old, without a pregnancy: "waters gone? I'm a man of ninety".

    A man who says that he is pregnant is believed.
    """
    told = session.answers.get("sex_male") or said.findings.get("sex_male")
    # "I'm not expecting, I'm a man", after words that were taken for a pregnancy.
    if told == "yes" and said.findings.get("pregnant") == "no" and not session.for_other:
        session.answers["pregnant"] = "no"
    stands = said.findings.get("pregnant") or session.answers.get("pregnant")
    excluded = session.answers.get("age_65") == "yes" or (told == "yes" and stands != "yes")
    if session.for_other or not excluded:
        return said
    findings = {name: "no" if name in _OF_PREGNANCY else answer for name, answer in said.findings.items()}
    suspected = {name: answer for name, answer in said.suspected.items() if name not in _OF_PREGNANCY}
    asked = session.turn.awaiting == "finding" and _OF_PREGNANCY.issuperset(session.turn.asks)
    only_pregnant = said.answer != "no" and "yes" not in findings.values() and _OF_PREGNANCY & said.findings.keys()
    answer = "no" if asked else None if only_pregnant else said.answer  # What else was asked about stays open.
    return replace(said, findings=findings, suspected=suspected, answer=answer)


_OF_PREGNANCY = frozenset(("pregnant", "pregnancy_warning"))


def ask_for_grown_up(composer: Composer) -> Reply:
    """Ask a child for a grown-up, at most three times; no hold starts before one is present."""
    composer.session.guiding = None
    composer.session.misses += 1
    if composer.session.misses > TIMES_ASKED:
        return composer.end(composer.line("child_alone"))
    return composer.ask("grown_up", Turn(awaiting="for_whom"), lead=composer.line("child"))
