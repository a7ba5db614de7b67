/** Search and navigation in one: pages at once, then what the server finds by name. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type KeyboardEvent } from "react";
import { searchQuery } from "../api/query";
import { plural } from "../format/number";
import { modelsPath } from "../route/filter";
import { findingsPath } from "../route/findings";
import { Link, navigate } from "../route/router";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/states";
import { sectionsOf, type Item, type Section } from "./hits";
import { findPlaces } from "./places";

const TYPING_MS = 80;
const LONGEST = 200;

interface Props {
  open: boolean;
  onClose: () => void;
}

export function Palette({ open, onClose }: Props) {
  return (
    <Dialog title="Search" open={open} onClose={onClose} className="palette">
      <Finder onClose={onClose} />
    </Dialog>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function pages(text: string): Section {
  return { label: "Pages", items: findPlaces(text).map(({ label, to }) => ({ id: `page-${to}`, label, detail: "", to })) };
}

function lists(text: string): Section {
  return {
    label: "Lists",
    items: [
      { id: "list-models", label: `Models that contain \u201c${text}\u201d`, detail: "", to: modelsPath({ q: text }) },
      { id: "list-findings", label: `Findings that contain \u201c${text}\u201d`, detail: "", to: findingsPath({ q: text }) },
    ],
  };
}

function Finder({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const wanted = text.trim().slice(0, LONGEST);
  const asked = useSettled(wanted);
  const { data, error, refetch } = useQuery({ ...searchQuery(asked), enabled: asked !== "" });
  const found = data && wanted !== "" ? sectionsOf(data) : [];
  const sections = (wanted ? [...found, pages(wanted), lists(wanted)] : [pages("")]).filter(({ items }) => items.length > 0);
  const items = sections.flatMap((section) => section.items);
  const chosen = Math.min(at, items.length - 1);
  const go = (item: Item | undefined) => {
    onClose();
    if (item) navigate(item.to);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((chosen + 1) % items.length);
    else if (event.key === "ArrowUp") setAt((chosen + items.length - 1) % items.length);
    else if (event.key === "Enter") go(items[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="field"
        data-first-focus=""
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${chosen}`}
        aria-label="Search"
        placeholder="Model, version, endpoint, team, person, control or page"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {error && wanted !== "" && <ErrorNote error={error} retry={() => void refetch()} />}
      <Results sections={sections} chosen={items[chosen]} onClose={onClose} />
      <p className="sr" role="status">
        {wanted !== "" && data && plural(found.reduce((sum, one) => sum + one.items.length, 0), "result")}
      </p>
      <p className="meta palette-foot">
        <kbd>{"\u2191"}</kbd> <kbd>{"\u2193"}</kbd> move, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes. {"\u201c"}name v12{"\u201d"} finds a version.
      </p>
    </>
  );
}

interface ResultsProps {
  sections: readonly Section[];
  chosen: Item | undefined;
  onClose: () => void;
}

function Results({ sections, chosen, onClose }: ResultsProps) {
  const order = sections.flatMap((section) => section.items);
  useEffect(() => {
    document.querySelector(".palette [aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id]);
  return (
    <div id="palette-list" className="palette-list" role="listbox" aria-label="Results">
      {sections.map(({ label, items }) => (
        <div key={label} role="group" aria-label={label}>
          <p className="palette-head" aria-hidden="true">
            {label}
          </p>
          {items.map((item) => (
            <Link
              key={item.id}
              id={`palette-${order.indexOf(item)}`}
              role="option"
              aria-selected={item === chosen}
              tabIndex={-1}
              to={item.to}
              onClick={onClose}
            >
              <span className="palette-name">{item.label}</span>
              <span className="palette-detail">{item.detail}</span>
            </Link>
          ))}
        </div>
      ))}
    </div>
  );
}
