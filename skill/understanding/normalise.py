"""Turns an utterance into plain tokens: one spelling, no contractions, no fillers."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from skill.understanding.numerals import spelled

MAX_TOKENS = 400
"""Nobody says more in one breath; the rest of a longer text is not read."""

STOPS = frozenset(".,")
"""Tokens that stand for punctuation: a full stop of any kind, and a comma."""

_WHOLE = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "cant": "can not", "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
    "wasnt": "was not", "arent": "are not", "havent": "have not", "hasnt": "has not", "wont": "will not",
    "couldnt": "could not", "wouldnt": "would not", "aint": "is not", "im": "i am", "ive": "i have",
    "i'm'a": "i am going to", "imma": "i am going to", "thats": "that is", "whats": "what is",
    "theres": "there is", "gonna": "going to", "wanna": "want to", "gotta": "got to", "gimme": "give me",
    "lemme": "let me", "dunno": "do not know", "kinda": "kind of", "sorta": "sort of", "outta": "out of",
    "let's": "lets", "y'all": "you all", "ma'am": "maam", "ma'm": "maam", "o'clock": "oclock", "'cause": "because",
    "cuz": "because", "cos": "because", "coz": "because", "'em": "them", "innit": "is it not", "d'you": "do you",
    "ya": "you", "yer": "your", "ok": "okay", "nothin'": "nothing", "cannae": "can not", "cannot've": "can not have",
    "dinnae": "do not", "isnae": "is not", "didnae": "did not", "wasnae": "was not", "doesnae": "does not",
    "willnae": "will not", "hasnae": "has not", "havenae": "have not", "couldnae": "could not", "giein": "giving",
    "doon": "down", "oot": "out", "meself": "myself", "mesel": "myself", "masel": "myself", "haud": "hold",
    "breeks": "trousers", "trouser": "trousers", "wouldnae": "would not", "shouldnae": "should not",
    "hadnt": "had not", "werent": "were not",
    "nowt": "nothing", "summat": "something", "alright": "all right",
    "anymore": "any more", "mum": "mom", "mam": "mom", "mummy": "mom", "pane": "pain", "pains": "pain",
    "favour": "favor", "colour": "color", "coloured": "colored", "grey": "gray", "diarrhoea": "diarrhea",
    "haemorrhoids": "hemorrhoids", "anaesthetised": "anesthetized", "anaesthetized": "anesthetized",
    "oedema": "edema", "anaemic": "anemic", "paralysed": "paralyzed", "faecal": "fecal", "faeces": "feces",
    "odour": "odor", "tumour": "tumor", "leukaemia": "leukemia", "gynaecologist": "gynecologist",
    "centre": "center", "programme": "program", "practise": "practice", "metre": "meter", "metres": "meters",
    "pyjamas": "pajamas", "neighbour": "neighbor", "labour": "labor", "tyre": "tire", "behaviour": "behavior",
    "num": "numb", "nup": "nope",
    "urnae": "are not", "arenae": "are not", "amnae": "am not", "wurnae": "were not", "naebody": "nobody",
    "nane": "none", "naw": "no", "hrs": "hours", "hr": "hour", "mins": "minutes", "min": "minute",
    "secs": "seconds", "sec": "second",
}  # fmt: skip
_ENDINGS = (
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'m", " am"),
    ("'d", " would"),
    ("'s", " is"),
)
_FILLERS = frozenset("um uh erm uhm hm hmm mm mmm ah eh huh ahem".split())
_PIECE = re.compile(r"\d+(?:[.:]\d+)?|[a-z]+(?:'[a-z]+)*'?|'[a-z]+|[.!?;]+|,|—|–|/|%|&")
_EASY = re.compile(r"[a-z ]{1,400}")
SPECIAL = _FILLERS | _WHOLE.keys()
"""Words that are spelled otherwise in the tokens, or left out."""
_MINE = frozenset("my your his her our ma whole".split())
_SIDES = frozenset("left right".split())
_POINTING = frozenset("on to from at than is only just mainly mostly".split())
_ENDS = frozenset(("", ".", ",", *"is hurts and has keeps just when right feels".split()))
_BEFORE_BUTT = frozenset("the in on a of entire upper lower inner outer".split())
_CHEEKS = frozenset("cheek cheeks muscle muscles".split())
_BEFORE_BUT = frozenset("no yes nope yeah nah yep nothing say sure not well okay fine better".split())
_AFTER_BUTT = frozenset(
    "cheek cheeks cramp cramps cramped cramping muscle muscles spasm spasms twitch twitching twitches hurts "
    "pain ache aches".split()
)


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """The plain words of a text in order, with "." and "," left in as marks."""
    if _EASY.fullmatch(text) and "but" not in text:
        return tuple(_as_meant(list(_with_spelling(text.split()))))
    flat = unicodedata.normalize("NFKC", text[: MAX_TOKENS * 12]).lower()
    flat = flat.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'")
    plain: list[str] = []
    for piece in _PIECE.findall(flat):
        if piece not in _FILLERS:
            plain.extend(_spelled(piece))
        if len(plain) >= MAX_TOKENS:
            break
    if not plain:
        return tuple(piece for piece in _PIECE.findall(flat) if piece.isalpha())
    return tuple(_as_meant(_with_butt(plain)))


def _as_meant(plain: list[str]) -> list[str]:
    """The words that were meant, where speech recognition or the speaker's own tongue slipped."""
    return _with_sides(_with_limbs(_with_each_verb(_with_had(_with_its(plain)))))


def _with_its(plain: list[str]) -> list[str]:
    """Speech recognition writes "its a cramp": two words, unless something belongs to it ("at its worst")."""
    if "its" not in plain:
        return plain
    said: list[str] = []
    for at, word in enumerate(plain):
        said += ["it", "is"] if word == "its" and (not at or plain[at - 1] not in _BEFORE_ITS) else [word]
    return said


def _with_had(plain: list[str]) -> list[str]:
    """ "I'd a fever" is "I had a fever"."""
    for at in range(1, len(plain) - 1):
        if plain[at] == "would" and plain[at - 1] in _WHO and plain[at + 1] in {"a", "an", "no", "some", "one", "two"}:
            plain[at] = "had"
    return plain


_ABLE = frozenset(
    "sit stand walk lie lay sleep pee wee poop poo go urinate move feel lift bend turn climb hold keep put bear step "
    "wiggle run drive breathe swallow pass empty start stop control raise use get stay roll kneel squat".split()
)
"""What a "can't" in front of several reaches: "can't sit or walk"."""
_CANNOT = (("can", "not"), ("could", "not"), ("unable", "to"), ("not", "able", "to"))
_REACH_OF_CANNOT = 9


def _with_each_verb(plain: list[str]) -> list[str]:
    """ "Can't sit, walk or lie down" is "can't sit, can't walk or can't lie down"."""
    if "or" not in plain and "nor" not in plain:
        return plain
    said: list[str] = []
    modal: tuple[str, ...] = ()
    since = 0
    for at, word in enumerate(plain):
        opened = next((each for each in _CANNOT if tuple(plain[at : at + len(each)]) == each), None)
        if opened:
            modal, since = opened, at
        elif word == "." or word in _NEW_STATEMENT or at - since > _REACH_OF_CANNOT:
            modal = ()
        elif modal and word in _ABLE and _is_coordinated(plain, at):
            said += modal
            since = at
        said.append(word)
    return said


_NEW_STATEMENT = frozenset("but i it because when while so then if until".split())


def _is_coordinated(plain: Sequence[str], at: int) -> bool:
    """Whether a verb goes on with a list of verbs that an "or" ends."""
    before = plain[at - 1]
    if before in {"or", "nor"} or (before == "even" and plain[at - 2] in {"or", "nor"}):
        return True
    rest = plain[at + 1 : at + _REACH_OF_LIST]
    return before == "," and any(
        word in {"or", "nor"} and set(rest[n + 1 : n + 3]) & _ABLE for n, word in enumerate(rest)
    )


_REACH_OF_LIST = 8
_WHO = frozenset("i we he she they".split())
_BEFORE_ITS = frozenset("at of on in to with from for by into lost lose loses losing off over under has doing".split())


def _with_spelling(pieces: list[str]) -> list[str]:
    """The short way for text of small letters alone, which is most of it."""
    if not SPECIAL.isdisjoint(pieces):
        told = [piece for piece in pieces if piece not in _FILLERS] or pieces
        return [word for piece in told for word in _WHOLE.get(piece, piece).split()]
    return pieces


def words(text: str) -> tuple[str, ...]:
    """The plain words of a text without its punctuation."""
    return tuple(token for token in tokens(text) if token not in STOPS)


def _spelled(piece: str) -> list[str]:
    """The words that one piece of writing stands for."""
    if piece[0].isdigit():
        return _number(piece)
    if not piece[0].isalpha() and piece[0] != "'":
        return {",": [","], "&": ["and"], "%": ["percent"], "/": ["or"]}.get(piece, ["."])
    if piece in _WHOLE:
        return _WHOLE[piece].split()
    for ending, meaning in _ENDINGS:
        if piece.endswith(ending) and len(piece) > len(ending):
            stem = piece[: -len(ending)]
            return _WHOLE.get(stem, stem).split() + meaning.split()
    piece = piece.strip("'").replace("'", "")
    return [piece] if piece else []


def _number(piece: str) -> list[str]:
    """Small whole numbers as words, since that is how they are spoken; any other as it stands."""
    if not piece.isdecimal() or len(piece) > 2:
        return [piece]
    return spelled(int(piece))


def _with_butt(plain: list[str]) -> list[str]:
    """Speech recognition writes "my but": the noun where the neighbours show that it is one."""
    for at, word in enumerate(plain):
        if word != "but":
            continue
        if _is_butt(plain[max(0, at - 3) : at], plain[at + 1] if at + 1 < len(plain) else ""):
            plain[at] = "butt"
    return plain


def _is_butt(before: Sequence[str], after: str) -> bool:
    """Whether a "but" between these words is the noun: "my left but", and not "on the left but worse"."""
    last = before[-1] if before else ""
    if last in _MINE or (after in _CHEEKS and last not in _BEFORE_BUT):
        return True
    if last in _SIDES:
        one_of_mine = bool(_MINE.intersection(before[:-1])) or before[:1] == ("in",) or len(before) == 1
        pointed = len(before) > 2 and before[-2] in {"the", "one"} and before[-3] in _POINTING
        return after in _AFTER_BUTT or (after in _ENDS and (one_of_mine or not pointed))
    if last in _BEFORE_BUTT:
        return after in _ENDS or after in _AFTER_BUTT
    return not before and after in _AFTER_BUTT


_MISHEARD = {
    "lake": "leg", "lakes": "legs", "lag": "leg", "lags": "legs", "chess": "chest", "glue": "glute", "glued": "glute",
    "gloot": "glute", "fought": "foot", "tow": "toe", "blather": "bladder", "vowels": "bowels", "heap": "hip",
    "tie": "thigh", "bombs": "bum", "bomb": "bum", "chick": "cheek", "chicks": "cheeks",
}  # fmt: skip
_OWNERS = frozenset("my left right both other".split())


def _with_limbs(plain: list[str]) -> list[str]:
    """Speech recognition writes "my lake": the part of the body that sounds like it, where somebody owns it."""
    for at, word in enumerate(plain):
        if word in _MISHEARD and at and plain[at - 1] in _OWNERS:
            plain[at] = _MISHEARD[word]
    return plain


_OTHER_SIDE = {"left": "right", "right": "left"}
_TAKES_BACK = frozenset("wait sorry mean meant actually rather scratch correction oops hang nah nope".split())
_BETWEEN_SIDES = _TAKES_BACK | frozenset(
    "no , . i the my that on make it is side one well a sec hip leg foot bum butt buttock cheek glute".split()
)
_REACH_OF_SIDE = 8


def _with_sides(plain: list[str]) -> list[str]:
    """ "On the left, no wait, right" is on the right: what was taken back is left out."""
    for at, word in enumerate(plain):
        if word not in _OTHER_SIDE or _OTHER_SIDE[word] not in plain[at + 1 : at + _REACH_OF_SIDE]:
            continue
        other = plain.index(_OTHER_SIDE[word], at + 1)
        between = set(plain[at + 1 : other])
        at_the_end = other == len(plain) - 1 and "no" in between
        if between <= _BETWEEN_SIDES and (between & _TAKES_BACK or at_the_end or {"no", ","} <= between):
            return _with_sides(plain[:at] + plain[other:])
    return plain


_IRREGULAR = {
    "bled": "bleed", "fell": "fall", "fallen": "fall", "went": "go", "gone": "go", "felt": "feel", "lost": "lose",
    "woke": "wake", "woken": "wake", "wore": "wear", "stung": "sting", "swollen": "swell", "gave": "give",
    "given": "give", "took": "take", "taken": "take", "began": "begin", "begun": "begin", "came": "come",
    "threw": "throw", "thrown": "throw", "sat": "sit", "stood": "stand", "ran": "run", "slept": "sleep",
    "shrank": "shrink", "shrunk": "shrink", "shot": "shoot", "feet": "foot", "teeth": "tooth", "calves": "calf",
    "got": "get", "gotten": "get", "had": "have", "has": "have", "did": "do", "does": "do", "done": "do",
    "was": "be", "were": "be", "is": "be", "are": "be", "am": "be", "been": "be", "could": "can", "drove": "drive",
    "driven": "drive", "lay": "lie", "lain": "lie", "lying": "lie", "held": "hold", "kept": "keep", "hit": "hit",
    "broke": "break", "broken": "break", "tore": "tear", "torn": "tear", "knew": "know", "thighs": "thigh",
    "spread": "spread", "ate": "eat", "drank": "drink", "drunk": "drink", "crept": "creep", "dug": "dig",
    "shook": "shake", "froze": "freeze", "frozen": "freeze", "rode": "ride", "ridden": "ride", "lifted": "lift",
    "men": "man", "women": "woman", "wives": "wife", "worse": "worse", "became": "become", "caught": "catch",
    "brought": "bring", "spun": "spin", "dying": "die", "tying": "tie", "bit": "bit",
}  # fmt: skip


@lru_cache(maxsize=8192)
def bases(word: str) -> tuple[str, ...]:
    """The word and every shorter word that it may be a regular inflection of."""
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


def _unending(stem: str) -> list[str]:
    """What may have stood before "-ing" or "-ed"."""
    found = [stem, stem + "e"]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.append(stem[:-1])
    if stem.endswith("i"):
        found.append(stem[:-1] + "y")
    return found
