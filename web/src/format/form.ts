/** A value of the evidence as a person reads it, by the form that the API names. */
import { dollars, metric, percent } from "./number";
import { absolute, day, duration } from "./time";

export function writeNumber(form: string, value: number): string {
  switch (form) {
    case "money":
      return dollars(value);
    case "milliseconds":
      return `${metric(value)} ms`;
    case "seconds":
      return duration(value);
    case "percent":
      return `${metric(value)}%`;
    case "share":
      return percent(value);
    default:
      return metric(value);
  }
}

export function write(form: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return writeNumber(form, value);
  if (form === "time") return absolute(value);
  if (form === "date") return day(value);
  return value;
}
