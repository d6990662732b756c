"""Fields and choices that several kinds share."""

from hearth.core.fields import Field, FieldType

DATE = FieldType.DATE

REVIEW_FIELDS = (
    Field("review_on", "When to look at this again", DATE, prsb="Review date"),
    Field("review_by", "Who looks at it again", prsb="Review responsibility"),
)
MADE_FIELDS = (
    Field("location", "Where this was talked about", prsb="Location"),
    Field("performer", "Who wrote it with me", prsb="Performing professional"),
)

GOAL_STATUS = (
    ("hoped", "Not started yet"),
    ("going", "Going on now"),
    ("reached", "Reached"),
    ("partly", "Partly reached"),
    ("stopped", "No longer what I want"),
)
