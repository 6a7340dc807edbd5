"""Normalise an utterance to plain tokens: one spelling, no contractions, no fillers."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from skill.understanding.files import Lists
from skill.understanding.numerals import spelled

_WORDS = Lists("en/normalise.yaml")
_WHOLE, _MISHEARD, _PLURALS, _IRREGULAR = (_WORDS.maps[name] for name in ("whole", "misheard", "plurals", "irregular"))
_CANNOT = tuple(tuple(phrase.split()) for phrase in _WORDS.cannot.listed)


MAX_TOKENS = 400
"""Maximum tokens that are read, more than any utterance has; the rest of a longer text is ignored."""

STOPS = frozenset(".,")
"""Tokens that stand for punctuation: a full stop of any kind, and a comma."""

_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would", "'s": "is"}
_PIECE = re.compile(r"\d+(?:[.:]\d+)?|[a-z]+(?:'[a-z]+)*'?|'[a-z]+|[.!?;]+|,|—|–|/|%|&")
_EASY = re.compile(r"[a-z ]{1,400}")
SPECIAL = _WORDS.fillers | _WHOLE.keys()
"""Words that the tokens spell differently, or leave out."""
_SIDES = frozenset("left right".split())


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Return the plain words of a text in order, with "." and "," kept as tokens."""
    if _EASY.fullmatch(text) and "but" not in text:
        return tuple(_as_meant(list(_with_spelling(text.split()))))
    flat = unicodedata.normalize("NFKC", text[: MAX_TOKENS * 12]).lower()
    flat = flat.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'")
    plain: list[str] = []
    for piece in _PIECE.findall(flat):
        if piece not in _WORDS.fillers:
            plain.extend(_spelled(piece))
        if len(plain) >= MAX_TOKENS:
            break
    if not plain:
        return tuple(piece for piece in _PIECE.findall(flat) if piece.isalpha())
    return tuple(_as_meant(_with_butt(plain)))


def _as_meant(plain: list[str]) -> list[str]:
    """Correct slips of speech recognition and of the speaker."""
    return _with_sides(_with_limbs(_with_grammar(_with_each_verb(_with_had(_with_its(plain))))))


def _with_its(plain: list[str]) -> list[str]:
    """Split "its a cramp", as speech recognition writes it, into two words; keep the possessive ("at its worst")."""
    if "its" not in plain:
        return plain
    said: list[str] = []
    for at, word in enumerate(plain):
        said += ["it", "is"] if word == "its" and (not at or plain[at - 1] not in _WORDS.before_its) else [word]
    return said


def _with_had(plain: list[str]) -> list[str]:
    """Expand "I'd a fever" to "I had a fever"."""
    for at in range(1, len(plain) - 1):
        if (
            plain[at] == "would"
            and plain[at - 1] in _WORDS.who
            and plain[at + 1] in {"a", "an", "no", "some", "one", "two"}
        ):
            plain[at] = "had"
    return plain


_REACH_OF_CANNOT = 9


def _with_each_verb(plain: list[str]) -> list[str]:
    """Distribute a negation over verbs: "can't sit, walk or lie" becomes "can't sit, can't walk or can't lie"."""
    if "or" not in plain and "nor" not in plain:
        return plain
    said: list[str] = []
    modal: tuple[str, ...] = ()
    since = 0
    for at, word in enumerate(plain):
        opened = next((each for each in _CANNOT if tuple(plain[at : at + len(each)]) == each), None)
        if opened:
            modal, since = opened, at
        elif word == "." or word in _WORDS.new_statement or at - since > _REACH_OF_CANNOT:
            modal = ()
        elif modal and word in _WORDS.able and _is_coordinated(plain, at):
            said += modal
            since = at
        said.append(word)
    return said


def _is_coordinated(plain: Sequence[str], at: int) -> bool:
    """Return whether a verb continues with a list of verbs that ends with "or"."""
    before = plain[at - 1]
    if before in {"or", "nor"} or (before == "even" and plain[at - 2] in {"or", "nor"}):
        return True
    rest = plain[at + 1 : at + _REACH_OF_LIST]
    return before == "," and any(
        word in {"or", "nor"} and set(rest[n + 1 : n + 3]) & _WORDS.able for n, word in enumerate(rest)
    )


_REACH_OF_LIST = 8


def _with_spelling(pieces: list[str]) -> list[str]:
    """Normalise the spelling of text in lower case only, the most common one, on a short path."""
    if not SPECIAL.isdisjoint(pieces):
        told = [piece for piece in pieces if piece not in _WORDS.fillers] or pieces
        return [word for piece in told for word in _WHOLE.get(piece, piece).split()]
    return pieces


def words(text: str) -> tuple[str, ...]:
    """Return the plain words of a text without punctuation."""
    return tuple(token for token in tokens(text) if token not in STOPS)


def _spelled(piece: str) -> list[str]:
    """Return the words for one piece of text between spaces."""
    if piece[0].isdigit():
        return _number(piece)
    if not piece[0].isalpha() and piece[0] != "'":
        return {",": [","], "&": ["and"], "%": ["percent"], "/": ["or"]}.get(piece, ["."])
    if piece in _WHOLE:
        return _WHOLE[piece].split()
    for ending, meaning in _ENDINGS.items():
        if piece.endswith(ending) and len(piece) > len(ending):
            stem = piece[: -len(ending)]
            return [*_WHOLE.get(stem, stem).split(), meaning]
    piece = piece.strip("'").replace("'", "")
    return [piece] if piece else []


def _number(piece: str) -> list[str]:
    """Return a small whole number in words, as it is spoken; any other as it is."""
    if not piece.isdecimal() or len(piece) > 2:
        return [piece]
    return spelled(int(piece))


def _with_butt(plain: list[str]) -> list[str]:
    """Correct "my but", as speech recognition writes it, to the noun if the neighbouring words show that it is one."""
    for at, word in enumerate(plain):
        if word != "but":
            continue
        if _is_butt(plain[max(0, at - 3) : at], plain[at + 1] if at + 1 < len(plain) else ""):
            plain[at] = "butt"
    return plain


def _is_butt(before: Sequence[str], after: str) -> bool:
    """Return whether a "but" between these words is the noun: "my left but", not "on the left but worse"."""
    last = before[-1] if before else ""
    if last in _WORDS.mine or (after in _WORDS.cheeks and last not in _WORDS.before_but):
        return True
    if last in _SIDES:
        one_of_mine = bool(_WORDS.mine.intersection(before[:-1])) or before[:1] == ("in",) or len(before) == 1
        pointed = len(before) > 2 and before[-2] in {"the", "one"} and before[-3] in _WORDS.pointing
        return after in _WORDS.after_butt or (after in _WORDS.ends and (one_of_mine or not pointed))
    if last in _WORDS.before_butt:
        return after in _WORDS.ends or after in _WORDS.after_butt
    return not before and after in _WORDS.after_butt


def _with_limbs(plain: list[str]) -> list[str]:
    """Correct "my lake" and the like to the part of the body that sounds the same, after a possessive."""
    for at, word in enumerate(plain):
        if word in _MISHEARD and at and plain[at - 1] in _WORDS.owners:
            plain[at] = _MISHEARD[word]
    return plain


def _with_grammar(plain: list[str]) -> list[str]:
    """Put in what speakers of little English leave out: "leg no strong", "no can walk", "both foot sleep"."""
    if _WORDS.little_english.isdisjoint(plain):
        return plain
    said = list(plain)
    for at in range(len(said)):
        before, after = said[at - 1] if at else "", said[at + 1] if at + 1 < len(said) else ""
        if said[at] == "no" and after == "can":
            said[at : at + 2] = ["can", "not"]
        elif said[at] == "no" and after == "feel" and _WORDS.felt.isdisjoint(said[at + 2 : at + 3]):
            said[at + 1] = "feeling"
        elif said[at] == "no" and _negates_what_follows(before, after):
            said[at] = "not"
        elif before in _WORDS.pairs and said[at] in _PLURALS:
            said[at] = _PLURALS[said[at]]
        elif said[at] == "sleep" and before in _WORDS.limbs:
            said[at] = "asleep"
        elif said[at] == "private" and after in _WORDS.after_private:
            said[at] = "privates"
    return said


def _negates_what_follows(before: str, after: str) -> bool:
    """Return whether a "no" between these words stands for "not": "leg no strong", but not "there is no work"."""
    if not before or before in STOPS or before in _WORDS.before_no:
        return before == "is" and after in _WORDS.qualities
    return after in _WORDS.qualities | _WORDS.deeds


_OTHER_SIDE = {"left": "right", "right": "left"}
_BETWEEN_SIDES = _WORDS.takes_back | _WORDS.around_sides
_REACH_OF_SIDE = 8


def _with_sides(plain: list[str]) -> list[str]:
    """Drop a corrected side: "on the left, no wait, right" means the right."""
    for at, word in enumerate(plain):
        if word not in _OTHER_SIDE or _OTHER_SIDE[word] not in plain[at + 1 : at + _REACH_OF_SIDE]:
            continue
        other = plain.index(_OTHER_SIDE[word], at + 1)
        between = set(plain[at + 1 : other])
        at_the_end = other == len(plain) - 1 and "no" in between
        if between <= _BETWEEN_SIDES and (between & _WORDS.takes_back or at_the_end or {"no", ","} <= between):
            return _with_sides(plain[:at] + plain[other:])
    return plain


@lru_cache(maxsize=8192)
def bases(word: str) -> tuple[str, ...]:
    """Return the word and every shorter word of which it may be a regular inflection."""
    found = [word]
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        found.append(word[:-1])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
        elif word.endswith("es"):
            found.append(word[:-2])
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found += _unending(word[: -len(ending)])
    return tuple(dict.fromkeys(found))


def all_bases(plain: Iterable[str]) -> set[str]:
    """Return the words and all shorter words of which they may be regular inflections."""
    return {base for word in plain for base in bases(word)}


def _unending(stem: str) -> list[str]:
    """Return the stems that may precede "-ing" or "-ed"."""
    found = [stem, stem + "e"]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.append(stem[:-1])
    if stem.endswith("i"):
        found.append(stem[:-1] + "y")
    return found
