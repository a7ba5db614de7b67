/** Which component draws which page, and what it fetches: chunk and data load side by side. */
import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import {
  accountsQuery,
  contractQuery,
  compareQuery,
  controlsQuery,
  coverageQuery,
  endpointMetricsQuery,
  endpointQuery,
  endpointsQuery,
  findingQuery,
  findingsQuery,
  frameworkQuery,
  frameworksQuery,
  groupQuery,
  metricsOf,
  monitoringQuery,
  overviewQuery,
  scoresQuery,
  statusQuery,
  teamQuery,
  teamsQuery,
  versionQuery,
  windowQuery,
} from "../api/query";
import { LEAST_COMPARED, parseCompare } from "../route/compare";
import { ENDPOINTS } from "../route/endpoints";
import { parseFilter } from "../route/filter";
import { parseFindings } from "../route/findings";
import { matchPath, versionTab, type Page } from "../route/path";
import { parseScope } from "../route/scope";
import { Link, usePlace, type Place } from "../route/router";
import { Boundary, Empty, Skeleton } from "../ui/states";
import { useTitle } from "../ui/title";
import { chunk, useChunk, type Chunk } from "./chunk";
import { loadTab } from "./version/tabs";

const overview = chunk(() => import("./overview/overview"));
const models = chunk(() => import("./models/models"));
const group = chunk(() => import("./group/group"));
const version = chunk(() => import("./version/version"));
const compare = chunk(() => import("./compare/compare"));
const coverage = chunk(() => import("./coverage/coverage"));
const findings = chunk(() => import("./findings/findings"));
const finding = chunk(() => import("./finding/finding"));
const endpoints = chunk(() => import("./endpoints/endpoints"));
const endpoint = chunk(() => import("./endpoint/endpoint"));
const monitoring = chunk(() => import("./monitoring/monitoring"));
const controls = chunk(() => import("./controls/controls"));
const teams = chunk(() => import("./teams/teams"));
const team = chunk(() => import("./team/team"));
const accounts = chunk(() => import("./accounts/accounts"));
const frameworks = chunk(() => import("./frameworks/frameworks"));
const api = chunk(() => import("./api/api"));
const framework = chunk(() => import("./frameworks/framework"));

const CHUNKS = [
  ...[models, group, findings, finding, version, compare, overview, endpoints, endpoint, monitoring],
  ...[coverage, accounts, controls, teams, team, frameworks, framework, api],
];

/** A request that failed early is still in error when the page asks for it, which shows why. */
function shownByThePage(): void {}

/** Starts the requests of a page together with the load of its code. */
export function prefetch(client: QueryClient, place: Place): void {
  client.query(statusQuery).catch(shownByThePage);
  const page = matchPath(place.pathname);
  switch (page.name) {
    case "overview":
      overview.load();
      client.query(overviewQuery(parseScope(place.search))).catch(shownByThePage);
      break;
    case "models":
      models.load();
      client.query(windowQuery(parseFilter(place.search), 0)).catch(shownByThePage);
      break;
    case "group":
      group.load();
      client.query(groupQuery(page.key)).catch(shownByThePage);
      break;
    case "version":
      version.load();
      client.query(versionQuery(page.key)).catch(shownByThePage);
      loadTab(client, page.key, versionTab(place.search));
      break;
    case "compare": {
      const { versions } = parseCompare(place.search);
      compare.load();
      if (versions.length >= LEAST_COMPARED) client.query(compareQuery(versions)).catch(shownByThePage);
      break;
    }
    case "coverage":
      coverage.load();
      client.query(coverageQuery).catch(shownByThePage);
      break;
    case "findings": {
      const filter = parseFindings(place.search);
      findings.load();
      client.query(findingsQuery(filter, 0)).catch(shownByThePage);
      client.query(scoresQuery(filter)).catch(shownByThePage);
      break;
    }
    case "finding":
      finding.load();
      client.query(findingQuery(page.key)).catch(shownByThePage);
      break;
    case "endpoints":
      endpoints.load();
      client.query(endpointsQuery(ENDPOINTS.parse(place.search), 0)).catch(shownByThePage);
      break;
    case "endpoint":
      endpoint.load();
      client.query(endpointQuery(page.key)).catch(shownByThePage);
      client.query(endpointMetricsQuery(page.key, metricsOf(place.search))).catch(shownByThePage);
      break;
    case "monitoring":
      monitoring.load();
      client.query(monitoringQuery).catch(shownByThePage);
      break;
    case "controls":
      controls.load();
      client.query(controlsQuery).catch(shownByThePage);
      break;
    case "teams":
      teams.load();
      client.query(teamsQuery).catch(shownByThePage);
      break;
    case "team":
      team.load();
      client.query(teamQuery(page.team)).catch(shownByThePage);
      break;
    case "accounts":
      accounts.load();
      client.query(accountsQuery).catch(shownByThePage);
      break;
    case "frameworks":
      frameworks.load();
      client.query(frameworksQuery).catch(shownByThePage);
      break;
    case "framework":
      framework.load();
      client.query(frameworkQuery(page.id)).catch(shownByThePage);
      break;
    case "api":
      api.load();
      client.query(contractQuery).catch(shownByThePage);
      break;
    case "missing":
      break;
  }
}

/** Fetches the other pages' code once the first one is at rest. */
function useIdleChunks(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const one of CHUNKS) one.load();
    }, 1500);
    return () => clearTimeout(timer);
  }, []);
}

/** A new page takes the focus, so that a reader starts at its head and Tab goes on from there. */
function useFocusOnNewPage(pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [pathname]);
}

export function CurrentPage() {
  const place = usePlace();
  useIdleChunks();
  useFocusOnNewPage(place.pathname);
  const page = matchPath(place.pathname);
  return (
    <Boundary key={place.pathname}>
      <PageOf page={page} />
    </Boundary>
  );
}

function PageOf({ page }: { page: Page }) {
  switch (page.name) {
    case "overview":
      return <Loaded page={overview} />;
    case "models":
      return <Loaded page={models} />;
    case "group":
      return <LoadedOf page={group} id={page.key} />;
    case "version":
      return <LoadedOf page={version} id={page.key} />;
    case "findings":
      return <Loaded page={findings} />;
    case "finding":
      return <LoadedOf page={finding} id={page.key} />;
    case "endpoints":
      return <Loaded page={endpoints} />;
    case "endpoint":
      return <LoadedOf page={endpoint} id={page.key} />;
    case "monitoring":
      return <Loaded page={monitoring} />;
    case "controls":
      return <Loaded page={controls} />;
    case "teams":
      return <Loaded page={teams} />;
    case "team":
      return <LoadedOf page={team} id={page.team} />;
    case "accounts":
      return <Loaded page={accounts} />;
    case "compare":
      return <Loaded page={compare} />;
    case "coverage":
      return <Loaded page={coverage} />;
    case "frameworks":
      return <Loaded page={frameworks} />;
    case "framework":
      return <LoadedOf page={framework} id={page.id} />;
    case "api":
      return <Loaded page={api} />;
    case "missing":
      return <Missing />;
  }
}

function Waiting() {
  return <Skeleton label="Loading the page" heights={[72, 300]} />;
}

function Loaded({ page }: { page: Chunk<object> }) {
  const Page = useChunk(page);
  return Page ? <Page /> : <Waiting />;
}

function LoadedOf<K>({ page, id }: { page: Chunk<{ id: K }>; id: K }) {
  const Page = useChunk(page);
  return Page ? <Page id={id} /> : <Waiting />;
}

function Missing() {
  useTitle("No such page");
  return (
    <>
      <div className="page-head">
        <h1>There is no such page</h1>
      </div>
      <div className="card">
        <Empty title="Nothing stands at this address">
          <p>
            <Link to="/">Go to the overview</Link>
          </p>
        </Empty>
      </div>
    </>
  );
}
