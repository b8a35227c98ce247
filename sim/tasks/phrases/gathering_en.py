# SPDX-License-Identifier: Apache-2.0
"""English sentences that are about several things, or furniture; the package explains the notation."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "sort_by_colour": """
        sort the things by colour
        sort everything on the table by color
        group the objects by colour
        put things of the same colour together
        can you sort these by color
        could you sort them by colour
        put everything with the same color in one place
        arrange the things by colour
        please group everything by color
        make a pile for each colour
        i want these sorted by colour
        sort the objects into groups of the same color
        ! birds of a feather please red with red and so on
        ! same colours should sit together
        ! one heap per colour please
    """,
    "sort_by_kind": """
        sort the things by kind
        sort everything on the table by type
        group the objects by what they are
        put things of the same kind together
        can you sort these by kind
        could you sort them by type
        put {t} in one place and {u} in another
        arrange the things by kind
        please group everything by type
        {t} here and {u} there please sort them
        i want {t} on one side and {u} on the other
        separate {t} from {u}
        ! same kinds should sit together
        ! keep {t} with each other and {u} with each other
        ! one heap for {t} one for {u}
    """,
    "clear_table": """
        clear the table into {a}
        put everything in {a}
        put all the things into {a}
        clear everything off the table into {a}
        can you put everything that's on the table in {a}
        could you clear the table and put it all in {a}
        everything goes in {a}
        move everything from the table into {a}
        collect everything in {a}
        please clear up the table use {a}
        i want all of this in {a}
        load everything into {a}
        ! nothing should be left on the table it all goes in {a}
        ! gather the lot into {a}
        ! empty the table into {a}
    """,
    "tidy_up": """
        tidy up please put everything in {a}
        tidy up the table put the things in {a}
        clean up here everything into {a}
        can you tidy up the stuff goes in {a}
        could you tidy the table all of it belongs in {a}
        please tidy up these things go in {a}
        tidy everything away into {a}
        let's tidy up put it all in {a}
        put these things away in {a}
        make the table tidy and put everything in {a}
        clean the table up put the things into {a}
        put everything away in {a}
        ! this is a mess put it all away in {a}
        ! it's clean up time everything belongs in {a}
        ! stow everything in {a}
    """,
    "count_of": """
        put {t} in {a}
        place {t} in {a}
        put {t} into {a}
        i want {t} to go in {a}
        can you put {t} in {a}
        could you place {t} into {a}
        move {t} into {a}
        take {t} and put them in {a}
        drop {t} into {a}
        please put {t} in {a}
        {a} should get {t}
        {t} go in {a}
        ! i'd like to have {t} inside {a}
        ! fill {a} with {t}
        ! {a} needs {t}
    """,
    "all_but": """
        put {t} in {a}
        put {t} into {a}
        move {t} into {a}
        {t} goes in {a}
        can you put {t} in {a}
        could you put {t} into {a}
        i want {t} to go in {a}
        place {t} in {a}
        clear {t} into {a}
        please put {t} in {a}
        load {t} into {a}
        collect {t} in {a}
        ! {t} should disappear into {a}
        ! gather {t} in {a}
        ! {a} is for {t}
    """,
    "open_drawer": """
        open {t}
        pull {t} open
        can you open {t}
        could you open {t} for me
        please open {t}
        open up {t}
        pull out {t}
        i need {t} open
        would you open {t}
        i want {t} opened
        go open {t}
        {t} please open it
        ! let me look inside {t}
        ! slide {t} open
        ! get {t} open
    """,
    "close_drawer": """
        close {t}
        shut {t}
        push {t} closed
        can you close {t}
        could you shut {t} for me
        please close {t}
        {t} is open please close it
        push {t} back in
        would you close {t}
        i want {t} closed
        close up {t}
        go and shut {t}
        ! {t} should not stay open
        ! slide {t} shut
        ! get {t} closed again
    """,
    "open_cupboard": """
        open the cupboard
        open the cupboard door
        can you open the cupboard
        could you open the door of the cupboard
        please open the cupboard
        open up the cupboard
        pull the cupboard door open
        i need the cupboard open
        would you open the cupboard door
        i want the cupboard opened
        go open the cupboard
        the cupboard please open it
        ! let me look inside the cupboard
        ! swing the cupboard door open
        ! get the cupboard open
    """,
    "close_cupboard": """
        close the cupboard
        close the cupboard door
        can you close the cupboard
        could you shut the door of the cupboard
        please close the cupboard
        shut the cupboard
        push the cupboard door closed
        i want the cupboard closed
        would you close the cupboard door
        the cupboard is open please close it
        close up the cupboard
        go and shut the cupboard
        ! the cupboard should not stay open
        ! swing the cupboard door shut
        ! get the cupboard closed again
    """,
    "put_into_drawer": """
        put {t} in {a}
        put {t} into {a}
        place {t} inside {a}
        {t} goes into {a}
        can you put {t} in {a}
        could you put {t} away in {a}
        take {t} and put it in {a}
        i want {t} to go in {a}
        drop {t} into {a}
        please put {t} inside {a}
        move {t} into {a}
        store {t} in {a}
        ! {a} is where {t} belongs
        ! stow {t} away in {a}
        ! tuck {t} into {a}
    """,
    "fetch_from_drawer": """
        get {t} out of {a}
        take {t} out of {a}
        give me {t} from {a}
        bring me {t} from {a}
        there is {u} in {a} can you give it to me
        can you get me {t} from {a}
        could you fetch {t} from {a}
        hand me {t} that's in {a}
        i need {t} from {a}
        please take {t} from {a} and give it to me
        fetch me {t} out of {a}
        open {a} and give me {t}
        ! {a} has {u} in it i'd like to have it
        ! fish {t} out of {a} for me
        ! let me have {t} it's in {a}
    """,
    "take_from_drawer": """
        take {t} out of {a} and put it on the table
        get {t} out of {a} and put it on the table
        put {t} from {a} on the table
        can you take {t} from {a} and put it on the table
        open {a} and put {t} on the table
        move {t} from {a} to the table
        fetch {t} from {a} and place it on the table
        could you get {t} from {a} and set it on the table
        ! out of {a} with {t} and onto the table
        ! {t} should come out of {a} onto the table
    """,
}
