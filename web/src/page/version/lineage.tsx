import { useState } from "react";
import { lineageQuery } from "../../api/query";
import type { LineageGraph, LineageNode } from "../../api/shape";
import { DataOut } from "../../chart/data-out";
import { count, plural } from "../../format/number";
import { versionPath, type VersionKey } from "../../route/path";
import { Link, usePlace } from "../../route/router";
import { outcome, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name, cut } from "../../ui/fold";
import { moveAmongLinks } from "../../ui/row-keys";
import { Boundary, Empty, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { chunk, useChunk } from "../chunk";
import type { GraphProps } from "./lineage-graph";
import { kindWord, nodePath, sideWord, stateOfNode } from "./lineage-node";
import { Fetched } from "./tab-query";
import type { TabProps } from "./tabs";

const drawing = chunk<GraphProps>(() => import("./lineage-graph"));
const SHOWN = 100;

/** From data to endpoints over all accounts, from this version or from any asset of its lineage. */
export default function LineageTab({ id, detail }: TabProps) {
  const named = new URLSearchParams(usePlace().search).get("asset");
  const asset = named ?? detail.row.model_version_arn;
  return (
    <Fetched key={asset} query={lineageQuery(id, asset)} label="Loading the lineage" heights={[96, 320]}>
      {(graph) => <LineageView graph={graph} id={id} moved={named !== null} />}
    </Fetched>
  );
}

interface LineageViewProps {
  readonly graph: LineageGraph;
  readonly id: VersionKey;
  /** Whether it is looked at from another asset than the version. */
  readonly moved: boolean;
}

export function LineageView({ graph, id, moved }: LineageViewProps) {
  const start = graph.nodes.find((node) => node.asset === graph.start);
  const alone = graph.nodes.length <= 1;
  return (
    <div className="grid">
      <Depends graph={graph} start={start} id={id} moved={moved} />
      <Gaps graph={graph} />
      <Card title="Graph" aside="Thick lines: more than one source tells it" span="span-12">
        {alone ? (
          <Empty title="No lineage is known">
            <p className="muted">No job, association, model or endpoint that was read names it.</p>
          </Empty>
        ) : (
          <Boundary>
            <Drawing graph={graph} id={id} />
          </Boundary>
        )}
      </Card>
      {!alone && <List graph={graph} id={id} />}
    </div>
  );
}

function Drawing(props: GraphProps) {
  const Graph = useChunk(drawing);
  return Graph ? <Graph {...props} /> : <Skeleton label="Loading the graph" heights={[240]} />;
}

interface DependsProps extends LineageViewProps {
  readonly start: LineageNode | undefined;
}

/** The blast radius: what would notice if this were wrong. */
function Depends({ graph, start, id, moved }: DependsProps) {
  const { depends } = graph;
  const name = start?.name ?? graph.start;
  return (
    <Card title={`What depends on ${cut(name, 60)}`} aside={moved ? <Link to={versionPath(id, "lineage")}>Back to this version</Link> : undefined} span="span-12">
      {moved && start && <p className="meta wrap">{kindWord(start.kind)} <code><LongText text={graph.start} most={200} /></code></p>}
      <dl className="numbers">
        <div>
          <dt>Endpoints</dt>
          <dd>{count(depends.endpoints)} <span className="muted">{count(depends.endpoints_in_service)} in service</span></dd>
        </div>
        <div>
          <dt>Model versions</dt>
          <dd>{count(depends.versions)}</dd>
        </div>
        <div>
          <dt>Assets of all kinds</dt>
          <dd>{count(depends.assets)}{graph.cut && <span className="muted"> or more</span>}</dd>
        </div>
        <div>
          <dt>Accounts</dt>
          <dd>{count(depends.accounts.length)} <span className="muted wrap">{depends.accounts.join(", ")}</span></dd>
        </div>
      </dl>
      {depends.assets === 0 && <p className="muted">Nothing that was read was made from it or runs it.</p>}
    </Card>
  );
}

/** Where reads lack there may be more than is shown. */
function Gaps({ graph }: { graph: LineageGraph }) {
  if (graph.gaps.length === 0 && !graph.cut) return null;
  return (
    <Card title="There may be more than this" span="span-12">
      {graph.cut && <p>The lineage goes on: only its {count(graph.nodes.length)} nearest assets, or ten steps, are told. Look from one further on.</p>}
      {graph.gaps.length > 0 && (
        <details>
          <summary>{plural(graph.gaps.length, "read")} that lineage relies on did not come to an end</summary>
          <ul className="gap-list">
            {graph.gaps.slice(0, SHOWN).map((gap) => (
              <li key={`${gap.account_id} ${gap.region} ${gap.operation}`} className="wrap">
                <Badge {...outcome(gap.outcome)} /> {gap.account_name}, {gap.region}: {gap.operation} <span className="muted">{gap.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

/** The same as a list, the nearest first, so that nothing rests on seeing lines. */
function List({ graph, id }: { graph: LineageGraph; id: VersionKey }) {
  const [all, setAll] = useState(false);
  const how = new Map(graph.edges.flatMap((edge) => [[edge.destination, edge.how], [edge.source, edge.how]] as const));
  const sorted = [...graph.nodes].sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance) || a.distance - b.distance);
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  return (
    <Card title="List" aside={plural(graph.nodes.length, "asset")} span="span-12">
      <TableScroll label="Lineage">
        <table className="plain stack" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Asset</th>
              <th scope="col">Kind</th>
              <th scope="col">Where in the line</th>
              <th scope="col">State</th>
              <th scope="col">Account</th>
              <th scope="col">Region</th>
              <th scope="col">Known from</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((node) => (
              <Row key={node.asset} node={node} how={how.get(node.asset)} to={nodePath(node, id)} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {sorted.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>Show all {count(sorted.length)}</button>
      )}
      <DataOut
        caption="Lineage"
        heads={["Asset", "Kind", "Steps, before is negative", "State", "Account", "Region"]}
        rows={sorted.map((node) => [node.asset, node.kind, node.distance, node.status, node.account_id, node.region])}
      />
    </Card>
  );
}

function Row({ node, how, to }: { node: LineageNode; how: string | undefined; to: string }) {
  const state = stateOfNode(node);
  return (
    <tr aria-current={node.distance === 0 ? "true" : undefined}>
      <td className="wrap" title={node.asset}><Link to={to} data-row-link=""><Name text={node.name} /></Link></td>
      <td className="inline">{kindWord(node.kind)}</td>
      <td className="inline muted">{sideWord(node.distance)}</td>
      <td>{state && <Badge {...state} />}</td>
      <td className="wrap">{node.account_name ?? <span className="muted">no account in its name</span>}</td>
      <td>{node.region ?? ""}</td>
      <td className="muted">{how === undefined ? "" : spaced(how)}</td>
    </tr>
  );
}
