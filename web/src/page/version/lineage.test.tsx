import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { lineage, lineageNode } from "../../fixture-monitor";
import { LineageView } from "./lineage";
import LineageDrawing from "./lineage-graph";
import { curve, plan } from "./lineage-layout";
import { nodePath, sideWord } from "./lineage-node";
import { drawn, FIRST, MOST } from "./lineage-view";

const ID = { account: "222233334444", region: "eu-west-1", group: "credit-pd-retail", version: 31 };

test("two steps are drawn on each side, and what was unfolded beyond", () => {
  const graph = lineage(4, 4);
  const first = drawn(graph, new Set());
  expect(first.nodes.map((node) => node.distance)).toEqual([-2, -1, 0, 1, 2]);
  expect(first.hidden).toEqual(new Map([["n2", 1], ["n6", 1]]));
  expect(drawn(graph, new Set(["n6"])).nodes.map((node) => node.distance)).toContain(3);
});

test("never more is drawn than can be read at first, nor more than a graph can hold", () => {
  const wide = lineage(0, 0);
  const many = Array.from({ length: 500 }, (_, index) => lineageNode(`m${index}`, 1));
  const graph = { ...wide, nodes: [...wide.nodes, ...many], edges: many.map((node) => ({ source: "n0", destination: node.asset, how: "model", confirmed: true })) };
  expect(drawn(graph, new Set()).nodes).toHaveLength(FIRST);
  expect(drawn(graph, new Set(["n0"])).nodes).toHaveLength(MOST);
});

test("cards stand in columns from left to right, and edges lead from one to the next", () => {
  const { spots, paths, width } = plan(drawn(lineage(1, 1), new Set()));
  const x = ["n0", "n1", "n2"].map((asset) => spots.get(asset)?.x ?? NaN);
  expect(x).toEqual([...x].sort((a, b) => a - b));
  expect(width).toBeGreaterThan(600);
  expect(paths.every((path) => path.startsWith("M"))).toBe(true);
  expect(curve([])).toBe("");
});

function card(name: RegExp): HTMLElement {
  const link = screen.getAllByRole("link").find((one) => name.test(one.querySelector("title")?.textContent ?? ""));
  if (link === undefined) throw new Error(`no card is called ${name}`);
  return link;
}

test("the graph is one tab stop, arrows follow the edges and Space unfolds", () => {
  render(<LineageDrawing graph={lineage(3, 3)} id={ID} />);
  const cards = screen.getAllByRole("link");
  expect(cards.filter((card) => card.getAttribute("tabindex") === "0")).toHaveLength(1);
  const start = card(/start/);
  start.focus();
  fireEvent.keyDown(start, { key: "ArrowRight" });
  fireEvent.keyDown(document.activeElement ?? start, { key: "ArrowRight" });
  expect(document.activeElement?.querySelector("title")?.textContent).toBe("Data, n5, 2 steps after, 1 not drawn");
  fireEvent.keyDown(document.activeElement ?? start, { key: " " });
  expect(card(/n6/)).toBeTruthy();
});

test("a version leads to its page, anything else to the lineage from there", () => {
  const version = lineageNode("arn", 0, { account_id: "1", region: "eu", model_group: "fraud", version: 4 });
  expect(nodePath(version, ID)).toBe("/models/1/eu/fraud/4?tab=lineage");
  expect(nodePath(lineageNode("s3://b/x", -1), ID)).toContain("?tab=lineage&asset=s3%3A%2F%2Fb%2Fx");
  expect([sideWord(0), sideWord(-1), sideWord(3)]).toEqual(["start", "1 step before", "3 steps after"]);
});

test("the list has every asset, and what was not read is said", () => {
  const gap = { account_id: "1", account_name: "sandbox", region: "eu", operation: "ListAssociations", outcome: "denied", reason: "No." };
  render(<LineageView graph={{ ...lineage(3, 3), gaps: [gap], cut: true }} id={ID} moved={false} />);
  expect(within(screen.getByRole("region", { name: "Lineage, table" })).getAllByRole("row")).toHaveLength(8);
  expect(screen.getByText(/1 read that lineage relies on/)).toBeTruthy();
  expect(screen.getByText(/only its 7 nearest assets/)).toBeTruthy();
});
