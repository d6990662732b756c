"""Keep the index of search in step with the activities that lists show.

Call `index` with every row of which the document or `is_listed` has changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.searching import folded, words_of
from hearth.core.directory.terms import terms_of
from hearth.records.directory.documents import facts_of
from hearth.records.directory.found_by import KnownPlace, Listing, NameWord
from hearth.records.directory.models import Activity
from hearth.records.directory.words_index import put

A_BATCH = 500
NOTHING: Mapping[UUID, Facts] = MappingProxyType({})
LETTERS = 9
BITS = 19
"""9 letters of 28 make 44 bits; 19 more keep those apart whose names begin alike: 63 in all."""
SHORTEST_WORD, LONGEST_WORD = 4, 40


@transaction.atomic
def index(rows: Iterable[Activity], known: Mapping[UUID, Facts] = NOTHING) -> None:
    """Make search find these rows as they are now, and no longer find those that are not listed.

    `known`: what their documents say, where the caller has read them already.
    """
    waiting = iter(rows)
    while batch := list(islice(waiting, A_BATCH)):
        _index(batch, known)


def _index(rows: list[Activity], known: Mapping[UUID, Facts]) -> None:
    Listing.objects.filter(activity__in=rows).delete()
    listed = [(row, known.get(row.pk) or facts_of(row)) for row in rows if row.is_listed]
    keys = _free_keys([(row.pk, folded(row.name)) for row, _ in listed])
    Listing.objects.bulk_create(
        _listing(key, row, facts) for key, (row, facts) in zip(keys, listed, strict=True)
    )
    put(
        (key, _words(row.name), _said(facts))
        for key, (row, facts) in zip(keys, listed, strict=True)
    )
    _keep_words(row.name for row, _ in listed)
    _keep_towns([facts for _, facts in listed])


@transaction.atomic
def reindex(*, progress: Callable[[int, int], None]) -> int:
    """Build the whole index anew, in the order of names. Returns how many activities it holds."""
    for model in (Listing, NameWord):
        model.objects.all().delete()  # type: ignore[attr-defined]
    KnownPlace.objects.filter(kind=KnownPlace.OF_ACTIVITIES).delete()
    found = Activity.objects.filter(is_listed=True).select_related("provider").order_by("name")
    count, rows = found.count(), found.iterator(chunk_size=A_BATCH)
    done = 0
    while batch := list(islice(rows, A_BATCH)):
        index(batch)
        done += len(batch)
        progress(done, count)
    return count


def _listing(key: int, row: Activity, facts: Facts) -> Listing:
    return Listing(
        id=key, activity=row, name=folded(row.name)[:100], minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        points=" ".join(
            f"{place.point.latitude:.6f},{place.point.longitude:.6f}"
            for place in facts.places if place.point
        ),
    )  # fmt: skip


def _said(facts: Facts) -> str:
    """Return all that an activity is found by: its words, folded, then its terms."""
    places = [word for place in facts.places for word in (place.name, place.address, place.town)]
    told = (facts.name, facts.description, facts.provider, facts.who_for, *facts.languages, *places)
    return " ".join([_words(" ".join(told)), *sorted(terms_of(facts, settings.INTERESTS))])


def _words(text: str) -> str:
    return " ".join(words_of(text))


def _free_keys(given: Sequence[tuple[UUID, str]]) -> list[int]:
    """Return an id for each that nobody has yet, in the order of names as far as letters go."""
    wished = [_key(pk, name) for pk, name in given]
    known = set(wished)
    taken = set(Listing.objects.filter(id__in=wished).values_list("id", flat=True))
    keys = []
    for key in wished:
        while key in taken or (key not in known and Listing.objects.filter(id=key).exists()):
            key += 1
        taken.add(key)
        keys.append(key)
    return keys


def _key(pk: UUID, name: str) -> int:
    """Return the first letters of a name as a number, and some of its own id below them."""
    number = 0
    for letter in name[:LETTERS].ljust(LETTERS):
        number = number * 28 + _place_of(letter)
    return (number << BITS) | (pk.int & ((1 << BITS) - 1))


def _place_of(letter: str) -> int:
    if "a" <= letter <= "z":
        return ord(letter) - ord("a") + 2
    return 1 if letter.isdigit() else 0


def _keep_words(names: Iterable[str]) -> None:
    words = {word for name in names for word in words_of(name)}
    NameWord.objects.bulk_create(
        [NameWord(word=each) for each in sorted(words)
         if SHORTEST_WORD <= len(each) <= LONGEST_WORD and each.isalpha()],
        ignore_conflicts=True, batch_size=A_BATCH,
    )  # fmt: skip


def _keep_towns(listed: Iterable[Facts]) -> None:
    """Keep where the towns are that addresses name: by the first point that we know there."""
    found = {
        folded(place.town)[:100]: place.point
        for facts in listed for place in facts.places if place.town and place.point
    }  # fmt: skip
    KnownPlace.objects.bulk_create(
        [
            KnownPlace(
                name=name, kind=KnownPlace.OF_ACTIVITIES, latitude=point.latitude,
                longitude=point.longitude,
            )
            for name, point in sorted(found.items())
        ],
        ignore_conflicts=True, batch_size=A_BATCH,
    )  # fmt: skip
