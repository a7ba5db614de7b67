import type { ClosedPlace, CoverageRow } from "../../api/shape";
import { count, plural } from "../../format/number";
import { day } from "../../format/time";
import { outcome } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { counted } from "./rows";

/** Reads that brought fewer records than AWS itself counts (TotalHits). */
export function ShortOfCount({ rows }: { rows: readonly CoverageRow[] }) {
  const { compared, short } = counted(rows);
  return (
    <Card title="Short of AWS's own count" aside="Seen against TotalHits" span="span-5">
      {short.length === 0 ? (
        <Empty title={compared === 0 ? "No count to compare with" : "No read is short"}>
          <p className="muted">
            {compared === 0
              ? "AWS counts the hits of a full search only; the newest reads were of what changed, or lists."
              : `All ${plural(compared, "read")} that AWS counted came to its count. Reads of what changed, and lists, have no count.`}
          </p>
        </Empty>
      ) : (
        <TableScroll label="Short of AWS's own count">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col">Region</th>
                <th scope="col">Operation</th>
                <th scope="col" className="num">Seen</th>
                <th scope="col" className="num">AWS counts</th>
                <th scope="col" className="num">Short by</th>
              </tr>
            </thead>
            <tbody>
              {short.map(({ row, total }) => (
                <tr key={`${row.account_id} ${row.region} ${row.operation}`}>
                  <td title={row.account_id}><Name text={row.account_name || row.account_id} /></td>
                  <td className="nowrap">{row.region}</td>
                  <td><code>{row.operation}</code></td>
                  <td className="num">{count(row.seen)}</td>
                  <td className="num">{count(total)}</td>
                  <td className="num">{count(total - row.seen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

/** Where nothing can be read at all, and from when on that is tried again. */
export function ClosedPlaces({ closed }: { closed: readonly ClosedPlace[] }) {
  return (
    <Card title="Where nothing can be read" aside={closed.length > 0 ? "A full run tries all again" : undefined} span="span-7">
      {closed.length === 0 ? (
        <Empty title="Every scope can be read">
          <p className="muted">No region of an account is without SageMaker, or closed to the account.</p>
        </Empty>
      ) : (
        <TableScroll label="Where nothing can be read">
          <table className="plain stack">
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col">Region</th>
                <th scope="col">Outcome</th>
                <th scope="col">Why</th>
                <th scope="col">Until when</th>
              </tr>
            </thead>
            <tbody>
              {closed.map((one) => (
                <tr key={`${one.account_id} ${one.region}`}>
                  <td className="inline" title={one.account_id}><Name text={one.account_name || one.account_id} /></td>
                  <td className="nowrap inline">{one.region}</td>
                  <td><Badge {...outcome(one.outcome)} /></td>
                  <td className="wrap reads-text"><LongText text={one.reason} /></td>
                  <td className="meta" title={one.checked_at ?? undefined}>{again(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

export function again({ again_at: at }: ClosedPlace): string {
  return at === null ? "tried by every run" : `tried again from ${day(at)}`;
}
