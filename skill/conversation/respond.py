"""The dialogue: one event in, one reply out. `_said` checks for red flags before anything else, in every state."""

from collections.abc import Callable

from msgspec.structs import replace

from skill.content.models import PLACES, Answer, Content
from skill.conversation import (
    advice,
    control,
    corrections,
    effect_outcomes,
    elsewhere,
    flow,
    offers,
    replies,
    suspicions,
    topics,
    user_requests,
    whom,
)
from skill.conversation.composer import Composer
from skill.conversation.events import Consented, Ended, Event, Launched, Performed, Said
from skill.conversation.first_words import offer_whisper
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn, more_urgent
from skill.conversation.triage import is_red_flag

ANSWERS: dict[str, Answer] = {"Yes": "yes", "No": "no", "NotSure": "unknown"}

TIMES_SAID_AGAIN = 3
"""Maximum repeats of the emergency advice, so that the user calls instead of listening."""


def respond(event: Event, session: Session, content: Content) -> Reply:
    """
    Decide what the coach says next.

    A red flag ends every topic: the reply is advice and guides no stretch, now and for the rest of the session. The
    given session is not changed; the reply carries the next one.
    """
    composer = Composer.begin(event, session, content)
    reply = advice.reminded(composer, _respond(composer, event))
    corrections.note_changes(session, reply.session)
    suspicions.forget_if_left(reply.session)
    return offer_whisper(composer, reply)


def _respond(composer: Composer, event: Event) -> Reply:
    match event:
        case Launched():
            return flow.launch(composer, event.known)
        case Said():
            return _said(composer, event)
        case Performed():
            return effect_outcomes.performed(composer, event)
        case Consented():
            return effect_outcomes.consented(composer, event)
        case Ended():
            return Reply(composer.session, "silent")
        case _:
            raise TypeError(f"no such event: {event!r}")


def _said(composer: Composer, said: Said) -> Reply:
    if said.intent == "Crisis":
        composer.session.changed = []
        return advice.crisis(composer)
    composer.newly_for_other = said.of == "other" and not composer.session.for_other
    composer.session.for_other = composer.session.for_other or said.of == "other"
    whom.note(composer, said)
    if said.intent == "Emergency":
        return _goes_on(composer, said) or _emergency(composer, said)
    if composer.session.turn.about == "crisis":
        return _apply(composer, said)  # A word of suicide is never taken back.
    about = said.slots.get("about", "") if said.intent == "TakeBack" else ""
    if composer.session.answers.get(about) == "no":
        return corrections.reopen(composer, about)
    if flag := corrections.disputed(said, composer.session, composer.content):
        return corrections.take_back(composer, flag)
    if _only_takes_back(composer, said) and corrections.can_take_back(composer.session, composer.content):
        return corrections.take_back(composer)
    return _apply(composer, said)


def _emergency(composer: Composer, said: Said) -> Reply:
    """Give the number to a user who tells of an emergency or asks for an ambulance, and keep which sign was told."""
    known = composer.flagged
    learn(composer, replace(said, findings=_red_flags(composer, said)))
    if composer.flagged is None:
        composer.session.changed = [corrections.ALARM]
    # Who tells of a sign hears why; who asks for an ambulance only the number.
    return advice.emergency(composer, asked_for=composer.flagged != "emergency" or known == "emergency")


def _only_takes_back(composer: Composer, said: Said) -> bool:
    """Return whether an answer is taken back, or explained away, without a new warning sign in the same words."""
    return said.intent == "TakeBack" and "help" not in said.slots and not _red_flags(composer, said)


def _red_flags(composer: Composer, said: Said) -> dict[str, Answer]:
    content = composer.content
    return {name: "yes" for name in said.told if name in content.findings and is_red_flag(name, content)}


def _apply(composer: Composer, said: Said) -> Reply:
    """Apply the findings of the utterance; a red flag among them takes precedence over the intent."""
    said = whom.without_pregnancy(said, composer.session)
    said = user_requests.explained_by_stretch(composer, said)
    said = replies.old_after_all(composer, said)
    said = suspicions.with_unasked(said, composer.session, composer.content)
    before = composer.flagged
    was_asked = composer.session.turn
    learn(composer, said)
    level = composer.flagged
    if level == "emergency" and (before != "emergency" or was_asked.about not in _ADVISED_TO_CALL):
        return advice.emergency(composer)
    if was_asked.about in _ADVISED_TO_CALL:
        return _after_emergency(composer, said)
    if was_asked.about == advice.SINCE and said.intent not in _ENDS:
        helped = said.slots.get("help") == "helped" or said.intent == "TakeBack"
        return replies.after_help(composer, "yes" if helped else said.answer or ANSWERS.get(said.intent))
    if more_urgent(level, before):
        return flow.proceed(composer)
    if composer.session.deferred:
        return _settle(composer, said)
    if doubt := suspicions.to_ask(said, composer.session, composer.content):
        return suspicions.ask(composer, said, doubt)
    return _handle(composer, said, was_asked)


def _handle(composer: Composer, said: Said, was_asked: Turn) -> Reply:
    """Handle an utterance without a new red flag by its intent."""
    if was_asked.awaiting == "for_whom" and not composer.session.child and said.intent not in _ENDS:
        return flow.proceed_with_grown_up(composer)  # "I'm eighty-two", asked for a grown-up.
    answers = was_asked.awaiting == "for_whom" and said.intent in (*ANSWERS, "Fallback")
    if composer.session.child_alone and not answers and said.intent not in _ENDS:
        return whom.ask_for_grown_up(composer)
    moved = user_requests.is_elsewhere(composer, said)
    # "It's in the back of my thigh, and I'm on the floor" tells why it can't be done here, and nothing that is new.
    signs = _NERVE_SIGNS[:-1] if moved else _NERVE_SIGNS
    if not set(signs).isdisjoint(said.told) and composer.session.guiding and was_asked.awaiting != "finding":
        return flow.effect(composer, "worse")  # Tingling or numbness ends the stretch (reference, 4).
    if moved:
        return user_requests.moves(composer, said)
    if elsewhere.is_elsewhere(composer, said):
        return elsewhere.take_up(composer, said)
    if wrong := corrections.mistaken(composer, said):
        return wrong
    if handle := _HANDLERS.get(said.intent):
        return handle(composer, said)
    return replies.answered(composer, said, said.answer or ANSWERS.get(said.intent))


def _settle(composer: Composer, said: Said) -> Reply:
    """Take the answer to a question about a suspicion; after a no, handle the utterance that waits."""
    session = composer.session
    answer = said.answer or ANSWERS.get(said.intent)
    if answer == "no" or all(session.answers.get(name) == "no" for name in session.turn.asks):
        asked = session.turn.asks
        session.answers.update(dict.fromkeys(asked, "no"))
        waiting = suspicions.resumed(composer, said)
        if waiting and _said_nothing_else(waiting, session):
            of_open_question = not set(asked).isdisjoint(session.turn.asks)
            thanks = composer.line("thanks")
            return flow.proceed(composer, thanks) if of_open_question else composer.ask_again(thanks)
        return _apply(composer, waiting) if waiting else flow.proceed(composer)
    if answer or said.intent in _KEEP_ASKING:
        return _handle(composer, said, session.turn)
    return replies.miss(composer)


def _said_nothing_else(waiting: Said, session: Session) -> bool:
    """Return whether an utterance told only what was asked about, so that nothing of it is left to be handled."""
    if waiting.findings or waiting.suspected or waiting.answer:
        return False
    told = ("DescribeSymptom", "ReportRedFlag")
    return waiting.intent == "Fallback" or (waiting.intent in told and session.turn.awaiting is not None)


_KEEP_ASKING = frozenset(
    "Stop Cancel NavigateHome Help Repeat AskWhy StartOver DeleteMyData QuietMode NormalVoice "
    "StopCramp AskTopic".split()
)
"""Requests that are met while a suspicion is open; anything else leaves the question open."""


def learn(composer: Composer, said: Said) -> None:
    """
    Apply the findings of the utterance to the session.

    A red flag that free text denies, or gives as past, possible or another person's, stays open: the screen asks for it
    once, unless it was the very question.
    """
    session, content = composer.session, composer.content
    if (where := said.slots.get("where")) in PLACES:
        session.where = where
    if (worry := said.slots.get("worry")) and (fear := topics.find(composer, "AskCondition", worry)):
        composer.worry, session.worry = fear, session.worry or fear
    asked = session.turn.asks if session.turn.awaiting == "finding" else []
    new = [name for name in _NERVE_SIGNS if name in said.told and session.answers.get(name) != "yes"]
    if asked and new:
        composer.noted = content.findings[new[0]].label
    for name, heard in said.findings.items():
        if name not in content.findings or (name == "lasting_weeks" and said.intent == "DidNotHelp"):
            continue  # "It keeps coming back", after a hold, tells of minutes.
        correctable = heard == "no" and name in _CORRECTABLE  # "It's the right, not the left."
        settled = session.answers.get(name) == "yes" and heard != "yes" and not correctable
        outdated = heard == "unknown" and name not in asked and session.answers.get(name) == "no"
        if outdated and said.intent not in topics.ASKED_BY_INTENT:
            del session.answers[name]  # Ask once more; "is twitching without weakness harmless" only asks.
        # "Not sure" about one of several parts is no answer yet: the parts are asked one by one. Nor is a doubt in
        # other words, such as "I'm always breathless".
        doubt = heard == "unknown" and (len(asked) > 1 or (said.intent != "NotSure" and not session.misses))
        # What matters for the advice stays open while it is in doubt; the screen asks for it.
        finding = content.findings[name]
        open_ = is_red_flag(name, content) or (heard == "unknown" and finding.stops_stretch)
        if not settled and (heard == "yes" or (name in asked and not doubt) or not open_):
            session.answers[name] = heard
    if any(session.answers[name] == "yes" for name in said.findings if name in session.answers):
        session.screening = True


_CORRECTABLE = frozenset(("side_left", "side_right", "twitch_main", "painful_cramp", "pregnant"))
"""Findings that a later "no" takes back; what may be a warning sign is only taken back by asking again."""
_NERVE_SIGNS = ("numbness", "tingling", "leg_numb_persistent", "spreads_down_leg")


_ADVISED_TO_CALL = ("again", "crisis")
"""What is offered (`Turn.about`) after an advice to call."""
_SAY_AGAIN = frozenset(
    "Yes Repeat Help NotSure Fallback DescribeSymptom ReportRedFlag AskWhy TellMore AskTopic AskCondition AskCauses "
    "WhenToSeeDoctor TakeBack".split()
)
"""Replies to an emergency advice after which it is repeated: whoever asks back or tells more is still listening."""


_ASK_AGAIN = frozenset("Yes Repeat Help NotSure".split())


def _after_emergency(composer: Composer, said: Said) -> Reply:
    if reply := _goes_on(composer, said) or _challenged(composer, said):
        return reply
    answer = topics.brief_answer(composer, said)
    if not answer and composer.session.called and {"condition", "worry"} & said.slots.keys():
        answer = composer.line("fear_now")
    composer.session.misses += 1
    if answer and composer.session.misses <= TIMES_SAID_AGAIN:
        return advice.answer_and_urge(composer, answer)
    wanted = said.intent in _SAY_AGAIN or said.answer == "yes"
    asks_again = said.answer == "yes" or said.intent in _ASK_AGAIN
    if wanted and not asks_again and composer.session.misses % 2 and composer.session.turn.about != "crisis":
        return advice.call_with_reason(composer)  # Not the same words to who said something else.
    if wanted and composer.session.misses <= TIMES_SAID_AGAIN:
        return advice.call_again(composer)
    return advice.goodbye(composer)


def _challenged(composer: Composer, said: Said) -> Reply | None:
    """
    Return the reply to who denies or explains what led to an emergency advice; None for others, and after a crisis.

    The first time it is asked once more, later the advice stands, with its reason.
    """
    told, because = set(said.findings.values()), set(composer.because)
    denied = {name for name, answer in said.findings.items() if answer == "no"}
    # "I can feel my legs fine" takes no numbness elsewhere back.
    of_others = denied.isdisjoint(because) and any(is_red_flag(it, composer.content) for it in denied)
    denies = "yes" not in told and not of_others and ("no" in told or (bool(told) and said.answer == "no"))
    if composer.session.turn.about == "crisis" or not (denies or _only_takes_back(composer, said)):
        return None
    if corrections.can_take_back(composer.session, composer.content):
        return corrections.take_back(composer)  # "No, I said it is not numb."
    return advice.why_it_stands(composer)


def _goes_on(composer: Composer, said: Said) -> Reply | None:
    """Return the answer to what is said of getting help; None if no emergency advice was just given."""
    how = said.slots.get("help", "")
    tells_more = said.intent == "Emergency" or _red_flags(composer, said)
    if composer.session.turn.about != "again" or (how == "over" and tells_more):
        return None
    return advice.on_getting_help(composer, how)


_ENDS = frozenset(("Stop", "Cancel", "NavigateHome"))

_HANDLERS: dict[str, Callable[[Composer, Said], Reply]] = {
    **dict.fromkeys(_ENDS, control.stop),
    "Help": control.help_,
    "Repeat": control.repeat,
    "StartOver": control.start_over,
    "Pause": control.pause,
    **dict.fromkeys(("Resume", "Ready"), control.resume),
    "Next": control.next_,
    "Previous": control.previous,
    "AskWhy": control.why,
    "TellMore": control.tell_more,
    "HowLongLeft": control.how_long_left,
    "LongerHold": control.longer,
    "SwitchSides": control.other_side,
    "SlowDown": control.slower,
    "Child": control.child,
    **dict.fromkeys(("QuietMode", "NormalVoice"), control.voice),
    "TakeBack": control.nothing_to_take_back,
    **dict.fromkeys(topics.ASKED_BY_INTENT, user_requests.asks),
    **dict.fromkeys(("StopCramp", "TwitchHelp", "GiveKind"), user_requests.complains),
    **dict.fromkeys(user_requests.EFFECTS, user_requests.tells_effect),
    **dict.fromkeys(("ReportRedFlag", "DescribeSymptom"), user_requests.reports),
    "StartStretch": user_requests.wants_stretch,
    "GivePosture": user_requests.gives_posture,
    "GiveSide": user_requests.gives_side,
    "CantDo": user_requests.cannot,
    "Fallback": user_requests.names_a_neighbour,
    "SetHeatTimer": offers.wants_timer,
    "SetReminder": offers.wants_reminder,
    **dict.fromkeys(control.REQUESTS, control.requests),
    **dict.fromkeys(("DeleteMyData", "CancelReminder"), control.confirms),
}
"""Handler of each intent; what has none is an answer to the question, or not understood."""
