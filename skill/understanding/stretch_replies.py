"""Find what people make of a stretch: a denied relief, a refusal, a wish for another posture."""

from collections.abc import Mapping, Sequence

from skill.understanding.files import Lists, WordList
from skill.understanding.normalise import STOPS
from skill.understanding.statements import has, is_only, places


class _Lists(Lists):
    """Lists of stretch_replies.yaml, where each is described."""

    limits: Mapping[str, WordList]


_WORDS = _Lists("en/stretch_replies.yaml")


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


def asked_of_stretch(plain: Sequence[str], awaiting: str | None) -> tuple[str, Mapping[str, str]] | None:
    """Return the intent, with its slots, of words that tell what cannot be done, or is preferred, in a stretch."""
    if awaiting in _AFTER_A_HOLD | {"offer"} and has(plain, _WORDS.which_side):
        return "AskTopic", {"subject": "which_side"}
    if awaiting not in _AFTER_A_HOLD:
        return None
    if cannot := limits(plain):
        # "My knees are bad, give me one lying down": what is wished for is not what can't be done.
        intent = "GivePosture" if wishes_posture(plain) or _tells_posture(plain) else "CantDo"
        return intent, {"cannot": " ".join(cannot), **({"wished": "yes"} if intent == "GivePosture" else {})}
    if has(plain, _WORDS.cannot_sit):
        return "CantDo", {"posture": "sitting"}
    if wishes_posture(plain):
        return "GivePosture", {"wished": "yes"}
    return ("CantDo", {}) if wishes_easier(plain) else None


_AFTER_A_HOLD = frozenset("did_help ready".split())


def limits(plain: Sequence[str]) -> list[str]:
    """Return what somebody can't do in a stretch, by `needs` of the stretches: "I can't get my ankle up there"."""
    plain = _without_no_limit(plain)
    if not has(plain, _WORDS.cannot) or not _WORDS.beyond.isdisjoint(plain):
        return []
    return [name for name, phrases in _WORDS.limits.items() if has(plain, phrases)]


def wishes_easier(plain: Sequence[str]) -> bool:
    """Return whether words ask for an easier stretch, or say that this one is too hard."""
    return has(plain, _WORDS.easier) and _WORDS.beyond.isdisjoint(plain)


def wishes_posture(plain: Sequence[str]) -> bool:
    """Return whether a stretch in another posture is asked for: "give me something sitting down", "one in a seat"."""
    asked = _without_no_limit(plain)
    return not _WORDS.postures.isdisjoint(asked) and wishes_another(asked)


def _tells_posture(plain: Sequence[str]) -> bool:
    """Return whether somebody tells how they lie or sit: "no chair here, I lie on the bed"."""
    return has(plain, _WORDS.lies)


def _without_no_limit(plain: Sequence[str]) -> Sequence[str]:
    """Return words without a "can't you" that only asks, or a "no trouble"."""
    asked = next(places(plain, 0, len(plain), _WORDS.no_limit), None)
    return [*plain[: asked[0]], *plain[asked[1] :]] if asked else plain


def wishes_another(plain: Sequence[str]) -> bool:
    """Return whether words wish for something else, and do not tell what is impossible: "something lying down"."""
    return not _WORDS.wished.isdisjoint(plain) and _WORDS.unable.isdisjoint(plain)
