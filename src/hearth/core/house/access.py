"""Who may do what in the House of a community. No page of the House shows a person's record."""

from enum import StrEnum


class Hat(StrEnum):
    """As what somebody comes to the House. One can wear several."""

    LEAD = "House lead"
    MEMBER = "steering group member"
    COMMISSIONER = "commissioner"
    PROFESSIONAL = "professional"
    CURATOR = "keeper of the directory"


class HouseAction(StrEnum):
    """What can be done; each page and each change names exactly one."""

    SEE_HOUSE = "see the house"
    ADAPT = "adapt the framework"
    CHOOSE_MEMBERS = "choose the steering group"
    ASSESS = "rate the elements"
    SETTLE = "settle what a voice agreed on"
    PLAN_WORK = "plan the work"
    RUN_MEETINGS = "run the meetings"
    SEE_FIGURES = "see the figures"
    SEE_FEEDBACK = "see the feedback"
    ANSWER_FEEDBACK = "answer the feedback"
    OWN_LEARNING = "keep their own learning"
    SEE_LEARNING = "see how training stands"
    MAKE_BOARD_PACK = "make the board pack"
    CURATE = "look after the directory"
    SEE_UNMET = "see what people could not find"
    ANSWER_UNMET = "say what was done about it"


_SEEING = frozenset(
    {
        HouseAction.SEE_HOUSE,
        HouseAction.SEE_FIGURES,
        HouseAction.SEE_FEEDBACK,
        HouseAction.SEE_LEARNING,
    }
)
_WORKING = frozenset(
    {HouseAction.ASSESS, HouseAction.SETTLE, HouseAction.PLAN_WORK, HouseAction.RUN_MEETINGS}
)

MAY: dict[Hat, frozenset[HouseAction]] = {
    Hat.LEAD: frozenset(HouseAction),
    Hat.MEMBER: _SEEING | _WORKING | {HouseAction.SEE_UNMET},
    Hat.COMMISSIONER: _SEEING
    | {
        HouseAction.ANSWER_FEEDBACK,
        HouseAction.MAKE_BOARD_PACK,
        HouseAction.SEE_UNMET,
        HouseAction.ANSWER_UNMET,
    },
    Hat.PROFESSIONAL: frozenset(
        {HouseAction.SEE_HOUSE, HouseAction.SEE_FEEDBACK, HouseAction.OWN_LEARNING}
    ),
    Hat.CURATOR: frozenset({HouseAction.SEE_HOUSE, HouseAction.CURATE, HouseAction.SEE_UNMET}),
}
"""Only who has a seat rates: their voice is that of their seat. A House lead has one too."""


def may(hats: frozenset[Hat], action: HouseAction) -> bool:
    """Say whether somebody with these hats may do this."""
    return any(action in MAY[hat] for hat in hats)
