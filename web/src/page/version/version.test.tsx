import { fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { finding } from "../../fixture-finding";
import { versionRow } from "../../fixture";
import { versionDetail } from "../../fixture-version";
import { findingPath, versionPath, versionTab } from "../../route/path";
import { Approvals } from "./approvals";
import { actionsOf } from "./summary";
import { headBadges, VersionView } from "./version";

const ID = { account: "222233334444", region: "eu-west-1", group: "credit-pd-retail", version: 31 };

beforeEach(() => window.history.replaceState(null, "", versionPath(ID)));

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("the approval history says what it was, what it became, who and when", () => {
  render(<Approvals approvals={versionDetail().approvals} />);
  const history = card("Approval history");
  expect(history.getByText("Waiting for approval \u2192 Approved")).toBeTruthy();
  expect(history.getByText("lea@example.com").closest("p")?.textContent).toBe("lea@example.com, 19 Oct 2026 14:05 UTC, from an event");
});

test("a fact shows its source, and what says otherwise", () => {
  render(<VersionView detail={versionDetail()} id={ID} />);
  const [, owner, team] = card("Facts").getAllByRole("row");
  expect(owner?.textContent).toBe("Ownerrita@example.comgroup tag Owneromar@example.comcard model_owner");
  expect(team?.textContent).toBe("TeamUnassignednothing says it");
});

test("metrics stand beside the version before", () => {
  render(<VersionView detail={versionDetail()} id={ID} />);
  const cells = card("Metrics").getAllByRole("cell").map((cell) => cell.textContent);
  expect(cells).toEqual(["auc", "0.873", "0.868", "+0.005"]);
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
  render(<VersionView detail={versionDetail({ metrics: [] })} id={ID} />);
  for (const text of ["No metrics stated", "It serves nowhere"]) expect(screen.getByText(text)).toBeTruthy();
});

test("what contradicts or waits comes before what controls failed", () => {
  const row = versionRow({ approval_status: "Rejected", production: true, endpoints: 1 });
  const found = actionsOf(versionDetail({ row, findings: [finding(), finding({ finding_id: "u", status: "unknown" })] }));
  expect(found.map(({ word }) => word)).toEqual(["Rejected, in use", "Critical"]);
});

test("each tab is in the address, one that there is not is the first, and arrows choose the next", () => {
  expect(versionPath(ID, "data", { feature: "age" })).toBe("/models/222233334444/eu-west-1/credit-pd-retail/31?tab=data&feature=age");
  expect([versionTab(""), versionTab("?tab=findings"), versionTab("?tab=nothing")]).toEqual(["summary", "findings", "summary"]);
  window.history.replaceState(null, "", versionPath(ID));
  render(<VersionView detail={versionDetail()} id={ID} />);
  fireEvent.keyDown(screen.getByRole("tab", { name: "Summary" }), { key: "ArrowLeft" });
  expect(window.location.search).toBe("?tab=findings");
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: "Findings" }));
});

test("findings of it lead to their pages; without any evaluation it says how to begin", () => {
  window.history.replaceState(null, "", versionPath(ID, "findings"));
  const { rerender } = render(<VersionView detail={versionDetail({ findings: [finding()] })} id={ID} />);
  const link = card("Findings").getByRole("link", { name: finding().reason ?? "" });
  expect(link.getAttribute("href")).toBe(findingPath({ control: finding().control_id, asset: finding().judged_asset }));
  rerender(<VersionView detail={versionDetail({ judged_at: null })} id={ID} />);
  expect(card("Findings").getByText("Nothing was judged yet")).toBeTruthy();
});
