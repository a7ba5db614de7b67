import type { EvaluationMonitor, MonitoredMetric } from "../../api/shape";
import { DataOut } from "../../chart/data-out";
import { Sparkline } from "../../chart/parts";
import { metric, metricChange, plural } from "../../format/number";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";
import { BIAS, limitText } from "./metric";
import { stateOf, whyNothing } from "./monitor";

const TITLES: Readonly<Record<string, string>> = {
  ModelQuality: "Quality of its predictions",
  ModelBias: "Bias of its predictions",
  ModelExplainability: "What its predictions rest on",
};
const MOST_BARS = 20;
const DASH = <span className="muted">{"\u2013"}</span>;

/** The newest report of one monitor, with what it is held against and how it went on. */
export function Measured({ monitor }: { monitor: EvaluationMonitor }) {
  const title = `${TITLES[monitor.monitoring_type] ?? spaced(monitor.monitoring_type)} on ${monitor.endpoint_name}`;
  return (
    <Card title={title} aside={<Badge {...stateOf(monitor)} />} span="span-12">
      <p className="meta">
        Newest report <At at={monitor.measured_at ?? ""} />
        {monitor.rows !== null && `, ${plural(monitor.rows, "row")} with a true outcome`}
        {monitor.other_versions > 0 && `. The endpoint serves ${plural(monitor.other_versions, "other version")} too: its monitor does not tell versions apart`}.
      </p>
      {monitor.monitoring_type === "ModelExplainability" ? <Attributions monitor={monitor} /> : <Metrics monitor={monitor} />}
      <DataOut
        caption={title}
        heads={["Metric", "Of", "Newest", "Baseline", "Limit"]}
        rows={monitor.metrics.map((one) => [one.metric_name, about(one), one.value, one.baseline_value, one.threshold])}
      />
    </Card>
  );
}

function about(one: MonitoredMetric): string {
  const parts = [one.feature, one.facet === null ? null : `${one.facet}${one.facet_value === null ? "" : ` ${one.facet_value}`}`, one.label === null ? null : `label ${one.label}`];
  return parts.filter((part) => part !== null).join(", ");
}

function keyOf(one: MonitoredMetric): string {
  return `${one.metric_group ?? ""} ${one.metric_name} ${about(one)}`;
}

/** What is broken first; then by group and name, as the API sorts them. */
function Metrics({ monitor }: { monitor: EvaluationMonitor }) {
  const sorted = [...monitor.metrics].sort((a, b) => Number(b.breached ?? false) - Number(a.breached ?? false));
  const words = rangeWords(useRange());
  const limited = sorted.some((one) => one.threshold !== null);
  const based = sorted.some((one) => one.baseline_value !== null);
  return (
    <TableScroll label={`Metrics of ${monitor.schedule_name ?? monitor.endpoint_name}`}>
      <table className="plain stack">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className="num">Newest</th>
            {based && <th scope="col" className="num">Baseline</th>}
            {based && <th scope="col" className="num">Change</th>}
            {limited && <th scope="col">Limit</th>}
            <th scope="col">Over time{words !== null && `, ${words}`}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <MetricRow key={keyOf(one)} one={one} based={based} limited={limited} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function MetricRow({ one, based, limited }: { one: MonitoredMetric; based: boolean; limited: boolean }) {
  const trend = one.trend.flatMap((point) => (point.value === null ? [] : [point.value]));
  const help = one.metric_group?.includes("bias") ? BIAS[one.metric_name] : undefined;
  const change = one.value === null || one.baseline_value === null ? DASH : metricChange(one.value, one.baseline_value);
  return (
    <tr>
      <td className="wrap">
        <Name text={one.metric_name} /> <span className="meta">{about(one)}</span>
        {help !== undefined && <p className="meta">{help}</p>}
      </td>
      <td className="num" data-label="Newest">
        {one.value === null ? <span className="muted" title={one.value_reason ?? undefined}>not given</span> : metric(one.value)}
        {one.standard_deviation !== null && <span className="muted"> {"\u00b1"} {metric(one.standard_deviation)}</span>}
      </td>
      {based && <td className="num" data-label="Baseline">{one.baseline_value === null ? DASH : metric(one.baseline_value)}</td>}
      {based && <td className="num" data-label="Change">{change}</td>}
      {limited && <td>{one.threshold === null ? DASH : <Badge tone={one.breached === null ? "neutral" : one.breached ? "bad" : "ok"} word={limitText(one.threshold, one.operator)} />}</td>}
      <td className="only-wide-cell"><Sparkline values={trend} label={`${one.metric_name} over ${plural(trend.length, "execution")}`} /></td>
    </tr>
  );
}

/** How much each feature moves the predictions, the newest beside the baseline, the strongest first. */
function Attributions({ monitor }: { monitor: EvaluationMonitor }) {
  const size = (one: MonitoredMetric) => Math.abs(one.value ?? 0);
  const sorted = monitor.metrics.filter((one) => one.feature !== null).sort((a, b) => size(b) - size(a));
  const shown = sorted.slice(0, MOST_BARS);
  const top = Math.max(Number.MIN_VALUE, ...shown.flatMap((one) => [size(one), Math.abs(one.baseline_value ?? 0)]));
  return (
    <>
      <ul className="legend">
        <li><i className="swatch dist-key-base" />Baseline</li>
        <li><i className="swatch dist-key-now" />Newest report</li>
      </ul>
      <ol className="bar-list">
        {shown.map((one) => (
          <li key={keyOf(one)}>
            <span className="wrap"><Name text={one.feature ?? ""} /></span>
            <svg className="share pair" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
              <rect className="bar-base" width={(Math.abs(one.baseline_value ?? 0) / top) * 100} height={6} />
              <rect className="bar-now" y={7} width={(size(one) / top) * 100} height={6} />
            </svg>
            <span className="num">
              {one.value === null ? "not given" : metric(one.value)}
              <span className="muted">{one.baseline_value === null ? ", no baseline" : `, was ${metric(one.baseline_value)}`}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="meta">
        Mean absolute SHAP value of each feature: how far it moves a prediction on average.
        {sorted.length > shown.length && ` The ${MOST_BARS} strongest of ${sorted.length}; all stand in the data.`}
      </p>
    </>
  );
}

/** Not watched is said, with why: nothing measured is no pass. */
export function NotMeasured({ monitors }: { monitors: readonly EvaluationMonitor[] }) {
  if (monitors.length === 0) return null;
  return (
    <Card title="What is not measured where it serves" span="span-12">
      <TableScroll label="What is not measured">
        <table className="plain stack">
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">What</th>
              <th scope="col">State</th>
              <th scope="col">Why, and what to do</th>
            </tr>
          </thead>
          <tbody>
            {monitors.map((monitor) => {
              const [title, text] = whyNothing(monitor);
              return (
                <tr key={`${monitor.endpoint_arn} ${monitor.monitoring_type} ${monitor.schedule_name ?? ""}`}>
                  <td className="wrap"><Name text={monitor.endpoint_name} /></td>
                  <td>{spaced(monitor.monitoring_type)}</td>
                  <td><Badge {...stateOf(monitor)} /></td>
                  <td className="wrap">{title}. <span className="muted"><LongText text={text} most={200} /></span></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}
