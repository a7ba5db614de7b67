import type { ReactNode } from "react";
import { Link } from "../../route/router";
import { HELP, type HelpKey } from "../../text/help";
import { HelpButton } from "../../ui/help";

interface KpiProps {
  readonly title: string;
  /** Null where it is not known, which is no zero. */
  readonly value: string | null;
  readonly to?: string;
  /** What stands beside the title. */
  readonly help?: ReactNode;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** One number, what it means, and the way to the rows that make it up. */
export function Kpi({ title, value, to, help, aside, children }: KpiProps) {
  return (
    <section className="card kpi" aria-label={title}>
      <div className="kpi-head">
        <h2 className="kpi-title">{title}</h2>
        {help}
      </div>
      <div className="kpi-row">
        {value === null ? (
          <span className="kpi-value muted" title="Not known">
            {"\u2013"}
            <span className="sr">not known</span>
          </span>
        ) : to === undefined ? (
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

/** A number that the catalogue of texts knows: with its title and its help. */
export function KpiCard({ about, ...rest }: { about: HelpKey } & Omit<KpiProps, "title" | "help">) {
  return <Kpi title={HELP[about].title} help={<HelpButton about={about} />} {...rest} />;
}
