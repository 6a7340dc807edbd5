"""State of one turn, and the methods that build replies from it."""

from copy import copy

from msgspec import Struct
from msgspec.structs import replace

from skill.content.locale import Locale
from skill.content.models import Content, Finding, Level
from skill.conversation.events import Event, blanks
from skill.conversation.reply import Manner, Reply, Request
from skill.conversation.screening import Ask, flag_level, open_question, wordings
from skill.conversation.session import Session, Turn, more_urgent
from skill.conversation.triage import suits

_SHARED = frozenset("watch net signs call_back warm disclaimer".split())
"""Lines that other lines contain as a placeholder."""
_OF_CARE = frozenset("call crisis urgent_line meaning reason until_help meanwhile what".split())
"""Placeholders that the red flags fill, and the numbers of the country."""


class Composer(Struct):
    """Event, session and content of one turn, with the methods that build a reply."""

    event: Event
    session: Session
    content: Content
    newly_for_other: bool = False
    """Whether this turn said for the first time that the coaching is for another person."""
    noted: str = ""
    """Short name of a symptom in this turn that the next question acknowledges first."""
    worry: str | None = None
    """Explanation (`kind/name`) of a fear or question in this turn; the next question acknowledges it first."""

    @classmethod
    def begin(cls, event: Event, session: Session, content: Content) -> "Composer":
        """Return a composer with a copy of the session, so that `respond` stays pure."""
        mine = copy(session)
        mine.answers, mine.compound, mine.done = dict(session.answers), dict(session.compound), list(session.done)
        mine.declined, mine.taken_back = list(session.declined), list(session.taken_back)
        return cls(event, mine, content)

    @property
    def locale(self) -> Locale:
        """Emergency numbers and words of the user's country."""
        return self.content.locale(self.event.locale)

    def fill(self, text: str, /, **values: str) -> str:
        """Replace the `{…}` placeholders of a sentence with the words of the locale and the platform."""
        return text.format_map({**self.locale.words, **blanks(self.event.platform), **values}) if "{" in text else text

    def line(self, name: str, /, **values: str) -> str:
        """Return a line of lines.yaml, filled in; its `…_for_them` variant, if any, for coaching another person."""
        lines = self.content.lines
        text = lines.get(f"{name}_for_them", lines[name]) if self.session.for_other else lines[name]
        if "{" not in text:
            return text
        open_ = {part.split("}")[0] for part in text.split("{")[1:]} - values.keys()
        care = self._of_care() if open_ & _OF_CARE else {}
        shared = {name: self._shared(name) for name in open_ & _SHARED}
        return " ".join(self.fill(text, **{**care, **shared, **values}).split())

    @property
    def flagged(self) -> Level | None:
        """Level of care that the red flags call for."""
        return flag_level(self.session, self.content)[0]

    @property
    def because(self) -> tuple[str, ...]:
        """The red flags that determine the level of care; empty while it is unknown which part of a question it is."""
        return flag_level(self.session, self.content)[1]

    @property
    def flag(self) -> Finding | None:
        """The first of the red flags that determine the level of care."""
        because = self.because
        return self.content.findings[because[0]] if because else None

    @property
    def may_be_driven(self) -> bool:
        """Whether the advice itself speaks of a drive: not for chest pain, after a collapse, or unknown signs."""
        return self.flag is not None and self._until_help().startswith(self.line("until_help").rstrip("."))

    def _until_help(self) -> str:
        """Return what to do until help comes."""
        flag = self.flag
        return self.fill(flag.until_help) if flag and flag.until_help else self.line("until_help")

    def _of_care(self) -> dict[str, str]:
        """Return what lines about care contain: the reason, the numbers, what to do until help comes and tell there."""
        content, locale, compound = self.content, self.locale, self.session.compound
        flag = self.flag
        # What a yes to a compound question may mean, while it is unknown which part it is.
        of_a_yes = next((content.questions[name].why for name, stands in compound.items() if stands == "yes"), "")
        meaning = self.fill(flag.meaning or "") if flag else of_a_yes
        until_help = self._until_help()
        return {
            "call": locale.call_for_them if self.session.for_other else locale.call_emergency,
            "crisis": locale.crisis_line,
            "urgent_line": locale.urgent_line,
            "meaning": meaning,
            "reason": meaning or self.line("help_reason"),
            "until_help": until_help,
            "meanwhile": self.line("help_rest") if flag is None or self.may_be_driven else until_help,
            "what": self.line("help_about", label=self.fill(flag.label)) if flag else self.line("help_what"),
        }

    def _shared(self, name: str) -> str:
        """Return a line that others contain: when to call back by the kind of complaint, warmth only where it fits."""
        if name == "call_back":
            return self.line(f"call_back_{self.session.kind}" if self.session.kind in ("ache", "twitch") else name)
        if name == "watch" and (flag := self.flag) and flag.watch:
            return flag.watch
        if name == "warm" and not suits(self.content.remedies["heat"], self.session.answers):
            return ""
        return self.line(name)

    def question(self, asked: Ask) -> str:
        """Return the wording of a question; one that was just asked comes in other, plainer words."""
        said = [self.fill(text) for text in wordings(asked, self.content)]
        if self.session.turn.ask not in said:
            return said[0]
        following = said.index(self.session.turn.ask) + 1
        return said[following] if following < len(said) else said[-2]

    def ask(
        self, name: str, asked: Turn, *, lead: str = "", reprompt: str = "", manner: Manner = "question", **values: str
    ) -> Reply:
        """
        Ask the question of a line, and keep the microphone open.

        `asked` tells what a reply to it answers, and what is guided before it. The reprompt is the line `reprompt`,
        otherwise the one that is named after the question, otherwise the question again.
        """
        question, again = self.line(name, **values), reprompt or f"{name}_reprompt"
        told = self.line(again, **values) if again in self.content.lines else ""
        return self.ask_text(question, asked, lead=lead, reprompt=told, manner=manner)

    def ask_text(
        self, question: str, asked: Turn, *, lead: str = "", reprompt: str = "", manner: Manner = "question"
    ) -> Reply:
        """Ask a question in these words, as `ask` does."""
        again = reprompt or f"{question} {self.line('if_quiet')}"
        hold = next(iter(asked.holds), None)
        self._set_turn(replace(asked, lead="" if hold else lead, ask=question, reprompt=again))
        return Reply(self.session, manner, lead, hold, ask=question, reprompt=again, open=True)

    def ask_finding(self, asked: Ask, *, lead: str = "", level: Level | None = None, safety_net: str = "") -> Reply:
        """Ask one question about findings, of the screen or after it."""
        question = self.question(asked)
        turn = Turn(asks=list(asked.covers), awaiting="finding", about=asked.compound or "", level=level)
        reprompt = f"{safety_net} {question} {self.line('if_quiet')}".strip()
        return self.ask_text(question, turn, lead=lead, reprompt=reprompt, manner="care" if level else "question")

    def ask_kind(self, lead: str, *, reprompt: str = "") -> Reply:
        """Ask for the kind of complaint, which every conversation about one begins with."""
        return self.ask("kind", Turn(awaiting="kind"), lead=lead, reprompt=reprompt)

    def ask_again(self, lead: str, *, question: str = "") -> Reply:
        """
        Ask the open question again, plainer if it is about findings; ask the first question if none is open.

        `question`, if given, stands for it; a user who stays silent hears the plainer wording.
        """
        turn = self.session.turn
        if turn.awaiting is None:
            return self.ask_kind(lead)
        whole = self.question(open_question(self.session, self.content)) if turn.awaiting == "finding" else turn.ask
        asked, reprompt = replace(turn, brief=False, holds=[]), turn.reprompt.replace(turn.ask, whole)
        return self.ask_text(question or whole, asked, lead=lead, reprompt=reprompt)

    def request(self, request: Request) -> Reply:
        """Return a reply that only requests something; what is spoken follows its outcome."""
        return Reply(self.session, "silent", request=request)

    def end(self, text: str, *, level: Level | None = None) -> Reply:
        """Return a reply that ends the session."""
        self._set_turn(Turn(level=level, ask=text))
        return Reply(self.session, "care" if level else "goodbye", say=text)

    def _set_turn(self, turn: Turn) -> None:
        self.session.turn = turn
        if more_urgent(turn.level, self.session.level):
            self.session.level = turn.level
