import type { ComparedVersion, Comparison } from "../../api/shape";
import { comparePath, type Compared } from "../../route/compare";
import { groupPath, versionPath } from "../../route/path";
import { Link, navigate } from "../../route/router";
import { approvalOf, maturity } from "../../status";
import { Badge } from "../../ui/badge";
import { Name } from "../../ui/fold";
import { Icon } from "../../ui/icon";
import { Ago } from "../../ui/time";

/** How a column is headed: the number alone where all are of one group. */
export function columnName(comparison: Comparison, one: ComparedVersion): string {
  const same = comparison.versions.every(({ row }) => row.model_group === one.row.model_group && row.account_id === one.row.account_id && row.region === one.row.region);
  return same ? `v${one.row.version}` : `${one.row.model_group} v${one.row.version}`;
}

interface VersionHeadsProps {
  comparison: Comparison;
  compared: Compared;
}

/** What is compared: each can be opened, put first, or taken out. */
export function VersionHeads({ comparison, compared }: VersionHeadsProps) {
  return (
    <ol className="compare-heads" aria-label="Versions that are compared">
      {comparison.versions.map((one, index) => (
        <li key={one.row.model_version_arn} className="card">
          <Head one={one} index={index} compared={compared} />
        </li>
      ))}
    </ol>
  );
}

function Head({ one, index, compared }: { one: ComparedVersion; index: number; compared: Compared }) {
  const { row } = one;
  const key = { account: row.account_id, region: row.region, group: row.model_group };
  const name = `${row.model_group}, version ${row.version}`;
  const mine = compared.versions[index];
  const rest = compared.versions.filter((_, at) => at !== index);
  return (
    <>
      <div className="serving-head">
        <Link to={versionPath({ ...key, version: row.version })} data-row-link="" aria-label={name}>
          <strong>Version {row.version}</strong>
        </Link>
        <button type="button" className="button quiet square" aria-label={`Take out ${name}`} onClick={() => navigate(comparePath(rest, compared.all))}>
          <Icon name="close" />
        </button>
      </div>
      <p className="wrap">
        <Link to={groupPath(key)}><Name text={row.model_group} /></Link>
      </p>
      <p className="meta wrap">
        {row.account_name || row.account_id}, {row.region}. Registered <Ago at={row.registered_at} />
      </p>
      <p className="count-badges">
        <Badge {...maturity(row.maturity)} />
        <Badge {...approvalOf(row)} />
      </p>
      {index > 0 && mine !== undefined ? (
        <button type="button" className="button link" onClick={() => navigate(comparePath([mine, ...rest], compared.all))}>
          Put first
        </button>
      ) : (
        <p className="meta">The first: others are compared with it</p>
      )}
    </>
  );
}
