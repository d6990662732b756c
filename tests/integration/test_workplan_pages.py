"""The pages of the work plan: who may do what, what is shown, and what is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.assessing import Rating
from hearth.core.house.parts import Part
from hearth.core.house.work import Said, WorkState
from hearth.records.community.models import Organisation
from hearth.records.house.queries import framework_of
from hearth.records.workplan import queries
from hearth.records.workplan.changes import add_work, move_work
from hearth.web.sign_in.sessions import BACKEND
from tests.house import a_house, an_assessment, answer_all
from tests.world import NOW, a_post, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


def as_(account):
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def write(house, title, **more):
    words = {name: more.pop(name) for name in ("due", "effort", "owner") if name in more}
    return add_work(
        community=house.community, said=Said(title, **words), by=house.lead, at=NOW, **more
    )


def elements(house, *parts):
    framework = framework_of(house.community)
    return [framework.of(Part(part))[0].code for part in parts]


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


def page(client, name="work", *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, *args, **fields):
    return client.post(reverse(name, args=args), fields)


def test_a_member_writes_down_an_action_and_finds_it_in_the_plan(house):
    (code,) = elements(house, "left_wall")
    nuala = as_(house.nurse)

    answer = post(
        nuala, "work-new", title="Send the letters early", member=str(house.lead.pk),
        elements_left_wall=code, effort="3",
        **{"due-day": "3", "due-month": "3", "due-year": "2031"},
    )  # fmt: skip

    (held,) = queries.work_of(house.community)
    assert answer.url == reverse("work-item", args=[held.number])
    assert (held.owner, held.elements, held.said.effort) == ("Lena Hart", (code,), 3)
    assert "Send the letters early" in page(nuala)


def test_an_action_without_words_is_refused_where_it_was_typed(house):
    answer = post(as_(house.lead), "work-new", title=" ", why="Because")

    assert answer.status_code == 422
    assert "Say what is to be done." in answer.content.decode()
    assert queries.work_of(house.community) == []


def test_elements_are_suggested_from_the_words_with_the_reason_and_none_is_taken(house):
    named = framework_of(house.community).of(Part.ROOF)[0].name
    answer = post(as_(house.lead), "work-new", do="suggest", title=named)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "From your words" in html
    assert "because of" in html
    assert "checked" not in html.split("From your words")[1].split("</fieldset>")[0]
    assert queries.work_of(house.community) == []


def test_a_suggestion_that_is_ticked_is_kept_and_words_without_one_say_so(house):
    (code,) = elements(house, "roof")
    lead = as_(house.lead)

    post(lead, "work-new", title="Do it", elements_suggested=code)
    answer = post(lead, "work-new", do="suggest", title="Xyzzy")

    assert queries.work_of(house.community)[0].elements == (code,)
    assert "Nothing in your words points to an element." in answer.content.decode()


def test_the_list_begins_with_what_is_late_and_can_be_narrowed_without_javascript(house):
    (roof, wall) = elements(house, "roof", "left_wall")
    write(house, "In time", due=days_from_now(5), elements=[roof], owner="Ann")
    write(house, "Too late", due=days_from_now(-2), elements=[wall])
    stopped = write(house, "Stopped it")
    move_work(item=stopped, to=WorkState.STOPPED, why="No", by=house.lead, at=NOW)
    lead = as_(house.lead)

    html = page(lead)
    assert html.index("Too late") < html.index("In time")
    assert "2 days late" in html
    assert "Stopped it" not in html
    for asked, shown, hidden in (
        ({"part": "roof"}, "In time", "Too late"),
        ({"part": "none", "state": "all"}, "Stopped it", "In time"),
        ({"owner": "Ann"}, "In time", "Too late"),
        ({"owner": "nobody"}, "Too late", "In time"),
        ({"state": "late"}, "Too late", "In time"),
        ({"state": "stopped"}, "Stopped it", "Too late"),
        ({"state": "no such"}, "In time", "Stopped it"),
    ):
        found = page(lead, **asked)
        assert shown in found, asked
        assert hidden not in found, asked


def test_the_balance_names_the_three_neglected_strands_above_the_list(house):
    write(house, "Train", elements=elements(house, "right_wall"))
    html = page(as_(house.lead))

    for words in ("the left wall", "links with the community", "metrics"):
        assert f"Nothing is planned for {words}." in html
    assert "Right wall, not rated: 1 open action, 100% of the work." in html


def test_a_weak_element_without_an_action_leads_to_one_that_is_ticked_already(house):
    answer_all(house, an_assessment(house), letter_before=Rating.NEEDS_WORK)
    lead = as_(house.lead)
    way = f"{reverse('work-new')}?element=letter-before"

    assert way in page(lead)
    assert 'value="letter-before" checked' in page(lead, "work-new", element="letter-before")
    write(house, "Send it earlier", elements=["letter-before"])
    assert way not in page(lead)


def test_an_action_shows_what_must_come_first_and_what_became_of_it(house):
    first = write(house, "Find the money")
    second = write(house, "Train", depends_on=[first.pk])
    lead = as_(house.lead)

    assert "“Find the money”" in page(lead)
    html = page(lead, "work-item", second.pk)
    assert "First: <a" in html
    assert "Needs 1 other first." in html
    assert page(lead, state="blocked").count("hearth-row__link") == 1
    post(lead, "work-move", first.pk, state="done")
    assert "Needs 1 other first." not in page(lead, "work-item", second.pk)


def test_a_move_that_the_table_forbids_or_that_lacks_a_reason_is_refused(house):
    item = write(house, "Train")
    lead = as_(house.lead)

    for fields in ({"state": "stopped"}, {"state": "waiting", "why": "A room"}, {}):
        answer = post(lead, "work-move", item.pk, **fields)
        assert answer.status_code == 422
    assert queries.work_of(house.community)[0].state is WorkState.PLANNED


def test_a_character_that_no_database_keeps_does_no_harm(house):
    item = write(house, "Train")
    lead = as_(house.lead)

    post(lead, "work-move", item.pk, state="stopped", why="No \0room")
    assert post(lead, "work-new", title="Train \0them").status_code == 422
    post(lead, "board", do="keep", note="All \0well", decisions="\0")

    assert "“No room”" in page(lead, "work-item", item.pk)
    assert "All well" in page(lead, "board")


def test_a_change_keeps_what_is_not_offered_and_needs_a_reason_for_a_new_date(house):
    done = write(house, "Find the money")
    item = write(house, "Train", due=days_from_now(5), depends_on=[done.pk], elements=["was-once"])
    lead = as_(house.lead)
    move_work(item=done, to=WorkState.DONE, why="", by=house.lead, at=NOW)
    page(lead, "work-change", item.pk)

    answer = post(lead, "work-change", item.pk, base="1", title="Train")
    assert answer.status_code == 422
    assert "The date is not the same any more." in answer.content.decode()
    post(lead, "work-change", item.pk, base="1", title="Train all", reason="No date yet")

    held = queries.work_of(house.community)[1]
    assert (held.title, held.due) == ("Train all", None)
    assert (held.elements, held.depends_on) == (("was-once",), (done.pk,))
    assert "No date yet" in page(lead, "work-item", item.pk)
    answer = post(lead, "work-change", item.pk, base="1", title="Train some")
    assert "Somebody else changed this meanwhile." in answer.content.decode()


def test_a_commissioner_reads_the_plan_and_changes_nothing(house):
    trust = Organisation.objects.get(community=house.community)
    marcus = an_account("Marcus Bell")
    a_post(marcus, trust, Role.COMMISSIONER, "Commissioner")
    item = write(house, "Train")
    client = as_(marcus)

    assert "Write down an action" not in page(client)
    assert "How it goes on" not in page(client, "work-item", item.pk)
    for name, args in (("work-new", []), ("work-change", [item.pk])):
        assert client.get(reverse(name, args=args)).status_code == 403
    assert post(client, "work-move", item.pk, state="done").status_code == 403


def test_nobody_finds_an_action_of_another_community(house):
    item = write(house, "Train")
    theirs = as_(a_house("Elsewhere").lead)

    for name in ("work-item", "work-change"):
        assert theirs.get(reverse(name, args=[item.pk])).status_code == 404
    assert post(theirs, "work-move", item.pk, state="done").status_code == 404
    assert "Train" not in page(theirs)


def test_the_table_for_a_spreadsheet_holds_each_action_and_no_formula(house):
    write(house, '=HYPERLINK("http://x","Click")', owner="@sum", elements=elements(house, "roof"))

    rows = page(as_(house.lead), "work-csv").splitlines()

    assert rows[0].startswith("\ufeffAction,Why,Who")
    assert rows[1].startswith("\"'=HYPERLINK(")
    assert ",'@sum," in rows[1]
    assert "Roof" in rows[1]
