import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { versionDetail, versionRow } from "../../fixture";
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
