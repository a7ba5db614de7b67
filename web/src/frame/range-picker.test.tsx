import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Link, navigate } from "../route/router";
import { RangePicker } from "./range-picker";

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
  };
  window.scrollTo = () => undefined;
});
afterEach(() => act(() => navigate("/", { range: "as named" })));

function open(): void {
  fireEvent.click(screen.getByRole("button", { name: /^Time range/ }));
}

test("a range is chosen, kept on the way to other pages, and left", () => {
  act(() => navigate("/?region=eu-west-1", { range: "as named" }));
  render(
    <>
      <RangePicker />
      <Link to="/teams">Teams</Link>
    </>,
  );
  open();
  fireEvent.click(screen.getByRole("button", { name: "Last 90 days" }));
  expect(window.location.search).toBe("?region=eu-west-1&range=90d");
  fireEvent.click(screen.getByText("Teams"));
  expect(window.location.pathname + window.location.search).toBe("/teams?range=90d");
  expect(screen.getByRole("button", { name: "Time range: Last 90 days" })).toBeTruthy();
  open();
  expect(screen.getByRole("button", { name: "Last 90 days" }).getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(screen.getByRole("button", { name: "Default of each chart" }));
  expect(window.location.search).toBe("");
});

test("days are chosen from and to", () => {
  act(() => navigate("/?range=7d", { range: "as named" }));
  render(<RangePicker />);
  open();
  fireEvent.change(screen.getByLabelText(/^From/), { target: { value: "2026-10-01" } });
  fireEvent.change(screen.getByLabelText(/^To/), { target: { value: "2026-10-31" } });
  fireEvent.click(screen.getByRole("button", { name: "Show" }));
  expect(window.location.search).toBe("?from=2026-10-01&to=2026-10-31");
});

test("a page with nothing of a period says so", () => {
  act(() => navigate("/coverage?range=7d", { range: "as named" }));
  render(<RangePicker />);
  expect(screen.getByText("Last 7 days, not on this page")).toBeTruthy();
});
