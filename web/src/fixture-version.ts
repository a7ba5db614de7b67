/** Answers about one version, for the component tests of its page and tabs. */
import type { VersionDetail, VersionDocuments, VersionTraining } from "./api/shape";
import { versionRow } from "./fixture";

export function versionDetail(over: Partial<VersionDetail> = {}): VersionDetail {
  return {
    row: versionRow(),
    description: "Retail probability of default",
    registered_by: "pipeline/pd-train",
    package_status: "Completed",
    tier: 2,
    tier_reason: "Serves production",
    facts: [
      {
        name: "owner",
        value: "rita@example.com",
        source: { value: "rita@example.com", origin: "group tag", key: "Owner" },
        conflicts: [{ value: "omar@example.com", origin: "card", key: "model_owner" }],
      },
      { name: "team", value: "unassigned", source: null, conflicts: [] },
    ],
    metrics: [{ name: "auc", value: 0.873, previous: 0.868, previous_version: 30 }],
    approvals: [
      {
        changed_at: "2026-10-19T14:05:00.000000Z",
        observed_at: "2026-10-19T14:05:01.000000Z",
        before: "PendingManualApproval",
        after: "Approved",
        actor: "lea@example.com",
        actor_arn: null,
        description: "KS above 0.35",
        source: "event",
      },
    ],
    serving: [],
    findings: [],
    judged_at: "2026-11-24T01:30:00.000000Z",
    siblings: [
      { version: 31, approval_status: "PendingManualApproval", production: false, registered_at: "2026-10-19T14:02:00.000000Z" },
      { version: 30, approval_status: "Rejected", production: true, registered_at: "2026-10-12T10:20:00.000000Z" },
    ],
    ...over,
  };
}

export function versionTraining(over: Partial<VersionTraining> = {}): VersionTraining {
  return {
    training: { job: null, pipeline: null, unseen: [] },
    parameters: [{ name: "eta", value: "0.05", previous: "0.10", previous_version: 30 }],
    properties: {},
    reports: [],
    containers: [{ image: "xgboost:1.7-1", image_digest: null, model_data_url: "s3://lake/model.tar.gz" }],
    generated_by: null,
    commit_id: null,
    repository: "javascript:alert(1)",
    project_id: null,
    source_uri: null,
    ...over,
  };
}

export function versionDocuments(over: Partial<VersionDocuments> = {}): VersionDocuments {
  return {
    source: "version",
    card_name: null,
    card_arn: null,
    card_status: "Draft",
    written_at: "2026-10-19T14:02:00.000000Z",
    score: 25,
    needed: 75,
    parts: [
      { name: "evaluation", path: "evaluation_details[0].name", points: 20, filled: false, said: "TBD" },
      { name: "purpose", path: "intended_uses.purpose_of_model", points: 15, filled: true, said: "Rank loans" },
      { name: "owner", path: "model_overview.model_owner", points: 10, filled: true, said: "rita@example.com" },
    ],
    content: { intended_uses: { purpose_of_model: "<img src=x onerror=alert(1)>" } },
    ...over,
  };
}
