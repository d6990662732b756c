"""A cohort as text: what is written is read back, and what is wrong is said with its line."""

import pytest
from hypothesis import given

from hearth.core.cohorts.rules import Aged, Not, NotARule, ReviewedWithin
from hearth.core.cohorts.text import definition_hash, parse, write
from tests.unit.cohorts.rules_to_try import DEFINITIONS

CANONICAL = """hearth cohort 1
name: People who may want a planning conversation
about: Agreed by the practice in March.

group "long-term conditions"
  asthma
  copd
  diabetes

bands frailty
  fit from 0
  mild above 0.12
  moderate above 0.24
  severe above 1/3

all of
  alive
  registered with "Elm Surgery" or Oak
  any of
    aged 65 or over
    at least 2 of the group "long-term conditions"
    share of the group "long-term conditions" is moderate or severe in bands frailty
    latest hba1c over 58.5 in the last 15 months, or never measured
  at least 2 of
    sex is female
    has falls on at least 2 days since 2024-01-31
    not
      any of
        holds a personal budget
        on medicine insulin in the last 1 month
  not reviewed in the last 12 months

show
  age
  number of the group "long-term conditions" as conditions
  latest hba1c as hba1c
"""


def reasons(text):
    with pytest.raises(NotARule) as refusal:
        parse(text)
    return [str(each) for each in refusal.value.reasons]


def cohort(*lines):
    return "\n".join(("hearth cohort 1", "name: Some", *lines))


@given(DEFINITIONS)
def test_every_cohort_is_read_back_from_what_was_written(definition):
    written = write(definition)

    assert parse(written) == definition
    assert write(parse(written)) == written


def test_the_canonical_text_is_written_as_it_was_read():
    assert write(parse(CANONICAL)) == CANONICAL


def test_text_that_means_the_same_has_the_same_hash():
    loose = CANONICAL.replace("\n", "\r\n").replace("aged", "Aged").replace("1/3", "2/6")
    loose = loose.replace("all of\r\n  alive", "# Alive?\r\nALL OF\r\n\r\n  alive", 1)

    assert loose != CANONICAL
    assert definition_hash(parse(loose)) == definition_hash(parse(CANONICAL))
    assert definition_hash(parse(CANONICAL.replace("65", "66"))) != definition_hash(
        parse(CANONICAL)
    )


def test_not_may_stand_before_its_condition_or_over_it():
    assert parse(cohort("not reviewed in the last 1 month")).rule == Not(ReviewedWithin(1))
    assert parse(cohort("not", "  aged 64 or under")).rule == Not(Aged(at_most=64))
