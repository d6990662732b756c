"""Introductions: from being told about something near, to still going after three months."""
