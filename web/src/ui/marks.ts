/** The two figures that bench/web.py reads: first data on screen, and filter to repaint. */
import { useEffect, useLayoutEffect, useState } from "react";

export const INTERACTIVE = "modelgov:interactive";
export const REPAINT = "modelgov:repaint";
const FILTER = "modelgov:filter";

/** Runs after the next frame is on screen: a message queued inside a frame is handled after its paint. */
export function afterPaint(run: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      run();
    };
    channel.port2.postMessage(null);
  });
}

export function markFilter(): void {
  performance.mark(FILTER);
}

function measureRepaint(): void {
  if (performance.getEntriesByName(FILTER).length === 0) return;
  performance.measure(REPAINT, FILTER);
  performance.clearMarks(FILTER);
}

/** Call with what identifies the data on screen, or null while there is none of it yet. */
export function usePainted(shown: string | null): void {
  // An effect of layout runs before the frame that it is about; another one comes after that frame.
  useLayoutEffect(() => {
    if (shown === null) return;
    afterPaint(() => {
      if (performance.getEntriesByName(INTERACTIVE).length === 0) performance.mark(INTERACTIVE);
      measureRepaint();
    });
  }, [shown]);
}

/**
 * False until the first screen of a visit is painted: what lies below the fold of it is drawn in the next frame.
 * True at once for every page after it, so that going back finds a page as high as it was.
 */
export function useFirstPainted(): boolean {
  const [painted, setPainted] = useState(() => performance.getEntriesByName(INTERACTIVE).length > 0);
  useEffect(() => {
    if (!painted) afterPaint(() => setPainted(true));
  }, [painted]);
  return painted;
}
