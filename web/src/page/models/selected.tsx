import { useState } from "react";
import { selectionPath } from "../../api/query";
import { SelectionBar } from "../../list/selection";
import type { Selection } from "../../list/table";
import type { ModelsFilter, View } from "../../route/filter";
import { groupPath, versionPath, type GroupKey } from "../../route/path";
import { assetOf, isVersion, type Row } from "./columns";

/** The API takes so many values of one filter. */
export const MOST_SELECTED = 100;

export interface Selected extends Selection<Row> {
  readonly view: View;
  readonly rows: readonly Row[];
  readonly clear: () => void;
}

function groupKey(row: Row): GroupKey {
  return { account: row.account_id, region: row.region, group: row.model_group };
}

/** The rows that are selected stay so while filters change; the other list begins with none. */
export function useSelected(view: View): Selected {
  const [kept, setKept] = useState<{ view: View; rows: ReadonlyMap<string, Row> }>({ view, rows: new Map() });
  const rows: ReadonlyMap<string, Row> = kept.view === view ? kept.rows : new Map();
  return {
    view,
    rows: [...rows.values()],
    has: (asset) => rows.has(asset),
    name: (row) => (isVersion(row) ? `${row.model_group}, version ${row.version}` : row.model_group),
    set: (changed, on) => {
      const next = new Map(rows);
      for (const row of changed) {
        if (!on) next.delete(assetOf(row));
        else if (next.size < MOST_SELECTED) next.set(assetOf(row), row);
      }
      setKept({ view, rows: next });
    },
    clear: () => setKept({ view, rows: new Map() }),
  };
}

export function SelectedBar({ selected, filter }: { selected: Selected; filter: ModelsFilter }) {
  const { rows, view } = selected;
  const versions = rows.filter(isVersion).map((row) => ({ ...groupKey(row), version: row.version }));
  return (
    <SelectionBar
      count={rows.length}
      noun={view === "versions" ? "version" : "group"}
      versions={view === "versions" ? versions : null}
      paths={view === "versions" ? versions.map((key) => versionPath(key)) : rows.map((row) => groupPath(groupKey(row)))}
      csv={selectionPath(filter, rows.map(assetOf))}
      onClear={selected.clear}
    />
  );
}
