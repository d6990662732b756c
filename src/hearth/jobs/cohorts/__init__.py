"""Cohorts: counted for a page, run by a terminal or a worker, and put on the list of a practice."""
