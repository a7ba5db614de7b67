import type { ReactNode } from "react";
import type { DataMonitor, Feature } from "../../api/shape";
import { DataOut } from "../../chart/data-out";
import { MiniDistribution } from "../../chart/distribution";
import { Sparkline } from "../../chart/parts";
import { count, percent, plural } from "../../format/number";
import { versionPath, type VersionKey } from "../../route/path";
import { Link } from "../../route/router";
import { spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { moveAmongLinks } from "../../ui/row-keys";
import { TableScroll } from "../../ui/table-scroll";
import { distance, driftOf, limit, missingShare } from "./monitor";

const DASH = "\u2013";

interface FeaturesProps {
  readonly monitor: DataMonitor;
  readonly shown: string | null;
  readonly id: VersionKey;
}

/** Every feature, the one that drifted most first. */
export function Features({ monitor, shown, id }: FeaturesProps) {
  const { features, limits } = monitor;
  const caption = `Features of ${monitor.endpoint_name}`;
  const psiHead = `PSI, limits ${[limits.psi_some, limits.psi].filter((value) => value !== null).map(limit).join(" / ")}`;
  const ksHead = limits.ks === null ? "KS" : `KS, limit ${limit(limits.ks)}`;
  return (
    <Card title={caption} aside={plural(features.length, "feature")} span="span-12">
      <TableScroll label={caption}>
        <table className="plain stack features" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th scope="col">Drift</th>
              <th scope="col" className="num">{psiHead}</th>
              <th scope="col" className="num">{ksHead}</th>
              <th scope="col">Baseline and now</th>
              <th scope="col">PSI over time</th>
              <th scope="col" className="num">Missing, baseline / now</th>
              <th scope="col" className="num">Values, baseline / now</th>
            </tr>
          </thead>
          <tbody>
            {features.map((feature) => (
              <Row key={feature.feature} feature={feature} monitor={monitor} current={feature.feature === shown} to={versionPath(id, "data", { feature: feature.feature })} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      <DataOut
        caption={caption}
        heads={["Feature", "Type", "PSI", "KS", "Missing, baseline", "Missing, newest", "Values, baseline", "Values, newest"]}
        rows={features.map((one) => [
          ...[one.feature, one.inferred_type, one.psi, one.ks],
          ...[missingShare(one.baseline), missingShare(one.current), one.baseline?.num_present ?? null, one.current?.num_present ?? null],
        ])}
      />
    </Card>
  );
}

function Row({ feature, monitor, current, to }: { feature: Feature; monitor: DataMonitor; current: boolean; to: string }) {
  const trend = feature.trend.flatMap((point) => (point.psi === null ? [] : [point.psi]));
  const both = (write: (side: Feature["current"]) => ReactNode) => (
    <>
      {write(feature.baseline)} / {write(feature.current)}
    </>
  );
  return (
    <tr aria-current={current ? "true" : undefined}>
      <td className="wrap">
        <Link to={to} data-row-link=""><Name text={feature.feature} /></Link>
        <span className="meta"> {feature.inferred_type === null ? "type not known" : spaced(feature.inferred_type).toLowerCase()}</span>
      </td>
      <td className="inline"><Badge {...driftOf(feature, monitor.limits)} /></td>
      <td className="num inline" data-label="PSI">{feature.psi === null ? DASH : distance(feature.psi)}</td>
      <td className="num inline" data-label="KS">{feature.ks === null ? DASH : distance(feature.ks)}</td>
      <td><MiniDistribution bins={feature.bins} /></td>
      <td className="only-wide-cell">
        <Sparkline values={trend} label={`PSI over ${plural(trend.length, "execution")}`} />
      </td>
      <td className="num" data-label="Missing, baseline / now">{both((side) => orDash(missingShare(side), percent))}</td>
      <td className="num" data-label="Values, baseline / now">{both((side) => orDash(side?.num_present ?? null, count))}</td>
    </tr>
  );
}

function orDash(value: number | null, write: (value: number) => string): string {
  return value === null ? DASH : write(value);
}
