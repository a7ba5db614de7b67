import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseChange, startLive, type LiveMessage } from "./stream";

/** A source that a test speaks through, in the shape of the browser's. */
class Source extends EventTarget {
  readyState = 1;
  closed = false;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  close(): void {
    this.closed = true;
  }
  say(type: string, data = ""): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
}

/** Tabs of one browser: what one posts, the others hear. */
class Room {
  private readonly members: Channel[] = [];
  join(): Channel {
    const channel = new Channel((from, data) => {
      for (const other of this.members) if (other !== from) other.onmessage?.(new MessageEvent("message", { data }));
    });
    this.members.push(channel);
    return channel;
  }
}

class Channel {
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null;
  private readonly send: (from: Channel, data: unknown) => void;
  constructor(send: (from: Channel, data: unknown) => void) {
    this.send = send;
  }
  postMessage(data: unknown): void {
    this.send(this, data);
  }
  close(): void {
    this.onmessage = null;
  }
}

function tab(room: Room, leads: boolean, position?: number) {
  const heard: LiveMessage[] = [];
  const sources: Source[] = [];
  const stop = startLive({
    open: () => {
      const source = new Source();
      sources.push(source);
      return source as unknown as EventSource;
    },
    channel: room.join() as unknown as BroadcastChannel,
    lead: (run) => {
      if (leads) void run();
    },
    now: () => 1000,
    hear: (message) => heard.push(message),
    position,
  });
  return { heard, sources, stop };
}

const CHANGE = JSON.stringify({ position: 12, kinds: ["model_version"], assets: ["arn:a"] });

describe("the live stream", () => {
  test("only the leading tab opens a connection, and every tab hears the change", () => {
    const room = new Room();
    const follower = tab(room, false);
    const leader = tab(room, true);
    leader.sources[0]?.say("change", CHANGE);
    const message = { type: "change", at: 1000, change: { position: 12, kinds: ["model_version"], assets: ["arn:a"] } };
    expect(follower.sources).toHaveLength(0);
    expect(leader.heard).toContainEqual(message);
    expect(follower.heard).toContainEqual(message);
  });

  test("a tab that comes later is told the state at once", () => {
    const room = new Room();
    const leader = tab(room, true);
    leader.sources[0]?.onopen?.();
    const late = tab(room, false);
    expect(late.heard).toEqual([{ type: "state", state: "live", lastEventAt: null }]);
  });

  test("a tab whose page was read before the newest change is told to read again", () => {
    const room = new Room();
    const leader = tab(room, true);
    leader.sources[0]?.say("change", CHANGE);
    expect(tab(room, false, 11).heard).toContainEqual({ type: "resync" });
    expect(tab(room, false, 12).heard).not.toContainEqual({ type: "resync" });
  });

  test("a resync and a coverage event reach every tab", () => {
    const room = new Room();
    const follower = tab(room, false);
    const leader = tab(room, true);
    leader.sources[0]?.say("resync");
    leader.sources[0]?.say("coverage");
    expect(follower.heard).toEqual([{ type: "resync" }, { type: "coverage" }]);
  });

  test("a lost connection is said, and leaving closes it", () => {
    const leader = tab(new Room(), true);
    leader.sources[0]?.onerror?.();
    expect(leader.heard).toContainEqual({ type: "state", state: "lost", lastEventAt: null });
    leader.stop();
    expect(leader.sources[0]?.closed).toBe(true);
  });

  test("a broken event is passed over", () => {
    const leader = tab(new Room(), true);
    for (const data of ["", "{", "null", "[]", '{"position":"12"}']) leader.sources[0]?.say("change", data);
    expect(leader.heard).toEqual([]);
  });

  test("reading a change never fails, whatever arrives", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (data) => {
        const change = parseChange(data);
        expect(change === null || typeof change.position === "number").toBe(true);
      }),
    );
  });
});
