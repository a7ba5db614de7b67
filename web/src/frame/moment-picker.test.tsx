import { render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Link } from "../route/router";
import { MomentBanner, MomentPicker } from "./moment-picker";

afterEach(() => window.history.replaceState(null, "", "/"));

test("the present has no banner", () => {
  const { container } = render(<MomentBanner loading />);
  expect(container.textContent).toBe("");
});

test("the past says of when it is, and the way back to now", () => {
  window.history.replaceState(null, "", "/models?q=a&as_of=2026-11-01T00:00:00Z");
  render(<MomentBanner loading={false} />);
  expect(screen.getByRole("status").textContent).toBe("As it was on 1 Nov 2026 00:00 UTC. What was collected later is not shown, and nothing can be changed. Back to now");
  expect(screen.getByRole("link", { name: "Back to now" }).getAttribute("href")).toBe("/models?q=a");
});

test("the button says the moment, and every link carries it", () => {
  window.history.replaceState(null, "", "/?as_of=2026-10-31");
  render(
    <>
      <MomentPicker />
      <Link to="/teams">Teams</Link>
    </>,
  );
  expect(screen.getByRole("button").getAttribute("aria-label")).toBe("Moment: Past, at the end of 31 Oct 2026 UTC");
  expect(screen.getByRole("link", { name: "Teams" }).getAttribute("href")).toBe("/teams?as_of=2026-10-31");
});
