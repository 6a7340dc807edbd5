"""The way through a conversation: what comes next is recomputed from the answers by `proceed`."""

from skill.content.models import Level
from skill.conversation import advice, guide, offers, routine
from skill.conversation.events import Launched
from skill.conversation.likely import likeliest
from skill.conversation.remembered import PLACE_SECONDS, Remembered
from skill.conversation.reply import Reply
from skill.conversation.screen import Ask, flag_level, next_later_question, next_safety_question, rescreen
from skill.conversation.session import Effect, more_urgent
from skill.conversation.talk import Talk
from skill.conversation.triage import stops_stretching, triage


def launch(talk: Talk) -> Reply:
    """Open with a plain question; the disclaimer is heard once, at the first launch."""
    known = talk.event.known if isinstance(talk.event, Launched) else Remembered()
    place = known.place
    fresh = place is not None and talk.event.now - place.at <= PLACE_SECONDS
    if place and fresh and place.hold.stretch in talk.content.stretches:
        talk.session.resuming = place
        return talk.ask_finding(rescreen(talk.content), lead=talk.line("intro_resumed"))
    first = not known.introduced
    talk.session.introduced = first
    opening = "welcome" if first else "welcome_back"
    return talk.ask(talk.line("kind"), awaiting="kind", lead=talk.line(opening), reprompt=talk.line("welcome_reprompt"))


def proceed(talk: Talk, lead: str = "") -> Reply:
    """The next thing to do: advice, then safety questions, then a hold, then what sharpens the advice."""
    session, content = talk.session, talk.content
    session.screening, session.finished = True, False
    level, _ = flag_level(session, content)
    if level == "emergency":
        return advice.emergency(talk)
    stopped = bool(stops_stretching(session.answers, content)) or level is not None
    ask = next_safety_question(session, content, body=not stopped and _will_stretch(talk) and not _passed_before(talk))
    if level is not None:
        if more_urgent(level, session.level):
            return advice.now(talk, level, ask)
        return _ask(talk, ask, lead) if ask else advice.at_the_end(talk, level)
    if ask:
        return _ask(talk, ask, lead)
    if stopped or not _will_stretch(talk):
        return _wind_up(talk, lead)
    if session.routine:
        return routine.go_on(talk, lead)
    if session.guiding:
        return guide.ask_how_it_goes(talk, lead)
    return _next_hold(talk, lead)


def _passed_before(talk: Talk) -> bool:
    """Tell whether the body gate was passed for the stretch that comes next, in the session that broke off."""
    session, content = talk.session, talk.content
    if session.routine:
        ahead = routine.hold_ahead(session, content)
    elif session.guiding:
        ahead = session.guiding.hold
    else:
        ahead = guide.next_hold(session, content)
    return ahead is not None and ahead.stretch == session.rescreened


def _ask(talk: Talk, ask: Ask, lead: str) -> Reply:
    if talk.newly_for_other:
        lead = f"{lead} {talk.line('for_other')}".strip()
    if not talk.session.introduced:
        talk.session.introduced = True
        lead = talk.line("intro")
    elif not lead and not talk.session.turn.asks:
        lead = talk.line("check_next" if talk.session.rescreened else "intro_again")
    return talk.ask_finding(ask, lead=lead)


def _will_stretch(talk: Talk) -> bool:
    """A cramp or an ache is stretched; a twitch only on request; nothing once it eased or two rounds did not help."""
    session = talk.session
    if session.eased == "better" or (session.eased is not None and session.rounds >= guide.ROUNDS):
        return False
    return session.kind != "twitch" or session.wanted is not None or session.routine is not None


def _next_hold(talk: Talk, lead: str) -> Reply:
    session = talk.session
    chosen = guide.next_hold(session, talk.content)
    if chosen is None:
        return talk.end(talk.line("nothing_fits_end"), level="selfcare")
    for name in talk.content.stretches[chosen.stretch].ask_first:
        if name not in session.answers:
            return talk.ask_finding(Ask((name,)), lead=lead)
    if session.done:
        lead = lead or talk.line("guide_other" if chosen.stretch not in session.done else "guide_again")
    elif session.wanted in talk.content.stretches and chosen.stretch != session.wanted:
        lead = talk.line("not_this_one")
    else:
        lead = talk.line("guide_first")
    session.rounds += 1
    return guide.guide(talk, chosen, lead)


def _wind_up(talk: Talk, lead: str) -> Reply:
    """After relief, or where no stretch is for now: at most a few questions, then the last word."""
    ask = next_later_question(talk.session, talk.content)
    if ask is None:
        return last_word(talk, lead)
    talk.session.later += 1
    return talk.ask_finding(ask, lead=lead or ("" if talk.session.later > 1 else talk.line("few_more")))


def last_word(talk: Talk, lead: str) -> Reply:
    """Name what it sounds like, then close; where a stretch is no help, say so."""
    session, content = talk.session, talk.content
    level, because = triage(session.answers, content)
    if not session.named and (cause := likeliest(session.answers, content)):
        session.named = cause
        return _name_cause(talk, cause, level or "selfcare", lead)
    kind = session.kind or "cramp"
    if kind == "twitch" and not session.done and session.wanted is None and not session.offered:
        session.offered = True
        return _offer_stretch(talk, lead)
    if stops_stretching(session.answers, content):
        meaning = talk.fill(content.findings[because[0]].meaning or "") if because else ""
        name = "soon_net" if level == "soon" else "no_stretch_end"
        return talk.end(talk.line(name, meaning=meaning), level=level or "selfcare")
    if session.eased in ("same", "worse"):
        return talk.end(talk.line("give_up_end"), level=level or "selfcare")
    text = talk.line(f"{level}_net" if level else "selfcare_end", do=talk.line(f"do_{kind}"), meaning="")
    return talk.end(f"{lead} {text}".strip(), level=level or "selfcare")


def _name_cause(talk: Talk, cause: str, level: Level, lead: str) -> Reply:
    condition = talk.content.conditions[cause]
    named = talk.line("sounds_like", name=condition.name)
    no_stretch = talk.line("no_stretch_here") if condition.no_stretch else ""
    said = " ".join(part for part in (lead, named, talk.fill(condition.do), no_stretch) if part)
    if level == "selfcare" and not condition.no_stretch and offers.fits(talk, talk.content.remedies["heat"]):
        return offers.timer(talk, "heat", lead=said, level=level, condition=cause)
    return talk.ask(
        talk.line("offer_more"),
        lead=said,
        awaiting="offer",
        about=f"more:conditions/{cause}:0",
        reprompt=f"{talk.line('offer_more')} {talk.line('if_quiet')} {talk.line('net')}",
        level=level,
        condition=cause,
        manner="care",
    )


def _offer_stretch(talk: Talk, lead: str) -> Reply:
    return talk.ask(
        talk.line("offer_stretch"),
        lead=lead,
        awaiting="offer",
        about="stretch",
        reprompt=talk.line("offer_stretch_reprompt"),
    )


def effect(talk: Talk, how: Effect) -> Reply:
    """What a hold did decides what comes next."""
    session = talk.session
    session.misses = 0
    session.guiding = None
    session.eased = how
    session.routine = None
    if how == "worse":
        _ask_legs_and_toilet_again(talk)
        return proceed(talk, talk.line("worse"))
    return proceed(talk, _eased(talk) if how == "better" else "")


def _eased(talk: Talk) -> str:
    """Good, and how to get up again from the floor."""
    last = talk.session.done[-1] if talk.session.done else None
    up = talk.content.stretches[last].come_up if last else ""
    return f"{talk.line('eased')} {up}".strip()


def _ask_legs_and_toilet_again(talk: Talk) -> None:
    """More pain may be something new: earlier noes to the first two questions no longer count (design, rule 7)."""
    talk.session.rescreened = None
    for identity, question in talk.content.questions.items():
        if question.stage == "screen" and question.order <= 2:  # noqa: PLR2004  # the first two, as the rule says
            talk.session.compound.pop(identity, None)
            for name in question.covers:
                if talk.session.answers.get(name) == "no":
                    del talk.session.answers[name]
