"""Bulk Data exports: who asked for what, and the files that were made."""
