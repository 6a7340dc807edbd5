"""Cue words of the context rules: negation, contrast, retraction and past (word lists only, as in ConText)."""

from skill.understanding.numerals import ONES, TENS

CONTRAST = frozenset("but however although though except whereas otherwise yet".split())
JOINERS = frozenset("and so then plus".split())
NEW_SUBJECT = frozenset("i it there now then she he they this today also we".split())

DENIALS = frozenset(
    "no not never without neither nor none nobody zero denies deny denied nope nah hardly nothing".split()
)
DENYING_PAIRS = frozenset(
    (
        "ruled out",
        "free of",
        "free from",
        "clear of",
        "negative for",
        "absence of",
        "instead of",
        "rather than",
        "far from",
        "nothing wrong",
        "nothing up",
        "none of",
    )
)
SENSES = frozenset("feel see notice find say have think recall remember detect spot call describe".split())
"""Verbs whose denial denies what is sensed: "can't feel any"."""

DEGREES = frozenset(("so", "this", "such"))
"""After "never" these tell how much there is now."""
NOT_DENYING = (
    "none of it touches", "none of it helps", "none of it works", "none of them touch", "none of them help",
    "not only", "not just", "no wonder", "no doubt", "no longer", "not sure", "not certain", "not too sure", "no idea",
    "not know", "can not stop", "can not help", "can not tell", "not going away", "not go away", "not gone",
    "not stop", "not stopping", "not stopped", "not stop", "not ease", "not easing", "not letting up", "not let up",
    "no matter", "not going", "not sleep", "not sleeping", "no relief", "not better", "not any better",
    "not getting better", "no better", "no thanks", "no joke", "not kidding", "not joking", "not lying", "no kidding",
    "not a little", "not drinking", "not drink", "not drunk", "not stand it", "not believe", "no end", "no let up",
    "not been right", "not right since", "not been the same", "not been myself",
    *(f"not {verb} {what} {where}" for verb in ("feel", "feeling") for what in ("anything", "a thing", "nothing")
      for where in ("when", "down", "there", "between", "in", "around", "at", "below")),
    "not quit", "no good", "not good", "not helping", "not help", "not helped", "not really sure", "not convinced",
    "not since",
)  # fmt: skip
"""What holds a denying word and denies nothing that follows."""

CANNOT = frozenset((("can", "not"), ("could", "not"), ("unable", "to"), ("able", "to"), ("impossible", "to")))
"""Behind these "without" affirms what follows: "can't sit without pain"."""
HARDLY_CAN = frozenset("hardly barely scarcely never impossible struggle struggling".split())
NO_HELP_OPENS = frozenset("none neither no not nothing".split())
HELPERS = frozenset(
    "position positions posture stretch stretches stretching painkiller painkillers pill pills tablet tablets medicine "
    "medication meds amount remedy remedies exercise exercises tricks trick treatment therapy cream heat massage of "
    "single drug drugs".split()
)
"""What is tried against pain; after "no" and before one of the next it is no help."""
HELP_VERBS = frozenset(
    "help helps helped helping touch touches touched touching ease eases eased easing relieve relieves relieved work "
    "works worked working do does did fix fixes fixed stop stops stopped stopping shift shifts shifted settle settles "
    "settled calm calms calmed make makes made cure cured take takes took soothe soothes loosen loosens dent dents "
    "improve improves budge budges lessen lessens dull dulls".split()
)
TAG_ASKS = frozenset("is are".split())
TAG_THIS = frozenset("that this it these they those".split())
TAG_SMALL = frozenset("even at all really a so quite just this that to be".split())
TAG_WORDS = frozenset(
    "normal okay fine usual common expected right healthy alright bad serious dangerous worrying concerning".split()
)
TAG_BAD = frozenset("bad serious dangerous worrying concerning right".split())
"""Asked behind a statement these ask about it and deny nothing: "my foot is numb, is that normal"."""
BEFORE_NO_TAG = frozenset("what how if whether sure when where that think know wonder say and".split())

CORRECTS = (
    ("it", "is", "that"), ("it", "is", "just"), ("it", "is", "more"), ("it", "is", "because"), ("it", "is", "the"),
    ("it", "is", "only"), ("it", "is", "really"), ("it", "is", "actually"), ("they", "are", "just"), ("just", "that"),
    ("they", "are", "only"), ("i", "am", "saying"), ("i", "mean"), ("i", "just"), ("more", "that"), ("as",),
)  # fmt: skip
"""After a "not" these begin what is so instead: "it's not that I can't go, it's that I can't feel it"."""
NOT_QUITE = (
    "not that", "not like", "not as if", "not so much", "not saying", "problem is not", "trouble is not",
    "issue is not", "not the problem", "not the issue", "not really", "not exactly", "not usually", "not normally",
    "not always", "not often", "not not", "as such", "would not say", "would not call", "more like", "more of a",
    "more a",
)  # fmt: skip
"""Around these a "no" is half a "no": what they deny of a danger is asked about, not taken as absent."""
UNTIL_NOW = frozenset("today now yesterday last this recently lately tonight".split())
"""After "never ... until" these say that it has happened."""
DOUBLE = (
    "not that i do not", "not that i am not", "not that it is not", "not that there is no", "not that it does not",
    "not that i have no", "not like i do not", "not true that", "can not say i do not",
    "can not say there is no", "can not say i am not", "can not say it is not", "not not", "never used to",
    "did not use to", "did not used to", "not a day goes by", "not a night goes by", "not a day passes",
    "can not say that i do not", "not as if i do not", "can not deny", "not deny", "not never without",
    "never without", "not without", "not like it is not", "not that my", "would not say no", "not like my",
    "not as if my", "not that there is not",
    "not like there is not", "not like i have not", "not as if it does not", "not like it does not",
)  # fmt: skip
"""Two denials that make a yes."""

OVER = (
    "no longer", "not any more", "used to", "gone now", "has gone away", "went away",
    "gone away", "cleared up", "has cleared", "has stopped", "have stopped", "stopped now", "is over", "has passed",
    "has settled", "settled down", "better now", "fine now",
    "okay now", "all right now", "broke", "has faded", "is faded", "gone right down", "not since",
    "long gone",
    "came back to normal", "back to normal", "has eased off completely", "got rid of", "resolved", "disappeared",
    "recovered", "healed", "has lifted", "cleared straight off", "cleared off", "right as rain", "wore off",
    "subsided", "not now", "no more",
)  # fmt: skip
TAKES_BACK = (
    "not any more", "no longer", "gone now", "is gone",
    "has gone", "all gone", "went away", "has stopped", "is fine now",
    "fine now", "better now", "cleared up", "has passed", "has settled", "is over", "stopped", "gone", "has cleared",
    "has faded", "is faded", "faded", "healed up", "it is clear", "is clear now", "is clear again", "is normal now",
    "is normal again", "it is normal", "it is back to normal", "came right",
    "not since", "not now", "is better", "is fine", "is okay now", "long gone", "ago that was", "ago now",
    "today i can", "now i can", "i can now", "i can today", "i can again", "got better", "am dry now", "now i am dry",
    "now i am fine", "now i am okay", "am fine now", "am okay now", "fine after", "fine afterwards", "okay after",
    "okay afterwards", "fine since", "sorted that", "sorted it", "fixed that", "fixed it", "was sorted", "was fixed",
    "got sorted", "passed off", "it passed", "that passed", "wore off", "came back to normal", "came right",
)  # fmt: skip
"""In a few words of their own these speak of what was told before."""

BEFORE_NOW = (
    "last week", "last month", "last year", "last time",
    "last winter", "last summer", "ago", "years back", "weeks back",
    "in the past", "previously", "at first", "originally", "to begin with",
    "when i was", "once", "before", "back then", "initially", "the other week",
    "earlier", "on holiday", "that day", "that night", "at the time", "last spring", "last autumn", "last fall",
    "after my first", "after my second", "after my last", "in my first pregnancy", "in my last pregnancy",
    "in my second pregnancy", "in my other pregnancy", "during my last pregnancy", "during my first pregnancy",
)  # fmt: skip
BEFORE_I_KNEW = frozenset(
    "know knew can could get got reach reached make made notice noticed realized realize feel felt".split()
)
"""After "before I" these tell what came too late, and not another time: "soaked before I knew"."""
LOST = frozenset("know feel tell sense notice control hold able can move lift stand walk".split())
"""After "no longer" these tell what is lost now: "I no longer feel my foot"."""
WAS = frozenset("had was were could".split())
SUPPOSED = (
    "what if", "happens if", "in case", "suppose", "supposing", "let us say", "scared of", "afraid of",
    "scared i would", "scared i will", "scared stiff i would", "afraid i would", "afraid i will", "worried i would",
    "worried i will",
    "worried about getting", "frightened of", "watch for", "watch out for", "look out for", "if i ever", "if i had",
    "if i were", "if there is", "if there was", "if you have", "if you get", "if someone", "if somebody",
    "when should i", "could i get", "will i get", "can i get", "risk of", "chance of", "can it cause",
    "can this cause", "could it cause", "does it cause", "signs of", "sign of", "symptom of", "symptoms of", "imagine",
    "read about", "heard about", "what about", "tell me about", "explain", "you have got", "when you have",
    "asked about", "asked me about", "asked if", "asked me if", "asked whether", "asked me whether", "asking about",
    "just curious", "out of curiosity",
    "theoretically", "hypothetically", "why ask", "why do you ask", "why are you asking", "why would you ask",
    "why does it ask", "why you ask", "why the question",
)  # fmt: skip
HOPES = frozenset("hope hoping hopefully hoped pray praying praying fingers".split())
"""What is denied after these is only wished away."""
WORRIES = frozenset(
    "worry worried should would matter mean bad serious happens happen doctor ambulance dangerous normal wrong "
    "concerned emergency hospital call".split()
)
"""An "if" after one of these supposes; any other ("it hurts if i sit") tells what happens again and again."""
UNSURE = (
    "not sure", "not certain", "unsure", "maybe", "might", "may have", "may be", "possibly", "perhaps", "could be",
    "do not know", "not know", "no idea", "wonder", "wondering", "hard to tell", "hard to say", "can not tell",
    "not quite sure", "not too sure", "not really sure", "could not say", "can not say if",
    "can not say whether", "can not say for", "can not say really",
    "can not be sure", "who knows",
    "not convinced", "did not check", "have not checked", "not checked", "think i might", "not positive",
    "could i have", "not swear to", "could not tell", "not tell you", "can not be certain", "not be sure",
)  # fmt: skip
FAMILY = frozenset(
    "dad father mother mom wife husband son daughter kid child baby toddler brother sister friend grandma grandpa "
    "gran nan nana uncle aunt auntie cousin neighbor roommate girlfriend boyfriend nephew lad lass grandson "
    "granddaughter niece".split()
)
"""People whom a speaker is often with, and whose complaints are another matter than the speaker's own."""
CLOSE = frozenset(
    "buddy mate grandad granny granddad grandfather grandmother flatmate partner fiance ex gf bf sibling twin gramps "
    "stepdad stepmom stepfather stepmother granda hubby missus bloke kiddo sis bro pal stepson stepdaughter".split()
)
"""Further people whom a speaker is often with; some of these words also address the coach."""
ANIMALS = frozenset("hamster cow kitten dog cat horse puppy".split())
PEOPLE = (
    FAMILY
    | CLOSE
    | ANIMALS
    | frozenset(
        "kids children boss coworker colleague parent inlaws inlaw patient client teammate teacher folk folks bairn "
        "bairns wean weans eldest youngest lodger resident pupil customer passenger classmate landlord heifer bull "
        "sheep ewe pony mare goat pig pup someone somebody anyone people family".split()
    )
)
NEAR_ONES = FAMILY | CLOSE | frozenset("he she man woman lady girl boy chap fella guy half one".split())
"""People whom a speaker may be with, so that help is for them; the rest are no one person, or no person."""
VOCATIVES = frozenset("mate buddy pal bro sis lad lass kiddo bloke kid man lady girl boy chap fella guy".split())
"""With these a speaker addresses the coach, unless it is "my mate" or "a mate"."""
GENERIC = frozenset("girl boy fella fellow gentleman lady guy man woman chap driver bride groom".split())
"""People only behind a word of the next: "the lady in bay four", but "oh boy" and "good man"."""
NAMED = frozenset("a the my our that this some another young old wee little other".split())
THEY = frozenset("he she they his her their".split())
SAYS = frozenset(
    "says said say noticed notices thinks thought reckons told tells asked worries saw like ruled checked tested found "
    "scanned did took gave put called calls".split()
)

NUMBERISH = frozenset((*"a an about around like couple few every once twice half".split(), *ONES[1:11], *TENS[:3]))
KEEPS_I = frozenset(
    "that if when because while where what how as until unless which after before say think thought mean sure "
    "know like believe feel whenever wherever since sometimes till said says whether than every time "
    "everything anything".split()
)
KEEPS_IT = KEEPS_I | frozenset(
    "of on with in hold for to at feel move do make get about stop like around into from help under is was does did "
    "stretch rub touch press use lift put by off over through has lose control stand bear hurt take and or call "
    "describe".split()
)
KEEPS_MY = frozenset(
    "in on of down to at with from under inside around into along lose lost feel move hold control wet over "
    "behind for both all not is was that through near across up and or off lift bend stretch about than by "
    "when if moving have had can because like between against do empty stand put touch wipe cross out in's "
    "using onto getting after during following before".split()
)


AUX = frozenset(
    "do does did is am are was were have has had can could would should will might may must be been definitely really "
    "why or if and it that certainly probably still just i my so".split()
)

CLOSING_DENIALS = frozenset(
    (
        "no", "none", "nope", "never", "negative", "no none", "nothing like that", "none of that", "not at all",
        "nothing of the sort", "no nothing like that", "not that", "neither", "nothing", "not me", "never had it",
        "never had any", "never had one", "no never", "nah", "none at all", "nothing at all", "not any",
        "i have not had one", "i have not had any", "have not had one", "have not had any", "i have not got any",
        "i have not got one", "not had one", "not had any", "i have not", "i never have", "i do not have any",
    )
)  # fmt: skip
"""At the end these deny what stands before them."""
INVERTED_DENIALS = frozenset(
    f"{subject} {denial}"
    for subject in ("i", "he", "she", "it", "they", "there", "we")
    for verb in ("am", "is", "are", "was", "were", "do", "does", "did", "have", "has", "had")
    for denial in (
        f"never {verb}", f"never {verb} any", f"{verb} none", f"{verb} no", f"{verb} never", f"{verb} never been",
        f"{verb} never had", f"{verb} not", f"{verb} not any", f"{verb} not had", f"{verb} not had any",
        f"{verb} not got", f"{verb} not been", f"{verb} not doing", f"{verb} not seen", f"{verb} not done",
        f"{verb} not never been", f"{verb} not never had", f"{verb} not have", f"{verb} not have any",
    )
)  # fmt: skip
"""At the end these deny what stands before them, even without a comma: "numb I am not", "of fever I have none"."""
NOTHING_SUCH = frozenset(
    "sharp severe bad numb weak swollen red burning burny stabbing too really major serious terrible awful unbearable "
    "constant achy sore hot shooting running spreading radiating stiff tingly new out broken excruciating crampy "
    "wet leaking bleeding agonizing for runs goes shoots travels spreads radiates moves".split()
)
"""After "nothing" these are denied: "nothing sharp"."""
NOTHING_TO_DO = (
    "is not there",
    "are not there",
    "nothing to do with",
    "is not the problem",
    "is not the trouble",
    "is not the issue",
)
"""These deny what stands before them."""
MISSED = frozenset(
    "part bit bits half if like feeling feel sensation strength power control leg foot feet legs mine".split()
)
"""Of these "is not there" tells a loss, and denies nothing: "the feeling is not there"."""
TELLS = frozenset("i am have is are hurts been said was".split())
"""A statement with one of these stands by itself: the "no" behind it is another answer."""
NOT_LOOKED = (
    "have not checked", "not measured", "did not check", "never look", "have not looked", "never checked",
    "not sure", "hard to tell", "hard to see", "hard to say", "can not tell", "who knows", "no idea", "not certain",
    "can not really tell", "not swear to", "could not swear",
)  # fmt: skip
"""In a clause of their own these leave open what stands before them."""
LIKENS = (
    "like", "as if", "as though", "as good as", "may as well", "might as well", "could as well", "could swear",
    "would swear", "almost", "practically",
)  # fmt: skip
"""What follows these is only a likeness: "it feels like somebody is stabbing me"."""
VIOLENCE = frozenset(
    "stab stabbed shoot shot knife knifed kick hit punch whack batter axe hammer run electrocute".split()
)
"""Verbs with which people liken their pain to violence."""
LIKENS_BEFORE = (
    "sort of pain", "kind of pain", "type of pain", "sort of ache", "kind of ache", "sort of feeling",
    "kind of feeling", "type of feeling",
)  # fmt: skip
"""What stands before these is only a likeness: "a stabbed in the back sort of pain"."""
YEARS = frozenset("years year decade decades months ages yonks".split())
NOT_NOW = ("not now", "not any more", "no longer", "am not now", "not at the moment", "not at present")
NOT_THE_ATTACK = frozenset(
    "numb numbness tingling tingly pee wee peeing exercise exercised weak weakness weight".split()
)
"""Of these "constant" and "for weeks" do not tell how long an attack lasts, unless one of the next is told too."""
ATTACK = frozenset("pain pains cramp cramps cramping spasm spasms hurts hurt ache aches aching sore twitch".split())
REPORTS = (("i", "said"), ("i", "told", "her"), ("i", "told", "him"), ("i", "told", "them"))
"""Before a "no" these say whose answer it is."""
FEVERISH = frozenset("fever feverish temperature chills shivers shivering".split())
ODD = frozenset("odd weird strange funny different tingly fuzzy heavy clumsy wobbly dull dead wrong more".split())
"""What people call it who would not call it numb or weak."""
SLIDING = frozenset("weaker worse worsening worsened heavier number".split())
"""With one of these "since lunchtime" says when it got worse, not when it began."""
BEGINNING = frozenset("started start starts began begun first sudden suddenly".split())
LEG_PARTS = frozenset("calf calves thigh thighs ankle ankles shin shins foot feet leg legs".split())
CHEEK_PARTS = frozenset("buttock buttocks butt bum cheek cheeks glute anus bottom backside skin".split())
BACK_TO_NOW = frozenset("because right now just only".split())
ASKS = frozenset("is are does do can could will would should".split())
NOBODY = frozenset(
    (
        ("family", "doctor"), ("lady", "parts"), ("lady", "bits"), ("lady", "garden"), ("lady", "area"), ("man",
        "bits"), ("man", "flu"),
        ("boy", "bits"), ("girl", "bits"), ("baby", "bump"), ("charley", "horse"), ("charlie", "horse"), ("charley",
        "horses"), ("charlie", "horses"),
        ("baby", "moves"), ("baby", "moving"), ("baby", "is"), ("the", "baby"), ("people", "pleaser"),
        ("dog", "tired"),
        ("family", "way"), ("cat", "cow"), ("cat", "pose"), ("dog", "pose"), ("downward", "dog"), ("baby", "weight"),
    )
)  # fmt: skip
"""Pairs in which the word is no other person."""
DETERMINERS = frozenset("my the a an our your this that some old little".split())
HAS_AS_OBJECT = frozenset(
    "over after lift lifting lifted carry carrying carried hold holding walk walking walked chase chasing push pushing "
    "having expecting "
    "with by off from since for to on at behind under kick kicked pull pulling playing play feeding feed".split()
)
"""Before a person these make somebody whom the speaker deals with: "tripped over the dog"."""
NOT_ME = (
    "not me", "not mine", "i am on nothing", "i am not", "i do not", "i have not", "i never did", "i never have",
    "i never had", "i am fine", "i have none", "i am only", "i am just", "never me", "i have neither", "i have never",
    "mine is fine", "mine is normal", "mine are fine", "mine are normal", "mine is okay", "me , no", "me no",
    "mine does not", "mine do not", "mine has not", "mine never", "mine works", "mine is in one", "mine stays",
    "i got none", "i have got none", "i have got neither", "mine is strong", "mine are strong", "mine is good",
    "mine is healthy", "mine is regular", "mine works fine", "no bother with mine", "no trouble with mine",
    "no problem with mine", "no problems with mine", "nothing wrong with mine", "i feel fine",
    "i can feel fine", "i can feel mine", "i can feel it fine", "i go fine", "i can go fine",
)  # fmt: skip
"""After what is told of somebody else these say that the speaker has none of it."""
THINGS = frozenset(
    "legs feet toes cheeks pills tablets erections bowels muscles thighs calves knees hips leg foot meds medicines "
    "painkillers stretches waterworks bits privates parts motions".split()
)
"""What "they" may stand for other than people."""
LONG_AGO = frozenset("years decades yonks kid child childhood teenager teens twenties thirties school".split())
OLD_STORY = (
    "for years", "for decades", "years now", "all my life", "my whole life", "whole of my life", "married life",
    "since school", "since the army",
    "like that since", "never any different", "never better never worse", "ever since i was", "ever since the",
    "since the birth",
    "always been", "always had", "since childhood", "since i was", "nothing new", "same as ever", "the same as always",
    "years and years", "same as it ever was", "no different from usual", "not new", "always have been",
    "always has been", "always was", "always were", "nothing has changed", "nothing is changed", "nothing different",
    "not changed", "no change", "never changes", "never changed", "same as always", "as long as i can remember",
    "long as i can remember", "for as long as", "since birth", "from birth", "as a baby", "my entire life",
    "for decades", "for donkeys years", "no worse no better",
)  # fmt: skip
"""An old story that has not changed is none of the new trouble that a red flag asks for."""
NEW_STORY = ("first time", "last night", "other day", "other night", "just started", "hours ago", "days ago")
CHANGED = frozenset(
    "worse more suddenly sudden now today yesterday lately recently changed week tonight morning started".split()
)
IN_YOUTH = (
    "in college", "in high school", "at college", "in the army", "as a kid", "as a child", "as a teenager",
    "as a teen", "as a boy", "as a girl", "at school", "in school",
    "once at",
    "once when", "in my twenties", "in my teens", "years back", "in my youth", "when i was a kid", "when i was little",
    "when i was a child", "when i was young", "when i was younger", "when i was small", "when i was a boy",
    "when i was a girl", "when i was a teenager", "when i was a student", "when i was at uni",
    "when i was at university", "when i was at college", "when i was at school", "when i was in school",
    "when i was in college", "when i was in my teens", "when i was in my twenties", "when i was in my thirties",
    "when i was in my forties",
    "back in the day", "in my younger days", "in a past life", "years and years ago",
    *(f"{until} i was {age}" for until in ("when", "until", "till") for age in (*ONES[5:], *TENS[:3])),
)  # fmt: skip
"""So long ago that no "was" is needed to make it past."""
LAST_YEARS = (
    "last fall",
    "last year",
    "last winter",
    "last summer",
    "last spring",
    "last autumn",
    "the year before",
    "years back",
)
"""As long ago as "years ago"."""
AT_FIRST = frozenset("about over more than just only roughly around like well so yeah yes no oh back way in".split())
"""What may stand around a time that opens a statement."""
STILL = frozenset(
    "now still is am are today tonight again keep keeps kept since yesterday recently lately morning am".split()
)
"""With one of these a statement is of now, whatever time opened it."""
SAID_NO = ("i said no", "i said nope", "i told her no", "i told him no", "i told them no", "i answered no")
"""What was asked before is denied by these."""
PERSISTS = (
    "still have it", "still got it", "still on it", "still on them", "still taking",
    "still there", "still do", "still does", "still the same", "still going",
    "still is", "still am", "is back", "came back", "come back", "comes back", "not gone", "not gone away",
    "not stopped", "never went away", "never stopped", "not cleared up", "back again", "happened again",
)  # fmt: skip
"""In a few words of their own these make what was told of the past so now."""
