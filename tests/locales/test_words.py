"""Nobody hears another country's words."""

import re

import pytest

from skill.content.loader import load
from skill.content.wording import explanations, questions

FOREIGN = {
    "en-US": r"wee|poos?|bums?|arse|A and E|casualty|GP|chemist|paracetamol|panadol|physio|99[9]|000|112",
    "en-GB": r"pee|poops?|butts?|emergency room|ER|acetaminophen|tylenol|911|988|000|112",
    "en-CA": r"wee|poos?|arse|A and E|casualty|GP|chemist|panadol|999|000|112",
    "en-AU": r"pee|poops?|butts?|emergency room|ER|acetaminophen|tylenol|911|988|999|112",
    "en-IN": r"wee|poos?|butts?|emergency room|ER|GP|A and E|acetaminophen|tylenol|911|988|999|000",
}
"""Words and numbers that people of a country should never hear from the coach."""

CONTENT = load()


def spoken():
    """All sentences of the content, with their `{...}` still open."""
    yield from (text for _, text in (*questions(CONTENT), *explanations(CONTENT)) if "locales/" not in _)
    yield from CONTENT.lines.values()
    yield from (finding.label for finding in CONTENT.findings.values())
    yield from (short for question in CONTENT.questions.values() for short in question.covers.values())


def filled(text, words):
    return re.sub(r"\{(\w+)\}", lambda place: words.get(place[1], "it"), text)


@pytest.mark.parametrize("locale", FOREIGN)
def test_no_sentence_has_a_word_of_another_country(locale):
    it = CONTENT.locales[locale]
    said = [filled(text, it.words) for text in spoken()] + [it.call_emergency, it.urgent_line, it.crisis_line]

    foreign = re.compile(rf"\b(?:{FOREIGN[locale]})\b", re.IGNORECASE)
    heard = [text for text in said if foreign.search(text.replace("wee hours", ""))]

    assert len(said) > 300
    assert heard == []


def test_every_locale_has_its_list_of_foreign_words():
    assert set(FOREIGN) | {"en"} == set(CONTENT.locales)


def test_every_word_of_the_locales_is_used_somewhere():
    used = {name for text in spoken() for name in re.findall(r"\{(\w+)\}", text)}

    assert set(CONTENT.locales["en"].words) <= used
