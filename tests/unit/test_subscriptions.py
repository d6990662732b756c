"""What other systems can ask to be told, and how often a receiver is tried."""

from datetime import UTC, datetime, timedelta

import pytest

from hearth.core.subscriptions import (
    LONGEST_ADDRESS,
    LONGEST_WAIT,
    MOST_TRIES,
    Asked,
    Topic,
    gives_up,
    problems,
    wait_after,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TOPIC = Topic.PLAN_AGREED.value


def found(*, inside: bool = False, **more: object) -> list[str]:
    facts = {
        "topic": TOPIC, "channel": "rest-hook", "endpoint": "https://a.example/hook",
        "content": "id-only", **more,
    }  # fmt: skip
    return [each.where for each in problems(Asked(**facts), at=NOW, inside=inside)]


def test_each_wait_is_twice_the_one_before_up_to_six_hours():
    waits = [wait_after(tries) for tries in range(1, 30)]
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert not gives_up(MOST_TRIES - 1)
    assert gives_up(MOST_TRIES)


def test_what_is_asked_well_is_taken():
    assert found() == []
    assert found(heartbeat=60, ends_at=NOW + timedelta(days=1)) == []
    assert found(channel="email", endpoint="mailto:a@b.example", content="empty") == []
    assert found(endpoint="http://127.0.0.1:8000/x", inside=True) == []


@pytest.mark.parametrize(
    ("where", "more"),
    [
        ("Subscription.criteria", {"topic": "x"}),
        ("Subscription.channel.payload", {"content": "x"}),
        ("Subscription.channel", {"heartbeat": 59}),
        ("Subscription.end", {"ends_at": NOW}),
        (
            "Subscription.channel.endpoint",
            {"endpoint": "https://a.b/" + "x" * LONGEST_ADDRESS},
        ),
        ("Subscription.channel.payload", {"channel": "email", "endpoint": "mailto:a@b.example"}),
    ],
)
def test_what_is_asked_badly_is_named(where, more):
    assert found(**more) == [where]


def test_a_text_message_is_not_offered():
    assert "Subscription.channel.type" in found(channel="sms")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://a.example/", "http://127.0.0.1/", "https://a:b@c.example/", "https://", "ftp://a.b/",
        "https://a.example/#x", "https://a.b/ x", "https://a.b:port/", "//a.example", "",
        "https://[::1",
    ],
)  # fmt: skip
def test_an_address_is_https_and_holds_no_secret(endpoint):
    assert found(endpoint=endpoint) == ["Subscription.channel.endpoint"]


@pytest.mark.parametrize(
    "endpoint",
    ["a@b.example", "mailto:", "mailto:a", "mailto:@b.example", "mailto:a@b", "mailto:a@b.c,d@e.f"],
)
def test_a_mail_address_is_one_address(endpoint):
    wrong = found(channel="email", endpoint=endpoint, content="empty")
    assert wrong == ["Subscription.channel.endpoint"]
