import { useState } from "react";
import { modelsPath } from "../route/filter";
import { findingsPath } from "../route/findings";
import { navigate } from "../route/router";
import { Dialog } from "../ui/dialog";
import { setSingleKeys, useSingleKeys } from "./shortcut";

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["/", "Search"],
  ["Ctrl K", "Go to a page or a model"],
  ["g o", "Overview"],
  ["g m", "Models"],
  ["g f", "Findings"],
  ["g k", "Controls"],
  ["g t", "Teams"],
  ["g c", "Coverage"],
  ["j", "Next row"],
  ["k", "Previous row"],
  ["x", "Select the row"],
  ["c", "Compare what is selected"],
  ["\u2191 \u2193 \u2190 \u2192", "Move inside a table or chart"],
  ["Enter", "Open the row"],
  ["Esc", "Close, or clear the search"],
  ["?", "This help"],
];

interface Props {
  open: boolean;
  onClose: () => void;
}

export function HelpDialog({ open, onClose }: Props) {
  const on = useSingleKeys();
  return (
    <Dialog title="Keyboard" open={open} onClose={onClose}>
      <dl className="kv keys">
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>{does}</dt>
            <dd>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={on} onChange={(event) => setSingleKeys(event.target.checked)} />
        Use single keys
      </label>
    </Dialog>
  );
}

const PLACES: readonly (readonly [label: string, path: string])[] = [
  ["Overview", "/"],
  ["Models, versions", "/models"],
  ["Models, groups", modelsPath({ view: "groups" })],
  ["Waiting for approval", modelsPath({ values: { approval_status: ["PendingManualApproval"] } })],
  ["Versions in production", modelsPath({ values: { production: ["yes"] } })],
  ["Compare versions", "/compare"],
  ["Findings", "/findings"],
  ["Critical failures", findingsPath({ values: { status: ["fail"], severity: ["critical"] } })],
  ["Controls", "/controls"],
  ["Teams", "/teams"],
  ["Coverage", "/coverage"],
];

export function Palette({ open, onClose }: Props) {
  return (
    <Dialog title="Go to" open={open} onClose={onClose} className="palette">
      <PaletteList onClose={onClose} />
    </Dialog>
  );
}

function PaletteList({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const wanted = text.trim().toLowerCase();
  const found = PLACES.filter(([label]) => label.toLowerCase().includes(wanted));
  const items = wanted ? [...found, [`Search models for \u201c${text.trim()}\u201d`, modelsPath({ q: text.trim() })] as const] : found;
  const chosen = Math.min(at, items.length - 1);
  const go = (path: string | undefined) => {
    onClose();
    if (path !== undefined) navigate(path);
  };
  return (
    <>
      <input
        className="field"
        data-first-focus=""
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${chosen}`}
        aria-label="Page or model"
        placeholder="Page or model"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, items.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
          else if (event.key === "Enter") go(items[chosen]?.[1]);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="palette-list" role="listbox" aria-label="Places">
        {items.map(([label, path], index) => (
          <li key={label} id={`palette-${index}`} role="option" aria-selected={index === chosen} onClick={() => go(path)}>
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}
