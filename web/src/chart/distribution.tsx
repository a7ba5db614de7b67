import { useState, type KeyboardEvent, type MouseEvent } from "react";
import type { Bin } from "../api/shape";
import { metric, percent } from "../format/number";
import { cut } from "../ui/fold";
import { binName, describeBin, distribution } from "./distribution-layout";
import { near } from "./line-layout";
import { useWidth } from "./width";

interface DistributionProps {
  readonly label: string;
  readonly bins: readonly Bin[];
  readonly height?: number;
}

const LEFT = 44;
const LETTER = 6.5;

/** The baseline as grey bars, the newer values as a line over them; one tab stop, left and right read the bins. */
export function Distribution({ label, bins, height = 220 }: DistributionProps) {
  const [box, width] = useWidth<HTMLDivElement>(560);
  const [at, setAt] = useState<number | null>(null);
  const layout = distribution(bins, { left: LEFT, top: 10, right: width - 2, bottom: height - 22 });
  const last = bins.length - 1;
  const shown = at === null ? null : (bins[Math.min(at, last)] ?? null);
  const centres = layout.bars.map((bar) => bar.x + bar.width / 2);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? -1;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const onMouseMove = (event: MouseEvent<SVGSVGElement>) => setAt(near(centres, event.clientX - event.currentTarget.getBoundingClientRect().left));
  const centre = centres[at ?? 0] ?? 0;
  const read = bins[at ?? 0];
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
        aria-valuemax={Math.max(last, 0)}
        aria-valuenow={Math.min(at ?? 0, Math.max(last, 0))}
        aria-valuetext={read && describeBin(read)}
        onKeyDown={onKeyDown}
        onMouseMove={onMouseMove}
        onMouseLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        {layout.ticks.map((tick) => (
          <g key={tick.value}>
            <line className="chart-grid" x1={LEFT} x2={width} y1={tick.y} y2={tick.y} />
            <text className="chart-label" x={LEFT - 8} y={tick.y + 4} textAnchor="end">{percent(tick.value)}</text>
          </g>
        ))}
        <Sides layout={layout} at={at} />
        <Axis bins={bins} centres={centres} step={layout.step} bars={layout.bars} y={height - 6} />
      </svg>
      {shown && (
        <div className="chart-tip" style={centre > width / 2 ? { right: width - centre + 12 } : { left: centre + 12 }} aria-hidden="true">
          <strong>{cut(binName(shown), 40)}</strong>
          <span><i className="swatch dist-key-base" />Baseline<b>{shown.baseline === null ? "not known" : percent(shown.baseline)}</b></span>
          <span><i className="swatch dist-key-now" />Now<b>{shown.current === null ? "not known" : percent(shown.current)}</b></span>
        </div>
      )}
    </div>
  );
}

type Layout = ReturnType<typeof distribution>;

function Sides({ layout, at }: { layout: Layout; at: number | null }) {
  return (
    <g aria-hidden="true">
      {layout.bars.map((bar, index) =>
        bar.baseline === null ? null : (
          <rect key={index} className={index === at ? "dist-base dist-on" : "dist-base"} x={bar.x} y={bar.baseline} width={bar.width} height={layout.floor - bar.baseline} />
        ),
      )}
      {layout.bars.map((bar, index) =>
        bar.current === null ? null : <rect key={index} className="dist-area" x={bar.x} y={bar.current} width={bar.width} height={layout.floor - bar.current} />,
      )}
      <path className="dist-line" d={layout.line} />
    </g>
  );
}

interface AxisProps {
  readonly bins: readonly Bin[];
  readonly centres: readonly number[];
  readonly step: number;
  readonly bars: Layout["bars"];
  readonly y: number;
}

/** Words stand below their bars, cut to what fits; of numbers the lower edges, as many as fit. */
function Axis({ bins, centres, step, bars, y }: AxisProps) {
  const words = bins.some((bin) => bin.label !== null);
  const every = Math.max(1, Math.ceil((words ? 30 : 56) / Math.max(step, 1)));
  return (
    <g aria-hidden="true">
      {bins.map((bin, index) => {
        if (index % every !== 0) return null;
        const room = Math.max(2, Math.floor((step * every) / LETTER) - 1);
        const text = words ? cut(bin.label ?? "", room) : bin.low === null ? "" : metric(bin.low);
        const x = words ? (centres[index] ?? 0) : (bars[index]?.x ?? 0);
        return <text key={index} className="chart-label" x={x} y={y} textAnchor={words || index > 0 ? "middle" : "start"}>{text}</text>;
      })}
    </g>
  );
}

/** The same in the height of a row; the numbers beside it say what it shows. */
export function MiniDistribution({ bins }: { bins: readonly Bin[] }) {
  if (bins.length === 0) return null;
  const layout = distribution(bins, { left: 1, top: 2, right: 119, bottom: 27 });
  return (
    <svg className="dist-mini" width={120} height={28} aria-hidden="true">
      <Sides layout={layout} at={null} />
    </svg>
  );
}

export function DistributionKey() {
  return (
    <ul className="legend">
      <li><i className="swatch dist-key-base" />Baseline</li>
      <li><i className="swatch dist-key-now" />Newest execution</li>
    </ul>
  );
}
