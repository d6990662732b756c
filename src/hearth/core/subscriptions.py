"""What other systems can be told, how, and how often we try: the rules, without any rows.

R4 Subscriptions with the topics of the Subscriptions R5 Backport guide.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from hearth.core.words import Refusal


class Topic(StrEnum):
    """Something that happens, by the canonical address under which systems ask to be told."""

    PLAN_AGREED = "urn:hearth:subscription-topic:plan-agreed"
    ACTION_DUE = "urn:hearth:subscription-topic:action-due"
    REFERRAL_ANSWERED = "urn:hearth:subscription-topic:referral-answered"


TOPIC_WORDS = {
    Topic.PLAN_AGREED: "A plan was agreed",
    Topic.ACTION_DUE: "An action is due today",
    Topic.REFERRAL_ANSWERED: "A group answered an introduction",
}


class Channel(StrEnum):
    """How a system is told. Text messages are not offered: nobody wants one from a machine."""

    REST_HOOK = "rest-hook"
    EMAIL = "email"


class Content(StrEnum):
    """How much a notification says."""

    EMPTY = "empty"
    ID_ONLY = "id-only"
    FULL_RESOURCE = "full-resource"


class Status(StrEnum):
    """How a subscription stands, in FHIR's words."""

    REQUESTED = "requested"
    ACTIVE = "active"
    ERROR = "error"
    OFF = "off"


MOST_TRIES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
SHORTEST_HEARTBEAT = 60
LONGEST_ADDRESS = 500


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many failures in a row: half a minute, doubled, six hours at most.

    Ten tries take about four hours, so that a server that is mended in an evening misses nothing.
    """
    return min(FIRST_WAIT * (1 << max(tries - 1, 0)), LONGEST_WAIT)


def gives_up(tries: int) -> bool:
    """Say whether so many failures in a row are enough: the subscription stops, and says so."""
    return tries >= MOST_TRIES


@dataclass(frozen=True)
class Asked:
    """What a system asks for. `heartbeat`: seconds; none for no heartbeat."""

    topic: str
    channel: str
    endpoint: str
    content: str
    heartbeat: int | None = None
    ends_at: datetime | None = None


def problems(asked: Asked, *, at: datetime, inside: bool) -> list[Refusal]:
    """List what is wrong with a request, each with its element. `inside`: http may stay at home."""
    topics = ", ".join(Topic)
    checks = [
        (
            asked.topic in set(Topic),
            f"There is no such topic. These exist: {topics}.",
            "Subscription.criteria",
        ),
        (
            asked.channel in set(Channel),
            "Only the channels “rest-hook” and “email” are offered.",
            "Subscription.channel.type",
        ),
        (
            asked.content in set(Content),
            "Payload content is “empty”, “id-only” or “full-resource”.",
            "Subscription.channel.payload",
        ),
        (
            asked.heartbeat is None or asked.heartbeat >= SHORTEST_HEARTBEAT,
            f"A heartbeat comes every {SHORTEST_HEARTBEAT} seconds at most.",
            "Subscription.channel",
        ),
        (
            asked.ends_at is None or asked.ends_at > at,
            "The end has passed already.",
            "Subscription.end",
        ),
    ]
    found = [Refusal(words, where) for good, words, where in checks if not good]
    return [*found, *_address_problems(asked, inside=inside)]


def _address_problems(asked: Asked, *, inside: bool) -> list[Refusal]:
    where = "Subscription.channel.endpoint"
    if len(asked.endpoint) > LONGEST_ADDRESS:
        return [Refusal("The address is too long.", where)]
    if asked.channel == Channel.EMAIL:
        return _mail_problems(asked, where)
    if not _is_web_address(asked.endpoint, inside=inside):
        return [Refusal("Give an address that begins with https://, without a password.", where)]
    return []


def _mail_problems(asked: Asked, where: str) -> list[Refusal]:
    scheme, _, address = asked.endpoint.partition(":")
    name, at, host = address.partition("@")
    is_good = scheme == "mailto" and at and name and "." in host and "@" not in host
    if not is_good or any(each in address for each in " ,;?&<>\r\n\t"):
        return [Refusal("Give one address that begins with mailto:.", where)]
    if asked.content != Content.EMPTY:
        words = "An e-mail only says that something is there: its payload is “empty”."
        return [Refusal(words, "Subscription.channel.payload")]
    return []


def _is_web_address(address: str, *, inside: bool) -> bool:
    try:
        parts = urlsplit(address)
        is_at_home = parts.hostname in ("localhost", "127.0.0.1", "::1")
        _ = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or parts.fragment:
        return False
    if any(each <= " " for each in address):
        return False
    return parts.scheme == "https" or (inside and is_at_home and parts.scheme == "http")
