import { useQuery } from "@tanstack/react-query";
import { frameworkQuery } from "../../api/query";
import type { ClauseControl, ClauseRow, FrameworkDetail } from "../../api/shape";
import { count, plural } from "../../format/number";
import { absolute, day } from "../../format/time";
import { useRefetchOn } from "../../live/refetch";
import { findingsPath } from "../../route/findings";
import { Link } from "../../route/router";
import { CLAUSES } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { usePainted } from "../../ui/marks";
import { ErrorCard, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { useTitle } from "../../ui/title";
import { checked, inForce } from "./frameworks";

export default function FrameworkPage({ id }: { id: string }) {
  const query = frameworkQuery(id);
  const { data, error, refetch, dataUpdatedAt } = useQuery(query);
  useTitle(data?.framework.title ?? id);
  useRefetchOn("changes", query.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the framework" heights={[160, 480]} />;
  return <FrameworkView data={data} />;
}

export function FrameworkView({ data }: { data: FrameworkDetail }) {
  const { framework, clauses } = data;
  return (
    <>
      <nav className="crumbs" aria-label="Where this is">
        <Link to="/frameworks">Frameworks</Link>
        <span aria-hidden="true">/</span>
        <span className="wrap">{framework.title}</span>
      </nav>
      <div className="page-head">
        <div>
          <h1>{framework.title}</h1>
          <p className="coverage-text">
            {sentence(data)} {data.evaluated_at === null ? "Nothing was evaluated yet." : `Evaluated ${absolute(data.evaluated_at)}.`}
          </p>
        </div>
      </div>
      <div className="grid">
        <About data={data} />
        <Card title="Clauses" aside={plural(clauses.length, "clause")} span="span-12">
          <TableScroll label="Clauses">
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col">Status</th>
                  <th scope="col">Clause</th>
                  <th scope="col">Controls, and what they judged by status</th>
                  <th scope="col">Left to a person</th>
                </tr>
              </thead>
              <tbody>
                {clauses.map((clause) => (
                  <Clause key={clause.ref} clause={clause} />
                ))}
              </tbody>
            </table>
          </TableScroll>
        </Card>
      </div>
    </>
  );
}

/** Clauses by status in words; what is unknown and what is manual never counts as passed. */
export function sentence({ framework: { counts }, clauses }: FrameworkDetail): string {
  const judged = clauses.length - counts.manual;
  const exempt = counts.exempt > 0 ? `, ${count(counts.exempt)} exempt` : "";
  return (
    `Of ${plural(judged, "clause")} with controls, ${count(counts.fail)} fail, ${count(counts.unknown)} unknown, ` +
    `${count(counts.passed)} pass${exempt}. ${count(counts.manual)} more cannot be proved from metadata.`
  );
}

function About({ data: { framework, sources, unsettled } }: { data: FrameworkDetail }) {
  return (
    <Card title="About" aside={`Checked ${checked(framework)}`} span="span-12">
      <p>
        {framework.issuer}. {framework.version}, {day(framework.dated)}; {inForce(framework)}. {framework.force}
      </p>
      {unsettled.length > 0 && (
        <ul aria-label="Unsettled">
          {unsettled.map((text) => (
            <li key={text}>Unsettled: {text}</li>
          ))}
        </ul>
      )}
      <ul className="meta" aria-label="Sources">
        {sources.map((source) => (
          <li key={source} className="wrap">
            {source}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Clause({ clause }: { clause: ClauseRow }) {
  return (
    <tr>
      <td>
        <Badge {...CLAUSES[clause.status]} />
      </td>
      <td className="wrap">
        <strong>{clause.ref}</strong> {clause.title}
        <p className="meta">{clause.text}</p>
        {clause.applies_from !== null && <p className="meta">Applies from {day(clause.applies_from)}.</p>}
        {clause.unsettled && <p className="meta">Unsettled: {clause.unsettled}</p>}
      </td>
      <td>
        {clause.controls.map((control) => (
          <p key={control.control_id} className="wrap clause-control" title={control.control_id}>
            <Link to={findingsPath({ values: { control_id: [control.control_id] } })}>{control.title}</Link>{" "}
            <span className="meta nowrap">{assets(control)}</span>
          </p>
        ))}
      </td>
      <td className="wrap meta">{clause.manual}</td>
    </tr>
  );
}

/** A control's assets by status; nothing to judge and never judged are told apart, and neither is a pass. */
export function assets(control: ClauseControl): string {
  const { passed, failed, unknown, exempt } = control;
  if (passed + failed + unknown + exempt === 0) return control.evaluated ? "nothing to judge" : "never evaluated";
  const parts = [
    `${count(failed)} fail`,
    `${count(unknown)} unknown`,
    `${count(passed)} pass`,
    ...(exempt > 0 ? [`${count(exempt)} exempt`] : []),
  ];
  return parts.join(", ");
}
