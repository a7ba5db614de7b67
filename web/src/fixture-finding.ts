/** Findings, counts and teams as the contract types them, for the component tests. */
import type { Counts, FindingDetail, FindingRow, TeamRow } from "./api/shape";

export function finding(over: Partial<FindingRow> = {}): FindingRow {
  return {
    finding_id: "deployment-no-rejected/arn:aws:sagemaker:eu-west-1:222233334444:endpoint/pd-retail",
    control_id: "deployment-no-rejected",
    control_group: "deployment",
    title: "Nothing serves a version that was rejected",
    severity: "critical",
    severity_rank: 4,
    status: "fail",
    standing: true,
    reason: "It serves credit-pd-retail version 30, which was rejected.",
    asset_kind: "endpoint",
    asset_name: "pd-retail",
    judged_asset: "arn:aws:sagemaker:eu-west-1:222233334444:endpoint/pd-retail",
    account_id: "222233334444",
    account_name: "credit-prod",
    region: "eu-west-1",
    model_group: "credit-pd-retail",
    version: 30,
    business_unit: "Credit Risk",
    team: "credit-risk",
    owner: "rita@example.com",
    environment: "prod",
    tier: 1,
    turn: "opened",
    opened_at: "2026-11-01T02:00:00.000000Z",
    changed_at: "2026-11-01T02:00:00.000000Z",
    due_at: "2026-11-08T02:00:00.000000Z",
    assignee: null,
    ...over,
  };
}

export function findingDetail(over: Partial<FindingDetail> = {}): FindingDetail {
  const value = (name: string, form: string, of: string | number | boolean | null) => ({ name, meaning: `${name}.`, form, value: of, sample: false });
  return {
    row: finding(),
    tier_reason: "It serves",
    due_days: 7,
    evidence: [
      value("usd_per_month", "money", 1028.2),
      value("p99_ms", "milliseconds", 412.5),
      value("cpu_share", "share", 0.012),
      value("registered_at", "time", "2026-11-01T00:00:00+00:00"),
      value("production", "truth", true),
      value("approved_at", "text", null),
    ],
    since: [],
    ask: [],
    mostly_written: { business_unit: null, environment: null },
    assignment: null,
    comments: [],
    chart: null,
    control: {
      id: "deployment-no-rejected",
      title: finding().title,
      group: "deployment",
      version: 1,
      severity: "critical",
      severity_tier_1: null,
      asset: "endpoint",
      tiers: [1, 2, 3, 4],
      why: "Approval means nothing else.",
      remedy: "Take it out of service.",
      settle: "Let modelgov read the endpoints there, and run a full collection.",
      reads: ["Search:Endpoint"],
      parameters: [{ name: "days", meaning: "Days that it may wait.", default: 14, by_tier: { "1": 5 } }],
      statement: "select 1",
      sql_hash: "0123456789abcdef",
    },
    reads: [{ operation: "Search:Endpoint", absence: false, places: 1, complete: 1, outcome: "read", reason: "", observed_at: "2026-11-24T01:00:00.000000Z" }],
    history: [
      {
        position: 9,
        turn: "opened",
        status: "fail",
        severity: "critical",
        reason: finding().reason,
        control_version: 1,
        sql_hash: "0123456789abcdef",
        evaluation: "20261101T020000.000000Z",
        library_hash: "b2",
        journal_position: 4238,
        snapshots: 53,
        changed_at: "2026-11-01T02:00:00.000000Z",
      },
    ],
    ...over,
  };
}

export function counts(over: Partial<Counts> = {}): Counts {
  return { passed: 3, failed: 1, unknown: 2, exempt: 0, ...over };
}

export function team(name: string, of: Counts): TeamRow {
  return {
    team: name,
    business_units: ["Credit Risk"],
    counts: of,
    groups: [{ group: "registry", ...of }],
    trend: [{ on: "2026-11-01", passed: of.passed, failed: of.failed }],
    measures: null,
  };
}
