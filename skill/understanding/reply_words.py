"""Words with which users answer a question, and words that may surround them."""

from msgspec import Struct

from skill.content.models import Answer
from skill.understanding.files import Phrase, Words, read_lists


class ReplyWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of reply_words.yaml, where each is described."""

    yes: Words
    no: Words
    unsure: tuple[Phrase, ...]
    unable: tuple[Phrase, ...]
    undecided: tuple[Phrase, ...]
    denials: tuple[Phrase, ...]
    denied_again: tuple[Phrase, ...]
    agreements: tuple[Phrase, ...]
    needs_an_end: frozenset[Phrase]
    articles: Words
    after_no: Words
    vocatives: Words
    addressed: Words
    fillers: Words
    small_beside: Words
    about_oneself: Words
    begins_anew: tuple[Phrase, ...]
    announces: tuple[Phrase, ...]
    closes: tuple[Phrase, ...]
    listens: tuple[Phrase, ...]
    well: Words
    called_well: Words
    of_the_talk: Words
    all_well: tuple[Phrase, ...]
    acknowledges: frozenset[Phrase]
    limbs_well: Words
    well_subjects: Words
    well_limbs: Words
    well_after: Words
    before_well: Words
    before_well_denied: Words
    takes_back: tuple[Phrase, ...]
    complaint: Words
    cramps: Words
    around_complaint: Words
    after_misheard_no: Words
    improves: Words
    goes_on: Words
    turns: Words
    sore: Words
    more_than_sore: Words
    worsened: Words
    long_so: tuple[Phrase, ...]
    unrelated: tuple[Phrase, ...]
    other_cause: tuple[Phrase, ...]
    loose_cause: tuple[Phrase, ...]
    gone: tuple[Phrase, ...]
    aside: tuple[Phrase, ...]
    common: Words
    everyday: Words
    small: Words
    is_where: tuple[Phrase, ...]
    praise: Words
    softens: Words
    activities: Words
    suspect: Words
    after_denial: Words
    places: Words
    times: Words
    passes: tuple[Phrase, ...]
    pains: Words
    buttock: Words
    hedges: Words
    denies: Words
    verbs: Words
    exceptions: tuple[Phrase, ...]
    quotes: tuple[Phrase, ...]
    asks_back: Words
    joins_too: Words
    asks_on: Words
    tells_on: Words
    for_ever: tuple[Phrase, ...]
    picking: Words
    begins: Words
    limbs: Words
    asked_back: Words
    lifelong: tuple[Phrase, ...]
    imagined: tuple[Phrase, ...]
    wishes: Words


REPLY = read_lists("en/reply_words.yaml", ReplyWords)

EXPLICITLY_UNSURE = tuple(phrase for phrase in REPLY.unsure if len(phrase) > 1)
"""Those that express doubt wherever they occur."""
PHRASES: tuple[tuple[Answer, tuple[Phrase, ...]], ...] = (
    ("unknown", REPLY.unsure + REPLY.undecided),
    ("no", REPLY.denials),
    ("yes", REPLY.agreements),
)
"""Phrases that are an answer by themselves; the longest that fits counts."""
BY_FIRST_WORD: dict[str, list[tuple[Answer, Phrase]]] = {}
for _answer, _some in PHRASES:
    for _phrase in _some:
        BY_FIRST_WORD.setdefault(_phrase[0], []).append((_answer, _phrase))
SMALL = REPLY.fillers | REPLY.small_beside | REPLY.vocatives
NOT_WELL = {
    **dict.fromkeys(("nothing", "none", "neither"), REPLY.before_well),
    **dict.fromkeys(("not", "never", "hardly"), REPLY.before_well_denied),
}
"""Words after which nothing is well, and what may stand in between."""
ONLY = frozenset(("just", "only"))
"""Words after which unknown words may be an exception: "no crash, only stairs"."""
NEARLY = frozenset(("nearly", "almost"))
"""Words that make a denial uncertain: "not fainted, nearly"."""
FAR_FROM_DENIED = 3
"""Number of unknown words after which a denial is in doubt: "not weak, it just will not do what I tell it"."""
FAR_FROM_FINE = 4
"""The same where nothing is denied, but something is told to be fine."""
ORDINALS = {
    "first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4,
    "last": -1, "latter": -1, "middle": 0,
}  # fmt: skip
