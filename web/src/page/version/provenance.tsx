import type { ReactNode } from "react";
import type { Container, VersionTraining } from "../../api/shape";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";

/** What an auditor asks for: where the record lacks it, that is said. */
const EXPECTED = /^(Repository|Commit|Image digest( \d+)?)$/;

type Line = readonly [label: string, value: string | null];

/** Only web addresses become links: a value from a record must not run as script. */
export function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value);
}

function Value({ value }: { value: string }): ReactNode {
  if (!isWebAddress(value)) return <code><LongText text={value} /></code>;
  return (
    <a href={value} rel="noreferrer noopener" target="_blank">
      <Name text={value} />
    </a>
  );
}

function containerLines(container: Container, index: number, all: number): readonly Line[] {
  const nth = all > 1 ? ` ${index + 1}` : "";
  return [
    [`Image${nth}`, container.image],
    [`Image digest${nth}`, container.image_digest],
    [`Artifact${nth}`, container.model_data_url],
  ];
}

export function Provenance({ told, arn }: { told: VersionTraining; arn: string }) {
  const lines: readonly Line[] = [
    ["ARN", arn],
    ["Made by", told.generated_by],
    ["Repository", told.repository],
    ["Commit", told.commit_id],
    ["Project", told.project_id],
    ["Source", told.source_uri],
    ...told.containers.flatMap((one, index) => containerLines(one, index, told.containers.length)),
    ...told.reports.map((report): Line => [report.name, report.s3_uri]),
    ...Object.entries(told.properties)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, value]): Line => [`Metadata ${key}`, value]),
  ];
  const shown = lines.filter(([label, value]) => (value !== null && value !== "") || EXPECTED.test(label));
  return (
    <Card title="Provenance" aside="Code, containers, reports, metadata" span="span-8">
      <dl className="facts-list">
        {shown.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === null || value === "" ? <span className="muted">not recorded</span> : <Value value={value} />}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
