import type { Approval } from "../../api/shape";
import { approval } from "../../status";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { At } from "../../ui/time";

const SOURCES: Readonly<Record<string, string>> = {
  api: "read from the API",
  event: "from an event",
  trail: "from CloudTrail",
};

export function sourceWord(source: string): string {
  return SOURCES[source] ?? source;
}

/** Every approval transition, newest first: what it was, what it became, who and when. */
export function Approvals({ approvals }: { approvals: readonly Approval[] }) {
  const sorted = [...approvals].sort((a, b) => b.changed_at.localeCompare(a.changed_at));
  return (
    <Card title="Approval history" aside="Append-only" span="span-4">
      {sorted.length === 0 ? (
        <Empty title="No approval recorded" />
      ) : (
        <ol className="timeline">
          {sorted.map((entry) => (
            <li key={`${entry.changed_at} ${entry.after}`}>
              <i className="timeline-dot" data-tone={approval(entry.after).tone} aria-hidden="true" />
              <p>{headline(entry)}</p>
              <p className="meta wrap" title={entry.actor_arn ?? undefined}>
                <Name text={entry.actor ?? "actor not known"} />, <At at={entry.changed_at} />, {sourceWord(entry.source)}
              </p>
              {entry.description && <p className="timeline-text"><LongText text={entry.description} /></p>}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function headline(entry: Approval): string {
  const after = approval(entry.after).word;
  return entry.before === null ? `First seen: ${after}` : `${approval(entry.before).word} \u2192 ${after}`;
}
