import { useRef, type KeyboardEvent } from "react";

interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly (readonly [view: V, label: string])[];
  readonly view: V;
  readonly onView: (view: V) => void;
  /** The id of the panel that they change, where one is marked as such. */
  readonly panel?: string;
}

/** One tab stop; arrows, Home and End choose another tab. */
export function Tabs<V extends string>({ label, tabs, view, onView, panel }: TabsProps<V>) {
  const box = useRef<HTMLDivElement>(null);
  const at = tabs.findIndex(([one]) => one === view);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tabs.length - 1;
    const to = { ArrowLeft: at === 0 ? last : at - 1, ArrowRight: at === last ? 0 : at + 1, Home: 0, End: last }[event.key];
    const next = to === undefined ? undefined : tabs[to];
    if (to === undefined || next === undefined) return;
    event.preventDefault();
    box.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
    onView(next[0]);
  };
  return (
    <div ref={box} className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(([key, text]) => (
        <button
          key={key}
          id={panel && `${panel}-${key}`}
          type="button"
          role="tab"
          aria-selected={view === key}
          aria-controls={panel}
          tabIndex={view === key ? 0 : -1}
          onClick={() => onView(key)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
