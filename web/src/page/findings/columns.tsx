/** The columns of the list of findings: one row of this table each. */
import type { ReactNode } from "react";
import type { FindingRow } from "../../api/shape";
import { day } from "../../format/time";
import type { Column } from "../../list/table";
import { findingPath } from "../../route/path";
import { Link } from "../../route/router";
import { judged, severity, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Ago, useNow } from "../../ui/time";

/** What was found, not the rule: that says how it should be. */
function reason(row: FindingRow, isStop: boolean): ReactNode {
  return (
    <Link
      to={findingPath({ control: row.control_id, asset: row.judged_asset })}
      data-row-link=""
      tabIndex={isStop ? 0 : -1}
      title={row.reason ?? row.title}
      aria-label={`${row.reason ?? row.title} ${row.asset_name}`}
    >
      {row.reason ?? row.title}
    </Link>
  );
}

function maybe(value: string): ReactNode {
  return value === "unassigned" ? <span className="muted">{value}</span> : <span title={value}>{value}</span>;
}

/** An address breaks before its domain, not within a name. */
function Person({ name }: { name: string }) {
  if (name === "unassigned") return <span className="muted">Nobody is named</span>;
  const at = name.indexOf("@");
  if (at < 1) return <span title={name}>{name}</span>;
  return <span title={name}>{name.slice(0, at)}<wbr />{name.slice(at)}</span>;
}

function Due({ row }: { row: FindingRow }) {
  const now = useNow();
  if (row.due_at === null) return <span className="muted" title="Nothing is due of what did not fail">–</span>;
  return Date.parse(row.due_at) < now ? <Badge tone="bad" word={day(row.due_at)} /> : <span className="nowrap">{day(row.due_at)}</span>;
}

export const FINDING_COLUMNS: readonly Column<FindingRow>[] = [
  { key: "reason", label: "What was found", width: 168, grow: 2400, cell: reason },
  { key: "severity_rank", label: "Severity", width: 86, descending: true, cell: (row) => <Badge {...severity(row.severity)} /> },
  { key: "owner", label: "Owner", width: 116, grow: 300, cell: (row) => <Person name={row.owner} /> },
  { key: "due_at", label: "By when", width: 100, unsorted: true, cell: (row) => <Due row={row} /> },
  { key: "asset_name", label: "Asset", width: 112, grow: 300, cell: (row) => <span title={`${spaced(row.asset_kind)}, ${row.judged_asset}`}>{row.asset_name}</span> },
  { key: "control_id", label: "Rule", width: 150, grow: 800, cell: (row) => <span title={row.title}>{row.title}</span> },
  { key: "status", label: "Status", width: 94, cell: (row) => <Badge {...judged(row.status)} /> },
  { key: "opened_at", label: "First seen", width: 84, extra: true, cell: (row) => <Ago at={row.opened_at} short /> },
  { key: "assignee", label: "Assigned to", width: 100, extra: true, unsorted: true, cell: (row) => maybe(row.assignee ?? "unassigned") },
  { key: "team", label: "Team", width: 120, extra: true, cell: (row) => maybe(row.team) },
  { key: "tier", label: "Tier", width: 48, number: true, extra: true, cell: (row) => row.tier },
  { key: "asset_kind", label: "Kind", width: 120, extra: true, cell: (row) => spaced(row.asset_kind) },
  { key: "business_unit", label: "Business unit", width: 120, extra: true, cell: (row) => maybe(row.business_unit) },
  { key: "account_id", label: "Account", width: 120, extra: true, cell: (row) => <span title={row.account_id}>{row.account_name}</span> },
  { key: "region", label: "Region", width: 110, extra: true, cell: (row) => row.region },
  { key: "changed_at", label: "Changed", width: 84, extra: true, cell: (row) => <Ago at={row.changed_at} short /> },
];
