import type { ReactNode } from "react";
import type { DataMonitor, Feature, Statistics } from "../../api/shape";
import { DataOut } from "../../chart/data-out";
import { Distribution, DistributionKey } from "../../chart/distribution";
import { binName } from "../../chart/distribution-layout";
import { LineChart } from "../../chart/line";
import { count, metric, percent, plural } from "../../format/number";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, cut } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { distance, driftOf, limit, missingShare } from "./monitor";

/** Of a name in a title. */
const LONGEST = 60;

/** One feature in full: both distributions, the two sides in numbers, and how its drift went on. */
export function FeatureDetail({ feature, monitor }: { feature: Feature; monitor: DataMonitor }) {
  return (
    <>
      <Shapes feature={feature} monitor={monitor} />
      <Trend feature={feature} monitor={monitor} />
    </>
  );
}

function Shapes({ feature, monitor }: { feature: Feature; monitor: DataMonitor }) {
  const { bins, feature: name } = feature;
  return (
    <Card title={cut(name, LONGEST)} aside={<Badge {...driftOf(feature, monitor.limits)} />} span="span-7">
      {bins.length === 0 ? (
        <Empty title="No distribution">
          <p className="muted">The reports keep too little of it to lay the two over each other.</p>
        </Empty>
      ) : (
        <>
          <DistributionKey />
          <Distribution label={`Distribution of ${name}: ${plural(bins.length, "bin")}, the baseline and the newest execution. Left and right read the bins.`} bins={bins} />
          <DataOut
            caption={`Distribution of ${name}, ${monitor.endpoint_name}`}
            heads={["Bin", "Baseline, share", "Newest, share"]}
            rows={bins.map((bin) => [binName(bin), bin.baseline, bin.current])}
          />
        </>
      )}
      {feature.violations.length > 0 && (
        <section className="doc-section">
          <h3>What the monitor says against its constraints</h3>
          <ul>
            {feature.violations.map((text) => (
              <li key={text} className="wrap"><LongText text={text} most={200} /></li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
}

function Trend({ feature, monitor }: { feature: Feature; monitor: DataMonitor }) {
  const { limits } = monitor;
  const words = rangeWords(useRange());
  const points = feature.trend.map((point) => ({ at: Date.parse(point.scheduled_at), value: point.psi, limit: limits.psi }));
  return (
    <Card title={`PSI of ${cut(feature.feature, LONGEST)} over time`} aside={`${plural(points.length, "execution")}${words === null ? "" : `, ${words}`}`} span="span-5">
      {points.length === 0 ? (
        <Empty title={words === null ? "It was never compared with a baseline" : "It was not compared with a baseline in this time range"} />
      ) : (
        <>
          <LineChart
            label={`PSI of ${feature.feature}: ${plural(points.length, "execution")}, the newest ${feature.psi === null ? "not known" : distance(feature.psi)}. Left and right read the points.`}
            points={points}
            write={limit}
            limitLabel={`Drifted above (tier ${monitor.tier})`}
            top={0.3}
            height={180}
            hours
          />
          <DataOut
            caption={`Drift of ${feature.feature}, ${monitor.endpoint_name}`}
            heads={["Execution", "PSI", "KS", "Values"]}
            rows={[...feature.trend].reverse().map((point) => [point.scheduled_at, point.psi, point.ks, point.current_count])}
          />
        </>
      )}
      <Sides feature={feature} />
    </Card>
  );
}

type Line = readonly [label: string, of: (side: Statistics) => string | null];

function number(value: number | null): string | null {
  return value === null ? null : metric(value);
}

const LINES: readonly Line[] = [
  ["Values", (side) => (side.num_present === null ? null : count(side.num_present))],
  ["Missing", (side) => missing(side)],
  ["Mean", (side) => number(side.mean)],
  ["Standard deviation", (side) => number(side.std_dev)],
  ["Smallest", (side) => number(side.smallest)],
  ["Largest", (side) => number(side.largest)],
  ["Different words", (side) => number(side.distinct_count)],
];

function missing(side: Statistics): string | null {
  const share = missingShare(side);
  return share === null ? null : percent(share);
}

/** What both sides are in numbers; lines of which neither side knows anything are left out. */
function Sides({ feature }: { feature: Feature }) {
  const { baseline, current } = feature;
  const told = (side: Statistics | null, of: Line[1]): ReactNode => (side === null ? null : of(side)) ?? <span className="muted">{"\u2013"}</span>;
  const lines = LINES.filter(([, of]) => [baseline, current].some((side) => side !== null && of(side) !== null));
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">Of the values</th>
          <th scope="col" className="num">Baseline</th>
          <th scope="col" className="num">Newest</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, of]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="num">{told(baseline, of)}</td>
            <td className="num">{told(current, of)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
