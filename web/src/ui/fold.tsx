import { useState, type ReactNode } from "react";

/** About this many characters stand open; what is longer is folded until someone asks for it. */
const OPEN = 600;

interface FoldProps {
  /** How many characters there are. */
  size: number;
  children: ReactNode;
}

/** Content of any length in a height that leaves the page its shape. */
export function Fold({ size, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  if (size <= OPEN) return children;
  return (
    <>
      <div className={open ? undefined : "fold"}>{children}</div>
      <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Show less" : "Show all"}
      </button>
    </>
  );
}

/** The same for one text inside a line: cut instead of hidden; `most` is for narrow places. */
export function LongText({ text, most = OPEN }: { text: string; most?: number }) {
  const [open, setOpen] = useState(false);
  if (text.length <= most) return text;
  return (
    <>
      {open ? text : cut(text, most)}{" "}
      <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Show less" : "Show all"}
      </button>
    </>
  );
}

/** A text of the control library, in which what stands between backticks is code. */
export function Coded({ text }: { text: string }) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

const NAME = 80;

/** A name in a line: its start, with the whole at hand. */
export function Name({ text }: { text: string }) {
  return <span title={text.length > NAME ? text : undefined}>{cut(text, NAME)}</span>;
}

/** The start of a text, by characters and with a sign that there is more. */
export function cut(text: string, most: number): string {
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length <= most ? text : `${characters.slice(0, most).join("")}\u2026`;
}
