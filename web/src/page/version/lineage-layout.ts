/** Where the cards of a lineage stand, by dagre: columns from data on the left to endpoints on the right. */
import { Graph, layout } from "@dagrejs/dagre";
import type { Drawn } from "./lineage-view";

export const CARD = { width: 208, height: 60 } as const;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Plan {
  readonly width: number;
  readonly height: number;
  /** The upper left corner of every card, by its asset. */
  readonly spots: ReadonlyMap<string, Spot>;
  /** The path of every edge, in the order of the edges. */
  readonly paths: readonly string[];
}

export function plan({ nodes, edges }: Pick<Drawn, "nodes" | "edges">): Plan {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 16, ranksep: 40, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.asset, { ...CARD });
  for (const edge of edges) graph.setEdge(edge.source, edge.destination);
  layout(graph);
  const spots = new Map(nodes.map((node) => [node.asset, corner(graph.node(node.asset) as Spot)]));
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    spots,
    paths: edges.map((edge) => curve((graph.edge(edge.source, edge.destination) as { points?: readonly Spot[] }).points ?? [])),
  };
}

function corner({ x, y }: Spot): Spot {
  return { x: x - CARD.width / 2, y: y - CARD.height / 2 };
}

function at({ x, y }: Spot): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}

/** Smooth through the middles of the corners that dagre gives. */
export function curve(points: readonly Spot[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  let path = `M${at(first)}`;
  for (const [index, point] of rest.slice(0, -1).entries()) {
    const next = rest[index + 1] ?? last;
    const end = next === last ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${at(point)} ${at(end)}`;
  }
  return rest.length === 1 ? `${path}L${at(last)}` : path;
}
