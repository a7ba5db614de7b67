// Fails when the built front end is larger than it may be. Sizes in kB (1000 bytes), gzip where said.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const STATIC = join(dirname(fileURLToPath(import.meta.url)), "../../src/modelgov/web/static");
const ENTRY = 120;
const CHUNK = 40;
const FONTS = 50;

const assets = join(STATIC, "assets");
const files = readdirSync(assets);
const html = readFileSync(join(STATIC, "index.html"), "utf8");
const gzip = (name) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / 1000;
const plain = (name) => readFileSync(join(assets, name)).length / 1000;

const scripts = files.filter((name) => name.endsWith(".js"));
const entry = scripts.filter((name) => html.includes(`/assets/${name}`));
const fonts = files.filter((name) => name.endsWith(".woff2"));
const rows = [
  { what: "entry JS, gzip", size: entry.reduce((sum, name) => sum + gzip(name), 0), limit: ENTRY },
  ...scripts.filter((name) => !entry.includes(name)).map((name) => ({ what: `${name}, gzip`, size: gzip(name), limit: CHUNK })),
  { what: "fonts", size: fonts.reduce((sum, name) => sum + plain(name), 0), limit: FONTS },
];

if (entry.length === 0) {
  console.error("index.html names no script: run npm run build first.");
  process.exit(1);
}
for (const { what, size, limit } of rows) {
  console.log(`${size <= limit ? "ok  " : "over"} ${size.toFixed(1).padStart(6)} of ${limit} kB  ${what}`);
}
process.exit(rows.every(({ size, limit }) => size <= limit) ? 0 : 1);
