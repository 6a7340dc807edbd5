"""Normalise an utterance to plain tokens: one spelling, no contractions, no fillers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from skill.understanding.files import Lists, WordList, read_rows
from skill.understanding.numerals import spelled
from skill.understanding.statements import Neighbours, places


class _Lists(Lists):
    """Lists of normalise.yaml, where each is described."""

    whole: Mapping[str, WordList]
    irregular: Mapping[str, WordList]


_WORDS = _Lists("en/normalise.yaml")
_WHOLE = {piece: each.listed for piece, each in _WORDS.whole.items()}


class _Slip(Neighbours, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that mean others between certain neighbours."""

    says: tuple[str, ...]
    means: tuple[str, ...]


_SLIPS: dict[str, list[_Slip]] = {}
for _slip in read_rows("en/corrections.yaml", _Slip)[1]["slips"]:
    for _word in _slip.says:
        _SLIPS.setdefault(_word, []).append(_slip)


MAX_TOKENS = 400
"""Maximum tokens that are read, more than any utterance has; of a longer text, its beginning and its end."""

STOPS = frozenset(".,")
"""Tokens that stand for punctuation: a full stop of any kind, and a comma."""

_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would", "'s": "is"}
_PIECE = re.compile(r"\d+(?:[.:]\d+)?|[a-z]+(?:'[a-z]+)*'?|'[a-z]+|[.!?;]+|,|—|–|/|%|&")
_GROANED = re.compile(r"\bn{2,}(?=o+\b|ah\b|ope\b)", re.IGNORECASE)
"""The beginning of a "nnno"."""
_DRAWN_OUT = re.compile(r"\b(no|nah|nope|yes|yeah|ugh|ah|oh)(?<=([a-z]))\2+\b", re.IGNORECASE)
"""An answer or a cry with its last letter repeated: "nooo", "ughhh"."""
SPECIAL = _WORDS.fillers | _WHOLE.keys()
"""Words that the tokens spell differently, or leave out."""


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Return the plain words of a text in order, with "." and "," kept as tokens."""
    text = _DRAWN_OUT.sub(r"\1", _GROANED.sub("n", text))
    most = MAX_TOKENS * 6
    text = text if len(text) <= 2 * most else f"{text[:most]} {text[-most:]}"
    flat = unicodedata.normalize("NFKC", text).lower()
    flat = flat.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'")
    pieces = _PIECE.findall(flat)
    plain = [word for piece in pieces if piece not in _WORDS.fillers for word in _spelled(piece)]
    if len(plain) > MAX_TOKENS:  # The end may hold what matters most.
        plain = plain[: MAX_TOKENS // 2] + plain[-MAX_TOKENS // 2 :]
    return tuple(_with_sides(_with_each_verb(_corrected(plain))) if plain else filter(str.isalpha, pieces))


def _corrected(plain: list[str]) -> list[str]:
    """Put in what words mean between their neighbours, by the rows of corrections.yaml: "my but" is a buttock."""
    if _SLIPS.keys().isdisjoint(plain):
        return plain
    said: list[str] = []
    for at, word in enumerate(plain):
        slips = (slip for slip in _SLIPS.get(word, ()) if slip.fit(plain, at, at + 1))
        said += next((slip.means for slip in slips), (word,))
    return said


def _with_each_verb(plain: list[str]) -> list[str]:
    """Distribute a negation over verbs: "can't sit, walk or lie" becomes "can't sit, can't walk or can't lie"."""
    if _WORDS.alternatives.isdisjoint(plain):
        return plain
    said: list[str] = []
    for at, word in enumerate(plain):
        last, rest = plain[max(0, at - 1) : at], plain[max(0, at - 1) : at + _REST_OF_LIST]
        if word in _WORDS.able and not _WORDS.joins.isdisjoint(last) and not _WORDS.alternatives.isdisjoint(rest):
            opened = next(places(plain, max(0, at - _REACH_OF_CANNOT), at, _WORDS.cannot), None)
            said += ("can", "not") if opened and _WORDS.new_statement.isdisjoint(plain[opened[1] : at]) else ()
        said.append(word)
    return said


_REACH_OF_CANNOT, _REST_OF_LIST = 9, 4


def words(text: str) -> tuple[str, ...]:
    """Return the plain words of a text without punctuation."""
    return tuple(token for token in tokens(text) if token not in STOPS)


def _spelled(piece: str) -> list[str]:
    """Return the words for one piece of text between spaces."""
    if piece[0].isdigit():
        return spelled(int(piece)) if piece.isdecimal() and len(piece) <= 2 else [piece]
    if not piece[0].isalpha() and piece[0] != "'":
        return {",": [","], "&": ["and"], "%": ["percent"], "/": ["or"]}.get(piece, ["."])
    if piece in _WHOLE:
        return [*_WHOLE[piece]]
    for ending, meaning in _ENDINGS.items():
        if piece.endswith(ending) and len(piece) > len(ending):
            stem = piece[: -len(ending)]
            return [*_WHOLE.get(stem, (stem,)), meaning]
    piece = piece.strip("'").replace("'", "")
    return [piece] if piece else []


_SIDES, _KINDS = frozenset(("left", "right")), frozenset(("cramp", "twitch", "ache"))
_BETWEEN = _WORDS.takes_back | _WORDS.around_sides | _KINDS
_REACH_OF_CORRECTION = 10


def _with_sides(plain: list[str]) -> list[str]:
    """Drop a corrected side or complaint: "on the left, no wait, right" means the right."""
    for at, word in enumerate(plain):
        others = next((group - {word} for group in (_SIDES, _KINDS) if word in group), frozenset[str]())
        ahead = range(at + 1, min(at + _REACH_OF_CORRECTION, len(plain)))
        other = next((place for place in ahead if plain[place] in others), None)
        if other is None or not _BETWEEN.issuperset(plain[at + 1 : other]):
            continue
        between = set(plain[at + 1 : other])
        at_the_end = other == len(plain) - 1 and "no" in between
        if between & _WORDS.takes_back or at_the_end or {"no", ","} <= between:
            kept = [each for each in plain[at + 1 : other] if each in _KINDS or each == "cheek"]
            return _with_sides([*plain[:at], *kept, *plain[other:]])
    return plain


_INFLECTIONS = tuple(
    (re.compile(ending), base)
    for ending, base in (
        (r"(?<=..[^s])s$", ""), (r"(?<=.)ies$", "y"), (r"(?<=.[^i])es$", ""),
        (r"(?<=..)(ing|ed)$", ""), (r"(?<=..)(ing|ed)$", "e"),
        (r"(?<=.)(.)\1(ing|ed)$", r"\1"), (r"(?<=.)i(ing|ed)$", "y"),
    )
)  # fmt: skip
"""Regular endings, and what stands in their place in the shorter word: "carries", "hopping", "tried"."""


@lru_cache(maxsize=8192)
def bases(word: str) -> tuple[str, ...]:
    """Return the word and every shorter word of which it may be a regular inflection."""
    regular = (ending.sub(base, word) for ending, base in _INFLECTIONS if ending.search(word))
    return tuple(dict.fromkeys((word, *_WORDS.irregular.get(word, ()), *regular)))


def all_bases(plain: Iterable[str]) -> set[str]:
    """Return the words and all shorter words of which they may be regular inflections."""
    return {base for word in plain for base in bases(word)}
