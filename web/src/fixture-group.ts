/** A model group and a comparison as the API answers them; the component tests draw these. */
import type { Comparison, GroupDetail } from "./api/shape";
import { versionRow } from "./fixture";
import { finding } from "./fixture-finding";

const OF = { account_id: "222233334444", account_name: "credit-prod", region: "eu-west-1" };
const ENDPOINT = { ...OF, endpoint_name: "pd-live", endpoint_arn: "arn:aws:sagemaker:eu-west-1:222233334444:endpoint/pd-live" };

function member(version: number, maturity: string) {
  const production = maturity.endsWith("production");
  return versionRow({
    version,
    maturity,
    production,
    endpoints: production ? 1 : 0,
    approval_status: maturity === "prototype" ? "PendingManualApproval" : "Approved",
    model_version_arn: `arn:aws:sagemaker:eu-west-1:222233334444:model-package/credit-pd-retail/${version}`,
    registered_at: `2026-10-0${version}T00:00:00.000000Z`,
  });
}

export function groupDetail(over: Partial<GroupDetail> = {}): GroupDetail {
  return {
    row: {
      ...OF,
      model_group: "credit-pd-retail",
      model_group_arn: "arn:aws:sagemaker:eu-west-1:222233334444:model-package-group/credit-pd-retail",
      description: "Probability of default of retail loans.",
      owner: "rita@example.com",
      team: "credit-risk",
      business_unit: "Credit Risk",
      environment: "prod",
      intended_use: "unassigned",
      versions: 3,
      approved: 2,
      pending: 1,
      rejected: 0,
      production: 1,
      latest_version: 3,
      latest_status: "PendingManualApproval",
      latest_registered_at: "2026-10-03T00:00:00.000000Z",
      changed_at: "2026-10-03T00:00:00.000000Z",
    },
    facts: [
      { name: "owner", value: "rita@example.com", origin: "group tag" },
      { name: "intended_use", value: "unassigned", origin: "none" },
    ],
    tier: 1,
    tier_reason: "Serves credit decisions",
    created_at: "2026-09-30T00:00:00.000000Z",
    versions: [member(3, "prototype"), member(2, "production"), member(1, "validated")],
    approvals: [
      { version: 1, changed_at: "2026-10-01T06:00:00.000000Z", before: null, after: "Approved", actor: null, source: "api" },
      { version: 2, changed_at: "2026-10-02T06:00:00.000000Z", before: "PendingManualApproval", after: "Approved", actor: "lea", source: "event" },
      { version: 3, changed_at: "2026-10-03T00:00:00.000000Z", before: null, after: "PendingManualApproval", actor: "kim", source: "api" },
    ],
    deployments: [{ ...ENDPOINT, version: 2, first_served_at: "2026-10-02T12:00:00.000000Z", serves: true }],
    serving: [
      {
        ...ENDPOINT,
        version: 2,
        endpoint_status: "InService",
        variant_name: "main",
        model_name: "pd-2",
        matched_by: "package",
        instance_type: "ml.m5.large",
        instance_count: 2,
        usd_per_month: null,
        changed_at: "2026-10-02T12:00:00.000000Z",
        since: "2026-10-02T12:00:00.000000Z",
      },
    ],
    metrics: [
      {
        name: "auc",
        better: "higher",
        points: [
          { version: 1, registered_at: "2026-10-01T00:00:00.000000Z", value: 0.7 },
          { version: 2, registered_at: "2026-10-02T00:00:00.000000Z", value: 0.8 },
        ],
      },
    ],
    drift: [
      {
        account_id: OF.account_id,
        region: OF.region,
        endpoint_name: "pd-live",
        versions: [2],
        points: [
          { scheduled_at: "2026-11-01T00:00:00.000000Z", psi: null, feature: null, features: 0, too_few: 3 },
          { scheduled_at: "2026-11-08T00:00:00.000000Z", psi: 0.31, feature: "income", features: 3, too_few: 0 },
        ],
      },
    ],
    shown: null,
    psi_limit: 0.2,
    findings: { judged_at: "2026-11-24T01:30:00.000000Z", failed: 1, standing: 2, worst: [finding()] },
    ...over,
  };
}

export function comparison(over: Partial<Comparison> = {}): Comparison {
  const side = { trained: true, carded: true, baseline_uri: null, baseline_of: null };
  return {
    versions: [
      { row: member(1, "validated"), ...side },
      { row: member(2, "production"), ...side, trained: false },
    ],
    sections: [
      {
        name: "parameters",
        rows: [
          { name: "eta", source: "training job", values: ["0.1", null], changed: true },
          { name: "max_depth", source: "training job", values: ["6", "6"], changed: false },
        ],
      },
    ],
    metrics: [
      { name: "auc", source: "version", better: "higher", values: [0.7, 0.8], best: 1, changed: true },
      { name: "rows", source: "version", better: null, values: [10, 10], best: null, changed: false },
    ],
    drift: [{ version: 1, state: "no_baseline", features: [] }],
    card: [{ path: ["intended_uses", "purpose"], values: ["Score all loans.", "Score new loans."], changed: true }],
    ...over,
  };
}
