import type { GroupDetail } from "../../api/shape";
import { count, plural } from "../../format/number";
import { findingsPath } from "../../route/findings";
import { findingPath, type GroupKey } from "../../route/path";
import { Link } from "../../route/router";
import { judged, severity } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { Empty, NeverJudged } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

/** What controls found of the group, of its versions and of the endpoints that run them: the worst first. */
export function GroupFindings({ detail, id }: { detail: GroupDetail; id: GroupKey }) {
  const { findings } = detail;
  const all = findingsPath({ values: { account_id: [id.account], region: [id.region], model_group: [id.group] } });
  const others = findings.standing - findings.failed;
  return (
    <Card
      title="Findings"
      aside={findings.standing > 0 ? <>{`${plural(findings.failed, "failure")}, ${plural(others, "other")}. `}<Link to={all}>List of the group</Link></> : undefined}
      span="span-8"
    >
      {findings.judged_at === null ? (
        <NeverJudged />
      ) : findings.standing === 0 ? (
        <Empty title="No finding stands of it, of its versions or of its endpoints" />
      ) : (
        <>
          <TableScroll label="Findings">
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col">What was found</th>
                  <th scope="col">Severity</th>
                  <th scope="col">Status</th>
                  <th scope="col">Asset</th>
                  <th scope="col" className="num">First seen</th>
                </tr>
              </thead>
              <tbody>
                {findings.worst.map((one) => (
                  <tr key={one.finding_id}>
                    <td className="wrap">
                      <Link to={findingPath({ control: one.control_id, asset: one.judged_asset })} data-row-link="" title={one.title}>{one.reason ?? one.title}</Link>
                    </td>
                    <td className="inline"><Badge {...severity(one.severity)} /></td>
                    <td className="inline"><Badge {...judged(one.status)} /></td>
                    <td className="wrap inline" title={one.judged_asset}><Name text={one.asset_name} /></td>
                    <td className="num meta nowrap"><Ago at={one.opened_at} short /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          {findings.standing > findings.worst.length && (
            <p className="meta">The worst {count(findings.worst.length)} of {count(findings.standing)}.</p>
          )}
        </>
      )}
    </Card>
  );
}
