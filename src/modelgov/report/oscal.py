"""Findings as an OSCAL assessment-results document (NIST, version 1.1.3, JSON).

An observation is one finding of modelgov; an OSCAL finding is one control with the observations that speak
against it. A control is satisfied only where assets passed and none failed, is unknown or exempt.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from modelgov import __version__
from modelgov.control.clause import ControlCount
from modelgov.control.control import Control
from modelgov.record.finding import Status
from modelgov.report.matter import Finding, Matter

OSCAL = "1.1.3"
NAMESPACE = "urn:modelgov:oscal"
ROOT = uuid5(NAMESPACE_URL, NAMESPACE)


def named_uuid(*parts: str) -> str:
    """The same parts give the same id, in every export."""
    return str(uuid5(ROOT, "\n".join(parts)))


def assessment_results(matter: Matter) -> Mapping[str, Any]:
    """The document, ready to be written as JSON."""
    library = named_uuid("library", matter.library.digest)
    digest = hashlib.sha256("\n".join(row.finding_id for row in matter.findings).encode()).hexdigest()
    return {
        "assessment-results": {
            "uuid": named_uuid("document", matter.evaluation, matter.library.digest, digest),
            "metadata": {
                "title": "Findings of modelgov",
                "last-modified": matter.made_at.isoformat(),
                "version": matter.evaluation,
                "oscal-version": OSCAL,
                "props": [_prop("tool", f"modelgov {__version__}")],
                "remarks": matter.coverage,
            },
            "import-ap": {
                "href": f"#{library}",
                "remarks": "There is no plan in OSCAL: what is assessed is the library of controls.",
            },
            "results": [_result(matter)],
            "back-matter": {
                "resources": [
                    {
                        "uuid": library,
                        "title": "Library of controls of modelgov",
                        "props": [_prop("library-hash", matter.library.digest)],
                    }
                ]
            },
        }
    }


def _result(matter: Matter) -> dict[str, Any]:
    counted = {
        row.control_id: row
        for framework in matter.frameworks
        for clause in framework.clauses
        for row in clause.controls
    }
    standing: dict[str, list[Finding]] = {}
    for row in matter.findings:
        standing.setdefault(row.control_id, []).append(row)
    judged = [
        (control, standing.get(control.id, []), counted.get(control.id))
        for control in matter.library.controls
        if control.id in standing or (control.id in counted and counted[control.id].judged)
    ]
    assets = {row.judged_asset: row for row in matter.findings}
    result: dict[str, Any] = {
        "uuid": named_uuid("result", matter.evaluation),
        "title": "Evaluation of all assets",
        "description": f"{matter.judged} judgements by {matter.controls} controls. {matter.coverage}",
        "start": matter.evaluated_at.isoformat(),
        "end": matter.evaluated_at.isoformat(),
        "props": [
            _prop("evaluation", matter.evaluation),
            _prop("library-hash", matter.library.digest),
            *(_prop("not-read-in-full", f"{account} {region}") for account, region in matter.unread),
        ],
        "reviewed-controls": {"control-selections": [_selected(control for control, _, _ in judged)]},
        "findings": [_finding(matter, *row) for row in judged],
    }
    if assets:
        result["local-definitions"] = {"inventory-items": [_asset(row) for row in assets.values()]}
        result["observations"] = [_observation(row) for row in matter.findings]
    return {key: value for key, value in result.items() if value}


def _selected(controls: Iterable[Control]) -> dict[str, Any]:
    chosen = [{"control-id": control.id} for control in controls]
    return {"include-controls": chosen} if chosen else {"description": "No control judged anything."}


def _asset(row: Finding) -> dict[str, Any]:
    facts = {
        "arn": row.judged_asset,
        "kind": row.asset_kind,
        "account-id": row.account_id,
        "region": row.region,
        "team": row.team,
        "owner": row.owner,
        "tier": str(row.tier),
    }
    return {
        "uuid": named_uuid("asset", row.judged_asset),
        "description": _line(row.asset_name),
        "props": [_prop(name, value) for name, value in facts.items() if value.strip()],
    }


def _observation(row: Finding) -> dict[str, Any]:
    facts = {
        "status": row.status.value,
        "severity": row.severity.value,
        "control-version": str(row.control_version),
        "sql-hash": row.sql_hash,
        "opened-at": row.opened_at.isoformat(),
        "evaluation": row.evaluation,
    }
    return {
        "uuid": _observed(row),
        "title": _line(f"{row.control_id}: {row.asset_name}"),
        "description": row.reason or row.status.value,
        "props": [_prop(name, value) for name, value in facts.items()],
        "methods": ["TEST"],
        "types": ["finding"],
        "subjects": [
            {
                "subject-uuid": named_uuid("asset", row.judged_asset),
                "type": "inventory-item",
                "title": _line(row.asset_name),
            }
        ],
        "collected": row.changed_at.isoformat(),
        "relevant-evidence": [{"description": row.evidence_json or "No evidence beyond the reason."}],
    }


def _observed(row: Finding) -> str:
    return named_uuid("observation", row.finding_id, row.evaluation)


def _finding(
    matter: Matter, control: Control, rows: list[Finding], count: ControlCount | None
) -> dict[str, Any]:
    failed = any(row.status is Status.FAIL for row in rows)
    unseen = count is not None and count.unknown > 0
    satisfied = not rows and not unseen
    state = {"state": "satisfied" if satisfied else "not-satisfied"}
    if not satisfied:
        state["reason"] = "fail" if failed else "other"
        state["remarks"] = (
            "At least one asset failed."
            if failed
            else "No asset is known to fail; some are unknown or exempt."
        )
    counts = (
        {name: getattr(count, name) for name in ("passed", "failed", "unknown", "exempt")} if count else {}
    )
    found: dict[str, Any] = {
        "uuid": named_uuid("finding", control.id, matter.evaluation),
        "title": control.title,
        "description": control.why,
        "props": [
            _prop("severity", control.severity.value),
            _prop("control-version", str(control.version)),
            *(_prop(name, str(value)) for name, value in counts.items()),
        ],
        "target": {"type": "objective-id", "target-id": control.id, "status": state},
        "remarks": control.remedy,
    }
    if rows:
        found["related-observations"] = [{"observation-uuid": _observed(row)} for row in rows]
    return found


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": NAMESPACE, "value": _line(value)}


def _line(text: str) -> str:
    """One line without space at its ends, as OSCAL's strings are."""
    return " ".join(text.split()) or "-"
