# SPDX-License-Identifier: Apache-2.0
"""English words of grammar: kind -> value -> phrases. Names and attributes are in `nouns` and `attributes`.

A word may have several kinds; the grammar decides by what stands around it. Kinds are shared with the other
language wherever the meaning is.
"""

from __future__ import annotations

from collections.abc import Iterator

from mm_robot.language.en.fillers import FILLERS
from mm_robot.language.en.place_words import PLACES
from mm_robot.language.en.remarks import REMARKS
from mm_robot.language.en.verb_words import VERBS

_GRAMMAR: dict[str, dict[str, str]] = {
    "wish": {
        "give": """
            i am after, i wanted, could i trouble you for, i could really use, can i trouble you for,
            i really need, i really want, i want, i need, i would like, i would love, i could use,
            i would like to have, i want to have, i need to have, i would love to have, can i have,
            could i have, may i have, can i get, could i get, may i get, can i please have,
            could i please have, may i please have, let me have, i will have, i will take,
            i want you to give me, i would appreciate, i require, i fancy,
            can i please get, could i please get, might i have, let me get, do you have for me, i prefer,
            i would prefer, i would rather have, we need, we want, i feel like
        """,
    },
    "neg": {
        "not": """
            no way you, no way should you, there is no way you, in no case, under no condition,
            under no conditions, hardly, scarcely,
            mind you do not, mind that you do not, take care not to, careful not to, be careful not to,
            be sure not to, make sure not to, make sure you do not, make sure that you do not, try not to,
            watch you do not, see that you do not, see to it that you do not, ensure you do not,
            you do not, you never, beware not to, careful you do not, be careful you do not, refuse to,
            decline to, fail to, forbear to, it is not ok to, it is not okay to, you had better not,
            had better not, better not, not, never, do not, do not ever, never ever, must not, should not,
            shall not, may not, can not, could not, would not, will not, you must not, you should not,
            you may not, you can not, you shall not, you are not to, you are not allowed to,
            you do not need to, you do not have to, no need to, there is no need to, i do not want you to,
            i would not like you to, i do not want, i do not need, i would rather you did not,
            i would prefer you not to, did not, does not, is not, are not, was not, were not, have not,
            has not, had not, need not, please do not, not to, under no circumstances, by no means,
            on no account, no longer, it is forbidden to, forbidden, prohibited, off limits, not allowed,
            out of bounds, not to be, do not you, do not you dare, do not even, no one, nobody, none,
            neither, nor, no, nothing, dont, do not want, do not need, do not want to, i forbid you to,
            i forbid, you are forbidden to, not any, not going to, do not let me see you, do not go,
            i am not asking you to, i did not ask you to, i did not tell you to, i did not say
        """,
    },
    "without": {
        "": """
            without, without a, without any, without the, with no, that has no, which has no, that have no,
            having no, has no, lacking
        """,
    },
    "nothing": {
        "nothing": "nothing, none, no one, nobody",
    },
    "deny_word": {
        "deny": "no, nope, nah, wrong",
    },
    "confirm_word": {
        "confirm": """
            yes, yeah, yep, yup, sure, ok, okay, alright, all right, right, correct, exactly, of course,
            yes please, great, good, perfect, fine
        """,
    },
    "except": {
        "": """
            except, except for, apart from, other than, excluding, but not, besides, but for, aside from,
            save for, with the exception of, just not, only not, and not, rather than, instead of,
            but never, though not, as long as it is not, which is not, that is not, that are not,
            which are not, that was not, who is not, one that is not, and not the
        """,
    },
    "correct": {
        "": """
            no wait, wait no, i mean, i meant, sorry, or rather, make that, correction, oops, scratch that,
            no sorry, sorry no, sorry i mean, no i mean, no i meant, i meant to say, no no, actually no,
            no actually, uh no, oh no, my mistake, i am sorry, excuse me, actually, actually i mean, or no,
            sorry i meant, no not that, no not that one, wait, let me rephrase, i misspoke, no no no,
            oh wait, oh sorry, ah no, ah sorry, no make that, hold on, not that, not that one, no hold on,
            strike that, wait sorry, no no wait, hmm no, well no, er no, um no, wait actually, rather
        """,
    },
    "then": {
        "": """
            at the end, and at the end, in the end, at last, and at last, second step, third step, then,
            and then, after that, and after that, afterwards, and afterwards, next, and next, finally,
            and finally, secondly, thirdly, lastly, subsequently, once you are done, when you are done,
            once that is done, when that is done, and when you are done, after which, and subsequently,
            later, second of all, and once you are done, followed by, and last, and lastly,
            once you have it, when you have it, when you have done that, once you have done that,
            before you finish, once finished, when finished, once done, when done, once you have done so
        """,
    },
    "and": {
        "": """
            and, and also, plus, as well as, and please, and finally also, and now, also and, along with,
            together with
        """,
    },
    "but": {
        "": "but, instead, but instead, but please, however, but rather, and instead, only, but do, but only",
    },
    "or": {
        "": "or, or else, either, or maybe, or perhaps",
    },
    "condition": {
        "": """
            if, unless, when, whenever, while, until, till, in case, provided, provided that, as long as,
            otherwise, before, after, because, since, whether, except if, only if, as soon as, every time,
            once
        """,
    },
    "det": {
        "the": "the, thee, da, my, your, his, her, their, our, its, der",
        "a": """
            a, an, some, either, either of the, whichever, any, either one of the, one of the, one of those,
            one of these, any of the, any one of the, one more
        """,
        "this": "this, these",
        "that": "that, those",
        "other": """
            the other, another, other, the remaining, remaining, a different, the others, others,
            the rest of the, the rest, rest, different, else, the second one of the
        """,
    },
    "own": {
        "me": "my",
        "you": "your",
        "third": "his, her, their",
    },
    "pronoun": {
        "it": """
            the one in your hand, whatever is in your hand, whatever is in your gripper,
            whatever you have in your hand, it, them, the two of them, the same one, the same thing,
            the thing you are holding, what you are holding, whatever you are holding,
            the thing in your hand, the object in your hand, the thing in your gripper,
            the object in your gripper, what is in your hand, what you have, what you have in your hand
        """,
        "given": """
            what i just gave you, what i gave you, what i just put down, what i just put there,
            what i handed you, what i just handed you, the thing i gave you
        """,
        "same": "same, the same",
    },
    "just_gave": {
        "given": """
            i just put down, i just placed, i just placed on the table, i gave you just now,
            i just put on the table, i put down just now, i just laid down, i just set down,
            that i just put down, i put there, what i just gave you, what i gave you, i just gave you,
            i gave you, i just handed you, i handed you, i just passed you, i passed you,
            i have just given you, i have given you, that i just gave you, that i gave you,
            i just brought you, i just put there, i just put down there, i just put on the table
        """,
        "it": """
            you just gave me, you gave me, you handed me, you just handed me, we just talked about,
            i just mentioned, i mentioned, you just put down, you just placed, you just picked up,
            you picked up, you put down, from before, from earlier, you are holding, in your hand,
            in your gripper, i just put down, you had before, you just had, you just moved, you moved
        """,
    },
    "all": {
        "": """
            all, every, each, all of, all of the, all the, every one of, each of, every single,
            each and every, all of those, all of these, every one of the, each of the
        """,
    },
    "both": {
        "2": "both, both of, both of the, both the, both of those, both of these",
    },
    "goes": {
        "": "goes, go, belongs, belong, should go, should be, needs to go, must go, has to go",
    },
    "head": {
        "one": "one, ones",
        "thing": """
            thing, things, object, objects, item, items, stuff, piece, pieces, mess, clutter, junk,
            belongings, something, anything, thingy, everything else, anything else, something else
        """,
    },
    "everything": {
        "": """
            everything, anything, all things, all the things, all the stuff, all objects, all the objects,
            all of it, all of them, everything else, anything else
        """,
    },
    "num": {
        "1": "one",
        "2": "two, a couple of, a pair of, couple of, pair of",
        "3": "three",
        "4": "four",
        "5": "five",
        "6": "six",
        "7": "seven",
        "8": "eight",
        "9": "nine",
        "10": "ten",
        "11": "eleven",
        "12": "twelve",
        "13": "thirteen",
        "14": "fourteen",
        "15": "fifteen",
        "16": "sixteen",
        "17": "seventeen",
        "18": "eighteen",
        "19": "nineteen",
        "20": "twenty",
    },
    "ord": {
        "1": "number one, first",
        "2": "number two, second",
        "3": "number three, third",
        "4": "number four, fourth",
        "5": "number five, fifth",
        "6": "sixth",
        "7": "seventh",
        "8": "eighth",
        "9": "ninth",
        "10": "tenth",
    },
    "last": {
        "right": "last",
    },
    "of": {
        "": "of, of the",
    },
    "measure": {
        "": """
            piece, pieces, slice, slices, bunch, loaf, roll, bar, stick, bars, loaves, rolls, sticks,
            ears, ear, bunches, tubes, pair, handful, bit, lump, drop, head, set, pile, stack, packet,
            pack, tube
        """,
    },
    "by_key": {
        "colour": """
            of the same colour, of the same color, with the same colour, with the same color,
            that have the same colour, into groups of the same colour, into groups of the same color,
            for each colour, for each color, of each colour, of each color, of one colour, by colour,
            by color, by their colour, by their color, by colours, by colors, according to colour,
            according to color, according to their colour, according to their color,
            depending on their colour, colour by colour, color by color
        """,
        "kind": """
            of the same kind, of the same type, of the same sort, that are alike,
            into groups of the same kind, into groups of the same type, for each kind, of each kind,
            by what kind they are, by kind, by type, by category, by what they are, according to kind,
            according to type, by shape, by their kind, by their type, according to their kind,
            according to their type, by sort, by their shape, into groups, into kinds, into categories
        """,
        "size": """
            of the same size, by size, according to size, by their size, in order of size,
            from small to big, from big to small, from smallest to biggest, from biggest to smallest,
            from small to large, from large to small, according to their size, by height,
            from smallest to largest, from largest to smallest
        """,
    },
    "moved": {
        "": """
            to go, to be, to stand, to sit, to be put, to be placed, to be moved, to end up, stacked, moved,
            put, placed, brought, taken, back
        """
    },
    "all_that": {"": "whatever, anything that, all that"},
    "wrong": {"": "wrong, incorrect"},
    "purpose": {  # beside those of the vocabulary: "wine bottle", "wall clock"
        "": """
            wine, beer, oil, vinegar, sugar, salt, spice, pasta, rice, butter, cheese, cake, egg, flower,
            tool, table, wall, hair, travel, reading, writing, gift, baby, dog, cat, pet, steak, pizza,
            bath, beach, sports, camping, hiking, sewing, cooking, cleaning, gardening, guest, school, party
        """
    },
    "left_over": {"": "left, remaining, left over, around, here, about"},
    "than": {
        "": "than",
    },
    "what": {
        "": "what, what all, what else, what kind of, what sort of, what other",
    },
    "why": {"": "why, how come, how, who, when did, whose"},
    "where": {
        "": "where, whereabouts, where exactly, in which place, in what place, on which side",
    },
    "how_many": {
        "": "how many, what number of, what is the number of, how many of the, how many of, the number of",
    },
    "which": {
        "": """
            which, which one, which of, which of the, which one of the, which ones, which one of, what one,
            which of these, which of those
        """,
    },
    "be": {
        "": "is, are, was, were, be, am, being, located, does it say",
    },
    "there_is": {
        "": """
            is there, are there, is there any, are there any, there is, there are, do you have,
            have you got, is there some, was there, does there exist, do we have, have we got, is there even
        """,
    },
    "see": {
        "": """
            do you see, can you see, could you see, did you see, do you notice, can you find, do you spot,
            are you able to see, do you recognise, do you recognize, see, can you detect, can you spot,
            can you recognize, do you find, did you find, have you seen, you can see, you see,
            you are seeing
        """,
    },
    "ask": {
        "": """
            have a look whether, have a look if, see whether, look whether, have a look to see if,
            can you see if, tell me if, tell me whether, do you know if, do you know whether,
            can you check if, could you check if, i wonder if, can you tell me if, could you tell me if,
            let me know if, check if, check whether, please check if, i want to know if, tell me,
            can you tell me, could you tell me, let me know, do you know, i want to know,
            i would like to know, say, answer me, please tell me, would you tell me, i wonder,
            i am wondering, show me, do you remember, explain, can you say, check, see, any idea, report
        """,
    },
    "property": {
        "": "colour, color, size, shape, colours, colors, kind, type, material, name",
    },
    "do": {
        "": "do, did, does, have, has, can, could",
    },
    "i": {
        "": "i, we, they, he, she, you",
    },
    "took": {"": "i got, i have, i have got, i took, i am holding, i have taken, we have, i received"},
    "gave": {
        "": """
            did i just give you, did i give you, have i just given you, have i given you,
            did i just hand you, did i hand you, i just gave you, i gave you
        """,
    },
    "upon_each": {
        "": """
            on top of each other, on each other, one on top of the other, one on top of another,
            one upon the other, one on the other, one upon another, into a tower, in a tower, into a pile,
            into a stack, in a pile, in a stack, on top of one another, as a tower, to a tower
        """,
    },
    "arranged": {
        "": """
            parallel to, perpendicular to, at an angle, upside down, on its side, face down, inside out,
            side by side, in a row, in a line, in a circle, in a square, next to each other,
            next to one another, in rows, in pairs, in a triangle, inside each other, into each other,
            all but one, all but two,
            in order, apart from each other, the other way round, the other way around
        """,
    },
    "let": {"": "let"},
    "own_turn": {"": "let me, let me just, let me first"},
    "a_push": {"": "a push, a nudge, a shove, a little push, a gentle push, a little nudge, a slight push"},
    "held": {
        "": """
            are you holding, do you hold, are you carrying, do you have in your hand,
            have you got in your hand, is in your hand, is in your gripper, do you have in your gripper
        """,
    },
}


_FAMILY = (
    "grandma", "grandpa", "grandmother", "grandfather", "granny", "mum", "mom", "dad", "mother", "father",
    "sister", "brother", "son", "daughter", "wife", "husband", "friend", "colleague", "boss", "neighbour",
    "neighbor", "doctor", "nurse", "teacher", "guest", "visitor", "customer", "patient", "child", "baby",
    "kids", "old man", "old lady", "gentleman", "person in front of you", "person over there",
    "person next to you",
)  # fmt: skip


def _people() -> tuple[str, ...]:
    """Whom something may be given to, with and without "to"."""
    named = [f"{whose} {person}" for person in _FAMILY for whose in ("my", "the", "your", "that", "our")]
    named += [person for person in _FAMILY[:11]]  # "give grandma her glasses"
    return tuple(named + [f"to {person}" for person in named])


def entries() -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """((kind, value), phrases) of the whole lexicon; remarks have the kind "remark", verbs "verb"."""
    tables = {"remark": REMARKS, "verb": VERBS, "filler": {"": FILLERS}, **PLACES, **_GRAMMAR}
    for kind, values in tables.items():
        for value, phrases in values.items():
            yield (kind, value), tuple(" ".join(p.split()) for p in phrases.split(",") if p.strip())
    yield ("someone", ""), _people()
