import type { Shape } from "../status";

const PATHS = {
  check: "m3.5 8.5 3 3 6-7",
  triangle: "M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.7v.1",
  octagon: "M5.5 1.8h5L14.2 5.5v5l-3.7 3.7h-5L1.8 10.5v-5zM6 6l4 4M10 6l-4 4",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.2 1.6",
  calendar: "M2.2 3.4h11.6v10.4H2.2zM2.2 6.6h11.6M5.2 1.8v3M10.8 1.8v3",
  dash: "M3.5 8h9",
  search: "M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM10.6 10.6 14 14",
  cube: "M8 1.6 13.6 4.8v6.4L8 14.4 2.4 11.2V4.8zM2.4 4.8 8 8l5.6-3.2M8 8v6.4",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1",
  moon: "M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  close: "m4 4 8 8M12 4l-8 8",
  filter: "M2 3.5h12M4.5 8h7M6.5 12.5h3",
  columns: "M2.2 3h11.6v10H2.2zM6 3v10M10 3v10",
  download: "M8 2.2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.6h11",
  up: "m4 9.5 4-4 4 4",
  down: "m4 6.5 4 4 4-4",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  star: "m8 1.8 1.9 4 4.3.6-3.1 3 .7 4.3L8 11.6l-3.8 2.1.7-4.3-3.1-3 4.3-.6z",
  arrow: "M2.5 8h10.5M9.5 4.5 13 8l-3.5 3.5",
} as const satisfies Record<Shape, string> & Record<string, string>;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
