# SPDX-License-Identifier: Apache-2.0
"""English verbs, by how their sentence goes on: kind of verb -> words.

The kinds are those of `en.verbs`, which says what each means.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "pick": """
        acquire, obtain, reach for, pick up, pick, take, grab, grasp, get, lift, lift up, raise, hold,
        grip, seize,
        take hold of, get hold of, pick out, take out, retrieve, remove, take away, fish out,
        snatch, pull out, clutch,
        take up, scoop up, pinch, picking up, taking, grabbing, pick me up, go get, go and get, go grab,
        go and grab, catch, lifting, go pick up, take down, raise up, hold onto, grab hold of, hold up,
        carry away
    """,
    "touch": """
        break, smash, damage, scratch, spill, crush, ruin, crack, squash, touch, move a finger on,
        touching, handle with, mess with, disturb, bother with, go near, touch anything on, come near,
        bump, knock over, hit, play with, interact with, fiddle with, mess up, even touch,
        go anywhere near, use
    """,
    "give": """
        reach me, reach me down, reach me over, hand, hand over, hand me over, give, pass, pass over,
        deliver, offer, give over, bring, bring over, fetch, serve, giving, handing, bringing, slide me,
        go fetch, go and fetch, hand out, lend, give back, hand back, pass along, give out, bring back,
        bring along, go bring, go and bring, supply, pass on, fetching, passing, handing over
    """,
    "place": """
        stand, stow away, collect, gather, gather up, collect up, put, place, set, toss, throw, lay, drop,
        stick, store, insert, position, leave, put down, set down, lay down, place down, stash, dump,
        tuck, stow, deposit, plop, chuck, putting, placing, load, pop, pour, pack, slot, set up, hang,
        collect up, bung, drop off, leave behind, add, tip, tip out, scoop, plonk, plunk, wedge, prop, lob,
        sling, cram, dunk
    """,
    "stack": """
        stack, stack up, pile, pile up, stacking, make a tower of, make a tower out of, make a tower with,
        make a tower from, build a tower of, build a tower out of, build a tower with, build a tower from,
        build a stack of, make a stack of, build a tower using, make a pile of, heap up
    """,
    "sort": """
        arrange, arranging, sort, sort out, group, organize, organise, separate, classify, categorize,
        categorise, sorting, divide, split up, sort through, group together, order,
        line, line up, rank
    """,
    "put_away": "put away, tidy away, pack away, putting away",
    "discard": """
        throw away, throw out, discard, toss out, chuck out, get rid of, dispose of, bin, trash,
        throw in the bin, throw in the trash, put in the bin, put in the trash
    """,
    "move": "move, transfer, shift, relocate, carry, transport, reposition, drag, moving",
    "push": """
        push, nudge, shove, slide, press, push away, poke, tap, pushing, scoot, roll, budge, give a push
    """,
    "pull": "pull, pull back, draw, tug, pulling",
    "open": "pull open, slide open, push open, pry open, open, open up, unlock, opening, uncover",
    "close": "push closed, pull shut, slide shut, push shut, close, shut, close up, closing, lock",
    "put_back": """
        put back, return, place back, set back, take back, bring back to, restore, replace,
        put it back where it was, lay back
    """,
    "drop_held": "let go of, release, drop, releasing, letting go of",
    "find": """
        i am looking for, i can not find, i can not see, i am searching for, i have lost, i lost,
        point your hand at, point your gripper at, point your arm at, point with your hand at,
        point your finger at, let me see, see if there is, find, look for, locate, search for, look at,
        point at, point to, point out, show, show me, spot, identify, seek, look over at,
        see if you can find, look, hunt for, track down, finding, turn to, have a look at, take a look at,
        point, check, inspect, examine, watch, focus on, indicate, detect, check out, pay attention to,
        search
    """,
    "clear": """
        clear, clear up, clean up, tidy, tidy up, clear off, clean, clear away, clean off, wipe, empty,
        clear out, empty out, tidying up, cleaning up, unload, clearing
    """,
    "count": "count, count up",
    "describe": "describe, list, tell me about, enumerate, name, describe to me",
    "avoid": """
        quit grabbing, quit putting, quit placing, quit giving me, quit handing me, quit opening,
        quit closing, quit lifting, quit pulling,
        quit touching, quit moving, quit pushing, quit taking, quit picking up, quit grabbing,
        stop opening, stop closing, stop lifting, stop pulling, stop holding, stop dropping,
        stop throwing, stop bringing me,
        avoid, stay away from, keep away from, keep off, keep clear of, stay clear of, stay off,
        keep your hands off, keep your hands off of, hands off, steer clear of, refrain from, beware of,
        leave alone, stop touching, stop moving, stop pushing, stop taking, stop picking up,
        keep your fingers off, get your hands off, stop grabbing, stop putting, stop placing, quit touching,
        stop giving me, stop handing me
    """,
}
