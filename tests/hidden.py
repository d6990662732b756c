"""What the tests of leaks share: a plan with closed parts, everyone around it, and their pages."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from pypdf import PdfReader

from hearth.core.access import Action, Role
from hearth.core.kinds import CATALOGUE, KINDS, FieldType, Kind
from hearth.core.sharing import LinkKind, SealKind
from hearth.core.words import Section
from hearth.records.access.links import make_link
from hearth.records.access.sealing import seal
from hearth.records.outbox.models import Message
from hearth.records.people import feeds
from hearth.records.people.models import Account
from hearth.records.plans.changes.entries import Voice, write
from hearth.records.plans.models import Entry
from tests.integration.test_structure import addresses
from tests.sharing import an_agreed_plan, an_outsider, record_of, shared, signed_in
from tests.world import World, a_post, a_round, a_supporter, a_world, an_account

PASSCODE = "lantern7"
# Kinds of which there may be several, so that a hidden one can always be added.
MANY = [kind for kind in CATALOGUE if not kind.single]
HIDES = (SealKind.SAFEGUARDING, SealKind.THIRD_PARTY)


def content_of(kind: Kind, word: str) -> dict[str, object]:
    """Something for each field of a kind, with this word wherever words may stand."""
    found: dict[str, object] = {}
    for each in kind.fields:
        match each.type:
            case FieldType.LINE | FieldType.TEXT:
                found[each.name] = f"{word} {each.name}"
            case FieldType.DATE:
                found[each.name] = date(2026, 12, 1).isoformat()
            case FieldType.CHOICE:
                found[each.name] = each.choices[0][0]
            case FieldType.SCALE | FieldType.MONEY:
                found[each.name] = "5"
    return found


@dataclass
class Hiding:
    """One person, a plan that was agreed, and everyone from whom something is hidden."""

    world: World
    now: Any
    viewers: dict[str, Account] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    link: str = ""
    feed: str = ""

    def write(self, kind: str, word: str, *, seal_as: SealKind | None, **more: Any) -> str:
        """The nurse writes an entry, and closes it in the same breath."""
        nurse = self.world.nurse
        done = write(
            record=self.nurse, kind=kind, content=content_of(KINDS[kind], word), by=nurse,
            at=self.now, voice=Voice(own=True), **more,
        )  # fmt: skip
        if seal_as is not None:
            self.close(kind, done.thread, seal_as, word)
        return done.thread

    def close(self, kind: str, thread: str, seal_as: SealKind, why: str) -> None:
        seal(
            record=self.nurse, kind=seal_as, section=KINDS[kind].section, thread=thread, why=why,
            by=self.world.nurse, at=self.now,
        )  # fmt: skip

    def look(self) -> None:
        """The nurse opens the record: everyone may know that she did."""
        self.nurse = record_of(self.world, self.world.nurse)


def a_hiding(now: Any) -> Hiding:
    """Build it once: the viewers see all that a person or a service can allow them."""
    world = a_world()
    round = a_round(world)
    an_agreed_plan(world)
    a_supporter(world, actions={Action.READ, Action.WRITE, Action.APPEAL, Action.ADD_VIEW})
    outsider, post = an_outsider()
    shared(world, post, *Section)
    worker = an_account("Lin Worker")
    a_post(worker, world.council, Role.LINK_WORKER, "Social prescriber")
    made = Hiding(world, now, viewers={
        "the person": world.person_account, "a supporter": world.daughter,
        "another service": world.social_worker, "a link worker": worker,
        "an administrator": world.administrator, "with whom it was shared": outsider,
    })  # fmt: skip
    made.clients = {who: signed_in(account) for who, account in made.viewers.items()}
    me = {"record": record_of(world, world.person_account), "by": world.person_account}
    _, made.link = make_link(
        **me, kind=LinkKind.SHARE, label="A friend", sections=list(Section), passcode=PASSCODE,
        ends_at=now + timedelta(days=7), most_uses=9, at=now,
    )  # fmt: skip
    client = made.clients["who holds a link"] = Client()
    client.post(f"/s/{made.link}/", {"passcode": PASSCODE})
    made.feed = feeds.make_feed(person=world.person, by=world.person_account, at=now)
    made.round = round
    made.look()
    return made


def pages(hiding: Hiding, who: str) -> list[str]:
    """The addresses that a viewer can try, filled in with what is open to all of them."""
    if who == "who holds a link":
        return [f"/s/{hiding.link}/{each}" for each in ("", "plan.txt", "plan.pdf")]
    goal = Entry.objects.filter(person=hiding.world.person, kind="goal").first()
    values = {"uuid:person_id": hiding.world.person.pk, "uuid:thread": goal.thread}
    usual = {"uuid": goal.thread, "int": 1, "slug": "goal", "str": "x"}

    def filled(where: str) -> str:
        given = re.sub(
            r"<([^>]+)>", lambda m: str(values.get(m[1], usual[m[1].split(":")[0]])), where
        )
        return f"/{given}"

    found = [
        filled(where)
        for where, view in addresses(get_resolver())
        if "person_id" in where or view.policy.who == "staff"  # type: ignore[attr-defined]
        if view.__module__.startswith("hearth")
    ]
    return [*found, f"/calendar/{hiding.feed}.ics", "/people/?q=Khan", "/people-i-help/"]


def opened(hiding: Hiding, who: str) -> list[str]:
    """Those that open to a viewer."""
    client = hiding.clients[who]
    return [path for path in pages(hiding, who) if got(client, path).status_code == 200]


def got(client: Client, path: str) -> Any:
    """Look at a page, and leave no trace of the look."""
    with transaction.atomic():
        answer = client.get(path)
        transaction.set_rollback(True)
    return answer


NEW_EACH_TIME = (
    r'name="csrfmiddlewaretoken" value="[^"]*"',
    r'name="once" value="[^"]*"',
    r'name="passcode" type="text" value="[^"]*"',
    r"nonce-[\w+/=-]+",
)


def as_sent(answer: Any) -> tuple[int, str, str]:
    """An answer as it was sent, with its headers, but for what is new each time."""
    said = answer.content.decode("latin-1")
    # Pages are not to be kept, so they expire as they are sent: a time that says nothing.
    kept = set(answer.headers) - {"Set-Cookie", "Expires"}
    headers = {name: answer.headers[name] for name in kept}
    shown = f"{sorted(headers.items())}"
    for new in NEW_EACH_TIME:
        said, shown = re.sub(new, "", said), re.sub(new, "", shown)
    return answer.status_code, said, shown


def words_of(answer: Any) -> str:
    """All that an answer says, whatever it is: a page, a text, a calendar or a print."""
    if answer.headers.get("Content-Type") == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return answer.content.decode("utf-8", errors="replace")


def messages_to(hiding: Hiding, who: str) -> list[tuple[str, str, str]]:
    """What was posted to a viewer."""
    account = hiding.viewers.get(who)
    rows = Message.objects.filter(account_id=account.pk if account else -1).order_by("pk")
    return [(row.kind, row.path, str(row.fields)) for row in rows]


def all_messages() -> Iterator[str]:
    for row in Message.objects.all():
        yield f"{row.kind} {row.path} {row.fields} {row.name} {row.about}"
