"""E10: whoever tampers with the audit trail is found out, whatever they do to the database."""

import os
from collections import Counter
from random import Random

import pytest
from django.db import transaction

from hearth.jobs.anchors import add_anchor, read_anchors
from hearth.jobs.verifying import verify
from hearth.records.audit import queries
from tests.resilience import trail

MUTATIONS = 1_000 if os.environ.get("HEARTH_TEST_LONG") else 90


class Undone(Exception):
    """Takes a tampering back."""


@pytest.mark.django_db
def test_e10_every_tampering_with_the_audit_trail_is_found(tmp_path, capsys):
    trail.lay_a_trail()
    add_anchor(tmp_path / "anchors", queries.heads(), at=trail.NOON)
    anchors = read_anchors(tmp_path / "anchors")
    assert list(verify(anchors)) == []

    tried, missed = Counter(), []
    for number in range(MUTATIONS):
        did, found = tamper(Random(number), number, anchors)
        tried[did] += 1
        if not found:
            missed.append((number, did))

    words = f"E10: {MUTATIONS} tamperings, {len(missed)} missed; {dict(sorted(tried.items()))}"
    with capsys.disabled():
        print(f"\n{words}")  # noqa: T201
    assert missed == []
    assert list(verify(anchors)) == []


def tamper(chance: Random, number: int, anchors):
    """Do one of the tamperings, look whether it shows, and take it back."""
    did, found = "", []
    try:
        with transaction.atomic():
            trail.open_the_way()
            did = trail.TAMPERINGS[number % len(trail.TAMPERINGS)](chance)
            found = list(verify(anchors))
            raise Undone
    except Undone:
        trail.close_the_way()
    return did, found
