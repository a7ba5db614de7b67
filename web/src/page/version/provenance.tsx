import type { ReactNode } from "react";
import type { Container, VersionDetail } from "../../api/shape";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";

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

export function Provenance({ detail }: { detail: VersionDetail }) {
  const lines: readonly Line[] = [
    ["ARN", detail.row.model_version_arn],
    ["Made by", detail.generated_by],
    ["Repository", detail.repository],
    ["Commit", detail.commit_id],
    ["Project", detail.project_id],
    ["Source", detail.source_uri],
    ...detail.containers.flatMap((one, index) => containerLines(one, index, detail.containers.length)),
    ...detail.reports.map((report): Line => [report.name, report.s3_uri]),
    ...Object.entries(detail.properties)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, value]): Line => [`Metadata ${key}`, value]),
  ];
  const known = lines.filter((line): line is readonly [string, string] => line[1] !== null && line[1] !== "");
  return (
    <Card title="Provenance" aside="Containers, code, reports, metadata" span="span-7">
      {known.length === 0 ? (
        <Empty title="Nothing recorded" />
      ) : (
        <dl className="facts-list">
          {known.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Value value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
