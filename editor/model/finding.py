"""One thing a check has to say about an article before it is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error holds the article back; warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names its sentence in `wording`; `place` says where to go.

    `place` is "" or a metadata field ("excerpt", "image", …) or "line:N" (1-based line of the body)
    or "site".
    """

    severity: Severity
    code: str
    place: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings`, the gravest first, else in their own order."""
    return tuple(sorted(findings, key=lambda finding: list(Severity).index(finding.severity)))
