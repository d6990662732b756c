"""FHIR R4 bulk files: NDJSON, one type of resource in each file, plain or packed."""

from hearth.jobs.extract.fhir.files import BulkFile, bulk_files

__all__ = ["BulkFile", "bulk_files"]
