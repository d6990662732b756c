"""Who calls: an account, by an app, within scopes. A machine is a colleague with a post."""

from dataclasses import dataclass

from hearth.core.smart import Scope
from hearth.records.people.accounts import Account


@dataclass(frozen=True)
class Caller:
    """Whose sign-in it is, the app that carries it, and how far the person let it reach.

    A backend service has an account of its own with a post in its organisation, like a colleague:
    so one rule decides for people and for machines. `patient`: the id of the person whom a launch
    names; scopes of the context "patient" reach only them.
    """

    account: Account
    app: str
    app_id: str
    scopes: tuple[Scope, ...]
    patient: str = ""

    def scopes_for(self, type: str, doing: str) -> list[Scope]:
        """The scopes that allow `doing` (one of "cruds") with a type of resource."""
        return [scope for scope in self.scopes if scope.allows(type, doing)]

    def may(self, type: str, doing: str) -> bool:
        """Say whether any scope allows it, of whomever."""
        return bool(self.scopes_for(type, doing))

    @property
    def only_patient(self) -> str:
        """The one person whom all scopes name, or "" where some reach further."""
        return self.patient if all(s.context == "patient" for s in self.scopes) else ""
