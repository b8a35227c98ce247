# SPDX-License-Identifier: Apache-2.0
"""English wishes, prohibitions and spellings that follow a pattern, in the words the grammar knows.

Each row is a pattern and what is said instead. A pattern stands for a class of phrases, where the lexicon
would need every one of them. None drops a negation: `rewrites.usual` leaves a row out that would.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Adverbs that split a fixed phrase ("do we still have", "can you possibly hand me") and change no command.
_IDLE = (
    r"(?:still|possibly|perhaps|maybe|just|kindly|please|quickly|actually|even|ever|happen to|at all|now|"
    r"already|by any chance|also|all|really|only just|ever so kindly|go ahead and|go and|try to|try and)"
)
_SUBJECT = r"(?:you|we|i|they|there|it)"
_AUXILIARY = r"(?:do|can|could|would|will|have|did|are|is|may|might|should)"
DETERMINERS = (
    r"(?:the|a|an|my|that|this|some|these|those|one|two|three|both|any|another|her|his|their|our|your|more|"
    r"something)"
)
_STAFF = (
    r"(?:he|she|(?:the |my |our |your )?(?:chef|cook|boss|doctor|nurse|teacher|surgeon|patient|customer|"
    r"guest|grandma|grandpa|granny|mum|mom|dad|mommy|daddy|mother|father|sister|brother|son|daughter|wife|"
    r"husband|friend|colleague|neighbou?r|lady|man|woman|boy|girl|kid|child|baby|operator|visitor|nana|nan|"
    r"papa|gran|auntie|aunt|uncle|roommate|manager))"
)

# What is wished to be done with a thing: "I need the box moved to the shelf".
_DONE = {
    "closed": "close", "shut": "close", "opened": "open", "moved": "move", "cleared": "clear",
    "tidied": "tidy", "stacked": "stack", "sorted": "sort", "removed": "remove", "put": "put",
    "placed": "put", "thrown": "throw", "pushed": "push", "brought": "bring", "handed": "hand",
    "cleaned": "clean", "wiped": "wipe", "picked": "pick", "delivered": "bring", "emptied": "empty",
    "returned": "return", "taken": "take", "set": "set",
}  # fmt: skip
_DONE_VERB = f"({'|'.join(_DONE)})"
_DONE_END = (
    r"(?= (?:to|in|into|on|onto|next|behind|between|under|beside|by|near|up|away|back|over|out|off|please|"
    r"for|now|down|from)\b|\s*(?:[,.!?;]|$))"
)

WISHES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
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
    (rf"\b({_AUXILIARY} {_SUBJECT})(?: {_IDLE}\b(?! not\b)){{1,2}}", r"\1"),
    # What recognisers and second languages make of words.
    (r"\b(the|a|that|this|my) (?:read|wred) (?=\w)", r"\1 red "),
    (r"\b(the|a|that|this|my) blew (?=\w)", r"\1 blue "),
    (r"\b(the) write (?=one|side|\w+ one)", r"\1 right "),
    (r"\b(?:execute|perform|initiate|carry out|run|start) (?:a |the )?(pick|grasp|grab|place|push|"
     r"handover)(?: up)?(?: and place)?(?: operation| action| task| command| skill| motion| sequence)?(?: "
     r"on| of| for)? (?=the |a |\w)",
     r"\1 "),
    (r"把\s*(.+?)\s*(?:递给|拿给|给)\s*我", r"give me \1 "),
    (r"把\s*(.+?)\s*(?:放进|放入|装进)\s*", r"put \1 into "),
    (r"把\s*(.+?)\s*(?:放到|放在|摆到|摆在)\s*", r"put \1 on "),
    (r"(?<=[a-z])\s*(?:里面|里|上面|上)(?=\s*[,.!?]*$)", ""),
    (r"\s*(?:放进|放入|放到里面)\s*", " and put it into "),
    (r"\s*(?:放到|放在|摆到|摆在|搁到|搁在)\s*", " and put it on "),
    (r"\bin side(?: of)?\b", "inside"), (r"\btoo the\b", "to the"), (r"(?<=\w) buy (?=the |my )", " by "),
    (r"\bpear of\b", "pair of"), (r"\bon two the\b", "onto the"), (r"\bfour me\b", "for me"),
    (r"\bnext two\b(?= (?:the|my|it|that))", "next to"), (r"\bbe hind\b", "behind"),
    (r"\b(i|you|we) no (want|need|like|touch|take|open|move|close|put|give)\b", r"\1 do not \2"),
    (r"\b(can|could|would|will) (?:somebody|someone|anyone|anybody|one of you) (?!see\b|find\b)(?=\w)",
     r"\1 you "),
    (r"^can (?=(?:bring|give|hand|pass|get|put|take|pick|open|close|move|fetch|help|show|find)\b)",
     "can you "),
    (r"^(?:slightly|a (?:(?:little |tiny )?bit|little))(?: more| further)? (?:to the )?(left|right)"
     r"(?=(?: please)?\s*(?:[.!]|$))", r"push it \1"),
    (r"^(?:no,? )?not (?:this|that)(?: one)?,? (?=(?:this|that) )", "no, "),
    (r"\ba (?:tiny |little |wee |small |slight |teeny )*(?:bit|tad|touch|smidge|notch|fraction|hair|smidgen)"
     r"\b(?! (?:of|more|longer)\b)", " "),
    (r"\b(?:can|could|shall|should|may) we (?=(?:please )?(?:tidy|clean|clear|put|move|open|close|stack|sort|"
     r"push|pull|place|pick|take|throw|pack|turn)\b)", "can you "),
    (r"\bi (?:told|asked|warned|said to|instructed|begged) you (?:not to|never to)\b", "do not"),
    (r"\bdo not (\w+(?: up| away)?) ([\w ]{2,25}?),? (?:just|only) (?=(?:the|my|that|this) )",
     r"do not \1 \2, \1 "),
    # Wishes.
    (r"\b(?:if |may |can |could |might )?i (?:may |could |can |might )?(?:trouble|bother) you "
     r"for ", "i want "),
    (r"\bi like to have |\bme (?:want|need|like)(?= )", "i want "),
    (r"^(?:and |so |ok |okay )?(?!it |that |this )([\w ]{3,40}?) (?:would|will) be (?:really |so |very |"
     r"just )*(?:great|nice|lovely|good|helpful|perfect|wonderful|handy|fantastic|appreciated|awesome|"
     r"fine)[.!]*$",
     r"i want \1"),
    (rf"\b(?:i|we) (?:want|would like|would love|need|have) to (?:hold|have|eat|drink|use|play with|try|"
     rf"read|borrow|wear|taste|keep) (?={DETERMINERS} )", "i want "),
    (rf"\blet (?:me try|(?:me|us) (?:hold|use|borrow|have|get)) (?={DETERMINERS} )", "can i have "),
    (rf"\b(?:i|we) (?:can|may|get to|could|should) (?:have|get) (?={DETERMINERS} )", "can i have "),
    (rf"\b{_STAFF}(?: over there| there| here)?(?: really| also| just)? (?:needs|wants|would like|wanted|"
     rf"is asking for|could use|has asked for|asked for|is waiting for|would love) (?={DETERMINERS} "
     rf")", "give him "),
    (r"\bi am (wanting|needing)(?: to have)?\b", "i want"),
    (r"\bi would be (?:really |very |so )?(?:grateful|glad|happy|thankful|delighted) (?:for|with|about|to "
     r"have|to get) ", "i want "),
    (r"\bi(?: would)?(?: quite| really| also| still| just| only| actually| now| kind of)+ (want|need|like|"
     r"love|would like|would love|prefer)\b", r"i \1"),
    (r"\bi (?:think|guess|believe|suppose|reckon) (?=i |you )", ""),
    (r"\bi (?:would )?(?:like|love) (?=the |a |an |some |two |three |that |this |those |these |one |both )",
     "i would like "),
    (r"\b(?:may|might|could|can) (?:i|we) (?:have|get|borrow|grab|see about getting)\b", "can i have"),
    (r"\b(?:i|we) (?:could do with|will be needing|would not say no to|will need|have need of|am in need "
     r"of|would appreciate|fancy|am dying for|am craving|would kill for|could go for|feel like having)\b",
     "i want"),
    (r"\bi (?:really|do|still|also|just|honestly) (?=think|believe|guess|suppose)", "i "),
    (r"\breach (?=(?:the|that|my|a|those|these)\b[\w ]+ for me\b)", "get "),
    (rf"\b(?:(?:i|we) (?:want|need|would like|would love|prefer)|(?:to|please|^) ?(?:have|get|see)) "
     rf"(?=(?:the|my|that|this|these|those|all|everything|it|them)\b)((?:(?!i |you )\w+ ){{1,5}}?)"
     rf"{_DONE_VERB}{_DONE_END}",
     lambda m: f"{_DONE[m.group(2)]} {m.group(1)}"),
    (r"^(?:no,? )?i (?:asked for|wanted|was asking for|ordered) (?=(?:the|a|that|my) )", "i said "),
    # Prohibitions, politely.
    (r"\b(?:i|we) (?:am not sure|are not sure|doubt|do not know|question)(?: that| if| whether)? you (?:"
     r"should|can|could|must|have to|ought to|need to) ", "do not "),
    (r"\b(want|need|give me|take|bring me|touch|use|move) neither ([\w ]+?) nor (?=\w)",
     r"do not \1 \2 and do not \1 "),
    (r"\b(?:i would|it would be (?:better|best|good|nice|great)|i)(?: really| much)? ?(?:rather|prefer|"
     r"appreciate|like|love)?(?: it)?(?: if)?(?: that)? you (?:did|do|would|could) not (?:to "
     r")?(?=\w)", "do not "),
    (r"\b(?:can|could|would|will) you (?:please )?not (?=\w)", "do not "),
    (r"^(?:forget|never mind|skip) (?:about )?(the [\w ]{2,20}?),? (?=(?:and )?(?:give|hand|bring|take|"
     r"pick|put|get|just|i want) )", r"do not take \1, "),
    (r"^(?:no,? )?(?:neither|none)(?: of (?:them|those|these))?,? (?=(?:i (?:mean|meant|want|wanted|said)|"
     r"the|give) )",
     "no, "),
    (r"\bi do not (?:think|believe|want)(?: that)? you (?:should|can|ought to|need to|have to|must|"
     r"to) ", "do not "),
    (r"\b((?:all|everything|every|anything|any|each|both)\b(?: of)?(?: (?:them|it|these|those|the|this|"
     r"that))?(?: \w+){0,3}?),? but (?=(?:the|that|this|my|those|these|his|her|your|for)\b)", r"\1 except "),
    (r"(?<=\w),? (?:but |and )(?:keep|leave) ((?:the|that|this|my) [\w ]{2,25}?) (?:out|outside|off|out of "
     r"it)(?= ?(?:[,.!?;]|$))", r" except \1"),
    (r"(?<=\w),? (?:but |and |just )?(?:skip|ignore|leave out|omit|exclude|spare) (?=(?:the|that|this|my|"
     r"those|these|anything|all|any) )", " except "),
    # Contrast and what is to be spared.
    (r"\b(?:i mean|that is|i said|well),? not (?=the |that |this |my |a )", "not "),
    (r"\b(?:as long as|so long as|provided) (?:it|that|they) (?:is|are) not\b", "but not"),
    (r"\b(?:all|everything|every \w+|anything|all \w+ \w+|all the \w+)\b(?:,)? (?:bar|barring|save|minus|"
     r"less|leaving out|leaving aside|excepting|not counting|not including|with the exception of)\b",
     lambda m: re.sub(r" (?:bar|barring|save|minus|less|leaving out|leaving aside|excepting|not counting|"
                      r"not including|with the exception of)$", " except", m.group(0))),
    (r"^((?:the|that|this|a|my) [\w ]{2,25}?),? (?:give|hand|pass)(?: it| them)?(?: to)? me(?: "
     r"please)?[.!]*$",
     r"give me \1"),
    (r"\b(please|kindly) to (?=\w)", r"\1 "),
    (r"\bbeside of\b", "beside"),
    (r"^(?:(?:yes|yeah|yep),? )?(?:that|this) is (?:right|correct|it),? (?=the |that )", "yes, "),
    (r"^(yes|yeah|yep|sure|ok|okay) please,? (?=the |that |this |both )", r"\1, "),
)  # fmt: skip
