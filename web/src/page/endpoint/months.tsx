import type { EndpointMonth } from "../../api/shape";
import { saveCsv } from "../../format/csv";
import { count, dollars } from "../../format/number";
import { month } from "../../format/time";
import { rangeTitle } from "../../route/range";
import { useRange } from "../../route/router";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Known } from "../endpoints/columns";

function bare(value: number): string {
  return dollars(value).replace("$", "");
}

/** What it cost by month: a bar and its numbers, so that the table is the chart's data too. */
export function Months({ months, name }: { months: readonly EndpointMonth[]; name: string }) {
  const title = rangeTitle(useRange());
  const top = Math.max(0, ...months.map((one) => one.usd ?? 0));
  const unpriced = months.some((one) => one.unpriced_hours > 0);
  const assumed = months.some((one) => one.assumed_hours > 0);
  const save = () =>
    saveCsv(`${name}-cost`, [
      ["month", "usd", "billed_usd", "instance_hours", "unpriced_hours", "assumed_hours"],
      ...months.map((one) => [one.month, one.usd, one.billed_usd, one.instance_hours, one.unpriced_hours, one.assumed_hours]),
    ]);
  return (
    <Card title="Cost by month" aside={title === null ? "The newest month is not over" : `${title}, each month whole`} span="span-7">
      {months.length === 0 ? (
        <Empty title={title === null ? "No hour in service on instances was seen" : "No hour in service on instances was seen in this time range"}>
          <p className="muted">What serverless endpoints cost depends on use, and is known from the bill only.</p>
        </Empty>
      ) : (
        <>
          <TableScroll label="Cost by month">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">Month</th>
                  <th scope="col" className="cost-bar">List price</th>
                  <th scope="col" className="num">List price, $</th>
                  <th scope="col" className="num">Billed, $</th>
                  <th scope="col" className="num">Instance hours</th>
                </tr>
              </thead>
              <tbody>
                {[...months].reverse().map((one) => (
                  <tr key={one.month}>
                    <th scope="row" className="nowrap">{month(one.month)}</th>
                    <td className="cost-bar">
                      <svg className="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect x={0} y={0} width={top === 0 ? 0 : ((one.usd ?? 0) / top) * 100} height={8} fill="var(--series-1)" />
                      </svg>
                    </td>
                    <td className="num"><Known value={one.usd} write={bare} why="No price is known" /></td>
                    <td className="num"><Known value={one.billed_usd} write={bare} why="No bill was read" /></td>
                    <td className="num">{count(one.instance_hours)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          {unpriced && <p className="meta">Hours without a known price are no part of the list price.</p>}
          {assumed && <p className="meta">Hours before the first state that was seen are taken to be like it.</p>}
          <div className="show-data">
            <button type="button" className="button link" aria-label="CSV of the cost by month" onClick={save}>CSV</button>
          </div>
        </>
      )}
    </Card>
  );
}
