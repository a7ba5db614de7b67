import { useState } from "react";
import type { GroupPage, VersionPage } from "../../api/shape";
import { listFile, windowQuery } from "../../api/query";
import { plural } from "../../format/number";
import { Facets } from "../../list/facets";
import { NewPill } from "../../list/new-pill";
import { ListTable } from "../../list/table";
import { Chips, ColumnMenu, FileLink, SearchField } from "../../list/toolbar";
import { useAnswered, useWindows, type Windows } from "../../list/windows";
import { useRefetchOn } from "../../live/refetch";
import * as url from "../../route/filter";
import { withoutValue } from "../../route/list";
import { navigate, usePlace } from "../../route/router";
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { markFilter, usePainted } from "../../ui/marks";
import { Empty, ErrorNote, Skeleton } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useTitle } from "../../ui/title";
import { allColumns, assetOf, shownColumns, type Row } from "./columns";
import { chipsOf, WORDS, type ModelsChip } from "./labels";
import { SelectedBar, useSelected } from "./selected";
import { ViewsMenu } from "./views";

const KEY = ["models"] as const;
const TABS = [
  ["versions", "Versions"],
  ["groups", "Groups"],
] as const;

function go(filter: url.ModelsFilter, typing = false): void {
  markFilter();
  navigate(url.modelsPath(filter), { replace: typing });
}

function without(filter: url.ModelsFilter, chip: ModelsChip): url.ModelsFilter {
  switch (chip.key) {
    case "q":
      return { ...filter, q: "" };
    case "registered":
      return { ...filter, registered: null };
    case "waitingOverDays":
      return { ...filter, waitingOverDays: null };
    default:
      return withoutValue(filter, chip.key, chip.value);
  }
}

export default function ModelsPage() {
  useTitle("Models");
  const filter = url.parseFilter(usePlace().search);
  const windows = useWindows<Row, VersionPage | GroupPage>((offset) => windowQuery(filter, offset));
  const [atTop, setAtTop] = useState(true);
  useRefetchOn("changes", KEY, !atTop);
  usePainted(windows.total !== null && !windows.stale ? `${url.formatFilter(filter)} ${windows.updatedAt}` : null);
  if (windows.total === null && windows.error === null) return <Skeleton label="Loading the models" heights={[32, 520]} />;
  return <ModelsView filter={filter} windows={windows} atTop={atTop} onTop={setAtTop} />;
}

interface ModelsViewProps {
  filter: url.ModelsFilter;
  windows: Windows<Row>;
  atTop: boolean;
  onTop: (atTop: boolean) => void;
}

function ModelsView({ filter, windows, atTop, onTop }: ModelsViewProps) {
  const [sheet, setSheet] = useState(false);
  const selected = useSelected(filter.view);
  const answered = useAnswered(filter, url.formatFilter(filter), windows.stale);
  const chips = chipsOf(answered);
  const noun = filter.view === "versions" ? "version" : "group";
  const total = windows.total ?? 0;
  const facets = (
    <Facets
      key={filter.view}
      names={url.facetsOf(filter.view)}
      words={WORDS}
      chosen={filter.values}
      facets={windows.facets}
      onToggle={(facet, value) => go(url.toggleValue(filter, facet, value))}
      onClear={(facet) => go(url.withValues(filter, facet, []))}
    />
  );
  return (
    <div className="models">
      <div className="page-head models-head">
        <div className="models-title">
          <h1>Models</h1>
          <Tabs label="What to list" tabs={TABS} view={filter.view} onView={(view) => go(url.withView(filter, view))} />
        </div>
        <div className="models-tools">
          <SearchField
            label="Search models"
            placeholder="Models, owners, teams"
            value={filter.q}
            onSearch={(q, typing) => go({ ...filter, q }, typing)}
          />
          <span className="muted models-count" role="status">
            {windows.error === null && plural(total, noun)}
          </span>
          <button type="button" className="button only-narrow" onClick={() => setSheet(true)}>
            <Icon name="filter" />
            Filters{chips.length > 0 && ` (${chips.length})`}
          </button>
          <ViewsMenu filter={filter} />
          <ColumnMenu
            all={allColumns(filter.view)}
            shown={shownColumns(filter).map((column) => column.key)}
            chosen={filter.columns !== null}
            onColumns={(columns) => navigate(url.modelsPath({ ...filter, columns }))}
          />
          <FileLink path={listFile(filter, "csv")} name={`${filter.view}.csv`}>
            CSV
          </FileLink>
          <FileLink path={listFile(filter, "parquet")} name={`${filter.view}.parquet`}>
            Parquet
          </FileLink>
        </div>
      </div>
      <Chips chips={chips} onRemove={(chip) => go(without(filter, chip))} onClear={() => go(url.clearFilter(filter))} />
      <SelectedBar selected={selected} filter={filter} />
      <div className="models-body">
        <aside className="card models-facets" aria-label="Filters">
          {facets}
        </aside>
        <div className="card models-list">
          {windows.error !== null ? (
            <NotRead filter={filter} windows={windows} />
          ) : total === 0 && !windows.stale ? (
            <NoRows filter={filter} />
          ) : (
            <ListTable
              label={filter.view === "versions" ? "Model versions" : "Model groups"}
              listKey={url.apiSearch(answered) + answered.view}
              columns={shownColumns(filter)}
              windows={windows}
              assetOf={assetOf}
              sort={filter.sort}
              onSort={(sort) => go({ ...filter, sort })}
              onTop={onTop}
              selection={selected}
            />
          )}
          {!atTop && <NewPill count="changes" />}
        </div>
      </div>
      <Dialog title="Filters" className="sheet right" open={sheet} onClose={() => setSheet(false)}>
        {facets}
      </Dialog>
    </div>
  );
}

function ClearButton({ filter }: { filter: url.ModelsFilter }) {
  return (
    <button type="button" className="button" onClick={() => go(url.clearFilter(filter))}>
      Clear filters
    </button>
  );
}

/** The tools stay beside it: what was asked for may be what the server could not answer. */
function NotRead({ filter, windows }: { filter: url.ModelsFilter; windows: Windows<Row> }) {
  return (
    <ErrorNote error={windows.error} retry={windows.retry}>
      {url.isFiltered(filter) && <ClearButton filter={filter} />}
    </ErrorNote>
  );
}

function NoRows({ filter }: { filter: url.ModelsFilter }) {
  if (url.isFiltered(filter)) {
    return (
      <Empty title="Your filters hide every row">
        <ClearButton filter={filter} />
      </Empty>
    );
  }
  return (
    <Empty title="Nothing collected yet">
      <p>
        Run <code>modelgov collect</code> to read your accounts. What it finds appears here by itself.
      </p>
    </Empty>
  );
}
