/** The four approval states as chart series, in the order in which they are stacked. */
import type { ApprovalStatus, DayStatus, MonthStatus } from "../../api/shape";
import type { Column, Series } from "../../chart/layout";
import { day, month } from "../../format/time";

export const APPROVAL_SERIES: readonly (Series & { readonly key: ApprovalStatus })[] = [
  { key: "Approved", label: "Approved", fill: "var(--ok-fill)" },
  { key: "PendingManualApproval", label: "Waiting", fill: "var(--warn-fill)" },
  { key: "Rejected", label: "Rejected", fill: "var(--bad-fill)" },
  { key: "Unknown", label: "Unknown", fill: "var(--neu-fill)" },
];

type Counts = Pick<MonthStatus, "approved" | "pending" | "rejected" | "unknown">;

export function approvalCounts(row: Counts): readonly number[] {
  return [row.approved, row.pending, row.rejected, row.unknown];
}

export function dayColumns(days: readonly DayStatus[]): readonly Column[] {
  return days.map((row) => ({ key: row.day, label: day(row.day), values: approvalCounts(row) }));
}

export function monthColumns(months: readonly MonthStatus[]): readonly Column[] {
  return months.map((row) => ({ key: row.month, label: month(row.month), values: approvalCounts(row) }));
}
