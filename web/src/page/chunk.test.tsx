import { act, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { chunk, useChunk, type Chunk } from "./chunk";

function Shown({ wanted }: { wanted: Chunk<{ word: string }> }) {
  const Page = useChunk(wanted);
  return Page ? <Page word="here" /> : <p>waiting</p>;
}

test("a page is drawn as soon as its code arrives, and the code is asked for once", async () => {
  let asked = 0;
  const wanted = chunk(() => {
    asked += 1;
    return Promise.resolve({ default: ({ word }: { word: string }) => <p>{word}</p> });
  });
  render(<Shown wanted={wanted} />);
  expect(screen.getByText("waiting")).toBeTruthy();
  await act(async () => Promise.resolve());
  expect(screen.getByText("here")).toBeTruthy();
  void wanted.load();
  expect(asked).toBe(1);
});

test("code that did not arrive is an error, and may be asked for again", async () => {
  let asked = 0;
  const wanted = chunk<{ word: string }>(() => {
    asked += 1;
    return Promise.reject(new Error("offline"));
  });
  void wanted.load();
  await Promise.resolve();
  await Promise.resolve();
  expect(wanted.read()).toBeInstanceOf(Error);
  void wanted.load();
  expect(asked).toBe(2);
});
