/** Rows of a screen as a CSV file: for what the API has no file of. */

export type Cell = string | number | boolean | null;

/** A text that a spreadsheet would run as a formula is kept a text, as the API's files keep it. */
function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");
}

/** Gives the rows to the browser as a file. */
export function saveCsv(name: string, rows: readonly (readonly Cell[])[]): void {
  const url = URL.createObjectURL(new Blob([csvText(rows)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `modelgov-${name.replace(/[^\w.-]+/g, "-")}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
