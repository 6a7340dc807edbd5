"""
Whether warning signs reach the coach through the interaction model, as Alexa would deliver them.

    python -m tests.evaluation.on_alexa [FILE] [--locale LOCALE] [--show]

FILE has an utterance and a red flag (or `none`) a line, as redflag_utterances.tsv; or stories, as symptoms.jsonl: what
of them arrives is compared with the same line typed.

Amazon's recogniser is not public; this is an approximation. A sample that gives the utterance word for word wins, the
most literal one; free text comes last. Without one, the nearest sample by words wins, the slots taking what stands in
their place; if half of the words differ, nothing is understood. Alexa may choose otherwise, so the last figure for red
flags tries every sample that fits word for word, its slots also filled with words that are none of their values.

As Alexa does, a request carries the intent and the words in its slots, never the words around them.
"""

import argparse
import csv
import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from publishing.alexa import interaction_model
from skill import coach
from skill.alexa.simulated_device import Device, session_of
from skill.settings import Settings
from tests.evaluation.samples import Match, Samples
from tests.evaluation.scoring import Share

OWN = Path(__file__).parent / "own" / "redflag_utterances.tsv"
UNLIKE = 0.5
"""Share of the words by which the nearest sample may differ."""
BUILT_IN = {word: f"AMAZON.{word.capitalize()}Intent" for word in "yes no stop help cancel repeat pause resume".split()}
"""Words of Amazon's own intents, which have no samples."""
FALLBACK = Match("AMAZON.FallbackIntent", "", {}, 0, search=False)

Json = dict[str, Any]


class Recogniser:
    """The approximation of Amazon's recogniser for one built model."""

    def __init__(self, language: Json) -> None:
        """Take the `languageModel`."""
        self._samples = Samples(language)
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        self._types = {kind["name"]: kind for kind in language["types"]}
        self._bare: dict[tuple[str, str], str] = {}
        for intent in language["intents"]:
            for sample in self._with_values(intent):
                for word in {piece for piece in sample.lower().split() if "{" not in piece}:
                    self._by_word.setdefault(word, []).append((intent["name"], sample))

    def _with_values(self, intent: Json) -> Iterator[str]:
        """Yield the samples; of one that is nothing but a slot, the values that stand for it."""
        for sample in intent["samples"]:
            bare = [slot for slot in intent["slots"] if sample == f"{{{slot['name']}}}"]
            if bare:
                for value in self._types[bare[0]["type"]]["values"]:
                    for name in (value["name"]["value"], *value["name"]["synonyms"]):
                        self._bare[intent["name"], name] = bare[0]["name"]
                        yield name
            else:
                yield sample

    def best(self, said: str) -> Match:
        """Return the most likely match."""
        if built_in := BUILT_IN.get(said.lower()):
            return Match(built_in, said, {}, 1, search=False)
        exact = self._samples.matches(said)
        return exact[0] if exact else self._nearest(said)

    def all(self, said: str) -> list[Match]:
        """Return one match for each intent and each way to fill it that Alexa might choose."""
        found = {(it.intent, str(it.slots)): it for it in self._samples.matches(said, any_words=True)}
        return list(found.values()) or [self._nearest(said)]

    def is_exact(self, said: str) -> bool:
        """Return whether a sample gives the utterance word for word."""
        return bool(self._samples.matches(said))

    def _nearest(self, said: str) -> Match:
        spoken = said.lower().split()
        known = [word for word in spoken if word in self._by_word]
        rarest = sorted(set(known), key=lambda word: len(self._by_word[word]))[:3]
        near = {pair for word in rarest for pair in self._by_word[word]}
        costs = ((*_alignment(sample.lower().split(), spoken), intent, sample) for intent, sample in near)
        cost, filled, intent, sample = min(costs, key=lambda it: (it[0], it[3]), default=(99.0, {}, "", ""))
        if cost > UNLIKE * len(spoken):
            return FALLBACK
        if slot := self._bare.get((intent, sample)):
            filled = {slot: said.lower()}
        return Match(intent, sample, {name: (words, None) for name, words in filled.items()}, 0, search=False)


_ABSORBED = 0.3
"""Cost of a word in a slot; a word too many or too few costs 1."""


def _alignment(pieces: list[str], spoken: list[str]) -> tuple[float, dict[str, str]]:
    """Return the cost of the cheapest alignment of a sample with spoken words, and what its slots take."""
    before: list[tuple[float, dict[str, str]]] = [(float(count), {}) for count in range(len(spoken) + 1)]
    for piece in pieces:
        row = [(before[0][0] + 1, before[0][1])]
        for at, word in enumerate(spoken, 1):
            ways = [(row[at - 1][0] + 1, row[at - 1][1]), (before[at][0] + 1, before[at][1])]
            if piece.startswith("{"):
                name = piece.strip("{}")
                cost, filled = before[at - 1]
                ways.append((cost + _ABSORBED, {**filled, name: word}))
                cost, filled = row[at - 1]
                if name in filled:
                    ways.append((cost + _ABSORBED, {**filled, name: f"{filled[name]} {word}"}))
            elif piece == word:
                ways.append(before[at - 1])
            row.append(min(ways, key=lambda way: way[0]))
        before = row
    return before[-1]


class Echo(Device):
    """A simulated device that hears through the interaction model alone."""

    match: Match = FALLBACK
    """What the recogniser made of the next utterance."""
    types: Mapping[str, str]
    """Slot -> its type."""

    def _intent(self, text: str) -> tuple[str, Json]:
        slots = {name: self._filled(name, *value) for name, value in self.match.slots.items()}
        return self.match.intent, {"name": self.match.intent, "confirmationStatus": "NONE", "slots": slots}

    def _filled(self, name: str, words: str, identity: str | None) -> Json:
        slot: Json = {"name": name, "value": words, "confirmationStatus": "NONE", "source": "USER"}
        if self.types[name].startswith("AMAZON."):
            return slot
        match: Json = {"authority": self.types[name], "status": {"code": "ER_SUCCESS_NO_MATCH"}}
        if identity:
            match |= {
                "status": {"code": "ER_SUCCESS_MATCH"},
                "values": [{"value": {"name": identity, "id": identity}}],
            }
        return slot | {"resolutions": {"resolutionsPerAuthority": [match]}}


class Outcome(NamedTuple):
    """What one utterance led to."""

    heard: bool
    """Whether the red flag counts, or is asked about at once."""
    alarmed: bool
    """Whether any red flag counts."""


class OnAlexa:
    """The coach behind one interaction model."""

    def __init__(self, locale: str = "en-US") -> None:
        """Read the committed model."""
        path = interaction_model.PACKAGE / "interactionModels" / "custom" / f"{locale}.json"
        language = json.loads(path.read_text(encoding="utf-8"))["interactionModel"]["languageModel"]
        self.recogniser = Recogniser(language)
        self._types = {slot["name"]: slot["type"] for intent in language["intents"] for slot in intent["slots"]}
        self._coach = coach.build(Settings())
        self._locale = locale
        self._users = count()

    def device(self) -> Echo:
        """Return a device after the launch."""
        device = Echo(self._coach.skill, locale=self._locale, user=self._somebody_new())
        device.types = self._types
        device.say("open cramp coach")
        return device

    def typed(self) -> Device:
        """Return a device after the launch that hears whole lines, as the terminal does."""
        device = self._coach.device(locale=self._locale, user=self._somebody_new())
        device.say("open cramp coach")
        return device

    def _somebody_new(self) -> str:
        """Return a user ID of its own for each device: an emergency is asked about when its user comes back."""
        return f"user-{next(self._users)}"

    def say(self, device: Echo, said: str, match: Match | None = None) -> Json:
        """Say something as the recogniser delivers it."""
        device.match = match or self.recogniser.best(said)
        return device.say(said)

    def outcome(self, said: str, flag: str, match: Match | None = None, before: tuple[str, ...] = ()) -> Outcome:
        """Return what an utterance leads to, in a new session after `before`."""
        device = self.device()
        for words in before:
            self.say(device, words)
        turn = self.say(device, said, match)
        session = session_of(device.last_exchange[1].get("sessionAttributes") or {})
        flags = {
            name
            for name, answer in session.answers.items()
            if answer == "yes" and self._coach.content.findings[name].group == "red_flag"
        }
        asked = session.deferred.asks if session.deferred else []
        # Words such as "i can't catch my breath" are an emergency by themselves, before any finding.
        grave = turn["level"] == "emergency"
        return Outcome(flag in flags or flag in asked or grave, bool(flags) or grave)


def rows(path: Path) -> Iterator[tuple[str, str]]:
    """Yield utterances, each with its red flag or `none`."""
    with path.open(encoding="utf-8") as file:
        yield from ((row["utterance"], row["red_flag"]) for row in csv.DictReader(file, delimiter="\t"))


def stories(model: OnAlexa, path: Path, *, show: bool) -> None:
    """Print what of the stories of a file arrives."""
    with path.open(encoding="utf-8") as file:
        told = [" ".join(re.findall(r"[\w'-]+", json.loads(line)["text"].lower())) for line in file]
    exact = kept = 0
    for text in told:
        here, typed = model.device(), model.typed()
        model.say(here, text)
        typed.say(text)
        lost = _yes(typed) - _yes(here)
        exact += model.recogniser.is_exact(text)
        kept += not lost
        if show and lost:
            print(f"{text!r}: {model.recogniser.best(text).sample!r} lost {', '.join(sorted(lost))}")
    print(f"stories word for word         {Share(exact, len(told))}")
    print(f"no finding of them lost       {Share(kept, len(told))}")


def _yes(device: Device) -> set[str]:
    """Return what counts or is asked about after the last answer."""
    session = session_of(device.last_exchange[1].get("sessionAttributes") or {})
    asked = session.deferred.asks if session.deferred else []
    return {name for name, answer in session.answers.items() if answer == "yes"} | set(asked)


def main(arguments: list[str] | None = None) -> None:
    """Print the figures of a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=OWN)
    parser.add_argument("--locale", default="en-US")
    parser.add_argument("--show", action="store_true", help="print every line that goes wrong")
    options = parser.parse_args(arguments)
    model = OnAlexa(options.locale)
    if options.file.suffix == ".jsonl":
        stories(model, options.file, show=options.show)
        return
    signs = [row for row in rows(options.file) if row[1] != "none"]
    others = [said for said, flag in rows(options.file) if flag == "none"]
    exact = best = later = worst = 0
    for said, flag in signs:
        match = model.recogniser.best(said)
        good = model.outcome(said, flag, match).heard
        in_question = model.outcome(said, flag, match, before=("a cramp",)).heard
        bad = [it for it in model.recogniser.all(said) if not model.outcome(said, flag, it).heard]
        exact += model.recogniser.is_exact(said)
        best, later, worst = best + good, later + in_question, worst + (not bad)
        if options.show and not (good and in_question and not bad):
            wrong = ", ".join(f"{it.intent} {it.sample!r}" for it in bad)
            print(f"{said!r} ({flag}): {match.intent} {match.sample!r} {good} {in_question}; worst: {wrong}")
    alarms = [said for said in others if model.outcome(said, "none").alarmed]
    if options.show:
        print(*(f"false alarm: {said}" for said in alarms), sep="\n")
    print(f"warning signs word for word   {Share(exact, len(signs))}")
    print(f"advised or asked, first turn  {Share(best, len(signs))}")
    print(f"the same in a safety question {Share(later, len(signs))}")
    print(f"whatever fitting sample wins  {Share(worst, len(signs))}")
    print(f"false alarms                  {Share(len(alarms), len(others))}")


if __name__ == "__main__":
    main()
