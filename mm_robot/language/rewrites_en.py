# SPDX-License-Identifier: Apache-2.0
"""Ways of speaking that follow a pattern, said in the words the English grammar knows.

A pattern stands for a class ("can/could/would you possibly/still/just …"), where the lexicon would need every
phrase of it. They see a text that went through `text.plain`. None may drop a negation, which `usual` checks;
those that turn a negation into manner ("without spilling it") are a list of their own with their reason.
"""

from __future__ import annotations

import re

from mm_robot.language.asides_en import ASIDES
from mm_robot.language.verb_words_en import VERBS
from mm_robot.vocabulary import attributes

# Adverbs that split a fixed phrase ("do we still have", "can you possibly hand me") and change no command.
_IDLE = (
    r"(?:still|possibly|perhaps|maybe|just|kindly|please|quickly|actually|even|ever|happen to|at all|now|"
    r"already|by any chance|also|all|really|only just|ever so kindly|go ahead and|go and|try to|try and)"
)
_SUBJECT = r"(?:you|we|i|they|there|it)"
_AUXILIARY = r"(?:do|can|could|would|will|have|did|are|is|may|might|should)"
_END = r"(?=\s*(?:[,.!?;]|$|then\b|and\b|please\b))"
_PAIRS = r"(?:scissors|glasses|pliers|tongs|tweezers|headphones|trousers|pants|shorts|sunglasses|goggles)"
_HARM = (
    r"(?:break|spill|drop|crush|squash|squeeze|scratch|damage|smash|crack|tip|knock|hurt|harm|ruin|shake|tear|"
    r"dent|bend|crash|bump)"
)
_HARMING = (
    r"(?:breaking|spilling|dropping|crushing|squashing|squeezing|scratching|damaging|smashing|cracking|"
    r"tipping|knocking|hurting|harming|ruining|shaking|tearing|denting|bending|making|crashing|bumping)"
)
_HARMED = (
    r"(?: (?:it|them|that|this|over|anything|any|a thing|a drop|a single drop|a noise|noise|a mess|too hard|"
    r"into anything|out|up|of it|of them|water|too much))*"
)

_COLOURS = (
    "(?:" + "|".join(n for c in attributes.COLOURS for n in attributes.names_en()[c] if " " not in n) + ")"
)
_PLACED = r"(?= (?:in|into|inside|on|onto|to|next|behind|between|under|beside|by|near|left|right|over|at)\b)"
_GO = r"(?:go|goes|belongs?|be put|be placed|be|lives?|end up|get put|be moved|come|sit|stand)"
_DET = r"(?:the|a|an|my|that|this|some|these|those|one|two|three|both|any|another|her|his|their|our|your|more|something)"
_STAFF = (
    r"(?:he|she|(?:the |my |our |your )?(?:chef|cook|boss|doctor|nurse|teacher|surgeon|patient|customer|guest|"
    r"grandma|grandpa|granny|mum|mom|dad|mommy|daddy|mother|father|sister|brother|son|daughter|wife|husband|"
    r"friend|colleague|neighbou?r|lady|man|woman|boy|girl|kid|child|baby|operator|visitor|nana|nan|papa|gran|auntie|aunt|uncle|roommate|manager))"
)

_ROWS: tuple[tuple[str, str], ...] = (
    # Spelling of spoken forms and of recognisers.
    (r"\b(?:dat|tha)\b", "that"),
    (r"\bdis\b", "this"),
    (r"\bdese\b", "these"),
    (r"\b(?:'em|em)\b", "them"),
    (r"\b(?:pleeease|pleease|pleez|pwease|pwetty please)\b", "please"),
    (r"\b(would|could|will|can)(?: ja| ya|ja)\b", r"\1 you"),
    (r"\b(out|off|kind|sort)ta\b", r"\1 of"),
    (r"\b(?:kinda|sorta|like really)\b", " "),
    (r"\bim\b", "i am"),
    (r"\bive\b", "i have"),
    (r"\bid (like|love|want|rather|prefer)\b", r"i would \1"),
    (r"\b(scissor|plier|tweezer|headphone|tong)\b", r"\1s"),
    (r"\b(?:put|place) (?:dat|that) ting\b", "put that thing"),
    # Idle words inside fixed phrases, and questions that only close a wish.
    (rf"\b({_AUXILIARY} {_SUBJECT}) {_IDLE}\b(?! not\b)", r"\1"),
    (rf"\b({_AUXILIARY} {_SUBJECT}) {_IDLE}\b(?! not\b)", r"\1"),
    # What recognisers and second languages make of words.
    (r"\b(the|a|that|this|my) (?:read|wred) (?=\w)", r"\1 red "),
    (r"\b(the|a|that|this|my) blew (?=\w)", r"\1 blue "),
    (r"\b(the) write (?=one|side|\w+ one)", r"\1 right "),
    (r"\b(?:execute|perform|initiate|carry out|run|start) (?:a |the )?(pick|grasp|grab|place|push|handover)(?: up)?"
     r"(?: and place)?(?: operation| action| task| command| skill| motion| sequence)?(?: on| of| for)? (?=the |a |\w)",
     r"\1 "),
    (r"\s*(?:放进|放入|放到里面)\s*", " and put it into "),
    (r"\s*(?:放到|放在|摆到|摆在|搁到|搁在)\s*", " and put it on "),
    (r"\bin side(?: of)?\b", "inside"), (r"\btoo the\b", "to the"), (r"(?<=\w) buy (?=the |my )", " by "),
    (r"\bpear of\b", "pair of"), (r"\bon two the\b", "onto the"), (r"\bfour me\b", "for me"),
    (r"\bnext two\b(?= (?:the|my|it|that))", "next to"), (r"\bbe hind\b", "behind"),
    # Wishes.
    (r"\b(?:if |may |can |could |might )?i (?:may |could |can |might )?(?:trouble|bother) you for ", "i want "),
    (r"\bi like to have ", "i want "),
    (rf"^(?:and |so |ok |okay )?(?!it |that |this )([\w ]{{3,40}}?) (?:would|will) be (?:really |so |very |just )*"
     r"(?:great|nice|lovely|good|helpful|perfect|wonderful|handy|fantastic|appreciated|awesome|fine)[.!]*$",
     r"i want \1"),
    (rf"\b(?:i|we) (?:want|would like|would love|need|have) to (?:hold|have|eat|drink|use|play with|try|read|"
     rf"borrow|wear|taste|keep) (?={_DET} )", "i want "),
    (rf"\blet (?:me|us) (?:hold|use|borrow|try|have|get) (?={_DET} )", "can i have "),
    (rf"\b(?:i|we) (?:can|may|get to|could|should) (?:have|get) (?={_DET} )", "can i have "),
    (rf"\b{_STAFF}(?: over there| there| here)?(?: really| also| just)? (?:needs|wants|would like|wanted|"
     rf"is asking for|could use|has asked for|asked for|is waiting for|would love) (?={_DET} )", "give him "),
    # Who is to have what goes where: permissions and prohibitions said of things.
    (rf"\bnone of (?:the |my |these |those )([\w ]{{2,30}}?) (?:should |may |can |must |are to )?{_GO}{_PLACED}",
     r"do not put any \1"),
    (rf"\b(?:nothing|no (\w+)) (?:should |may |can |must |is to )?{_GO}{_PLACED}",
     lambda m: f"do not put any {m.group(1) or 'thing'}"),
    (rf"^((?:the|my|this|that|these|those|all|any)(?: [\w]+){{1,5}}?) (?:does not|do not|should not|must not|may not|"
     rf"can not|is not to|are not to|should never|must never|never|is not supposed to|are not supposed to) {_GO}"
     rf"{_PLACED}", r"do not put \1"),
    (r"\byou (?:can|may|are allowed to|are free to|might) (?:touch|use|move|play with) (?:anything|everything|"
     r"whatever you (?:like|want)|all of it|all the \w+)(?: you (?:like|want|see))?(?: on the table| here)? "
     r"(?:except|but|apart from|except for|besides|other than|just not|but not) (?:for |from )?(?!do not|you )", "do not touch "),
    (r"\b(anything|everything|something|things|ones|one) (?:that|which) (?:is|are) not (?=\w)", r"\1 except "),
    (rf"\b(?:leave|keep) ((?:the|that|this|my) [\w ]{{2,25}}?) open\b", r"do not close \1"),
    (rf"\b(?:leave|keep) ((?:the|that|this|my) [\w ]{{2,25}}?) (?:closed|shut)\b", r"do not open \1"),
    (r"\bboth (?=(?:the|my|this|that) (?:\w+ )?\w*[^s ] and (?:the|my|this|that) )", ""),
    (rf"(?<!\ba )(?<!\ban )\b({_COLOURS})(?:,| and)? ({_COLOURS}),? and (?:the )?({_COLOURS})\b",
     r"\1 and the \2 and the \3"),
    # Once said is enough.
    (r"\bi am (wanting|needing)(?: to have)?\b", "i want"),
    (r"\bi would be (?:really |very |so )?(?:grateful|glad|happy|thankful|delighted) (?:for|with|about|to have|to get) ", "i want "),
    (r"\bi(?: would)?(?: quite| really| also| still| just| only| actually| now| kind of)+ "
     r"(want|need|like|love|would like|would love|prefer)\b", r"i \1"),
    (r"\bi (?:think|guess|believe|suppose|reckon) (?=i |you )", ""),
    (r"\bi (?:would )?(?:like|love) (?=the |a |an |some |two |three |that |this |those |these |one |both )",
     "i would like "),
    (r"\b(?:may|might|could|can) (?:i|we) (?:have|get|borrow|grab|see about getting)\b", "can i have"),
    (r"\b(?:i|we) (?:could do with|will be needing|would not say no to|will need|have need of|am in need of|"
     r"would appreciate|fancy|am dying for|am craving|would kill for|could go for|feel like having)\b",
     "i want"),
    # Prohibitions, politely.
    (r"\b(?:i would|it would be (?:better|best|good|nice|great)|i)(?: really| much)? ?(?:rather|prefer|appreciate|like|"
     r"love)?(?: it)?(?: if)?(?: that)? you (?:did|do|would|could) not (?:to )?(?=\w)", "do not "),
    (r"\b(?:can|could|would|will) you (?:please )?not (?=\w)", "do not "),
    (r"^(?:forget|never mind|skip) (?:about )?(the [\w ]{2,20}?),? "
     r"(?=(?:and )?(?:give|hand|bring|take|pick|put|get|just|i want) )", r"do not take \1, "),
    (r"^(?:no,? )?(?:neither|none)(?: of (?:them|those|these))?,? (?=(?:i (?:mean|meant|want|wanted|said)|the|give) )",
     "no, "),
    (r"\bi do not (?:think|believe|want)(?: that)? you (?:should|can|ought to|need to|have to|must|to) ", "do not "),
    (r"\b((?:all|everything|every|anything|any|each|both)\b(?: of)?(?: (?:them|it|these|those|the|this|that))?"
     r"(?: \w+){0,3}?),? but (?=(?:the|that|this|my|those|these|his|her|your|for)\b)", r"\1 except "),
    (r"(?<=\w),? (?:but |and )(?:keep|leave) ((?:the|that|this|my) [\w ]{2,25}?) (?:out|outside|off|out of it)"
     r"(?= ?(?:[,.!?;]|$))", r" except \1"),
    (r"(?<=\w),? (?:but |and |just )?(?:skip|ignore|leave out|omit|exclude|spare) "
     r"(?=(?:the|that|this|my|those|these|anything|all|any) )", " except "),
    # Contrast and what is to be spared.
    (r"\b(?:i mean|that is|i said|well),? not (?=the |that |this |my |a )", "not "),
    (r"\b(?:as long as|so long as|provided) (?:it|that|they) (?:is|are) not\b", "but not"),
    (r"\b(?:all|everything|every \w+|anything|all \w+ \w+|all the \w+)\b(?:,)? (?:bar|barring|save|minus|"
     r"less|leaving out|leaving aside|excepting|not counting|not including|with the exception of)\b",
     lambda m: re.sub(r" (?:bar|barring|save|minus|less|leaving out|leaving aside|excepting|not counting|"
                      r"not including|with the exception of)$", " except", m.group(0))),
    # Counts.
    (rf"\b(?:a|the|my) pair of (?=(?:\w+ )?{_PAIRS}\b)", "the "),
    (r"\bhalf a dozen\b", "6"),
    (r"\ba dozen\b", "12"),
    (r"\b(?:just |only )?a single\b", "one"),
    # What goes where.
    (r"\b(?:can|could|should|shall|may|might|must|ought to|needs to|need to|has to|have to|is to|are to|"
     r"is supposed to|are supposed to|is meant to|are meant to|wants to|want to|would|will|gets to) "
     r"(?:all )?(?:go|be put|be placed|be|live|end up|stay|sit|stand|get put|be moved)(?: back)?"
     r"(?= (?:in|into|inside|on|onto|to|next|behind|between|under|beside|by|near|left|right|over|at)\b)",
     "goes"),
    (r"\b(?:lives?|gets? put|is to go|are to go)(?= (?:in|into|inside|on|onto|next to|behind|between|under)\b)",
     "goes"),
    (r"\b(?:bring|get|pull) ([\w ]{2,30}?) (?:a bit |a little |slightly |up )?closer to (me|us)\b", r"push \1 towards \2"),
    (r"\b(?:a|another|one|some) (?:\w+ ){0,2}?(?:push|nudge|shove|poke|tap)\b", "a push"),
    (r"\b(?:make|free up|create|clear)(?: me)? (?:some |more |a bit of |a little )?(?:space|room) (?:on|in) ", "clear "),
    (r"\bseparate ([\w ]{2,30}?) from ", r"sort \1 and "),
    (rf"\blet us (?:do|go with|start with|begin with|try|have|continue with|move on to) (?={_DET} )", " "),
    (r"(?<!\bthe)(?<!\bmy)(?<!\bvery)(?<=\w) first(?=\s*(?:[,.!?;]|$))", ""),
    (r",? ?\b(?:and )?step (?:one|two|three|four|five|1|2|3|4|5)\b,?", ", then "),
    (r"(?<!hold)(?<!stay)(?<!keep)(?<!stand)(?<!sit)(?<=\w) (?:steady|still|tight|nice and \w+)(?=\s*(?:[,.!?;]|$))", ""),
    (r"\b(?:a|some|one) (?:little )?(?:pinch|dash|splash|spoonful|sprinkle|drizzle|dollop) of (?=\w)", "some "),
    (r"^((?:in|into|on|onto|under|behind|next to|beside|between) (?:the|my|that|this) [\w ]{2,30}?),? "
     r"((?:please )?(?:put|place|set|lay|drop)) (.+?)[.!]*$", r"\2 \3 \1"),
    (r"\ba (\w+),? any \1\b", r"any \1"),
    (r"\b(?:i|we) (?:want|need|would like) ((?:everything|all|the|it|that|this|these|those)(?: \w+){0,3}?) "
     r"(off|out of) (?=the|this|that|my|there)", r"take \1 \2 "),
    (r"\b(?:whichever|whatever|the one (?:that|which)|the one who) is (?=(?:the )?(?:closest|closer|nearest|nearer|"
     r"farthest|furthest|\w+est\b|\w+er\b))", "the one "),
    (r"\b(\w+) enough(?=[.!?]*$)(?<!is enough)(?<!was enough)(?<!not enough)(?<!far enough)", r"\1"),
    (rf"(?:^|(?<=[,;.!] )|(?<=\bbut )|(?<=\band )|(?<=look )|(?<=please ))((?:the|my|that|this|these|those)(?: \w+){{1,4}}?) (?:should|must|has to|have to|needs? to|can|shall|ought to) "
     r"(?:stay|remain|be left) (?:where (?:it is|they are)|here|there|put|in place|alone|untouched|as (?:it is|they are))",
     r"do not move \1"),
    (r"\bso (?:that )?(?:it|they) (?:is|are|sits?|stands?|lies?|ends? up|goes|go)\b(?! (?:not|no)\b)", "so it is"),
    (r"\bmake ((?:the|my|that|this) [\w ]{2,25}?) (?:go|sit|stand|be|lie)" + _PLACED, r"put \1"),
    (r"\b(?:the|that) ((?:\w+ ){0,2}\w+) (?:that |which )?i am (?:pointing|looking|nodding|gesturing) (?:at|to|towards)",
     r"that \1"),
    (r"\b(?:mummy|mommy|mama|nana|nan|papa|daddy|gran|grammy|auntie|uncle)\b(?= (?:the|a|an|some|her|his|my|this|that|two|"
     r"one)\b|[.!?]*$)", "mum"),
    (r"\b(?:lowest|bottommost|lowermost) (?=(?:\w+ )?(?:drawer|shelf))", "bottom "),
    (r"\b(?:highest|topmost|uppermost) (?=(?:\w+ )?(?:drawer|shelf))", "top "),
    (r"\b(grasp|grab|pick up|hold|take|lift|take hold of|grip) (?:the )?(?:handle|side|rim|edge|base|body|neck|end|stem) of "
     r"(?=the|a|my|that|this)", r"\1 "),
    (r" by (?:the|its|their) (?:handle|rim|side|sides|neck|top|base|edge|edges|body|lid|stem)\b", ""),
    (r"\b(?:what|all) (?:i|we) (?:really |actually )?(?:need|want|would like)(?: right now| now)? (?:is|are) ", "i want "),
    (r" (?:as|like) (?:before|last time|earlier|always|usual)\b", ""),
    (r"\b(?:down|up|back) over (?=there|here)", "over "),
    (r"^((?:the|that|this|those|these) [\w ]{2,25}?) (?:is|are) (?:for me|mine|ours|for us|what i (?:want|need)),? "
     r"(?=(?:please |so )?(?:hand|give|pass|bring|do not))", r"\1, "),
    (r"^(?:please |now |and )?lower (?=the|it|that|my)", "put down "),
    (r"\b(?:about |exactly |roughly |around )?(?:\d+|one|two|three|four|five|six|ten|a few|a couple of|half a|an|a) "
     r"(?:centimet(?:re|er)s?|cm|inch(?:es)?|millimet(?:re|er)s?|mm|hands? widths?|feet|foot) "
     r"(?=(?:to the )?(?:left|right|behind|in front|above|next))", ""),
    (r"\bto the (left|right) (?:hand )?side(?! of)", r"to the \1"),
    (r"(?<=\w) after(?:wards?)?(?=\s*[.!?]*$)", ""),
    # Questions.
    (r"^(?:please )?(?:verify|double check|confirm|check)(?: that| if| whether)? ((?:the|my|that|this|all) [\w ]{2,30}?) "
     r"(is|are) ", r"\2 \1 "),
    (r"^which is the (colour|color|size|shape|material)\b", r"what is the \1"),
    (r"^did you (?:close|shut) ([\w ]{2,25}?)[?.!]*$", r"is \1 closed"),
    (r"^did you open ([\w ]{2,25}?)[?.!]*$", r"is \1 open"),
    (r"\bhows\b", "how is"),
    (r"\b(how many [\w ]{2,25}?) (?:can|could|do) you (?:count|spot|find)\b", r"\1 are there"),
    (r"\bwhat (this|that|it|the [\w ]{2,20}?) is(?: called)?(?=[?.!]*$)", r"what is \1"),
    (r"\b(?:have|has|do|does) (?:i|we|you|they|anyone|anybody|somebody|he|she) (?:got|have)"
     r"(?= (?:any|a|an|some|enough|more|another)\b)", "is there"),
    (r"^(how many [\w ]+?) left[.?!]*$", r"\1"),
    # What the robot holds.
    (r"\bwhat (?:did you|have you) (?:just |now )*(?:pick(?:ed)? up|take(?:n)?|took|grab(?:bed)?|get|got|"
     r"lift(?:ed)?)(?: just now| there)?(?=\s*[?.!]*$)", "what are you holding"),
    (r"\bwhat (?:is|have you got|do you have|is that|have you) (?:that )?(?:in|inside|between) your "
     r"(?:hand|hands|gripper|claw|grip|fingers)\b", "what are you holding"),
)  # fmt: skip

# Said beside an act, these ask for care: the robot never breaks or spills on purpose, and as a prohibition
# they would forbid the very thing that is to be moved.
_MANNER = re.compile(
    rf"(?<=\w)\s*,?(?: and| but)?(?: please)? "
    rf"(?:without {_HARMING}{_HARMED}"
    rf"|(?:try |be careful |careful |make sure |take care |mind )?(?:you )?(?:do not|not to|never) "
    rf"{_HARM}{_HARMED})\s*(?=[,.!?;]|$)"
)


def _gerund(verb: str) -> str:
    """E.g. "put" -> "putting", "take" -> "taking", "pick up" -> "picking up"."""
    first, _, rest = verb.partition(" ")
    if first.endswith("e") and not first.endswith("ee"):
        stem = first[:-1]
    elif re.fullmatch(r"[a-z]*[^aeiou][aeiou][bdgmnprt]", first) and first not in (
        "open",
        "gather",
        "deliver",
    ):
        stem = first + first[-1]
    else:
        stem = first
    return f"{stem}ing {rest}".strip()


_ACTS = tuple(
    verb
    for kind in (
        "pick",
        "touch",
        "give",
        "place",
        "move",
        "push",
        "open",
        "close",
        "stack",
        "clear",
        "discard",
        "sort",
    )
    for verb in (" ".join(v.split()) for v in VERBS[kind].split(","))
    if len(verb.split()) <= 2 and not verb.split()[0].endswith("ing") and "me" not in verb.split()
)
_STEMS = {_gerund(verb): verb for verb in _ACTS}
_GERUND = re.compile(
    r"\b(?:without|instead of|rather than|no)(?: even| ever)? "
    rf"({'|'.join(sorted(_STEMS, key=len, reverse=True))})\b(?! board| machine| paper)"
)
_NEGATIONS = re.compile(r"\b(?:not|never|no|none|nothing|neither|nor|without|except)\b")
_AGAIN = re.compile(r"\b(?!no\b|stop\b|wait\b|one\b)(\w+(?: \w+){1,3}),? \1\b")  # "can you can you give me"
# Whole utterances, whatever fixed remark they come down to.
_SORRY = r"(?:(?:oh|ok|okay|no|please|sorry|just|actually|right|well|hey|robot|you know what|wait)[ ,]+)*"
_LATEST = (
    r"(?:that|it|this|everything|all that|all of that|the whole thing|what i (?:just )?(?:said|asked|told you|"
    r"wanted)|(?:my|the|that) (?:last|previous) (?:\w+|thing i said)|the order|the command|the task|"
    r"about (?:that|it|everything)|i (?:said|asked)(?: anything)?|i ever asked)"
)
_WHOLE = tuple(
    (re.compile(rf"{_SORRY}(?:{pattern})(?: (?:please|now|then|robot|thanks|for now))*"), remark)
    for pattern, remark in (
        (
            rf"(?:cancel|forget|ignore|disregard|never mind|scratch|scrap|undo|drop|strike|abandon|discard) "
            rf"{_LATEST}",
            "cancel",
        ),
        (
            r"(?:i|we) (?:do not|no longer) (?:need|want) (?:it|that|anything|this)(?: any ?more| any longer| after all)",
            "cancel",
        ),
        (
            r"(?:can|could|would|will) you (?:please )?(?:stop|freeze|halt)(?: (?:moving|that|it|right now|now))?",
            "stop",
        ),
        (
            r"(?:stop|freeze|halt)(?: (?:right there|it|now|please|moving|right now|immediately|at once|there|"
            r"everything|for god sake|the arm|robot|buddy|dude|man|mate|stop))+",
            "stop",
        ),
        (
            r"(?:can|could|would|will) you (?:please )?(?:wait|hold on|pause|hang on)"
            r"(?: (?:a|one|for a|just a) (?:moment|second|minute|sec|bit|little|tick))?",
            "wait",
        ),
        (
            r"(?:(?:wait|hold on|hang on|pause|give me|just) )?(?:for )?(?:a|one|two|just a|just one|a couple of|a few)"
            r" (?:little |quick |tiny )?(?:moment|second|minute|sec|mo|tick|minutes|seconds|secs|bit)(?: more| longer)?",
            "wait",
        ),
        (
            r"(?:you (?:can|may|could) )?(?:keep going|carry on|continue|go on|resume|proceed|go ahead)"
            r"(?: (?:with (?:it|that|the \w+|what you were doing|your \w+)|now|again|from where you \w+|"
            r"where you (?:left off|stopped)|as before|what you were doing))*",
            "continue",
        ),
        (r"what (?:can|do) you do(?: for me)?|how can you help(?: me)?", "what is your status"),
        (
            r"(?:wait|hold on|hold it|pause|stay|stay there)(?: there| here| right there)? (?:until|till) (?:i|we)"
            r"(?: \w+){1,4}",
            "wait",
        ),
        (
            r"(?:that|this|it) is(?: really| so| definitely)? not (?:what|the one|the thing|the \w+) i(?: \w+){1,4}",
            "no",
        ),
        (
            r"(?:hold|stay|stand|keep) (?:still|put)(?: (?:for )?(?:a|one|just a) (?:second|moment|minute|sec|bit))?",
            "hold still",
        ),
        (r"(?:(?:ok|okay|now|right|ready|set|steady)[, ]+)*go(?: now| ahead| on)*", "continue"),
        (r"(?:(?:now )?you (?:can|may) )(?:go|move|start)(?: on| ahead| now| again)*", "continue"),
        (rf"(?:stop|halt|freeze) (?:what|whatever) you are doing(?: \w+){{0,3}}", "stop"),
        (
            r"(?:you (?:can|may|could) )?(?:start|begin|resume|continue)(?: to)? (?:moving|move|working|work)(?: again| now)*",
            "continue",
        ),
        (
            r"(?:(?:yes|yeah|yup|yep|ok|okay)[, ]+)*(?:that|this) is (?:the (?:right )?one|it|right|correct)"
            r"(?: (?:i|that i)(?: \w+){1,3})?",
            "yes",
        ),
        (r"not (?:quite|exactly|so much|today)|almost|close but no cigar", "no"),
        (r"(?:off you go|back to it|as you were|on you go|back to work)(?: then| now)?", "continue"),
        (
            r"(?:forget|never mind|do not worry|do not bother)(?: about| with)? (?:the|that|this|those)(?: \w+){1,3}",
            "cancel",
        ),
        (r"i will (?:do|get|take care of|handle) (?:it|that) myself", "cancel"),
        (
            r"(?:are|have|is|were) you (?:\w+ )?(?:done|finished|ready|busy|stuck|working|there|listening|okay|"
            r"awake|alive|alright|all right)(?: (?:yet|now|or what|with (?:that|it)))*",
            "are you done",
        ),
        (
            r"what (?:are you|is it you are|are you currently|are you even) (?:doing|working on|trying to do|up to|"
            r"waiting for|busy with)(?: (?:now|there|right now|at the moment|just now))*",
            "what are you doing",
        ),
    )
)
_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in _ROWS)


def usual(text: str) -> str:
    """`text`, as `text.plain` makes it, in more usual words. No negation is ever dropped but those of care."""
    for aside in ASIDES:
        without = _tidied(aside.sub(" ", text))
        spares = _NEGATIONS.search(aside.pattern) or len(_NEGATIONS.findall(without)) == len(_NEGATIONS.findall(text))
        text = without if spares and re.search(r"\w", without) else text
    text = _AGAIN.sub(r"\1", text)
    bare = text.strip(" ,.!?;")
    for whole, remark in _WHOLE:
        if whole.fullmatch(bare):
            return remark
    text = _GERUND.sub(lambda found: f", do not {_STEMS[found.group(1)]}", text).lstrip(" ,")
    if _acts_before_manner(text):
        text = _MANNER.sub(" carefully", text)
    for pattern, replacement in _COMPILED:
        changed = pattern.sub(replacement, text)
        if len(_NEGATIONS.findall(changed)) >= len(_NEGATIONS.findall(text)):
            text = changed
    return _tidied(text)


def _tidied(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"^(?:[\s,;]|(?:so|and|but|then)\b(?= (?:please|can|could|would)\b))+", "", text).strip()


def _acts_before_manner(text: str) -> bool:
    """Whether something is asked for before the care it takes ("do not drop it" alone forbids)."""
    found = _MANNER.search(text)
    return (
        found is not None
        and len(text[: found.start()].split()) >= 3
        and not _NEGATIONS.search(text[: found.start()])
    )
