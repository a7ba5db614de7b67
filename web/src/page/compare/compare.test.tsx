import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { Comparison } from "../../api/shape";
import { comparison } from "../../fixture-group";
import { parseCompare } from "../../route/compare";
import { CompareView } from "./compare";

const SEARCH = "?v=222233334444/eu-west-1/credit-pd-retail/1&v=222233334444/eu-west-1/credit-pd-retail/2";

beforeEach(() => {
  window.scrollTo = () => undefined;
  window.history.replaceState(null, "", `/compare${SEARCH}`);
});

function draw(all = false, over: Partial<Comparison> = {}) {
  return render(<CompareView comparison={comparison(over)} compared={{ ...parseCompare(SEARCH), all }} stale={false} />);
}

test("only what differs is shown, and what is the same is counted", () => {
  draw();
  const parameters = screen.getByRole("region", { name: "Hyperparameters" });
  expect(within(parameters).getByText("eta")).toBeTruthy();
  expect(within(parameters).queryByText("max_depth")).toBeNull();
  expect(within(parameters).getByText("1 other is the same in all.")).toBeTruthy();
  expect(screen.getByText("3 differences")).toBeTruthy();
});

test("what is the same is shown too when it is asked for", () => {
  draw(true);
  expect(screen.getByText("max_depth")).toBeTruthy();
  expect(screen.getByText("rows")).toBeTruthy();
});

test("the better metric is marked and its difference is against the first", () => {
  draw();
  const metrics = screen.getByRole("region", { name: "Evaluation metrics" });
  const cells = within(metrics).getAllByRole("cell").map((cell) => cell.textContent);
  expect(cells).toEqual(["0.7", "0.8+0.1Best"]);
});

test("what is not known is said so, also why", () => {
  draw();
  expect(screen.getByText("not known")).toBeTruthy();
  expect(screen.getByText(/No training job is known of v2/)).toBeTruthy();
  expect(screen.getByText("One of the two has no baseline that was read.")).toBeTruthy();
});

test("texts of the cards differ word by word", () => {
  const { container } = draw();
  expect(container.querySelector("del")?.textContent).toBe("all");
  expect(container.querySelector("ins")?.textContent).toBe("new");
});

test("a version is taken out and another put first by the address", () => {
  draw();
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Put first" })));
  expect(parseCompare(window.location.search).versions.map((one) => one.version)).toEqual([2, 1]);
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Take out credit-pd-retail, version 1" })));
  expect(parseCompare(window.location.search).versions.map((one) => one.version)).toEqual([2]);
});

test("versions of different groups are headed by both names", () => {
  const [one, two] = comparison().versions;
  if (!one || !two) throw new Error("the fixture has two versions");
  draw(false, { versions: [one, { ...two, row: { ...two.row, model_group: "churn" } }] });
  expect(screen.getAllByRole("columnheader", { name: "churn v2" }).length).toBeGreaterThan(0);
});
