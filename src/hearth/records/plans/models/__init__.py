"""Rounds, entries and their revisions, suggestions, frozen versions and signatures."""

from hearth.records.plans.models.around import JoinedPlan, ReviewRequest
from hearth.records.plans.models.entries import Draft, Entry, Suggestion
from hearth.records.plans.models.key_workers import KeyWorker, KeyWorkerCover
from hearth.records.plans.models.rounds import MissedDate, Round, StepDate, StepReached
from hearth.records.plans.models.signing import (
    Escalation,
    GoingOn,
    SignatureRequest,
    SigningTerms,
)
from hearth.records.plans.models.versions import Signature, Version

__all__ = [
    "Draft",
    "Entry",
    "Escalation",
    "GoingOn",
    "JoinedPlan",
    "KeyWorker",
    "KeyWorkerCover",
    "MissedDate",
    "ReviewRequest",
    "Round",
    "Signature",
    "SignatureRequest",
    "SigningTerms",
    "StepDate",
    "StepReached",
    "Suggestion",
    "Version",
]
