import { useQuery } from "@tanstack/react-query";
import { frameworksQuery } from "../../api/query";
import type { FrameworkList, FrameworkRow } from "../../api/shape";
import { count, plural } from "../../format/number";
import { absolute, day } from "../../format/time";
import { useRefetchOn } from "../../live/refetch";
import { frameworkPath } from "../../route/path";
import { Link } from "../../route/router";
import { Card } from "../../ui/card";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { useTitle } from "../../ui/title";

export default function FrameworksPage() {
  useTitle("Frameworks");
  const { data, error, refetch, dataUpdatedAt } = useQuery(frameworksQuery);
  useRefetchOn("changes", frameworksQuery.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the frameworks" heights={[320]} />;
  return <FrameworksView data={data} />;
}

export function FrameworksView({ data }: { data: FrameworkList }) {
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Frameworks</h1>
          <p className="coverage-text">
            Clauses of laws, guidance and standards, by what controls found. This is evidence for an assessment, not an
            assessment: what no metadata can prove is counted apart, as manual.{" "}
            {data.evaluated_at === null ? "Nothing was evaluated yet." : `Evaluated ${absolute(data.evaluated_at)}.`}
          </p>
        </div>
      </div>
      <div className="grid">
        <Card title="Frameworks" aside={`${plural(data.frameworks.length, "framework")}, clauses by status`} span="span-12">
          <TableScroll label="Frameworks">
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col">Framework</th>
                  <th scope="col">In force</th>
                  <th scope="col">Checked</th>
                  <th scope="col" className="num">Fail</th>
                  <th scope="col" className="num">Unknown</th>
                  <th scope="col" className="num">Pass</th>
                  <th scope="col" className="num">Exempt</th>
                  <th scope="col" className="num">Manual</th>
                </tr>
              </thead>
              <tbody>
                {data.frameworks.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link to={frameworkPath(row.id)}>{row.title}</Link>
                      <p className="meta">{row.version}</p>
                    </th>
                    <td className="nowrap inline">{inForce(row)}</td>
                    <td className="meta">{checked(row)}</td>
                    <td className="num inline" data-label="Fail">{count(row.counts.fail)}</td>
                    <td className="num inline" data-label="Unknown">{count(row.counts.unknown)}</td>
                    <td className="num inline" data-label="Pass">{count(row.counts.passed)}</td>
                    <td className="num inline" data-label="Exempt">{count(row.counts.exempt)}</td>
                    <td className="num inline" data-label="Manual">{count(row.counts.manual)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </Card>
      </div>
    </>
  );
}

/** "since 1 Aug 2024", "from 1 May 2027", "rescinded 17 Apr 2026". */
export function inForce({ state }: Pick<FrameworkRow, "state">): string {
  return state.replace(/\d{4}-\d\d-\d\d/, (date) => day(date));
}

export function checked({ checked: at, read }: Pick<FrameworkRow, "checked" | "read">): string {
  return `${day(at)}, ${read === "source" ? "at the source" : read}`;
}
