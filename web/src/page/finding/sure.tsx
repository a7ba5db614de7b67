import type { FindingDetail, ReliedRead } from "../../api/shape";
import { count } from "../../format/number";
import { outcome, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Ago } from "../../ui/time";
import { Link } from "../../route/router";
import { Value } from "./evidence";

/** What the judgement rests on: reads, whether they were complete there, and sizes of samples. */
export function Sure({ detail }: { detail: FindingDetail }) {
  const samples = detail.evidence.filter((one) => one.sample);
  return (
    <Card title="How sure this is" aside={<Link to="/coverage">Coverage</Link>} span="span-4">
      {detail.reads.length === 0 && <p className="muted">Nothing says which reads it relies on.</p>}
      <ul className="sure">
        {detail.reads.map((read) => (
          <li key={read.operation}>
            <div className="serving-head">
              <code className="wrap">{read.operation}</code>
              <Badge {...state(read)} />
            </div>
            <p className="meta wrap">
              {read.observed_at === null ? "never" : <>read <Ago at={read.observed_at} /></>}
              {read.absence && ", and a failure relies on it too: it fails for what is not there"}
              {read.complete < read.places && read.reason !== "" && `. ${read.reason}`}
            </p>
          </li>
        ))}
      </ul>
      {samples.length > 0 && (
        <dl className="kv">
          {samples.map((one) => (
            <div key={one.name}>
              <dt title={one.meaning}>{spaced(one.name)}</dt>
              <dd><Value one={one} /></dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

export function state(read: ReliedRead) {
  if (read.outcome === "not_read") return { tone: "neutral", word: "Not read" } as const;
  if (read.complete === read.places) return { tone: "ok", word: read.places > 1 ? `Complete in ${count(read.places)} places` : "Complete there" } as const;
  if (read.places > 1) return { tone: "warn", word: `Complete in ${count(read.complete)} of ${count(read.places)}` } as const;
  return outcome(read.outcome);
}
