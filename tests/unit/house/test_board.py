"""What a board pack says, and that it can be kept and read again."""

import json
from dataclasses import replace
from datetime import date, timedelta

from hearth.core.house.assessing import Answer, Question, Rating, Voice
from hearth.core.house.board import (
    BoardFacts,
    BoardFigure,
    PartLine,
    draft_obstacles,
    gather,
    lines_of,
)
from hearth.core.house.board_document import FIGURE_HEAD, document, figure_rows, read
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part
from hearth.core.house.picture import picture_of
from hearth.core.house.standing import stand
from hearth.core.house.work import Said, Work, WorkState

DAY = date(2026, 11, 2)
BEFORE = date(2026, 8, 3)
FRAMEWORK = Framework(
    "Ours",
    tuple(
        Element(f"{part.value.replace('_', '-')}-{n}", part, f"{part.name} {n}", "There?", "Works?")
        for part in Part
        for n in range(2)
    ),
)
ALONE = "Arthur Fairclough"


def rated(rating, **others):
    answers = [
        Answer(e.code, question, voice, others.get(e.code.replace("-", "_"), rating), voice)
        for e in FRAMEWORK.elements
        for question in Question
        for voice in Voice
    ]
    return stand(FRAMEWORK, answers, (), {part: ALONE for part in Part if part is not Part.ROOF})


def figure(code="used", **more):
    return BoardFigure(code, "Do people use it?", "Used it", "People", "Paper is not seen.", **more)


SHARE = figure(
    day=DAY, percent=62, numerator=125, denominator=200, target=80, asks="The aim is 80."
)


def facts(**more):
    held = {"standing": rated(Rating.NEARLY_THERE), "work": (), "figures": (SHARE,)}
    return BoardFacts("Holmbeck", DAY, FRAMEWORK, **held | more)


def work(number, state=WorkState.PLANNED, *, due=None, since=BEFORE, touched=None):
    return Work(number, Said(f"Action {number}", due=due), state, since, touched=touched)


def section(pack, heading):
    return dict(pack.sections).get(heading, ())


def test_a_pack_says_how_the_house_stands_and_which_parts_are_weakest():
    pack = gather(facts(standing=rated(Rating.NEARLY_THERE, left_wall_1=Rating.NEEDS_WORK)))

    assert pack.headline == "The house does not stand yet: nobody answers for the roof."
    assert [each.part for each in pack.weakest] == [Part.LEFT_WALL]
    assert section(pack, "The weakest parts") == ("Left wall: LEFT_WALL 1: needs work.",)


def test_a_part_without_a_rating_is_weaker_than_any_and_a_whole_house_has_no_weakest():
    unrated = gather(facts(standing=stand(FRAMEWORK, ())))
    assert len(unrated.weakest) == 5
    assert unrated.parts[0].words == "Not rated"
    assert "Nobody has rated the left wall yet." in section(unrated, "The weakest parts")[0]

    whole = replace(unrated, parts=tuple(PartLine(part, Rating.CRACKED_IT, True) for part in Part))
    assert whole.weakest == ()
    assert section(whole, "The weakest parts") == ()


def test_who_answers_for_a_part_is_not_named():
    pack = gather(facts())

    assert ALONE not in json.dumps(document(pack))
    assert [each.has_keeper for each in pack.parts] == [True, True, False, True, True]


def test_the_picture_of_a_kept_pack_is_that_of_the_house_on_its_day():
    standing = rated(Rating.NEARLY_THERE, foundation_0=Rating.GOOD_IDEAS)

    assert picture_of(gather(facts(standing=standing)).standing) == picture_of(standing)


def test_what_changed_names_parts_elements_and_work_since_the_pack_before():
    rows = [
        work(1, WorkState.DONE, touched=DAY - timedelta(days=9)),
        work(2, WorkState.DONE, touched=BEFORE),
        work(3, since=DAY),
    ]
    before = gather(facts(figures=()))
    then = rated(Rating.NEARLY_THERE, left_wall_1=Rating.NEEDS_WORK)

    pack = gather(facts(since=BEFORE, then=then, before=before, work=rows))

    assert section(pack, "What changed since 3 August 2026") == (
        "Left wall: from “needs work” to “nearly there”.",
        "LEFT_WALL 1: from “needs work” to “nearly there”.",
        "Done: Action 1.",
        "1 new action.",
    )


def test_nothing_is_made_of_a_house_that_stands_as_before_or_was_not_rated():
    same = gather(facts(since=BEFORE, then=rated(Rating.NEARLY_THERE)))
    assert same.changed == ("No part or element of the house is rated otherwise than before.",)

    new = gather(facts(since=BEFORE, then=stand(FRAMEWORK, ()), work=[work(1, since=DAY)] * 2))
    assert new.changed == ("The house had not been rated then.", "2 new actions.")
    assert gather(facts()).changed == ()


def test_the_work_plan_is_told_with_what_is_late_and_the_three_neglected():
    late = [work(n, due=DAY - timedelta(days=n)) for n in range(1, 9)]
    lines = section(gather(facts(work=late)), "The work plan")

    assert lines[:2] == ("8 open actions, 8 late.", "Late by 8 days: Action 8.")
    assert lines[6] == "And 3 more."
    assert "Nothing is planned for metrics." in lines
    one = gather(facts(work=late[:1])).work
    assert one[:2] == ("1 open action, 1 late.", "Late by 1 day: Action 1.")
    assert gather(facts()).work[0] == "No action is open."


def test_a_figure_says_its_value_and_what_the_pack_before_said_but_never_better_or_worse():
    before = replace(gather(facts()), figures=(replace(SHARE, percent=58, day=BEFORE),))

    (shown,) = gather(facts(before=before)).figures

    assert shown.value == "62% (125 of 200)"
    assert shown.then == "58% on 3 August 2026."
    assert SHARE.then == "Not in the pack before."
    hidden = replace(before, figures=(figure(hidden="Too few people to show it."),))
    assert gather(facts(before=hidden)).figures == (SHARE,)
    assert gather(facts(before=replace(before, figures=()))).figures == (SHARE,)


def test_a_figure_that_is_hidden_in_bands_or_not_counted_is_said_in_words():
    assert figure(hidden="Too few people to show it.").value == "Too few people to show it."
    assert figure(bands=(("low", 20), ("high", None))).value == "low: 20%; high: not shown"
    assert figure().value == "Not counted yet."


def test_figures_that_are_made_up_say_so_before_one_is_read():
    made_up = gather(facts(figures=(SHARE, replace(SHARE, is_made_up=True))))

    assert made_up.about_figures.startswith("These figures are made up")
    assert gather(facts()).about_figures.startswith("Figures are rounded to five.")
    assert gather(facts(figures=())).about_figures == "No figures have been counted yet."


def test_what_is_worse_is_said_before_what_is_better():
    then = rated(Rating.GOOD_IDEAS, centre_1=Rating.CRACKED_IT)

    changed = gather(facts(since=BEFORE, then=then)).changed

    assert changed[5] == "CENTRE 1: from “cracked it” to “nearly there”."


def test_the_table_has_a_row_for_each_figure_and_one_for_each_band():
    bands = figure("life", day=DAY, denominator=200, bands=(("low", 20), ("high", None)))
    rows = list(figure_rows(gather(facts(figures=(SHARE, bands)))))

    assert [len(row) for row in rows] == [len(FIGURE_HEAD)] * 3
    assert rows[0][2:8] == ("Used it", "People", DAY, 62, 125, 200)
    assert [row[2] for row in rows[1:]] == ["low", "high"]
    assert rows[2][5] is None


def test_a_pack_that_was_kept_is_read_as_it_was():
    bands = figure("life", bands=(("low", 20), ("high", None)), before=3, before_day=BEFORE)
    pack = gather(
        facts(
            figures=(SHARE, bands), decisions="Pay for it\n\n - Wait", note="All well.",
            feedback=("12 people.",), learning=("Training: 9 done.",), since=BEFORE,
            standing=rated(Rating.NEARLY_THERE),
        )
    )  # fmt: skip

    assert read(json.loads(json.dumps(document(pack)))) == pack
    unrated = gather(facts(standing=stand(FRAMEWORK, ())))
    assert read(json.loads(json.dumps(document(unrated)))) == unrated


def test_decisions_come_first_line_by_line_and_none_is_said_so():
    pack = gather(facts(decisions="  • Pay  for it\r\n\r\n- Wait", note="All well."))

    assert pack.sections[0] == ("Decisions wanted", ("Pay for it", "Wait"))
    assert pack.sections[1] == ("From the House lead", ("All well.",))
    assert gather(facts()).sections[0] == ("Decisions wanted", ("None this time.",))
    assert lines_of("") == ()


def test_a_board_is_asked_for_a_few_things_in_a_few_words():
    assert draft_obstacles("a note", "one\ntwo") == []
    found = draft_obstacles("x" * 2001, "\n".join("abcdefghi"))
    assert [each.where for each in found] == ["note", "decisions"]
