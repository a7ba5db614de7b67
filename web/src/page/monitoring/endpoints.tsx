import type { MonitoredEndpoint } from "../../api/shape";
import { count, plural } from "../../format/number";
import { MONITOR_TYPES, monitorMeaning, monitorWord } from "../../monitor";
import { endpointPath } from "../../route/path";
import { Link } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { useState } from "react";
import { choicePath, STATES, stateOf, type Choice } from "./state";

const SHOWN = 25;

export function chosenEndpoints(rows: readonly MonitoredEndpoint[], choice: Choice): readonly MonitoredEndpoint[] {
  return rows.filter((row) =>
    row.monitors.some(
      (cell) => (choice.type === null || cell.monitoring_type === choice.type) && (choice.state === null || stateOf(cell) === choice.state),
    ),
  );
}

/** Every production endpoint by type of monitor; the highest tier first. */
export function MonitoredEndpoints({ rows, choice }: { rows: readonly MonitoredEndpoint[]; choice: Choice }) {
  const [all, setAll] = useState(false);
  const found = chosenEndpoints(rows, choice);
  const shown = all ? found : found.slice(0, SHOWN);
  const word = STATES.find(([state]) => state === choice.state)?.[1].word;
  const narrowed = [choice.type === null ? null : monitorWord(choice.type), word].filter((one) => one != null).join(": ");
  return (
    <Card title="Production endpoints" aside={`${plural(found.length, "endpoint")}, the highest tier first`} span="span-12">
      {narrowed && (
        <div className="chips">
          <Link className="chip" to={choicePath({ type: null, state: null })} aria-label={`Remove ${narrowed}`}>{narrowed} {"\u00d7"}</Link>
        </div>
      )}
      {found.length === 0 ? (
        <Empty title={narrowed ? "Your choice hides every row" : "No production endpoint is in service"} />
      ) : (
        <TableScroll label="Production endpoints">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Endpoint</th>
                <th scope="col" className="num">Tier</th>
                <th scope="col">Team</th>
                {MONITOR_TYPES.map(([type, label]) => (
                  <th key={type} scope="col">{label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.endpoint_arn}>
                  <td className="wrap">
                    <Link to={endpointPath({ account: row.account_id, region: row.region, endpoint: row.endpoint_name })} data-row-link="">{row.endpoint_name}</Link>
                    <p className="meta">{row.account_name}, {row.region}{row.in_production === null && ", environment not known"}</p>
                  </td>
                  <td className="num">{row.tier}</td>
                  <td className="wrap">{row.team}</td>
                  {MONITOR_TYPES.map(([type]) => {
                    const cell = row.monitors.find((one) => one.monitoring_type === type);
                    return <td key={type}>{cell ? <Badge {...monitorMeaning(cell.monitoring_state, cell.obstacle)} /> : <Badge tone="neutral" word="Unknown" />}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {found.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>Show all {count(found.length)}</button>
      )}
    </Card>
  );
}
