import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { finding } from "../../fixture-finding";
import { pipelineRun, trainingJob, versionDetail, versionRow } from "../../fixture";
import { findingPath } from "../../route/path";
import { headBadges, VersionView } from "./version";

const ID = { account: "222233334444", region: "eu-west-1", group: "credit-pd-retail", version: 31 };

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("the approval history says what it was, what it became, who and when", () => {
  render(<VersionView detail={versionDetail()} id={ID} />);
  const history = card("Approval history");
  expect(history.getByText("Waiting for approval \u2192 Approved")).toBeTruthy();
  expect(history.getByText("lea@example.com").closest("p")?.textContent).toBe("lea@example.com, 19 Oct 2026 14:05 UTC, from an event");
});

test("a fact shows its source, and what says otherwise", () => {
  const { container } = render(<VersionView detail={versionDetail()} id={ID} />);
  const [owner, team] = container.querySelectorAll("tbody tr");
  expect(owner?.textContent).toBe("Ownerrita@example.comgroup tag Owneromar@example.comcard model_owner");
  expect(team?.textContent).toBe("TeamUnassignednothing says it");
});

test("metrics and parameters stand beside the version before", () => {
  render(<VersionView detail={versionDetail()} id={ID} />);
  const cells = card("Metrics").getAllByRole("cell").map((cell) => cell.textContent);
  expect(cells).toEqual(["auc", "0.873", "0.868", "+0.005"]);
  expect(card("Training parameters").getByText("(was 0.10)")).toBeTruthy();
});

test("a repository that is not a web address never becomes a link", () => {
  render(<VersionView detail={versionDetail()} id={ID} />);
  expect(card("Provenance").getByText("javascript:alert(1)").closest("a")).toBeNull();
});

test("a rejected sibling that serves is urgent", () => {
  render(<VersionView detail={versionDetail()} id={ID} />);
  expect(card("Versions of this group").getByText("Rejected, in use")).toBeTruthy();
});

test("serving without approval is a warning, and so is a stage that does not serve", () => {
  const words = (over: Parameters<typeof versionRow>[0]) =>
    headBadges(versionDetail({ row: versionRow(over) })).map(({ tone, word }) => `${tone}: ${word}`);
  expect(words({ production: true, endpoints: 2 })).toContain("warn: Serving, 2 endpoints");
  expect(words({ production: true, endpoints: 1, approval_status: "Approved" })).toContain("ok: Serving, 1 endpoint");
  expect(words({ stage: "Production" })).toContain("warn: Stage says production, not serving");
});

test("what is missing is said", () => {
  render(<VersionView detail={versionDetail({ metrics: [], parameters: [] })} id={ID} />);
  for (const text of ["No metrics stated", "No training parameters recorded", "It serves nowhere", "No model card"]) {
    expect(screen.getByText(text)).toBeTruthy();
  }
});

test("the job that trained the version is told with its numbers, and linked to AWS's console", () => {
  render(<VersionView detail={versionDetail({ training: { job: trainingJob(), pipeline: null, unseen: [] } })} id={ID} />);
  const training = card("Training");
  expect(training.getByRole("link", { name: "train-pd-1" }).getAttribute("href")).toContain("eu-west-1.console.aws.amazon.com");
  for (const text of ["2 \u00d7 ml.m5.xlarge", "$0.08", "at list price of hosting", "max_depth", "s3://lake/credit/train", "validation:auc", "0.873"]) {
    expect(training.getByText(text)).toBeTruthy();
  }
  expect(training.getByText(/^10 min 20 s, billed 10 min/)).toBeTruthy();
  expect(training.getByText(/the image is named by its tag/)).toBeTruthy();
});

test("a cost that is not known is unknown and never 0", () => {
  const job = trainingJob({ usd_at_list_price: null, priced_by: "no price known", training_seconds: null, billable_seconds: null, instance_type: null });
  render(<VersionView detail={versionDetail({ training: { job, pipeline: null, unseen: [] } })} id={ID} />);
  expect(card("Training").getByText("unknown, no price known")).toBeTruthy();
  expect(card("Training").queryByText(/\$/)).toBeNull();
});

test("the pipeline that it came from shows its steps, and a condition that said no", () => {
  render(<VersionView detail={versionDetail({ training: { job: null, pipeline: pipelineRun(), unseen: [] } })} id={ID} />);
  const steps = card("Pipeline").getAllByRole("listitem").map((step) => step.textContent);
  expect(steps).toEqual(["TrainSucceededTraining, 10 min 20 s", "CheckCondition falseCondition, 10 min 20 sauc below 0.8"]);
});

test("none known and none seen are told apart", () => {
  const { unmount } = render(<VersionView detail={versionDetail()} id={ID} />);
  expect(screen.getByText("No training job known")).toBeTruthy();
  expect(screen.getByText("No pipeline known")).toBeTruthy();
  unmount();
  const unseen = [
    { what: "Training jobs", outcome: "denied", reason: "AccessDenied." },
    { what: "Training jobs", outcome: "too_old", reason: "" },
    { what: "Pipeline executions", outcome: "not_read", reason: "" },
  ];
  render(<VersionView detail={versionDetail({ training: { job: null, pipeline: null, unseen } })} id={ID} />);
  expect(card("Training").getByText("No training job seen")).toBeTruthy();
  expect(card("Training").getAllByRole("listitem")).toHaveLength(2);
  expect(card("Pipeline").getByText("Pipeline executions of this account and region were not read yet.")).toBeTruthy();
});

test("findings of it lead to their pages; without any evaluation it says how to begin", () => {
  const { rerender } = render(<VersionView detail={versionDetail({ findings: [finding()] })} id={ID} />);
  const link = card("Findings").getByRole("link", { name: finding().title });
  expect(link.getAttribute("href")).toBe(findingPath({ control: finding().control_id, asset: finding().judged_asset }));
  rerender(<VersionView detail={versionDetail({ judged_at: null })} id={ID} />);
  expect(card("Findings").getByText("Nothing was judged yet")).toBeTruthy();
});
