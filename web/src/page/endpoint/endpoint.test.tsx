import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { endpointDetail, endpointMetrics, endpointRow } from "../../fixture-serving";
import { captureState } from "./around";
import { EndpointView, headBadges } from "./endpoint";
import { OverTime } from "./over-time";
import { approvalOf } from "./variants";

const ID = { account: "222233334444", region: "eu-west-1", endpoint: "credit-pd" };

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("a variant leads to the version that it serves, which may be in another account", () => {
  render(<EndpointView detail={endpointDetail()} />);
  const served = card("What it serves");
  expect(served.getByRole("link", { name: "credit-pd-retail v31" }).getAttribute("href")).toBe("/models/111122223333/eu-west-1/credit-pd-retail/31");
  expect(served.getByText("Rejected, in use")).toBeTruthy();
  expect(card("Cost by month").getByText("Nov 2026")).toBeTruthy();
  expect(card("Monitors").getByText("Only failing")).toBeTruthy();
});

test("what no version explains was never approved, and what was not seen is not known", () => {
  expect(approvalOf({ approval_status: null, matched_by: "none", shadow: false })).toEqual({ tone: "bad", word: "Unregistered" });
  expect(approvalOf({ approval_status: null, matched_by: "unknown", shadow: false }).tone).toBe("neutral");
  expect(approvalOf({ approval_status: "Rejected", matched_by: "package", shadow: true }).tone).toBe("warn");
});

test("the head says what needs a look", () => {
  const row = endpointRow({ idle: "idle", idle_days: 14, registered: "no", not_approved: 2, fit: "under" });
  expect(headBadges(endpointDetail({ row })).map((badge) => badge.word)).toEqual(["In service", "Unregistered", "2 not approved", "Idle 14 days", "Hardly used"]);
});

test("capture that was not seen is unknown, not off", () => {
  expect(captureState(endpointDetail({ config_seen: false })).tone).toBe("neutral");
  expect(captureState(endpointDetail({ data_capture: null })).word).toBe("Off");
  expect(captureState(endpointDetail({ capture_status: "Stopped" })).word).toBe("Stopped");
});

test("an hour without a datapoint is a gap in the line and not known in the table", () => {
  render(<OverTime id={ID} metrics={endpointMetrics()} error={null} retry={() => undefined} />);
  const requests = within(screen.getByRole("region", { name: "Requests of credit-pd, all" }));
  const chart = requests.getByRole("slider");
  fireEvent.keyDown(chart, { key: "ArrowLeft" });
  expect(chart.getAttribute("aria-valuetext")).toBe("23 Nov 2026 23:00 UTC: Requests not known");
  fireEvent.click(requests.getByRole("button", { name: "Show data" }));
  expect(requests.getAllByRole("row").map((row) => row.textContent)).toEqual([
    "WhenRequests",
    "24 Nov 2026 00:00 UTC7",
    "23 Nov 2026 23:00 UTCnot known",
    "23 Nov 2026 22:00 UTC5",
  ]);
  expect(within(screen.getByRole("region", { name: "Latency of credit-pd, all" })).getByText("No datapoint")).toBeTruthy();
});

test("where metrics were never read, the page says so", () => {
  render(<OverTime id={ID} metrics={endpointMetrics({ parts: [], until: null })} error={null} retry={() => undefined} />);
  expect(screen.getByText("Its metrics were never read")).toBeTruthy();
});
