"""Commands that work at any time, such as stop, help, repeat and pause. None of them bypasses the safety screen."""

from collections.abc import Callable

from msgspec.structs import replace

from skill.content.models import Answer
from skill.conversation import advice, corrections, guide, routine, topics
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.flow import count_left, effect, proceed
from skill.conversation.replies import answered, miss
from skill.conversation.reply import CancelTimers, ListReminders, ListTimers, Reply, Request, Tell
from skill.conversation.session import Session, Turn
from skill.conversation.triage import is_red_flag

SLOWER, SLOWEST = 0.85, 0.6
"""Speech rate factor of each "slower", and the lowest rate that is still intelligible."""


def stop(composer: Composer, said: Said) -> Reply:
    """Stop at once, with the safety-net advice that belongs to the level advised."""
    session = composer.session
    session.guiding = None
    if session.level in ("urgent", "soon"):
        return composer.end(composer.line("goodbye_level"), level=session.level)
    if "sleeps" in said.slots:
        return composer.end(composer.line("goodbye_night"))
    return composer.end(composer.line("goodbye_net" if session.done or session.screening else "goodbye"))


def help_(composer: Composer, _: Said) -> Reply:
    """Explain how to answer the open question, or what the coach can do."""
    awaiting = composer.session.turn.awaiting
    if awaiting in ("finding", "offer", "ready", "for_whom"):
        return composer.ask_again(composer.line("yes_no_help"))
    if awaiting == "did_help":
        return composer.ask_again(composer.line("letting_go_help"))
    return composer.ask_kind(composer.line("help_open"), reprompt="help_reprompt")


def repeat(composer: Composer, _: Said) -> Reply:
    """Repeat the last reply; a hold is guided again."""
    turn = composer.session.turn
    if turn.holds and _has_hold(composer):
        return guide.again(composer)
    if turn.awaiting is None:
        return composer.ask_again(composer.line("nothing_to_repeat"))
    return advice.say_again(composer)


_KEPT_BY_START_OVER = (
    "child for_other quiet night hour_due pace hold_seconds posture reminder asked_permission taken_back introduced"
).split()
"""What belongs to the person, the device or the permissions, and not to the complaint."""


def start_over(composer: Composer, said: Said) -> Reply:
    """Restart the hold if there is one, otherwise the conversation; answers that raise red flags are kept."""
    old = composer.session
    if old.turn.holds:
        return repeat(composer, said)
    kept: dict[str, Answer] = {
        name: answer
        for name, answer in old.answers.items()
        if name in ("age_60", "age_65") or (answer != "no" and is_red_flag(name, composer.content))
    }
    composer.session = Session(
        answers=kept,
        compound={name: answer for name, answer in old.compound.items() if answer == "yes"},
        **{name: getattr(old, name) for name in _KEPT_BY_START_OVER},
    )
    if composer.flagged is not None:
        return proceed(composer)
    return composer.ask_again(composer.line("started_over"))


def why(composer: Composer, said: Said) -> Reply:
    """Explain why the open question is asked, or which answers led to the advice."""
    turn, content = composer.session.turn, composer.content
    if turn.awaiting == "finding":
        compound = content.questions.get(turn.about)
        reason = compound.why if compound else content.findings[turn.asks[0]].why
        told = composer.fill(reason or composer.line("why_other"))
        if said.answer != "no" and told == turn.lead:
            told = composer.line("no_trace")
        return _told_beside(composer, said, lambda: told)
    if turn.awaiting in ("kind", "did_help"):
        return composer.ask_again(composer.line(f"why_{turn.awaiting}"))
    return composer.ask_again(advice.why(composer))


def _told_beside(composer: Composer, said: Said, tell: Callable[[], str]) -> Reply:
    """Answer what was asked in front of the open question or, after a no in the same words, of the next one."""
    if said.answer != "no":
        return composer.ask_again(tell())
    reply = answered(composer, said, "no")
    if reply.session.turn.awaiting != "finding":
        return reply
    reply.session.turn.lead = f"{tell()} {reply.say}".strip()
    return replace(reply, say=reply.session.turn.lead)


def pause(composer: Composer, _: Said) -> Reply:
    """Pause the hold and keep the remaining time."""
    return guide.pause(composer) if composer.session.guiding else not_now(composer)


def resume(composer: Composer, said: Said) -> Reply:
    """Resume a paused hold or go on in the routine; "ready" as an answer to a question counts as yes."""
    if composer.session.turn.awaiting in ("offer", "ready") and composer.session.turn.about != "resume":
        return answered(composer, said, "yes")
    if composer.session.turn.awaiting == "finding":
        return composer.ask_again("")
    return guide.resume(composer) if _has_hold(composer) else not_now(composer)


def next_(composer: Composer, _: Said) -> Reply:
    """Go to the next step; a question of the safety screen can't be skipped."""
    turn = composer.session.turn
    if turn.awaiting == "finding":
        if any(composer.content.findings[name].group == "red_flag" for name in turn.asks):
            return _insist(composer)
        composer.session.answers.update(dict.fromkeys(turn.asks, "unknown"))
        return proceed(composer)
    if composer.session.routine and _has_hold(composer):
        return routine.go_on(composer, by=1)
    if turn.awaiting == "did_help" or (turn.about == "resume" and composer.session.guiding):
        return effect(composer, "same")
    if turn.about.startswith("more:"):
        return topics.tell_more(composer, turn.about)
    return miss(composer)


def _insist(composer: Composer) -> Reply:
    """Say once why a question of the safety screen stays; the next time ask it more simply."""
    composer.session.misses += 1
    if composer.session.misses == 1:
        return composer.ask_again(composer.line("need_answer"))
    return miss(composer, composer.line("need_answer"))


def previous(composer: Composer, said: Said) -> Reply:
    """Go back: to the previous exercise of a routine, or to the last answer during questions; otherwise repeat."""
    if composer.session.turn.awaiting == "finding" and corrections.can_take_back(composer.session, composer.content):
        return corrections.take_back(composer)
    if composer.session.routine and _has_hold(composer):
        return routine.previous(composer)
    return repeat(composer, said)


def nothing_to_take_back(composer: Composer, _: Said) -> Reply:
    """Say that there is no answer to take back, and repeat the open question."""
    return composer.ask_again(composer.line("nothing_to_take_back"))


def tell_more(composer: Composer, said: Said) -> Reply:
    """Return the next paragraph of the current explanation."""
    about, named = composer.session.turn.about, composer.session.turn.condition
    if composer.session.turn.awaiting == "finding":
        return miss(composer) if about in composer.content.questions else why(composer, said)
    if about.startswith("more:"):
        return topics.tell_more(composer, about)
    if named:
        return topics.explain(composer, f"conditions/{named}")
    if composer.session.turn.awaiting == "offer":
        return answered(composer, said, "yes")
    return miss(composer, composer.line("nothing_more"))


def how_long_left(composer: Composer, said: Said) -> Reply:
    """Return the remaining time of the hold, or of the timer if there is no hold or heat is named, or the questions."""
    if said.slots.get("of") == "questions":
        return _told_beside(composer, said, lambda: count_left(composer))
    if _has_hold(composer) and said.slots.get("remedy") not in ("heat", "ice"):
        return guide.how_long_left(composer)
    return composer.request(ListTimers())


def longer(composer: Composer, said: Said) -> Reply:
    """Lengthen the hold."""
    return guide.longer(composer, said.number("hold") or None) if _has_hold(composer) else not_now(composer)


def other_side(composer: Composer, _: Said) -> Reply:
    """Guide the same stretch on the other side."""
    return guide.other_side(composer) if _has_hold(composer) else not_now(composer)


def _has_hold(composer: Composer) -> bool:
    """Return whether a hold is running or paused and may still be guided."""
    guiding = composer.session.guiding
    return guiding is not None and guide.may_guide(composer.session, composer.content, guiding.hold.stretch)


def child(composer: Composer, _: Said) -> Reply:
    """Repeat the open question to the grown-up who is there with a child."""
    return composer.ask_again("")


def slower(composer: Composer, said: Said) -> Reply:
    """Speak more slowly from now on; a running hold restarts at the new rate."""
    composer.session.pace = max(SLOWEST, round(composer.session.pace * SLOWER, 2))
    if composer.session.turn.holds and _has_hold(composer):
        return repeat(composer, said)
    return composer.ask_again(composer.line("slower"))


def voice(composer: Composer, said: Said) -> Reply:
    """Whisper from now on, or stop whispering; a hold that the request has interrupted continues."""
    composer.session.quiet = said.intent == "QuietMode"
    if composer.session.turn.holds and _has_hold(composer):
        return guide.resume(composer)
    return composer.ask_again(composer.line("quiet" if composer.session.quiet else "aloud"))


REQUESTS: dict[str, Request] = {
    "MyHistory": Tell(),
    "ListReminders": ListReminders(),
    "CancelTimer": CancelTimers(),
}
"""What intents request at once. A timer is cancelled without confirmation, as a new one is quickly set."""


def requests(composer: Composer, said: Said) -> Reply:
    """Request what the intent asks for; the reply comes from the outcome."""
    return composer.request(REQUESTS[said.intent])


def confirms(composer: Composer, said: Said) -> Reply:
    """Ask for a yes before everything that is stored is erased, or all reminders are cancelled."""
    name = "forget" if said.intent == "DeleteMyData" else "cancel"
    return composer.ask(name, Turn(awaiting="offer", about=name))


def not_now(composer: Composer) -> Reply:
    """Wait with an open safety question, or say that nothing is running that could be paused or switched."""
    if composer.session.turn.awaiting == "finding":
        return composer.ask_again(composer.line("take_your_time"))
    return composer.ask_again(composer.line("nothing_to_pause"))
