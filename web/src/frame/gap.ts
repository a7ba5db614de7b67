/** What the banner says when part of the organisation could not be read. */
import type { Gap, Status } from "../api/shape";
import { count } from "../format/number";
import { isGap } from "../status";

export interface Scope {
  readonly account: string;
  readonly region: string;
}

/** The scopes where something stayed unseen; one that was read after throttled calls is not among them. */
export function gapScopes(gaps: readonly Gap[]): readonly Scope[] {
  const found = new Map<string, Scope>();
  for (const gap of gaps.filter((one) => isGap(one.outcome))) {
    found.set(`${gap.account_id} ${gap.region}`, { account: gap.account_name || gap.account_id, region: gap.region });
  }
  return [...found.values()];
}

const NAMED = 3;

function names(scopes: readonly Scope[]): string {
  const regions = new Map<string, string[]>();
  for (const { account, region } of scopes) regions.set(account, [...(regions.get(account) ?? []), region]);
  const parts = [...regions].map(([account, list]) => `${account} (${list.join(", ")})`);
  const rest = parts.length - NAMED;
  return parts.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${count(rest)} more` : "");
}

export function gapSentence(status: Status): string {
  const scopes = gapScopes(status.gaps);
  const all = Math.max(status.accounts * status.regions, scopes.length);
  return `${count(scopes.length)} of ${count(all)} scopes could not be read in full: ${names(scopes)}. Numbers may be too low.`;
}
