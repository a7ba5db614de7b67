import { useEffect, useRef, useState, type RefObject } from "react";
import { formatFilter, modelsPath, parseFilter } from "../route/filter";
import { navigate, usePlace } from "../route/router";
import { Icon } from "../ui/icon";
import { markFilter } from "../ui/marks";

const TYPING_MS = 150;

/** Search lives in the URL of the Models page: the first letter adds an entry, the next ones replace it. */
export function Search({ box }: { box: RefObject<HTMLInputElement | null> }) {
  const place = usePlace();
  const onModels = place.pathname === "/models";
  const inUrl = onModels ? parseFilter(place.search).q : "";
  const [text, setText] = useState(inUrl);
  const [shown, setShown] = useState(inUrl);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typing = useRef(false);
  if (shown !== inUrl) {
    setShown(inUrl);
    setText(inUrl);
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const commit = (q: string, replace: boolean) => {
    clearTimeout(timer.current);
    const now = window.location;
    const filter = now.pathname === "/models" ? parseFilter(now.search) : parseFilter("");
    const next = { ...filter, q: q.trim() };
    if (now.pathname === "/models" && formatFilter(next) === formatFilter(filter)) return;
    setShown(next.q);
    markFilter();
    navigate(modelsPath(next), { replace });
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    if (!onModels) return;
    timer.current = setTimeout(() => {
      commit(value, typing.current);
      typing.current = true;
    }, TYPING_MS);
  };

  return (
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        typing.current = false;
        commit(text, false);
      }}
    >
      <Icon name="search" />
      <input
        ref={box}
        className="field"
        type="search"
        aria-label="Search models"
        placeholder="Search models, owners, teams"
        value={text}
        onBlur={() => {
          typing.current = false;
        }}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) type("");
          else event.currentTarget.blur();
        }}
      />
      <kbd className="only-wide" aria-hidden="true">
        /
      </kbd>
    </form>
  );
}
