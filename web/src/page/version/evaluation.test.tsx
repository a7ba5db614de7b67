import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { evaluationMonitor, versionEvaluation } from "../../fixture-monitor";
import { EvaluationView } from "./evaluation";
import { againstOther, goodSide, limitText } from "./metric";

const ID = { account: "222233334444", region: "eu-west-1", group: "credit-pd-retail", version: 31 };

test("better and worse are said only where the good side is known", () => {
  expect(["auc", "validation:rmse", "false_positive_rate", "f1", "support"].map(goodSide)).toEqual([1, -1, -1, 1, null]);
  expect(againstOther("brier", 0.12, 0.13)).toEqual({ tone: "ok", word: ", better" });
  expect(againstOther("support", 9, 8)).toEqual({ tone: "neutral", word: "" });
});

test("an operator names the wrong side, so the limit is said from the right one", () => {
  expect([limitText(0.8, "LessThanThreshold"), limitText(0.2, "GreaterThanThreshold"), limitText(1, null)]).toEqual(["at least 0.8", "at most 0.2", "1"]);
});

test("each metric stands beside that of the version in production", () => {
  render(<EvaluationView data={versionEvaluation()} id={ID} />);
  const table = within(screen.getByRole("region", { name: "Metrics of version 31, table" }));
  expect(table.getByText("\u22120.02, worse")).toBeTruthy();
  expect(table.getByText("\u22120.01, better")).toBeTruthy();
  expect(table.getByText("model card, holdout, quality")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Version 30" }).getAttribute("href")).toContain("/30?tab=evaluation");
});

test("what is beyond its limit comes first, and what is not measured is said with why", () => {
  const bias = evaluationMonitor({ monitoring_type: "ModelBias", metrics: [], monitoring_state: "missing", obstacle: "serverless", schedule_name: null });
  render(<EvaluationView data={versionEvaluation({ monitors: [evaluationMonitor(), bias] })} id={ID} />);
  const rows = within(screen.getByRole("region", { name: "Metrics of pd-live-monitor, table" })).getAllByRole("row");
  expect(rows[1]?.textContent).toContain("auc");
  expect(within(screen.getByRole("region", { name: "What is not measured, table" })).getByText(/serverless/)).toBeTruthy();
});

test("without another version in production there is nothing to compare with", () => {
  render(<EvaluationView data={versionEvaluation({ production: null, metrics: [], segments: [], monitors: [] })} id={ID} />);
  expect(screen.getByText(/No other version of this group serves production/)).toBeTruthy();
  expect(screen.getByText("No metrics stated")).toBeTruthy();
});
