"""Refusals in FHIR's words: an OperationOutcome that names the element and says what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong. `code` is of issue-type; `where` a path such as "Goal.subject"."""

    code: str
    words: str
    where: str = ""
    severity: str = "error"


class Wrong(Exception):
    """The request cannot be done. Carries the HTTP status and every reason."""

    def __init__(self, status: int, issues: Sequence[Issue] | Issue) -> None:
        self.status = status
        self.issues = [issues] if isinstance(issues, Issue) else list(issues)
        super().__init__("; ".join(issue.words for issue in self.issues))


def outcome(issues: Iterable[Issue]) -> dict[str, Any]:
    """Return the OperationOutcome of these issues."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(each) for each in issues]}


def _issue(issue: Issue) -> dict[str, Any]:
    found: dict[str, Any] = {
        "severity": issue.severity,
        "code": issue.code,
        "details": {"text": issue.words},
        "diagnostics": issue.words,
    }
    if issue.where:
        found["expression"] = [issue.where]
    return found


def not_there() -> Wrong:
    """No such resource, or none that the caller may know of. The two are never told apart."""
    return Wrong(404, Issue("not-found", "There is no such resource, or you may not know of it."))
