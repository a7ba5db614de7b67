import type { Sibling } from "../../api/shape";
import { plural } from "../../format/number";
import { comparePath } from "../../route/compare";
import { groupPath, versionPath, type VersionKey } from "../../route/path";
import { Link } from "../../route/router";
import { approvalOf } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Ago } from "../../ui/time";

const SHOWN = 10;

export function Siblings({ siblings, id }: { siblings: readonly Sibling[]; id: VersionKey }) {
  const sorted = [...siblings].sort((a, b) => b.version - a.version);
  const at = sorted.findIndex((one) => one.version === id.version);
  const from = Math.max(0, Math.min(at - SHOWN / 2, sorted.length - SHOWN));
  const before = sorted[at + 1];
  const all = (
    <>
      {before && <><Link to={comparePath([{ ...id, version: before.version }, id])}>Compare with v{before.version}</Link>, </>}
      <Link to={groupPath(id)}>{plural(siblings.length, "version")}</Link>
    </>
  );
  return (
    <Card title="Versions of this group" aside={all} span="span-4">
      <table className="plain">
        <tbody>
          {sorted.slice(from, from + SHOWN).map((one) => (
            <tr key={one.version} aria-current={one.version === id.version ? "true" : undefined}>
              <td>
                {one.version === id.version ? (
                  <strong>v{one.version}</strong>
                ) : (
                  <Link to={versionPath({ ...id, version: one.version })} data-row-link="">
                    v{one.version}
                  </Link>
                )}
              </td>
              <td>
                <Badge {...approvalOf(one)} />
              </td>
              <td className="muted">{one.production ? "serving" : ""}</td>
              <td className="num meta">
                <Ago at={one.registered_at} short />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
