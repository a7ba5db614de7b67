import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { parseFilter } from "../../route/filter";
import { forgetView, savedViews, saveView, ViewsMenu } from "./views";

beforeEach(() => localStorage.removeItem("modelgov:views"));

const FRAUD = parseFilter("?business_unit=Fraud&sort=-version&columns=owner");

test("a view keeps filters, sort and columns under its name, the newest of that name", () => {
  saveView("mine", parseFilter("?q=old"));
  saveView("mine", FRAUD);
  expect(savedViews()).toEqual([{ name: "mine", search: "business_unit=Fraud&sort=-version&columns=owner" }]);
  forgetView("mine");
  expect(savedViews()).toEqual([]);
});

test("what is no view in the storage is left out", () => {
  localStorage.setItem("modelgov:views", '[{"name": 1}, {"name": "a", "search": "q=x"}, null]');
  expect(savedViews()).toEqual([{ name: "a", search: "q=x" }]);
  localStorage.setItem("modelgov:views", "{broken");
  expect(savedViews()).toEqual([]);
});

test("a view is saved by name, leads to its address, and is forgotten", () => {
  render(<ViewsMenu filter={FRAUD} />);
  fireEvent.click(screen.getByRole("button", { name: "Views" }));
  expect(screen.getByRole("link", { name: "Prototypes" }).getAttribute("href")).toBe("/models?maturity=prototype");
  fireEvent.change(screen.getByRole("textbox", { name: "Name of this view" }), { target: { value: "Fraud" } });
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Save" })));
  const link = screen.getByRole("link", { name: "Fraud" });
  expect(link.getAttribute("href")).toBe("/models?business_unit=Fraud&sort=-version&columns=owner");
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Forget Fraud" })));
  expect(screen.queryByRole("link", { name: "Fraud" })).toBeNull();
});
