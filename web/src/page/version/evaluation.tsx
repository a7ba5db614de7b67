import { versionTabQuery } from "../../api/query";
import type { EvaluationMetric, EvaluationMonitor, Report, Segment, VersionEvaluation } from "../../api/shape";
import { DataOut } from "../../chart/data-out";
import { metric, metricChange } from "../../format/number";
import { versionPath, type VersionKey } from "../../route/path";
import { Link, useRange } from "../../route/router";
import { approval, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Measured, NotMeasured } from "./measured";
import { againstOther, limitText } from "./metric";
import { Fetched } from "./tab-query";
import type { TabProps } from "./tabs";

/** What was measured of it: before it served, where it serves, and against the version that serves now. */
export default function EvaluationTab({ id }: TabProps) {
  return (
    <Fetched query={versionTabQuery(id, "evaluation", useRange())} label="Loading the evaluation" heights={[240, 240]}>
      {(data) => <EvaluationView data={data} id={id} />}
    </Fetched>
  );
}

function measured(monitor: EvaluationMonitor): boolean {
  return monitor.metrics.length > 0;
}

export function EvaluationView({ data, id }: { data: VersionEvaluation; id: VersionKey }) {
  return (
    <div className="grid">
      <Stated data={data} id={id} />
      <Against data={data} id={id} />
      {data.segments.map((segment) => (
        <BySegment key={`${segment.evaluation} ${segment.group} ${segment.name}`} segment={segment} />
      ))}
      {data.monitors.filter(measured).map((monitor) => (
        <Measured key={`${monitor.endpoint_arn} ${monitor.monitoring_type} ${monitor.schedule_name ?? ""}`} monitor={monitor} />
      ))}
      <NotMeasured monitors={data.monitors.filter((monitor) => !measured(monitor))} />
    </div>
  );
}

function origin(one: EvaluationMetric): string {
  return one.evaluation === null ? "stated at registration" : `model card, ${one.evaluation}${one.group === null ? "" : `, ${one.group}`}`;
}

function Stated({ data, id }: { data: VersionEvaluation; id: VersionKey }) {
  const { metrics, production, previous_version: before } = data;
  const caption = `Metrics of version ${id.version}`;
  return (
    <Card title="Metrics before it serves" aside="As metadata and model card state them" span="span-8">
      {metrics.length === 0 ? (
        <Empty title="No metrics stated">
          <p className="muted">Neither the version&apos;s metadata nor its model card has a number. Write them with <code>CustomerMetadataProperties</code> or in the card&apos;s evaluation details.</p>
        </Empty>
      ) : (
        <>
          <TableScroll label={caption}>
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col">Metric</th>
                  <th scope="col" className="num">v{id.version}</th>
                  {production !== null && <th scope="col" className="num">v{production.version}, in production</th>}
                  {production !== null && <th scope="col">Against production</th>}
                  {before !== null && <th scope="col" className="num">v{before}, before</th>}
                  <th scope="col">Limit</th>
                </tr>
              </thead>
              <tbody>
                {metrics.map((one) => (
                  <MetricRow key={`${origin(one)} ${one.name}`} one={one} production={production?.version ?? null} before={before} />
                ))}
              </tbody>
            </table>
          </TableScroll>
          <DataOut
            caption={caption}
            heads={["Metric", "Source", "Value", "In production", "Before", "Limit"]}
            rows={metrics.map((one) => [one.name, origin(one), one.value, one.production, one.previous, one.threshold])}
          />
        </>
      )}
    </Card>
  );
}

const NONE = <span className="muted">{"\u2013"}</span>;

function MetricRow({ one, production, before }: { one: EvaluationMetric; production: number | null; before: number | null }) {
  const other = one.production === null ? null : againstOther(one.name, one.value, one.production);
  return (
    <tr>
      <td className="wrap">
        <Name text={one.name} /> <span className="meta">{origin(one)}</span>
        {one.notes !== null && <p className="meta wrap"><LongText text={one.notes} most={200} /></p>}
      </td>
      <td className="num" data-label="Value">{metric(one.value)}</td>
      {production !== null && <td className="num" data-label="In production">{one.production === null ? NONE : metric(one.production)}</td>}
      {production !== null && (
        <td className="nowrap">{other === null || one.production === null ? NONE : <Badge tone={other.tone} word={`${metricChange(one.value, one.production)}${other.word}`} />}</td>
      )}
      {before !== null && <td className="num" data-label="Before">{one.previous === null ? NONE : metric(one.previous)}</td>}
      <td>{one.threshold === null ? NONE : <Badge tone={one.breached === null ? "neutral" : one.breached ? "bad" : "ok"} word={limitText(one.threshold, one.operator)} />}</td>
    </tr>
  );
}

function Against({ data, id }: { data: VersionEvaluation; id: VersionKey }) {
  const { production } = data;
  return (
    <Card title="Compared with" span="span-4">
      {production === null ? (
        <p>No other version of this group serves production, so there is nothing to compare with.</p>
      ) : (
        <p>
          <Link to={versionPath({ ...id, version: production.version }, "evaluation")}>Version {production.version}</Link>, {approval(production.approval_status).word.toLowerCase()}, the newest other version of this group that serves production.
        </p>
      )}
      <p className="meta prose">
        Better and worse are said only of metrics whose good side is known: of errors and losses less is better, of accuracy, AUC and the like more. A limit is
        what a monitor of its predictions holds a metric of the same name against; it stands where the version serves.
      </p>
      <Reports reports={data.reports} />
    </Card>
  );
}

function Reports({ reports }: { reports: readonly Report[] }) {
  return (
    <section className="doc-section">
      <h3>Report files that the version names</h3>
      {reports.length === 0 ? (
        <p className="muted">None named</p>
      ) : (
        <dl className="facts-list">
          {reports.map((report) => (
            <div key={report.name}>
              <dt>{spaced(report.name.split(".").slice(1).join(" "))}</dt>
              <dd><code><LongText text={report.s3_uri} most={200} /></code></dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** One metric by parts of the data, the worst part readable from its bar. */
function BySegment({ segment }: { segment: Segment }) {
  const sorted = [...segment.values].sort((a, b) => b.value - a.value);
  const top = Math.max(...sorted.map((one) => Math.abs(one.value)), Number.MIN_VALUE);
  const title = `${segment.name} by segment`;
  return (
    <Card title={title} aside={`Model card, ${segment.evaluation}`} span="span-6">
      <ol className="bar-list">
        {sorted.map((one) => (
          <li key={one.name}>
            <span className="wrap"><Name text={one.name} /></span>
            <svg className="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect className="bar-now" width={(Math.abs(one.value) / top) * 100} height={8} />
            </svg>
            <span className="num">{metric(one.value)}</span>
          </li>
        ))}
      </ol>
      <DataOut caption={title} heads={["Segment", segment.name]} rows={sorted.map((one) => [one.name, one.value])} />
    </Card>
  );
}
