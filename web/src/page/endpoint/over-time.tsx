import { useState } from "react";
import type { EndpointMetrics, MetricPart } from "../../api/shape";
import { Lines, LinesData, type LineSeries } from "../../chart/lines";
import { count, metric, plural } from "../../format/number";
import { day } from "../../format/time";
import type { EndpointKey } from "../../route/path";
import { rangeTitle } from "../../route/range";
import { useRange } from "../../route/router";
import { Card } from "../../ui/card";
import { Empty, ErrorNote, Skeleton } from "../../ui/states";
import { At } from "../../ui/time";

interface OverTimeProps {
  id: EndpointKey;
  metrics: EndpointMetrics | undefined;
  error: unknown;
  retry: () => void;
}

type Name = "invocations" | "errors_4xx" | "errors_5xx" | "latency_p50_ms" | "latency_p90_ms" | "latency_p99_ms" | "cpu_percent" | "memory_percent" | "gpu_percent";

interface ChartSpec {
  readonly title: string;
  readonly help: string;
  readonly write: (value: number) => string;
  readonly whole?: boolean;
  readonly lines: readonly (readonly [name: Name, label: string])[];
}

const CHARTS: readonly ChartSpec[] = [
  { title: "Requests", help: "Added up.", write: count, whole: true, lines: [["invocations", "Requests"]] },
  { title: "Errors", help: "4xx is the caller's fault, 5xx the endpoint's; added up.", write: count, whole: true, lines: [["errors_4xx", "4xx"], ["errors_5xx", "5xx"]] },
  { title: "Latency", help: "Time in the model: p50 averaged, of p90 and p99 the worst hour.", write: (value) => `${metric(value)} ms`, lines: [["latency_p50_ms", "p50"], ["latency_p90_ms", "p90"], ["latency_p99_ms", "p99"]] },
  { title: "Utilisation", help: "Averaged. CPU is of one virtual CPU: two of them in full use are 200%.", write: (value) => `${metric(value)}%`, lines: [["cpu_percent", "CPU"], ["memory_percent", "Memory"], ["gpu_percent", "GPU"]] },
];
const STROKES = [
  { stroke: "var(--series-1)" },
  { stroke: "var(--series-2)", dash: "6 3" },
  { stroke: "var(--series-4)", dash: "2 3" },
] as const;

function partName(part: MetricPart): string {
  return part.component_name ?? part.variant_name ?? "variant not known";
}

/** Metrics of one variant over time. Where CloudWatch has no datapoint there is a gap, not a zero. */
export function OverTime({ id, metrics, error, retry }: OverTimeProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const words = rangeTitle(useRange()) ?? "Last 30 days";
  if (error && !metrics) {
    return (
      <Card title="Over time" span="span-12">
        <ErrorNote error={error} retry={retry} />
      </Card>
    );
  }
  if (!metrics) {
    return (
      <Card title="Over time" span="span-12">
        <Skeleton label="Loading the metrics" heights={[220]} />
      </Card>
    );
  }
  const part = metrics.parts.find((one) => partName(one) === chosen) ?? metrics.parts[0];
  return (
    <Card title="Over time" aside={metrics.until === null ? words : <>{words}, until <At at={metrics.until} />, from CloudWatch</>} span="span-12">
      <div className="metric-days">
        {metrics.parts.length > 1 && part && (
          <label>
            Variant{" "}
            <select className="field" value={partName(part)} onChange={(event) => setChosen(event.target.value)}>
              {metrics.parts.map((one) => (
                <option key={partName(one)}>{partName(one)}</option>
              ))}
            </select>
          </label>
        )}
        <span className="meta">A point is {plural(metrics.step_hours, "hour")}. A gap means that CloudWatch has no datapoint: that is not zero.{part && ` It was asked about from ${day(part.asked_from)} on: of what was before, nothing is known.`}</span>
      </div>
      {part === undefined ? (
        <Empty title="Its metrics were never read">
          <p className="muted">They come with the next collection, where CloudWatch may be read.</p>
        </Empty>
      ) : (
        <div className="metric-charts">
          {CHARTS.map((chart) => (
            <MetricChart key={chart.title} chart={chart} part={part} name={id.endpoint} hours={metrics.step_hours < 24} />
          ))}
        </div>
      )}
    </Card>
  );
}

function MetricChart({ chart, part, name, hours }: { chart: ChartSpec; part: MetricPart; name: string; hours: boolean }) {
  const at = part.at.map((moment) => Date.parse(moment));
  const series = chart.lines
    .map(([key, label], index): LineSeries => ({ key, label, values: part[key], ...(STROKES[index] ?? STROKES[0]) }))
    .filter((one) => one.values.some((value) => value !== null));
  const caption = `${chart.title} of ${name}, ${partName(part)}`;
  const known = series[0]?.values.filter((value) => value !== null).length ?? 0;
  return (
    <section className="metric-chart" aria-label={caption}>
      <h3>{chart.title}</h3>
      <p className="meta">{chart.help}</p>
      {series.length === 0 ? (
        <Empty title="No datapoint">
          <p className="muted">CloudWatch has none, or was not asked, of this time: not known, not zero.</p>
        </Empty>
      ) : (
        <>
          <Lines label={`${caption}: ${count(known)} of ${plural(at.length, "point")} known. Left and right read the points.`} at={at} series={series} write={chart.write} height={190} whole={chart.whole ?? false} hours={hours} />
          <LinesData caption={caption} at={at} series={series} write={chart.write} file={`${name}-${chart.title.toLowerCase()}`} hours={hours} />
        </>
      )}
    </section>
  );
}
