import { useState } from "react";
import { useLive } from "../live/store";
import { Icon } from "../ui/icon";

/** Changes that came while the list was scrolled: it does not jump, it offers. */
export function NewPill({ count }: { count: "changes" | "findings" }) {
  const now = useLive()[count];
  const [from] = useState(now);
  if (now === from) return null;
  return (
    <button
      type="button"
      className="button new-pill"
      onClick={() => document.querySelector(".grid-box")?.scrollTo({ top: 0 })}
    >
      <Icon name="up" />
      {now - from} new
    </button>
  );
}
