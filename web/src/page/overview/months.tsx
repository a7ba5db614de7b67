import type { MonthStatus } from "../../api/shape";
import { Legend, ShowData } from "../../chart/parts";
import { StackedBars } from "../../chart/stacked-bars";
import { modelsPath } from "../../route/filter";
import { navigate } from "../../route/router";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { APPROVAL_SERIES, monthColumns } from "./series";

const SHOWN = 24;

export function Months({ months }: { months: readonly MonthStatus[] }) {
  const columns = monthColumns(months.slice(-SHOWN));
  const series = columns.some((column) => (column.values[3] ?? 0) > 0) ? APPROVAL_SERIES : APPROVAL_SERIES.slice(0, 3);
  const first = columns[0];
  const last = columns[columns.length - 1];
  if (!first || !last) {
    return (
      <Card title="Versions per month" span="span-5">
        <Empty title="No version registered yet" />
      </Card>
    );
  }
  const table = { caption: "Versions per month by approval status", first: "Month", series, columns };
  return (
    <Card title="Versions per month" aside="By approval status now" span="span-5">
      <Legend series={series} />
      <StackedBars
        label={`Versions registered per month by approval status, ${first.label} to ${last.label}. Arrow keys move, Enter opens the list.`}
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
