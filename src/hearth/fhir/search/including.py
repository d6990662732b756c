"""What comes along with what was found: _include and _revinclude, as far as the caller sees it."""

from collections.abc import Iterable

from hearth.fhir.parameters import PARAMETERS
from hearth.fhir.search.asking import DEEPEST, Asked, Include
from hearth.fhir.search.seeing import Seeing
from hearth.records.exchange import finding
from hearth.records.exchange.finding import Hit

MOST = 1_000


def included(asked: Asked, seeing: Seeing, matches: list[Hit]) -> list[Hit]:
    """Return what comes along, each once, and nothing that was found anyway."""
    found = {_address(each): each for each in matches}
    matched = set(found)
    last, wanted = matches, asked.includes
    for _ in range(DEEPEST):
        more: dict[tuple[str, str], Hit] = {}
        for include in wanted:
            for hit in _one(include, seeing, last):
                more.setdefault(_address(hit), hit)
        last = [hit for address, hit in more.items() if address not in found]
        found |= {_address(hit): hit for hit in last}
        wanted = [each for each in asked.includes if each.iterate]
        if not last or not wanted or len(found) > MOST:
            break
    return [found[each] for each in sorted(found.keys() - matched)][:MOST]


def _address(hit: Hit) -> tuple[str, str]:
    return hit.type, hit.fid


def _one(include: Include, seeing: Seeing, hits: list[Hit]) -> Iterable[Hit]:
    return _back(include, seeing, hits) if include.back else _forth(include, seeing, hits)


def _forth(include: Include, seeing: Seeing, hits: list[Hit]) -> Iterable[Hit]:
    """Follow the references of these."""
    keys = [each.key for each in hits if each.type == include.type]
    params = references_of(include.type) if include.param == "*" else [include.param]
    if not keys or not params:
        return
    by_type: dict[str, list[str]] = {}
    for text in finding.references(keys, params, seeing.sight):
        type, _, fid = text.partition("/")
        if type in PARAMETERS and include.target in ("", type):
            by_type.setdefault(type, []).append(fid)
    for type, fids in sorted(by_type.items()):
        for some in range(0, len(fids), MOST):
            yield from finding.named(type, fids[some : some + MOST], seeing.sight)


def _back(include: Include, seeing: Seeing, hits: list[Hit]) -> Iterable[Hit]:
    """Find what refers to these."""
    texts = [f"{each.type}/{each.fid}" for each in hits if include.target in ("", each.type)]
    types = list(PARAMETERS) if include.type == "*" else [include.type]
    for type in types if texts else []:
        params = references_of(type) if include.param == "*" else [include.param]
        if params:
            yield from finding.referring(texts, type, params, seeing.sight, most=MOST)


def references_of(type: str) -> list[str]:
    """The parameters of a type that are references."""
    return [code for code, each in PARAMETERS[type].items() if each.kind == "reference"]
