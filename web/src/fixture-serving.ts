/** Answers about endpoints, monitors, teams and accounts, as the contract types them. */
import type {
  AccountCell,
  Accounts,
  EndpointDetail,
  EndpointDrift,
  EndpointMetrics,
  EndpointPage,
  EndpointRow,
  Monitoring,
  MonitorType,
  TeamDetail,
  TeamMeasures,
} from "./api/shape";
import { counts, finding, team } from "./fixture-finding";

const AT = "2026-11-24T01:00:00.000000Z";

export function endpointRow(over: Partial<EndpointRow> = {}): EndpointRow {
  return {
    account_id: "222233334444",
    account_name: "credit-prod",
    region: "eu-west-1",
    endpoint_name: "credit-pd",
    endpoint_arn: "arn:aws:sagemaker:eu-west-1:222233334444:endpoint/credit-pd",
    endpoint_status: "InService",
    in_service: true,
    environment: "production",
    in_production: true,
    business_unit: "Credit Risk",
    team: "credit-risk",
    owner: "rita@example.com",
    tier: 1,
    model_group: "credit-pd-retail",
    version: 31,
    registered: "yes",
    variants: 1,
    shadow_variants: 0,
    not_approved: 0,
    hosting: "instances",
    instance_type: "ml.m5.large",
    instance_types: 1,
    instance_count: 2,
    invocations_per_day: 2660.4,
    invocations_30d: 81_161,
    errors_4xx_30d: 545,
    errors_5xx_30d: 135,
    error_share: 0.0084,
    model_latency_p50_mean_ms: 24.03,
    model_latency_p99_median_ms: 52.37,
    cpu_share_mean: 0.48,
    memory_share_mean: 0.71,
    gpu_share_mean: null,
    fit: "ok",
    idle: "used",
    idle_days: null,
    last_invoked_at: AT,
    serving_since: "2026-05-21T09:00:00.000000Z",
    asked_until: AT,
    usd_per_month: 744.6,
    priced_by: "list price",
    usd_per_1000: 9.2,
    billed_usd: null,
    findings: 3,
    severity_rank: 3,
    created_at: "2026-05-21T09:00:00.000000Z",
    changed_at: "2026-05-21T09:00:00.000000Z",
    ...over,
  };
}

export function endpointPage(rows: readonly EndpointRow[]): EndpointPage {
  return {
    total: rows.length,
    offset: 0,
    next: null,
    rows: [...rows],
    facets: { idle: [{ value: "idle", label: "idle", rows: 1 }], registered: [{ value: "no", label: "no", rows: 1 }] },
    summary: {
      endpoints: rows.length,
      in_service: rows.length,
      unregistered: 1,
      unregistered_unknown: 0,
      usd_per_month: 20_000,
      unpriced: 1,
      serverless: 12,
      idle: 1,
      idle_unknown: 2,
      idle_usd_per_month: 5175.7,
      invocations_30d: 100_000,
      errors_4xx_30d: 900,
      errors_5xx_30d: 100,
      unmeasured: 3,
      over: 1,
      under: 0,
      month: { month: "2026-11", until: AT, usd: 15_000, projected_usd: 19_000, billed_usd: null, unpriced_hours: 0 },
      period: null,
    },
  };
}

export function endpointDetail(over: Partial<EndpointDetail> = {}): EndpointDetail {
  return {
    row: endpointRow(),
    failure_reason: null,
    config_name: "credit-pd-config",
    config_seen: true,
    observed_at: AT,
    data_capture: true,
    capture_percent: 100,
    capture_uri: "s3://capture/credit-pd",
    capture_status: "Started",
    tier_reason: "Serves, and its card rates its risk as high",
    environment_source: "account tag",
    variants: [
      {
        variant_name: "all",
        component_name: null,
        shadow: false,
        model_name: "credit-pd-31",
        matched_by: "package",
        version_account_id: "111122223333",
        version_region: "eu-west-1",
        model_group: "credit-pd-retail",
        version: 31,
        approval_status: "Rejected",
        hosting: "instances",
        instance_type: "ml.m5.large",
        instance_count: 2,
        serverless_memory_mb: null,
        usd_per_month: 167.9,
        priced_by: "list price",
        price_region: "eu-west-1",
        price_date: "2026-11-01",
        image: null,
      },
    ],
    parts: [],
    months: [{ month: "2026-11", instance_hours: 1200, assumed_hours: 0, unpriced_hours: 0, usd: 138, unbilled_hours: 1200, billed_usd: null }],
    scaling: [],
    monitors: [{ monitoring_type: "DataQuality", monitoring_state: "only failing", obstacle: "none", schedules: 1, last_execution_status: "Failed", last_execution_at: AT }],
    findings: [finding()],
    judged_at: AT,
    ...over,
  };
}

export function endpointMetrics(over: Partial<EndpointMetrics> = {}): EndpointMetrics {
  const nothing = [null, null, null];
  return {
    since: "2026-11-20T00:00:00.000000Z",
    step_hours: 1,
    until: AT,
    parts: [
      {
        variant_name: "all",
        component_name: null,
        asked_from: "2026-11-01T00:00:00.000000Z",
        asked_until: AT,
        at: ["2026-11-23T22:00:00Z", "2026-11-23T23:00:00Z", "2026-11-24T00:00:00Z"],
        invocations: [5, null, 7],
        errors_4xx: nothing,
        errors_5xx: nothing,
        latency_p50_ms: nothing,
        latency_p90_ms: nothing,
        latency_p99_ms: nothing,
        cpu_percent: [50, null, 60],
        memory_percent: nothing,
        gpu_percent: nothing,
      },
    ],
    ...over,
  };
}

function monitorType(over: Partial<MonitorType> = {}): MonitorType {
  return { monitoring_type: "DataQuality", monitored: 1, waiting: 0, failing: 1, stopped: 0, none: 2, impossible: 1, unknown: 0, obstacles: { "no capture": 2, serverless: 1 }, ...over };
}

export function endpointDrift(over: Partial<EndpointDrift> = {}): EndpointDrift {
  return {
    account_id: "222233334444",
    account_name: "credit-prod",
    region: "eu-west-1",
    endpoint_name: "credit-pd",
    endpoint_arn: endpointRow().endpoint_arn,
    version_account_id: "222233334444",
    version_region: "eu-west-1",
    model_group: "credit-pd-retail",
    version: 31,
    team: "credit-risk",
    tier: 2,
    limits: { psi_some: 0.1, psi: 0.25, ks: 0.2, samples: 200 },
    scheduled_at: AT,
    points: [],
    worst_psi: 0.39,
    features: [
      { feature: "income", method: "sketch", psi: 0.39, ks: 0.2, baseline_count: 5000, current_count: 900 },
      { feature: "age", method: "sketch", psi: 0.4, ks: 0.2, baseline_count: 5000, current_count: 20 },
      { feature: "limit", method: "sketch", psi: null, ks: null, baseline_count: null, current_count: null },
    ],
    ...over,
  };
}

export function monitoring(over: Partial<Monitoring> = {}): Monitoring {
  const row = endpointRow();
  return {
    as_of: AT,
    types: [monitorType(), monitorType({ monitoring_type: "ModelBias", monitored: 0, failing: 0 })],
    endpoints: [
      {
        account_id: row.account_id,
        account_name: row.account_name,
        region: row.region,
        endpoint_name: row.endpoint_name,
        endpoint_arn: row.endpoint_arn,
        environment: "unassigned",
        in_production: null,
        team: row.team,
        business_unit: row.business_unit,
        tier: 1,
        monitors: endpointDetail().monitors,
      },
    ],
    failing: [
      {
        account_id: row.account_id,
        account_name: row.account_name,
        region: row.region,
        schedule_name: "credit-pd-data",
        schedule_arn: "arn:aws:sagemaker:eu-west-1:222233334444:monitoring-schedule/credit-pd-data",
        monitoring_type: "DataQuality",
        endpoint_name: row.endpoint_name,
        schedule_status: "Scheduled",
        executions: 4,
        failed_executions: 4,
        last_execution_at: AT,
        last_failure_reason: "ClientError: Job inputs had no data",
        means: "Nothing was captured in the hours that the monitor looks at.",
        remedy: "Look whether data capture is on.",
        checked: "2026-11-27",
      },
    ],
    drift: [endpointDrift()],
    quality: [
      {
        account_id: row.account_id,
        account_name: row.account_name,
        region: row.region,
        endpoint_name: row.endpoint_name,
        metric_name: "auc",
        less_is_better: false,
        scheduled_at: AT,
        metric_value: 0.72,
        approved_value: 0.9,
        item_count: 800,
        worse_share: 0.2,
        points: [
          { at: AT, value: 0.9 },
          { at: AT, value: 0.72 },
        ],
      },
    ],
    ...over,
  };
}

export function measures(over: Partial<TeamMeasures> = {}): TeamMeasures {
  return {
    validations: 40,
    failures: 20,
    errors: 1,
    failure_rate: 0.5,
    failure_low: 0.352,
    failure_high: 0.648,
    months: [
      { month: "2026-09", validations: 20, failures: 12, errors: 0, failure_rate: 0.6, failure_low: 0.38, failure_high: 0.78 },
      { month: "2026-11", validations: 20, failures: 8, errors: 1, failure_rate: 0.4, failure_low: 0.21, failure_high: 0.61 },
    ],
    approvals: 4,
    approve_hours_median: 20,
    approve_hours_p90: 72,
    versions: 9,
    waiting: 2,
    findings: 5,
    severe_findings: 1,
    endpoints: 3,
    unpriced: 0,
    serverless: 1,
    usd_per_month: 4200,
    ...over,
  };
}

export function organisation(): TeamMeasures {
  return measures({ validations: 400, failures: 40, failure_rate: 0.1, failure_low: 0.07, failure_high: 0.13 });
}

export function teamDetail(over: Partial<TeamDetail> = {}): TeamDetail {
  return {
    evaluated_at: AT,
    organisation: organisation(),
    row: { ...team("credit-risk", counts()), measures: measures() },
    steps: [
      {
        account_id: "222233334444",
        account_name: "credit-prod",
        region: "eu-west-1",
        pipeline_name: "credit-pd-train",
        step_name: "CheckAuc",
        step_kind: "Condition",
        passed: 10,
        failed: 8,
        errors: 0,
        last_failed_at: AT,
        last_reason: "AUC 0.61 is below 0.7",
      },
    ],
    failed: [
      {
        account_id: "222233334444",
        account_name: "credit-prod",
        region: "eu-west-1",
        pipeline_name: "credit-pd-train",
        pipeline_execution_arn: "arn:aws:sagemaker:eu-west-1:222233334444:pipeline/credit-pd-train/execution/a",
        step_name: "CheckAuc",
        step_kind: "Condition",
        validation_result: "failed",
        failure_reason: "AUC 0.61 is below 0.7",
        quality_violations: null,
        started_at: AT,
      },
    ],
    ...over,
  };
}

export function accountCell(over: Partial<AccountCell> = {}): AccountCell {
  return { region: "eu-west-1", read_state: "read", gaps: 0, first_reason: null, last_seen_at: AT, versions: 12, production: 2, endpoints: 3, in_service: 3, ...over };
}

export function accounts(over: Partial<Accounts> = {}): Accounts {
  return {
    as_of: AT,
    regions: ["eu-west-1", "us-east-1"],
    accounts: [
      {
        account_id: "222233334444",
        account_name: "credit-prod",
        account_status: "ACTIVE",
        unit_path: "Retail",
        environment: "production",
        environment_source: "account tag",
        cells: [accountCell(), accountCell({ region: "us-east-1", read_state: "partly", gaps: 2, first_reason: "Access denied.", versions: 0, production: 0, endpoints: 0 })],
      },
      { account_id: "555566667777", account_name: "555566667777", account_status: null, unit_path: "", environment: null, environment_source: null, cells: [accountCell({ last_seen_at: "2026-11-20T01:00:00.000000Z" })] },
    ],
    ...over,
  };
}
