"""Words with which users answer a question, and words that may surround them."""

from skill.understanding.files import Lists

REPLY = Lists("en/reply_words.yaml")

EXPLICITLY_UNSURE = frozenset(phrase for phrase in REPLY.unsure if " " in phrase)
"""Those that express doubt wherever they occur."""
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
ORDINALS = {
    "first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4,
    "last": -1, "latter": -1, "middle": 0,
    "number one": 0, "number two": 1, "number three": 2, "number four": 3, "number five": 4,
}  # fmt: skip
