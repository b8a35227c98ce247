# SPDX-License-Identifier: Apache-2.0
"""English words that may be left out: politeness, hesitation, and what else changes no command."""

from __future__ import annotations

FILLERS = """
    yet, already,
    please, um, uh, er, erm, hmm, hm, well, so, hey, hi, hello, robot, hey robot, just, now, right now,
    right away, kindly, maybe, perhaps, quickly, carefully, slowly, gently, also, too, as well,
    there you go, if you do not mind, if you would not mind, if you please, if you can, if you could,
    if possible, if it is possible, for me, for us, immediately, at once, today, again, once more,
    once again, quick, then please, ahem, ah, oh, like, you know, kind of, sort of, basically, simply,
    real quick, really quick, real quickly, would you mind, would you mind if i asked you to, do you mind,
    do you think you could, do you think you can, would it be possible to, is it possible to,
    is it possible for you to, i was wondering if you could, i wonder if you could,
    i was wondering if you would, could you possibly, can you possibly, why do not you, why not just,
    be so kind as to, be so kind and, would you be so kind as to, could you be so kind as to, be a dear and,
    be a darling and, do me a favor and, do me a favour and, could you do me a favor and,
    could you do me a favour and, can you do me a favor and, go ahead and, try to, try and, make sure to,
    make sure you, make sure that you, be sure to, remember to, see if you can, i want you to,
    i would like you to, i need you to, i would love you to, you should, you must, you have to, you need to,
    you will, you can, you may, you could, you might, could you, can you, would you, will you,
    could you please, can you please, would you please, will you please, would you kindly, could you kindly,
    let us, let me, help me, help me to, help me out and, your task is to, your job is to, i want to,
    i would like to, i need to, i ask you to, i am asking you to, may i ask you to, can i ask you to,
    could i ask you to, feel free to, start to, begin to, begin by, start by, how about you, how about,
    what about, thanks, thank you, thank you very much, thanks a lot, cheers, my friend, buddy, mate, pal,
    dear, man, sir, time to, it is time to, when you are ready, when you can, when you have time,
    when you get a chance, when you have a moment, as soon as possible, as soon as you can, asap, first,
    first of all, firstly, to begin with, for now, this time, next time, ever, at all,
    under any circumstances, whatever you do, in any case, on any account, anymore, any more, any longer,
    somehow, straight, straight away, a bit, a little bit, slightly, a tad, a touch, completely, fully,
    all the way, safely, softly, very, really, quite, rather, pretty, so very, actually, i think, i guess,
    i believe, i suppose, obviously, okay so, ok so, all right so, alright so, dare, dare to, even,
    even think about, think about, think of, want to, going to, need to, have to, want you to, like you to,
    allowed to, supposed to, please please, yo, listen, look here, excuse me, good morning, good evening,
    good afternoon, can you go and, could you go and, go and, come and, can you just, could you just,
    can you quickly, you there, right there, if you want, if you like, by the way, in the end,
    by any chance, with care, with caution, with your hand, with your gripper, with the gripper,
    with your arm, for a second, for a moment, i said, i told you to, i repeat, pretty please, my god,
    oh my god, god, damn, damn it, jesus, for god sake, bloody hell, hell, ouch, ow, my dear, attention,
    remember, note, note that, important, warning, careful, be careful
"""
