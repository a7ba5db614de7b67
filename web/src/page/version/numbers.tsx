import type { ReactNode } from "react";
import type { Metric, Parameter } from "../../api/shape";
import { metric, metricChange, plural } from "../../format/number";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";

function previousOf(rows: readonly { previous_version: number | null }[]): number | null {
  return rows.find((row) => row.previous_version !== null)?.previous_version ?? null;
}

export function Metrics({ metrics, version, more }: { metrics: readonly Metric[]; version: number; more: ReactNode }) {
  const before = previousOf(metrics);
  return (
    <Card title="Metrics" aside={<>{metrics.length > 0 && "As stated at registration. "}{more}</>} span="span-4">
      {metrics.length === 0 ? (
        <Empty title="No metrics stated" />
      ) : (
        <TableScroll label="Metrics">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Metric</th>
                <th scope="col" className="num">v{version}</th>
                {before !== null && (
                  <>
                    <th scope="col" className="num">v{before}</th>
                    <th scope="col" className="num">Change</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {metrics.map((one) => (
                <tr key={one.name}>
                  <td className="wrap">{one.name}</td>
                  <td className="num">{metric(one.value)}</td>
                  {before !== null && (
                    <>
                      <td className="num muted">{one.previous === null ? "none" : metric(one.previous)}</td>
                      <td className="num muted">{one.previous === null ? "" : metricChange(one.value, one.previous)}</td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

function changed(parameter: Parameter): boolean {
  return parameter.previous !== null && parameter.previous !== parameter.value;
}

export function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  const before = previousOf(parameters);
  const changes = parameters.filter(changed).length;
  const aside = before === null ? undefined : `${plural(changes, "change")} since v${before}`;
  return (
    <Card title="Training parameters" aside={aside} span="span-4">
      {parameters.length === 0 ? (
        <Empty title="No training parameters recorded" />
      ) : (
        <dl className="kv mono">
          {parameters.map((one) => (
            <div key={one.name}>
              <dt className="wrap">{one.name}</dt>
              <dd>
                <LongText text={one.value} />
                {changed(one) && <span className="was"> (was <LongText text={one.previous ?? ""} />)</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
