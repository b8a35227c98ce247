# SPDX-License-Identifier: Apache-2.0
"""English sentences that stop, forbid, go on, or refer back; the package explains the notation."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "forbid": """
        don't touch {t}
        do not touch {t}
        don't take {t}
        leave {t} alone
        please don't touch {t}
        never pick up {t}
        you must not touch {t}
        hands off {t}
        don't move {t}
        don't pick up {t}
        whatever you do don't touch {t}
        stay away from {t}
        ! keep your fingers away from {t}
        ! {t} is off limits
        ! i don't want you to lay a finger on {t}
    """,
    "not_this": """
        don't pick up {t}
        do not pick up {t}
        don't give me {t}
        please don't hand me {t}
        don't take {t}
        i don't want {t}
        i don't want you to take {t}
        you shouldn't pick up {t}
        no don't grab {t}
        please do not move {t}
        never mind {t} don't take it
        don't you dare pick up {t}
        ! not {t} leave it where it is
        ! i'd rather you didn't touch {t}
        ! under no circumstances take {t}
    """,
    "unsafe": """
        throw {t} at me
        throw {t} across the room
        drop {t} on the floor
        throw {t} on the floor
        hit me with {t}
        hit the person with {t}
        throw {t} at the person
        toss {t} at my head
        smash {t} on the table
        knock {t} off the table
        poke me with {t}
        push {t} off the table
        ! fling {t} at the wall
        ! whack me with {t}
        ! let {t} fall on the ground
    """,
    "stop": """
        stop
        stop it
        stop now
        stop right there
        halt
        stop moving
        freeze
        stop stop stop
        hey stop
        no stop
        please stop
        stop the arm
        ! whoa stop
        ! hold it right there
        ! that's enough stop
    """,
    "wait": """
        wait
        wait a moment
        hold on
        wait a second
        hang on
        hold on a second
        please wait
        just a moment
        wait wait
        one moment please
        pause
        hang on a second
        ! give me a second
        ! hold your horses
        ! not so fast wait
    """,
    "resume": """
        continue
        go on
        okay go on
        carry on
        you can continue
        okay continue
        resume
        keep going
        go ahead
        alright carry on
        please continue
        you can go on now
        ! off you go again
        ! back to it
        ! as you were
    """,
    "cancel": """
        cancel
        never mind
        forget it
        cancel that
        forget about it
        abort
        actually never mind
        cancel the task
        scratch that
        leave it i don't need it
        okay forget it
        never mind leave it
        ! drop the whole thing
        ! i changed my mind
        ! call it off
    """,
    "two_steps": """
        {p} and then {q}
        {p} then {q}
        first {p} then {q}
        {p} and after that {q}
        {p} when you're done {q}
        {p} and {q}
        can you {p} and then {q}
        i want you to {p} and then {q}
        {p} and afterwards {q}
        first {p} and after that {q}
        please {p} then {q}
        {p} next {q}
        ! before anything else {p} after which {q}
        ! two things {p} and also {q}
        ! start by this {p} and finish with this {q}
    """,
    "three_steps": """
        {p} then {q} and then {r}
        first {p} then {q} and finally {r}
        {p} and {q} and then {r}
        {p} after that {q} and at the end {r}
        first {p} second {q} third {r}
        can you {p} then {q} and then {r}
        please {p} then {q} then {r}
        {p} and then {q} and after that {r}
        i want you to {p} then {q} and finally {r}
        {p} next {q} and last {r}
        {p} then {q} then {r}
        start with this {p} then {q} and then {r}
        ! three things {p} {q} and {r}
        ! {p} once that's done {q} and to finish {r}
    """,
    "step_give": """
        give me {t}
        hand me {t}
        pass me {t}
        bring me {t}
    """,
    "step_in": """
        put {t} in {a}
        place {t} in {a}
        put {t} into {a}
        drop {t} into {a}
    """,
    "step_on": """
        put {t} on {a}
        place {t} on {a}
        set {t} on {a}
    """,
    "step_next_to": """
        put {t} next to {a}
        place {t} beside {a}
        put {t} beside {a}
    """,
    "step_left_of": """
        put {t} to the left of {a}
        place {t} left of {a}
    """,
    "step_right_of": """
        put {t} to the right of {a}
        place {t} right of {a}
    """,
    "other_one": """
        give me the other one
        hand me the other one
        now the other one please
        and now give me the other one
        now hand me the other one
        i'd like the other one too
        no i want the other one
        can you give me the other one
        now the other {w} please
        pass me the other {w}
        give me the other {w} too
        could you pass me the other {w} as well
        ! its twin please
        ! and the remaining one as well
        ! bring the other one too
    """,
    "just_given": """
        put the one i just gave you in {a}
        put what i just gave you into {a}
        take the one i just gave you and put it in {a}
        the thing i just gave you goes in {a}
        can you put the one i just put down in {a}
        put the {w} i just gave you in {a}
        the {w} i just put there goes in {a}
        place the one i just gave you in {a}
        i just put something down for you put it in {a}
        could you put the {w} i gave you just now into {a}
        take the {w} i just put on the table and put it in {a}
        the one i just placed on the table belongs in {a}
        ! what i brought you a moment ago goes in {a}
        ! the newcomer belongs in {a}
        ! my latest gift goes in {a}
    """,
    "answer_which": """
        {t}
        {t} please
        i mean {t}
        {t} of course
        i want {t}
        i meant {t}
        take {t}
        ! {t} if you please
        ! the one i mean is {t}
    """,
}
