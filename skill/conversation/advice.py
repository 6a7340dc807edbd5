"""Replies that advise care: the level first, then the reason and whom to call."""

from msgspec.structs import replace

from skill.content.models import Level
from skill.conversation.composer import Composer
from skill.conversation.likely_condition import led_to
from skill.conversation.reply import Manner, Reply
from skill.conversation.screening import Ask, flag_level
from skill.conversation.session import Turn, more_urgent
from skill.conversation.triage import labels, triage


def emergency(composer: Composer) -> Reply:
    """Return the emergency advice, number first; the session then ends after any answer but "say that again"."""
    composer.session.called = True
    _, because = flag_level(composer.session, composer.content)
    text = composer.line(
        "emergency",
        call=_call(composer),
        until_help=_until_help(composer, because),
        meaning=_meaning(composer, because) if because else _yes_meaning(composer),
    )
    return _ask_to_say_again(composer, text, composer.line("emergency_reprompt", call=_call(composer)))


def emergency_asked_for(composer: Composer) -> Reply:
    """Return the emergency number to a user who asks for an ambulance, without questions."""
    composer.session.called = True
    text = composer.line("emergency_asked", call=_call(composer))
    return _ask_to_say_again(composer, text, composer.line("emergency_reprompt", call=_call(composer)))


def crisis(composer: Composer) -> Reply:
    """Return the crisis line to a user who speaks of dying or self-harm, calmly and briefly."""
    text = composer.line("crisis", crisis=composer.locale.crisis_line)
    return _ask_to_say_again(composer, text, composer.locale.crisis_line, about="crisis")


def answer_first(composer: Composer, answer: str) -> Reply:
    """Answer a short question after the emergency advice, such as which number, and urge the call again."""
    text = composer.line("call_now", answer=answer)
    about = composer.session.turn.about
    return _ask_to_say_again(composer, text, composer.line("emergency_reprompt", call=_call(composer)), about=about)


def stands(composer: Composer) -> Reply:
    """Say why the emergency advice stands, to a user who denies it once more."""
    answer = composer.line("help_stands", reason=_reason(composer))
    if composer.session.turn.ask == composer.line("call_now", answer=answer):
        answer = composer.line("fear_now")  # Never the same words twice.
    return answer_first(composer, answer)


def goodbye(composer: Composer) -> Reply:
    """End after an emergency advice with the number, after a word of suicide with the plea to call."""
    text = composer.line("goodbye_crisis" if composer.session.turn.about == "crisis" else "goodbye_emergency")
    return composer.end(text, level="emergency")


def goes_on(composer: Composer, how: str) -> Reply | None:
    """Answer what a user says of getting help, such as who has no phone at hand or is on the way; None for others."""
    end = _on_the_way(composer, how)
    if end:
        return composer.end(end, level="emergency")
    if how == "over":
        return goodbye(composer)
    if how == "medicine":
        return answer_first(composer, composer.line("help_medicine"))
    if how == "wait":
        return answer_first(composer, composer.line("help_wait", reason=_reason(composer)))
    if how == "phoneless":
        text = composer.line("help_no_phone", meanwhile=_meanwhile(composer))
    elif how == "drive":
        text = composer.line("help_drive" if _may_be_driven(composer) else "help_no_drive")
    elif how == "number":
        text = composer.line("help_number", call=_call(composer))
    elif how == "meanwhile":
        text = composer.line("help_meanwhile", meanwhile=_meanwhile(composer))
    else:
        return None
    return _ask_to_say_again(composer, text, composer.line("emergency_reprompt", call=_call(composer)))


def _on_the_way(composer: Composer, how: str) -> str:
    """Return the last words to a user who gets help already: what to tell there, or what to do until it comes."""
    if how == "going" and _may_be_driven(composer):
        return composer.line("help_going", what=_what_to_tell(composer))
    if how == "going":
        return composer.line("help_going_no_drive", meanwhile=_meanwhile(composer))
    if how == "fetching":
        return composer.line("help_fetching", meanwhile=_meanwhile(composer))
    if how == "calling":
        return composer.line("help_calling", what=_what_to_tell(composer), meanwhile=_meanwhile(composer))
    return ""


def _what_to_tell(composer: Composer) -> str:
    """Return what to tell those who help: the first of the decisive red flags, if it is known."""
    _, because = flag_level(composer.session, composer.content)
    if not because:
        return composer.line("help_what")
    return composer.line("help_about", label=composer.fill(composer.content.findings[because[0]].label))


def _reason(composer: Composer) -> str:
    """Return why an emergency can't wait."""
    _, because = flag_level(composer.session, composer.content)
    meaning = _meaning(composer, because) if because else _yes_meaning(composer)
    return meaning or composer.line("help_reason")


def _meanwhile(composer: Composer) -> str:
    """Return what to do until help comes, for somebody who stays where they are."""
    _, because = flag_level(composer.session, composer.content)
    if not because or _may_be_driven(composer):
        return composer.line("help_rest")
    return _until_help(composer, because)


def _may_be_driven(composer: Composer) -> bool:
    """Return whether the advice itself speaks of a drive: not for chest pain, after a collapse, or unknown signs."""
    _, because = flag_level(composer.session, composer.content)
    return bool(because) and _until_help(composer, because).startswith(composer.line("until_help").rstrip("."))


def _call(composer: Composer) -> str:
    return composer.locale.call_for_them if composer.session.for_other else composer.locale.call_emergency


def _ask_to_say_again(composer: Composer, text: str, reprompt: str, *, about: str = "again") -> Reply:
    composer.session.guiding = None
    asked = Turn(awaiting="offer", about=about, level="emergency")
    return composer.ask_text(text, asked, reprompt=reprompt, manner="emergency")


def reminded(composer: Composer, reply: Reply) -> Reply:
    """Return the first reply of a session, with the emergency number before it if it was given shortly before."""
    if not reply.session.reminds or reply.manner == "silent":
        return reply
    reply.session.reminds = False
    if reply.manner == "emergency":
        return reply
    return replace(reply, say=f"{composer.line('reminded', call=_call(composer))} {reply.say}".strip())


def call_again(composer: Composer) -> Reply:
    """Repeat the whole advice to call, also after a short answer about it."""
    if composer.session.turn.about == "crisis":
        return crisis(composer)
    if flag_level(composer.session, composer.content)[0] == "emergency":
        return emergency(composer)
    return emergency_asked_for(composer)


def call_with_reason(composer: Composer) -> Reply:
    """Repeat the call with its reason first, to a user who did not ask to hear the same words again."""
    text = composer.line("call_reason", reason=_reason(composer), call=_call(composer))
    return _ask_to_say_again(composer, text, composer.line("emergency_reprompt", call=_call(composer)))


def say_again(composer: Composer) -> Reply:
    """Repeat the last reply and keep its question open."""
    turn = composer.session.turn
    if turn.ask == composer.line("any_at_all"):
        return composer.ask_again("")  # "Any of those" means nothing to who did not catch them.
    manner: Manner = "emergency" if turn.level == "emergency" else "question"
    return Reply(composer.session, manner, say=turn.lead, ask=turn.ask, reprompt=turn.reprompt, open=True)


def now(composer: Composer, level: Level, then: Ask | None) -> Reply:
    """Advise the care of a red flag at once; `then`, if given, is a question that could raise the level, asked next."""
    composer.session.guiding = None
    composer.session.began = composer.session.introduced = True
    _, because = flag_level(composer.session, composer.content)
    if then is None:
        return at_the_end(composer, level)
    if not because:
        lead = composer.line("at_least_urgent")
    else:
        lead = composer.line(f"{level}_more", meaning=_meaning(composer, because))
    return composer.ask_finding(then, lead=lead, level=level, safety_net=composer.line(f"{level}_quiet"))


def at_the_end(composer: Composer, level: Level) -> Reply:
    """Return the closing advice on a red flag."""
    _, because = flag_level(composer.session, composer.content)
    first_time = more_urgent(level, composer.session.level)
    name = level if first_time else f"{level}_end"
    meaning = _meaning(composer, because) if because else _yes_meaning(composer)
    text = composer.line(name, meaning=meaning, urgent_line=composer.locale.urgent_line)
    return composer.end(text, level=level)


def why(composer: Composer) -> str:
    """Return one sentence on which answers led to the advice or to the named cause."""
    session, content = composer.session, composer.content
    _, because = triage(session.answers, content)
    if session.turn.condition:
        because = led_to(session.turn.condition, session.answers, content)[:3]
    if not because:
        return composer.line("because_clear")
    return composer.line("because", labels=composer.fill(labels(because, content)))


def _meaning(composer: Composer, because: tuple[str, ...]) -> str:
    """Return what the first of the decisive red flags may mean."""
    return composer.fill(composer.content.findings[because[0]].meaning or "") if because else ""


def _until_help(composer: Composer, because: tuple[str, ...]) -> str:
    """Return what to do until help comes, for the first of the decisive red flags."""
    own = composer.content.findings[because[0]].until_help if because else ""
    return composer.fill(own) if own else composer.line("until_help")


def _yes_meaning(composer: Composer) -> str:
    """Return what a yes to a compound question may mean while it is unknown which part it is."""
    means = [name for name, answer in composer.session.compound.items() if answer == "yes"]
    return composer.content.questions[means[0]].why if means else ""
