import { useId, type ReactNode } from "react";

interface CardProps {
  title: string;
  aside?: ReactNode;
  span?: string;
  children: ReactNode;
}

export function Card({ title, aside, span = "", children }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${span}`} aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <span className="meta">{aside}</span>}
      </div>
      {children}
    </section>
  );
}
