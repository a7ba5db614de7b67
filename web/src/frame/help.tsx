import { Dialog } from "../ui/dialog";
import { setSingleKeys, useSingleKeys } from "./shortcut";

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["/", "Search, or go to a page"],
  ["Ctrl K", "The same, from inside a field too"],
  ["g o", "Overview"],
  ["g m", "Models"],
  ["g e", "Endpoints"],
  ["g d", "Monitoring"],
  ["g f", "Findings"],
  ["g k", "Controls"],
  ["g t", "Teams"],
  ["g a", "Accounts"],
  ["g c", "Coverage"],
  ["j", "Next row"],
  ["k", "Previous row"],
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
