"""Commands at any moment: stop, help, repeat, pause and the like. None of them gets around the safety screen."""

from typing import Literal

from skill.content.models import Answer
from skill.conversation import advice, alarms, guide, hold, routine, topics
from skill.conversation.answers import answered, miss, skip
from skill.conversation.events import Performed, Said
from skill.conversation.flow import effect, proceed
from skill.conversation.remembered import Remembered
from skill.conversation.reply import Forget, Reply, Tell
from skill.conversation.screen import flag_level
from skill.conversation.session import Session
from skill.conversation.talk import Talk
from skill.conversation.triage import is_red_flag

SLOWER, SLOWEST = 0.85, 0.6
"""Factor for each "slower", and the pace below which speech falls apart."""


def stop(talk: Talk, _: Said) -> Reply:
    """Stop at once, with the net that belongs to what was advised."""
    session = talk.session
    session.guiding = None
    if session.level in ("urgent", "soon"):
        return talk.end(talk.line("goodbye_level"), level=session.level)
    return talk.end(talk.line("goodbye_net" if session.done else "goodbye"))


def help_(talk: Talk, _: Said) -> Reply:
    """Help for the question that is open, or what the coach can do."""
    awaiting = talk.session.turn.awaiting
    if awaiting == "finding":
        return talk.ask_again(talk.line("yes_no_help"))
    if awaiting == "did_help":
        return talk.ask_again(talk.line("letting_go_help"))
    if awaiting == "offer":
        return talk.ask_again(talk.line("yes_no_help"))
    return talk.ask(
        talk.line("kind"), lead=talk.line("help_open"), awaiting="kind", reprompt=talk.line("help_reprompt")
    )


def repeat(talk: Talk, _: Said) -> Reply:
    """The last reply once more; a guided hold is guided again."""
    turn = talk.session.turn
    if turn.holds and _has_hold(talk):
        return hold.again(talk)
    if turn.awaiting is None:
        return talk.ask_again(talk.line("nothing_to_repeat"))
    return advice.say_again(talk)


def start_over(talk: Talk, said: Said) -> Reply:
    """A hold begins again; otherwise everything does, but for what speaks against stretching."""
    old = talk.session
    if old.turn.holds:
        return repeat(talk, said)
    kept: dict[str, Answer] = {
        name: answer for name, answer in old.answers.items() if answer != "no" and is_red_flag(name, talk.content)
    }
    talk.session = Session(
        answers=kept,
        compound={name: answer for name, answer in old.compound.items() if answer == "yes"},
        introduced=old.introduced,
    )
    if flag_level(talk.session, talk.content)[0] is not None:
        return proceed(talk)
    return talk.ask_again(talk.line("started_over"))


def why(talk: Talk, _: Said) -> Reply:
    """Why a question is asked, or which answers led to the advice."""
    turn, content = talk.session.turn, talk.content
    if turn.awaiting == "finding":
        compound = content.questions.get(turn.about)
        reason = compound.why if compound else content.findings[turn.asks[0]].why
        return talk.ask_again(talk.fill(reason or talk.line("why_other")))
    if turn.awaiting == "kind":
        return talk.ask_again(talk.line("why_kind"))
    if turn.awaiting == "did_help":
        return talk.ask_again(talk.line("why_did_help"))
    return talk.ask_again(advice.why(talk))


def pause(talk: Talk, _: Said) -> Reply:
    """Keep the place in the hold."""
    return hold.pause(talk) if talk.session.guiding else not_now(talk)


def resume(talk: Talk, said: Said) -> Reply:
    """Go on with a paused hold, or with the next of a routine; "ready" to a question of the coach is a yes."""
    if talk.session.turn.awaiting in ("offer", "ready") and talk.session.turn.about != "resume":
        return answered(talk, said, "yes")
    return hold.resume(talk) if _has_hold(talk) else not_now(talk)


def next_(talk: Talk, _: Said) -> Reply:
    """The next step; a question of the safety screen can't be skipped."""
    turn = talk.session.turn
    if turn.awaiting == "finding":
        if any(talk.content.findings[name].group == "red_flag" for name in turn.asks):
            return miss(talk, talk.line("need_answer"))
        return skip(talk)
    if talk.session.routine and _has_hold(talk):
        return routine.next_(talk)
    if turn.awaiting == "did_help":
        return effect(talk, "same")
    return miss(talk)


def previous(talk: Talk, said: Said) -> Reply:
    """The exercise before in a routine; elsewhere the same once more."""
    if talk.session.routine and _has_hold(talk):
        return routine.previous(talk)
    return repeat(talk, said)


def tell_more(talk: Talk, said: Said) -> Reply:
    """The next paragraph of what is being explained."""
    about, named = talk.session.turn.about, talk.session.turn.condition
    if about.startswith("more:"):
        return topics.tell_more(talk, about)
    if named:
        return topics.explain(talk, f"conditions/{named}")
    if talk.session.turn.awaiting == "offer":
        return answered(talk, said, "yes")
    return miss(talk, talk.line("nothing_more"))


def how_long_left(talk: Talk, _: Said) -> Reply:
    """The seconds left of the hold."""
    return hold.how_long_left(talk) if _has_hold(talk) else not_now(talk)


def longer(talk: Talk, said: Said) -> Reply:
    """A longer hold."""
    if not _has_hold(talk):
        return not_now(talk)
    return hold.longer(talk, said.seconds("hold"))


def other_side(talk: Talk, _: Said) -> Reply:
    """The same on the other side."""
    return hold.other_side(talk) if _has_hold(talk) else not_now(talk)


def _has_hold(talk: Talk) -> bool:
    """A hold is going on or paused, and may go on."""
    guiding = talk.session.guiding
    return guiding is not None and guide.may_guide(talk.session, talk.content, guiding.hold.stretch)


def child(talk: Talk, _: Said) -> Reply:
    """A child is heard, never asked about: a grown-up belongs beside them (reference, 5)."""
    return talk.ask_again(talk.line("child"))


def slower(talk: Talk, said: Said) -> Reply:
    """Speak more slowly from now on; a hold that is being guided begins again at the new pace."""
    talk.session.pace = max(SLOWEST, round(talk.session.pace * SLOWER, 2))
    if talk.session.turn.holds and _has_hold(talk):
        return repeat(talk, said)
    return talk.ask_again(talk.line("slower"))


def quiet(talk: Talk, _: Said) -> Reply:
    """Whisper from now on; a hold that is being guided goes on in a whisper."""
    talk.session.quiet = True
    return _go_on(talk, "quiet")


def aloud(talk: Talk, _: Said) -> Reply:
    """No more whispering."""
    talk.session.quiet = False
    return _go_on(talk, "aloud")


def _go_on(talk: Talk, line: Literal["quiet", "aloud"]) -> Reply:
    """Asking has cut a guided hold off, so it goes on at once; the new voice says the rest."""
    return hold.resume(talk) if talk.session.turn.holds and _has_hold(talk) else talk.ask_again(talk.line(line))


def history(talk: Talk, _: Said) -> Reply:
    """What is kept about the person."""
    return Reply(talk.session, "silent", request=Tell())


def delete(talk: Talk, _: Said) -> Reply:
    """Erase what is kept, once that is confirmed."""
    return talk.ask(talk.line("forget"), awaiting="offer", about="forget")


def performed(talk: Talk, done: Performed) -> Reply:
    """Tell how a request went."""
    if isinstance(done.request, Forget):
        return talk.end(talk.line("forgotten" if done.outcome == "done" else "not_forgotten"))
    if isinstance(done.request, Tell):
        return talk.ask_again(_told(talk, done.known))
    return alarms.performed(talk, done)


def _told(talk: Talk, known: Remembered | None) -> str:
    if known is None:
        return talk.line("history_away")
    if not known.finished:
        return talk.line("history")
    return talk.line("history_holds", holds=str(known.finished))


def not_now(talk: Talk) -> Reply:
    """There is nothing running that could be paused, lengthened or switched."""
    return talk.ask_again(talk.line("nothing_to_pause"))
