import type { Counts, FindingSummary } from "../../api/shape";
import { LineChart, LineData } from "../../chart/line";
import { count, percent, plural } from "../../format/number";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { judged } from "../../status";
import { Badge } from "../../ui/badge";
import { At } from "../../ui/time";
import { useState } from "react";

/** The share that passed of what could be judged; what is unknown or exempt is counted apart. */
export function passedShare(counts: Pick<Counts, "passed" | "failed">): string {
  const known = counts.passed + counts.failed;
  return known === 0 ? "not known" : percent(counts.passed / known);
}

export function CountBadges({ counts }: { counts: Counts }) {
  return (
    <span className="count-badges">
      <Badge {...judged("fail")} word={`${count(counts.failed)} failed`} />
      <Badge {...judged("unknown")} word={`${count(counts.unknown)} unknown`} />
      <Badge {...judged("exempt")} word={`${count(counts.exempt)} exempt`} />
      <Badge {...judged("pass")} word={`${count(counts.passed)} passed`} />
    </span>
  );
}

/** Counts of the last evaluation, and failures by week, or day, when someone asks for them. */
export function Summary({ summary, narrowed }: { summary: FindingSummary; narrowed: boolean }) {
  const [open, setOpen] = useState(false);
  const words = rangeWords(useRange());
  const { counts, trend, evaluated_at: at } = summary;
  if (counts === null || at === null) return null;
  const points = trend.map((row) => ({ at: Date.parse(row.begins_on), value: row.failed, limit: null }));
  const known = trend.flatMap((row) => (row.failed === null ? [] : [row.failed]));
  const label = words === null ? `Failures that stood at the end of each of the last ${plural(trend.length, "week")}` : `Failures that stood at the end of each ${summary.step_days === 1 ? "day" : "week"}, ${words}`;
  return (
    <div className="findings-summary card">
      <div className="findings-counts">
        <CountBadges counts={counts} />
        <span className="meta">
          checks{narrowed && " by the chosen controls and of the chosen teams"}, last judged <At at={at} />
        </span>
        <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide the trend" : "Trend"}
        </button>
      </div>
      {open && (
        <>
          <LineChart label={`${label}: ${known.length === 0 ? "not known" : `${count(known[known.length - 1] ?? 0)} ${words === null ? "now" : "at the end"}`}`} points={points} write={count} height={120} step />
          <p className="meta">{label}. {known.length < trend.length && "Before the first evaluation nothing is known."}</p>
          <LineData caption={label} points={points} write={count} />
        </>
      )}
    </div>
  );
}
