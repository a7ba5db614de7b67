import { scaleUtc } from "d3-scale";
import { useId, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { absolute, day } from "../format/time";
import { Icon } from "../ui/icon";
import { SHAPES, type Tone } from "../status";
import { lineTicks, near } from "./line-layout";
import { inTime, linesOf, place, type PlacedMark, type TimelineMark } from "./timeline-layout";
import { useWidth } from "./width";
import { inMoment } from "../route/moment";

interface TimelineProps {
  readonly label: string;
  readonly lanes: readonly string[];
  readonly marks: readonly TimelineMark[];
  /** Milliseconds since 1970; what lasts is drawn until then. */
  readonly now: number;
}

const RIGHT = 32;
const LINE = 22;
const AXIS = 22;

/** What happened over time, a lane for each sort; one tab stop, left and right walk through time. */
export function Timeline({ label, lanes, marks, now }: TimelineProps) {
  const [box, width] = useWidth<HTMLDivElement>(720);
  const [at, setAt] = useState<number | null>(null);
  const narrow = width < 500;
  const left = narrow ? 8 : 96;
  const [lane, above] = narrow ? [50, 36] : [34, 20];
  const first = Math.min(...marks.map((mark) => mark.at), now);
  const x = scaleUtc([first, Math.max(now, first + 1)], [left + 8, width - RIGHT]);
  const placed = place(marks, x);
  const lines = linesOf(placed, lanes.length);
  const tops = lines.map((_, at) => lines.slice(0, at).reduce((sum, count) => sum + lane + (count - 1) * LINE, 0));
  const bottom = lines.reduce((sum, count) => sum + lane + (count - 1) * LINE, 0);
  const y = (mark: PlacedMark) => (tops[mark.lane] ?? 0) + above + mark.line * LINE;
  const last = placed.length - 1;
  const one = at === null ? null : (placed[Math.min(at, last)] ?? null);
  const shown = placed[at ?? last];
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? last;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const onMouseMove = (event: MouseEvent<SVGSVGElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const under = Math.max(0, tops.findLastIndex((top) => event.clientY - frame.top >= top));
    const candidates = placed.map((mark, index) => ({ mark, index })).filter(({ mark }) => mark.lane === under);
    const found = near(candidates.map(({ mark }) => mark.x), event.clientX - frame.left);
    setAt(found === null ? null : (candidates[found]?.index ?? null));
  };
  return (
    <div ref={box} className="chart">
      <svg
        className="chart-line-box"
        width={width}
        height={bottom + AXIS}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(last, 0)}
        aria-valuenow={Math.max(0, Math.min(at ?? last, last))}
        aria-valuetext={shown ? said(shown) : undefined}
        onKeyDown={onKeyDown}
        onMouseMove={onMouseMove}
        onMouseLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        {lanes.map((name, index) => (
          <g key={name}>
            <line className="chart-grid" x1={left} x2={width} y1={(tops[index] ?? 0) + above} y2={(tops[index] ?? 0) + above} />
            <text className="chart-label" x={0} y={(tops[index] ?? 0) + (narrow ? 12 : 24)}>
              {name}
            </text>
          </g>
        ))}
        {placed.map((mark, index) => (
          <Mark key={mark.key} mark={mark} y={y(mark)} until={width - RIGHT} chosen={index === at} />
        ))}
        {lineTicks(x.ticks(Math.max(2, Math.floor(width / 140))), x, width).map((tick) => (
          <text key={tick.at} className="chart-label" x={tick.x} y={bottom + AXIS - 6} textAnchor="middle">
            {day(new Date(tick.at).toISOString())}
          </text>
        ))}
      </svg>
      {one && (
        <div className="chart-tip" style={one.x > width / 2 ? { right: width - one.x + 12 } : { left: one.x + 12 }} aria-hidden="true">
          <strong>{absolute(new Date(one.at).toISOString())}</strong>
          <span>{one.name}: {one.what}</span>
        </div>
      )}
    </div>
  );
}

function said(mark: TimelineMark): string {
  return `${absolute(new Date(mark.at).toISOString())}, ${mark.name}: ${mark.what}`;
}

interface MarkProps {
  mark: PlacedMark;
  y: number;
  until: number;
  chosen: boolean;
}

function Mark({ mark, y, until, chosen }: MarkProps) {
  return (
    <g className={`mark mark-${mark.tone}${chosen ? " mark-on" : ""}`}>
      {mark.lasts && <line className="mark-bar" x1={mark.x} x2={Math.max(until, mark.x)} y1={y} y2={y} />}
      <MarkShape tone={mark.tone} x={mark.x} y={y} />
      {mark.named && (
        <text className="chart-label mark-name" x={mark.x} y={y - 9} textAnchor="middle">
          {mark.name}
        </text>
      )}
    </g>
  );
}

/** Never a colour alone: each tone has the form that its badge has. */
function MarkShape({ tone, x, y }: { tone: Tone; x: number; y: number }) {
  switch (SHAPES[tone]) {
    case "check":
      return <circle cx={x} cy={y} r={5} />;
    case "triangle":
      return <path d={`M${x} ${y - 6}l6 10h-12z`} />;
    case "octagon":
      return <rect x={x - 4.5} y={y - 4.5} width={9} height={9} />;
    case "clock":
      return <path d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />;
    case "dash":
      return <circle className="mark-hollow" cx={x} cy={y} r={4} />;
  }
}

const KEYS: readonly (readonly [tone: Tone, word: string])[] = [
  ["ok", "approved, or serves"],
  ["warn", "waits"],
  ["bad", "rejected, in use"],
  ["info", "deployed, serves no longer"],
  ["neutral", "rejected, or not known"],
];

/** What the forms mean, in the words of the badges. */
export function TimelineKey() {
  return (
    <ul className="legend">
      {KEYS.map(([tone, word]) => (
        <li key={tone}>
          <svg className={`mark mark-${tone}`} width={14} height={14} aria-hidden="true">
            <MarkShape tone={tone} x={7} y={7} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}

interface TimelineDataProps {
  readonly caption: string;
  readonly lanes: readonly string[];
  readonly marks: readonly TimelineMark[];
  /** Beside the button, such as a link to the same as CSV. */
  readonly children?: ReactNode;
}

/** The marks as a table, newest first, folded away until someone asks for it. */
export function TimelineData({ caption, lanes, marks, children }: TimelineDataProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
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
                <th scope="col">When</th>
                <th scope="col">Lane</th>
                <th scope="col">Version</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {inTime(marks).toReversed().map((mark) => (
                <tr key={mark.key}>
                  <th scope="row">{absolute(new Date(mark.at).toISOString())}</th>
                  <td>{lanes[mark.lane]}</td>
                  <td>{mark.name}</td>
                  <td className="wrap">{mark.what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

/** The same data as a file. */
export function ChartFile({ path, name }: { path: string; name: string }) {
  return (
    <a className="chart-file" href={inMoment(path)} download={name}>
      <Icon name="download" />
      CSV
    </a>
  );
}
