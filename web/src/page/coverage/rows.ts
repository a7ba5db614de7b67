/** Coverage as the page shows it: gaps first, then throttled reads, then the rest in a fixed order. */
import type { CoverageRow } from "../../api/shape";
import { count, plural } from "../../format/number";
import { isGap, outcome, worst } from "../../status";

export interface Cell {
  readonly outcome: string;
  readonly gaps: number;
}

export interface Matrix {
  readonly regions: readonly string[];
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly cells: readonly (Cell | null)[] }[];
}

/** The region of what AWS keeps once for all regions, such as the list of accounts. */
export const GLOBAL = "global";

function rank(row: CoverageRow): number {
  if (isGap(row.outcome)) return outcome(row.outcome).tone === "bad" ? 0 : 1;
  return row.throttled > 0 ? 2 : 3;
}

export interface Read {
  readonly row: CoverageRow;
  readonly operations: readonly string[];
}

/** Rows of one scope that failed for the same reason, as one: a refused role refuses every operation. */
export function folded(rows: readonly CoverageRow[]): readonly Read[] {
  const found = new Map<string, { row: CoverageRow; operations: string[] }>();
  for (const row of gapsFirst(rows)) {
    const same = isGap(row.outcome) && row.seen === 0 ? "" : row.operation;
    const key = [row.account_id, row.region, row.outcome, row.reason, row.asset, same].join("\n");
    const earlier = found.get(key);
    if (earlier) earlier.operations.push(row.operation);
    else found.set(key, { row, operations: [row.operation] });
  }
  return [...found.values()];
}

export function gapsFirst(rows: readonly CoverageRow[]): readonly CoverageRow[] {
  const name = (row: CoverageRow) => `${row.account_name} ${row.account_id} ${row.region} ${row.operation} ${row.asset}`;
  return [...rows].sort((a, b) => rank(a) - rank(b) || name(a).localeCompare(name(b)));
}

export function matrixOf(rows: readonly CoverageRow[]): Matrix {
  const found = new Set(rows.map((row) => row.region));
  const regions = [...[...found].filter((region) => region !== GLOBAL).sort(), ...(found.has(GLOBAL) ? [GLOBAL] : [])];
  const accounts = new Map(rows.map((row) => [row.account_id, row.account_name]));
  const cell = (account: string, region: string): Cell | null => {
    const here = rows.filter((row) => row.account_id === account && row.region === region);
    const worstHere = worst(here.map((row) => row.outcome));
    return worstHere === null ? null : { outcome: worstHere, gaps: here.filter((row) => isGap(row.outcome)).length };
  };
  const sorted = [...accounts].sort(([a, x], [b, y]) => x.localeCompare(y) || a.localeCompare(b));
  return {
    regions,
    accounts: sorted.map(([id, name]) => ({ id, name, cells: regions.map((region) => cell(id, region)) })),
  };
}

/** The reads that AWS itself counted, and those of them that brought less. */
export function counted(rows: readonly CoverageRow[]): { compared: number; short: readonly { row: CoverageRow; total: number }[] } {
  const found = rows.flatMap((row) => (row.total === null || row.asset !== "" ? [] : [{ row, total: row.total }]));
  return { compared: found.length, short: found.filter(({ row, total }) => total > row.seen) };
}

/** What one read came to, in plain words. */
export function sentence(row: CoverageRow): string {
  const seen = row.total !== null && row.total !== row.seen ? `${count(row.seen)} of ${count(row.total)} seen` : `${count(row.seen)} seen`;
  const calls = row.throttled > 0 ? `, ${count(row.throttled)} of ${plural(row.calls, "call")} throttled` : "";
  const end = row.reason.endsWith(".") ? "" : ".";
  return row.reason ? `${row.reason}${end} ${seen}${calls}.` : `${seen}${calls}`;
}
