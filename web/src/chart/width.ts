import { useLayoutEffect, useRef, useState, type RefObject } from "react";

/** The width of a box, kept up to date; a fixed one where nothing is laid out, as in tests. */
export function useWidth<T extends Element>(fallback: number): [RefObject<T | null>, number] {
  const box = useRef<T>(null);
  const [width, setWidth] = useState(fallback);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const read = () => setWidth(Math.round(element.getBoundingClientRect().width) || fallback);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [fallback]);
  return [box, width];
}
