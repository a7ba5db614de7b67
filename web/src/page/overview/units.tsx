import type { BusinessUnitRow } from "../../api/shape";
import { Legend, ShareBar } from "../../chart/parts";
import { count, dollars } from "../../format/number";
import { modelsPath } from "../../route/filter";
import { Link } from "../../route/router";
import { moveAmongLinks } from "../../ui/row-keys";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { approvalCounts, APPROVAL_SERIES } from "./series";

const PENDING = ["PendingManualApproval"];

/** `all` is what every endpoint costs a month: what no version explains belongs to no unit. */
export function Units({ rows, all }: { rows: readonly BusinessUnitRow[]; all: number }) {
  const unexplained = all - rows.reduce((sum, row) => sum + (row.usd_per_month ?? 0), 0);
  const sorted = [...rows].sort((a, b) => b.versions - a.versions || a.business_unit.localeCompare(b.business_unit));
  const top = sorted[0]?.versions ?? 0;
  return (
    <Card title="Business units" aside={<Legend series={APPROVAL_SERIES} />} span="span-12">
      {sorted.length === 0 ? (
        <Empty title="No business unit seen yet" />
      ) : (
        <TableScroll label="Business units">
          <table className="plain units" onKeyDown={moveAmongLinks}>
            <thead>
              <tr>
                <th scope="col">Business unit</th>
                <th scope="col" className="num">Groups</th>
                <th scope="col" className="num">Versions</th>
                <th scope="col" className="units-bar">Versions by approval status</th>
                <th scope="col" className="num">Production</th>
                <th scope="col" className="num">Waiting</th>
                <th scope="col" className="num">Cost, $ a month</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((row, index) => (
                <UnitRow key={row.business_unit} row={row} top={top} isFirst={index === 0} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {unexplained >= 1 && <p className="meta">Beside these, {dollars(unexplained)} a month for endpoints that no version explains.</p>}
    </Card>
  );
}

function UnitRow({ row, top, isFirst }: { row: BusinessUnitRow; top: number; isFirst: boolean }) {
  const unit = { business_unit: [row.business_unit] };
  const versions = modelsPath({ values: unit });
  return (
    <tr>
      <td className="units-name" title={row.business_unit}>
        <Link to={versions} data-row-link="" tabIndex={isFirst ? 0 : -1}>
          {row.business_unit}
        </Link>
      </td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={modelsPath({ view: "groups", values: unit })}>
          {count(row.groups)}
        </Link>
      </td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={versions}>
          {count(row.versions)}
        </Link>
      </td>
      <td className="units-bar">
        <ShareBar values={approvalCounts(row)} series={APPROVAL_SERIES} top={top} />
      </td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={modelsPath({ values: { ...unit, production: ["yes"] } })}>
          {count(row.production)}
        </Link>
      </td>
      <td className="num">
        <Link className="plain-link" tabIndex={-1} to={modelsPath({ values: { ...unit, approval_status: PENDING } })}>
          {count(row.pending)}
        </Link>
      </td>
      <td className="num">{row.usd_per_month === null ? <span className="muted">not known</span> : dollars(row.usd_per_month).slice(1)}</td>
    </tr>
  );
}
