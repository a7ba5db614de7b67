"""Findings, evaluations and scores as `flow.check` writes them."""

from sample import ACCOUNT, REGION, START, Record

GROUP = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package-group/card-fraud"


def finding(**more: object) -> Record:
    return {
        "FindingId": f"registry-description/{GROUP}",
        "ControlId": "registry-description",
        "ControlVersion": 1,
        "SqlHash": "a1",
        "JudgedAsset": GROUP,
        "Severity": "low",
        "Status": "fail",
        "Reason": "It has no description.",
        "Evidence": {"owner": "lea"},
        "EvidenceDigest": "e1",
        "Change": "opened",
        "Evaluation": "20261127T000000.000000Z",
        "OpenedAt": START.timestamp(),
        "EvaluatedAt": START.timestamp(),
        **more,
    }


def evaluation() -> Record:
    return {
        "Evaluation": "20261127T000000.000000Z",
        "EvaluatedAt": START.timestamp(),
        "Full": True,
        "Controls": 48,
        "LibraryHash": "b2",
        "Judged": 7,
        "JournalPosition": 70,
        "Snapshots": {"model_version_observation": 5},
    }


def score() -> Record:
    return {
        "ScoreId": "registry-description/Cards/fraud",
        "EvaluatedAt": START.timestamp(),
        "ControlId": "registry-description",
        "ControlVersion": 1,
        "SqlHash": "a1",
        "BusinessUnit": "Cards",
        "Team": "fraud",
        "Passed": 3,
        "Failed": 1,
        "Unknown": 2,
        "Exempt": 1,
    }
