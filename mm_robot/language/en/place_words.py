# SPDX-License-Identifier: Apache-2.0
"""English words of places, directions and people: kind -> value -> phrases."""

from __future__ import annotations

PLACES: dict[str, dict[str, str]] = {
    "side": {
        "left": "left, left hand, left side, lefthand",
        "right": "right, right hand, right side, righthand",
        "front": "front, front row",
        "back": "back, rear, back row, far back",
    },
    "middle": {
        "": """
            middle, centre, center, central, in the middle, in the centre, in the center, at the centre,
            at the center
        """,
    },
    "at_side": {
        "left": """
            on the left, on your left, on my left, at the left, to the left, to your left, on the left side,
            on the left hand side, on the far left, at the far left, on the very left, over on the left,
            to the far left, on the left end, at the left end, all the way on the left,
            all the way to the left, farthest to the left, furthest to the left, most to the left
        """,
        "right": """
            on the right, on your right, on my right, at the right, to the right, to your right,
            on the right side, on the right hand side, on the far right, at the far right,
            on the very right, over on the right, to the far right, on the right end, at the right end,
            all the way on the right, all the way to the right, farthest to the right,
            furthest to the right, most to the right
        """,
        "front": "in front, at the front, in the front, up front, on the front side, on the front",
        "back": "at the back, in the back, in the rear, at the rear, all the way back, in back, on the back",
    },
    "from_side": {
        "top": "from the top, from top, counting from the top, starting from the top, from top to bottom",
        "bottom": "from the bottom, from bottom, counting from the bottom, starting from the bottom",
        "left": """
            from the left, from left, counting from the left, starting from the left, from your left,
            from the left side, from left to right, starting on the left, from my left
        """,
        "right": """
            from the right, from right, counting from the right, starting from the right, from your right,
            from the right side, from right to left, starting on the right, from my right
        """,
        "front": "from the front, from front, counting from the front",
        "back": "from the back, from back, from the end, counting from the back, from the rear",
    },
    "rel": {
        "on": """
            on, onto, upon, on top of, on the top of, atop, on to, over onto, lying on, standing on,
            sitting on, resting on, placed on, up on, ontop of, down on, down onto, stacked on
        """,
        "in": """
            in, into, inside, inside of, within, lying in, sitting in, placed in, contained in, down in,
            down into, back into, back in
        """,
        "under": "under, below, underneath, beneath, under neath",
        "left_of": """
            left of, to the left of, on the left of, to left of, on the left side of, at the left of,
            left from, on the left hand side of, to the left side of, just left of, immediately left of,
            just to the left of, at the left side of
        """,
        "right_of": """
            right of, to the right of, on the right of, to right of, on the right side of, at the right of,
            right from, on the right hand side of, to the right side of, just right of,
            immediately right of, just to the right of, at the right side of
        """,
        "in_front_of": """
            in front of, in the front of, ahead of, at the front of, just in front of, right in front of,
            infront of
        """,
        "behind": """
            behind, in back of, at the back of, to the back of, just behind, right behind, to the rear of,
            beyond, in the back of
        """,
        "between": """
            in the gap between, in the space between, right between, right in the middle between,
            in the middle of between, exactly between, somewhere between, somewhere in between, between,
            at the center of, at the centre of, in the center of, in the centre of, into the middle of,
            into the center of, at the middle of, in between, in the middle of, amid, among,
            in the middle between, halfway between,
            midway between, between both
        """,
        "next_to": """
            next to, beside, adjacent to, alongside, by, right next to, by the side of, at the side of,
            directly next to, just next to, side by side with, right beside, against, next, along side
        """,
        "near": """
            near, near to, closer to, nearer to, close to, around, nearby, in the vicinity of, not far from,
            towards, toward, close by, very close to
        """,
        "above": "above, over, higher than",
        "with": """
            with, with a, that has, that has a, which has, which has a, having, having a, has a, that have,
            with the, has
        """,
    },
    "to": {
        "": "to, over to, up to, back to, out to, across to, towards, toward",
    },
    "from": {
        "": "from, off, off of, out of, from on, from inside, from off, from within",
    },
    "away_from": {
        "": "away from",
    },
    "that_is": {
        "": """
            that is, which is, that are, which are, who is, that was, that lies, that stands, that sits,
            which lies, which stands, which sits, lying, standing, sitting, located, placed, it is,
            they are, that you see, you can see, you see, you can find, that you can find, that you can see,
            you have, you have got, that you have, there is, resting, situated, positioned, that is lying,
            that is standing, that is sitting, which is lying, which is standing, currently, found
        """,
    },
    "nearest_to": {
        "nearest": """
            closest to, nearest to, nearest, closest, closest by, nearer to, closer to, that is closest to,
            which is closest to, that is nearest to
        """,
        "farthest": """
            farthest from, furthest from, farthest away from, furthest away from, most distant from,
            farther from, further from, farthest, furthest, farthest away, furthest away, most distant
        """,
    },
    "particle": {
        "up": "up",
        "down": "down",
        "back": """
            back, back where it was, back where it came from, back where you found it, back to where it was,
            back to its place, back in its place, back to where you found it, to its place, in its place,
            where it was, where it belongs, back to where it came from, where you found it,
            where it came from, back where it belongs, back in place, back into place,
            back to its original place, back to its original position, where you took it from,
            back where you got it, where you got it, to where it was, to its original place,
            to its original position, in its original place, back where it was before, back where they were,
            back where they belong, where they belong, where they were
        """,
        "over": "over",
        "away": "away, off, out",
        "alone": "alone, where it is, where they are, as it is, untouched, be, in peace",
        "here": "over here, here, this way, closer",
    },
    "there": {
        "there": "there, over there, in there, on there, inside it too, up there, down there",
        "same": """
            in the same place, to the same place, at the same place, in the same spot, same place,
            at the same spot, on the same spot
        """,
    },
    "speaker": {
        "": """
            across to me, back to me, here to me, me, myself, to me, us, to us, over to me, me here,
            over to us, into my hand, in my hand, to my hand, in my hands, into my hands, my hand, my way
        """,
    },
    "someone": {
        "": """
            him, to him, the person, to the person, that person, to that person, the man, the woman,
            to the man, to the woman, the human, to the human, the lady, the guy, to her, the user,
            to the user, to them, to somebody, to someone, the operator, to the operator, to my friend,
            the person there, to the person there, into his hand, into her hand, in his hand, in her hand,
            to the lady, to the guy, to my colleague, the customer, into the person hand,
            in the person hand, the person hand, into their hand, to the person next to you,
            to the person in front of you, the person in front of you, the person standing there,
            to the child, to the patient, the patient, to my wife, to my husband, to my mother, to the boy,
            to the girl, that man, that woman
        """,
    },
    "you": {
        "": "you, yourself, the robot, robot base, your base, your arm, your hand, your gripper",
    },
    "direction": {
        "left": """
            left, to the left, leftwards, leftward, towards the left, toward the left, to your left,
            to its left, to my left, over to the left, further left, further to the left, farther left,
            over to your left, left a bit,
            more to the left, to the far left,
            all the way to the left
        """,
        "right": """
            right, to the right, rightwards, rightward, towards the right, toward the right,
            to your right, to its right, to my right, over to the right, further right,
            further to the right, farther right, over to your right, right a bit,
            more to the right, to the far right,
            all the way to the right
        """,
        "forward": """
            forward, forwards, away from you, further back, farther back,
            ahead, further away, farther away, to the back,
            towards the back, straight ahead, to the far side, farther from you, further from you
        """,
        "back": """
            back, backward, backwards, towards you, toward you, closer to you, to the front,
            towards yourself, toward yourself, nearer to you, towards the robot
        """,
    },
}
