"""All operations that the server offers: one row each."""

from hearth.fhir.operating import Operation
from hearth.fhir.operations import apply, document, everything
from hearth.fhir.subscriptions.operations import SUBSCRIPTION_OPERATIONS

ALL: tuple[Operation, ...] = (
    document.OPERATION,
    everything.OPERATION,
    apply.OPERATION,
    *SUBSCRIPTION_OPERATIONS,
)
OPERATIONS = {(each.type, each.on_one, each.name): each for each in ALL}
