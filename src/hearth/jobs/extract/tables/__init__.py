"""CSV files: in the tables that we publish, or in any other layout through a mapping."""

from hearth.jobs.extract.tables.files import TableFile, table_files
from hearth.jobs.extract.tables.mapping import (
    OURS,
    Mapping,
    NotAMapping,
    read_mapping,
    shipped,
)

__all__ = ["OURS", "Mapping", "NotAMapping", "TableFile", "read_mapping", "shipped", "table_files"]
