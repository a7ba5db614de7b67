import { useState } from "react";
import type { GroupDetail, VersionRow } from "../../api/shape";
import { count, plural } from "../../format/number";
import { SelectionBar } from "../../list/selection";
import { groupVersionsPath, versionPath, type GroupKey } from "../../route/path";
import { Link } from "../../route/router";
import { approvalOf, maturity, MATURITY_HELP } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

const SHOWN = 25;

/** The versions with their links; those that are selected can be compared. */
export function VersionsCard({ detail, id }: { detail: GroupDetail; id: GroupKey }) {
  const [all, setAll] = useState(false);
  const [selected, setSelected] = useState<readonly number[]>([]);
  const shown = all ? detail.versions : detail.versions.slice(0, SHOWN);
  const keys = selected.map((version) => ({ ...id, version }));
  const toggle = (version: number) =>
    setSelected(selected.includes(version) ? selected.filter((one) => one !== version) : [...selected, version]);
  return (
    <Card title="Versions" aside={<Link to={groupVersionsPath(id)}>{plural(detail.versions.length, "version")} as a list</Link>} span="span-12">
      {detail.versions.length === 0 ? (
        <Empty title="No version was registered yet" />
      ) : (
        <>
          <SelectionBar count={keys.length} noun="version" versions={keys} paths={keys.map((key) => versionPath(key))} onClear={() => setSelected([])} />
          <TableScroll label="Versions">
            <table className="plain stack">
              <thead>
                <tr>
                  <th scope="col"><span className="sr">Select</span></th>
                  <th scope="col">Version</th>
                  <th scope="col" title={MATURITY_HELP}>What it is</th>
                  <th scope="col">Approval</th>
                  <th scope="col">Stage</th>
                  <th scope="col" className="num">Endpoints</th>
                  <th scope="col">Owner</th>
                  <th scope="col" className="num">Registered</th>
                  <th scope="col" className="num">Changed</th>
                  <th scope="col">Changed by</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <VersionLine key={row.version} row={row} id={id} selected={selected.includes(row.version)} onToggle={() => toggle(row.version)} />
                ))}
              </tbody>
            </table>
          </TableScroll>
          {detail.versions.length > shown.length && (
            <button type="button" className="button link" onClick={() => setAll(true)}>
              Show all {count(detail.versions.length)}
            </button>
          )}
        </>
      )}
    </Card>
  );
}

interface VersionLineProps {
  row: VersionRow;
  id: GroupKey;
  selected: boolean;
  onToggle: () => void;
}

function VersionLine({ row, id, selected, onToggle }: VersionLineProps) {
  return (
    <tr aria-selected={selected}>
      <td className="inline">
        <input type="checkbox" data-select="" aria-label={`Select version ${row.version}`} checked={selected} onChange={onToggle} />
      </td>
      <td className="inline">
        <Link to={versionPath({ ...id, version: row.version })} data-row-link="">v{row.version}</Link>
      </td>
      <td className="inline"><Badge {...maturity(row.maturity)} /></td>
      <td className="inline"><Badge {...approvalOf(row)} /></td>
      <td className="nowrap">{row.stage ?? <span className="muted">none</span>}</td>
      <td className="num inline">
        {row.endpoints > 0 ? count(row.endpoints) : <span className="muted">0</span>}
        <span className="only-narrow"> {row.endpoints === 1 ? "endpoint" : "endpoints"}</span>
      </td>
      <td className="wrap"><Name text={row.owner} /></td>
      <td className="num meta nowrap inline"><span className="only-narrow">registered </span><Ago at={row.registered_at} short /></td>
      <td className="num meta nowrap inline"><span className="only-narrow">changed </span><Ago at={row.changed_at} short /></td>
      <td className="wrap">{row.changed_by === null ? <span className="muted">not known</span> : <Name text={row.changed_by} />}</td>
    </tr>
  );
}
