import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { Link, navigate, usePlace } from "./router";

function Here() {
  const place = usePlace();
  return <output>{place.pathname + place.search}</output>;
}

beforeEach(() => {
  window.scrollTo = () => undefined;
  window.history.replaceState(null, "", "/");
});

test("a link goes to its page without loading a document", () => {
  render(
    <>
      <Link to="/models?q=pd">Models</Link>
      <Here />
    </>,
  );
  fireEvent.click(screen.getByRole("link", { name: "Models" }));
  expect(screen.getByRole("status").textContent).toBe("/models?q=pd");
});

test("a click that asks for a new tab is left to the browser", () => {
  render(<Link to="/models">Models</Link>);
  const taken = !fireEvent.click(screen.getByRole("link"), { ctrlKey: true });
  expect(taken).toBe(false);
});

test("typing replaces the entry, so that Back leaves the list at once", () => {
  const before = window.history.length;
  act(() => navigate("/models?q=p", { replace: true }));
  act(() => navigate("/models?q=pd", { replace: true }));
  expect(window.history.length).toBe(before);
  act(() => navigate("/models?q=pd&owner=lea"));
  expect(window.history.length).toBe(before + 1);
});
