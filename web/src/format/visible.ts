/**
 * Text from AWS, safe to read: characters that reorder, hide or break the text around them are
 * shown as ⟨U+202E⟩, since with them one name can look like another.
 *
 * Text enters the page in two places, the API's answers and the address; both pass it here.
 * On its way back to the API it becomes what it was.
 */

// Controls (but not tab and line ends), formats (but not the joiners that scripts and emoji need),
// line separators, and halves of a pair.
const HIDDEN = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const SHOWN = /\u27e8U\+([0-9A-F]{4,6})\u27e9/g;

function isHidden(character: string): boolean {
  return character.replace(HIDDEN, "") === "";
}

export function visible(text: string): string {
  return text.replace(HIDDEN, (one) => `\u27e8U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}\u27e9`);
}

/** The text as AWS has it; an escape of a character that would have been shown as it is stays text. */
export function raw(text: string): string {
  return text.replace(SHOWN, (escape, digits: string) => {
    const point = Number.parseInt(digits, 16);
    const one = point <= 0x10ffff ? String.fromCodePoint(point) : "";
    return one !== "" && isHidden(one) ? one : escape;
  });
}

/** A whole answer, with every text in it visible, also the names in documents. */
export function visibleAnswer(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (Array.isArray(value)) return value.map(visibleAnswer);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [visible(key), visibleAnswer(one)]));
}
