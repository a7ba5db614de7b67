import type { EndpointDetail } from "../../api/shape";
import { count, dollars } from "../../format/number";
import { day } from "../../format/time";
import { findingPath } from "../../route/path";
import { Link } from "../../route/router";
import { FITS, IDLES, meaningIn } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Ago, At } from "../../ui/time";
import { daily, idleWord, Known } from "../endpoints/columns";
import type { ReactNode } from "react";

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** How much it is asked, what that costs, and what speaks for its being idle or of the wrong size. */
export function UseAndCost({ detail }: { detail: EndpointDetail }) {
  const { row } = detail;
  const of = (control: string) => detail.findings.find((one) => one.control_id === control);
  const [idle, over, under] = [of("cost-endpoint-idle"), of("utilisation-over"), of("utilisation-under")];
  const fit = over?.status === "fail" ? over : (under ?? over);
  return (
    <Card title="Use and cost" span="span-5">
      <dl className="kv">
        <Line name="Requests">
          <Badge {...meaningIn(IDLES, row.idle)} word={idleWord(row)} />
        </Line>
        <Line name="Evidence">{evidence(detail)}</Line>
        {idle && (
          <Line name="Finding">
            <Link to={findingPath({ control: idle.control_id, asset: idle.judged_asset })}>{idle.reason ?? idle.title}</Link>
          </Line>
        )}
        <Line name="Instance fit">
          <Badge {...meaningIn(FITS, row.fit)} />
        </Line>
        {fit && (
          <Line name="Why">
            <Link to={findingPath({ control: fit.control_id, asset: fit.judged_asset })}>{fit.reason ?? fit.title}</Link>
          </Line>
        )}
        <Line name="Requests a day, 7 days"><Known value={row.invocations_per_day} write={daily} why="No datapoint: not known, not zero" /></Line>
        <Line name="Last request">{row.last_invoked_at === null ? "none seen in 30 days" : <Ago at={row.last_invoked_at} />}</Line>
        <Line name="Cost a month">{row.usd_per_month === null ? `not known: ${row.priced_by}` : `${dollars(row.usd_per_month)}, ${row.priced_by}`}</Line>
        <Line name="Cost per 1,000 requests"><Known value={row.usd_per_1000} write={dollars} why="Not known: no price, no request or no reading" /></Line>
        <Line name="AWS billed, 30 days"><Known value={row.billed_usd} write={dollars} why="No cost and usage data of it was read" /></Line>
        <Line name="Instances">{row.instance_count === null ? "not known" : `${count(row.instance_count)} \u00d7 ${row.instance_type}${(row.instance_types ?? 0) > 1 ? " and other" : ""}`}</Line>
        <Line name="Metrics until">{row.asked_until === null ? "never read" : <At at={row.asked_until} />}</Line>
      </dl>
    </Card>
  );
}

/** What the word rests on: since when it serves, since when it was asked about, and what was seen. */
function evidence({ row, parts }: EndpointDetail): string {
  if (row.asked_until === null) return "Its metrics were never read.";
  const asked = parts.map((part) => part.asked_from).sort()[0];
  const since = [row.serving_since, asked].filter((one) => one != null).sort().pop();
  const span = since === undefined ? "" : ` from ${day(since)} to ${day(row.asked_until)}`;
  if (row.idle === "idle") return `No hour with a request was seen${span}; CloudWatch was asked about all of them.`;
  if (row.idle === "used") return `Hours with requests were seen${span}.`;
  return row.idle === "none" ? "It runs no instance that could stand idle." : `It was not there, or not asked about, for long enough${span}.`;
}
