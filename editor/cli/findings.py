"""What stands against publishing, told and as JSON."""

from editor.cli.terminal import tell
from editor.model.finding import Finding, Severity
from editor.model.wording import sentence
from editor.services.planning import Plan


def tell_findings(findings: tuple[Finding, ...]) -> None:
    """Tell of each finding, with where it is."""
    for finding in findings:
        place = f" [{finding.place}]" if finding.place else ""
        tell(f"{finding.severity}: {sentence(finding.code, finding.detail)}{place}")


def findings_data(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    """The findings as JSON has them."""
    return [
        {
            "severity": finding.severity.value,
            "code": finding.code,
            "place": finding.place,
            "says": sentence(finding.code, finding.detail),
        }
        for finding in findings
    ]


def blocked_data(plan: Plan) -> dict[str, object]:
    """What JSON says of a plan that cannot be carried out."""
    errors = tuple(f for f in plan.findings if f.severity is Severity.ERROR)
    publication = plan.publication
    return {
        "error": "plan-blocked",
        "says": sentence("plan-blocked", {}),
        "id": str(plan.draft.id),
        "url": publication.url if publication else "",
        "status": publication.status.value if publication else "",
        "steps": [],
        "verification": {},
        "findings": findings_data(errors),
    }
