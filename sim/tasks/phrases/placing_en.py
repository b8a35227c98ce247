# SPDX-License-Identifier: Apache-2.0
"""English sentences that are about one thing; the package explains the notation."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "pick": """
        pick up {t}
        grab {t}
        take {t}
        can you pick up {t}
        could you grab {t}
        pick {t} up
        lift {t}
        get hold of {t}
        i need you to pick up {t}
        take hold of {t}
        would you lift up {t}
        please take {t} in your hand
        ! let's have {t} in your gripper
        ! lift {t} for me and hold it
        ! go and get a grip on {t}
    """,
    "hand_over": """
        hand me {t}
        give me {t}
        pass me {t}
        can you give me {t}
        could you hand me {t}
        bring me {t}
        i'd like {t}
        give {t} to me
        i need {t}
        can i have {t}
        pass {t} over here
        hand over {t}
        would you pass me {t}
        get me {t}
        fetch me {t}
        ! mind handing me {t}
        ! let me have {t}
        ! {t} over to me would you
    """,
    "place_in": """
        put {t} in {a}
        put {t} into {a}
        place {t} in {a}
        drop {t} into {a}
        {t} goes in {a}
        can you put {t} inside {a}
        move {t} into {a}
        i want {t} to go in {a}
        take {t} and put it in {a}
        could you place {t} inside {a}
        pick up {t} and drop it in {a}
        put {t} away in {a}
        ! {a} is where {t} belongs
        ! pop {t} in {a}
        ! i'd like to see {t} inside {a}
    """,
    "place_on": """
        put {t} on {a}
        place {t} on {a}
        set {t} down on {a}
        put {t} on top of {a}
        can you put {t} onto {a}
        move {t} onto {a}
        lay {t} on {a}
        take {t} and put it on {a}
        {t} goes on {a}
        could you set {t} on {a}
        i want {t} to go on {a}
        would you put {t} on {a} for me
        ! {t} should end up on {a}
        ! stick {t} on {a}
        ! let {t} sit on {a}
    """,
    "left_of": """
        put {t} to the left of {a}
        place {t} left of {a}
        put {t} on the left side of {a}
        move {t} to the left of {a}
        set {t} down left of {a}
        can you put {t} to the left of {a}
        i want {t} to stand left of {a}
        take {t} and put it to the left of {a}
        could you move {t} so it's to the left of {a}
        {t} goes to the left of {a}
        put {t} on {a}'s left
        please place {t} to the left of {a}
        ! {t} should stand left of {a}
        ! to the left of {a} is where i want {t}
        ! relocate {t} to {a}'s left hand side
    """,
    "right_of": """
        put {t} to the right of {a}
        place {t} right of {a}
        put {t} on the right side of {a}
        move {t} to the right of {a}
        set {t} down right of {a}
        can you put {t} to the right of {a}
        i want {t} to stand to the right of {a}
        take {t} and put it to the right of {a}
        could you move {t} so it's to the right of {a}
        {t} goes to the right of {a}
        put {t} on {a}'s right
        please place {t} to the right of {a}
        ! {t} should stand right of {a}
        ! to the right of {a} is where i want {t}
        ! relocate {t} to {a}'s right hand side
    """,
    "in_front_of": """
        put {t} in front of {a}
        place {t} in front of {a}
        move {t} in front of {a}
        set {t} down in front of {a}
        can you put {t} in front of {a}
        i want {t} to be in front of {a}
        take {t} and put it in front of {a}
        {t} goes in front of {a}
        could you place {t} right in front of {a}
        bring {t} in front of {a}
        leave {t} in front of {a}
        please put {t} in front of {a}
        ! {t} should stand before {a}
        ! in front of {a} is where {t} should be
        ! park {t} in front of {a}
    """,
    "behind": """
        put {t} behind {a}
        place {t} behind {a}
        move {t} behind {a}
        set {t} down behind {a}
        can you put {t} behind {a}
        i want {t} to be behind {a}
        take {t} and put it behind {a}
        {t} goes behind {a}
        could you place {t} just behind {a}
        stand {t} behind {a}
        leave {t} behind {a}
        please put {t} at the back of {a}
        ! hide {t} behind {a}
        ! behind {a} is where {t} should be
        ! park {t} behind {a}
    """,
    "between": """
        put {t} between {a} and {b}
        place {t} between {a} and {b}
        move {t} in between {a} and {b}
        set {t} down between {a} and {b}
        can you put {t} between {a} and {b}
        {t} goes between {a} and {b}
        take {t} and put it between {a} and {b}
        i want {t} to stand in the middle between {a} and {b}
        could you place {t} in between {a} and {b}
        put {t} in the gap between {a} and {b}
        stand {t} between {a} and {b}
        please put {t} somewhere between {a} and {b}
        ! {t} should be halfway from {a} to {b}
        ! between {a} and {b} is where {t} belongs
        ! squeeze {t} in between {a} and {b}
    """,
    "next_to": """
        put {t} next to {a}
        place {t} beside {a}
        move {t} next to {a}
        set {t} down by {a}
        can you put {t} next to {a}
        i want you to put {t} beside {a}
        take {t} and put it next to {a}
        {t} goes next to {a}
        could you place {t} right beside {a}
        stand {t} next to {a}
        put {t} close to {a}
        please put {t} near {a}
        ! {t} should keep {a} company
        ! let {t} stand by the side of {a}
        ! have {t} sit alongside {a}
    """,
    "stack": """
        stack {t} on {a}
        stack {t} on top of {a}
        put {t} on top of {a}
        build a tower with {t} on {a}
        pile {t} on {a}
        can you stack {t} onto {a}
        make a stack of {a} and {t} with {t} on top
        take {t} and stack it on {a}
        set {t} on top of {a}
        i'd like {t} stacked on {a}
        could you put {t} right on top of {a}
        please place {t} on top of {a}
        ! make a little tower {a} below and {t} above
        ! balance {t} on {a}
        ! use {a} as a base for {t}
    """,
    "put_back": """
        put it back
        put it back where it was
        put {t} back
        put {t} back where it was
        return {t} to its place
        now put it back please
        okay set it back where you got it
        can you put it back
        could you put {t} back where it came from
        place it back where it was
        i don't need it anymore put it back
        put that back where you found it
        ! back it goes
        ! {t} can go back home
        ! return it to where it stood
    """,
    "push": """
        push {t} {d}
        push {t} a bit {d}
        nudge {t} {d}
        shove {t} {d}
        can you push {t} {d}
        could you push {t} a little {d}
        give {t} a push {d}
        slide {t} {d}
        please push {t} {d} a bit
        i want you to push {t} {d}
        push {t} {d} don't lift it
        just nudge {t} a little {d}
        ! {t} should slide {d} a little
        ! scoot {t} {d}
        ! shift {t} {d} by pushing it
    """,
}
