import type { FailingMonitor } from "../../api/shape";
import { count, plural } from "../../format/number";
import { day } from "../../format/time";
import { monitorWord } from "../../monitor";
import { endpointPath } from "../../route/path";
import { Link } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { Ago } from "../../ui/time";

/** Monitors whose last execution failed: what AWS says in plain words, what to do, and its own words beside. */
export function FailingMonitors({ rows }: { rows: readonly FailingMonitor[] }) {
  return (
    <Card title="Failing monitors" aside={rows.length > 0 ? `${plural(rows.length, "monitor")}, those without any result first` : undefined} span="span-12">
      {rows.length === 0 ? (
        <Empty title="No monitor's last execution failed" />
      ) : (
        <ul className="failing">
          {rows.map((row) => (
            <li key={row.schedule_arn}>
              <div className="serving-head">
                <strong className="wrap" title={row.schedule_arn}>{row.schedule_name}</strong>
                <Badge tone="bad" word={row.executions === row.failed_executions ? `All ${count(row.executions)} failed` : `${count(row.failed_executions)} of ${count(row.executions)} failed`} />
              </div>
              <p className="meta">
                {row.monitoring_type === null ? "Monitor" : monitorWord(row.monitoring_type)} of{" "}
                {row.endpoint_name === null ? "no endpoint" : <Link to={endpointPath({ account: row.account_id, region: row.region, endpoint: row.endpoint_name })}>{row.endpoint_name}</Link>}, {row.account_name}, {row.region}
                {row.last_execution_at !== null && <>, last run <Ago at={row.last_execution_at} /></>}
              </p>
              {row.means !== null ? <p><strong>{row.means}</strong> {row.remedy}</p> : <p>{row.last_failure_reason === null ? "AWS gives no reason." : "This message is not one that modelgov knows; its own words follow."}</p>}
              {row.last_failure_reason !== null && (
                <p className="meta wrap">
                  AWS says: <LongText text={row.last_failure_reason} most={240} />
                  {row.checked !== null && ` Put into words as of ${day(row.checked)}.`}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
