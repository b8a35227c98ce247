# SPDX-License-Identifier: Apache-2.0
"""What people say around a command that changes nothing of it: politeness, reasons, how they feel.

Each is taken out whole, with any "not" inside it ("if you do not mind"); none describes a thing or an act.
"""

from __future__ import annotations

import re

_PERSON = r"(?:i|we|he|she|they)"
_BE = r"(?:am|are|is)"
_VERY = r"(?:(?:so|really|very|too|quite|a bit|a little|rather|pretty|getting|just|still|always|feeling) )*"
_STATES = (
    r"(?:thirsty|hungry|starving|cold|freezing|hot|tired|exhausted|busy|late|sick|ill|sad|bored|ready now|"
    r"in a hurry|in a rush|on the phone|in the kitchen|at work|back|all set|running late|cooking|baking|"
    r"eating|working|writing|reading|drawing|painting|knitting|sewing|bleeding|waiting|parched|lazy|old|"
    r"clumsy|blind|short sighted|in pain|losing patience|not well|not feeling well|a bit deaf|here|home|"
    r"done eating|going out|leaving|leaving soon|desperate|serious|begging you)"
)
_NEXT = r"(?=[ ,.!?;]|$)"
_POLITE_TIME = (
    r"(?:a|the|some|any|one) (?:free |spare |quick )?(?:moment|second|minute|sec|time|chance|hand|"
    r"opportunity|tick|mo|moments|seconds|minutes)(?: free| to spare| for me)?"
)

ASIDES = tuple(
    re.compile(pattern)
    for pattern in (
        # Conditions that are none.
        rf"\b(?:when|whenever|if|once|as soon as) you (?:have|have got|get|got|find|can find|can spare|"
        rf"could spare|ever have) {_POLITE_TIME}{_NEXT}",
        rf"\bif you (?:have|have got) time{_NEXT}",
        rf"\b(?:when|whenever|if|once|as soon as) you (?:are|were) (?:not (?:too )?busy|free|ready|able|"
        rf"willing|available|able to|up for it|around|so kind|done there|done over there|okay with that|ok "
        rf"with that)(?: to)?{_NEXT}",
        r"\bif (?:it is|that is|it would be|it were|that would be)? ?(?:at all )?(?:possible|convenient|"
        r"okay|ok|no trouble|not too much(?: trouble| bother| hassle| work)?|too much(?: trouble)?|not a "
        r"problem|not too much to ask|all right|alright|fine)(?: with you| for you| by you)?" + _NEXT,
        r"\bif you (?:would|do|did) not mind(?: (?:too much|terribly|awfully))?" + _NEXT,
        r"\bif you (?:would|could|please|wish|like|will|insist)(?: be so (?:kind|good))?(?= ?(?:[,.!?;]|$))",
        r"\bif (?:you (?:would|could) be so (?:kind|good)|i may|i might|i may ask|i could)(?: as "
        r"to)?" + _NEXT,
        r"\b(?:no|without any|there is no) (?:rush|hurry|pressure|worries)(?: though| at all)?" + _NEXT,
        r"\b(?:in|at) your own (?:time|pace)\b", r"\btake your time(?: with it)?\b",
        # Openings.
        r"(?<=\w),? for (?:dinner|lunch|breakfast|supper|later|tonight|tomorrow|the (?:party|guests?|soup|"
        r"salad|cake|trip|meeting))(?=\s*(?:[,.!?]|$))",
        r"^oh (?:no|dear|my|well),? (?=(?:i|my|the|it|there|he|she) )",
        r"\b(?:with sugar on top|with a cherry on top)\b",
        r"\b(?:is there )?any (?:chance|way)(?: that| at all)? (?:you (?:could|can|would|might)|of you)\b",
        r"\b(?:would|could|can|will|do) you (?:be (?:a|an|my) \w+ and|be (?:so |good |kind )*(?:enough|"
        r"kind|good|nice|sweet) (?:as )?(?:to|and)|do me (?:a|the|one) (?:\w+ )?(?:favou?r|kindness|"
        r"service) (?:and|of)|mind terribly|be able to|be willing to|manage to|find it in your heart to|"
        r"see your way to|help me out and|help me out by|help me by|give me a hand and|help me)\b",
        r"\b(?:be|there is) (?:a|an|my) (?:good |real )?(?:\w+) and (?=\w)",
        r"\b(?:would|will|could|can) it be (?:at all |too much )?(?:possible|okay|ok|all right|alright|"
        r"trouble|feasible)(?: for you)? (?:to|if you could|if you would|if you)\b",
        r"\b(?:it would be|that would be|it is)(?: really| so| very| just)? (?:great|nice|lovely|good|"
        r"helpful|perfect|wonderful|fantastic|kind|sweet|awesome|best|important)(?: of you)? (?:if you "
        r"(?:could|would|can|were to)|that you|to|for you to)\b",
        r"\b(?:i|we) (?:would|will)(?: really| very much| greatly| so)? (?:appreciate|love|like|be "
        r"grateful|be happy|be glad|be obliged|be delighted|be thankful|prefer)(?: it)?(?: very much| "
        r"greatly| a lot)? (?:if you (?:could|would|were to|can)|for you to)\b",
        r"^(?:(?:robot|hey|hi|hello|good \w+),? )*how are you(?: today| doing)*[,?]? (?=\w+ \w+ \w)",
        r"^(?:(?:robot|hey|oh|ok|okay),? )?look,? (?=(?:the|my|there|this|that|it|he|she|i) )",
        r"^(?:(?:robot|hey|ok|okay|now),? )?look,? (?=(?:put|give|take|bring|pick|hand|pass|get|grab|do|"
        r"just|please|i|you|open|close|move)\b)",
        r"\b(?:quit|stop) (?:messing|fooling|playing|joking|dawdling|wasting time)(?: (?:around|about))?"
        r"(?: and)?" + _NEXT,
        r"\bwould it (?:trouble|bother|inconvenience|hurt) you (?:much |too much )?to\b",
        r"\bif it is not (?:too much |any |a |too big a |much of a )?(?:of a )?(?:trouble|bother|problem|"
        r"hassle|inconvenience|burden|imposition)" + _NEXT,
        r"\bi (?:wonder|was wondering|am wondering) (?:if|whether) (?:perhaps |maybe )?you (?:might|could|"
        r"can|would|may)(?: be able to| be willing to| be so kind as to)?\b",
        r"\b(?:i|we) (?:was|were|am|are) (?:just )?(?:wondering|hoping|thinking)(?: that| if| whether)? "
        r"(?:maybe |perhaps )?(?:if |whether )?(?:you|we) (?:could|can|would|might|should)\b",
        r"\b(?:i|we) (?:want|would like|need|wish|prefer|demand|ask|insist|expect|suggest) that you(?: "
        r"should)?\b",
        r"\b(?:it is|this is) (?:time|your turn|your job|your task)(?: for you)? to\b",
        r"\byour (?:next |first |new )?(?:task|job|mission|goal|assignment) (?:now )?is(?: now)?(?: to|,)?",
        r"\bthe (?:next|first|second|last) (?:thing|step|task)(?: you (?:do|need to do|should do|have to "
        r"do))? is(?: to)?",
        r"\b(?:what|all) (?:i|we) (?:really |just |now )?(?:want|need|would like|ask|expect)(?: (?:you to do|"
        r"from you|of you|you to))?(?: next| now| first)? is (?:to|for you to|that you)(?: should)?\b",
        r"\b(?:what|all) (?:i|we) (?:really |just |now )?(?:want|need|would like|expect) you to do(?: next| "
        r"now| first)? is(?= )",
        r"\bthis is (?:urgent|important|an order|what i want you to do)\b",
        r"(?<!if )\bi (?:tell|order|command|beg|instruct|urge|request|require|told|asked) (?:of )?you(?: "
        r"again)? to\b",
        r"\b(?:mommy|mummy|mom|mum|dad|daddy|grandma|grandpa|she|he|they) (?:said|says|told me|tells "
        r"me)(?: that)? (?=i (?:can|may|should|could)\b|you (?:can|should|have to|need to|must)\b|to )",
        # Hurry, patience, thinking aloud.
        r"\b(?:come on|chop chop|hurry up|hurry|quick quick|go go(?: go)?|as fast as you can|fast|faster|"
        r"step on it|make it snappy|make it quick|get a move on|before it gets cold|before it is too late|"
        r"look alive|snap to it|on the double|for crying out loud|for goodness sake|for heaven sake|good "
        r"lord|what the heck|there is a good (?:robot|boy|lad|chap)|good (?:robot|boy|job|"
        r"work)|great (?:job|work)|well done|nice "
        r"(?:work|job|one)|attaboy|lovely|brilliant|super|wonderful|fantastic|excellent|splendid|cool|"
        r"awesome|let me (?:think|(?:see|check)(?! (?:the|that|"
        r"my|a|if|what|where)\b))(?: about it)?|what was it|what was i saying|where was i|how "
        r"do you say|what do you call it|what is it called|(?<!do )you know what,|you know the drill|you "
        r"know|do you know what i mean|if you know what i mean|are you listening|listen up|listen to me|"
        r"pay attention|attention please|testing|not that it matters|to be honest|honestly|frankly|at this "
        r"point|like i said|as i said|as usual|on second thoughts?|come to think of it|now that i think "
        r"about it|if i remember correctly|as always|(?:right )?this (?:very )?(?:instant|minute|second|"
        r"moment)|pronto|stat|on the fly)" + _NEXT + r"(?! at\b)",
        # How it stands with the speaker, and why.
        rf"\b{_PERSON} {_BE} {_VERY}{_STATES}(?: (?:now|here|again|today|over here|and|so|at the "
        rf"moment))*{_NEXT}",
        rf"\bmy (?:back|hands?|arms?|legs?|knees?|eyes|fingers?) (?:hurts?|are full|is full|are dirty|are "
        rf"wet|are messy|are sticky|is sore|aches?|are not what they were|are not so good|are bad|is "
        rf"bad)(?: and| so)?{_NEXT}",
        rf"\bi (?:can not|could not) (?:reach|get to|bend down|get up|stand up|move|carry|lift)(?: (?:it|"
        rf"that|them|far|myself|any more|anymore|that far|from here|over there|down there|up there|so high|"
        rf"well))*{_NEXT}",
        r"(?<=\w),? (?:because|since|cause|cos|as|so that|so)? ?(?:i|we) (?:will|would|can|could|have to|"
        r"need to|want to|am going to) (?:do|get|take care of|handle|manage|finish|see to) (?:it|that|them|"
        r"this)(?: myself| later)?(?= ?(?:[,.!?;]|$))",
        r"(?<=\w),? (?:because|cause|cos|since) (?!.*\b(?:put|give|take|pick|open|close|then|bring|move|"
        r"not|do|hand)\b)[\w ]+(?=[,.!?;]|$)",
        r"(?<=\w),? so (?:that )?(?:i|we|he|she|they|everyone) can (?!.*\b(?:put|give|take|pick|open|close|"
        r"then|bring|move|not|hand)\b)[\w ]+(?=[,.!?;]|$)",
        r"\byou (?:idiot|stupid|dummy|silly|dumb|fool|moron|piece of junk|useless|bucket of bolts|tin can|"
        r"lazy|clumsy|genius|star|beauty|legend)(?: (?:robot|thing|machine|bot|boy|old thing))?\b",
        r"\b(?:m+m|ah+|ooh+|aw+|ugh|eh|huh|geez|gosh|blimey|phew|wow|dang|darn|psst|tsk|yikes|sheesh|golly|"
        r"crikey|haha|lol)\b(?= ?,? ?\w)",
        r"(?<=\w),? (?:one by one|one at a time|two at a time|one after (?:the other|another)|bit by bit|"
        r"by hand|in one go|all at once|piece by piece|under any circumstances?|in turn|while you are at "
        r"it|while you are there)(?= ?(?:[,.!?;]|$|\w))",
        r"\b(?:do not|never) (?:you )?(?:forget|hesitate|be (?:shy|afraid|scared)) to\b",
        r"\bdo not just (?:stand|sit|wait|stay)(?: there| here)?(?: doing nothing)?\b(?=,? \w)",
        r"\b(?:i|we) (?:do not have|have not got) (?:all day|much time|forever|any time|time)\b",
        r"\bwhat are you waiting for\b(?=[,.!?]* \w)",
        r"\b(?:would|will) it be (?:okay|ok|all right|alright|too much) if i asked you to\b",
        r"\b(?:if|now that) you (?:have|are) (?:all )?(?:finished|done|through)" + _NEXT,
        r"(?<=\w),? or not(?=\s*[?.!]*$)",
        r"(?:^|\bno,? |[,.!?] ?)not you\b(?! (?:are|can|may|should|will|could)\b)",
        r"\b(?:do|take|have|use) (?:anything|whatever|what|all) you (?:want|like|please|wish)\b(?: but| "
        r"just)?",
        r"(?<=\w),? you are doing (?:great|well|fine|good|it right|a great job|a good job)(?: so "
        r"far)?" + _NEXT,
        r"(?<=\w),? (?:and |but )?nothing (?:else|more)(?=[,.!?;]|$)",
        r"(?<=\w),? i can not (?:see|hear)(?: (?:well|anything|a thing|you|it|very well|without them|from "
        r"here))*(?=[,.!?;]|$)",
        r"(?<=\w) (?:will|would|can|could) you(?: please| dear| love| mate| robot)?(?=\s*[.?!]*$)",
        r"(?<=\w),? (?:okay|ok|alright|all right|right|yeah|got it|got that|understood|you hear|see)\s*[?]$",
        r"(?<=\w),? do you (?:understand|hear me|hear|get it|get that)(?=\s*[.?!]*$)",
    )
)  # fmt: skip
