"""A population extract: a dated folder of Parquet files that never changes."""

from hearth.analytics.extract.folder import Extract, NoExtract, extracts_in, latest

__all__ = ["Extract", "NoExtract", "extracts_in", "latest"]
