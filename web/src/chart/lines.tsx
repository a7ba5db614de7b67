import { scaleLinear, scaleUtc } from "d3-scale";
import { useId, useState, type KeyboardEvent, type MouseEvent } from "react";
import { absolute, day } from "../format/time";
import { saveCsv } from "../format/csv";
import { lineTicks, near, paths } from "./line-layout";
import { useWidth } from "./width";

export interface LineSeries {
  readonly key: string;
  readonly label: string;
  readonly stroke: string;
  /** Beside the colour, what tells it from the others. */
  readonly dash?: string;
  /** One for each moment; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

interface LinesProps {
  readonly label: string;
  /** Milliseconds since 1970, in order. */
  readonly at: readonly number[];
  readonly series: readonly LineSeries[];
  readonly write: (value: number) => string;
  readonly height?: number;
  /** The axis reaches at least to it. */
  readonly top?: number;
  /** Whether the values are counts, of which there is no half. */
  readonly whole?: boolean;
  /** Whether the time of day matters. */
  readonly hours?: boolean;
}

const LEFT = 56;
const RIGHT = 8;

/** Several lines over the same moments; one tab stop, left and right read the points. */
export function Lines({ label, at, series, write, height = 200, top = 0, whole = false, hours = false }: LinesProps) {
  const [box, width] = useWidth<HTMLDivElement>(560);
  const [chosen, setChosen] = useState<number | null>(null);
  const known = series.flatMap((one) => one.values).filter((value) => value !== null);
  const last = at.length - 1;
  const x = scaleUtc([at[0] ?? 0, at[last] ?? 1], [LEFT, width - RIGHT]);
  const y = scaleLinear([0, Math.max(top, ...known) || 1], [height - 24, 10]).nice(4);
  const when = (time: number) => (hours ? absolute : day)(new Date(time).toISOString());
  const said = (index: number) =>
    `${when(at[index] ?? 0)}: ${series.map((one) => `${one.label} ${valueAt(one, index, write)}`).join(", ")}`;
  const place = chosen === null ? null : Math.min(chosen, last);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = place ?? last;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.max(0, Math.min(last, next)));
  };
  const onMouseMove = (event: MouseEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    setChosen(near(at.map((one) => x(one)), event.clientX - left));
  };
  return (
    <div ref={box} className="chart">
      {series.length > 1 && <LineLegend series={series} />}
      <svg
        className="chart-line-box"
        width={width}
        height={height}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(last, 0)}
        aria-valuenow={Math.max(place ?? last, 0)}
        aria-valuetext={last < 0 ? undefined : said(place ?? last)}
        onKeyDown={onKeyDown}
        onMouseMove={onMouseMove}
        onMouseLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        {y.ticks(4).filter((value) => !whole || Number.isInteger(value)).map((value) => (
          <g key={value}>
            <line className="chart-grid" x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
            <text className="chart-label" x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {write(value)}
            </text>
          </g>
        ))}
        {lineTicks(x.ticks(Math.max(2, Math.floor(width / 140))), x, width).map((tick) => (
          <text key={tick.at} className="chart-label" x={tick.x} y={height - 6} textAnchor="middle">
            {day(new Date(tick.at).toISOString())}
          </text>
        ))}
        {series.map((one) => (
          <Line key={one.key} one={one} at={at} x={x} y={y} />
        ))}
        {place !== null && <line className="chart-grid" x1={x(at[place] ?? 0)} x2={x(at[place] ?? 0)} y1={10} y2={height - 24} />}
      </svg>
      {place !== null && (
        <div className="chart-tip" style={x(at[place] ?? 0) > width / 2 ? { right: width - x(at[place] ?? 0) + 12 } : { left: x(at[place] ?? 0) + 12 }} aria-hidden="true">
          <strong>{when(at[place] ?? 0)}</strong>
          {series.map((one) => (
            <span key={one.key}>
              <i className="swatch" style={{ background: one.stroke }} />
              {one.label}
              <b>{valueAt(one, place, write)}</b>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function valueAt(one: LineSeries, index: number, write: (value: number) => string): string {
  const value = one.values[index] ?? null;
  return value === null ? "not known" : write(value);
}

interface LineProps {
  one: LineSeries;
  at: readonly number[];
  x: (at: number) => number;
  y: (value: number) => number;
}

function Line({ one, at, x, y }: LineProps) {
  const points = at.map((moment, index) => ({ at: moment, value: one.values[index] ?? null, limit: null }));
  const drawn = paths(points, (point) => x(point.at), y, false);
  return (
    <g>
      <path className="chart-series" d={drawn.value} stroke={one.stroke} strokeDasharray={one.dash} />
      {drawn.single.map((dot) => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r={2.5} fill={one.stroke} />
      ))}
    </g>
  );
}

function LineLegend({ series }: { series: readonly LineSeries[] }) {
  return (
    <ul className="legend">
      {series.map((one) => (
        <li key={one.key}>
          <svg width={20} height={8} aria-hidden="true">
            <line x1={0} x2={20} y1={4} y2={4} stroke={one.stroke} strokeWidth={2} strokeDasharray={one.dash} />
          </svg>
          {one.label}
        </li>
      ))}
    </ul>
  );
}

interface LinesDataProps {
  readonly caption: string;
  readonly at: readonly number[];
  readonly series: readonly LineSeries[];
  readonly write: (value: number) => string;
  /** Name of the file, without its ending. */
  readonly file: string;
  readonly hours?: boolean;
}

/** The points as a table, newest first, folded away until someone asks for it, and as a file. */
export function LinesData({ caption, at, series, write, file, hours = false }: LinesDataProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const moments = at.map((moment, index) => ({ moment, index })).reverse();
  const save = () =>
    saveCsv(file, [
      ["at", ...series.map((one) => one.label)],
      ...at.map((moment, index) => [new Date(moment).toISOString(), ...series.map((one) => one.values[index] ?? null)]),
    ]);
  return (
    <div className="show-data">
      <button type="button" className="button link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? "Hide data" : "Show data"}
      </button>
      <button type="button" className="button link" onClick={save} aria-label={`CSV of ${caption}`}>
        CSV
      </button>
      <div id={id} className="show-data-table" hidden={!open} tabIndex={0} role="region" aria-label={caption}>
        {open && (
          <table className="plain">
            <caption className="sr">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">When</th>
                {series.map((one) => (
                  <th key={one.key} scope="col" className="num">{one.label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {moments.map(({ moment, index }) => (
                <tr key={moment}>
                  <th scope="row">{(hours ? absolute : day)(new Date(moment).toISOString())}</th>
                  {series.map((one) => (
                    <td key={one.key} className="num">{valueAt(one, index, write)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
