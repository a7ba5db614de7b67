import { useState } from "react";
import type { BaselineShift, Comparison } from "../../api/shape";
import { count, metric, plural } from "../../format/number";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { TableScroll } from "../../ui/table-scroll";
import { columnName } from "./heads";
import { NotKnown } from "./tables";
import type { Meaning } from "../../status";

const SHOWN = 8;
const [MOVED, FAR] = [0.1, 0.25];

function meaning(psi: number): Meaning {
  if (psi > FAR) return { tone: "bad", word: "Far apart" };
  return psi > MOVED ? { tone: "warn", word: "Apart" } : { tone: "ok", word: "Alike" };
}

const REASONS: Readonly<Record<BaselineShift["state"], string>> = {
  compared: "",
  no_baseline: "One of the two has no baseline that was read.",
  same_baseline: "Both are held against the same baseline.",
  none_alike: "Their baselines have no feature in common that can be compared.",
};

/** How far the data of the baselines is apart, feature by feature. */
export function ShiftCard({ comparison }: { comparison: Comparison }) {
  const [first] = comparison.versions;
  if (first === undefined) return null;
  return (
    <Card title="Drift between their baselines" aside="Population stability index (PSI) of each feature" span="span-12">
      <p className="meta prose">
        A baseline is what a version was taught with, as the version itself names it or the data quality monitor of an endpoint that runs it. PSI below {MOVED} is alike, above {FAR} far apart; KS is the largest distance of the two distributions, of numbers only.
      </p>
      {comparison.drift.map((shift) => {
        const other = comparison.versions[shift.version];
        return other && <Shift key={shift.version} shift={shift} title={`${columnName(comparison, first)} and ${columnName(comparison, other)}`} />;
      })}
      <p className="meta wrap">
        {comparison.versions.map((one) => `${columnName(comparison, one)}: ${one.baseline_uri === null ? "no baseline" : one.baseline_of === null ? "named by the version" : `of the monitor of ${one.baseline_of}`}`).join("; ")}.
      </p>
    </Card>
  );
}

function Shift({ shift, title }: { shift: BaselineShift; title: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? shift.features : shift.features.slice(0, SHOWN);
  return (
    <section className="doc-section" aria-label={title}>
      <h3 className="wrap">{title}</h3>
      {shift.state !== "compared" ? (
        <p className="muted">{REASONS[shift.state]}</p>
      ) : (
        <TableScroll label={`Drift of ${title}`}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Feature</th>
                <th scope="col">How far</th>
                <th scope="col" className="num">PSI</th>
                <th scope="col" className="num">KS</th>
                <th scope="col" className="num">Values, first</th>
                <th scope="col" className="num">Values, other</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.feature}>
                  <td className="wrap"><Name text={one.feature} /></td>
                  <td><Badge {...meaning(one.psi)} /></td>
                  <td className="num">{metric(one.psi)}</td>
                  <td className="num">{one.ks === null ? <NotKnown /> : metric(one.ks)}</td>
                  <td className="num">{count(one.first_count)}</td>
                  <td className="num">{count(one.other_count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {shift.features.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>
          Show all {plural(shift.features.length, "feature")}
        </button>
      )}
    </section>
  );
}
