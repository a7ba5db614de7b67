import type { FindingDetail, ReliedRead } from "../../api/shape";
import { count, plural } from "../../format/number";
import { outcome, spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Ago } from "../../ui/time";
import { Link } from "../../route/router";
import { Value } from "./evidence";

/** What the judgement rests on: whether all of it was read in full, and sizes of samples. */
export function Sure({ detail }: { detail: FindingDetail }) {
  const samples = detail.evidence.filter((one) => one.sample);
  const { reads } = detail;
  return (
    <Card title="How sure this is" aside={<Link to="/coverage">Coverage</Link>} span="span-4">
      <p className="wrap">{sureness(detail.row.status, reads)}</p>
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
      {reads.length > 0 && (
        <details>
          <summary>{plural(reads.length, "source")}, by the name of AWS&apos;s call</summary>
          <ul className="sure">
            {reads.map((read) => (
              <li key={read.operation}>
                <div className="serving-head">
                  <code className="wrap">{read.operation}</code>
                  <Badge {...state(read)} />
                </div>
                <p className="meta wrap">
                  {read.observed_at === null ? "never read" : <>read <Ago at={read.observed_at} /></>}
                  {read.complete < read.places && read.reason !== "" && `. ${read.reason}`}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

function isComplete(read: ReliedRead): boolean {
  return read.outcome !== "not_read" && read.complete === read.places;
}

/** In a sentence or two, how far to trust the judgement. */
export function sureness(status: string, reads: readonly ReliedRead[]): string {
  if (reads.length === 0) return "Nothing says which sources it relies on.";
  const lacking = reads.filter((read) => !isComplete(read)).length;
  const sources = reads.length === 1 ? "the one source" : `all ${count(reads.length)} sources`;
  const some = `${count(lacking)} of ${plural(reads.length, "source")}`;
  if (lacking > 0) {
    return status === "unknown"
      ? `Not judged: ${some} could not be read in full, and without that nobody can say.`
      : `Fairly sure, not certain: ${some} could not be read in full. What was read suffices for this judgement, but it may not be all there is to say.`;
  }
  if (status === "unknown") return `Not judged, though ${sources} that it needs could be read in full: what they say does not suffice.`;
  const absent = status === "fail" && reads.some((read) => read.absence);
  return `Nothing was overlooked: ${sources} that it rests on could be read in full.${absent ? " It fails for something that is not there, and the search for that was complete." : ""}`;
}

export function state(read: ReliedRead) {
  if (read.outcome === "not_read") return { tone: "neutral", word: "Not read" } as const;
  if (read.complete === read.places) return { tone: "ok", word: read.places > 1 ? `Complete in ${count(read.places)} places` : "Complete there" } as const;
  if (read.places > 1) return { tone: "warn", word: `Complete in ${count(read.complete)} of ${count(read.places)}` } as const;
  return outcome(read.outcome);
}
