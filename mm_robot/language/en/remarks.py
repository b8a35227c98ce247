# SPDX-License-Identifier: Apache-2.0
"""English remarks that are a command of their own when nothing else stands beside them: command -> phrases.

They are written as they read after `text.plain`: contractions spelled out, hyphens gone.
"""

from __future__ import annotations

REMARKS: dict[str, str] = {
    "stop": """
        do not move a muscle, do not move your arm, do not move the arm, do not move your hand,
        hold your fire, cease,
        hold your position, stop, stop it, stop that, stop now, stop right now, stop right there,
        stop there, stop moving, stop everything, stop the robot, stop the arm, stop at once,
        stop immediately, halt, freeze, abort now, emergency stop, e stop, whoa, do not move, never move,
        hold still, stay still, stand still, do not move at all, do not move any more,
        do not move anymore, do not you move, cut it out, enough, that is enough, hands off, nobody moves,
        no more, that will do, stop what you are doing, stop this, stop doing that, stop please,
        keep still, knock it off, do not continue, do not go on, do not do anything, do nothing
    """,
    "wait": """
        hold your horses, pause there, wait right there, just wait, bear with me, one tick, half a second,
        hang fire, keep holding it, hold it a bit longer, keep hold of it, do not take it yet, wait,
        wait a moment, wait a second, wait a minute, wait a bit, hold on, hang on, pause, one moment,
        one second, one sec, just a moment, just a second, just a minute, just a sec, wait for me,
        hold it, not yet, not now, wait here, hold on a second, hold on a moment, hang on a second,
        hang on a minute, give me a second, give me a moment, give me a minute, wait there, wait a sec,
        hold on a minute, hold on a sec, take a break, wait up, do not start yet, not so fast,
        hold that thought, wait until i say
    """,
    "resume": """
        as you were, back to work, back to it, get on with it, resume what you were doing,
        back to what you were doing, carry on with what you were doing, continue with what you were doing,
        continue what you were doing, continue with the task, resume the task, continue the task,
        carry on with the task, go on with the task, continue, go on, carry on, keep going, resume,
        proceed, move on, you may continue, you can continue, you may go on, you can go on,
        you may move again, you can move again, keep on, keep moving, start again, go on with it,
        move again, continue please, pick up where you left off, go on then, you may move, you can move,
        do not stop, please do not stop, do not stop now, never stop, do not wait, do not pause,
        do not cancel, do not halt, no need to stop, no need to wait
    """,
    "cancel": """
        scrap that, scrap it, call that off, forget that one, forget about the last one, never mind then,
        leave that, never mind that, forget what i said, cancel the last command, cancel the last one,
        forget the last command, cancel, cancel that, cancel it, cancel the task, cancel this,
        cancel everything, cancel the command, never mind, nevermind, forget it, forget that,
        forget about it, forget about that, abort, abort the task, abort mission, abort the mission,
        cancel the mission, abort that, scratch that, leave it, drop it all, do not bother,
        i changed my mind, i have changed my mind, call it off, skip it, skip that, stop the task,
        give up, cancel the order, undo that, drop the task, cancel the job, quit
    """,
    "confirm": """
        go for it, by all means do, that works, works for me, yes let us, let us do it, you bet, do that,
        that is what i want, that will work, fine by me, why yes, it is in my hand, i have it in my hand,
        you can release it, i have it now, you can let go now, yes, yeah, yep, yup, yes please, sure,
        sure thing, correct, that is correct, that is right, exactly, right, of course, affirmative,
        absolutely, certainly, definitely, indeed, go ahead, do it, do it anyway, please do, yes do it,
        that is it, that is the one, that is fine, fine, all right, alright, ok, okay, you got it,
        i got it, got it, i have it, i have got it, i am holding it, i took it, it is mine,
        thanks i got it, thank you i have it, i have got hold of it, sounds good, why not, no problem,
        yes it is, yes i do, yes that one, you can let go, perfect, good, great, right you are,
        that is what i mean, that is what i meant, roger, you may let go, confirmed, confirm, agreed,
        i have a hold of it, yes i am sure, i am sure, be my guest, by all means, uh huh, mm hmm, mhm,
        aye, i do, it is
    """,
    "deny": """
        not that far, not so far, not like that, not this way,
        not there, not here, not in there, not over there, none of those,
        none of these, none, none of the above, not any of them, not any of those,
        neither one, neither one of them, not either, no neither, no none of them,
        i do not want any of them, forget both, that is the wrong one, it is the wrong one,
        this is the wrong one, not that thing, no, nope, nah, no thanks, no thank you, negative, wrong,
        that is wrong, incorrect, not that one, not this one, not that, not this, not it, that is not it,
        that is not right, that is not correct, that is not the one, neither, neither of them,
        none of them, wrong one, the wrong one, no way, of course not, certainly not, absolutely not,
        better not, i do not think so, no it is not, no i do not, that is not what i meant,
        that is not what i want, i do not have it, i have not got it, not really, please do not, do not,
        do not do it, do not do that, do not do this, nothing, no not that, no not that one,
        i did not mean that, not at all, it is not, is not it, no do not, never, i do not want it,
        i do not want that, not the one, rather not, i would rather not
    """,
    "any": """
        whichever, whatever, any, either, any one, either one, any of them, any of those, any of these,
        either of them, either of those, any one will do, any will do, any one is fine, any is fine,
        either one is fine, either is fine, either will do, either one will do, either works, any works,
        it does not matter, does not matter, it does not matter which, does not matter which,
        no matter which, it does not matter which one, does not matter which one, i do not care,
        i do not care which, i do not care which one, i do not mind, i do not mind which,
        i do not mind which one, you choose, you decide, you pick, your choice, up to you,
        it is up to you, surprise me, whichever you like, whichever you want, whichever one you like,
        whichever one you want, whichever is closest, just pick one, just take one, pick one, take one,
        choose one, take any, pick any, you can choose, any of them is fine, any of them will do,
        either of them is fine, it is all the same to me, all the same to me, makes no difference,
        it makes no difference, one of them, just one of them, one or the other, whatever is easiest,
        whichever is easier, whichever is easiest, whatever you like
    """,
    "go_home": """
        move back to your home position, move to your start position, move back to the start,
        go to the start, move back to the home position, move your arm back to the home position,
        move out of the way,
        go home, go back home, return home, home, go to your home position, go to the home position,
        home position, go to home position, go to home, go back to the start, go back to start,
        go to the start position, go to your start position, return to the start, return to start,
        go to your rest position, return to home, return to home position, rest position,
        return to your home position, move home, go back, move back home, move to home,
        move to the home position, park, park the arm, park yourself, reset your arm, reset your position,
        retract your arm, retract the arm, return to base, go to rest, rest, move to your home position,
        go back to your home position, go back to the home position, go back to your starting position,
        go back to your place, go to your starting position, return to your starting position,
        return to the starting position, go back to the starting position, go to sleep, move your arm back,
        move the arm home, move the arm back home, go away, back off, move away, take your arm away,
        go to your place, back to your place, get out of the way, come home, move your arm home
    """,
    "release": """
        release, let go, let it go, let go of it, release it, release the object, let go of that,
        let go of the object, let go now, release that, you can let it go, let loose, drop it, drop that,
        just drop it, release the gripper, release your grip, loosen your grip,
        open up your hand and let go, let me have it now, release it now, drop it now, drop the object,
        drop what you are holding, let go of the thing, let go of what you are holding, unhand it
    """,
    "open": """
        open your hand, open the hand, open your gripper, open the gripper, open your fingers,
        open the fingers, open up your hand, open your claw, open the claw, open gripper, open hand,
        open up the gripper, spread your fingers, open your hand up
    """,
    "close": """
        close your hand, close the hand, close your gripper, close the gripper, close your fingers,
        close the fingers, close gripper, close hand, shut your hand, shut the gripper, close your claw,
        close the claw, close up your hand, make a fist
    """,
    "status": """
        what is taking so long, what takes so long, why is it taking so long, how long will it take,
        how much longer, what is up, are you working on it, what is the hold up, where are you at,
        what are you doing, what are you up to, what are you doing now, what are you doing right now,
        are you done, are you ready, are you busy, are you finished, are you there, how are you,
        how are you doing, what is your status, status, status report, report your status, are you ok,
        are you okay, what is happening, what is going on, what is wrong, what happened, how is it going,
        can you hear me, are you working, are you listening, what are you waiting for, have you finished,
        did you finish, are you stuck, report, are you still there, is everything ok, is everything okay,
        is everything all right, why did you stop, are you done yet, what is the status, how far are you,
        what is the matter, are you awake, are you still working
    """,
}
