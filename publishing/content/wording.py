"""Check spoken wording: length, readability, placeholders, and telephone numbers."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from publishing.content.readability import grade
from publishing.content.rules import rules
from skill.content.models import Content, Explained
from skill.content.spoken_words import words

QUESTION_WORDS = 18
"""Maximum number of words of a question: one breath (our own rule)."""
PLAIN_WORDS = 9
"""Maximum number of words of the plainest form of a question (our own rule)."""
MEANWHILE_WORDS = 14
"""Maximum number of words of the sentence that takes up a worry before a question."""
QUESTION_GRADE, EXPLANATION_GRADE = 6.0, 8.0
"""Maximum school grades of a question and of an explanation."""

_DIGITS = re.compile(r"\d(?:[\d ]*\d)?")


def problems(content: Content) -> Iterator[str]:
    """Yield the problems of all spoken texts."""
    yield from _locales(content)
    for where, text in questions(content):
        said = longest(text, content)
        if (count := len(words(said))) > QUESTION_WORDS:
            yield f"{where} has {count} words, at most {QUESTION_WORDS} fit in one breath; shorten it: {text!r}"
        if not said.rstrip().endswith("?"):
            yield f"{where} must end in a question mark: {text!r}"
        yield from _too_hard(where, said, QUESTION_GRADE)
    for where, text in explanations(content):
        yield from _too_hard(where, longest(text, content), EXPLANATION_GRADE)
    yield from _parts_not_mentioned(content)
    yield from _long_meanwhiles(content)
    yield from _missing_plain_words(content)


def questions(content: Content) -> Iterator[tuple[str, str]]:
    """Yield every question of the content: its file and field, and its text."""
    for name, question in content.questions.items():
        yield f"questions/{name}.yaml: 'ask'", question.ask.replace(" |", "")
        yield f"questions/{name}.yaml: 'plain'", question.plain.replace(" |", "")
        if question.which:
            yield f"questions/{name}.yaml: 'which'", question.which
    for name, finding in content.findings.items():
        if finding.question:
            yield f"findings/{name}.yaml: 'question'", finding.question
        if finding.plain:
            yield f"findings/{name}.yaml: 'plain'", finding.plain


def explanations(content: Content) -> Iterator[tuple[str, str]]:
    """Yield every other spoken text of the content: its file and field, and the text."""
    for name, question in content.questions.items():
        yield f"questions/{name}.yaml: 'why'", question.why
    for name, finding in content.findings.items():
        fields = (("why", finding.why), ("meaning", finding.meaning))
        yield from ((f"findings/{name}.yaml: {field!r}", text) for field, text in fields if text)
    for name, stretch in content.stretches.items():
        yield f"stretches/{name}.yaml: 'steps'", " ".join(stretch.steps)
    for kind, items in content.explanations.items():
        yield from _explained(kind, items)
    for name, condition in content.conditions.items():
        if condition.do:
            yield f"conditions/{name}.yaml: 'do'", condition.do
    for name, locale in content.locales.items():
        # Joined: the formula gives no useful grade for "call your local emergency number" alone.
        yield f"locales/{name}.yaml: its lines", f"{locale.call_emergency} {locale.urgent_line} {locale.crisis_line}"


def _explained(kind: str, items: Mapping[str, Explained]) -> Iterator[tuple[str, str]]:
    for name, it in items.items():
        if it.meanwhile:
            yield f"{kind}/{name}.yaml: 'meanwhile'", it.meanwhile
        yield from ((f"{kind}/{name}.yaml: part {place}", part.say) for place, part in enumerate(it.parts, start=1))


def _long_meanwhiles(content: Content) -> Iterator[str]:
    for kind, items in content.explanations.items():
        for name, it in items.items():
            if (count := len(words(longest(it.meanwhile, content)))) > MEANWHILE_WORDS:
                yield (
                    f"{kind}/{name}.yaml: 'meanwhile' has {count} words, at most {MEANWHILE_WORDS} fit a question; "
                    f"shorten it: {it.meanwhile!r}"
                )


def _missing_plain_words(content: Content) -> Iterator[str]:
    """Yield red flags whose question has no plainest form, or one that is too long."""
    for name, finding in content.findings.items():
        if finding.group == "red_flag" and finding.question and not finding.plain:
            yield f"findings/{name}.yaml: 'plain' is missing; a red flag is asked again in its plainest words."
        count = len(words(longest(finding.plain or "", content)))
        if count > PLAIN_WORDS:
            yield f"findings/{name}.yaml: 'plain' has {count} words, at most {PLAIN_WORDS}: {finding.plain!r}"


def longest(text: str, content: Content) -> str:
    """Return a text with each `{…}` replaced by the longest variant of any locale; unknown names become empty."""
    values = {name: "" for _, name, _, _ in Formatter().parse(text) if name}
    for locale in content.locales.values():
        for name, said in locale.words.items():
            values[name] = max(values.get(name, ""), said, key=lambda each: (len(words(each)), each))
    return text.format_map(values)


def _too_hard(where: str, text: str, most: float) -> Iterator[str]:
    if (reached := grade(text)) > most:
        yield (
            f"{where} has school grade {reached:.1f}, and at most {most:.0f} is understood by ear; "
            f"use shorter words or sentences: {text!r}"
        )


def placeholders(content: Content) -> Iterator[str]:
    """Yield placeholders `{…}` without a value, which would make the reply fail."""
    known = set(content.locales["en"].words) if "en" in content.locales else set()
    for where, text in (*questions(content), *explanations(content)):
        allowed = known | {"side", "other"} if where.startswith("stretches/") else known
        for name in sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None} - allowed):
            yield f"{where}: the placeholder {{{name}}} is unknown; use one of {', '.join(sorted(allowed))}."


def _locales(content: Content) -> Iterator[str]:
    for identity, locale in content.locales.items():
        known = {number.digits for number in locale.telephones}
        for field in ("call_emergency", "urgent_line", "crisis_line"):
            text = getattr(locale, field)
            if not text.strip():
                yield f"locales/{identity}.yaml: {field!r} is empty; add what users there should hear."
            for digits in _DIGITS.findall(text):
                if digits not in known:
                    yield (
                        f"locales/{identity}.yaml: {field!r} contains the number {digits}, which 'emergency' and "
                        "'numbers' lack; add it there with its pronunciation."
                    )


def _parts_not_mentioned(content: Content) -> Iterator[str]:
    """Yield parts that a compound question does not mention: a user must recognise all that a yes could mean."""
    for identity, question in content.questions.items():
        for field, text in (("ask", question.ask), ("plain", question.plain)):
            asked = _content_words(longest(text, content))
            for name, short in question.covers.items():
                if not asked & _content_words(longest(short, content)):
                    yield (
                        f"questions/{identity}.yaml: {field!r} has no word of {short!r} ({name}); mention every part "
                        "in the question itself."
                    )


def _content_words(text: str) -> set[str]:
    """Return the stems of the content words of a text."""
    plain = (word.lower() for word in words(text) if word.lower() not in rules().small_words)
    return {re.sub(r"(?:ing|ness|en|ed|ly|s|y)$", "", word)[:5] for word in plain}
