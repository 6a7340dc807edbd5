"""Cue words of the context rules: negation, contrast, retraction and past (word lists only, as in ConText)."""

from msgspec import Struct

from skill.understanding.files import Phrase, Words, read_lists


class Cues(Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists of context_words.yaml, where each is described."""

    contrast: Words
    joiners: Words
    new_subject: Words
    denials: Words
    denying_pairs: Words
    senses: Words
    not_denying: tuple[str, ...]
    cannot: frozenset[Phrase]
    hardly_can: Words
    no_help_opens: Words
    helpers: Words
    help_verbs: Words
    tag_this: Words
    tag_small: Words
    tag_words: Words
    tag_bad: Words
    before_no_tag: Words
    corrects: tuple[Phrase, ...]
    not_quite: tuple[str, ...]
    until_now: Words
    double: tuple[str, ...]
    over: tuple[str, ...]
    takes_back: tuple[str, ...]
    before_now: tuple[str, ...]
    before_i_knew: Words
    lost: Words
    was: Words
    supposed: tuple[str, ...]
    hopes: Words
    worries: Words
    unsure: tuple[str, ...]
    family: Words
    close: Words
    animals: Words
    other_people: Words
    near: Words
    vocatives: Words
    generic: Words
    named: Words
    they: Words
    says: Words
    numberish: Words
    keeps_i: Words
    keeps_only_it: Words
    keeps_my: Words
    aux: Words
    closing_denials: Words
    inverted_subjects: Words
    inverted_verbs: Words
    inverted: tuple[str, ...]
    nothing_such: Words
    nothing_to_do: tuple[str, ...]
    missed: Words
    tells: Words
    not_looked: tuple[str, ...]
    likens: tuple[str, ...]
    violence: Words
    likens_before: tuple[str, ...]
    years: Words
    not_now: tuple[str, ...]
    not_the_attack: Words
    attack: Words
    reports: tuple[Phrase, ...]
    feverish: Words
    odd: Words
    sliding: Words
    beginning: Words
    leg_parts: Words
    cheek_parts: Words
    back_to_now: Words
    asks: Words
    nobody: frozenset[Phrase]
    determiners: Words
    has_as_object: Words
    not_me: tuple[str, ...]
    things: Words
    lately: Words
    long_ago: Words
    closing_old: tuple[str, ...]
    old_story: tuple[str, ...]
    new_story: tuple[str, ...]
    changed: Words
    in_youth: tuple[str, ...]
    last_years: tuple[str, ...]
    at_first: Words
    still: Words
    said_no: tuple[str, ...]
    persists: tuple[str, ...]
    no_ease: Words
    body_parts: Words
    near_a_place: Words
    soft: Words
    moments: Words
    opens_past: Words
    past_subjects: Words
    present_verbs: Words
    around_a_time: Words
    points_back: Words
    clause_subjects: Words
    clause_starters: Words
    rules_out: tuple[str, ...]
    ruled_out_subjects: Words
    before_normal: Words
    called_normal: Words
    tells_without_i: Words
    forecasts: Words
    no_forecast: Words
    is_so: Words
    wished: Words


CUES = read_lists("en/context_words.yaml", Cues)


DEGREES = frozenset(("so", "this", "such"))
"""Words after "never" that express a degree of what is so now."""
TAG_ASKS = frozenset("is are".split())


PEOPLE = CUES.family | CUES.close | CUES.animals | CUES.other_people
NEAR_ONES = CUES.family | CUES.close | CUES.near
"""People who may be present with the speaker and be coached; the other words for people denote no such person."""

KEEPS_IT = CUES.keeps_i | CUES.keeps_only_it


_INVERTED = [denial.format(verb=verb) for verb in CUES.inverted_verbs for denial in CUES.inverted]
INVERTED_DENIALS = frozenset(f"{subject} {denial}" for subject in CUES.inverted_subjects for denial in _INVERTED)
