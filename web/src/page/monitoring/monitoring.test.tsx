import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { endpointDrift, monitoring } from "../../fixture-serving";
import { driftTone, heldAgainst } from "./drift";
import { MonitoringView } from "./monitoring";
import { decay } from "./quality";
import { choicePath, parseChoice, stateOf } from "./state";

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("a number leads to its endpoints, and what keeps monitors away is said", () => {
  render(<MonitoringView data={monitoring()} search="" />);
  const coverage = card("Coverage of production endpoints");
  expect(coverage.getByRole("link", { name: "1, Data quality: Only failing" }).getAttribute("href")).toBe("/monitoring?type=DataQuality&state=failing");
  expect(coverage.getAllByText("2 capture no data, 1 are serverless").length).toBe(2);
  expect(screen.getByText(/No monitor came to a result for 1 of 1 production endpoint/)).toBeTruthy();
  expect(screen.getByText(/Of 1 nothing says whether they are in production/)).toBeTruthy();
});

test("a failure is told in plain words with AWS's own beside them", () => {
  render(<MonitoringView data={monitoring()} search="" />);
  const failing = card("Failing monitors");
  expect(failing.getByText("Nothing was captured in the hours that the monitor looks at.")).toBeTruthy();
  expect(failing.getByText(/AWS says: ClientError: Job inputs had no data/)).toBeTruthy();
  expect(failing.getByText("All 4 failed")).toBeTruthy();
});

test("drift of too few values, or of none, is never green", () => {
  const { features, limits } = endpointDrift();
  const one = { psi: 0.22, ks: null, baseline_count: 200, current_count: 200 };
  expect(features.map((feature) => driftTone(feature, limits))).toEqual(["bad", "neutral", "neutral"]);
  expect(driftTone({ ...one, psi: 0.1 }, limits)).toBe("warn");
  expect(driftTone({ ...one, psi: 0.05 }, limits)).toBe("ok");
});

test("the same drift is held against the limits of the tier, where there are any", () => {
  const { limits } = endpointDrift();
  const one = { psi: 0.22, ks: 0.15, baseline_count: 200, current_count: 200 };
  expect(driftTone(one, limits)).toBe("warn");
  expect(driftTone(one, { ...limits, psi: 0.2 })).toBe("bad");
  expect(driftTone(one, { ...limits, ks: 0.1 })).toBe("bad");
  expect(driftTone({ ...one, psi: 9 }, { ...limits, psi: null, ks: null })).toBe("warn");
  expect(heldAgainst({ tier: 1, limits: { ...limits, psi: 0.2 } })).toBe("Limits of tier 1: PSI 0.20, KS 0.20");
  expect(heldAgainst({ tier: 4, limits: { ...limits, psi: null, ks: null } })).toBe("Tier 4: no control judges drift");
});

test("the drift board leads to the version and has all numbers as a table", () => {
  render(<MonitoringView data={monitoring()} search="" />);
  const board = card("Drift board");
  expect(board.getByRole("link", { name: "credit-pd-retail v31" }).getAttribute("href")).toBe("/models/222233334444/eu-west-1/credit-pd-retail/31");
  fireEvent.click(board.getByRole("button", { name: "Show data" }));
  expect(within(board.getByRole("region", { name: "Drift of every feature" })).getAllByText("not known").length).toBe(4);
});

test("a metric is worse only beside a baseline and with enough rows", () => {
  expect(decay({ worse_share: 0.2, item_count: 800 }).word).toBe("Much worse");
  expect(decay({ worse_share: 0.2, item_count: 20 }).tone).toBe("neutral");
  expect(decay({ worse_share: null, item_count: 800 }).tone).toBe("neutral");
  expect(decay({ worse_share: -0.1, item_count: 800 }).tone).toBe("ok");
});

test("a choice in the address narrows the endpoints", () => {
  const choice = parseChoice("?type=DataQuality&state=monitored");
  expect(choicePath(choice)).toBe("/monitoring?type=DataQuality&state=monitored");
  render(<MonitoringView data={monitoring()} search="?type=DataQuality&state=monitored" />);
  expect(card("Production endpoints").getByText("Your choice hides every row")).toBeTruthy();
  expect(parseChoice("?state=nonsense").state).toBeNull();
  expect(stateOf({ monitoring_state: "missing", obstacle: "serverless" })).toBe("impossible");
  expect(stateOf({ monitoring_state: "something new", obstacle: "none" })).toBe("unknown");
});

test("where nothing was seen, the page says how to begin", () => {
  render(<MonitoringView data={monitoring({ endpoints: [], failing: [], drift: [], quality: [] })} search="" />);
  expect(screen.getByText("modelgov collect")).toBeTruthy();
});
