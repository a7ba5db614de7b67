"""Findings as SARIF 2.1.0: a rule for each control, a result for each finding that stands.

A failure is of the kind `fail`; what is unknown is `open`, which in SARIF means that too little is known to
decide; what a waiver exempts is a failure that is suppressed, with the waiver's reason.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from modelgov import __version__
from modelgov.control.control import Control
from modelgov.control.judge import Failed
from modelgov.record.finding import Severity, Status
from modelgov.report.matter import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
# What GitHub sorts alerts by: 9.0 and above is critical, 7.0 high, 4.0 medium.
SCORES = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.0", Severity.LOW: "2.0"}


def sarif(
    findings: Sequence[Finding], controls: Sequence[Control], failed: Sequence[Failed], evaluation: str
) -> Mapping[str, Any]:
    """The log, ready to be written as JSON; `failed` are controls that could not be run."""
    places = {control.id: place for place, control in enumerate(controls)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "modelgov",
                        "semanticVersion": f"{__version__}",
                        "rules": [_rule(control) for control in controls],
                    }
                },
                "automationDetails": {"id": f"modelgov/{evaluation}"},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not failed,
                        "toolExecutionNotifications": [_notice(row, places) for row in failed],
                    }
                ],
                "results": [_result(row, places) for row in findings if row.control_id in places],
            }
        ],
    }


def _rule(control: Control) -> dict[str, Any]:
    return {
        "id": control.id,
        "name": "".join(word.capitalize() for word in control.id.split("-")),
        "shortDescription": {"text": f"{control.title}."},
        "fullDescription": {"text": control.why},
        "help": {
            "text": f"{control.why}\n\nWhat to do: {control.remedy}",
            "markdown": f"{control.why}\n\n**What to do:** {control.remedy}",
        },
        "defaultConfiguration": {"level": LEVELS[control.severity]},
        "properties": {
            "tags": ["model-governance", control.group],
            "severity": control.severity.value,
            "security-severity": SCORES[control.severity],
            "version": control.version,
            "sqlHash": control.sql_hash,
        },
    }


def _notice(row: Failed, places: Mapping[str, int]) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"{row.control.id} could not be run: {row.error.what}"},
        "associatedRule": {"id": row.control.id, "index": places[row.control.id]},
    }


def _result(row: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    known = row.status is not Status.UNKNOWN
    result: dict[str, Any] = {
        "ruleId": row.control_id,
        "ruleIndex": places[row.control_id],
        "kind": "fail" if known else "open",
        "level": LEVELS[row.severity] if known else "none",
        "message": {"text": f"{row.asset_name}: {row.reason}"},
        "guid": str(uuid5(NAMESPACE_URL, f"urn:modelgov:finding\n{row.finding_id}")),
        "locations": [
            {
                "logicalLocations": [
                    {
                        "name": row.asset_name,
                        "fullyQualifiedName": row.judged_asset,
                        "kind": row.asset_kind,
                    }
                ]
            }
        ],
        "partialFingerprints": {"findingId/v1": row.finding_id},
        "properties": {
            "status": row.status.value,
            "severity": row.severity.value,
            "accountId": row.account_id,
            "region": row.region,
            "team": row.team,
            "owner": row.owner,
            "openedAt": row.opened_at.isoformat(),
        },
    }
    if row.status is Status.EXEMPT:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": row.reason or "Exempt by a waiver."}
        ]
    return result
