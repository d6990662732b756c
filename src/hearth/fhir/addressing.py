"""What the address of a request says: our own base, and what is asked, pair by pair."""

from urllib.parse import parse_qsl

from django.http import HttpRequest

from hearth.fhir.outcome import Issue, Wrong

Pairs = list[tuple[str, str]]
NOT_SEARCHED = ("_format", "_pretty")


def base_of(request: HttpRequest) -> str:
    """Return our own address, without a slash at its end."""
    return f"{request.scheme}://{request.get_host()}/fhir"


def asked(request: HttpRequest) -> Pairs:
    """Return what the address asks, pair by pair, without what says how to answer."""
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return []
    try:
        return without(parse_qsl(query, keep_blank_values=True, max_num_fields=500))
    except ValueError:
        raise Wrong(400, Issue("structure", "This search cannot be read.")) from None


def without(pairs: Pairs) -> Pairs:
    if any("\x00" in text or "\ufffd" in text for pair in pairs for text in pair):
        raise Wrong(400, Issue("value", "A search holds no control characters."))
    return [pair for pair in pairs if pair[0] not in NOT_SEARCHED]
