/** Scores of teams as the page shows them. */
import type { Counts, ScoreStep, TeamRow } from "../../api/shape";
import type { LinePoint } from "../../chart/line-layout";

export function score({ passed, failed }: Pick<Counts, "passed" | "failed">): number | null {
  return passed + failed === 0 ? null : passed / (passed + failed);
}

/** The lowest score first; teams of which nothing is known come last. */
export function worstFirst(rows: readonly TeamRow[]): readonly TeamRow[] {
  const of = (row: TeamRow) => score(row.counts) ?? 2;
  return [...rows].sort((a, b) => of(a) - of(b) || b.counts.failed - a.counts.failed || a.team.localeCompare(b.team));
}

/** The steps of a score, and one more at the last evaluation: the newest step holds until then. */
export function shareSteps(trend: readonly ScoreStep[], until: string): readonly LinePoint[] {
  const steps = trend.map((step) => ({ at: Date.parse(step.on), value: score(step), limit: null }));
  const last = steps[steps.length - 1];
  const end = Date.parse(until);
  return last !== undefined && end > last.at ? [...steps, { ...last, at: end }] : steps;
}
