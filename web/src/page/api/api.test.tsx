import { readFileSync } from "node:fs";
import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { ApiView } from "./api";
import { curl, operations, typeText, type Contract } from "./contract";

const contract = JSON.parse(readFileSync("openapi.json", "utf8")) as Contract;

test("every operation of the contract is on the page, with an example", () => {
  render(<ApiView contract={contract} origin="http://here" />);
  const all = operations(contract);
  expect(all.length).toBeGreaterThan(15);
  for (const { method, path } of all) {
    expect(screen.getByRole("region", { name: `${method} ${path}` })).toBeTruthy();
    expect(screen.getByRole("region", { name: `Example of ${method} ${path}` }).textContent).toContain("curl");
  }
});

test("the list of operations leads to each of them", () => {
  const { container } = render(<ApiView contract={contract} origin="http://here" />);
  const links = within(screen.getByRole("list", { name: "All operations", hidden: true })).getAllByRole("link", { hidden: true });
  expect(links.length).toBe(operations(contract).length);
  for (const link of links) expect(container.querySelector(`[id="${(link.getAttribute("href") ?? "").slice(1)}"]`)).toBeTruthy();
});

test("every operation tells its errors by their type", () => {
  for (const operation of operations(contract)) {
    const refused = operation.answers.filter(({ status }) => !status.startsWith("2"));
    expect(refused.length, operation.path).toBeGreaterThan(1);
    expect(refused.every(({ schema }) => schema !== null && typeText(schema) === "ErrorBody"), operation.path).toBe(true);
  }
});

test("no example has a gap in its path", () => {
  for (const operation of operations(contract)) expect(curl(operation, "http://here")).not.toMatch(/[{}]\w|undefined/);
});
