/** Views by name: filters, sort and columns. The address is the state; this browser only remembers addresses. */
import { useState, useSyncExternalStore } from "react";
import { formatFilter, modelsPath, parseFilter, type ModelsFilter } from "../../route/filter";
import { Link } from "../../route/router";
import { Icon } from "../../ui/icon";
import { Menu } from "../../ui/menu";

const STORE = "modelgov:views";
const MOST = 50;
const LONGEST = 60;

export interface SavedView {
  readonly name: string;
  readonly search: string;
}

const listeners = new Set<() => void>();
let kept: { readonly text: string; readonly views: readonly SavedView[] } = { text: "", views: [] };

function isView(value: unknown): value is SavedView {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" && "search" in value && typeof value.search === "string";
}

function parse(text: string): readonly SavedView[] {
  try {
    const found: unknown = JSON.parse(text || "[]");
    return Array.isArray(found) ? found.filter(isView).slice(0, MOST) : [];
  } catch {
    return []; // somebody else's, or cut short: as good as nothing
  }
}

export function savedViews(): readonly SavedView[] {
  let text = "";
  try {
    text = localStorage.getItem(STORE) ?? "";
  } catch {
    return kept.views; // without storage they last as long as the page
  }
  if (text !== kept.text) kept = { text, views: parse(text) };
  return kept.views;
}

function keep(views: readonly SavedView[]): void {
  const text = JSON.stringify(views);
  try {
    localStorage.setItem(STORE, text);
  } catch {
    // Without storage they last as long as the page.
  }
  kept = { text, views };
  listeners.forEach((listener) => listener());
}

/** A name stands for one view: the newest that was given it. */
export function saveView(name: string, filter: ModelsFilter): void {
  const others = savedViews().filter((one) => one.name !== name);
  keep([...others, { name, search: formatFilter(filter) }].slice(-MOST));
}

export function forgetView(name: string): void {
  keep(savedViews().filter((one) => one.name !== name));
}

function useSavedViews(): readonly SavedView[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, savedViews);
}

const GIVEN: readonly (readonly [name: string, filter: Partial<ModelsFilter>])[] = [
  ["Validated production", { values: { maturity: ["production"] } }],
  ["Serves without approval", { values: { maturity: ["unapproved_production"] } }],
  ["Validated, not serving", { values: { maturity: ["validated"] } }],
  ["Prototypes", { values: { maturity: ["prototype"] } }],
];

export function ViewsMenu({ filter }: { filter: ModelsFilter }) {
  return (
    <Menu label="Views" icon="star">
      {(close) => <Views filter={filter} close={close} />}
    </Menu>
  );
}

function Views({ filter, close }: { filter: ModelsFilter; close: () => void }) {
  const views = useSavedViews();
  const [name, setName] = useState("");
  const now = formatFilter(filter);
  const wanted = name.trim();
  return (
    <>
      <ul className="views">
        {GIVEN.map(([label, given]) => (
          <li key={label}>
            <Link to={modelsPath(given)} onClick={close}>{label}</Link>
          </li>
        ))}
      </ul>
      <p className="meta views-head">Yours, in this browser</p>
      {views.length === 0 && <p className="meta">None yet. Filter, sort and choose columns, then save it here.</p>}
      <ul className="views">
        {views.map((one) => (
          <li key={one.name} aria-current={one.search === now ? "true" : undefined}>
            <Link to={modelsPath(parseFilter(one.search))} onClick={close}>{one.name}</Link>
            <button type="button" className="button quiet square" aria-label={`Forget ${one.name}`} onClick={() => forgetView(one.name)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <form
        className="views-save"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === "") return;
          saveView(wanted, filter);
          setName("");
        }}
      >
        <input className="field" aria-label="Name of this view" placeholder="Name of this view" maxLength={LONGEST} value={name} onChange={(event) => setName(event.target.value)} />
        <button type="submit" className="button" disabled={wanted === ""}>
          {views.some((one) => one.name === wanted) ? "Replace" : "Save"}
        </button>
      </form>
    </>
  );
}
