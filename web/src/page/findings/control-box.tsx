import { useState } from "react";
import type { ControlText } from "../../api/shape";
import { metric, plural } from "../../format/number";
import { severity } from "../../status";
import { Badge } from "../../ui/badge";
import { Coded } from "../../ui/fold";

/** What a control says, why, and what to do: over the list of its findings. */
export function ControlBox({ control }: { control: ControlText }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="card control-box" aria-label={control.title}>
      <div className="serving-head">
        <h2>{control.title}</h2>
        <span className="count-badges">
          <Badge {...severity(control.severity)} />
          {control.severity_tier_1 !== null && <span className="meta">{severity(control.severity_tier_1).word} for tier 1</span>}
        </span>
      </div>
      <p className="wrap"><Coded text={control.why} /></p>
      <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Show less" : "What to do, and how it is judged"}
      </button>
      {open && (
        <>
          <p className="wrap"><strong>What to do.</strong> <Coded text={control.remedy} /></p>
          <Parameters control={control} />
          <Statement control={control} />
        </>
      )}
    </section>
  );
}

/** The limits; with a tier those that count there come first. */
export function Parameters({ control, tier }: { control: ControlText; tier?: number }) {
  if (control.parameters.length === 0) return null;
  return (
    <ul className="parameters">
      {control.parameters.map((one) => (
        <li key={one.name}>
          {tier === undefined ? (
            <>
              <strong>{metric(one.default)}</strong>
              {Object.entries(one.by_tier).map(([other, value]) => `, ${metric(value)} for tier ${other}`)}
            </>
          ) : (
            <>
              <strong>{metric(one.by_tier[tier] ?? one.default)}</strong>
              {Object.keys(one.by_tier).length > 0 && ` for tier ${tier}, which this is of`}
            </>
          )}
          : {one.meaning}
        </li>
      ))}
    </ul>
  );
}

/** The statement as it stands, folded away at first. */
export function Statement({ control }: { control: ControlText }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="statement">
      <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide the SQL" : "Show the SQL"}
      </button>
      <span className="meta">
        <code>{control.id}</code>, version {control.version}, over {plural(control.reads.length, "read")}
      </span>
      {open && (
        <pre tabIndex={0} aria-label={`SQL of ${control.id}`}>
          <code>{control.statement}</code>
        </pre>
      )}
    </div>
  );
}
