import { groupSheet } from "../../api/query";
import type { GroupDetail } from "../../api/shape";
import { ChartFile, Timeline, TimelineData, TimelineKey } from "../../chart/timeline";
import type { TimelineMark } from "../../chart/timeline-layout";
import { plural } from "../../format/number";
import type { GroupKey } from "../../route/path";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { approvalOf, approval, maturity } from "../../status";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { useNow } from "../../ui/time";

const LANES = ["Registered", "Approvals", "Serves"] as const;

const DAY_MS = 86_400_000;

/** The versions that were registered on the days that are shown. */
function versionsShown({ versions, shown }: GroupDetail): GroupDetail["versions"] {
  if (shown === null) return versions;
  return versions.filter(({ registered_at: at }) => at.slice(0, 10) >= (shown.first ?? "") && at.slice(0, 10) <= shown.last);
}

/** Everything with a time that versions of the group did. A first sight with an approval is one too: it was made by then. */
export function marksOf(detail: GroupDetail): readonly TimelineMark[] {
  const rows = new Map(detail.versions.map((one) => [one.version, one]));
  const registered = versionsShown(detail).map((one): TimelineMark => ({
    key: `r ${one.version}`,
    at: Date.parse(one.registered_at),
    lane: 0,
    tone: approvalOf(one).tone,
    name: `v${one.version}`,
    what: `registered; now ${approval(one.approval_status).word.toLowerCase()}, ${maturity(one.maturity).word.toLowerCase()}`,
  }));
  const approvals = detail.approvals
    .filter((one) => one.before !== null || one.after === "Approved" || one.after === "Rejected")
    .map((one, index): TimelineMark => ({
      key: `a ${index}`,
      at: Date.parse(one.changed_at),
      lane: 1,
      tone: one.after === "Rejected" && !rows.get(one.version)?.production ? "neutral" : approval(one.after).tone,
      name: `v${one.version}`,
      what: `${approval(one.after).word.toLowerCase()}${one.before === null ? " when first seen" : ""}, ${one.actor === null ? "by whom is not known" : `by ${one.actor}`}`,
    }));
  const deployments = detail.deployments.map((one, index): TimelineMark => ({
    key: `d ${index}`,
    at: Date.parse(one.first_served_at),
    lane: 2,
    tone: one.serves ? (rows.get(one.version)?.approval_status === "Approved" ? "ok" : "warn") : "info",
    name: `v${one.version}`,
    what: `${one.serves ? "serves since then" : "served from then, no longer"}, ${one.endpoint_name} in ${one.account_name || one.account_id}, ${one.region}`,
    lasts: one.serves,
  }));
  return [...registered, ...approvals, ...deployments];
}

export function TimelineCard({ detail, id }: { detail: GroupDetail; id: GroupKey }) {
  const now = useNow();
  const range = useRange();
  const words = rangeWords(range);
  const end = detail.shown === null ? now : Math.min(now, Date.parse(detail.shown.last) + DAY_MS);
  const marks = marksOf(detail);
  const approvals = marks.filter((mark) => mark.lane === 1).length;
  const said = `${plural(versionsShown(detail).length, "version")}, ${plural(approvals, "decision")}, ${plural(detail.deployments.length, "deployment")}${words === null ? "" : `, ${words}`}`;
  return (
    <Card title="Versions over time" aside={said} span="span-12">
      {marks.length === 0 ? (
        <Empty title={words === null ? "No version was registered yet" : "Nothing happened to its versions in this time range"} />
      ) : (
        <>
          <TimelineKey />
          <Timeline label={`${said} of ${id.group} over time. Left and right walk through them.`} lanes={LANES} marks={marks} now={end} />
          <p className="meta">
            A deployment is marked from when its version was first seen to serve on an endpoint. Decisions before a version was first seen are known only as far as AWS still says them.
          </p>
          <TimelineData caption={`Versions of ${id.group} over time`} lanes={LANES} marks={marks}>
            <ChartFile path={groupSheet(id, "timeline", range)} name={`${id.group}-timeline.csv`} />
          </TimelineData>
        </>
      )}
    </Card>
  );
}
