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
import { parseRange } from "../route/range";
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

/** Starts the requests of a page together with the load of its code; ends when all are there, or failed. */
export async function prefetch(client: QueryClient, place: Place): Promise<void> {
  await Promise.allSettled([client.query(statusQuery), ...started(client, place)]); // the page shows what failed
}

function started(client: QueryClient, place: Place): readonly Promise<unknown>[] {
  const page = matchPath(place.pathname);
  switch (page.name) {
    case "overview":
      return [overview.load(), client.query(overviewQuery(parseScope(place.search), parseRange(place.search)))];
    case "models":
      return [models.load(), client.query(windowQuery(parseFilter(place.search), 0))];
    case "group":
      return [group.load(), client.query(groupQuery(page.key, parseRange(place.search)))];
    case "version":
      return [version.load(), client.query(versionQuery(page.key)), ...loadTab(client, page.key, versionTab(place.search), parseRange(place.search))];
    case "compare": {
      const { versions } = parseCompare(place.search);
      return [compare.load(), ...(versions.length >= LEAST_COMPARED ? [client.query(compareQuery(versions))] : [])];
    }
    case "coverage":
      return [coverage.load(), client.query(coverageQuery)];
    case "findings": {
      const filter = parseFindings(place.search);
      return [findings.load(), client.query(findingsQuery(filter, 0)), client.query(scoresQuery(filter, parseRange(place.search)))];
    }
    case "finding":
      return [finding.load(), client.query(findingQuery(page.key))];
    case "endpoints":
      return [endpoints.load(), client.query(endpointsQuery(ENDPOINTS.parse(place.search), 0, parseRange(place.search)))];
    case "endpoint": {
      const range = parseRange(place.search);
      return [endpoint.load(), client.query(endpointQuery(page.key, range)), client.query(endpointMetricsQuery(page.key, range))];
    }
    case "monitoring":
      return [monitoring.load(), client.query(monitoringQuery(parseRange(place.search)))];
    case "controls":
      return [controls.load(), client.query(controlsQuery)];
    case "teams":
      return [teams.load(), client.query(teamsQuery(parseRange(place.search)))];
    case "team":
      return [team.load(), client.query(teamQuery(page.team, parseRange(place.search)))];
    case "accounts":
      return [accounts.load(), client.query(accountsQuery)];
    case "frameworks":
      return [frameworks.load(), client.query(frameworksQuery)];
    case "framework":
      return [framework.load(), client.query(frameworkQuery(page.id))];
    case "api":
      return [api.load(), client.query(contractQuery)];
    case "missing":
      return [];
  }
}

/** Fetches the other pages' code once the first one is at rest. */
function useIdleChunks(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const one of CHUNKS) void one.load();
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
