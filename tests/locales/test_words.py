"""Nobody hears another country's words."""

import re
import shutil

import pytest

from publishing.content.wording import explanations, questions
from skill.content.loader import FOLDER, load
from skill.errors import ContentError

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
    told = (*questions(CONTENT), *explanations(CONTENT))
    # Whoever asks for the number of another country gets it.
    elsewhere = ("locales/", "topics/emergency_number_")
    yield from (text for where, text in told if not any(part in where for part in elsewhere))
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
    heard = [text for text in said if foreign.search(text)]

    assert len(said) > 300
    assert heard == []


@pytest.mark.parametrize("locale", sorted(set(CONTENT.locales) - {"en"}))
def test_no_sentence_has_a_word_or_a_number_that_only_other_countries_use(locale):
    it = CONTENT.locales[locale]
    own = {*it.words.values(), it.emergency.digits, *(number.digits for number in it.numbers)}
    others = {word for other in CONTENT.locales.values() for word in other.words.values()}
    others |= {other.emergency.digits for other in CONTENT.locales.values() if other.emergency}
    said = [filled(text, it.words) for text in spoken()] + [it.call_emergency, it.urgent_line, it.crisis_line]

    # India's "hospital emergency department" has Australia's word in it.
    foreign = {word for word in others if not any(word in mine for mine in own)}
    heard = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in foreign))

    assert foreign
    assert [text for text in said if heard.search(text)] == []


def test_the_lists_of_foreign_words_are_for_locales_that_are_there():
    assert set(FOREIGN) <= set(CONTENT.locales)


def test_every_word_of_the_locales_is_used_somewhere():
    used = {name for text in spoken() for name in re.findall(r"\{(\w+)\}", text)}

    assert set(CONTENT.locales["en"].words) <= used


@pytest.mark.parametrize("missing", ["call_emergency", "urgent_line", "crisis_line", "words", "poop: poo, "])
def test_a_locale_that_lacks_something_is_refused_with_its_name(tmp_path, missing):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "locales" / "en-GB.yaml"
    text = path.read_text(encoding="utf-8")
    field = rf"^{missing}:.*\n(?:  .*\n)*"
    without = text.replace(missing, "") if ":" in missing else re.sub(field, "", text, flags=re.MULTILINE)
    path.write_text(without, encoding="utf-8")

    with pytest.raises(ContentError, match=rf"locales/en-GB\.yaml: .*{missing.partition(':')[0]}"):
        load(tmp_path)
