import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { coverageQuery } from "../../api/query";
import type { Coverage, CoverageRow } from "../../api/shape";
import { count, plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { isGap, outcome } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { usePainted } from "../../ui/marks";
import { Empty, ErrorCard, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";
import { useTitle } from "../../ui/title";
import { EventsMissed, NewestMissed } from "./events";
import { folded, GLOBAL, matrixOf, sentence, type Cell } from "./rows";
import { ClosedPlaces, ShortOfCount } from "./short";

export default function CoveragePage() {
  useTitle("Coverage");
  const { data, error, refetch, dataUpdatedAt } = useQuery(coverageQuery);
  useRefetchOn("coverage", coverageQuery.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the coverage" heights={[160, 320]} />;
  return <CoverageView data={data} />;
}

export function CoverageView({ data }: { data: Coverage }) {
  const missing = data.scopes - data.scopes_complete;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Coverage</h1>
          <p className="coverage-text">
            {missing === 0
              ? `All ${plural(data.scopes, "scope")} were read in full. A scope is one region of one account.`
              : `${count(missing)} of ${plural(data.scopes, "scope")} could not be read in full, so numbers may be too low there. A scope is one region of one account. What was not seen is not counted as absent.`}
          </p>
        </div>
      </div>
      {data.rows.length === 0 ? (
        <div className="card">
          <Empty title="Nothing read yet">
            <p>
              Run <code>modelgov collect</code> to read your accounts.
            </p>
          </Empty>
        </div>
      ) : (
        <div className="grid">
          <ScopeMatrix rows={data.rows} />
          <Reads rows={data.rows} />
          <EventsMissed events={data.events} />
          <NewestMissed events={data.events} />
          <ShortOfCount rows={data.rows} />
          <ClosedPlaces closed={data.closed} />
        </div>
      )}
    </>
  );
}

function ScopeMatrix({ rows }: { rows: readonly CoverageRow[] }) {
  const matrix = matrixOf(rows);
  return (
    <Card title="Accounts and regions" aside="Worst outcome of each scope" span="span-12">
      <TableScroll label="Accounts and regions">
        <table className="plain matrix">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" className="only-wide-cell">Id</th>
              {matrix.regions.map((region) => (
                <th key={region} scope="col">{region}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.accounts.map((account) => (
              <tr key={account.id}>
                <th scope="row">{account.name || account.id}</th>
                <td className="muted only-wide-cell">{account.id}</td>
                {account.cells.map((cell, index) => (
                  <td key={matrix.regions[index]}>
                    <CellBadge cell={cell} region={matrix.regions[index] ?? ""} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}

function CellBadge({ cell, region }: { cell: Cell | null; region: string }) {
  if (cell === null) return <Badge tone="neutral" word={region === GLOBAL ? "Not needed" : "Not tried"} />;
  const meaning = outcome(cell.outcome);
  return <Badge {...meaning} word={cell.gaps > 1 ? `${meaning.word}, ${count(cell.gaps)} reads` : meaning.word} />;
}

function Reads({ rows }: { rows: readonly CoverageRow[] }) {
  const [all, setAll] = useState(false);
  const sorted = folded(rows);
  const gaps = sorted.filter(({ row }) => isGap(row.outcome) || row.throttled > 0);
  const shown = all ? sorted : gaps;
  return (
    <Card title="Reads" aside={gaps.length === 0 ? "Nothing needs a look" : `${count(gaps.length)} to look at, gaps first`} span="span-12">
      {shown.length > 0 && (
      <TableScroll label="Reads">
        <table className="plain stack">
          <thead>
            <tr>
              <th scope="col">Outcome</th>
              <th scope="col">Account</th>
              <th scope="col">Region</th>
              <th scope="col">Operation</th>
              <th scope="col">What happened</th>
              <th scope="col" className="num">Read</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, operations }) => (
              <tr key={`${row.account_id} ${row.region} ${row.operation} ${row.outcome} ${row.asset}`}>
                <td>
                  <Badge {...outcome(row.outcome)} />
                </td>
                <td className="nowrap inline" title={row.account_id}>{row.account_name || row.account_id}</td>
                <td className="nowrap inline">{row.region}</td>
                <td className="nowrap inline">
                  {operations.length === 1 ? <code>{row.operation}</code> : <span title={operations.join(", ")}>{plural(operations.length, "operation")}</span>}
                </td>
                <td className="wrap reads-text">
                  <LongText text={sentence(row)} />
                  {row.asset && <p className="meta wrap">{row.asset}</p>}
                </td>
                <td className="num meta nowrap">
                  <Ago at={row.observed_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      )}
      {sorted.length > gaps.length && (
        <div>
          <button type="button" className="button link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show less" : `Show all ${count(rows.length)} reads`}
          </button>
        </div>
      )}
    </Card>
  );
}
