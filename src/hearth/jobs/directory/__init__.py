"""Read the directories of others: gather all pages, check every entry, then keep all or nothing."""

from hearth.jobs.directory.sync import CannotSync, read_daily, sync

__all__ = ["CannotSync", "read_daily", "sync"]
