"""Keep open conversations in memory and take their turns, for platforms that deliver the text of what is said."""

from msgspec import Struct, field

from skill import log
from skill.content.locale import Locale
from skill.content.models import Content
from skill.conversation.events import Event, Launched, Platform, blanks
from skill.conversation.profile import Profile
from skill.conversation.session import Session, Turn
from skill.memory.open_store import open_store
from skill.memory.store import People
from skill.speech.markup import pronounced
from skill.speech.render import Spoken, Voice, render
from skill.speech.script import played
from skill.speech.timing import speech_seconds
from skill.turn import Effects, apology, invocation, said, take
from skill.understanding.hearing import content, listener

KEPT_SECONDS = 300.0
"""Time after the end of a reply for which its conversation stays open, as in Home Assistant."""

_REMEMBERED = 64
"""Most replies whose sound can be asked for."""


class Answer(Struct, frozen=True):
    """What is said in one turn."""

    text: str
    spoken: Spoken
    open: bool
    """Whether the coach expects an answer."""
    turn: Turn = field(default_factory=Turn)
    """What was asked and advised."""


class _Open(Struct):
    session: Session
    until: float
    """End of the conversation if nothing is said, in seconds since 1970."""
    silent: bool = False
    """Whether the last reply was the reprompt."""


class Conversations:
    """Open conversations by device, lost with the process, as health answers are not stored. Thread-safe."""

    def __init__(self, content: Content, people: People, locale: str, platform: Platform) -> None:
        """Take the content, the memory of preferences, the locale of languages without a country, and the platform."""
        self.content = content
        self._people = people
        self._locale = locale
        self._platform = platform
        self._open: dict[str, _Open] = {}
        self._spoken: dict[str, Spoken] = {}

    @classmethod
    def opened(cls, database_url: str, locale: str, platform: Platform) -> "Conversations":
        """
        Return conversations whose preferences are stored in a database; it takes some tenths of a second.

        Raises:
            SettingsError: The URL can't be used.
            MemoryStoreError: The database can't be opened.
        """
        listener(locale)
        return cls(content(), People(open_store(database_url), None), locale, platform)

    def locale(self, language: str) -> str:
        """Return the locale for a language; a bare "en" says nothing about the country."""
        return language if language in self.content.locales and "-" in language else self._locale

    @property
    def count(self) -> int:
        """Number of open conversations."""
        return len(self._open)

    def concerns(self, key: str, text: str, now: float) -> bool:
        """Return whether words are for the coach: they open it, or a conversation is open."""
        opens, asked = invocation(text)
        return opens or asked != text or self._kept(key, now) is not None

    def answer(
        self, key: str, text: str, *, now: float, hour: int | None, language: str, user: str, effects: Effects
    ) -> Answer:
        """
        Take one turn; a fault of the program ends the conversation with an apology and the emergency number.

        Args:
            key: Device or conversation; two keys are two conversations.
            text: What was said; empty for silence.
            now: Seconds since 1970.
            hour: Local hour.
            language: Language of the person, with or without a country.
            user: Whose preferences apply.
            effects: Timers of the device.
        """
        try:
            return self._taken(key, text, now=now, hour=hour, locale=self.locale(language), user=user, effects=effects)
        except Exception as error:  # noqa: BLE001  # the outermost boundary: a user always hears a sentence
            log.fault("failed", error)
            self._open.pop(key, None)
            locale = self.content.locale(self.locale(language))
            return self._words(apology(locale, self._platform), locale, is_open=False)

    def _taken(
        self, key: str, text: str, *, now: float, hour: int | None, locale: str, user: str, effects: Effects
    ) -> Answer:
        opens, words = invocation(text)
        kept = self._kept(key, now) if words == text and not opens else None
        if kept and not text.strip():
            return self._silence(key, kept, now, self.content.locale(locale))
        session, known = (kept.session, None) if kept else (Session(), self._people.recall(user) or Profile())
        event: Event
        if opens:
            event = Launched(now=now, locale=locale, platform=self._platform, hour=hour, known=known or Profile())
        else:
            event = said(words, session, now=now, locale=locale, platform=self._platform, hour=hour)
        reply = take(event, session, self.content, memory=self._people, effects=effects, user=user, known=known).reply
        spoken = render(reply, self.content, locale)
        if reply.session.guiding and reply.guide:
            reply.session.guiding.lead = spoken.lead_seconds
        self._open.pop(key, None)
        if reply.open:
            self._open[key] = _Open(reply.session, now + played(spoken.ssml, spoken.document).seconds + KEPT_SECONDS)
        return self._answer(spoken, reply.session, is_open=reply.open)

    def sound(self, text: str) -> Spoken:
        """Return how the text of an answer is spoken; any other text has no timetable."""
        return self._spoken.get(text) or Spoken(Voice().say(text), reprompt="")

    def _kept(self, key: str, now: float) -> _Open | None:
        for over in [name for name, it in list(self._open.items()) if it.until < now]:
            self._open.pop(over, None)
        return self._open.get(key)

    def _silence(self, key: str, kept: _Open, now: float, locale: Locale) -> Answer:
        """Answer the first silence with the reprompt, and end the conversation at the second."""
        again = kept.silent
        line = self.content.lines["goodbye"].format_map(blanks(self._platform)) if again else kept.session.turn.reprompt
        kept.silent, kept.until = True, now + speech_seconds(line) + KEPT_SECONDS
        if again:
            self._open.pop(key, None)
        return self._words(line, locale, is_open=not again)

    def _words(self, text: str, locale: Locale, *, is_open: bool) -> Answer:
        """Return an answer that is not the dialogue's; numbers of the locale are read digit by digit."""
        return self._answer(Spoken(Voice(locale.telephones).say(text), reprompt=""), Session(), is_open=is_open)

    def _answer(self, spoken: Spoken, session: Session, *, is_open: bool) -> Answer:
        # Home Assistant keeps sound by its text, and the same words at another pace are another sound: spaces tell
        # the two apart.
        text = played(pronounced(spoken.ssml), spoken.document).say + " " * round(10 * (1 - session.pace))
        self._spoken[text] = spoken
        for old in list(self._spoken)[:-_REMEMBERED]:
            self._spoken.pop(old, None)
        return Answer(text, spoken, is_open, session.turn)


def countries(content: Content) -> list[str]:
    """Return the locales that have an emergency number of their own."""
    return sorted(name for name, locale in content.locales.items() if locale.emergency)
