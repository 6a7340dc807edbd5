"""The words in which people answer a question, and what may stand around them."""

from skill.content.models import Answer

Phrase = tuple[str, ...]


def _phrases(text: str) -> tuple[Phrase, ...]:
    """Split phrases at their semicolons, and each into its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";"))


YES = frozenset(
    "yes yeah yep yup yea aye mhm mmhm uhhuh affirmative absolutely definitely totally certainly indeed correct sure "
    "ye yah yessir yis righto".split()
)
NO = frozenset("no nope nah naw nay never negative nup nae noo nada nil zilch nein".split())
UNSURE = _phrases(
    "not sure; i am not sure; do not know; i do not know; no idea; hard to say; hard to tell; can not tell; "
    "i can not tell; maybe; perhaps; possibly; could be; might be; may be; not really sure; i have no idea; "
    "not certain; unsure; depends; i am not certain; sort of; kind of; not too sure; i could not tell you; "
    "could not tell you; could not say; i could not say; who knows; not a clue; no clue; have not a clue; "
    "i have not a clue; beats me; search me; i wonder; hard to know; difficult to say; i can not say; can not say; "
    "i can not remember; can not remember; i do not remember; do not remember; i have not checked; have not checked; "
    "i have not looked; have not looked; god knows; heaven knows; lord knows; it might be; it could be; it may be; "
    "i am unsure; your guess is as good; i would not know; not shore; can not decide; can not work it out; forgot; "
    "i forgot; would not know; it depends; a bit maybe; i suppose it could"
)
EXPLICITLY_UNSURE = tuple(phrase for phrase in UNSURE if len(phrase) > 1)
"""Of these, the ones that are a doubt wherever they stand."""
UNABLE = _phrases("can not; could not")
"""With one of these at its end a reply tells that something does not work: "no, I can't"."""
_UNDECIDED = _phrases("i would not say no; no yes; nah yeah; no yeah; yes and no")
_DENY = _phrases(
    "of course not; course not; certainly not; definitely not; absolutely not; nothing like that; "
    "nothing of the sort; nothing of the kind; nothing of that sort; none of those; none of that; none of them; "
    "none of these; none of the above; nun of those; nun of that; nun of them; not that i know of; "
    "not that i have noticed; not that i know; not that i can tell; not that i am aware of; not to my knowledge; "
    "not as far as i know; i do not think so; i do not believe so; do not think so; i doubt it; doubt it; "
    "probably not; hell no; god no; lord no; heavens no; good heavens no; goodness no; gosh no; bless you no; "
    "thank god no; christ no; uh uh; nuh uh; not at all; not really; not me; neither; neither of them; "
    "neither of those; not any of those; not any of that; not any of them; none; i have not; i am not; it is not; "
    "it does not; it has not; i did not; i do not; there is not; there was not; they are not; not one bit; "
    "not a bit; not a thing; no way; no chance; no sir; no maam; nothing; nothing at all; not today; not lately; "
    "not recently; not yet; not this time; no none of those; thankfully no; thankfully not; luckily no; luckily not; "
    "fortunately not; fortunately no; not on your life; all clear; all good; all fine; they are fine; they are okay; "
    "they are good; they are both fine; i am good; i am okay; i am all right; it is fine; it is okay; "
    "it is all fine; everything is fine; everything is okay; everything is normal; everything is tickety boo; "
    "all tickety boo; both fine; we are good; both no; all no; yeah no; yeah nah; yes no; never in my life; "
    "no to both; no to all; no to all of them; no to the lot; no to everything; god forbid; heck no; no problem; "
    "no problems; no trouble; no issues; the answer is no; the answer is still no; i said no; i said none; "
    "i already said no; i told you no; he says no; she says no; they say no; there is none of that; "
    "none of that nonsense; there is none of that nonsense; nothing like that is happening; fuck no; jesus no; "
    "i am fine; not either; not; is not; not is not; not that he says; not that she says; no fuck no; nothing of it; "
    "none of it; nothing to report; would not say so; i would not say so; never had any of those; "
    "never had any of that; nothing wrong; nothing is wrong; i do not have any; i have none of those; "
    "i do not have any of those; i do not have any of that; i have not got any of those; i have not got any"
)
_AFFIRM = _phrases(
    "of course; mm hmm; mm hm; mmm hmm; uh huh; hell yes; i think so; i believe so; i am afraid so; i guess so; "
    "that is right; that is it; that is correct; you bet; too right; sure why not; for sure; i suppose so; "
    "i reckon so; i am; i have; i do; i did; it is; it does; it has; it did; there is; there was; they are; a bit; "
    "a little; a little bit; a wee bit; oh yes; afraid so; i am afraid i have; no doubt; damn right; no kidding yes; "
    "all of them; all of those"
)
PHRASES: tuple[tuple[Answer, tuple[Phrase, ...]], ...] = (
    ("unknown", UNSURE + _UNDECIDED),
    ("no", _DENY),
    ("yes", _AFFIRM),
)
"""Phrases that are an answer by themselves; the longest that fits counts."""
BY_FIRST_WORD: dict[str, list[tuple[Answer, Phrase]]] = {}
for _answer, _some in PHRASES:
    for _phrase in _some:
        BY_FIRST_WORD.setdefault(_phrase[0], []).append((_answer, _phrase))
NEEDS_AN_END = frozenset(
    _phrases(
        "i have not; i am not; it is not; it does not; it has not; i did not; i do not; there is not; there was "
        "not; they are not; i am; i have; i do; i did; it is; it does; it has; it did; there is; there was; they "
        "are; a bit; a little; a little bit; a wee bit; could be; might be; may be; it depends; that is it; sort "
        "of; kind of; nothing; none; neither; all good; i am fine; no idea; no doubt; not really; not me; of "
        "course; it might be; it could be; it may be; not yet; not today; no problem; no problems; no trouble; no "
        "issues; not; is not; none of it; nothing of it; i do not have any; nothing wrong; nothing is wrong; no "
        "way; no chance; i have not got any"
    )
)
"""Of these, the ones that answer only where nothing but small words follows: "I have", and not "I have a question"."""
ARTICLES = frozenset(("a", "an", "my", "the", "your"))
"""Behind "I am" and the like one of these begins what is told, so that they are no answer: "I'm a man"."""
AFTER_NO = frozenset(
    ". , but i it just not my there the that actually well only none nothing never sorry siree sirree sir thanks "
    "because although and he she they no nope nah yes yeah thank sir maam coach mate man really is do does have a "
    "definitely dear love honey darling pal buddy luv hen doc doctor absolutely god thankfully luckily certainly all "
    "neither bar apart other save except unless excluding besides barring minus aside "
    "nor can could will would got due been ta cheers ji yaar babe hun jesus christ fuck bloody must should might "
    "am had was we you this these those everything both your his her their as though so if".split()
)
"""Behind one of these a "no" stands by itself: "no my legs are fine"; "no feeling there" is no answer."""
FILLERS = frozenset(
    "well so okay oh actually honestly right hmm look mean um uh er ah eh erm ooh aw huh listen god lord like hey "
    ", . and".split()
)
SMALL = FILLERS | frozenset(
    "are were be it is does do did i am have has not that there was yes no yeah yep nope nah please thanks thank you "
    "mate coach sir maam all at any way really them been just go for ahead on course a bit now of the love hon buddy "
    "pal man dude sure thing absolutely definitely never think very much ta dear darling honey doc doctor my none "
    "those these this ones one nothing neither nor either both so far today know aware notice noticed had as good "
    "goodness heavens lord certainly suppose guess believe afraid fortunately luckily thankfully touch wood bless "
    "lovely hen luv sweetheart im ive to me sort kind sorts kinds about like anything such say said tell can could "
    "would will your alexa myself whatsoever ever before yet still little wee completely totally pretty quite here "
    "too right but maybe though only again problem problems issue issues trouble fine okay clear well indeed lads "
    "siree sirree dew hardly some down below everything everywhere normal healthy working works regular usual ow oww "
    "ouch oof argh ha haha fuck fucking shit damn bloody heck sake told says saying he she they should wondering "
    "joking kidding same nodding shaking head apply happened happening captain grand awful hurry up talking "
    "speaking answering cramp cramps cramping spasm twitch christ her his him them their".split()
)
"""Words that add nothing to an answer."""
ABOUT_ONESELF = frozenset(
    "old years year age aged man woman bloke girl boy guy lady male female fella chap lad lass grandma grandpa "
    "pensioner retired because cause up being bed home morning night yesterday with in and or an".split()
)
BEGINS_ANEW = _phrases(
    "hang on; hold on; no wait; wait; sorry; scratch that; or rather; i mean; i meant; i meant to say; strike that; "
    "correction; let me think; he says; she says"
)
"""With these a speaker begins the answer anew; what comes behind them counts first."""
CLOSES = _phrases("not me; i never have; i never did; i have not; i do not")
"""With these behind it, what was said of somebody else is a no: "my dad's on them, not me"."""
LISTENS = _phrases(
    "go on; carry on; go ahead; i am listening; i am here; i am ready; i can hear you; i hear you; keep going"
)
"""With one of these, a "yes" only tells the coach to go on."""
WELL = frozenset(
    "good fine okay clear well normal healthy working works work regular usual right dry clean same myself "
    "much completely totally entirely fully quite exactly altogether".split()
)
"""Of what is as it should be, or wholly so, a denial tells that it is not: "it's not right", "nothing works"."""
_VERBS = frozenset("is are feels feel be of it them that".split())
NOT_WELL = {
    "nothing": _VERBS, "none": _VERBS, "neither": _VERBS,
    **dict.fromkeys(("not", "never", "hardly"), frozenset("so too very really all that as be feel the".split())),
}  # fmt: skip
"""Words after which nothing is well, and what may stand in between."""
TAKES_BACK = _phrases("wait; hang on; hold on; scratch that; strike that; correction")
"""Behind these another statement begins: the "no" of "no wait it is numb" denies nothing."""
HEDGES = frozenset(
    "yes yeah yep maybe perhaps possibly bit little slightly sometimes once twice sort kind might somewhat".split()
)
"""With one of these behind it, a "no" is no clear no: "no, well, yes", "not really, a bit"."""
DENIES = frozenset("not never nothing gone dead".split())
EXCUSED_BY = {"both_legs": {"recent_exercise"}}
"""What explains a sign that is only named: "both legs ache from leg day"."""
IS = frozenset("is are has have feels looks keeps goes went turned gone".split())
EXCEPT = _phrases(
    "apart from; bar; other than; save; save for; except; except for; unless you count; excluding; but for; "
    "aside from; besides; minus; barring"
)
"""What is named behind these is there: "none of them apart from the leaking"."""
ONLY = frozenset(("just", "only"))
"""What nobody understood behind these may be an exception: "no crash, only stairs"."""
NEARLY = frozenset(("nearly", "almost"))
"""With one of these a denial is none for sure: "not fainted, nearly"."""
FAR_FROM_DENIED = 3
"""So many words that nobody understood leave a denial in doubt: "not weak, it just will not do what I tell it"."""
ASKS_BACK = frozenset("what where which when why who how mean meaning heard exactly repeat".split())
"""With one of these a reply asks what was meant."""
JOINS_TOO = frozenset("when where who how why".split())
"""Of these, the ones that also join a clause: "when I was six" asks nothing."""
ASKS_ON = frozenset("is are was were do does did should would could can am long much many come about".split())
"""Behind one of those, these ask: "how long", "where is that"."""
PICKING = frozenset(
    "the one ones won just only not number part bit and yes no that but of both all them those last latter former "
    "to about with option in".split()
)
ORDINALS = {
    "first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4,
    "last": -1, "latter": -1, "middle": 0,
}  # fmt: skip
LACKS = frozenset(("saddle_numb", "sexual_change", "leg_numb_persistent", "cannot_pee"))
"""Asked whether something is missing, "nothing there" may tell just that."""
LIMBS = frozenset(
    "leg legs foot feet toe toes thigh thighs calf calves knee knees ankle ankles shin hip hips arm hand".split()
)
IN_PLACE = {
    "saddle_numb": {"numbness"},
    "sexual_change": {"numbness"},
    "leg_numb_persistent": {"numbness"},
}
"""Asked about the first, the others tell of just that place, unless another place is named."""
WIDER = {**IN_PLACE, "major_trauma": {"fall_or_injury"}}
"""What is wider than a finding that was asked about: a no to it is a no to the finding too, a yes at least a doubt."""
KIN = {
    "saddle_numb": {"numbness", "tingling"},
    "sexual_change": {"numbness", "tingling"},
    "leg_numb_persistent": {"numbness", "tingling"},
    "bladder_control_loss": {"pelvic_or_urinary"},
    "cannot_pee": {"pelvic_or_urinary"},
    "severe_unrelenting": {"severe", "tried_selfcare_no_help"},
    "major_trauma": {"fall_or_injury"},
    "weakness_worsening": {"leg_weakness"},
}
"""Findings that may be a first sign of what was asked: a "no" beside one of them is no clear no."""
