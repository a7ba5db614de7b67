import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { LineageGraph, LineageNode } from "../../api/shape";
import { plural } from "../../format/number";
import type { VersionKey } from "../../route/path";
import { Link } from "../../route/router";
import { cut } from "../../ui/fold";
import { CARD, plan, type Plan } from "./lineage-layout";
import { kindWord, nodePath, sideWord, stateOfNode } from "./lineage-node";
import { drawn, MOST, type Drawn } from "./lineage-view";

export interface GraphProps {
  readonly graph: LineageGraph;
  readonly id: VersionKey;
}

const LETTERS = 24;
/** A graph that is wider than its card is drawn smaller down to this, then scrolls: below, its words are not readable. */
const SMALLEST = 0.75;

/** Cards from data on the left to endpoints on the right. One tab stop; arrows follow the edges, Space unfolds. */
export default function LineageDrawing({ graph, id }: GraphProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(graph.start);
  const box = useRef<SVGSVGElement>(null);
  const shown = useMemo(() => drawn(graph, unfolded), [graph, unfolded]);
  const placed = useMemo(() => plan(shown), [shown]);
  const unfold = (assets: readonly string[]) => setUnfolded(new Set([...unfolded, ...assets]));
  const stop = placed.spots.has(at) ? at : graph.start;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " " && shown.hidden.has(stop)) {
      event.preventDefault();
      unfold([stop]);
      return;
    }
    const next = step(shown, placed, stop, event.key);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    const places = shown.nodes.findIndex((node) => node.asset === next);
    box.current?.querySelectorAll<SVGAElement>("a.lineage-card")[places]?.focus();
  };
  const hidden = graph.nodes.length - shown.nodes.length;
  return (
    <>
      <p className="meta lineage-tools">
        {plural(shown.nodes.length, "asset")} drawn{hidden > 0 && `, ${plural(hidden, "more", "more")} in the list below`}. Arrow keys follow the lines, Enter opens, Space unfolds.
        {hidden > 0 && graph.nodes.length <= MOST && (
          <button type="button" className="button link" onClick={() => unfold(graph.nodes.map((node) => node.asset))}>Draw all</button>
        )}
        {unfolded.size > 0 && (
          <button type="button" className="button link" onClick={() => setUnfolded(new Set())}>Fold again</button>
        )}
      </p>
      <div className="lineage-box">
        <svg ref={box} viewBox={`0 0 ${placed.width} ${placed.height}`} style={{ minWidth: placed.width * SMALLEST, maxWidth: placed.width }} role="group" aria-label={`Lineage graph, ${plural(shown.nodes.length, "asset")}`} onKeyDown={onKeyDown}>
          <g aria-hidden="true">
            {shown.edges.map((edge, index) => (
              <path key={`${edge.source} ${edge.destination}`} className="lineage-edge" data-confirmed={edge.confirmed} d={placed.paths[index]} />
            ))}
          </g>
          {shown.nodes.map((node) => (
            <Card
              key={node.asset}
              node={node}
              plan={placed}
              to={nodePath(node, id)}
              home={graph.nodes.find((one) => one.asset === graph.start)?.account_id ?? null}
              stop={node.asset === stop}
              onFocus={() => setAt(node.asset)}
              more={shown.hidden.get(node.asset) ?? 0}
              onUnfold={() => unfold([node.asset])}
            />
          ))}
        </svg>
      </div>
    </>
  );
}

/** Where an arrow leads: along the edges sideways, among what stands in the same column up and down. */
export function step(shown: Drawn, placed: Plan, from: string, key: string): string | null {
  const here = placed.spots.get(from);
  if (here === undefined) return null;
  const y = (asset: string) => placed.spots.get(asset)?.y ?? 0;
  const nearest = (assets: readonly string[]) => [...assets].sort((a, b) => Math.abs(y(a) - here.y) - Math.abs(y(b) - here.y))[0] ?? null;
  switch (key) {
    case "ArrowRight":
      return nearest(shown.edges.filter((edge) => edge.source === from).map((edge) => edge.destination));
    case "ArrowLeft":
      return nearest(shown.edges.filter((edge) => edge.destination === from).map((edge) => edge.source));
    case "ArrowUp":
    case "ArrowDown": {
      const down = key === "ArrowDown";
      const same = shown.nodes.map((node) => node.asset).filter((asset) => placed.spots.get(asset)?.x === here.x);
      return nearest(same.filter((asset) => (down ? y(asset) > here.y : y(asset) < here.y)));
    }
    default:
      return null;
  }
}

interface CardProps {
  readonly node: LineageNode;
  readonly plan: Plan;
  readonly to: string;
  readonly home: string | null;
  readonly stop: boolean;
  readonly onFocus: () => void;
  readonly more: number;
  readonly onUnfold: () => void;
}

function Card({ node, plan: placed, to, home, stop, onFocus, more, onUnfold }: CardProps) {
  const spot = placed.spots.get(node.asset);
  if (spot === undefined) return null;
  const state = stateOfNode(node);
  const elsewhere = node.account_id !== null && node.account_id !== home;
  const where = node.account_name === null ? "" : elsewhere ? `in ${node.account_name}` : node.account_name;
  const said = [kindWord(node.kind), node.name, state?.word, node.account_name, sideWord(node.distance), more > 0 ? `${more} not drawn` : null];
  return (
    <g transform={`translate(${spot.x} ${spot.y})`}>
      <Link className="lineage-card" to={to} tabIndex={stop ? 0 : -1} onFocus={onFocus} data-start={node.distance === 0}>
        <title>{said.filter((part) => part != null && part !== "").join(", ")}</title>
        <rect width={CARD.width} height={CARD.height} rx={8} />
        {state && <circle className="lineage-dot" data-fill={state.tone} cx={CARD.width - 14} cy={14} r={5} />}
        <text className="lineage-kind" x={12} y={18}>{kindWord(node.kind)}{state && `, ${state.word.toLowerCase()}`}</text>
        <text className="lineage-name" x={12} y={36}>{cut(node.name, LETTERS)}</text>
        <text className="lineage-kind" x={12} y={52} data-elsewhere={elsewhere}>{cut(where, LETTERS)}</text>
      </Link>
      {more > 0 && (
        <g className="lineage-more" onClick={onUnfold} aria-hidden="true">
          <rect x={CARD.width - 46} y={CARD.height - 22} width={42} height={18} rx={9} />
          <text x={CARD.width - 25} y={CARD.height - 9} textAnchor="middle">+{more}</text>
        </g>
      )}
    </g>
  );
}
