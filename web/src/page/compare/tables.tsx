import type { ReactNode } from "react";
import type { ComparedMetric, ComparedRow, ComparedSection, Comparison } from "../../api/shape";
import { metric, metricChange, plural } from "../../format/number";
import { approval, maturity, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { TableScroll } from "../../ui/table-scroll";
import { columnName } from "./heads";

export const SECTION_TITLES: Readonly<Record<string, string>> = {
  about: "Approval, owner and use",
  parameters: "Hyperparameters",
  data: "Training inputs and data",
  training: "Training job",
  code: "Code, images and digests",
  properties: "Other properties",
};

const MONO = ["parameters", "data", "code", "properties"];
const LONG = 160;

/** What is not known is a dash, with the word for who hears it. */
export function NotKnown() {
  return (
    <span className="muted" title="Not known">
      <span aria-hidden="true">&ndash;</span>
      <span className="sr">not known</span>
    </span>
  );
}

function Heads({ comparison, first, number = false }: { comparison: Comparison; first: string; number?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {comparison.versions.map((one) => (
          <th key={one.row.model_version_arn} scope="col" className={number ? "num" : undefined}>
            <Name text={columnName(comparison, one)} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Says of the rows that are not shown that they are there, and the same. */
function Same({ rows, shown, noun }: { rows: number; shown: number; noun: string }) {
  if (rows === 0) return <p className="muted">Nothing of this is known of any of them.</p>;
  if (rows === shown) return null;
  return <p className="meta">{plural(rows - shown, noun)} {rows - shown === 1 ? "is" : "are"} the same in all.</p>;
}

interface SectionTableProps {
  section: ComparedSection;
  comparison: Comparison;
  all: boolean;
}

export function SectionTable({ section, comparison, all }: SectionTableProps) {
  const shown = section.rows.filter((row) => all || row.changed);
  const title = SECTION_TITLES[section.name] ?? spaced(section.name);
  const untrained = comparison.versions.filter((one) => !one.trained);
  const lacking = ["parameters", "data", "training", "code"].includes(section.name) && untrained.length > 0;
  return (
    <Card title={title} aside={plural(section.rows.filter((row) => row.changed).length, "difference")} span="span-12">
      {shown.length > 0 && (
        <TableScroll label={title}>
          <table className="plain compare-table">
            <Heads comparison={comparison} first="What" />
            <tbody>
              {shown.map((row) => (
                <Line key={`${row.source} ${row.name}`} row={row} mono={MONO.includes(section.name)} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Same rows={section.rows.length} shown={shown.length} noun="other" />
      {lacking && (
        <p className="meta">No training job is known of {untrained.map((one) => columnName(comparison, one)).join(", ")}: what its job was given is not known.</p>
      )}
    </Card>
  );
}

function Line({ row, mono }: { row: ComparedRow; mono: boolean }) {
  return (
    <tr className={row.changed ? "differs" : undefined}>
      <th scope="row" className="wrap">
        {mono ? <code><Name text={row.name} /></code> : <Name text={spaced(row.name)} />}
        <p className="meta">{row.source}</p>
      </th>
      {row.values.map((value, index) => (
        <td key={index} className="wrap upper">{value === null ? <NotKnown /> : <Value row={row} value={value} mono={mono} />}</td>
      ))}
    </tr>
  );
}

function Value({ row, value, mono }: { row: ComparedRow; value: string; mono: boolean }): ReactNode {
  if (row.name === "approval_status") return approval(value).word;
  if (row.name === "maturity") return <Badge {...maturity(value)} />;
  const text = <LongText text={value} most={LONG} />;
  return mono ? <code>{text}</code> : text;
}

export function MetricsTable({ comparison, all }: { comparison: Comparison; all: boolean }) {
  const shown = comparison.metrics.filter((row) => all || row.changed);
  return (
    <Card title="Evaluation metrics" aside={plural(comparison.metrics.filter((row) => row.changed).length, "difference")} span="span-12">
      {shown.length > 0 && (
        <TableScroll label="Evaluation metrics">
          <table className="plain compare-table">
            <Heads comparison={comparison} first="Metric" number />
            <tbody>
              {shown.map((row) => (
                <MetricLine key={`${row.source} ${row.name}`} row={row} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Same rows={comparison.metrics.length} shown={shown.length} noun="metric" />
      {shown.length > 0 && <p className="meta">Which way is better is told by the name of a metric; where the name does not say, it is not known.</p>}
    </Card>
  );
}

function MetricLine({ row }: { row: ComparedMetric }) {
  const [first] = row.values;
  return (
    <tr className={row.changed ? "differs" : undefined}>
      <th scope="row" className="wrap">
        <Name text={row.name} />
        <p className="meta">
          {row.source}{row.better !== null && `, ${row.better} is better`}
        </p>
      </th>
      {row.values.map((value, index) => (
        <td key={index} className="num">
          {value === null ? <NotKnown /> : metric(value)}
          {index > 0 && value !== null && first != null && value !== first && <p className="meta">{metricChange(value, first)}</p>}
          {row.best === index && <p><Badge tone="ok" word="Best" /></p>}
        </td>
      ))}
    </tr>
  );
}
