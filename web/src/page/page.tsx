/** Which component draws which page, and what it fetches: chunk and data load side by side. */
import type { QueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef } from "react";
import { coverageQuery, overviewQuery, statusQuery, versionQuery, windowQuery } from "../api/query";
import { parseFilter } from "../route/filter";
import { groupPath, matchPath, type GroupKey, type Page } from "../route/path";
import { Link, navigate, usePlace, type Place } from "../route/router";
import { Boundary, Empty, Skeleton } from "../ui/states";
import { useTitle } from "../ui/title";

const overview = () => import("./overview/overview");
const models = () => import("./models/models");
const version = () => import("./version/version");
const coverage = () => import("./coverage/coverage");

const OverviewPage = lazy(overview);
const ModelsPage = lazy(models);
const VersionPage = lazy(version);
const CoveragePage = lazy(coverage);

/** A request that failed early is still in error when the page asks for it, which shows why. */
function shownByThePage(): void {}

/** Starts the requests of a page before its code has arrived. */
export function prefetch(client: QueryClient, place: Place): void {
  client.query(statusQuery).catch(shownByThePage);
  const page = matchPath(place.pathname);
  switch (page.name) {
    case "overview":
      client.query(overviewQuery).catch(shownByThePage);
      break;
    case "models":
      client.query(windowQuery(parseFilter(place.search), 0)).catch(shownByThePage);
      break;
    case "version":
      client.query(versionQuery(page.key)).catch(shownByThePage);
      break;
    case "coverage":
      client.query(coverageQuery).catch(shownByThePage);
      break;
    case "group":
    case "missing":
      break;
  }
}

/** Fetches the other pages' code once the first one is at rest. */
function useIdleChunks(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of [models, version, overview, coverage]) void load();
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
      <Suspense fallback={<Skeleton label="Loading the page" heights={[72, 300]} />}>
        <PageOf page={page} />
      </Suspense>
    </Boundary>
  );
}

function PageOf({ page }: { page: Page }) {
  switch (page.name) {
    case "overview":
      return <OverviewPage />;
    case "models":
      return <ModelsPage />;
    case "group":
      return <ToGroup target={page.key} />;
    case "version":
      return <VersionPage id={page.key} />;
    case "coverage":
      return <CoveragePage />;
    case "missing":
      return <Missing />;
  }
}

function ToGroup({ target }: { target: GroupKey }) {
  const to = groupPath(target);
  useEffect(() => navigate(to, { replace: true }), [to]);
  return null;
}

function Missing() {
  useTitle("No such page");
  return (
    <div className="card">
      <Empty title="There is no such page">
        <p>
          <Link to="/">Go to the overview</Link>
        </p>
      </Empty>
    </div>
  );
}
