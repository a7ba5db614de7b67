import { useState, type SyntheticEvent } from "react";
import { asOf, atMoment, chosenMoment, momentFields, momentWords } from "../route/moment";
import { usePlace } from "../route/router";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";

/** Another moment is another document: see route/moment.ts. */
function load(to: string): void {
  window.location.assign(to);
}

/** Shows every page as it was at a moment of the past. */
export function MomentPicker() {
  const [open, setOpen] = useState(false);
  const moment = asOf();
  const said = moment === null ? "Now" : `Past, ${momentWords(moment)}`;
  return (
    <>
      <button type="button" className="button quiet" aria-haspopup="dialog" aria-label={`Moment: ${said}`} onClick={() => setOpen(true)}>
        <Icon name="clock" />
        <span className="only-wide">{moment === null ? "Now" : "Past"}</span>
      </button>
      <Dialog title="Look at the past" open={open} onClose={() => setOpen(false)}>
        <Choice moment={moment} />
      </Dialog>
    </>
  );
}

function Choice({ moment }: { moment: string | null }) {
  const place = usePlace();
  const [now] = useState(() => Date.now());
  const [before] = useState(() => momentFields(moment));
  const [day, setDay] = useState(before[0]);
  const [time, setTime] = useState(before[1]);
  const show = (event: SyntheticEvent) => {
    event.preventDefault();
    load(atMoment(place.pathname + place.search, chosenMoment(day, time, now)));
  };
  return (
    <form className="moment-choices" onSubmit={show}>
      <p>Every page then shows what modelgov knew at this moment. What was collected later is not shown, even where it tells of earlier days.</p>
      <label>
        Day
        <input className="field" type="date" required max={new Date(now).toISOString().slice(0, 10)} value={day} onChange={(event) => setDay(event.target.value)} data-first-focus />
      </label>
      <label>
        Time in UTC, or the end of the day
        <input className="field" type="time" value={time} onChange={(event) => setTime(event.target.value)} />
      </label>
      <div className="note-ways">
        <button type="submit" className="button">
          Show
        </button>
        {moment !== null && <BackToNow className="button quiet" />}
      </div>
    </form>
  );
}

function BackToNow({ className }: { className?: string }) {
  const place = usePlace();
  return (
    <a className={className} href={atMoment(place.pathname + place.search, null)}>
      Back to now
    </a>
  );
}

/** On every page of the past, so that nobody takes it for the present. */
export function MomentBanner({ loading }: { loading: boolean }) {
  const moment = asOf();
  if (moment === null) return null;
  return (
    <div className="banner past" role="status">
      <Icon name="clock" />
      <span>
        As it was {momentWords(moment)}. What was collected later is not shown, and nothing can be changed.{loading && " It is being put together, which takes some seconds."} <BackToNow />
      </span>
    </div>
  );
}
