import { scaleLinear, scaleUtc } from "d3-scale";
import { useId, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { absolute, day } from "../format/time";
import { lineTicks, near, paths, type LinePoint } from "./line-layout";
import { useWidth } from "./width";

interface LineChartProps {
  readonly label: string;
  readonly points: readonly LinePoint[];
  /** How a value is written. */
  readonly write: (value: number) => string;
  readonly limitLabel?: string | null;
  /** A value holds until the next one. */
  readonly step?: boolean;
  readonly height?: number;
  /** The axis reaches at least to it. */
  readonly top?: number;
  /** Whether the time of day matters. */
  readonly hours?: boolean;
  /** The axis begins near the smallest value: for what differs little, and is never near zero. */
  readonly fit?: boolean;
  /** A dot at every point. */
  readonly dots?: boolean;
  /** Values worth a line across, with words for them; the axis then shows them and begins near the smallest. */
  readonly marks?: readonly { readonly what: string; readonly value: number }[];
}

const LEFT = 52;
const RIGHT = 8;

/** A line over time with its limit; one tab stop, left and right read the points. */
export function LineChart({ label, points, write, limitLabel = null, step = false, height = 200, top, hours = false, fit = false, dots = false, marks = [] }: LineChartProps) {
  const [box, width] = useWidth<HTMLDivElement>(560);
  const [at, setAt] = useState<number | null>(null);
  const numbers = [...points.flatMap((point) => [point.value, point.limit]), ...marks.map((mark) => mark.value)].filter((value) => value !== null);
  const times = points.map((point) => point.at);
  const x = scaleUtc([Math.min(...times), Math.max(...times)], [LEFT, width - RIGHT]);
  const y = scaleLinear(range(numbers, top, fit || marks.length > 0), [height - 24, 10]).nice(4);
  const drawn = paths(points, (point) => x(point.at), y, step);
  const one = at === null ? null : points[Math.min(at, points.length - 1)] ?? null;
  const when = (time: number) => (hours ? absolute : day)(new Date(time).toISOString());
  const head = (point: LinePoint) => (point.name === undefined ? when(point.at) : `${point.name}, ${when(point.at)}`);
  const said = (point: LinePoint) =>
    `${head(point)}: ${point.value === null ? "not known" : write(point.value)}${point.note ? `, ${point.note}` : ""}`;
  const last = points.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? last;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const onMouseMove = (event: MouseEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    setAt(near(points.map((point) => x(point.at)), event.clientX - left));
  };
  const shown = points[at ?? last];
  return (
    <div ref={box} className="chart">
      <svg
        className="chart-line-box"
        width={width}
        height={height}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={Math.min(at ?? last, last)}
        aria-valuetext={shown ? said(shown) : undefined}
        onKeyDown={onKeyDown}
        onMouseMove={onMouseMove}
        onMouseLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        {y.ticks(4).map((value) => (
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
        {marks.map((mark) => (
          <line key={mark.what} className="chart-mark" x1={LEFT} x2={width} y1={y(mark.value)} y2={y(mark.value)} />
        ))}
        <path className="chart-limit" d={drawn.limit} />
        <path className="chart-line" d={drawn.value} />
        {marks.map((mark) => (
          <text key={mark.what} className="chart-label chart-mark-label" x={LEFT + 4} y={y(mark.value) - 4}>
            {mark.what} {write(mark.value)}
          </text>
        ))}
        {dots && points.map((point) => point.value !== null && <circle key={`${point.at} ${point.name ?? ""}`} className="chart-dot" cx={x(point.at)} cy={y(point.value)} r={2.5} />)}
        {drawn.single.map((dot) => (
          <circle key={dot.x} className="chart-dot" cx={dot.x} cy={dot.y} r={3} />
        ))}
        {one?.value != null && <circle className="chart-dot" cx={x(one.at)} cy={y(one.value)} r={4} />}
      </svg>
      {one && (
        <div className="chart-tip" style={x(one.at) > width / 2 ? { right: width - x(one.at) + 12 } : { left: x(one.at) + 12 }} aria-hidden="true">
          <strong>{head(one)}</strong>
          <span>{one.value === null ? "Not known" : write(one.value)}</span>
          {one.note && <span>{one.note}</span>}
          {one.limit !== null && <span>{limitLabel ?? "Limit"}: {write(one.limit)}</span>}
        </div>
      )}
    </div>
  );
}

/** From zero, unless the values are to fill the height: then from below the smallest. */
function range(numbers: readonly number[], top: number | undefined, fit: boolean): [number, number] {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (!fit || numbers.length === 0) return [Math.min(0, ...numbers), Math.max(top ?? 0, ...numbers) || 1];
  const room = (high - low || Math.abs(high) || 1) / 10;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

interface LineDataProps {
  readonly caption: string;
  readonly points: readonly LinePoint[];
  readonly write: (value: number) => string;
  readonly hours?: boolean;
  /** Beside the button, such as a link to the same as CSV. */
  readonly children?: ReactNode;
}

/** The points as a table, newest first, folded away until someone asks for it. */
export function LineData({ caption, points, write, hours = false, children }: LineDataProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const limited = points.some((point) => point.limit !== null);
  const named = points.some((point) => point.name !== undefined);
  const noted = points.some((point) => point.note !== undefined);
  return (
    <div className="show-data">
      <button type="button" className="button link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? "Hide data" : "Show data"}
      </button>
      {children}
      <div id={id} className="show-data-table" hidden={!open} tabIndex={0} role="region" aria-label={caption}>
        {open && (
          <table className="plain">
            <caption className="sr">{caption}</caption>
            <thead>
              <tr>
                {named && <th scope="col">What</th>}
                <th scope="col">When</th>
                <th scope="col" className="num">Value</th>
                {limited && <th scope="col" className="num">Limit</th>}
                {noted && <th scope="col">Note</th>}
              </tr>
            </thead>
            <tbody>
              {[...points].reverse().map((point) => (
                <tr key={`${point.at} ${point.name ?? ""}`}>
                  {named && <td>{point.name}</td>}
                  <th scope="row">{(hours ? absolute : day)(new Date(point.at).toISOString())}</th>
                  <td className="num">{point.value === null ? <span className="muted">not known</span> : write(point.value)}</td>
                  {limited && <td className="num">{point.limit === null ? "" : write(point.limit)}</td>}
                  {noted && <td className="wrap">{point.note}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
