# SPDX-License-Identifier: Apache-2.0
"""English ways to say what goes where, and questions, that follow a pattern, in words the grammar knows.

Each row is a pattern and what is said instead. A pattern stands for a class of phrases, where the lexicon
would need every one of them. None drops a negation: `rewrites.usual` leaves a row out that would.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mm_robot.language.en.wish_forms import DETERMINERS
from mm_robot.vocabulary import attributes

_COLOURS = (
    "(?:" + "|".join(n for c in attributes.COLOURS for n in attributes.names_en()[c] if " " not in n) + ")"
)
_PAIRS = r"(?:scissors|glasses|pliers|tongs|tweezers|headphones|trousers|pants|shorts|sunglasses|goggles)"
_PLACED = r"(?= (?:in|into|inside|on|onto|to|next|behind|between|under|beside|by|near|left|right|over|at)\b)"
_GO = r"(?:go|goes|belongs?|be put|be placed|be|lives?|end up|get put|be moved|come|sit|stand)"

_THING = r"(?:the|that|this|my|those|these|all) [\w ]{2,25}?"
_RANKS = {
    word: rank
    for rank, words in (
        ("first", "one 1"), ("second", "two 2"), ("third", "three 3"), ("fourth", "four 4"),
        ("fifth", "five 5"),
    )
    for word in words.split()
}  # fmt: skip

PLACINGS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # Who is to have what goes where: permissions and prohibitions said of things.
    (rf"\bnone of (?:the |my |these |those )([\w ]{{2,30}}?) (?:should |may |can |must |are to "
     rf")?{_GO}{_PLACED}",
     r"do not put any \1"),
    (r"\b(?:no one|nobody) (?:should|may|must|is to|can|is allowed to|shall) (?:ever )?(?=\w)", "do not "),
    (rf"\b(?:nothing|no (\w+)) (?:should |may |can |must |is to )?{_GO}{_PLACED}",
     lambda m: f"do not put any {m.group(1) or 'thing'}"),
    (rf"^((?:the|my|this|that|these|those|all|any)(?: [\w]+){{1,5}}?) (?:does not|do not|should not|must "
     rf"not|may not|can not|is not to|are not to|should never|must never|never|is not supposed to|are not "
     rf"supposed to) {_GO}{_PLACED}", r"do not put \1"),
    (r"\byou (?:can|may|are allowed to|are free to|might) (?:touch|use|move|play with) (?:anything|"
     r"everything|whatever you (?:like|want)|all of it|all the \w+)(?: you (?:like|want|see))?(?: on the "
     r"table| here)? (?:except|but|apart from|except for|besides|other than|just not|but not) (?:for |from "
     r")?(?!do not|you )", "do not touch "),
    (r"\b(anything|everything|something|things|ones|one) (?:that|which) (?:is|are) not "
     r"(?=\w)", r"\1 except "),
    (r"\b(?:leave|keep) ((?:the|that|this|my) [\w ]{2,25}?) open\b", r"do not close \1"),
    (r"\b(?:leave|keep) ((?:the|that|this|my) [\w ]{2,25}?) (?:closed|shut)\b", r"do not open \1"),
    (r"\bboth (?=(?:the|my|this|that) (?:\w+ )?\w*[^s ] and (?:the|my|this|that) )", ""),
    (rf"(?<!\ba )(?<!\ban )\b({_COLOURS})(?:,| and)? ({_COLOURS}),? and (?:the )?({_COLOURS})\b",
     r"\1 and the \2 and the \3"),
    (rf"\b(?:leave|keep) ({_THING}) (?:out of|outside of|outside) (?=the |my |that |this |it\b)",
     r"do not put \1 in "),
    (rf"\b(?:leave|keep) ({_THING}) off(?: of)? (?=the |my |that |this |it\b)", r"do not put \1 on "),
    (rf"\b(?:make sure|ensure|see to it)(?: that)? ({_THING}) (?:is|are|gets?) (?:closed|shut)\b",
     r"close \1"),
    (rf"\b(?:make sure|ensure|see to it)(?: that)? ({_THING}) (?:is|are|gets?) (?:opened|open)\b",
     r"open \1"),
    (r"\b(?:whatever|everything|anything|all)(?: that)? (?:fell|is lying|lies|was left|has fallen|dropped|"
     r"landed|you find) (?=(?:on|in|under|behind) )", "everything "),
    (r"(?<!\bthe )(?<!\byour )(?<!\bmy )(?<!\bits )\b(?:right|straight|directly|smack|exactly) (?=(?:in|"
     r"on|into|"
     r"onto|under|behind|between|beside|by|next to|inside|above|near|back|over "
     r"there|there|here)\b)", ""),
    (r"^(?:slightly|a little|a bit)(?: more| further)? (?:to the )?(left|right)(?=\s*(?:[.!]|$))",
     r"push it \1"),
    (r"^(?:(?:ok|okay|now|and|alright|good),? )*next,? (?=the |that |a )", ""),
    (r"^(?:some )?more (?=\w)", ""),
    (r"^((?:from|out of) (?:the|my|that|this) [\w ]{2,25}?),? ((?:please )?(?:take|get|grab|bring|"
     r"pick(?: up)?|"
     r"give|hand|fetch|pass)(?: me)?) (.+)$", r"\2 \3 \1"),
    (r"^for (?:the|my|a|this|our) \w+(?: \w+)?,? (?=(?:i|we|give|bring|please|can|could|take|get|hand|put) )",
     ""),
    (r"\b(?:exactly|precisely|at least|about|around|roughly) (?=(?:one|two|three|four|five|six|seven|"
     r"eight|nine|"
     r"ten|twelve|\d+) )", ""),
    (r"\b(put|place|set|stack) ([\w ]{2,25}?) on top(?=\s*(?:[.!?,]|$))", r"\1 \2 on it"),
    (r"\b(put|take|bring|give|open|close) you (?=(?:the|a|my|that) )", r"\1 "),
    (r"\b(?:bring|get|fetch|take|give) for (my \w+|him|her|them) (?=(?:the|a|some|two|that|this) )",
     r"give \1 "),
    (r"\b((?:give|hand|pass|bring|get|fetch|pick|take|grab)\b[\w ]*?)(?<!\bso) (?:it is|they are) (?=(?:on|"
     r"in|under|behind|next|between|beside|near|inside|by)\b)", r"\1 that is "),
    (r"\b(?:that|which) (?:has |have )?(?:rolled|fell|fallen|landed|slid|slipped|dropped|ended up|got stuck) "
     r"(?=(?:on|in|under|behind|next|between|beside|near|inside|by)\b)", "that is "),
    (r"\beither (?=(?:the|a|my|that|this) [\w ]+ or )", ""),
    # Counts.
    (rf"\b(?:a|the|my) pair of (?=(?:\w+ )?{_PAIRS}\b)", "the "),
    (r"\bhalf a dozen\b", "6"),
    (r"\ba dozen\b", "12"),
    (r"\b(?:just |only )?a single\b", "one"),
    # What goes where.
    (r"\b(?:can|could|should|shall|may|might|must|ought to|needs to|need to|has to|have to|is to|are to|is "
     r"supposed to|are supposed to|is meant to|are meant to|wants to|want to|would|will|gets to) (?:all "
     r")?(?:go|be put|be placed|be|live|end up|stay|sit|stand|get put|be moved)(?: back)?(?= (?:in|into|"
     r"inside|on|onto|to|next|behind|between|under|beside|by|near|left|right|over|at)\b)",
     "goes"),
    (r"\b(?:lives?|gets? put|is to go|are to go)(?= (?:in|into|inside|on|onto|next to|behind|between|"
     r"under)\b)",
     "goes"),
    (r"\b(?:bring|get|pull) ([\w ]{2,30}?) (?:a bit |a little |slightly |up )?closer to (me|"
     r"us)\b", r"push \1 towards \2"),
    (r"\bbring ([\w ]{2,30}?) (?:a bit |a little |slightly |a tad )?(?:closer|nearer)(?=(?: "
     r"please)?\s*(?:[,.!?;]|$))", r"push \1 backwards"),
    (r"\b(?:to )?(?:whoever|anyone who|someone who|the one who|the person who)(?: (?:is|needs|wants|asked|"
     r"asks))(?: \w+){0,3}(?=\s*(?:[,.!?;]|$))", "to the person"),
    (r"\btake (this|that|it|these|them|(?:the|this|that) \w+) from (?:me|us)\b", r"take \1"),
    (r"\b(?:whatever|whichever) (\w+) (is|are) (?!the |closest|nearest|far)(?=\w)", r"the \1 that \2 "),
    (r"\b(?:a|another|one|some) (?:\w+ ){0,2}?(?:push|nudge|shove|poke|tap)\b", "a push"),
    (r"\b(?:make|free up|create|clear)(?: me)? (?:some |more |a bit of |a little )?(?:space|room) (?:on|"
     r"in) ", "clear "),
    (r"\bseparate ([\w ]{2,30}?) from ", r"sort \1 and "),
    (rf"\blet us (?:do|go with|start with|begin with|try|have|continue with|move on to) (?={DETERMINERS} "
     rf")", " "),
    (r"(?<!\bthe)(?<!\bmy)(?<!\bvery)(?<=\w) first(?=\s*(?:[,.!?;]|$))", ""),
    (r",? ?\b(?:and )?step (?:one|two|three|four|five|1|2|3|4|5)\b,?", ", then "),
    (r"(?<!hold)(?<!stay)(?<!keep)(?<!stand)(?<!sit)(?<=\w) (?:steady|still|tight|nice and "
     r"\w+)(?=\s*(?:[,.!?;]|$))", ""),
    (r"\b(?:a|some|one) (?:little )?(?:pinch|dash|splash|spoonful|sprinkle|drizzle|dollop) of "
     r"(?=\w)", "some "),
    (r"^((?:in|into|on|onto|under|behind|next to|beside|between) (?:the|my|that|this) [\w ]{2,30}?),? "
     r"((?:please )?(?:put|place|set|lay|drop)) (.+?)[.!]*$", r"\2 \3 \1"),
    (r"\ba (\w+),? any \1\b", r"any \1"),
    (r"\b(?:i|we) (?:want|need|would like) ((?:everything|all|the|it|that|this|these|those)(?: \w+){0,3}?) "
     r"(off|out of) (?=the|this|that|my|there)", r"take \1 \2 "),
    (r"\b(?:whichever|whatever|the one (?:that|which)|the one who) is (?=(?:the )?(?:closest|closer|"
     r"nearest|nearer|farthest|furthest|\w+est\b|\w+er\b))", "the one "),
    (r"\b(\w+) enough(?=[.!?]*$)(?<!is enough)(?<!was enough)(?<!not enough)(?<!far enough)", r"\1"),
    (r"(?:^|(?<=[,;.!] )|(?<=\bbut )|(?<=\band )|(?<=look )|(?<=please ))((?:the|my|that|this|these|"
     r"those)(?: \w+){1,4}?) (?:should|must|has to|have to|needs? to|can|shall|ought to) (?:stay|remain|be "
     r"left) (?:where (?:it is|they are)|here|there|put|in place|alone|untouched|as (?:it is|they are))",
     r"do not move \1"),
    (r"\bso (?:that )?(?:it|they) (?:is|are|sits?|stands?|lies?|ends? up|goes|go)\b(?! (?:not|"
     r"no)\b)", "so it is"),
    (r"\bmake ((?:the|my|that|this) [\w ]{2,25}?) (?:go|sit|stand|be|lie)" + _PLACED, r"put \1"),
    (r"\b(?:the|that) ((?:\w+ ){0,2}\w+) (?:that |which )?i am (?:pointing|looking|nodding|gesturing) "
     r"(?:at|to|towards)",
     r"that \1"),
    (r"\b(?:mummy|mommy|mama|nana|nan|papa|daddy|gran|grammy|auntie|uncle)\b(?= (?:the|a|an|some|her|his|"
     r"my|this|that|two|one)\b|[.!?]*$)", "mum"),
    (r"\b(?:lowest|bottommost|lowermost) (?=(?:\w+ )?(?:drawer|shelf))", "bottom "),
    (r"\b(?:highest|topmost|uppermost) (?=(?:\w+ )?(?:drawer|shelf))", "top "),
    (r"\b(grasp|grab|pick up|hold|take|lift|take hold of|grip) (?:the )?(?:handle|side|rim|edge|base|body|"
     r"neck|end|stem) of (?=the|a|my|that|this)", r"\1 "),
    (r"\b((?:grasp|grab|pick|hold|take|lift|grip)\b[\w ]{2,30}?) by (?:the|its|their) (?:handle|rim|sides?|"
     r"neck|top|base|edges?|body|lid|stem)\b", r"\1"),
    (r"\b(?:what|all) (?:i|we) (?:really |actually )?(?:need|want|would like)(?: right now| now)? (?:is|"
     r"are) ", "i want "),
    (r" (?:as|like) (?:before|last time|earlier|always|usual)\b", ""),
    (r"\b(?:down|up|back) over (?=there|here)", "over "),
    (r"^((?:the|that|this|those|these) [\w ]{2,25}?) (?:is|are) (?:for me|mine|ours|for us|what i (?:want|"
     r"need)),? (?=(?:please |so )?(?:hand|give|pass|bring|do not))", r"\1, "),
    (r"(?<!\bthe )(?<!\bmy )\blower (?=(?:the|it|that|my|this)\b)", "put down "),
    (r"\b(object|item|thing|block|cube|box|cup|bottle|drawer|shelf|slot|tray|part) (?:number |no |nr "
     r")?(one|two|three|four|five|[1-5])(?= (?:to|on|onto|in|into|next|and|please|behind)\b|\s*(?:[,.?!]|$))",
     lambda m: f"{_RANKS[m.group(2)]} {m.group(1)}"),
    (r"\b(?:about |exactly |roughly |around )?(?:\d+|one|two|three|four|five|six|ten|a few|a couple of|"
     r"half a|an|a) (?:centimet(?:re|er)s?|cm|inch(?:es)?|millimet(?:re|er)s?|mm|hands? widths?|feet|foot) "
     r"(?=(?:to the )?(?:left|right|behind|in front|above|next))", ""),
    (r"\bto the (left|right) (?:hand )?side(?! of)", r"to the \1"),
    (r"(?<=\w) after(?:wards?)?(?=\s*[.!?]*$)", ""),
)  # fmt: skip

QUESTIONS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\b(what|where|which(?: \w+)?|how many \w+|who) (?:do|would|did) you (?:think|reckon|suppose|believe|"
     r"guess|say)\b", r"\1"),
    (r"^any (?:sign|trace) of\b", "is there"),
    (r"^(how many [\w ]+?) (?:are|is) left (?=in|on|inside|under)", r"\1 are "),
    (r"\b(gave you|gave me|put down|put there|handed you) (?:earlier|before|a (?:moment|minute|second|"
     r"while) ago|just now|last time)\b", r"\1"),
    (r"(?:^|(?<=you )|(?<=you please )|(?<=please ))(?:please )?(?:verify|double check|confirm|check)(?: "
     r"that| if| whether)? ((?:the|my|that|this|all) "
     r"[\w ]{2,30}?) (is|are) ", r"\2 \1 "),
    (r"^wh(?:at|ich) is (?=(?:the )?(?:closest|nearest|farthest|furthest) (?:to|from)\b)", "which one is "),
    (r"\bis the (closest|nearest|farthest|furthest) (to|from)\b", r"is \1 \2"),
    (r"\b(any|some|two|three|four|five|six|\d) more (?=\w)", r"\1 "),
    (r"\b(tell me|check|see|know|say|look|wonder|find out|sure) whether\b", r"\1 if"),
    (r"(?<=\w)(?<!\band)(?<!\bthen)(?<!\bplease)(?<!\bbut) (?:that |which )?(?:i|you|we|he|she|they|somebody|"
     r"someone) (?:have |had |has |just )*(?:put|placed|left|set|laid|kept|saw|found|dropped) (?=(?:on|in|"
     r"under|behind|next|beside|by|near|inside|between)\b)",
     " that is "),
    (r"\b(that|which) is lying (?:down|flat|on its side)\b", r"\1 is tipped over"),
    (r"(?<=\w)(?<!not) enough (?=\w+s\b)", " "),
    (r"\b(?:can|may|could) (?:i|we) (?:see|have a look at|look at) (?=the |my |that |this )", "show me "),
    (r"(?<!right )(?<!left )\b(in|at) the (back|front) row\b", r"\1 the \2"),
    (r"^which is the (colour|color|size|shape|material)\b", r"what is the \1"),
    (r"^did you (?:close|shut) ([\w ]{2,25}?)[?.!]*$", r"is \1 closed"),
    (r"^did you open ([\w ]{2,25}?)[?.!]*$", r"is \1 open"),
    (r"\bhows\b", "how is"),
    (r"\b(how many [\w ]{2,25}?) (?:can|could|do) you (?:count|spot|find)\b", r"\1 are there"),
    (r"\bwhat (this|that|it|the [\w ]{2,20}?) is(?: called)?(?=[?.!]*$)", r"what is \1"),
    (r"\b(?:have|has|do|does) (?:i|we|you|they|anyone|anybody|somebody|he|she) (?:got|have)(?= (?:any|a|an|"
     r"some|enough|more|another)\b)", "is there"),
    (r"^(how many [\w ]+?) left[.?!]*$", r"\1"),
    (r"^(?:any|either)(?: of the)? ([\w ]{2,20}?) (?:will do|would do|works|(?:is|are) (?:fine|"
     r"ok|okay|good|all right|alright))(?=\s*(?:[.!?]|$))", r"any \1"),
    (r"\bpoint(?: out| to| at)? where ([\w ]{2,30}?) (?:is|are)(?=\s*(?:[.!?,]|$))",
     r"point at \1"),
    (r"^are you (?:still )?holding (?:anything|something|a thing)\b", "what are you holding"),
    (r"^(?:which|what) (\w+) (?:is|are) ((?:the|my|that) [\w ]{2,25}?) in(?=\s*(?:[.?!]|$))",
     r"which \1 has \2"),
    (r"^(?:please )?(?:tell me|say|name) the (colou?r|size|shape|name|kind|type) of\b", r"what is the \1 of"),
    (r"\b(?:look|search|check|see) ((?:on|in|under|behind|inside|around) [\w ]{2,25}?) for (?=\w)(.+)$",
     r"look for \2 \1"),
    (r"\b(?:search|check) (the [\w ]{2,25}?) for (?=\w)(.+)$", r"look for \2 in \1"),
    (r"\bhow much (?=\w+s\b)", "how many "),
    # What the robot holds.
    (r"\bwhat (?:did you|have you) (?:just |now )*(?:pick(?:ed)? up|take(?:n)?|took|grab(?:bed)?|get|got|"
     r"lift(?:ed)?)(?: just now| there)?(?=\s*[?.!]*$)", "what are you holding"),
    (r"\bwhat (?:is|have you got|do you have|is that|have you) (?:that )?(?:in|inside|between) your "
     r"(?:hand|hands|gripper|claw|grip|fingers)\b", "what are you holding"),
)  # fmt: skip
