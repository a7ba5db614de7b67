import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { accountCell, accounts } from "../../fixture-serving";
import { AccountsView, byUnit, readMeaning } from "./accounts";

const NOW = "2026-11-24T02:00:00.000000Z";

test("accounts stand by organisational unit, and a cell leads to what it holds", () => {
  render(<AccountsView data={accounts()} />);
  expect(byUnit(accounts().accounts).map(([unit]) => unit)).toEqual(["Retail", ""]);
  const versions = screen.getAllByRole("link", { name: "12 versions" });
  expect(versions[0]?.getAttribute("href")).toBe("/models?account_id=222233334444&region=eu-west-1");
  expect(screen.getAllByRole("link", { name: "3 endpoints" })[0]?.getAttribute("href")).toBe("/endpoints?account_id=222233334444&region=eu-west-1");
  expect(screen.getByRole("link", { name: "2 gaps" }).getAttribute("href")).toBe("/coverage");
  expect(screen.getByText("Not tried")).toBeTruthy();
  expect(screen.getByText(/1 place could not be read in full/)).toBeTruthy();
});

test("what was read long ago is stale, and what could not be read is never green", () => {
  expect(readMeaning(accountCell(), NOW).word).toBe("Read");
  expect(readMeaning(accountCell({ last_seen_at: "2026-11-20T01:00:00.000000Z" }), NOW)).toEqual({ tone: "warn", word: "Stale", shape: "clock" });
  expect(readMeaning(accountCell({ read_state: "unread" }), NOW).tone).toBe("bad");
  expect(readMeaning(accountCell({ read_state: "not offered" }), NOW).tone).toBe("neutral");
  expect(readMeaning(accountCell({ read_state: "something new" }), NOW).tone).toBe("neutral");
});

test("a place with a gap that holds nothing seen does not claim to be empty", () => {
  render(<AccountsView data={accounts()} />);
  expect(screen.getByText("nothing seen")).toBeTruthy();
  expect(screen.queryByText("holds nothing")).toBeNull();
});
