import { useState, type ReactNode } from "react";
import { count } from "../format/number";
import { sparkPoints, total, type Column, type Series } from "./layout";

export function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="legend">
      {series.map((one) => (
        <li key={one.key}>
          <i className="swatch" style={{ background: one.fill }} />
          {one.label}
        </li>
      ))}
    </ul>
  );
}

export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return null;
  const points = sparkPoints(values, 72, 28);
  const last = points[points.length - 1] ?? [0, 0];
  return (
    <svg className="spark" width={72} height={28} role="img" aria-label={label}>
      <polyline points={points.map((point) => point.join(",")).join(" ")} />
      <circle cx={last[0]} cy={last[1]} r={2.5} />
    </svg>
  );
}

interface ShareBarProps {
  readonly values: readonly number[];
  readonly series: readonly Series[];
  /** The total that fills the whole width. */
  readonly top: number;
}

/** One row's parts as a bar; beside its numbers, so it says nothing of its own to a reader. */
export function ShareBar({ values, series, top }: ShareBarProps) {
  let from = 0;
  const scale = 100 / Math.max(top, 1);
  return (
    <svg className="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {values.map((value, index) => {
        const x = from * scale;
        from += value;
        return <rect key={series[index]?.key ?? index} x={x} y={0} width={value * scale} height={8} fill={series[index]?.fill} />;
      })}
    </svg>
  );
}

interface DataTableProps {
  readonly caption: string;
  readonly first: string;
  readonly series: readonly Series[];
  readonly columns: readonly Column[];
}

/** The chart as a table, folded away until someone asks for it. */
export function ShowData({ children, ...table }: DataTableProps & { children?: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="show-data">
      <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide data" : "Show data"}
      </button>
      {children}
      {open && <DataTable {...table} />}
    </div>
  );
}

function DataTable({ caption, first, series, columns }: DataTableProps) {
  return (
    <div className="show-data-table" tabIndex={0} role="region" aria-label={caption}>
      <table className="plain">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {series.map((one) => (
              <th key={one.key} scope="col" className="num">
                {one.label}
              </th>
            ))}
            <th scope="col" className="num">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {[...columns].reverse().map((column) => (
            <tr key={column.key}>
              <th scope="row">{column.label}</th>
              {column.values.map((value, index) => (
                <td key={series[index]?.key ?? index} className="num">
                  {count(value)}
                </td>
              ))}
              <td className="num">{count(total(column.values))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
