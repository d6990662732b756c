"""Which rows of an extract are people whom somebody knows by the pseudonym of their number."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from hearth.analytics.answers import Extract
from hearth.core.cohorts.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

Name = TypeVar("Name")
ROWS = 100_000


def named_by(
    extract: Extract, names: Mapping[int, Name], *, among: "pa.ChunkedArray"
) -> dict[int, Name]:
    """Return {person: name} of those among these persons whose `identifier` is a key of `names`."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow.parquet import ParquetFile

    known = pa.array(names.keys(), pa.int64())
    found: dict[int, Name] = {}
    with ParquetFile(extract.folder / TABLES["persons"].file) as parquet:
        for batch in parquet.iter_batches(batch_size=ROWS, columns=["person", "identifier"]):
            ours = batch.filter(pc.is_in(batch["identifier"], value_set=known))
            ours = ours.filter(pc.is_in(ours["person"], value_set=among))
            pairs = zip(ours["person"].to_pylist(), ours["identifier"].to_pylist(), strict=True)
            found |= {person: names[identifier] for person, identifier in pairs}
    return found
