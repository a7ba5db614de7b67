import type { Serving } from "../../api/shape";
import { count, dollars, plural } from "../../format/number";
import { endpointPath } from "../../route/path";
import { Link } from "../../route/router";
import { endpoint } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { Ago } from "../../ui/time";

/** One variant in full; more of them in two lines each, so that the card stays near its neighbours' height. */
export function ServingCard({ serving }: { serving: readonly Serving[] }) {
  const aside = serving.length > 0 ? plural(serving.length, "variant") : undefined;
  return (
    <Card title="Where it serves" aside={aside} span="span-4">
      {serving.length === 0 ? (
        <Empty title="It serves nowhere">
          <p className="muted">No endpoint that was seen runs this version.</p>
        </Empty>
      ) : (
        <ul className="serving">
          {serving.map((one) => (
            <li key={`${one.endpoint_arn} ${one.variant_name}`}>
              {serving.length === 1 ? <Variant one={one} /> : <ShortVariant one={one} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function instances(one: Serving): string {
  if (one.instance_type === null) return "serverless or not known";
  return one.instance_count === null ? one.instance_type : `${count(one.instance_count)} \u00d7 ${one.instance_type}`;
}

function Head({ one }: { one: Serving }) {
  return (
    <div className="serving-head">
      <Link className="wrap" title={one.endpoint_arn} to={endpointPath({ account: one.account_id, region: one.region, endpoint: one.endpoint_name })}>
        {one.endpoint_name}
      </Link>
      <Badge {...endpoint(one.endpoint_status)} />
    </div>
  );
}

function ShortVariant({ one }: { one: Serving }) {
  return (
    <>
      <Head one={one} />
      <p className="meta">
        {instances(one)}, {one.usd_per_month === null ? "cost not known" : `${dollars(one.usd_per_month)} a month`}, variant {one.variant_name}
      </p>
      <p className="meta">
        {one.account_name || one.account_id}, {one.region}, matched by {one.matched_by}, changed <Ago at={one.changed_at} />
      </p>
    </>
  );
}

function Variant({ one }: { one: Serving }) {
  return (
    <>
      <Head one={one} />
      <dl className="kv">
        <div>
          <dt>Instances</dt>
          <dd>{instances(one)}</dd>
        </div>
        <div>
          <dt>Cost a month</dt>
          <dd>{one.usd_per_month === null ? "not known" : dollars(one.usd_per_month)}</dd>
        </div>
        <div>
          <dt>Variant</dt>
          <dd>{one.variant_name}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>
            {one.account_name || one.account_id}, {one.region}
          </dd>
        </div>
        <div>
          <dt>Matched by</dt>
          <dd>{one.matched_by}</dd>
        </div>
        <div>
          <dt>Changed</dt>
          <dd>
            <Ago at={one.changed_at} />
          </dd>
        </div>
      </dl>
    </>
  );
}
