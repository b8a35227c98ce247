# SPDX-License-Identifier: Apache-2.0
"""English utterances that as a whole come down to a fixed remark ("you may start moving again": go on)."""

from __future__ import annotations

import re

_SORRY = r"(?:(?:oh|ok|okay|no|please|sorry|just|actually|right|well|hey|robot|you know what|wait)[ ,]+)*"
_LATEST = (
    r"(?:that|it|this|everything|all that|all of that|the whole thing|what i (?:just )?(?:said|asked|told "
    r"you|wanted)|(?:my|the|that) (?:last|previous) (?:\w+|thing i said)|the order|the command|the task|"
    r"about (?:that|it|everything)|i (?:said|asked)(?: anything)?|i ever asked)"
)
WHOLE = tuple(
    (re.compile(rf"{_SORRY}(?:{pattern})(?: (?:please|now|then|robot|thanks|for now))*"), remark)
    for pattern, remark in (
        (r"(?:(?:yes|yeah|yep|of course|sure|certainly|absolutely)[ ,]*){2,}", "yes"),
        (
            r"no,? (?:thanks|thank you),? i (?:have|have got|already have)(?: (?:one|it|enough|some|that|"
            r"mine|already))*",
            "no",
        ),
        (
            r"hold up(?: there)?|keep (?:hold of|holding)(?: on to)? (?:it|that|them)(?: for now| for me)?",
            "wait",
        ),
        (
            r"(?:drop|forget|abandon|cancel|abort|end|quit|skip|leave|scrap|stop) (?:that|the|this|your)(?: "
            r"current| last| whole)? (?:idea|plan|thought|task|job|order|command|request|action|mission|"
            r"operation)",
            "cancel",
        ),
        (r"(?:(?:that|this|it) is )?(?:the )?wrong (?:one|colou?r|size|way|side|place)", "no"),
        (
            r"(?:the )?\w+(?: \w+)? or (?:the )?\w+(?: \w+){0,2}? (?:i do not (?:care|mind)|(?:it )?does not "
            r"matter|either is fine|you choose)",
            "whichever",
        ),
        (r"i (?:do|did) not (?:mean|say|ask for|want) (?:that|this|it|those|these)(?: one| ones)?", "no"),
        (
            r"(?:any|either|whichever|whatever)(?: one)?(?: of (?:them|those|these|the two))?(?: (?:is|are|"
            r"will(?: be)?|would be))?(?: (?:fine|ok|okay|good|great|alright|all right|do|works?|suits me|"
            r"acceptable|perfect|you (?:like|want|prefer|choose)))?(?: (?:by|with|for) me| too)?",
            "whichever",
        ),
        (
            rf"(?:cancel|forget|ignore|disregard|never mind|scratch|scrap|undo|strike|abandon|"
            rf"discard) {_LATEST}",
            "cancel",
        ),
        (
            r"(?:i|we) (?:do not|no longer) (?:need|want) (?:it|that|anything|this)(?: any ?more| any "
            r"longer| after all)",
            "cancel",
        ),
        (
            r"(?:can|could|would|will) you (?:please )?(?:stop|freeze|halt)(?: (?:moving|that|it|right now|"
            r"now))?",
            "stop",
        ),
        (
            r"(?:stop|freeze|halt)(?: (?:right there|it|now|please|moving|right now|immediately|at once|"
            r"there|everything|for god sake|the arm|robot|buddy|dude|man|mate|stop))+",
            "stop",
        ),
        (
            r"(?:can|could|would|will) you (?:please )?(?:wait|hold on|pause|hang on)(?: (?:a|one|for a|"
            r"just a) (?:moment|second|minute|sec|bit|little|tick))?",
            "wait",
        ),
        (
            r"(?:(?:wait|hold on|hang on|pause|give me|just) )?(?:for )?(?:a|one|two|just a|just one|a "
            r"couple of|a few) (?:little |quick |tiny )?(?:moment|second|minute|sec|mo|tick|minutes|"
            r"seconds|secs|bit)(?: more| longer)?",
            "wait",
        ),
        (
            r"(?:you (?:can|may|could) )?(?:keep going|carry on|continue|go on|resume|proceed)(?: "
            r"(?:(?:with )?(?:it|that|the \w+|what you were doing|your \w+)|now|again|from where you \w+|"
            r"where you (?:left off|stopped)|as before|what you were doing))*",
            "continue",
        ),
        (r"what (?:can|do) you do(?: for me)?|how can you help(?: me)?", "what is your status"),
        (
            r"(?:wait|hold on|hold it|pause|stay|stay there)(?: there| here| right there)? (?:until|till) "
            r"(?:i|we)(?: \w+){1,4}",
            "wait",
        ),
        (
            r"(?:never mind|forget it|no need|it is (?:ok|okay|fine))[, ]+(?:i|we) (?:have |will )?(?:found|"
            r"got|did|have|do|manage|can|see|took)(?: \w+){0,3}",
            "cancel",
        ),
        (
            r"(?:(?:thanks|thank you)[, ]+)?(?:that|this) (?:is|will be|was) (?:all|everything)(?: for (?:"
            r"now|today)| i (?:need|wanted))?",
            "thanks",
        ),
        (r"wait for (?:me|us|him|her|it|(?:my|the|a) \w+)(?: \w+){0,4}", "wait"),
        (
            r"(?:that|this|it) is(?: really| so| definitely)? not (?:what|the one|the thing|the \w+) i(?: "
            r"\w+){1,4}",
            "no",
        ),
        (
            r"(?:hold|stay|stand|keep) (?:still|put)(?: (?:for )?(?:a|one|just a) (?:second|moment|minute|"
            r"sec|bit))?",
            "hold still",
        ),
        (
            r"(?:go|move|get|return|come|drive|head|put (?:the|your) arm)(?: back| over)?(?: in| into| to)?"
            r"(?: your| the| its| a)? (?:home|rest|resting|start|starting|initial|original|default|neutral|"
            r"parking|parked|park|idle|base|zero|usual|normal)(?: (?:position|pose|place|spot|"
            r"point|posture))?",
            "go home",
        ),
        (r"(?:(?:ok|okay|now|right|ready|set|steady)[, ]+)*go(?: now| on)*", "continue"),
        (r"(?:(?:now )?you (?:can|may) )(?:go|move|start)(?: on| ahead| now| again)*", "continue"),
        (r"(?:stop|halt|freeze) (?:what|whatever) you are doing(?: \w+){0,3}", "stop"),
        (
            r"(?:you (?:can|may|could) )?(?:start|begin|resume|continue)(?: to)? (?:moving|move|working|"
            r"work)(?: again| now)*",
            "continue",
        ),
        (
            r"(?:(?:yes|yeah|yup|yep|ok|okay)[, ]+)*(?:that|this) is (?:the (?:right )?one|it|right|"
            r"correct)(?: (?:i|that i)(?: \w+){1,3})?",
            "yes",
        ),
        (r"not (?:quite|exactly|so much|today)|almost|close but no cigar", "no"),
        (r"(?:off you go|back to it|as you were|on you go|back to work)(?: then| now)?", "continue"),
        (
            r"(?:forget|never mind|do not worry|do not bother)(?: about| with)? (?:the|that|this|those)(?: "
            r"\w+){1,3}",
            "cancel",
        ),
        (r"i will (?:do|get|take care of|handle) (?:it|that) myself", "cancel"),
        (r"how (?:long|much longer|much more time)(?: \w+){1,5}", "what is your status"),
        (
            r"(?:are|have|is|were) you (?:\w+ )?(?:done|finished|ready|busy|stuck|working|there|listening|"
            r"okay|awake|alive|alright|all right)(?: (?:yet|now|or what|with (?:that|it)))*",
            "are you done",
        ),
        (
            r"what (?:are you|is it you are|are you currently|are you even) (?:doing|working on|trying to "
            r"do|up to|waiting for|busy with)(?: (?:now|there|right now|at the moment|just now))*",
            "what are you doing",
        ),
    )
)
