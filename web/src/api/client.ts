/** The one place that talks HTTP: JSON in, its texts made visible, or an ApiError that says what to do. */
import { visibleAnswer } from "../format/visible";
import { inMoment } from "../route/moment";
import type { ErrorBody } from "./shape";

export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.what);
    this.name = "ApiError";
    this.status = status;
    this.body = body;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === "object" && value !== null && "what" in value && "remedy" in value;
}

async function refusal(response: Response, path: string): Promise<ApiError> {
  const text = await response.text();
  let parsed: unknown = null;
  try {
    parsed = visibleAnswer(JSON.parse(text));
  } catch {
    parsed = null;
  }
  if (isErrorBody(parsed)) return new ApiError(response.status, parsed);
  return new ApiError(response.status, {
    error: "unreadable",
    what: `The server answered ${response.status} without a reason.`,
    where: path,
    remedy: "Try again. If it happens again, look at the log of modelgov serve.",
    request_id: response.headers.get("x-request-id") ?? "",
  });
}

function unreachable(path: string): ApiError {
  return new ApiError(0, {
    error: "unreachable",
    what: "The server did not answer.",
    where: path,
    remedy: "Check that modelgov serve is running, then try again.",
    request_id: "",
  });
}

export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(path, { headers: { accept: "application/json" }, ...(signal && { signal }) });
}

/** Asks for a change; the server takes it as JSON only, from its own pages, and never for the past. */
export function postJson<T>(path: string, content: unknown): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return answer<T>(path, { method: "POST", headers, body: JSON.stringify(content) });
}

async function answer<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(inMoment(path), init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw unreachable(path);
  }
  if (!response.ok) throw await refusal(response, path);
  return visibleAnswer(await response.json()) as T;
}

/** Whatever was thrown, in the shape that error cards print. */
export function errorBody(error: unknown): ErrorBody {
  if (error instanceof ApiError) return error.body;
  return {
    error: "page",
    what: "This part of the page could not be drawn.",
    where: error instanceof Error ? error.message : "unknown",
    remedy: "Reload the page. If it happens again, report it with the text above.",
    request_id: "",
  };
}
