"""Which people of an extract somebody knows, by a pseudonym: their own, or that of their number."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from hearth.analytics.answers import Extract
from hearth.core.cohorts.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

Name = TypeVar("Name")
ROWS = 100_000


def named_by(
    extract: Extract, names: Mapping[int, Name], *, among: "pa.ChunkedArray | None" = None
) -> dict[int, Name]:
    """Return {person: name} of those whom a key of `names` stands for, among these or all persons.

    A key is the pseudonym of the person, or of the number that they have in the whole country.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow.parquet import ParquetFile

    known = pa.array(names.keys(), pa.int64())
    found: dict[int, Name] = {}
    with ParquetFile(extract.folder / TABLES["persons"].file) as parquet:
        for batch in parquet.iter_batches(batch_size=ROWS, columns=["person", "identifier"]):
            asked = None if among is None else pc.is_in(batch["person"], value_set=among)
            some = batch if asked is None else batch.filter(asked)
            ours = [pc.is_in(some[column], value_set=known) for column in some.schema.names]
            for row in some.filter(pc.or_(*ours)).to_pylist():
                name = names.get(row["identifier"]) or names[row["person"]]
                found[row["person"]] = name
    return found
