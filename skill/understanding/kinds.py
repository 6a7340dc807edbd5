"""Which findings behave alike: what lasts, what is new, what swallows what."""

LASTING = frozenset(
    "cancer_history recent_surgery hip_replacement major_trauma fall_or_injury recent_exercise long_sitting "
    "dehydrated_hot sudden_pop long_lie new_medicine starts_in_back stress_caffeine repetitive_sport "
    "tried_selfcare_no_help vascular_risk immune_steroid_ivdu weight_loss".split()
)
"""Findings that stay true of a person although they are told in the past: "I had cancer"."""

EVER = frozenset("cancer_history hip_replacement vascular_risk immune_steroid_ivdu".split())
"""Of these, what stays true however long ago it was."""

NEWS = frozenset(
    "bladder_control_loss cannot_pee bowel_control_loss sexual_change both_legs cold_pale_leg leg_swelling_one "
    "muscle_wasting saddle_numb leg_weakness leg_numb_persistent swelling_redness".split()
)
"""Findings that only count when they are new."""

COMPLAINTS = frozenset(
    "site_buttock site_low_back site_hip starts_in_back painful_cramp twitch_main quality_ache quality_sharp".split()
)
"""What brings people here: what is old of these is no old story of a warning sign."""

COURSE = frozenset(
    "brief_seconds_minutes relieved_by_rest walk_distance_rest_relief leaning_forward_helps worse_sitting "
    "worse_walking morning_stiffness period_linked".split()
)
"""How the trouble comes and goes: "then it's gone" belongs to it."""

KIN = (
    ("cannot_pee", "bladder_control_loss"), ("bladder_control_loss", "cannot_pee"),
    ("weakness_worsening", "leg_weakness"), ("heavy_bleeding", "rectal_bleeding"),
)  # fmt: skip
"""Where the first is told, the same words can't deny the second: "I haven't emptied my bladder all day"."""

SPANNING = frozenset("pregnancy_warning severe_unrelenting walk_distance_rest_relief".split())
"""Findings made of two halves that people tell in two statements: "I'm pregnant and I've started bleeding"."""

PLACES = frozenset("site_buttock site_low_back site_hip side_left side_right side_both".split())
"""A "no" reaches these only when it stands right at them: "no numbness on the left" does not deny the left."""


NARROWER = {
    "saddle_numb": ("numbness", "tingling", "leg_numb_persistent", "both_legs"),
    "sexual_change": ("numbness",),
    "bladder_control_loss": ("pelvic_or_urinary", "numbness"),
    "cannot_pee": ("pelvic_or_urinary",),
    "bowel_control_loss": ("numbness",),
    "pelvic_or_urinary": ("quality_burning", "quality_sharp"),
    "both_legs": ("leg_numb_persistent",),
    "tingling": ("quality_sharp",),
    "twitch_other_places": ("spreads_down_leg",),
    "repetitive_sport": ("recent_exercise",),
    "severe_unrelenting": ("tried_selfcare_no_help",),
}
"""Findings that swallow wider ones told by the same words."""


DENIED_ALONG = {
    "dark_urine": ("cannot_pee", "bladder_control_loss"),
    "pregnancy_warning": ("rectal_bleeding", "heavy_bleeding"),
    "site_low_back": ("starts_in_back",),
}
"""Findings whose denial says nothing of the others that the same words would deny: "my wee is a normal color"."""

STATES = frozenset("pregnant blood_thinner".split())
"""What a person is or takes: "last year, not now" denies it, and does not only say that it is over."""

WIDE = frozenset(
    "numbness tingling quality_ache quality_sharp quality_burning painful_cramp twitch_main severe fall_or_injury "
    "at_night site_buttock site_low_back site_hip spreads_down_leg leg_weakness fever_chills".split()
)
"""Findings whose denial inside a narrower denial means nothing by itself: "no numbness in my groin"."""
