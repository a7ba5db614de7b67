/** Which page a path names, and the path that names a page. */
import { modelsPath } from "./filter";

export interface GroupKey {
  readonly account: string;
  readonly region: string;
  readonly group: string;
}

export interface VersionKey extends GroupKey {
  readonly version: number;
}

export interface FindingKey {
  readonly control: string;
  /** The ARN, or the name, of what was judged. */
  readonly asset: string;
}

export interface EndpointKey {
  readonly account: string;
  readonly region: string;
  readonly endpoint: string;
}

export type Page =
  | { readonly name: "overview" }
  | { readonly name: "models" }
  | { readonly name: "group"; readonly key: GroupKey }
  | { readonly name: "version"; readonly key: VersionKey }
  | { readonly name: "endpoints" }
  | { readonly name: "endpoint"; readonly key: EndpointKey }
  | { readonly name: "monitoring" }
  | { readonly name: "compare" }
  | { readonly name: "coverage" }
  | { readonly name: "findings" }
  | { readonly name: "finding"; readonly key: FindingKey }
  | { readonly name: "controls" }
  | { readonly name: "teams" }
  | { readonly name: "team"; readonly team: string }
  | { readonly name: "accounts" }
  | { readonly name: "frameworks" }
  | { readonly name: "framework"; readonly id: string }
  | { readonly name: "api" }
  | { readonly name: "missing" };

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function groupPage(parts: readonly string[]): Page {
  const [account, region, group] = parts.map(decode);
  if (!account || !region || !group || parts.length > 3) return { name: "missing" };
  return { name: "group", key: { account, region, group } };
}

function modelPage(parts: readonly string[]): Page {
  if (parts.length === 3) return groupPage(parts); // the path of a version, cut short
  const [account, region, group, version] = parts.map(decode);
  if (!account || !region || !group || parts.length > 4) return { name: "missing" };
  if (!version || !/^[1-9]\d{0,8}$/.test(version)) return { name: "missing" };
  return { name: "version", key: { account, region, group, version: Number(version) } };
}

function findingPage(parts: readonly string[]): Page {
  const [control, ...asset] = parts.map(decode);
  if (!control || asset.length === 0 || asset.includes(null)) return { name: "missing" };
  return { name: "finding", key: { control, asset: asset.join("/") } };
}

function endpointPage(parts: readonly string[]): Page {
  if (parts.length === 0) return { name: "endpoints" };
  const [account, region, endpoint] = parts.map(decode);
  if (!account || !region || !endpoint || parts.length > 3) return { name: "missing" };
  return { name: "endpoint", key: { account, region, endpoint } };
}

function teamPage(parts: readonly string[]): Page {
  const team = decode(parts[0] ?? "");
  return team && parts.length === 1 ? { name: "team", team } : { name: "missing" };
}

function frameworkPage(parts: readonly string[]): Page {
  if (parts.length === 0) return { name: "frameworks" };
  const id = decode(parts[0] ?? "");
  return id && parts.length === 1 ? { name: "framework", id } : { name: "missing" };
}

export function frameworkPath(id: string): string {
  return `/frameworks/${encodeURIComponent(id)}`;
}

const PLAIN = ["compare", "coverage", "monitoring", "controls", "teams", "accounts"] as const;

export function matchPath(pathname: string): Page {
  const parts = pathname.split("/").filter((part) => part !== "");
  const [first, ...rest] = parts;
  if (first === undefined) return { name: "overview" };
  const plain = PLAIN.find((name) => name === first);
  if (plain !== undefined && rest.length === 0) return { name: plain };
  if (first === "findings") return rest.length === 0 ? { name: "findings" } : findingPage(rest);
  if (first === "api" && rest.length === 1 && rest[0] === "docs") return { name: "api" };
  if (first === "teams") return teamPage(rest);
  if (first === "endpoints") return endpointPage(rest);
  if (first === "frameworks") return frameworkPage(rest);
  if (first === "groups") return groupPage(rest);
  if (first === "models") return rest.length === 0 ? { name: "models" } : modelPage(rest);
  return { name: "missing" };
}

export const VERSION_TABS = ["summary", "data", "evaluation", "training", "lineage", "history", "documents", "findings"] as const;

export type VersionTab = (typeof VERSION_TABS)[number];

/** The tab that a query string names; the first one where it names none. */
export function versionTab(search: string): VersionTab {
  const wanted = new URLSearchParams(search).get("tab");
  return VERSION_TABS.find((tab) => tab === wanted) ?? "summary";
}

/** `more` is the state of the tab itself: what stands in it as null is left out. */
export function versionPath(key: VersionKey, tab: VersionTab = "summary", more: Readonly<Record<string, string | null>> = {}): string {
  const path = `/models/${[key.account, key.region, key.group, String(key.version)].map(encodeURIComponent).join("/")}`;
  const params = new URLSearchParams(tab === "summary" ? {} : { tab });
  for (const [name, value] of Object.entries(more)) {
    if (value !== null) params.set(name, value);
  }
  const search = params.toString();
  return search ? `${path}?${search}` : path;
}

export function teamPath(team: string): string {
  return `/teams/${encodeURIComponent(team)}`;
}

export function endpointPath(key: EndpointKey): string {
  return `/endpoints/${[key.account, key.region, key.endpoint].map(encodeURIComponent).join("/")}`;
}

export function findingPath(key: FindingKey): string {
  return `/findings/${encodeURIComponent(key.control)}/${encodeURIComponent(key.asset)}`;
}

export function groupPath(key: GroupKey): string {
  return `/groups/${[key.account, key.region, key.group].map(encodeURIComponent).join("/")}`;
}

/** The list of one group's versions: exact filters, so that names which contain each other stay apart. */
export function groupVersionsPath(key: GroupKey): string {
  return modelsPath({
    values: { account_id: [key.account], region: [key.region], model_group: [key.group] },
    sort: "-version",
  });
}
