/** Answers about monitors, evaluation and lineage, for the component tests of those tabs. */
import type { DataMonitor, EvaluationMonitor, Feature, LineageGraph, LineageNode, VersionEvaluation } from "./api/shape";

const WATCHED = {
  account_id: "222233334444",
  account_name: "credit-prod",
  region: "eu-west-1",
  endpoint_name: "pd-live",
  endpoint_arn: "arn:aws:sagemaker:eu-west-1:222233334444:endpoint/pd-live",
  endpoint_status: "InService",
  other_versions: 0,
  tier: 2,
  monitoring_state: "ok",
  obstacle: "none",
  schedule_name: "pd-live-monitor",
  schedule_status: "Scheduled",
  baseline_state: "read",
  baseline_uri: "s3://b/statistics.json",
  executions: 2,
  failed_executions: 0,
  last_execution_status: "Completed",
  last_failure_reason: null,
  last_execution_at: "2026-11-20T11:00:00.000000Z",
  report_uri: "s3://b/2/statistics.json",
  measured_at: "2026-11-20T11:00:00.000000Z",
  rows: 2500,
};

export function feature(over: Partial<Feature> = {}): Feature {
  return {
    feature: "bureau_score",
    inferred_type: "Integral",
    method: "sketch",
    psi: 0.394,
    ks: 0.245,
    baseline_count: 4000,
    current_count: 2500,
    baseline: { num_present: 4000, num_missing: 0, mean: 611.8, std_dev: 74.4, smallest: 355, largest: 892, distinct_count: null },
    current: { num_present: 2500, num_missing: 0, mean: 565.2, std_dev: 74.1, smallest: 312, largest: 823, distinct_count: null },
    bins: [
      { label: null, low: 355, high: 623, baseline: 0.4, current: 0.7 },
      { label: null, low: 623, high: 892, baseline: 0.6, current: 0.3 },
    ],
    trend: [
      { scheduled_at: "2026-11-13T11:00:00.000000Z", psi: 0.2, ks: 0.15, current_count: 2500 },
      { scheduled_at: "2026-11-20T11:00:00.000000Z", psi: 0.394, ks: 0.245, current_count: 2500 },
    ],
    violations: ["Baseline drift distance: 0.199 exceeds threshold: 0.1"],
    ...over,
  };
}

export function dataMonitor(over: Partial<DataMonitor> = {}): DataMonitor {
  return {
    ...WATCHED,
    monitoring_type: "DataQuality",
    baseline_rows: 4000,
    limits: { psi_some: 0.1, psi: 0.25, ks: 0.2, samples: 200 },
    features: [feature(), feature({ feature: "purpose", psi: 0.001, ks: null, trend: [], violations: [] })],
    ...over,
  };
}

export function evaluationMonitor(over: Partial<EvaluationMonitor> = {}): EvaluationMonitor {
  const none = { label: null, facet: null, facet_value: null, feature: null, value_reason: null, standard_deviation: null, baseline_value: null };
  return {
    ...WATCHED,
    monitoring_type: "ModelQuality",
    metrics: [
      { ...none, metric_group: "binary_classification", metric_name: "recall", value: 0.83, threshold: 0.8, operator: "LessThanThreshold", breached: false, trend: [] },
      { ...none, metric_group: "binary_classification", metric_name: "auc", value: 0.78, threshold: 0.9, operator: "LessThanThreshold", breached: true, trend: [] },
    ],
    ...over,
  };
}

export function versionEvaluation(over: Partial<VersionEvaluation> = {}): VersionEvaluation {
  const held = { threshold: null, operator: null, breached: null };
  return {
    production: { version: 30, approval_status: "Approved", production: true, registered_at: "2026-10-12T10:20:00.000000Z" },
    previous_version: 30,
    metrics: [
      { name: "auc", value: 0.77, notes: null, evaluation: null, group: null, previous: 0.78, production: 0.79, ...held },
      { name: "brier", value: 0.12, notes: null, evaluation: null, group: null, previous: null, production: 0.13, ...held },
      { name: "support", value: 9, notes: null, evaluation: "holdout", group: "quality", previous: null, production: 8, ...held },
    ],
    segments: [{ evaluation: "holdout", group: "quality", name: "auc", values: [{ name: "young", value: 0.7 }, { name: "old", value: 0.8 }] }],
    monitors: [evaluationMonitor()],
    reports: [],
    ...over,
  };
}

export function lineageNode(asset: string, distance: number, over: Partial<LineageNode> = {}): LineageNode {
  return {
    asset,
    kind: "dataset",
    name: asset,
    distance,
    account_id: null,
    account_name: null,
    region: null,
    model_group: null,
    version: null,
    status: null,
    production: null,
    ...over,
  };
}

/** A line of assets from the first, `before` steps upstream of the start, to the last. */
export function lineage(before: number, after: number): LineageGraph {
  const name = (place: number) => `n${place + before}`;
  const places = Array.from({ length: before + after + 1 }, (_, index) => index - before);
  return {
    start: name(0),
    nodes: places.map((place) => lineageNode(name(place), place)),
    edges: places.slice(1).map((place) => ({ source: name(place - 1), destination: name(place), how: "association", confirmed: false })),
    depends: { endpoints: 1, endpoints_in_service: 1, versions: 0, assets: after, accounts: ["credit-prod"] },
    cut: false,
    gaps: [],
  };
}
