"""Find what people make of a stretch: a denied relief, a refusal, a wish for another posture."""

from collections.abc import Sequence

from skill.understanding.files import Lists
from skill.understanding.normalise import STOPS
from skill.understanding.statements import is_only, places

_WORDS = Lists("en/stretch_replies.yaml")


def denies_relief(plain: Sequence[str]) -> bool:
    """Return whether words say just that nothing eases; "not gone, but better" and "I can't stop shaking" do not."""
    denied = next((at for at, word in enumerate(plain) if word in _WORDS.denies), None)
    around = _WORDS.around | _WORDS.denies
    return denied is not None and around.issuperset(plain[:denied]) and is_only(plain[denied:], _WORDS.relief, around)


def may_tell_relief(said: Sequence[str]) -> bool:
    """Return whether a yes may mean that the pain goes, whatever was asked: "oh, yes, it's going"."""
    plain = [word for word in said if word not in STOPS]
    return _WORDS.denies.isdisjoint(plain) and is_only(plain, _WORDS.eases, _WORDS.around | _WORDS.agrees)


def refuses(plain: Sequence[str]) -> bool:
    """Return whether words refuse a stretch: "I'm not doing that again"."""
    return any(
        "did" not in plain[:begin] and not _WORDS.refused.isdisjoint(plain[end : end + 2])
        for begin, end in places(plain, 0, len(plain), _WORDS.refuses)
    )


def wishes_another(plain: Sequence[str]) -> bool:
    """Return whether words wish for something else, and do not tell what is impossible: "something lying down"."""
    return not _WORDS.wished.isdisjoint(plain) and _WORDS.unable.isdisjoint(plain)
