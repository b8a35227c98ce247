# SPDX-License-Identifier: Apache-2.0
"""English sentences that want an answer; the package explains the notation."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "point_at": """
        point at {t}
        point to {t}
        can you point at {t}
        could you point to {t}
        show me {t} by pointing at it
        please point at {t}
        find {t} and point at it
        which one is {t} point at it
        point out {t}
        point your hand at {t}
        i want you to point at {t}
        would you point to {t} please
        ! aim your gripper at {t}
        ! indicate {t}
        ! direct your hand to {t}
    """,
    "find": """
        find {t}
        show me {t}
        look for {t}
        can you find {t}
        could you locate {t}
        where is {t} show me
        ! see if you can spot {t}
    """,
    "answer_what": """
        what do you see
        what's on the table
        what is on the table
        what can you see
        tell me what you see
        can you tell me what's on the table
        which things are on the table
        describe what you see
        what objects are there
        list the things on the table
        what have we got here
        what things can you see on the table
        ! what all is lying around here
        ! give me a rundown of what's on the table
        ! name everything in front of you
    """,
    "answer_what_in": """
        what's in {a}
        what is in {a}
        what's inside {a}
        can you tell me what's in {a}
        what is there in {a}
        tell me what is in {a}
        what do you see in {a}
        is there anything in {a} and what is it
        ! what does {a} hold
        ! name the thing in {a}
    """,
    "answer_what_on": """
        what's on {a}
        what is on {a}
        what's lying on {a}
        can you tell me what's on {a}
        what is there on {a}
        tell me what is on {a}
        what do you see on {a}
        what's on top of {a}
        ! what does {a} carry
        ! name the thing on {a}
    """,
    "answer_where": """
        where is {t}
        where's {t}
        can you tell me where {t} is
        could you tell me where {t} is
        do you know where {t} is
        tell me where {t} is
        where do you see {t}
        where did {t} go
        i can't find {t} where is it
        i'm looking for {t} where is it
        can you see where {t} is
        where exactly is {t}
        ! in what spot is {t}
        ! whereabouts is {t}
        ! i've lost {t} any idea where it is
    """,
    "answer_count": """
        how many {t} are there
        how many {t} do you see
        how many {t} are on the table
        count the {t}
        can you count the {t}
        how many {t} can you see
        tell me how many {t} there are
        what's the number of {t}
        could you count the {t} for me
        how many {t} have we got
        do you know how many {t} there are
        please count the {t} on the table
        ! what number of {t} is there
        ! give me a count of the {t}
        ! i wonder how many {t} we have
    """,
    "answer_bigger": """
        which is bigger {a} or {b}
        which one is bigger {a} or {b}
        is {a} or {b} bigger
        what is bigger {a} or {b}
        which is larger {a} or {b}
        tell me which is bigger {a} or {b}
        {a} or {b} which one is bigger
        can you tell me which is larger {a} or {b}
        do you know which one's bigger {a} or {b}
        of {a} and {b} which is bigger
        which of {a} and {b} is the bigger one
        which is the larger one {a} or {b}
        ! comparing {a} with {b} which one wins on size
        ! {a} versus {b} who's bigger
        ! who is larger {a} or {b}
    """,
    "answer_exists": """
        is there {t} on the table
        is there {t}
        do you see {t}
        can you see {t}
        is there {t} here
        have we got {t}
        do we have {t}
        can you see {t} anywhere
        is {t} on the table
        tell me if there is {t}
        is there {t} somewhere
        do you see {t} on the table
        ! any chance there's {t} around
        ! would there be {t} here
        ! i wonder whether there is {t}
    """,
}
