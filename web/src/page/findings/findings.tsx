import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findingsFile, findingsQuery, scoresQuery } from "../../api/query";
import type { FindingPage, FindingRow, FindingSummary } from "../../api/shape";
import { plural } from "../../format/number";
import { Facets } from "../../list/facets";
import { NewPill } from "../../list/new-pill";
import { chosenColumns, ListTable } from "../../list/table";
import { Chips, ColumnMenu, FileLink, SearchField } from "../../list/toolbar";
import { useAnswered, useWindows, type Windows } from "../../list/windows";
import { useRefetchOn } from "../../live/refetch";
import * as url from "../../route/findings";
import { withoutValue } from "../../route/list";
import { navigate, usePlace, useRange } from "../../route/router";
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { markFilter, usePainted } from "../../ui/marks";
import { Empty, ErrorNote, NeverJudged, Skeleton } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useTitle } from "../../ui/title";
import { FINDING_COLUMNS } from "./columns";
import { ControlBox } from "./control-box";
import { FINDING_WORDS, findingChips, type FindingChip } from "./labels";
import { Summary } from "./summary";

const KEY = ["findings"] as const;
const SCORES = ["scores"] as const;
const TABS = [
  ["standing", "Standing"],
  ["resolved", "Resolved"],
] as const;

function go(filter: url.FindingsFilter, typing = false): void {
  markFilter();
  navigate(url.findingsPath(filter), { replace: typing });
}

function without(filter: url.FindingsFilter, chip: FindingChip): url.FindingsFilter {
  return chip.key === "q" ? { ...filter, q: "" } : withoutValue(filter, chip.key, chip.value);
}

export default function FindingsPage() {
  useTitle("Findings");
  const filter = url.parseFindings(usePlace().search);
  const windows = useWindows<FindingRow, FindingPage>((offset) => findingsQuery(filter, offset));
  const { data: summary, error: unsummed, refetch } = useQuery(scoresQuery(filter, useRange()));
  const [atTop, setAtTop] = useState(true);
  useRefetchOn("findings", KEY, !atTop);
  useRefetchOn("findings", SCORES);
  usePainted(windows.total !== null && !windows.stale ? `${url.formatFindings(filter)} ${windows.updatedAt}` : null);
  if (windows.total === null && windows.error === null) return <Skeleton label="Loading the findings" heights={[32, 520]} />;
  return <FindingsView filter={filter} windows={windows} summary={summary} unsummed={unsummed} onSum={() => void refetch()} atTop={atTop} onTop={setAtTop} />;
}

interface FindingsViewProps {
  filter: url.FindingsFilter;
  windows: Windows<FindingRow>;
  summary: FindingSummary | undefined;
  /** Why there is none. */
  unsummed: unknown;
  onSum: () => void;
  atTop: boolean;
  onTop: (atTop: boolean) => void;
}

function FindingsView({ filter, windows, summary, unsummed, onSum, atTop, onTop }: FindingsViewProps) {
  const [sheet, setSheet] = useState(false);
  const total = windows.total ?? 0;
  const columns = chosenColumns(FINDING_COLUMNS, filter.columns);
  const titles = new Map((windows.facets?.control_id ?? []).map((one) => [one.value, one.label]));
  const answered = useAnswered(filter, url.formatFindings(filter), windows.stale);
  const chips = findingChips(answered, (id) => (summary?.control?.id === id ? summary.control.title : (titles.get(id) ?? id)));
  const facets = (
    <Facets
      names={url.FINDING_FACETS}
      words={FINDING_WORDS}
      chosen={filter.values}
      facets={windows.facets}
      onToggle={(facet, value) => go(url.toggleFinding(filter, facet, value))}
      onClear={(facet) => go(url.withFindingValues(filter, facet, []))}
    />
  );
  return (
    <div className="models findings">
      <div className="page-head models-head">
        <div className="models-title">
          <h1>Findings</h1>
          <Tabs label="What to list" tabs={TABS} view={filter.standing ? "standing" : "resolved"} onView={(view) => go({ ...filter, standing: view === "standing" })} />
        </div>
        <div className="models-tools">
          <SearchField
            label="Search findings"
            placeholder="Controls, assets, owners"
            value={filter.q}
            onSearch={(q, typing) => go({ ...filter, q }, typing)}
          />
          <span className="muted models-count" role="status">
            {windows.error === null && plural(total, "finding")}
          </span>
          <button type="button" className="button only-narrow" onClick={() => setSheet(true)}>
            <Icon name="filter" />
            Filters{chips.length > 0 && ` (${chips.length})`}
          </button>
          <ColumnMenu
            all={FINDING_COLUMNS}
            shown={columns.map((column) => column.key)}
            chosen={filter.columns !== null}
            onColumns={(chosen) => navigate(url.findingsPath({ ...filter, columns: chosen }))}
          />
          <FileLink path={findingsFile(filter, "csv")} name="findings.csv">CSV</FileLink>
          <FileLink path={findingsFile(filter, "json")} name="findings.json">JSON</FileLink>
        </div>
      </div>
      {summary && <Summary summary={summary} narrowed={summary.control !== null || url.scoresSearch(filter) !== ""} />}
      {!summary && unsummed !== null && <ErrorNote error={unsummed} retry={onSum} />}
      {summary?.control && <ControlBox key={summary.control.id} control={summary.control} />}
      <Chips chips={chips} onRemove={(chip) => go(without(filter, chip))} onClear={() => go(url.clearFindings(filter))} />
      <div className="models-body">
        <aside className="card models-facets" aria-label="Filters">
          {facets}
        </aside>
        <div className="card models-list">
          {windows.error !== null ? (
            <ErrorNote error={windows.error} retry={windows.retry}>
              {url.isFindingsFiltered(filter) && <ClearButton filter={filter} />}
            </ErrorNote>
          ) : total === 0 && !windows.stale ? (
            <NoRows filter={filter} summary={summary} />
          ) : (
            <ListTable
              tall
              label={filter.standing ? "Findings that stand" : "Resolved findings"}
              listKey={url.findingsSearch(answered)}
              columns={columns}
              windows={windows}
              assetOf={(row) => row.finding_id}
              sort={filter.sort}
              onSort={(sort) => go({ ...filter, sort })}
              onTop={onTop}
            />
          )}
          {!atTop && <NewPill count="findings" />}
        </div>
      </div>
      <Dialog title="Filters" className="sheet right" open={sheet} onClose={() => setSheet(false)}>
        {facets}
      </Dialog>
    </div>
  );
}

function ClearButton({ filter }: { filter: url.FindingsFilter }) {
  return (
    <button type="button" className="button" onClick={() => go(url.clearFindings(filter))}>
      Clear filters
    </button>
  );
}

function NoRows({ filter, summary }: { filter: url.FindingsFilter; summary: FindingSummary | undefined }) {
  if (summary?.evaluated_at === null) return <NeverJudged />;
  if (url.isFindingsFiltered(filter)) {
    return (
      <Empty title="Your filters hide every row">
        <ClearButton filter={filter} />
      </Empty>
    );
  }
  return <Empty title={filter.standing ? "Nothing stands" : "Nothing was resolved yet"} />;
}
