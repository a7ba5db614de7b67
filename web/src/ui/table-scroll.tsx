import type { ReactNode } from "react";

interface TableScrollProps {
  label: string;
  children: ReactNode;
}

/** Around a table that may be wider than its card: scrolled by keyboard too, and named for who hears it. */
export function TableScroll({ label, children }: TableScrollProps) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={`${label}, table`}>
      {children}
    </div>
  );
}
