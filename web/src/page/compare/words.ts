/** The difference of two texts, word by word. */

export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond it a table of all pairs of words takes too long: the middle counts as replaced. */
const MOST_PAIRS = 1_000_000;

function wordsOf(text: string): readonly string[] {
  return text.split(/(\s+)/).filter((word) => word !== "");
}

/** Lengths of the longest common runs of words from each pair of places on. */
function lengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const table = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      table[at] = before[i] === after[j] ? (table[at + width + 1] ?? 0) + 1 : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  }
  return table;
}

function middle(before: readonly string[], after: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  if (before.length * after.length <= MOST_PAIRS) {
    const table = lengths(before, after);
    const width = after.length + 1;
    while (i < before.length && j < after.length) {
      const [old, now] = [before[i] ?? "", after[j] ?? ""];
      if (old === now) {
        pieces.push({ kind: "same", text: old });
        i += 1;
        j += 1;
      } else if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) {
        pieces.push({ kind: "removed", text: old });
        i += 1;
      } else {
        pieces.push({ kind: "added", text: now });
        j += 1;
      }
    }
  }
  return [...pieces, { kind: "removed", text: before.slice(i).join("") }, { kind: "added", text: after.slice(j).join("") }];
}

/** Neighbours of one kind as one piece; what was removed comes before what was added in its place. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  let [removed, added] = ["", ""];
  const settle = () => {
    if (removed) found.push({ kind: "removed", text: removed });
    if (added) found.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const { kind, text } of pieces) {
    if (text === "") continue;
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else {
      settle();
      const last = found.at(-1);
      if (last?.kind === "same") found[found.length - 1] = { kind, text: last.text + text };
      else found.push({ kind, text });
    }
  }
  settle();
  return found;
}

export function wordDiff(before: string, after: string): readonly Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return joined([
    { kind: "same", text: old.slice(0, start).join("") },
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    { kind: "same", text: old.slice(old.length - end).join("") },
  ]);
}
