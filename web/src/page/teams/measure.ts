/** Measures of a team beside the organisation. */
import type { TeamMeasures, TeamRow } from "../../api/shape";
import { metric, percent } from "../../format/number";
import { duration } from "../../format/time";
import type { Meaning } from "../../status";

type Rate = Pick<TeamMeasures, "failure_rate" | "failure_low" | "failure_high">;

/** Whether a team's validations fail more often than all teams': only where the interval says so. */
export function against(team: Rate, organisation: Pick<TeamMeasures, "failure_rate">): Meaning {
  const whole = organisation.failure_rate;
  if (team.failure_low === null || team.failure_high === null || whole === null) return { tone: "neutral", word: "Not known" };
  if (team.failure_low > whole) return { tone: "warn", word: "More than others" };
  if (team.failure_high < whole) return { tone: "ok", word: "Fewer than others" };
  return { tone: "neutral", word: "No clear difference" };
}

export function rateText(rate: Rate): string {
  if (rate.failure_rate === null || rate.failure_low === null || rate.failure_high === null) return "not known";
  return `${percent(rate.failure_rate)} (${percent(rate.failure_low)} to ${percent(rate.failure_high)})`;
}

export function hoursText(hours: number | null): string {
  if (hours === null) return "not known";
  return hours >= 48 ? `${metric(Number((hours / 24).toFixed(1)))} days` : duration(hours * 3600);
}

/** The share of the checks of documentation that passed. */
export function documentation(row: Pick<TeamRow, "groups">): number | null {
  const group = row.groups.find((one) => one.group === "documentation");
  if (!group || group.passed + group.failed === 0) return null;
  return group.passed / (group.passed + group.failed);
}

/** The highest failure rate first; teams without a validation come last. */
export function mostFailing(rows: readonly TeamRow[]): readonly TeamRow[] {
  const of = (row: TeamRow) => row.measures?.failure_rate ?? -1;
  return [...rows].sort((a, b) => of(b) - of(a) || a.team.localeCompare(b.team));
}
