/** The two figures that bench/web.py reads: first data on screen, and filter to repaint. */
import { useEffect } from "react";

export const INTERACTIVE = "modelgov:interactive";
export const REPAINT = "modelgov:repaint";
const FILTER = "modelgov:filter";

/** Runs after the next frame is on screen: a message queued inside a frame is handled after its paint. */
function afterPaint(run: () => void): void {
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
  useEffect(() => {
    if (shown === null) return;
    afterPaint(() => {
      if (performance.getEntriesByName(INTERACTIVE).length === 0) performance.mark(INTERACTIVE);
      measureRepaint();
    });
  }, [shown]);
}
