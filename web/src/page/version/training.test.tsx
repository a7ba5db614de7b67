import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { pipelineRun, trainingJob } from "../../fixture";
import { versionDetail, versionTraining } from "../../fixture-version";
import type { VersionTraining } from "../../api/shape";
import { TrainingView } from "./training";

function Tab({ data }: { data: VersionTraining }) {
  return <TrainingView data={data} arn={versionDetail().row.model_version_arn} />;
}

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("parameters stand beside those of the version before", () => {
  render(<Tab data={versionTraining()} />);
  expect(card("Training parameters").getByText("(was 0.10)")).toBeTruthy();
});

test("a repository that is not a web address never becomes a link, and a commit that is not recorded is said", () => {
  render(<Tab data={versionTraining()} />);
  expect(card("Provenance").getByText("javascript:alert(1)").closest("a")).toBeNull();
  expect(card("Provenance").getAllByText("not recorded")).toHaveLength(2);
});

test("an input says the version of its data, its name in lineage, and who else used it", () => {
  render(<Tab data={versionTraining({ training: { job: trainingJob(), pipeline: null, unseen: [] } })} />);
  for (const text of ["v0012", "credit-loans", "2 other jobs"]) expect(card("Training").getByText(text)).toBeTruthy();
});

test("the job that trained the version is told with its numbers, and linked to AWS's console", () => {
  render(<Tab data={versionTraining({ training: { job: trainingJob(), pipeline: null, unseen: [] } })} />);
  const training = card("Training");
  expect(training.getByRole("link", { name: "train-pd-1" }).getAttribute("href")).toContain("eu-west-1.console.aws.amazon.com");
  for (const text of ["2 \u00d7 ml.m5.xlarge", "$0.08", "at list price of hosting", "max_depth", "s3://lake/credit/v0012/train", "validation:auc", "0.873"]) {
    expect(training.getByText(text)).toBeTruthy();
  }
  expect(training.getByText(/^10 min 20 s, billed 10 min/)).toBeTruthy();
  expect(training.getByText(/the image is named by its tag/)).toBeTruthy();
});

test("a cost that is not known is unknown and never 0", () => {
  const job = trainingJob({ usd_at_list_price: null, priced_by: "no price known", training_seconds: null, billable_seconds: null, instance_type: null });
  render(<Tab data={versionTraining({ training: { job, pipeline: null, unseen: [] } })} />);
  expect(card("Training").getByText("unknown, no price known")).toBeTruthy();
  expect(card("Training").queryByText(/\$/)).toBeNull();
});

test("the pipeline that it came from shows its steps, and a condition that said no", () => {
  render(<Tab data={versionTraining({ training: { job: null, pipeline: pipelineRun(), unseen: [] } })} />);
  const steps = card("Pipeline").getAllByRole("listitem").map((step) => step.textContent);
  expect(steps).toEqual(["TrainSucceededTraining, 10 min 20 s", "CheckCondition falseCondition, 10 min 20 sauc below 0.8"]);
});

test("none known and none seen are told apart", () => {
  const { unmount } = render(<Tab data={versionTraining()} />);
  expect(screen.getByText("No training job known")).toBeTruthy();
  expect(screen.getByText("No pipeline known")).toBeTruthy();
  unmount();
  const unseen = [
    { what: "Training jobs", outcome: "denied", reason: "AccessDenied." },
    { what: "Training jobs", outcome: "too_old", reason: "" },
    { what: "Pipeline executions", outcome: "not_read", reason: "" },
  ];
  render(<Tab data={versionTraining({ training: { job: null, pipeline: null, unseen } })} />);
  expect(card("Training").getByText("No training job seen")).toBeTruthy();
  expect(card("Training").getAllByRole("listitem")).toHaveLength(2);
  expect(card("Pipeline").getByText("Pipeline executions of this account and region were not read yet.")).toBeTruthy();
});
