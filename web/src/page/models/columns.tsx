/** The columns of the two lists: one row of this table each. */
import type { ReactNode } from "react";
import type { GroupRow, VersionRow } from "../../api/shape";
import { count, plural } from "../../format/number";
import { chosenColumns, type Column } from "../../list/table";
import { modelsPath, type ModelsFilter, type View } from "../../route/filter";
import { groupPath, versionPath } from "../../route/path";
import { Link } from "../../route/router";
import { approvalOf, maturity, MATURITY_HELP } from "../../status";
import { Badge } from "../../ui/badge";
import { Ago } from "../../ui/time";

export type Row = VersionRow | GroupRow;

function maybe(value: string | null): ReactNode {
  return value === null || value === "unassigned" ? <span className="muted">{value ?? "none"}</span> : value;
}

function account(row: Row): ReactNode {
  return <span title={row.account_id}>{row.account_name || row.account_id}</span>;
}

const SHARED: readonly Column<Row>[] = [
  { key: "business_unit", label: "Business unit", width: 108, cell: (row) => maybe(row.business_unit) },
  { key: "owner", label: "Owner", width: 152, cell: (row) => maybe(row.owner) },
  { key: "team", label: "Team", width: 156, extra: true, cell: (row) => maybe(row.team) },
  { key: "environment", label: "Environment", width: 104, cell: (row) => maybe(row.environment) },
  { key: "intended_use", label: "Intended use", width: 150, extra: true, cell: (row) => maybe(row.intended_use) },
  { key: "account_id", label: "Account", width: 120, cell: account },
  { key: "region", label: "Region", width: 104, cell: (row) => row.region },
];

function ofGroup(row: VersionRow): ReactNode {
  const key = { account: row.account_id, region: row.region, group: row.model_group };
  return (
    <Link to={groupPath(key)} className="plain-link" tabIndex={-1} title={row.model_group}>
      {row.model_group}
    </Link>
  );
}

function versionName(row: VersionRow, isStop: boolean): ReactNode {
  const key = { account: row.account_id, region: row.region, group: row.model_group, version: row.version };
  return (
    <Link to={versionPath(key)} data-row-link="" tabIndex={isStop ? 0 : -1} aria-label={`${row.model_group} v${row.version}`}>
      v{row.version}
    </Link>
  );
}

function stage(row: VersionRow): ReactNode {
  if (row.stage === null) return maybe(null);
  return <span title={row.stage_status ?? undefined}>{row.stage}</span>;
}

const VERSIONS: readonly Column<VersionRow>[] = [
  { key: "model_group", label: "Model group", width: 212, cell: ofGroup },
  { key: "version", label: "Version", width: 66, number: true, always: true, cell: versionName },
  { key: "maturity", label: "What it is", width: 204, help: MATURITY_HELP, cell: (row) => <Badge {...maturity(row.maturity)} /> },
  { key: "approval_status", label: "Approval", width: 166, cell: (row) => <Badge {...approvalOf(row)} /> },
  { key: "changed_at", label: "Changed", width: 84, cell: (row) => <Ago at={row.changed_at} short /> },
  {
    key: "endpoints",
    label: "Serving",
    width: 94,
    descending: true,
    cell: (row) => (row.production ? plural(row.endpoints, "endpoint") : <span className="muted">not serving</span>),
  },
  { key: "stage", label: "Stage", width: 98, cell: stage },
  { key: "stage_status", label: "Stage status", width: 130, extra: true, cell: (row) => maybe(row.stage_status) },
  ...SHARED,
  { key: "registered_at", label: "Registered", width: 96, cell: (row) => <Ago at={row.registered_at} short /> },
  { key: "changed_by", label: "Changed by", width: 156, extra: true, cell: (row) => maybe(row.changed_by) },
  {
    key: "model_version_arn",
    label: "ARN",
    width: 420,
    extra: true,
    cell: (row) => <code title={row.model_version_arn}>{row.model_version_arn}</code>,
  },
];

function groupName(row: GroupRow, isStop: boolean): ReactNode {
  const key = { account: row.account_id, region: row.region, group: row.model_group };
  return (
    <Link to={groupPath(key)} data-row-link="" tabIndex={isStop ? 0 : -1} title={row.model_group}>
      {row.model_group}
    </Link>
  );
}

function share(row: GroupRow, value: number, filter: ModelsFilter["values"]): ReactNode {
  if (value === 0) return <span className="muted">0</span>;
  const values = { account_id: [row.account_id], region: [row.region], model_group: [row.model_group], ...filter };
  return (
    <Link className="plain-link" tabIndex={-1} to={modelsPath({ values })}>
      {count(value)}
    </Link>
  );
}

function latest(row: GroupRow): ReactNode {
  if (row.latest_version === null || row.latest_status === null) return maybe(null);
  const key = { account: row.account_id, region: row.region, group: row.model_group, version: row.latest_version };
  return <Badge {...approvalOf({ approval_status: row.latest_status, production: false })} to={versionPath(key)} tabIndex={-1} />;
}

const GROUPS: readonly Column<GroupRow>[] = [
  { key: "model_group", label: "Model group", width: 212, cell: groupName },
  { key: "versions", label: "Versions", width: 80, number: true, cell: (row) => share(row, row.versions, {}) },
  { key: "approved", label: "Approved", width: 84, number: true, cell: (row) => share(row, row.approved, { approval_status: ["Approved"] }) },
  { key: "pending", label: "Waiting", width: 76, number: true, cell: (row) => share(row, row.pending, { approval_status: ["PendingManualApproval"] }) },
  { key: "rejected", label: "Rejected", width: 80, number: true, cell: (row) => share(row, row.rejected, { approval_status: ["Rejected"] }) },
  { key: "production", label: "Production", width: 92, number: true, cell: (row) => share(row, row.production, { production: ["yes"] }) },
  { key: "latest_version", label: "Latest", width: 72, number: true, cell: (row) => row.latest_version ?? maybe(null) },
  { key: "latest_status", label: "Latest status", width: 166, cell: latest },
  ...SHARED,
  { key: "description", label: "Description", width: 240, extra: true, cell: (row) => <span title={row.description}>{row.description}</span> },
  {
    key: "latest_registered_at",
    label: "Registered",
    width: 96,
    cell: (row) => (row.latest_registered_at === null ? maybe(null) : <Ago at={row.latest_registered_at} short />),
  },
  { key: "changed_at", label: "Changed", width: 88, cell: (row) => <Ago at={row.changed_at} short /> },
];

export function isVersion(row: Row): row is VersionRow {
  return "model_version_arn" in row;
}

/** A column for rows of both lists: each list only ever hands it its own. */
function forVersions(column: Column<VersionRow>): Column<Row> {
  return { ...column, cell: (row, isStop) => (isVersion(row) ? column.cell(row, isStop) : null) };
}

function forGroups(column: Column<GroupRow>): Column<Row> {
  return { ...column, cell: (row, isStop) => (isVersion(row) ? null : column.cell(row, isStop)) };
}

const COLUMNS: Readonly<Record<View, readonly Column<Row>[]>> = {
  versions: VERSIONS.map(forVersions),
  groups: GROUPS.map(forGroups),
};

export function allColumns(view: View): readonly Column<Row>[] {
  return COLUMNS[view];
}

export function shownColumns(filter: ModelsFilter): readonly Column<Row>[] {
  return chosenColumns(COLUMNS[filter.view], filter.columns);
}

export function assetOf(row: Row): string {
  return isVersion(row) ? row.model_version_arn : row.model_group_arn;
}
