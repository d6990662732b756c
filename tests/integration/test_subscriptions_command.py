"""Who runs the site sees who is told what, and begins again with what stopped."""

import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from hearth.core.subscriptions import Channel, Content, Status, Topic
from hearth.records.subscriptions.changes import Asker, Wanted, subscribe
from hearth.records.subscriptions.models import Subscription
from hearth.site.commands import subscriptions
from tests.calling import an_app
from tests.world import an_account

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def row(monkeypatch):
    monkeypatch.setattr(subscriptions, "make_ready", lambda: None)
    account = an_account("Calderwick Records")
    app = an_app(machine=account)
    endpoint = "https://a.example/hook"
    wanted = Wanted(Topic.PLAN_AGREED, Channel.REST_HOOK, endpoint, Content.EMPTY)
    asker = Asker(account, app.name, app.client_id, ("system/*.rs",))
    return subscribe(asker=asker, wanted=wanted, by=account, at=timezone.now())


def said(*words: str):
    return CliRunner().invoke(subscriptions.command, list(words))


def test_the_list_says_how_each_stands(row):
    Subscription.objects.update(status=Status.ERROR.value, error="The receiver answered 500.")
    (found,) = json.loads(said("list", "--json").output)["subscriptions"]
    assert (found["id"], found["status"], found["waiting"]) == (str(row.pk), "error", 0)
    assert "The receiver answered 500." in said("list").output
    assert "a.example" not in said("list").output


def test_what_stopped_begins_again(row):
    Subscription.objects.update(status=Status.ERROR.value, next_at=None)
    assert said("again", str(row.pk)).exit_code == 0
    held = Subscription.objects.get()
    assert (held.status, held.next_at is None) == ("requested", False)


def test_what_was_turned_off_or_is_not_there_does_not(row):
    Subscription.objects.update(status=Status.OFF.value)
    assert "has to ask anew" in said("again", str(row.pk)).output
    assert "There is no subscription 7." in said("again", "7").output


def test_the_secret_can_be_shown_again(row):
    first, again = said("secret", str(row.pk)).output, said("secret", str(row.pk)).output
    assert len(first.strip()) == 43
    assert first == again
