"""Flow of a conversation: `proceed` recomputes the next step from the answers."""

from skill.content.models import Level
from skill.conversation import advice, guide, offers, routine, topics
from skill.conversation.composer import Composer
from skill.conversation.first_words import first_words
from skill.conversation.likely_condition import likeliest
from skill.conversation.profile import PLACE_SECONDS, Profile
from skill.conversation.reply import Reply
from skill.conversation.screening import Ask, next_later_question, next_safety_question, open_question, record, rescreen
from skill.conversation.session import Effect, Turn, more_urgent
from skill.conversation.triage import counts, stops_stretching, suits, triage


def launch(composer: Composer, known: Profile) -> Reply:
    """Open with a plain question; the disclaimer is spoken once, at the first launch."""
    place = known.place
    if place and composer.event.now - place.at <= PLACE_SECONDS and place.hold.stretch in composer.content.stretches:
        composer.session.resuming, composer.session.returns = place, False
        return composer.ask_finding(rescreen(composer.content), lead=composer.line("intro_resumed"))
    composer.session.introduced = not known.introduced
    lead = composer.line("welcome_back" if known.introduced else "welcome")
    return composer.ask_kind(lead, reprompt="welcome_reprompt")


def proceed(composer: Composer, lead: str = "") -> Reply:
    """Return the next step: advice, then safety questions, then a hold, then questions that refine the advice."""
    session, content = composer.session, composer.content
    session.screening, session.finished = True, False
    level = composer.flagged
    if level == "emergency":
        return advice.emergency(composer)
    stopped = stops_stretching(session.answers, content) or level is not None
    stretch = _stretch_ahead(composer) if not stopped and _will_stretch(composer) else None
    ask = next_safety_question(session, content, stretch=stretch)
    if level is not None and more_urgent(level, session.level):
        return advice.advise_now(composer, level, ask)
    if ask:
        return _ask(composer, ask, lead)
    if level is not None:
        return advice.at_the_end(composer, level)
    if stopped or not _will_stretch(composer):
        return _wind_up(composer, lead)
    if session.routine:
        return routine.go_on(composer, lead)
    if session.guiding:
        return guide.ask_how_it_goes(composer, lead)
    return _next_hold(composer, lead)


def proceed_with_grown_up(composer: Composer) -> Reply:
    """Apologise to a grown-up who was taken for a child, and go on where the conversation was."""
    composer.session.misses = 0
    sorry = composer.line("no_child")
    if composer.session.began or composer.session.kind:
        return proceed(composer, sorry)
    return composer.ask_kind(sorry)


def count_left(composer: Composer) -> str:
    """Return a sentence on how many questions come before the first hold or the advice, if all are answered no."""
    ahead = Composer.begin(composer.event, composer.session, composer.content)
    session, content = ahead.session, ahead.content
    asked: Ask | None = open_question(session, content)
    left = 0
    while asked and left < _MOST_LEFT:
        left += 1
        record(asked, "no", session)
        asked = next_safety_question(session, content, stretch=_stretch_ahead(ahead))
    return composer.line("questions_left", count=str(left)) if left > 1 else composer.line("question_left")


_MOST_LEFT = 9


def _stretch_ahead(composer: Composer) -> str | None:
    """Return the stretch that would come next; None if the answers allow none."""
    session, content = composer.session, composer.content
    if session.routine:
        ahead = routine.hold_ahead(session, content)
    elif session.guiding:
        ahead = session.guiding.hold
    else:
        ahead = guide.next_hold(session, content)
    return ahead.stretch if ahead else None


def _ask(composer: Composer, ask: Ask, lead: str) -> Reply:
    session, content = composer.session, composer.content
    if not lead and not session.began:
        lead = first_words(composer)
    elif composer.newly_for_other:
        lead = f"{lead} {composer.line('for_other')}".strip()
    elif composer.worry:
        lead = topics.meanwhile(composer, composer.worry)
    elif not lead and ask.compound and ask.whole and composer.content.questions[ask.compound].intro:
        lead = composer.content.questions[ask.compound].intro
    elif not lead and composer.noted:
        lead = composer.line("noted", what=composer.noted)
    elif not lead and (session.done or session.offered) and not session.turn.asks:
        next_one = "check_next" if session.done else "check_again"
        more = _will_stretch(composer) and guide.next_hold(session, content) is not None
        lead = composer.line(next_one if more else "check_last")
    elif ask.compound and session.eased == "better" and not session.turn.asks:
        lead = f"{lead} {composer.line('check_safe')}"
    session.began = session.introduced = True
    session.returns = False
    return composer.ask_finding(ask, lead=lead)


def _will_stretch(composer: Composer) -> bool:
    """Return whether to stretch: for a twitch on request only, not after relief, more pain or two rounds."""
    session = composer.session
    if session.eased in ("better", "worse") or (session.eased and session.rounds >= guide.ROUNDS):
        return False
    return session.kind != "twitch" or session.wanted is not None or session.routine is not None


def _next_hold(composer: Composer, lead: str) -> Reply:
    session = composer.session
    chosen = guide.next_hold(session, composer.content)
    if chosen is None:
        end = "cant_do_end" if session.declined else "nothing_fits_end"
        return composer.end(composer.line(end), level="selfcare")
    for name in composer.content.stretches[chosen.stretch].ask_first:
        if name not in session.answers:
            return composer.ask_finding(Ask((name,)), lead=lead)
    if session.done:
        lead = lead or composer.line("guide_other" if chosen.stretch not in session.done else "guide_again")
    elif session.wanted in composer.content.stretches and chosen.stretch != session.wanted:
        lead = composer.line("not_this_one")
    else:
        lead = composer.line("guide_first")
    session.rounds += 1
    return guide.guide(composer, chosen, lead)


def _wind_up(composer: Composer, lead: str) -> Reply:
    """Ask at most a few more questions, then close; used after relief or while no stretch applies."""
    ask = next_later_question(composer.session, composer.content)
    if ask is None:
        return last_word(composer, lead)
    composer.session.later += 1
    return composer.ask_finding(ask, lead=lead or ("" if composer.session.later > 1 else composer.line("few_more")))


def wrap_up(composer: Composer, lead: str = "") -> Reply:
    """Return to a red flag, a safety question or a hold that is still open; close if there is none."""
    session, content = composer.session, composer.content
    if composer.flagged or session.guiding or next_safety_question(session, content, stretch=None):
        return proceed(composer, lead)
    return last_word(composer, lead)


def last_word(composer: Composer, lead: str) -> Reply:
    """Return the closing: explain an earlier fear, name the likely cause, say so where stretching is no help."""
    session, content = composer.session, composer.content
    level, because = triage(session.answers, content)
    if session.worry and level in (None, "selfcare"):
        worry, session.worry = session.worry, None
        return topics.explain(composer, worry, lead=composer.line("worry"))
    if not session.named and (cause := likeliest(session.answers, content)):
        session.named = cause
        return _name_cause(composer, cause, level or "selfcare", lead)
    kind = session.kind or "cramp"
    if kind == "twitch" and not session.done and session.wanted is None and not session.offered:
        session.offered = True
        harmless = composer.line("do_twitch") if level is None else ""
        return offer_stretch(composer, f"{lead} {harmless}".strip(), level="selfcare" if harmless else None)
    meaning = composer.fill(content.findings[because[0]].meaning or "") if because else ""
    if stops_stretching(session.answers, content):
        lead, name = "", "soon_net" if level == "soon" else "no_stretch_end"
    elif session.eased == "worse":
        lead, name = "", "worse_end"
    elif session.eased == "same":
        name = "give_up_end_pregnant" if counts("pregnant", session.answers, content) else "give_up_end"
    else:
        name = f"{level}_net" if level else "selfcare_end"
    nights = kind == "cramp" and session.answers.get("wakes_from_sleep") == "yes"
    do = "do_nights" if nights else f"do_{kind}"
    if session.offered and level is None and not session.done:
        do = "all_right"  # What to do was said with the offer.
    text = composer.line(name, do=composer.line(do), meaning=meaning)
    return composer.end(f"{lead} {text}".strip(), level=level or "selfcare")


def _name_cause(composer: Composer, cause: str, level: Level, lead: str) -> Reply:
    condition = composer.content.conditions[cause]
    named = composer.line("sounds_like", name=condition.name)
    no_stretch = composer.line("no_stretch_here") if condition.no_stretch else ""
    said = " ".join(part for part in (lead, named, composer.fill(condition.do), no_stretch) if part)
    advised = Turn(awaiting="offer", about=f"more:conditions/{cause}:0", level=level, condition=cause)
    warmth = level == "selfcare" and not condition.no_stretch and not composer.session.warmed
    if warmth and suits(composer.content.remedies["heat"], composer.session.answers):
        return offers.timer(composer, "heat", lead=said, advised=advised)
    return composer.ask("offer_more", advised, lead=said, reprompt="offer_more_net", manner="care")


def offer_stretch(composer: Composer, lead: str, *, level: Level | None = None) -> Reply:
    """Offer a gentle stretch, optionally after advice."""
    asked = Turn(awaiting="offer", about="stretch", level=level)
    return composer.ask("offer_stretch", asked, lead=lead, reprompt="offer_stretch_net" if level else "")


def effect(composer: Composer, how: Effect) -> Reply:
    """Return the next step after a hold, from its reported effect."""
    session = composer.session
    session.misses = 0
    session.guiding = None
    session.eased = how
    session.routine = None
    if how == "worse":
        _ask_legs_and_toilet_again(composer)
        return proceed(composer, composer.line("worse"))
    # A user on the floor is told how to get up.
    eased = f"{composer.line('eased')} {guide.come_up(composer)}".strip()
    return proceed(composer, eased if how == "better" else "")


def _ask_legs_and_toilet_again(composer: Composer) -> None:
    """Clear a "no" to the first two questions: more pain may be something new."""
    composer.session.rescreened = None
    for identity, question in composer.content.questions.items():
        if question.stage == "screen" and question.order <= 2:  # noqa: PLR2004  # the first two, as the rule says
            composer.session.compound.pop(identity, None)
            for name in question.covers:
                if composer.session.answers.get(name) == "no":
                    del composer.session.answers[name]
