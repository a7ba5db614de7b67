import { useEffect, useState } from "react";
import { useLive } from "../live/store";
import type { LiveState } from "../live/stream";
import { age } from "../format/time";
import { plural } from "../format/number";
import { useNow } from "../ui/time";

const WORDS: Readonly<Record<LiveState, string>> = {
  connecting: "Connecting",
  live: "Live",
  lost: "Reconnecting",
};

export function LiveBadge({ lastEventAt }: { lastEventAt: string | null }) {
  const live = useLive();
  const now = useNow();
  const newest = live.lastEventAt === null ? lastEventAt : new Date(live.lastEventAt).toISOString();
  const text = newest === null ? "no event yet" : `last event ${age(newest, Math.max(now, live.lastEventAt ?? 0))} ago`;
  return (
    <span title={`${WORDS[live.state]}, ${text}`}>
      <i className="live-dot" data-state={live.state} />
      {WORDS[live.state]}
      <span className="only-wide">, {text}</span>
    </span>
  );
}

const SPEAK_MS = 5000;

function name(asset: string): string {
  const [, path = asset] = /:[a-z-]+\/(.+)$/.exec(asset) ?? [];
  return path.replace(/\/(\d+)$/, " version $1");
}

/** Says what changed to a screen reader, at most once per five seconds. */
export function Announcer() {
  const { changes, newest } = useLive();
  const [spoken, setSpoken] = useState({ changes: 0, at: 0, text: "" });
  useEffect(() => {
    if (changes === spoken.changes) return;
    const wait = Math.max(0, spoken.at + SPEAK_MS - Date.now());
    const timer = setTimeout(() => {
      const since = changes - spoken.changes;
      const text = since === 1 && newest[0] !== undefined ? `${name(newest[0])} changed` : plural(since, "change");
      setSpoken({ changes, at: Date.now(), text });
    }, wait);
    return () => clearTimeout(timer);
  }, [changes, newest, spoken]);
  return (
    <div className="sr" role="status" aria-live="polite">
      {spoken.text}
    </div>
  );
}
