import type { DayStatus, MonthStatus } from "../../api/shape";
import { Legend, ShowData } from "../../chart/parts";
import { StackedBars } from "../../chart/stacked-bars";
import { modelsPath } from "../../route/filter";
import { rangeTitle, rangeWords } from "../../route/range";
import { navigate, useRange } from "../../route/router";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { APPROVAL_SERIES, dayColumns, monthColumns } from "./series";

/** By month, or by day where the time range is short. */
export function Months({ months, days }: { months: readonly MonthStatus[]; days: readonly DayStatus[] }) {
  const range = useRange();
  const words = rangeWords(range);
  const [step, columns] = days.length > 0 ? (["day", dayColumns(days)] as const) : (["month", monthColumns(months)] as const);
  const title = `Versions per ${step}`;
  const series = columns.some((column) => (column.values[3] ?? 0) > 0) ? APPROVAL_SERIES : APPROVAL_SERIES.slice(0, 3);
  const first = columns[0];
  const last = columns[columns.length - 1];
  if (!first || !last) {
    return (
      <Card title={title} aside={rangeTitle(range) ?? undefined} span="span-5">
        <Empty title={words === null ? "No version registered yet" : "No version was registered in this time range"} />
      </Card>
    );
  }
  const table = { caption: `${title} by approval status`, first: step === "day" ? "Day" : "Month", series, columns };
  return (
    <Card title={title} aside={`By approval status now, ${words ?? "last 24 months"}`} span="span-5">
      <Legend series={series} />
      <StackedBars
        label={`Versions registered per ${step} by approval status, ${first.label} to ${last.label}. Arrow keys move, Enter opens the list.`}
        series={series}
        columns={columns}
        height={292}
        onPick={(column, one) =>
          navigate(modelsPath({ registered: column.key, ...(one && { values: { approval_status: [one.key] } }) }))
        }
      />
      <ShowData {...table} />
    </Card>
  );
}
