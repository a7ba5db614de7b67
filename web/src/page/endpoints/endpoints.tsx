import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { endpointsFile, endpointsQuery } from "../../api/query";
import type { EndpointPage, EndpointRow, EndpointSummary } from "../../api/shape";
import { plural } from "../../format/number";
import { Facets } from "../../list/facets";
import { NewPill } from "../../list/new-pill";
import { chosenColumns, ListTable } from "../../list/table";
import { Chips, ColumnMenu, FileLink } from "../../list/toolbar";
import { useAnswered, useWindows, type Windows } from "../../list/windows";
import { useRefetchOn } from "../../live/refetch";
import { ENDPOINTS, type EndpointFilter } from "../../route/endpoints";
import { withoutValue } from "../../route/list";
import { navigate, usePlace, useRange } from "../../route/router";
import { Dialog } from "../../ui/dialog";
import { HelpText } from "../../ui/help-text";
import { Icon } from "../../ui/icon";
import { markFilter, usePainted } from "../../ui/marks";
import { Empty, ErrorNote, Skeleton } from "../../ui/states";
import { useTitle } from "../../ui/title";
import { ENDPOINT_COLUMNS } from "./columns";
import { EndpointKpis } from "./kpis";
import { ENDPOINT_WORDS, endpointChips, type EndpointChip } from "./labels";

const KEY = ["endpoints"] as const;
const HELP = [
  ["Cost a month", "List price of the instances that run now, for 730 hours. Serverless endpoints are paid for by use and are no part of it."],
  ["This month so far", "Hours in service since the month began, until the last collection, at list price; beside it what AWS billed, where cost and usage data is read. The end of the month assumes that what runs now runs on."],
  ["Idle", "All variants and components were there and asked about for 14 days or more and no request came. Where that was not seen for so long it is unknown."],
  ["Fit", "What the controls of utilisation say: too busy on average, hardly used, or neither. A control that could not judge makes it unknown."],
  ["Latency", "Time in the model as CloudWatch has it. p50: half of the requests took less. p99: 99 of 100 took less, in the median hour."],
  ["Unregistered", "It serves a model that no version of the registry explains, by name or by artifact."],
  ["A dash", "Nothing was seen: not known, never zero."],
  ["Time range", "It is of the requests in error and of the cost of its months, above the list. The list itself, idle and fit are of the 7, 14 and 30 days that they name."],
] as const;

function go(filter: EndpointFilter): void {
  markFilter();
  navigate(ENDPOINTS.to(filter));
}

function without(filter: EndpointFilter, chip: EndpointChip): EndpointFilter {
  return chip.key === "q" ? { ...filter, q: "" } : withoutValue(filter, chip.key, chip.value);
}

export default function EndpointsPage() {
  useTitle("Endpoints");
  const filter = ENDPOINTS.parse(usePlace().search);
  const range = useRange();
  const windows = useWindows<EndpointRow, EndpointPage>((offset) => endpointsQuery(filter, offset, range));
  const { data } = useQuery(endpointsQuery(filter, 0, range));
  const [atTop, setAtTop] = useState(true);
  useRefetchOn("changes", KEY, !atTop);
  usePainted(windows.total !== null && !windows.stale ? `${ENDPOINTS.format(filter)} ${windows.updatedAt}` : null);
  if (windows.total === null && windows.error === null) return <Skeleton label="Loading the endpoints" heights={[104, 520]} />;
  return <EndpointsView filter={filter} windows={windows} summary={data?.summary ?? null} atTop={atTop} onTop={setAtTop} />;
}

interface EndpointsViewProps {
  filter: EndpointFilter;
  windows: Windows<EndpointRow>;
  summary: EndpointSummary | null;
  atTop: boolean;
  onTop: (atTop: boolean) => void;
}

export function EndpointsView({ filter, windows, summary, atTop, onTop }: EndpointsViewProps) {
  const [sheet, setSheet] = useState(false);
  const total = windows.total ?? 0;
  const columns = chosenColumns(ENDPOINT_COLUMNS, filter.columns);
  const answered = useAnswered(filter, ENDPOINTS.format(filter), windows.stale);
  const chips = endpointChips(answered);
  const facets = (
    <Facets
      names={ENDPOINTS.facets}
      words={ENDPOINT_WORDS}
      chosen={filter.values}
      facets={windows.facets}
      onToggle={(facet, value) => go(ENDPOINTS.toggle(filter, facet, value))}
      onClear={(facet) => go(ENDPOINTS.withValues(filter, facet, []))}
    />
  );
  return (
    <div className="models findings endpoints">
      <div className="page-head models-head">
        <h1>Endpoints and cost</h1>
        <div className="models-tools">
          <span className="muted models-count" role="status">
            {windows.error === null && plural(total, "endpoint")}
          </span>
          <button type="button" className="button only-narrow" onClick={() => setSheet(true)}>
            <Icon name="filter" />
            Filters{chips.length > 0 && ` (${chips.length})`}
          </button>
          <ColumnMenu
            all={ENDPOINT_COLUMNS}
            shown={columns.map((column) => column.key)}
            chosen={filter.columns !== null}
            onColumns={(chosen) => navigate(ENDPOINTS.to({ ...filter, columns: chosen }))}
          />
          <FileLink path={endpointsFile(filter)} name="endpoints.csv">CSV</FileLink>
        </div>
      </div>
      {summary && <EndpointKpis summary={summary} filter={filter} />}
      <HelpText rows={HELP} />
      <Chips chips={chips} onRemove={(chip) => go(without(filter, chip))} onClear={() => go(ENDPOINTS.clear(filter))} />
      <div className="models-body">
        <aside className="card models-facets" aria-label="Filters">
          {facets}
        </aside>
        <div className="card models-list">
          {windows.error !== null ? (
            <ErrorNote error={windows.error} retry={windows.retry}>
              {ENDPOINTS.isFiltered(filter) && <ClearButton filter={filter} />}
            </ErrorNote>
          ) : total === 0 && !windows.stale ? (
            <NoRows filter={filter} />
          ) : (
            <ListTable
              label="Endpoints"
              listKey={ENDPOINTS.search(answered)}
              columns={columns}
              windows={windows}
              assetOf={(row) => row.endpoint_arn}
              sort={filter.sort}
              onSort={(sort) => go({ ...filter, sort })}
              onTop={onTop}
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

function ClearButton({ filter }: { filter: EndpointFilter }) {
  return (
    <button type="button" className="button" onClick={() => go(ENDPOINTS.clear(filter))}>
      Clear filters
    </button>
  );
}

function NoRows({ filter }: { filter: EndpointFilter }) {
  if (ENDPOINTS.isFiltered(filter)) {
    return (
      <Empty title="Your filters hide every row">
        <ClearButton filter={filter} />
      </Empty>
    );
  }
  return (
    <Empty title="No endpoint was seen yet">
      <p>
        Run <code>modelgov collect</code> to read your accounts. Endpoints that it finds appear here by themselves.
      </p>
    </Empty>
  );
}
