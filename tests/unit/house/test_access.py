"""Who may do what in the House. A page of the House never opens a record."""

import pytest

from hearth.core.house.access import MAY, Hat, HouseAction, may


def allowed(*hats: Hat) -> set[HouseAction]:
    return {action for action in HouseAction if may(frozenset(hats), action)}


def test_who_wears_no_hat_may_do_nothing():
    assert allowed() == set()


def test_every_hat_is_named_and_sees_the_house():
    assert set(MAY) == set(Hat)
    assert all(may(frozenset({hat}), HouseAction.SEE_HOUSE) for hat in Hat)


@pytest.mark.parametrize("action", [HouseAction.ADAPT, HouseAction.CHOOSE_MEMBERS])
def test_only_a_house_lead_changes_what_is_asked_and_who_is_asked(action):
    assert [hat for hat in Hat if may(frozenset({hat}), action)] == [Hat.LEAD]


def test_a_commissioner_rates_nothing():
    assert allowed(Hat.COMMISSIONER).isdisjoint({HouseAction.ASSESS, HouseAction.SETTLE})


def test_two_hats_open_what_either_opens():
    both = allowed(Hat.PROFESSIONAL, Hat.MEMBER)
    assert both == allowed(Hat.PROFESSIONAL) | allowed(Hat.MEMBER)


def test_own_learning_is_for_those_who_hold_conversations_and_for_the_lead():
    hats = {hat for hat in Hat if may(frozenset({hat}), HouseAction.OWN_LEARNING)}
    assert hats == {Hat.PROFESSIONAL, Hat.LEAD}
