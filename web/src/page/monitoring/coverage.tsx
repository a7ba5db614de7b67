import type { MonitorType } from "../../api/shape";
import { count } from "../../format/number";
import { monitorWord } from "../../monitor";
import { Link } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { moveAmongLinks } from "../../ui/row-keys";
import { TableScroll } from "../../ui/table-scroll";
import { choicePath, STATES } from "./state";

const OBSTACLES: Readonly<Record<string, string>> = {
  none: "could have one at once",
  "no capture": "capture no data",
  serverless: "are serverless",
  "multi-model": "host many models",
  unknown: "have a config that was not seen",
};

/** Production endpoints by what each type of monitor does for them; a number leads to them. */
export function CoverageByType({ types }: { types: readonly MonitorType[] }) {
  return (
    <Card title="Coverage of production endpoints" aside="Endpoints by type of monitor" span="span-12">
      <TableScroll label="Coverage of production endpoints">
        <table className="plain" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Type</th>
              {STATES.map(([state, meaning]) => (
                <th key={state} scope="col" className="num"><Badge {...meaning} /></th>
              ))}
              <th scope="col">Those without one</th>
            </tr>
          </thead>
          <tbody>
            {types.map((type, index) => (
              <tr key={type.monitoring_type}>
                <th scope="row" className="nowrap">{monitorWord(type.monitoring_type)}</th>
                {STATES.map(([state, meaning], at) => (
                  <td key={state} className="num">
                    {type[state] === 0 ? (
                      <span className="muted">0</span>
                    ) : (
                      <Link
                        to={choicePath({ type: type.monitoring_type, state })}
                        tabIndex={index === 0 && at === 0 ? 0 : -1}
                        aria-label={`${count(type[state])}, ${monitorWord(type.monitoring_type)}: ${meaning.word}`}
                      >
                        {count(type[state])}
                      </Link>
                    )}
                  </td>
                ))}
                <td className="wrap muted">{withoutOne(type)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Card>
  );
}

function withoutOne(type: MonitorType): string {
  return Object.entries(type.obstacles)
    .map(([obstacle, endpoints]) => `${count(endpoints)} ${OBSTACLES[obstacle] ?? obstacle}`)
    .join(", ");
}
