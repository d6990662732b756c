"""Where a page ended, as a signed mark: it opens nothing for anybody else, and nothing hidden.

The mark holds the whole search, so that the address of the next page says nothing of it.
"""

from typing import Any

from django.core.signing import BadSignature, Signer

from hearth.fhir.caller import Caller
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.search.asking import Pairs

CURSOR = "_cursor"


def marked(caller: Caller, type: str, pairs: Pairs, after: tuple[Any, ...]) -> str:
    """Return the mark of a page's end."""
    held = [[list(pair) for pair in pairs], list(after)]
    return _signer(caller, type).sign_object(held, compress=True)


def opened(caller: Caller, type: str, pairs: Pairs) -> tuple[Pairs, tuple[Any, ...] | None]:
    """Return the search that a mark goes on with, and from where. Raises Wrong (400)."""
    held = [text for name, text in pairs if name == CURSOR]
    if not held:
        return pairs, None
    try:
        said, after = _signer(caller, type).unsign_object(held[0])
    except (BadSignature, ValueError, TypeError):
        words = "This page is not known here. Begin again from the first one."
        raise Wrong(400, Issue("value", words, CURSOR)) from None
    return [(name, text) for name, text in said], tuple(after)


def _signer(caller: Caller, type: str) -> Signer:
    return Signer(salt=f"fhir-search:{type}:{caller.account.pk}:{caller.app_id}")
