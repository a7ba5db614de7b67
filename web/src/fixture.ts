/** Answers of the API as the contract types them; the component tests draw these. */
import type {
  Change,
  Coverage,
  CoverageRow,
  Events,
  Gap,
  Kpi,
  Overview,
  PipelineRun,
  Status,
  TrainingJob,
  VersionPage,
  VersionRow,
} from "./api/shape";
import { finding } from "./fixture-finding";

export function versionRow(over: Partial<VersionRow> = {}): VersionRow {
  return {
    account_id: "222233334444",
    account_name: "credit-prod",
    region: "eu-west-1",
    model_group: "credit-pd-retail",
    version: 31,
    model_version_arn: "arn:aws:sagemaker:eu-west-1:222233334444:model-package/credit-pd-retail/31",
    approval_status: "PendingManualApproval",
    stage: "Staging",
    stage_status: null,
    owner: "rita@example.com",
    team: "credit-risk",
    business_unit: "Credit Risk",
    environment: "prod",
    intended_use: "credit decision",
    maturity: "prototype",
    production: false,
    endpoints: 0,
    registered_at: "2026-10-19T14:02:00.000000Z",
    changed_at: "2026-10-19T14:05:00.000000Z",
    changed_by: "rita@example.com",
    ...over,
  };
}

export function change(over: Partial<Change> = {}): Change {
  return {
    position: 7,
    kind: "model_version",
    asset: versionRow().model_version_arn,
    what: "approval",
    before: "PendingManualApproval",
    after: "Approved",
    actor: "lea@example.com",
    changed_at: "2026-11-24T02:00:00.000000Z",
    observed_at: "2026-11-24T02:00:01.000000Z",
    source: "event",
    account_id: "222233334444",
    account_name: "credit-prod",
    region: "eu-west-1",
    business_unit: "Credit Risk",
    model_group: "credit-pd-retail",
    version: 31,
    name: "credit-pd-retail/31",
    ...over,
  };
}

function history(values: readonly (number | null)[]): Kpi["points"] {
  return values.map((value, at) => ({ at: `2026-11-${String(1 + at * 4).padStart(2, "0")}T02:00:00.000000Z`, value }));
}

export function kpi(over: Partial<Kpi> = {}): Kpi {
  return {
    ...{ name: "production", unit: "count", value: 1, of: null, unknown: null, usd_per_month: null, unpriced: null },
    ...{ points: [], known_since: null, change: null, verdict: null, controls: [], group: null },
    ...over,
  };
}

export function overview(over: Partial<Overview> = {}): Overview {
  return {
    as_of: "2026-11-24T02:00:02.000000Z",
    production_versions: 412,
    production_not_approved: 3,
    waiting_for_approval: 27,
    waiting_over_5_days: 6,
    registered_this_month: 90,
    registered_last_month: 120,
    groups: 300,
    versions: 5000,
    endpoints: 400,
    endpoints_in_service: 380,
    endpoints_unregistered: 4,
    cost: {
      usd_per_month: 41870.4,
      priced_variants: 388,
      unpriced_variants: 9,
      serverless_variants: 2,
      price_date: "2026-11-01",
      price_region: "us-east-1",
    },
    registered: null,
    versions_per_day: [],
    versions_per_month: [
      { month: "2026-09", approved: 40, pending: 10, rejected: 5, unknown: 0 },
      { month: "2026-10", approved: 90, pending: 20, rejected: 10, unknown: 0 },
      { month: "2026-11", approved: 60, pending: 25, rejected: 5, unknown: 0 },
    ],
    business_units: [
      { business_unit: "Fraud", groups: 9, versions: 90, production: 4, approved: 60, pending: 20, rejected: 10, unknown: 0, usd_per_month: null },
      { business_unit: "Credit Risk", groups: 20, versions: 213, production: 8, approved: 150, pending: 43, rejected: 20, unknown: 0, usd_per_month: 412.5 },
    ],
    kpis: [
      kpi({ name: "production", value: 412 }),
      kpi({ name: "waiting", value: 27, points: history([31, 30, 30, 29, 28, 28, 27]), change: -4, verdict: "better", known_since: "2026-09-01T00:00:00.000000Z" }),
      kpi({ name: "drift", value: 6, points: history([null, null, 5, 5, 6, 6, 6]), known_since: "2026-11-04T00:00:00.000000Z", unknown: 9, controls: ["drift-ks", "drift-psi"] }),
      kpi({ name: "cost", value: 41870.4, unit: "usd" }),
      kpi({ name: "idle", value: 3, usd_per_month: 900, unpriced: 1, points: history([2, 2, 2, 2, 3, 3, 3]), change: 1, verdict: "worse", controls: ["cost-endpoint-idle"] }),
      kpi({ name: "documentation", value: null, unit: "share" }),
    ],
    newest: [change()],
    judged: { evaluated_at: "2026-11-24T01:30:00.000000Z", critical: 1, high: 2, medium: 3, low: 4, unknown: 5, exempt: 0 },
    decisions: [finding()],
    waiting: [
      {
        account_id: "222233334444",
        account_name: "credit-prod",
        region: "eu-west-1",
        model_group: "credit-lgd",
        version: 4,
        owner: "omar@example.com",
        team: "credit-risk",
        production: true,
        registered_at: "2026-09-01T02:00:00.000000Z",
      },
    ],
    ...over,
  };
}

export function gap(over: Partial<Gap> = {}): Gap {
  return {
    account_id: "888899990000",
    account_name: "sandbox",
    region: "eu-west-1",
    operation: "Search:ModelPackage",
    outcome: "denied",
    throttled: 0,
    asset: "",
    reason: "AssumeRole was refused.",
    observed_at: "2026-11-24T02:00:00.000000Z",
    ...over,
  };
}

export function status(over: Partial<Status> = {}): Status {
  return {
    version: "0.1.0",
    local_only: true,
    accounts: 12,
    regions: 3,
    position: 7,
    last_event_at: null,
    last_collected_at: "2026-11-24T01:00:00.000000Z",
    complete: true,
    gaps: [],
    ...over,
  };
}

export function coverageRow(over: Partial<CoverageRow> = {}): CoverageRow {
  return {
    run: "01K",
    account_id: "222233334444",
    account_name: "credit-prod",
    region: "eu-west-1",
    operation: "Search:ModelPackage",
    outcome: "read",
    seen: 120,
    total: 120,
    calls: 2,
    throttled: 0,
    asset: "",
    reason: "",
    observed_at: "2026-11-24T01:00:00.000000Z",
    ...over,
  };
}

export function events(over: Partial<Events> = {}): Events {
  return {
    listened_from: "2026-11-01T00:00:00.000000Z",
    listened_to: "2026-11-24T01:00:00.000000Z",
    days: 30,
    changes: 125,
    missed: 4,
    missed_share: 0.032,
    places: [
      { account_id: "222233334444", account_name: "credit-prod", region: "eu-west-1", changes: 25, missed: 4, missed_share: 0.16 },
      { account_id: "222233334444", account_name: "credit-prod", region: "us-east-1", changes: 100, missed: 0, missed_share: 0 },
    ],
    newest: [
      {
        kind: "model_version",
        account_id: "222233334444",
        account_name: "credit-prod",
        region: "eu-west-1",
        asset: versionRow().model_version_arn,
        what: "approval",
        before: "PendingManualApproval",
        after: "Approved",
        model_group: "credit-pd-retail",
        version: 31,
        changed_at: "2026-11-23T10:00:00.000000Z",
        found_at: "2026-11-23T10:20:00.000000Z",
        lag_seconds: 1200,
      },
    ],
    ...over,
  };
}

export function coverage(over: Partial<Coverage> = {}): Coverage {
  const rows = over.rows ?? [coverageRow()];
  return { complete: true, scopes: 1, scopes_complete: 1, rows, closed: [], events: events(), ...over };
}

export function trainingJob(over: Partial<TrainingJob> = {}): TrainingJob {
  return {
    training_job_arn: "arn:aws:sagemaker:eu-west-1:222233334444:training-job/train-pd-1",
    account_id: "222233334444",
    region: "eu-west-1",
    job_name: "train-pd-1",
    job_status: "Completed",
    failure_reason: null,
    trained_by: "artifact",
    pipeline_execution_arn: pipelineRun().pipeline_execution_arn,
    image: "683313688378.dkr.ecr.eu-west-1.amazonaws.com/xgboost:1.7-1",
    image_digest: null,
    artifact_url: "s3://lake/model.tar.gz",
    instance_type: "ml.m5.xlarge",
    instance_count: 2,
    managed_spot: false,
    training_seconds: 620,
    billable_seconds: 600,
    usd_at_list_price: 0.0767,
    priced_by: "list price of hosting",
    started_at: "2026-10-19T13:40:00.000000Z",
    ended_at: "2026-10-19T13:50:20.000000Z",
    parameters: [{ name: "max_depth", value: "6" }],
    inputs: [{ channel: "train", uri: "s3://lake/credit/v0012/train", content_type: "text/csv", data_version: "v0012", artifact_name: "credit-loans", other_jobs: 2 }],
    metrics: [{ name: "validation:auc", value: 0.873, measured_at: null }],
    ...over,
  };
}

export function pipelineRun(over: Partial<PipelineRun> = {}): PipelineRun {
  const step = { condition_outcome: null, failure_reason: null, started_at: "2026-10-19T13:40:00.000000Z", ended_at: "2026-10-19T13:50:20.000000Z" };
  return {
    pipeline_arn: "arn:aws:sagemaker:eu-west-1:222233334444:pipeline/pd-train",
    pipeline_name: "pd-train",
    pipeline_execution_arn: "arn:aws:sagemaker:eu-west-1:222233334444:pipeline/pd-train/execution/abc",
    account_id: "222233334444",
    region: "eu-west-1",
    execution_name: "execution-1",
    execution_status: "Succeeded",
    failure_reason: null,
    failed_step: null,
    created_by: "rita@example.com",
    created_at: "2026-10-19T13:30:00.000000Z",
    modified_at: "2026-10-19T14:00:00.000000Z",
    steps: [
      { ...step, step_name: "Train", step_kind: "Training", step_status: "Succeeded" },
      { ...step, step_name: "Check", step_kind: "Condition", step_status: "Succeeded", condition_outcome: "False", failure_reason: "auc below 0.8" },
    ],
    ...over,
  };
}

export function versionPage(total: number): VersionPage {
  const rows = Array.from({ length: Math.min(total, 100) }, (_, index) =>
    versionRow({ version: total - index, model_version_arn: `${versionRow().model_version_arn}-${index}` }),
  );
  const facets = {
    business_unit: [
      { value: "Credit Risk", label: "Credit Risk", rows: 80 },
      { value: "Fraud", label: "Fraud", rows: 20 },
    ],
    approval_status: [{ value: "PendingManualApproval", label: "PendingManualApproval", rows: total }],
  };
  return { total, offset: 0, rows, next: null, facets };
}
