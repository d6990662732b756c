"""Who is each row about? An identifier alone never decides (G4): every fact must agree.

HSIB found records mixed up by a number of someone else with the same birth date and a similar
name. So a number or an id finds a person, and then birth date, last name and first name must all
be the same; otherwise the row is refused, and says what differs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID, uuid4

from hearth.core.people import IdentifierScheme
from hearth.jobs.imports.facts import Context, PersonFacts
from hearth.jobs.imports.spool import Spool
from hearth.jobs.imports.tally import Place, Tally
from hearth.jobs.imports.values import Bad
from hearth.records.people.matching import Known, fold_postcode, holders, namesakes

BATCH = 200
ANOTHER_SYSTEM = "Check both records. If this is another system, name it with --source."
IS_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Decision:
    """What to do about one person: `known` when they are held already."""

    place: Place
    facts: PersonFacts
    person_id: UUID
    is_new: bool
    pairs: tuple[Pair, ...]


@dataclass
class People:
    """Decides about the people of one import, in the order of their rows."""

    scheme: IdentifierScheme
    tally: Tally
    refs: dict[str, UUID] = field(default_factory=dict)
    _by_pair: dict[Pair, Known] = field(default_factory=dict)
    _by_name: dict[tuple[str, str, object], list[Known]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def decide(self, spool: Spool) -> Iterator[Decision]:
        """Decide about everyone who waits; those who are refused are told to the tally."""
        waiting = spool.people()
        while batch := list(islice(waiting, BATCH)):
            pairs = {place: self._pairs(facts) for place, facts in batch}
            held = holders(pair for each in pairs.values() for pair in each)
            for place, facts in batch:
                yield from self._decide(place, facts, pairs[place], held)

    def _pairs(self, facts: PersonFacts) -> tuple[Pair, ...]:
        number = [(self.scheme.code, self.scheme.tidy(facts.number))] if facts.number else []
        return tuple(dict.fromkeys([*number, *facts.ids]))

    def _decide(
        self, place: Place, facts: PersonFacts, pairs: tuple[Pair, ...], held: dict[Pair, Known]
    ) -> Iterator[Decision]:
        found = {pair: self._by_pair.get(pair) or held.get(pair) for pair in pairs}
        known = {pair: one for pair, one in found.items() if one}
        bad = [*self._number_problems(facts), *self._differences(facts, known)]
        if not bad and not known:
            by_name, bad = self._by_name_alone(place, facts)
            known = {("name", ""): by_name} if by_name else {}
        if bad:
            self.tally.refuse(place, bad)
            return
        one = next(iter(known.values()), None)
        person_id = one.person_id if one else uuid4()
        self._remember(person_id, facts, pairs)
        yield Decision(place, facts, person_id, one is None, pairs)

    def _number_problems(self, facts: PersonFacts) -> list[Bad]:
        problems = self.scheme.obstacles(facts.number) if facts.number else []
        return [
            Bad(facts.where_number, words, "Correct the number, or leave it out.")
            for words in problems
        ]

    def _differences(self, facts: PersonFacts, known: dict[Pair, Known]) -> list[Bad]:
        bad = []
        for (scheme, _), one in known.items():
            is_number = scheme == self.scheme.code
            where = facts.where_number if is_number else facts.where_born
            differ = differences(facts, one, number=self.scheme.tidy(facts.number))
            if differ:
                what = f"The {self.scheme.name}" if is_number else "This id"
                words = f"{what} is held by someone else: {' and '.join(differ)} not the same."
                mend = "Check both records." if is_number else ANOTHER_SYSTEM
                bad.append(Bad(where, words, mend))
        if not bad and len({one.person_id for one in known.values()}) > 1:
            bad.append(
                Bad(
                    facts.where_number, "These numbers belong to two people.", "Check both records."
                )
            )
        return bad

    def _by_name_alone(self, place: Place, facts: PersonFacts) -> tuple[Known | None, list[Bad]]:
        """Without an id in common: name, birth date and postcode must be the same, and of one."""
        names = (facts.family.casefold(), facts.given.casefold())
        alike = [
            *self._by_name[(*names, facts.born)],
            *namesakes(given=facts.given, family=facts.family, born=facts.born),
        ]
        number, postcode = (
            self.scheme.tidy(facts.number),
            fold_postcode(facts.address.get("postcode", "")),
        )
        there = [one for one in alike if postcode and postcode in one.postcodes]
        sure = [one for one in there if not (number and one.number and number != one.number)]
        if len(sure) > 1:
            words = "Two people have this name, birth date and postcode."
            return None, [Bad(facts.where_family, words, f"Give the {self.scheme.name}.")]
        if alike and not sure:
            words = (
                "Someone with this name and birth date is held. This was taken for another person."
            )
            self.tally.remark(
                place, [Bad(facts.where_family, words, "Check that they are two people.")]
            )
        return (sure[0] if sure else None), []

    def _remember(self, person_id: UUID, facts: PersonFacts, pairs: tuple[Pair, ...]) -> None:
        postcode = fold_postcode(facts.address.get("postcode", ""))
        one = Known(
            person_id,
            frozenset({facts.given.casefold()}),
            facts.family.casefold(),
            facts.born,
            frozenset({postcode} if postcode else ()),
            self.scheme.tidy(facts.number),
        )
        for pair in pairs:
            self._by_pair.setdefault(pair, one)
        self._by_name[one.family, facts.given.casefold(), one.born].append(one)
        for ref in facts.refs:
            self.refs[ref] = person_id

    def referred_to(self, ref: str, shown_name: str, context: Context) -> Known | UUID | None:
        """Find whom a row means: someone in these files, else someone who is held.

        An id from files without a named source may mean another person elsewhere. It counts only
        when it is random (a UUID), or when the name beside it is the person's.
        """
        if ref in self.refs:
            return self.refs[ref]
        value = ref.rpartition("/")[2] if "/" in ref else ref.rpartition(":")[2]
        if not value:
            return None
        held = holders([(context.scheme, value)]).get((context.scheme, value))
        if held is None:
            return None
        words = set(re.findall(r"\w+", shown_name.casefold()))
        named = set(held.family.split()) <= words and any(
            set(given.split()) <= words for given in held.given
        )
        return held if context.source or IS_UUID.fullmatch(value) or named else None


def differences(facts: PersonFacts, known: Known, *, number: str) -> list[str]:
    """List what is not the same, in words; an empty list means the same person."""
    found = {
        "birth date": facts.born == known.born,
        "last name": facts.family.casefold() == known.family,
        "first name": any(_same_first_name(facts.given.casefold(), name) for name in known.given),
        "number": not (number and known.number and number != known.number),
    }
    return [words for words, same in found.items() if not same]


def _same_first_name(one: str, other: str) -> bool:
    """ "Ann" and "Ann Mary" may be one person; "Ann" and "Anna" are two."""
    ours, theirs = one.split(), other.split()
    shorter = min(len(ours), len(theirs))
    return ours[:shorter] == theirs[:shorter]
