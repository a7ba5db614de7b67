/** Times: relative in lists, absolute in UTC everywhere else. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function monthName(index: number): string {
  return MONTHS[index] ?? "";
}

/** "19 Oct 2026 14:02 UTC", with seconds when the second matters. */
export function absolute(iso: string, seconds = false): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const clock = [at.getUTCHours(), at.getUTCMinutes(), ...(seconds ? [at.getUTCSeconds()] : [])].map(two).join(":");
  return `${at.getUTCDate()} ${monthName(at.getUTCMonth())} ${at.getUTCFullYear()} ${clock} UTC`;
}

export function day(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${at.getUTCDate()} ${monthName(at.getUTCMonth())} ${at.getUTCFullYear()}`;
}

/** "Nov 2026" for "2026-11". */
export function month(key: string): string {
  const [year, number] = key.split("-");
  return `${monthName(Number(number) - 1)} ${year ?? ""}`;
}

const STEPS: readonly (readonly [limit: number, size: number, unit: string])[] = [
  [60, 1, "s"],
  [3600, 60, "min"],
  [86_400, 3600, "h"],
  [86_400 * 60, 86_400, "d"],
];

/** "12 s", "4 min", "6 h", "3 d"; beyond two months the day itself says more. */
export function age(iso: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000));
  for (const [limit, size, unit] of STEPS) {
    if (seconds < limit) return `${Math.floor(seconds / size)} ${unit}`;
  }
  return day(iso);
}

/** "45 s", "10 min 20 s", "2 h 5 min": the two largest parts. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const parts = hours > 0 ? [[hours, "h"], [minutes, "min"]] : [[minutes, "min"], [whole % 60, "s"]];
  const said = parts.filter(([value]) => value !== 0).map(([value, unit]) => `${value} ${unit}`);
  return said.join(" ") || "0 s";
}

export function ago(iso: string, now: number): string {
  const text = age(iso, now);
  return / (s|min|h|d)$/.test(text) ? `${text} ago` : text;
}
