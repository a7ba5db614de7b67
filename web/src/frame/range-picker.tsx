import { useState, type SyntheticEvent } from "react";
import { pageTime } from "../route/moment";
import { isRanged, knowsRange, NO_RANGE, parseRange, RANGES, rangeTitle, withRange, type TimeRange } from "../route/range";
import { navigate, usePlace } from "../route/router";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";

/** Narrows what is told of a period; where a page tells of none, it says so. */
export function RangePicker() {
  const place = usePlace();
  const [open, setOpen] = useState(false);
  const range = parseRange(place.search);
  const said = rangeTitle(range) ?? "Default range";
  const ignored = isRanged(range) && !knowsRange(place.pathname);
  const choose = (next: TimeRange) => {
    setOpen(false);
    navigate(withRange(place.pathname + place.search, next), { range: "as named" });
  };
  return (
    <>
      <button type="button" className="button quiet scope-button" aria-haspopup="dialog" aria-label={`Time range: ${said}`} onClick={() => setOpen(true)}>
        <Icon name="calendar" />
        <span className="only-wide">{ignored ? `${said}, not on this page` : said}</span>
      </button>
      <Dialog title="Time range" open={open} onClose={() => setOpen(false)}>
        <Choices range={range} onRange={choose} />
        {ignored && <p className="meta">Nothing on this page is of a period. The range is kept for the pages that have charts over time.</p>}
      </Dialog>
    </>
  );
}

function Choices({ range, onRange }: { range: TimeRange; onRange: (range: TimeRange) => void }) {
  const [today] = useState(() => new Date(pageTime(Date.now())).toISOString().slice(0, 10));
  const [from, setFrom] = useState(range.from ?? "");
  const [to, setTo] = useState(range.to ?? "");
  const show = (event: SyntheticEvent) => {
    event.preventDefault();
    onRange({ range: null, from: from || null, to: to || null });
  };
  return (
    <form className="moment-choices" onSubmit={show}>
      <p>Narrows charts over time and counts over a period. What is as of now, such as how many versions serve, stays as it is.</p>
      <div className="range-names" role="group" aria-label="Ranges">
        {RANGES.map(([name, label]) => (
          <button key={name} type="button" className="button" aria-pressed={range.range === name} data-first-focus={range.range === name || undefined} onClick={() => onRange({ ...NO_RANGE, range: name })}>
            {label}
          </button>
        ))}
        <button type="button" className="button" aria-pressed={!isRanged(range)} onClick={() => onRange(NO_RANGE)}>
          Default of each chart
        </button>
      </div>
      <label>
        From, a day in UTC
        <input className="field" type="date" max={to || today} value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label>
        To, with all of this day, or empty for today
        <input className="field" type="date" min={from || undefined} max={today} value={to} onChange={(event) => setTo(event.target.value)} />
      </label>
      <div className="note-ways">
        <button type="submit" className="button" disabled={from === "" && to === ""}>
          Show
        </button>
      </div>
    </form>
  );
}
