/**
 * The live stream: one tab holds the connection and tells the others.
 *
 * Browsers allow about six connections to one origin, so the tab that gets the lock opens the
 * stream; the others listen on a channel and take over when it goes. Every tab says up to which
 * position its page knows, and is told when more has come since.
 */

export type LiveState = "connecting" | "live" | "lost";

export interface ChangeEvent {
  readonly position: number;
  readonly kinds: readonly string[];
  readonly assets: readonly string[];
}

export type LiveMessage =
  | { readonly type: "state"; readonly state: LiveState; readonly lastEventAt: number | null }
  | { readonly type: "change"; readonly change: ChangeEvent; readonly at: number }
  | { readonly type: "resync" }
  | { readonly type: "coverage" }
  | { readonly type: "hello"; readonly position: number | undefined };

export interface LiveParts {
  readonly open: () => EventSource;
  readonly channel: BroadcastChannel;
  readonly lead: (run: () => Promise<never>) => void;
  readonly now: () => number;
  readonly hear: (message: LiveMessage) => void;
  /** Up to where the page's own data tell of the journal, where that is known. */
  readonly position: number | undefined;
}

/** `EventSource.CLOSED`. */
const CLOSED = 2;

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

/** Reads one change event; null when it is not one, since a broken event must not stop the stream. */
export function parseChange(data: string): ChangeEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("position" in value)) return null;
  if (typeof value.position !== "number") return null;
  const kinds = "kinds" in value ? strings(value.kinds) : [];
  const assets = "assets" in value ? strings(value.assets) : [];
  return { position: value.position, kinds, assets };
}

function isMessage(value: unknown): value is LiveMessage {
  return typeof value === "object" && value !== null && "type" in value;
}

/** Starts listening, as the leader or behind it; returns the way to stop. */
export function startLive(parts: LiveParts): () => void {
  const { channel, hear, now } = parts;
  let source: EventSource | null = null;
  let state: LiveState = "connecting";
  let lastEventAt: number | null = null;
  let newest = -Infinity;
  let stopped = false;

  const tell = (message: LiveMessage) => {
    hear(message);
    channel.postMessage(message);
  };
  const become = (next: LiveState) => {
    state = next;
    tell({ type: "state", state, lastEventAt });
  };
  const follow = () => {
    if (stopped) return;
    source = parts.open();
    source.onopen = () => become("live");
    source.onerror = () => {
      become("lost");
      // The browser gives up for good on an answer that is not a stream, such as a proxy's 502.
      if (source?.readyState === CLOSED) setTimeout(follow, 5000);
    };
    source.addEventListener("change", (event: MessageEvent<string>) => {
      const change = parseChange(event.data);
      if (change === null) return;
      lastEventAt = now();
      newest = change.position;
      tell({ type: "change", change, at: lastEventAt });
    });
    source.addEventListener("resync", () => tell({ type: "resync" }));
    source.addEventListener("coverage", () => tell({ type: "coverage" }));
  };

  channel.onmessage = (event: MessageEvent<unknown>) => {
    if (!isMessage(event.data)) return;
    if (event.data.type !== "hello") hear(event.data);
    else if (source !== null) {
      channel.postMessage({ type: "state", state, lastEventAt });
      if (event.data.position !== undefined && event.data.position < newest) channel.postMessage({ type: "resync" });
    }
  };
  channel.postMessage({ type: "hello", position: parts.position });
  parts.lead(() => {
    follow();
    return new Promise<never>(() => undefined);
  });
  return () => {
    stopped = true;
    source?.close();
    channel.close();
  };
}

/** The real parts. Without locks (plain http on a foreign host) every tab leads itself. */
export function browserParts(hear: (message: LiveMessage) => void, position: number | undefined): LiveParts {
  return {
    open: () => new EventSource(position === undefined ? "/api/v1/stream" : `/api/v1/stream?after=${position}`),
    channel: new BroadcastChannel("modelgov"),
    lead: (run) => {
      if ("locks" in navigator) void navigator.locks.request("modelgov-stream", run);
      else void run();
    },
    now: () => Date.now(),
    hear,
    position,
  };
}
