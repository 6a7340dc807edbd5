"""What is shown on a card or a screen is spelled as people of the country spell."""

import re

import pytest

from tests.locales.test_words import CONTENT, filled, spoken

AMERICAN = re.compile(
    r"\b(?:colors?|colored|fibers?|centers?|gray|tumors?|diarrhea|favorite|behavior|labor|anesthetic|program|"
    r"recogniz\w+|realiz\w+|organiz\w+|meters?|liters?)\b",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"\b(?:colours?|coloured|fibres?|centres?|grey|tumours?|diarrhoea|favourite|behaviour|labour|anaesthetic|"
    r"programme|metres?|litres?)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("locale", ["en-GB", "en-AU", "en-IN", "en-CA"])
def test_no_american_spelling_where_people_spell_otherwise(locale):
    assert [text for text in spoken() if AMERICAN.search(filled(text, CONTENT.locales[locale].words))] == []


def test_no_british_spelling_in_america():
    assert [text for text in spoken() if BRITISH.search(filled(text, CONTENT.locales["en-US"].words))] == []
