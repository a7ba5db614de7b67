/** What the search found, as rows with a text and a way. */
import type { SearchAnswer, SearchHit, SearchKind } from "../api/shape";
import { count, plural } from "../format/number";
import { modelsPath } from "../route/filter";
import { findingsPath } from "../route/findings";
import { endpointPath, groupPath, teamPath, versionPath } from "../route/path";
import { approvalShort } from "../status";

export interface Item {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly to: string;
}

export interface Section {
  readonly label: string;
  readonly items: readonly Item[];
}

const LABELS: Readonly<Record<SearchKind, string>> = {
  version: "Versions",
  group: "Model groups",
  endpoint: "Endpoints",
  control: "Controls",
  team: "Teams",
  person: "People",
};

function where(hit: SearchHit): string {
  return [hit.account_name ?? "", hit.region ?? ""].filter(Boolean).join(", ");
}

function place(hit: SearchHit): { account: string; region: string; group: string } {
  return { account: hit.account_id ?? "", region: hit.region ?? "", group: hit.model_group ?? "" };
}

function versionItem(hit: SearchHit): Omit<Item, "id"> {
  const version = hit.version ?? 0;
  return {
    label: `${hit.name}, version ${count(version)}`,
    detail: `${approvalShort(hit.status ?? "")}, ${where(hit)}`,
    to: versionPath({ ...place(hit), version }),
  };
}

function endpointItem(hit: SearchHit): Omit<Item, "id"> {
  const served = hit.model_group !== null && hit.version !== null;
  return {
    label: hit.name,
    detail: `${served ? `serves ${hit.model_group} ${hit.version}` : "version not known"}, ${where(hit)}`,
    to: endpointPath({ account: hit.account_id ?? "", region: hit.region ?? "", endpoint: hit.name }),
  };
}

function personItem(hit: SearchHit): Omit<Item, "id"> {
  const owned = hit.versions ?? 0;
  const approved = hit.approvals ?? 0;
  const said = [owned > 0 ? `owns ${plural(owned, "version")}` : "", approved > 0 ? `approved ${plural(approved, "version")}` : ""];
  const values = owned > 0 ? { owner: [hit.name] } : { approved_by: [hit.name] };
  return { label: hit.name, detail: said.filter(Boolean).join(", "), to: modelsPath({ values }) };
}

function itemOf(kind: SearchKind, hit: SearchHit): Omit<Item, "id"> {
  switch (kind) {
    case "version":
      return versionItem(hit);
    case "group":
      return { label: hit.name, detail: `${plural(hit.versions ?? 0, "version")}, ${where(hit)}`, to: groupPath(place(hit)) };
    case "endpoint":
      return endpointItem(hit);
    case "control":
      return { label: hit.name, detail: hit.control_id ?? "", to: findingsPath({ values: { control_id: [hit.control_id ?? ""] } }) };
    case "team":
      return { label: hit.name, detail: plural(hit.versions ?? 0, "version"), to: teamPath(hit.name) };
    case "person":
      return personItem(hit);
  }
}

export function sectionsOf(answer: SearchAnswer): readonly Section[] {
  return answer.groups.map(({ kind, rows }) => ({
    label: LABELS[kind],
    items: rows.map((hit, at) => ({ id: `${kind}-${at}`, ...itemOf(kind, hit) })),
  }));
}
