/** What each state means: a tone, a shape and a word. Never a colour alone, and unknown is never green. */
import type { ApprovalStatus, ClauseStatus, VersionRow } from "./api/shape";

export type Tone = "ok" | "warn" | "bad" | "info" | "neutral";
export type Shape = "check" | "triangle" | "octagon" | "clock" | "dash";

export interface Meaning {
  readonly tone: Tone;
  readonly word: string;
  /** Where the tone's own shape would say too little. */
  readonly shape?: Shape;
}

export const SHAPES: Readonly<Record<Tone, Shape>> = {
  ok: "check",
  warn: "triangle",
  bad: "octagon",
  info: "clock",
  neutral: "dash",
};

export const APPROVALS: Readonly<Record<ApprovalStatus, Meaning>> = {
  Approved: { tone: "ok", word: "Approved" },
  PendingManualApproval: { tone: "warn", word: "Waiting for approval" },
  Rejected: { tone: "bad", word: "Rejected" },
  Unknown: { tone: "neutral", word: "Unknown" },
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(APPROVALS).map(([key, meaning]) => [key, meaning.word])),
};

function isApproval(value: string): value is ApprovalStatus {
  return Object.hasOwn(APPROVALS, value);
}

export function approval(value: string): Meaning {
  return isApproval(value) ? APPROVALS[value] : { tone: "neutral", word: value };
}

/** One word, for places where two states stand in one line. */
export function approvalShort(value: string): string {
  return value === "PendingManualApproval" ? "Waiting" : approval(value).word;
}

/** Approval in the light of use: a rejected version is urgent only where it serves. */
export function approvalOf(row: Pick<VersionRow, "approval_status" | "production">): Meaning {
  const plain = APPROVALS[row.approval_status];
  if (row.approval_status !== "Rejected") return plain;
  return row.production ? { tone: "bad", word: "Rejected, in use" } : { tone: "neutral", word: "Rejected", shape: "octagon" };
}

/** What a version is, by its approval and by whether it serves; in the order of the facet. */
export const MATURITIES: Readonly<Record<string, Meaning>> = {
  production: { tone: "ok", word: "Production" },
  unapproved_production: { tone: "warn", word: "Production, not approved" },
  validated: { tone: "info", word: "Validated", shape: "check" },
  prototype: { tone: "neutral", word: "Prototype" },
  unknown: { tone: "neutral", word: "Not known" },
};

export function maturity(value: string): Meaning {
  return MATURITIES[value] ?? { tone: "neutral", word: spaced(value) };
}

/** The same in a sentence, for who asks what the word means. */
export const MATURITY_HELP =
  "Production: approved, and an endpoint in service runs it. Production, not approved: it serves without an approval. Validated: approved, but it does not serve. Prototype: neither approved nor serving. Not known: its record has no approval status.";

const ENDPOINT_TONES: Readonly<Record<string, Tone>> = {
  InService: "ok",
  Creating: "info",
  Updating: "info",
  SystemUpdating: "info",
  RollingBack: "info",
  Deleting: "info",
  Failed: "bad",
  OutOfService: "bad",
  UpdateRollbackFailed: "bad",
};

export function endpoint(status: string): Meaning {
  return { tone: ENDPOINT_TONES[status] ?? "neutral", word: spaced(status) };
}

/** Whether the instances of an endpoint fit what they do, by the controls of utilisation. */
export const FITS: Readonly<Record<string, Meaning>> = {
  over: { tone: "warn", word: "Too busy" },
  under: { tone: "warn", word: "Hardly used", shape: "dash" },
  ok: { tone: "ok", word: "Fits" },
  exempt: { tone: "info", word: "Exempt", shape: "dash" },
  unknown: { tone: "neutral", word: "Unknown" },
  none: { tone: "neutral", word: "Not judged" },
};

/** Whether anybody asks an endpoint. */
export const IDLES: Readonly<Record<string, Meaning>> = {
  idle: { tone: "warn", word: "Idle" },
  used: { tone: "ok", word: "Used" },
  unknown: { tone: "neutral", word: "Unknown" },
  none: { tone: "neutral", word: "Not judged" },
};

/** Whether a version of the registry explains all that an endpoint serves. */
export const REGISTERED: Readonly<Record<string, Meaning>> = {
  yes: { tone: "ok", word: "Registered" },
  no: { tone: "bad", word: "Unregistered" },
  unknown: { tone: "neutral", word: "Unknown" },
};

export function meaningIn(words: Readonly<Record<string, Meaning>>, value: string): Meaning {
  return words[value] ?? { tone: "neutral", word: spaced(value) };
}

const RUN_TONES: Readonly<Record<string, Tone>> = {
  Completed: "ok",
  Succeeded: "ok",
  Starting: "info",
  InProgress: "info",
  Executing: "info",
  Stopping: "info",
  Stopped: "neutral",
  Failed: "bad",
};

/** A job, an execution of a pipeline, or one of its steps. */
export function run(status: string | null): Meaning {
  return status === null ? { tone: "neutral", word: "Status not known" } : { tone: RUN_TONES[status] ?? "neutral", word: spaced(status) };
}

const OUTCOMES: Readonly<Record<string, Meaning>> = {
  read: { tone: "ok", word: "Read" },
  empty: { tone: "ok", word: "Read, empty" },
  not_offered: { tone: "neutral", word: "Not offered" },
  malformed: { tone: "warn", word: "Malformed record" },
  throttled: { tone: "warn", word: "Throttled" },
  failed: { tone: "bad", word: "Failed" },
  denied: { tone: "bad", word: "Denied" },
};

/** Whether something stayed unseen; where AWS offers nothing, there is nothing to see. */
export function isGap(value: string): boolean {
  return value !== "read" && value !== "empty" && value !== "not_offered";
}

export function outcome(value: string): Meaning {
  return OUTCOMES[value] ?? { tone: "warn", word: spaced(value) };
}

const FINDINGS: Readonly<Record<string, Meaning>> = {
  fail: { tone: "bad", word: "Failed" },
  unknown: { tone: "neutral", word: "Unknown" },
  exempt: { tone: "info", word: "Exempt", shape: "dash" },
  pass: { tone: "ok", word: "Passed" },
};

/** How an asset was judged: not knowing is never a pass. */
export function judged(value: string): Meaning {
  return FINDINGS[value] ?? { tone: "neutral", word: spaced(value) };
}

const SEVERITIES: Readonly<Record<string, Meaning>> = {
  critical: { tone: "bad", word: "Critical" },
  high: { tone: "bad", word: "High", shape: "triangle" },
  medium: { tone: "warn", word: "Medium" },
  low: { tone: "info", word: "Low", shape: "dash" },
};

/** How much a failure matters. */
export function severity(value: string): Meaning {
  return SEVERITIES[value] ?? { tone: "neutral", word: spaced(value) };
}

/** How a clause of a framework stands, and what its number of assets or clauses means. */
export const CLAUSES: Readonly<Record<ClauseStatus, Meaning>> = {
  fail: { tone: "bad", word: "Fails" },
  unknown: { tone: "neutral", word: "Unknown" },
  pass: { tone: "ok", word: "Passes" },
  exempt: { tone: "info", word: "Exempt" },
  manual: { tone: "neutral", word: "Manual" },
};

const SEVERITY: readonly Tone[] = ["ok", "neutral", "info", "warn", "bad"];

export function worst(values: readonly string[]): string | null {
  let found: string | null = null;
  for (const value of values) {
    if (found === null || SEVERITY.indexOf(outcome(value).tone) > SEVERITY.indexOf(outcome(found).tone)) found = value;
  }
  return found;
}

/** "InService" and "pending_review" as words in sentence case. */
export function spaced(value: string): string {
  const words = value.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/_/g, " ").toLowerCase();
  const read = words.replace(/\b(arn|id|uri|url|usd)\b/g, (short) => short.toUpperCase());
  return read.charAt(0).toUpperCase() + read.slice(1);
}

/** A recorded value as the screen says it elsewhere. */
export function fieldWord(value: string | null): string {
  if (value === null) return "nothing";
  return FIELD_WORDS[value] ?? value;
}
