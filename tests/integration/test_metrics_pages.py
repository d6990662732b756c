"""The pages of the figures: each with its base and its caveat, and none points at a person."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from hearth.core.access import Role
from hearth.core.metrics.figures import Figure, Groups, Hidden, Row, Shown
from hearth.core.metrics.run_chart import OVERLAPS
from hearth.records.metrics import queries
from hearth.records.metrics.changes import Elsewhere, record_elsewhere, record_results
from tests.house import House, a_house
from tests.sharing import signed_in
from tests.world import NOW, a_post, an_account

pytestmark = pytest.mark.django_db

METRIC = queries.catalogue().by_code["prompts-in-time"]
BANDS = queries.catalogue().by_code["ons4-happy"]
OCTOBER = date(2026, 10, 31)
BY_SEX = Groups("sex", "Sex", (Row("female", 140, 110), Row("male", 120, 95), Row("not known")))


@pytest.fixture
def house(db) -> House:
    return a_house()


def a_figure(numerator: int, day: date = OCTOBER, of: int = 260, **more) -> Figure:
    shown = Shown(numerator, of, groups=more.pop("groups", ()))
    return replace(Figure(METRIC.code, METRIC.hash, day, shown, extract_day=day), **more)


def keep(house: House, *figures: Figure) -> None:
    record_results(community=house.community, figures=figures, by=None, at=NOW)


def a_year(*numerators: int) -> list[Figure]:
    return [
        a_figure(each, date(2025 + month // 12, month % 12 + 1, 28))
        for month, each in enumerate(numerators)
    ]


def page(account, name: str, *args: str) -> str:
    answer = signed_in(account).get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sheet(account, name: str, *args: str) -> list[dict[str, str]]:
    answer = signed_in(account).get(reverse(name, args=args))
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def test_each_figure_of_the_catalogue_is_listed_with_its_base_or_why_there_is_none(house):
    keep(house, a_figure(205))
    found = page(house.lead, "figures")

    for metric in queries.catalogue().metrics:
        assert metric.question.replace("'", "&#39;") in found
    assert "79%" in found
    assert f"of 260 {METRIC.of}. More is better." in found
    assert "Not counted yet." in found
    assert "made up" not in found.split("This is a demo.")[0]


def test_before_anything_is_counted_the_page_says_when_it_will_be(house):
    assert "Nothing has been counted yet." in page(house.lead, "figures")
    assert "Not counted yet." in page(house.lead, "figure", METRIC.code)


def test_a_figure_is_found_below_its_part_of_the_house(house):
    found = page(house.lead, "figures")

    assert found.index(">Left wall<") < found.index(METRIC.question) < found.index(">Right wall<")


def test_a_figure_that_misses_its_aim_is_named_first(house):
    keep(house, a_figure(130))
    found = page(house.lead, "figures")

    assert found.index("Look at these first") < found.index("It is 50%, and the aim is 90%.")
    assert "<strong>Look at this.</strong> It is 50%" in page(house.lead, "figure", METRIC.code)


def test_a_page_of_a_figure_says_how_it_is_counted_and_what_to_take_care_of(house):
    keep(house, a_figure(205))
    found = page(house.lead, "figure", METRIC.code)

    for words in (METRIC.count, METRIC.of, METRIC.left_out, METRIC.source, METRIC.caveat):
        assert words in found
    assert "The aim is 90%." in found


def test_one_month_that_is_lower_than_the_last_is_no_change(house):
    keep(house, *a_year(205, 150))
    found = page(house.lead, "figure", METRIC.code)

    assert "There are 2 points. It takes 10 to tell a real change from chance." in found


def test_a_shift_of_a_figure_that_looks_back_a_year_is_called_a_hint(house):
    keep(house, *a_year(100, 105, 100, 105, 100, 105, 200, 205, 200, 205, 200, 205))
    found = page(house.lead, "figure", METRIC.code)

    assert "A hint of a change: 6 points in a row lie above the middle line" in found
    assert OVERLAPS in found


def test_a_hidden_figure_stays_hidden_on_every_page_and_in_every_table(house):
    keep(house, a_figure(0, shown=Shown(hidden=Hidden.TOO_FEW)))

    for found in (page(house.lead, "figures"), page(house.lead, "figure", METRIC.code)):
        assert "Too few people to show it." in found
    (row,) = sheet(house.lead, "figure-csv", METRIC.code)
    assert (row["Counted"], row["Of"], row["Per cent"]) == ("", "", "")
    assert row["Not shown because"] == "too few"


def test_groups_are_drawn_and_listed_and_one_that_is_hidden_says_so(house):
    keep(house, a_figure(205, groups=(BY_SEX,)))
    found = page(house.lead, "figure", METRIC.code)

    assert 'aria-label="Sex. female: 79% of 140. male: 79% of 120. not known: not shown. "' in found
    assert "<td>Not shown</td>" in found


def test_groups_of_which_nothing_is_shown_are_left_out(house):
    keep(house, a_figure(205, groups=(Groups("sex", "Sex", (Row("female"), Row("male"))),)))

    assert "By group" not in page(house.lead, "figure", METRIC.code)


def test_bands_are_shown_one_by_one_and_never_summed_up(house):
    rows = tuple(Row(band.name, 140, n) for band, n in zip(BANDS.bands, (30, 35, 50, 25)))  # noqa: B905
    keep(house, Figure(BANDS.code, BANDS.hash, OCTOBER, Shown(None, 140, bands=rows),
                       extract_day=OCTOBER))  # fmt: skip

    assert "Low 21%, medium 25%, high 36%, very high 18%" in page(
        house.lead, "figure", BANDS.code
    )  # fmt: skip
    assert [row["Group"] for row in sheet(house.lead, "figure-csv", BANDS.code)] == [
        "Everyone", *(band.name for band in BANDS.bands),
    ]  # fmt: skip


def others(*numerators: int, definition: str = METRIC.hash) -> None:
    figures = [
        Elsewhere(f"Place {n}", METRIC.code, definition, OCTOBER, numerator, 200)
        for n, numerator in enumerate(numerators)
    ]
    record_elsewhere(figures=figures, by=None, at=NOW, is_made_up=True)


def test_other_communities_stand_beside_ours_by_name_and_without_a_ranking(house):
    keep(house, a_figure(130))
    others(160, 155, 150, 165, 158)
    found = page(house.lead, "figure", METRIC.code)

    assert "Holmbeck: beyond chance." in found
    assert "The other communities are made up." in found
    assert found.index("Holmbeck (ours)") < found.index(">Place 0<") < found.index(">Place 4<")


def test_our_own_figure_that_came_back_among_theirs_counts_once(house):
    keep(house, a_figure(130))
    others(160, 155, 150, 165)
    ours = Elsewhere("holmbeck", METRIC.code, METRIC.hash, OCTOBER, 130, 200)
    record_elsewhere(figures=[ours], by=None, at=NOW)

    assert "It takes 5 communities" not in page(house.lead, "figure", METRIC.code)
    assert ">holmbeck<" not in page(house.lead, "figure", METRIC.code)


def test_communities_that_count_in_another_way_are_not_compared(house):
    keep(house, a_figure(130))
    others(160, 155, 150, 165, 158, definition="0" * 64)

    assert "Beside other communities" not in page(house.lead, "figure", METRIC.code)


def test_figures_of_another_definition_are_named_and_not_mixed_in(house):
    keep(house, a_figure(205), a_figure(5, date(2026, 9, 30), definition="0" * 64))
    found = page(house.lead, "figure", METRIC.code)

    assert "It was counted in another way before." in found
    assert "30 September 2026" not in found


def test_the_table_has_every_figure_with_its_caveat_and_no_row_about_a_person(house):
    keep(house, a_figure(205, groups=(BY_SEX,)))
    rows = sheet(house.lead, "figures-csv")

    assert [row["Group"] for row in rows] == ["Everyone", "female", "male", "not known"]
    assert rows[0]["Caveat"] == METRIC.caveat
    assert rows[3]["Not shown because"] == "small numbers"
    assert all(row["Of"] == "" or int(row["Of"]) % 5 == 0 for row in rows)


def test_the_catalogue_says_of_each_figure_what_it_does_not_say(house):
    found = page(house.lead, "figures-how")

    assert all(metric.caveat.split("“")[0] in found for metric in queries.catalogue().metrics)


def test_a_figure_that_does_not_exist_is_not_found(house):
    assert signed_in(house.lead).get(reverse("figure", args=["no-such"])).status_code == 404
    assert signed_in(house.lead).get(reverse("figure-csv", args=["no-such"])).status_code == 404


def test_members_and_commissioners_see_figures_and_others_do_not(house):
    commissioner, practitioner = an_account("Cora Ames"), an_account("Pat Lowe")
    trust = house.community.organisations.get()
    a_post(commissioner, trust, Role.COMMISSIONER, "Commissioner")
    a_post(practitioner, trust, Role.PRACTITIONER, "Nurse")
    addresses = [
        *(reverse(name) for name in ("figures", "figures-csv", "figures-how")),
        *(reverse(name, args=[METRIC.code]) for name in ("figure", "figure-csv")),
    ]

    def answers(account) -> set[int]:
        client = signed_in(account)
        return {client.get(address).status_code for address in addresses}

    for account in (house.lead, house.arthur, house.nurse, commissioner):
        assert answers(account) == {200}
    assert answers(practitioner) == {403}
    assert answers(an_account("Sam Poole")) == {404}
