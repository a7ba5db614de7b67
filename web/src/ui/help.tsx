import { useId } from "react";
import { HELP, type HelpKey } from "../text/help";

/** What a metric means, behind a question mark beside it; the browser's own popover closes on Esc and outside. */
export function HelpButton({ about }: { about: HelpKey }) {
  const id = useId();
  const text = HELP[about];
  return (
    <>
      <button type="button" className="help-button" popoverTarget={id} aria-label={`About: ${text.title}`}>
        ?
      </button>
      <div id={id} popover="auto" className="help-popover" role="dialog" aria-label={text.title}>
        <strong>{text.title}</strong>
        <p>{text.means}</p>
        <dl>
          <dt>What is good</dt>
          <dd>{text.good}</dd>
          <dt>What to do</dt>
          <dd>{text.todo}</dd>
        </dl>
      </div>
    </>
  );
}
