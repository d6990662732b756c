"""Dated results of metrics, as they may be shown."""
