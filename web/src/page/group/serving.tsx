import type { GroupServing } from "../../api/shape";
import { count, dollars, plural } from "../../format/number";
import { endpointPath, versionPath, type GroupKey } from "../../route/path";
import { Link } from "../../route/router";
import { endpoint } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

function total(serving: readonly GroupServing[]): string {
  const known = serving.flatMap((one) => (one.usd_per_month === null ? [] : [one.usd_per_month]));
  const unknown = serving.length - known.length;
  const sum = known.length === 0 ? "cost not known" : `${dollars(known.reduce((all, one) => all + one, 0))} a month at list price`;
  return `${plural(serving.length, "variant")}, ${sum}${known.length > 0 && unknown > 0 ? `, ${unknown} not priced` : ""}`;
}

/** Every variant of an endpoint that runs a version of the group. */
export function GroupServingCard({ serving, id }: { serving: readonly GroupServing[]; id: GroupKey }) {
  return (
    <Card title="Where it serves" aside={serving.length > 0 ? total(serving) : undefined} span="span-12">
      {serving.length === 0 ? (
        <Empty title="It serves nowhere">
          <p className="muted">No endpoint that was seen runs a version of this group.</p>
        </Empty>
      ) : (
        <TableScroll label="Where it serves">
          <table className="plain stack">
            <thead>
              <tr>
                <th scope="col">Endpoint</th>
                <th scope="col">Version</th>
                <th scope="col">Status</th>
                <th scope="col">Variant</th>
                <th scope="col">Account</th>
                <th scope="col">Region</th>
                <th scope="col">Instances</th>
                <th scope="col" className="num">Since</th>
                <th scope="col" className="num">US$ a month</th>
              </tr>
            </thead>
            <tbody>
              {serving.map((one) => (
                <tr key={`${one.endpoint_arn} ${one.variant_name} ${one.version}`}>
                  <td className="wrap" title={one.endpoint_arn}>
                    <Link to={endpointPath({ account: one.account_id, region: one.region, endpoint: one.endpoint_name })}><Name text={one.endpoint_name} /></Link>
                  </td>
                  <td className="inline">
                    <Link to={versionPath({ ...id, version: one.version })} data-row-link="">v{one.version}</Link>
                  </td>
                  <td className="inline"><Badge {...endpoint(one.endpoint_status)} /></td>
                  <td className="wrap inline">{one.variant_name}</td>
                  <td className="inline" title={one.account_id}>{one.account_name || one.account_id}</td>
                  <td className="inline">{one.region}</td>
                  <td className="wrap inline">{instances(one)}</td>
                  <td className="num meta nowrap inline"><span className="only-narrow">since </span>{one.since === null ? <span title="Not known">&ndash;</span> : <Ago at={one.since} short />}</td>
                  <td className="num inline">{one.usd_per_month === null ? <span className="muted" title="Not known">&ndash;</span> : count(one.usd_per_month)}<span className="only-narrow"> US$ a month</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

function instances(one: GroupServing): string {
  if (one.instance_type === null) return "serverless or not known";
  return one.instance_count === null ? one.instance_type : `${count(one.instance_count)} \u00d7 ${one.instance_type}`;
}
