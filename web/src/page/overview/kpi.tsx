import type { ReactNode } from "react";
import { Link } from "../../route/router";

interface KpiProps {
  readonly title: string;
  readonly value: string;
  readonly to?: string;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** One number, what it means, and the way to the rows that make it up. */
export function Kpi({ title, value, to, aside, children }: KpiProps) {
  return (
    <section className="card kpi" aria-label={title}>
      <h2 className="kpi-title">{title}</h2>
      <div className="kpi-row">
        {to === undefined ? (
          <span className="kpi-value">{value}</span>
        ) : (
          <Link className="kpi-value" to={to}>
            {value}
          </Link>
        )}
        {aside}
      </div>
      <div className="kpi-foot">{children}</div>
    </section>
  );
}
