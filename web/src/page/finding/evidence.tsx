import type { Evidence } from "../../api/shape";
import { write } from "../../format/form";
import { spaced } from "../../status";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";

/** What it was judged by: each value, and what it means. */
export function EvidenceCard({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <Card title="Evidence" aside="As it was when it was judged" span="span-8">
      {evidence.length === 0 ? (
        <Empty title="No evidence is kept of what passed" />
      ) : (
        <TableScroll label="Evidence">
          <table className="plain evidence">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {evidence.map((one) => (
                <tr key={one.name}>
                  <th scope="row" title={one.name}>
                    {spaced(one.name)}
                    {one.meaning && <p className="meta">{one.meaning}</p>}
                  </th>
                  <td className="wrap">
                    <Value one={one} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

export function Value({ one }: { one: Evidence }) {
  if (one.value === null) return <span className="muted">no value</span>;
  const text = write(one.form, one.value);
  if (text === "") return <span className="muted">empty</span>;
  return typeof one.value === "string" && /^(arn:|s3:|sha256:|https?:)/.test(text) ? <code><LongText text={text} most={300} /></code> : <LongText text={text} most={300} />;
}
