"""A made-up community: the same from the same seed, through the same changes as real life."""

from hearth.jobs.demo.build import build

__all__ = ["build"]
