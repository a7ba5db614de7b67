import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { getJson } from "../../api/client";
import { createQueryClient, windowQuery } from "../../api/query";
import type { VersionPage } from "../../api/shape";
import { versionPage } from "../../fixture";
import { parseFilter } from "../../route/filter";
import { withChosen } from "../../list/facets";
import ModelsPage from "./models";
import { windowsFor } from "../../list/windows";

beforeEach(() => {
  window.scrollTo = () => undefined;
  Element.prototype.scrollTo = () => undefined;
});

/** Draws the page for a URL, with answers in the cache for every filter that the test walks through. */
function open(search: string, answers: Readonly<Record<string, number>>, client = createQueryClient()) {
  for (const [key, total] of Object.entries(answers)) {
    client.setQueryData(windowQuery(parseFilter(key), 0).queryKey, versionPage(total));
  }
  window.history.replaceState(null, "", `/models${search}`);
  render(
    <QueryClientProvider client={client}>
      <ModelsPage />
    </QueryClientProvider>,
  );
}

test("a long list draws only the rows on screen and says how many there are", () => {
  open("", { "": 100 });
  const table = screen.getByRole("table", { name: "Model versions" });
  expect(table.getAttribute("aria-rowcount")).toBe("101");
  const rows = within(table).getAllByRole("row").length;
  expect(rows).toBeGreaterThan(20);
  expect(rows).toBeLessThan(60);
  expect(screen.getByText("100 versions")).toBeTruthy();
});

test("a chosen facet is in the URL and as a chip, and goes again", () => {
  open("", { "": 100, "business_unit=Fraud": 20 });
  act(() => void fireEvent.click(screen.getByRole("checkbox", { name: /^Fraud/ })));
  expect(window.location.search).toBe("?business_unit=Fraud");
  expect(screen.getByText("20 versions")).toBeTruthy();
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Remove Business unit: Fraud" })));
  expect(window.location.search).toBe("");
});

test("a column head sorts, dates from the newest, and says so", () => {
  open("", { "": 5, "sort=-registered_at": 5, "sort=registered_at": 5 });
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Registered" })));
  expect(window.location.search).toBe("?sort=-registered_at");
  expect(screen.getByRole("columnheader", { name: "Registered" }).getAttribute("aria-sort")).toBe("descending");
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Registered" })));
  expect(window.location.search).toBe("?sort=registered_at");
});

test("a column that is chosen appears, and stays in the URL", () => {
  open("", { "": 5 });
  expect(screen.queryByRole("columnheader", { name: "Team" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Columns" }));
  act(() => void fireEvent.click(screen.getByRole("checkbox", { name: "Team" })));
  expect(screen.getByRole("columnheader", { name: "Team" })).toBeTruthy();
  expect(window.location.search).toContain("columns=");
});

test("the CSV has the filters of the screen", () => {
  open("?business_unit=Fraud&columns=owner", { "business_unit=Fraud": 3 });
  expect(screen.getByRole("link", { name: "CSV" }).getAttribute("href")).toBe("/api/v1/versions.csv?business_unit=Fraud");
});

test("filters that hide everything offer to be cleared", () => {
  open("?q=nothing", { "q=nothing": 0, "": 5 });
  expect(screen.getByText("Your filters hide every row")).toBeTruthy();
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Clear filters" })));
  expect(screen.getByText("5 versions")).toBeTruthy();
});

test("a list that cannot be read keeps its tools and offers to clear the filters", async () => {
  const refusals = http.createServer((_, response) => {
    response.writeHead(422, { "content-type": "application/json" });
    response.end(JSON.stringify({ what: "It cannot be answered.", where: "q", remedy: "Ask less.", request_id: "1" }));
  });
  await new Promise<void>((ready) => void refusals.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void refusals.close());
  const { port } = refusals.address() as AddressInfo;
  const client = createQueryClient();
  const refused = windowQuery(parseFilter("q=refused"), 0);
  const path = `http://127.0.0.1:${port}/api/v1/versions`;
  await client.query({ ...refused, queryFn: () => getJson<VersionPage>(path) }).catch(() => undefined);
  client.setQueryDefaults(refused.queryKey, { retryOnMount: false });
  open("?q=refused", { "": 5 }, client);
  expect(screen.getByText("It cannot be answered.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Retry" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Remove Search: refused" })).toBeTruthy();
  expect(screen.getByRole("tab", { name: "Groups" })).toBeTruthy();
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Clear filters" })));
  expect(screen.getByText("5 versions")).toBeTruthy();
});

test("an empty registry says the next step", () => {
  open("", { "": 0 });
  expect(screen.getByText("Nothing collected yet")).toBeTruthy();
});

test("only windows on screen are asked for, and the first one is never asked twice", () => {
  expect(windowsFor(0, 30, 100_000)).toEqual([]);
  expect(windowsFor(90, 130, 100_000)).toEqual([100]);
  expect(windowsFor(1280, 1330, 100_000)).toEqual([1200, 1300]);
  expect(windowsFor(180, 260, 200)).toEqual([100]);
});

test("a chosen value can be taken back even when no row has it", () => {
  expect(withChosen([{ value: "a", label: "A", rows: 1 }], ["b"])).toEqual([
    { value: "a", label: "A", rows: 1 },
    { value: "b", label: "b", rows: 0 },
  ]);
});

test("one tab stop leads into the list, and arrows lead on", () => {
  open("", { "": 20 });
  const links = within(screen.getByRole("table")).getAllByRole("link", { name: / v\d+$/ });
  expect(links.filter((link) => link.tabIndex === 0)).toHaveLength(1);
  links[0]?.focus();
  fireEvent.keyDown(links[0] ?? document.body, { key: "ArrowDown" });
  expect(document.activeElement).toBe(links[1]);
  fireEvent.keyDown(links[1] ?? document.body, { key: "ArrowUp" });
  expect(document.activeElement).toBe(links[0]);
});

test("rows that are selected stay while filters change, and go into one file", () => {
  open("", { "": 5, "business_unit=Fraud": 2 });
  const boxes = screen.getAllByRole("checkbox", { name: /^Select / });
  fireEvent.click(boxes[0] ?? document.body);
  act(() => void fireEvent.click(boxes[2] ?? document.body, { shiftKey: true }));
  const bar = screen.getByRole("group", { name: "Selected rows" });
  expect(within(bar).getByText("3 versions selected")).toBeTruthy();
  expect(within(bar).getByRole("link", { name: "Compare" }).getAttribute("href")).toMatch(/^\/compare\?v=.*&v=.*&v=/);
  expect(within(bar).getByRole("link", { name: "CSV of these" }).getAttribute("href")).toMatch(/^\/api\/v1\/versions\.csv\?asset=.*&asset=.*&asset=/);
  act(() => void fireEvent.click(screen.getByRole("checkbox", { name: /^Fraud/ })));
  expect(screen.getByText("3 versions selected")).toBeTruthy();
  act(() => void fireEvent.click(within(bar).getByRole("button", { name: "Select none" })));
  expect(screen.queryByRole("group", { name: "Selected rows" })).toBeNull();
});

test("Parquet has the filters of the CSV", () => {
  open("?maturity=prototype", { "maturity=prototype": 3 });
  expect(screen.getByRole("link", { name: "Parquet" }).getAttribute("href")).toBe("/api/v1/versions.parquet?maturity=prototype");
  expect(screen.getByRole("button", { name: "Remove What it is: Prototype" })).toBeTruthy();
});
