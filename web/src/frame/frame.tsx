import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { statusQuery } from "../api/query";
import type { Status } from "../api/shape";
import { plural } from "../format/number";
import { absolute } from "../format/time";
import { useRefetchOn } from "../live/refetch";
import { Link, usePlace } from "../route/router";
import { matchPath } from "../route/path";
import { asOf } from "../route/moment";
import { inScope, parseScope } from "../route/scope";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { gapScopes, gapSentence } from "./gap";
import { HelpDialog } from "./help";
import { Announcer, LiveBadge } from "./live-state";
import { Palette } from "./palette";
import { MomentBanner, MomentPicker } from "./moment-picker";
import { NAV } from "./places";
import { RangePicker } from "./range-picker";
import { ScopePicker } from "./scope-picker";
import { useShortcuts } from "./shortcut";
import { ThemeSwitch } from "./theme";

function Nav({ status, onGo }: { status: Status | undefined; onGo?: () => void }) {
  const place = usePlace();
  const page = matchPath(place.pathname);
  const scope = parseScope(place.search);
  const gaps = status ? gapScopes(status.gaps).length : 0;
  return (
    <nav className="nav" aria-label="Pages">
      {NAV.map(({ to, label, pages }) => (
        <Link key={to} to={inScope(to, scope)} aria-current={pages.includes(page.name) ? "page" : undefined} onClick={onGo}>
          {label}
          {to === "/coverage" && gaps > 0 && (
            <span className="nav-count" title={`${plural(gaps, "scope")} not read in full`}>
              {gaps}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Brand() {
  return (
    <Link className="brand" to="/">
      <Icon name="cube" />
      modelgov
    </Link>
  );
}

function SearchButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button type="button" className="search-button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K /" onClick={onOpen}>
      <Icon name="search" />
      <span>Search</span>
      <kbd className="only-wide" aria-hidden="true">
        Ctrl K
      </kbd>
    </button>
  );
}

type Open = "none" | "menu" | "help" | "search";

export function Frame({ children }: { children: ReactNode }) {
  const { data: status, isPending } = useQuery(statusQuery);
  useRefetchOn("coverage", statusQuery.queryKey);
  const [open, setOpen] = useState<Open>("none");
  const close = () => setOpen("none");
  useShortcuts({
    search: () => setOpen("search"),
    help: () => setOpen("help"),
  });
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <aside className="side" aria-label="modelgov">
        <div className="side-inner">
          <Brand />
          <Nav status={status} />
          {status && (
            <p className="side-foot meta">
              modelgov {status.version}, <Link to="/api/docs">HTTP API</Link>
            </p>
          )}
        </div>
      </aside>
      <div>
        <header className="top">
          <button type="button" className="button quiet square only-narrow" aria-label="Menu" onClick={() => setOpen("menu")}>
            <Icon name="menu" />
          </button>
          <SearchButton onOpen={() => setOpen("search")} />
          <ScopePicker />
          <RangePicker />
          <MomentPicker />
          <div className="top-state">
            {asOf() === null && <LiveBadge lastEventAt={status?.last_event_at ?? null} />}
            {status?.local_only && <span className="only-wide">Local only, no sign-in yet</span>}
            <button type="button" className="button quiet square only-wide" aria-label="Keyboard help" onClick={() => setOpen("help")}>
              ?
            </button>
            <ThemeSwitch />
          </div>
        </header>
        <MomentBanner loading={isPending} />
        {status && !status.complete && <GapBanner status={status} />}
        {status && (
          <p className="meta print-only">
            modelgov {status.version}, {plural(status.accounts, "account")}, {plural(status.regions, "region")}
            {status.last_collected_at && `, collected ${absolute(status.last_collected_at)}`}
          </p>
        )}
        <main id="main" className="page" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Announcer />
      <HelpDialog open={open === "help"} onClose={close} />
      <Palette open={open === "search"} onClose={close} />
      <Dialog title="modelgov" className="sheet" open={open === "menu"} onClose={close}>
        <Nav status={status} onGo={close} />
        {status?.local_only && <p className="side-foot meta">Local only, no sign-in yet</p>}
      </Dialog>
    </div>
  );
}

function GapBanner({ status }: { status: Status }) {
  return (
    <div className="banner" role="status">
      <Icon name="triangle" />
      <span>
        {gapSentence(status)} <Link to="/coverage">See coverage</Link>
      </span>
    </div>
  );
}
