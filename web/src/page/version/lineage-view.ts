/** Which part of a lineage is drawn: some hops around its start, and what was unfolded from there. */
import type { LineageEdge, LineageGraph, LineageNode } from "../../api/shape";

/** Hops drawn on each side before anything is unfolded. */
export const HOPS = 2;
/** More than this is not drawn without being asked for. */
export const FIRST = 60;
/** More than this is never drawn: the list has them all. */
export const MOST = 300;

export interface Drawn {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** How many neighbours of a drawn asset are not drawn. */
  readonly hidden: ReadonlyMap<string, number>;
}

export function neighbours(graph: Pick<LineageGraph, "edges">): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { source, destination } of graph.edges) {
    for (const [one, other] of [[source, destination], [destination, source]] as const) {
      const listed = found.get(one);
      if (listed) listed.push(other);
      else found.set(one, [other]);
    }
  }
  return found;
}

/** As many hops as fit, and never fewer than the start itself. */
function around(graph: LineageGraph): LineageNode[] {
  for (let hops = HOPS; hops > 0; hops -= 1) {
    const near = graph.nodes.filter((node) => Math.abs(node.distance) <= hops);
    if (near.length <= FIRST) return near;
  }
  return [...graph.nodes].sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance)).slice(0, FIRST);
}

export function drawn(graph: LineageGraph, unfolded: ReadonlySet<string>): Drawn {
  const beside = neighbours(graph);
  const shown = new Set(around(graph).map((node) => node.asset));
  for (const asset of unfolded) {
    for (const other of shown.has(asset) ? (beside.get(asset) ?? []) : []) {
      if (shown.size < MOST) shown.add(other);
    }
  }
  const hidden = new Map<string, number>();
  for (const asset of shown) {
    const missing = (beside.get(asset) ?? []).filter((other) => !shown.has(other)).length;
    if (missing > 0) hidden.set(asset, missing);
  }
  return {
    nodes: graph.nodes.filter((node) => shown.has(node.asset)),
    edges: graph.edges.filter((edge) => shown.has(edge.source) && shown.has(edge.destination)),
    hidden,
  };
}
