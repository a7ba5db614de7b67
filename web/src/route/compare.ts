/** Which versions are compared, as a URL and back: the address is all the state there is. */
import { raw, visible } from "../format/visible";
import type { VersionKey } from "./path";

export const MOST_COMPARED = 4;
export const LEAST_COMPARED = 2;

export interface Compared {
  readonly versions: readonly VersionKey[];
  /** Whether what is the same everywhere is shown too. */
  readonly all: boolean;
}

function parseVersion(text: string): VersionKey | null {
  const [account, region, group, version, more] = visible(text).split("/");
  if (!account || !region || !group || !version || more !== undefined || !/^[1-9]\d{0,8}$/.test(version)) return null;
  return { account, region, group, version: Number(version) };
}

/** The text that names a version in an address, and in the API. */
export function versionName(key: VersionKey): string {
  return [key.account, key.region, key.group, String(key.version)].map(raw).join("/");
}

/** Reads a query string; what it does not know, and what is too much, it leaves out. */
export function parseCompare(search: string): Compared {
  const params = new URLSearchParams(search);
  const found = new Map<string, VersionKey>();
  for (const text of params.getAll("v")) {
    const key = parseVersion(text);
    if (key !== null && found.size < MOST_COMPARED) found.set(versionName(key), key);
  }
  return { versions: [...found.values()], all: params.get("all") === "yes" };
}

export function apiCompare(versions: readonly VersionKey[]): string {
  return new URLSearchParams(versions.map((key) => ["v", versionName(key)])).toString();
}

export function comparePath(versions: readonly VersionKey[], all = false): string {
  const search = [apiCompare(versions), all ? "all=yes" : ""].filter(Boolean).join("&");
  return search ? `/compare?${search}` : "/compare";
}
