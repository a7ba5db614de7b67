import { Component, useEffect, useState, type ReactNode } from "react";
import { errorBody } from "../api/client";
import { Icon } from "./icon";

/** True once `waiting` has lasted 200 ms: shorter waits show nothing at all. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), 200);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return waiting && slow;
}

/** The grey blocks of a first load, in the heights that the page will have. */
export function Skeleton({ heights, label }: { heights: readonly number[]; label: string }) {
  const slow = useSlow(true);
  if (!slow) return null;
  return (
    <div className="grid" role="status" aria-label={label}>
      {heights.map((height, index) => (
        <div key={index} className="card span-12">
          <span className="skeleton" style={{ height }} />
        </div>
      ))}
    </div>
  );
}

interface ErrorNoteProps {
  error: unknown;
  retry: () => void;
  /** Other ways on, beside trying again. */
  children?: ReactNode;
}

export function ErrorNote({ error, retry, children }: ErrorNoteProps) {
  const body = errorBody(error);
  return (
    <div className="note" role="alert">
      <p className="note-title">
        <Icon name="octagon" />
        {body.what}
      </p>
      <p>{body.remedy}</p>
      <p className="meta wrap">
        {body.where}
        {body.request_id && `, request ${body.request_id}`}
      </p>
      <div className="note-ways">
        <button type="button" className="button" onClick={retry}>
          Retry
        </button>
        {children}
      </div>
    </div>
  );
}

export function ErrorCard({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="card">
      <ErrorNote error={error} retry={retry} />
    </div>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
}

export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="note">
      <p className="note-title">{title}</p>
      {children}
    </div>
  );
}

/** Where no control ever judged anything: not a clean sheet. */
export function NeverJudged() {
  return (
    <Empty title="Nothing was judged yet">
      <p>
        Run <code>modelgov check</code> to judge what was collected by the controls. While <code>modelgov serve</code> runs, it does so by itself.
      </p>
    </Empty>
  );
}

/** Keeps a page that cannot be drawn from taking the frame with it. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorCard error={this.state.error} retry={() => this.setState({ error: null })} />;
  }
}
