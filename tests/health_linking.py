"""What the tests of health links share: a link of the person, and a viewer that we wrote ourselves.

The viewer follows the specification with nothing of ours: its own base64url, AES-GCM and inflate.
"""

import json
import zlib
from base64 import urlsafe_b64decode
from datetime import timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.test import Client
from django.utils import timezone

from hearth.core.words import Section
from hearth.records.health_links.changes import end_health_link, make_health_link
from tests.linking import own_record

PASSCODE = "48219037"
BASE = "http://testserver/shl/"


def a_health_link(world, *, sections=(Section.ABOUT_ME,), uses=3, passcode=PASSCODE, **more):
    """A link; returns its row and its secrets."""
    now = timezone.now()
    asked = {"label": "For the clinic", "ends_at": now + timedelta(days=1)} | more
    return make_health_link(
        record=own_record(world), sections=sections, most_uses=uses, passcode=passcode,
        by=world.person_account, at=now, **asked,
    )  # fmt: skip


def end(world, row):
    end_health_link(record=own_record(world), link=row, by=world.person_account, at=timezone.now())


def asks(link_id, passcode=PASSCODE, recipient="Dr Ahmed", client=None, **more):
    """Ask for the manifest, as a viewer does."""
    asked = {"recipient": recipient, "passcode": passcode, **more}
    given = {name: value for name, value in asked.items() if value is not None}
    return (client or Client()).post(
        f"/shl/{link_id}", json.dumps(given), content_type="application/json"
    )


def octets(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def decrypted(file, key):
    """Open a compact JWE with the key of the link (RFC 7516, 5.2), by another library."""
    header, wrapped, nonce, text, tag = file.split(".")
    said = json.loads(octets(header))
    assert (said["alg"], said["enc"], wrapped) == ("dir", "A256GCM", "")
    plain = AESGCM(octets(key)).decrypt(octets(nonce), octets(text) + octets(tag), header.encode())
    return zlib.decompress(plain, -zlib.MAX_WBITS) if said.get("zip") == "DEF" else plain


def bundle_of(answer, key):
    """The document in a manifest."""
    (file,) = answer.json()["files"]
    content = file.get("embedded") or Client().get(file["location"]).content.decode()
    return json.loads(decrypted(content, key))


def words_in(bundle):
    """All that the document tells in words."""
    return " ".join(
        part.get("text", {}).get("div", "") for part in bundle["entry"][0]["resource"]["section"]
    )
