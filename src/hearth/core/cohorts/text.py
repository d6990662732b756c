"""A cohort as versioned text: an indented outline that a person can read and a repository can keep.

    hearth cohort 1
    name: People who may want a planning conversation

    group "long-term conditions"
      asthma
      diabetes

    all of
      alive
      any of
        aged 65 or over
        at least 2 of the group "long-term conditions"
      not reviewed in the last 12 months

    show
      age

`parse` reads it, `write` writes it in one canonical way, and `definition_hash` names it.
"""

from hashlib import sha256

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.parsing import parse
from hearth.core.cohorts.writing import write

__all__ = ["definition_hash", "parse", "write"]


def definition_hash(definition: Definition) -> str:
    """Return the SHA-256 of the canonical text, in hexadecimal: it names exactly this cohort."""
    return sha256(write(definition).encode()).hexdigest()
