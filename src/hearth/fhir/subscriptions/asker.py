"""Who asked to be told: the app as it called, and the same app as it stands when it is told."""

from hearth.core.smart import read_scope, write_scope
from hearth.fhir.caller import Caller
from hearth.fhir.outcome import Issue, Wrong
from hearth.records.callers.signers import keys_of
from hearth.records.subscriptions.changes import Asker
from hearth.records.subscriptions.queries import Subscription


def asker_of(caller: Caller, type: str) -> Asker:
    """Return who asks. Only a backend service may, and only about what it may read. Raises Wrong.

    A person's app would have to hold their yes for years; theirs can ask whenever it is open.
    """
    signer = keys_of(caller.app_id)
    if signer is None or signer.account != caller.account:
        words = "Only a backend service can ask to be told."
        raise Wrong(403, Issue("forbidden", words))
    if not caller.may(type, "r"):
        words = f"This topic is about {type}, and no scope of this app lets it read that."
        raise Wrong(403, Issue("forbidden", words, "Subscription.criteria"))
    scopes = tuple(write_scope(each) for each in caller.scopes)
    return Asker(caller.account, caller.app, caller.app_id, scopes)


def caller_now(row: Subscription) -> Caller | None:
    """The app of a subscription as it may call now; None where it was stopped meanwhile."""
    signer = keys_of(row.app_id)
    if signer is None or signer.account.pk != row.account_id:
        return None
    scopes = tuple(each for text in row.scopes if (each := read_scope(text)))
    return Caller(signer.account, signer.app, signer.app_id, scopes)
