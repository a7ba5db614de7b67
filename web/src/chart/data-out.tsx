import { useId, useState } from "react";
import { saveCsv, type Cell } from "../format/csv";
import { metric } from "../format/number";

interface DataOutProps {
  /** What the table holds; also the name of the file. */
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The numbers behind a chart: as a table when someone asks, and as CSV. */
export function DataOut({ caption, heads, rows }: DataOutProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="show-data">
      <button type="button" className="button link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? "Hide data" : "Show data"}
      </button>
      <button type="button" className="button link" onClick={() => saveCsv(caption, [heads, ...rows])} aria-label={`CSV: ${caption}`}>
        CSV
      </button>
      <div id={id} className="show-data-table" hidden={!open} tabIndex={0} role="region" aria-label={caption}>
        {open && (
          <table className="plain">
            <caption className="sr">{caption}</caption>
            <thead>
              <tr>
                {heads.map((head, index) => (
                  <th key={head} scope="col" className={index === 0 ? undefined : "num"}>{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, place) => (
                <tr key={place}>
                  {row.map((cell, index) =>
                    index === 0 ? (
                      <th key={index} scope="row">{cell}</th>
                    ) : (
                      <td key={index} className="num">{cell === null ? <span className="muted">not known</span> : typeof cell === "number" ? metric(cell) : String(cell)}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
