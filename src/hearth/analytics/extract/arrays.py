"""Plain Python values as Arrow arrays, and numbers of Arrow arrays, without pandas.

`pyarrow.array` loads pandas, which takes longer than the whole extract of a practice.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hearth.core.cohorts.tables import Column, Holds, Table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Numbers = npt.NDArray[np.int64]

WIDTHS = {
    Holds.PSEUDONYM: "int64",
    Holds.DAY: "int32",  # days from 1970
    Holds.NUMBER: "float64",
    Holds.SMALL_NUMBER: "int8",
}


def schema_of(table: Table) -> "pa.Schema":
    """Return a table's columns as Arrow has them."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field(each.name, pa.type_for_alias(each.holds.value), nullable=not each.required)
            for each in table.columns
        ]
    )


def batch_of(table: Table, rows: Sequence[tuple[Any, ...]]) -> "pa.RecordBatch":
    """Return rows (row number at the source, then the table's columns) as Arrow has them."""
    import pyarrow as pa

    columns = list(zip(*rows, strict=True))[1:] or [()] * len(table.columns)
    arrays = [array(each, held) for each, held in zip(table.columns, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema_of(table))


def array(column: Column, values: Sequence[Any]) -> "pa.Array":
    """Return the values of one column. None is NULL."""
    import numpy as np
    import pyarrow as pa

    if column.holds is Holds.TEXT:
        builder = pa.lib.StringBuilder()
        builder.append_values(values)
        return builder.finish()
    valid = None
    if not column.required and None in values:
        there = np.array([value is not None for value in values])
        valid = pa.py_buffer(np.packbits(there, bitorder="little"))
        values = [0 if value is None else value for value in values]
    data = pa.py_buffer(np.array(values, WIDTHS[column.holds]))
    return pa.Array.from_buffers(pa.type_for_alias(column.holds.value), len(values), [valid, data])


def numbers(held: "pa.RecordBatch", name: str) -> "Numbers":
    """Return a column without gaps, of pseudonyms or of days, as numbers."""
    import numpy as np

    column = held.column(name)
    width = np.dtype(np.int64 if column.type.bit_width == 64 else np.int32)
    start = column.offset * width.itemsize
    return np.frombuffer(column.buffers()[1], width, count=len(column), offset=start)


def in_order(held: "pa.RecordBatch", table: Table) -> "pa.RecordBatch":
    """Sort by person, then by the first day; rows that are equal there keep their order."""
    import numpy as np
    import pyarrow as pa

    if not held.num_rows:
        return held
    keys = [numbers(held, name) for name in reversed(table.order)]
    order = np.lexsort(keys).astype(np.int64)
    places = pa.Array.from_buffers(pa.int64(), len(order), [None, pa.py_buffer(order)])
    return held.take(places)
