import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { firstPaths, STATUS } from "./src/api/path";
import { matchPath } from "./src/route/path";

/** Code that pages share is in few files: each one is a request, and a page waits for the last of them. */
const SHARED = [
  { name: "base", test: /preload-helper|\/src\/(api|format|live|ui|frame|status|route|page\/(chunk|version\/tabs|page))|\/node_modules\/(react|scheduler|@tanstack\/(react-query|query))/, priority: 3 },
  { name: "list", test: /\/src\/list\/|virtual/, priority: 2 },
  { name: "chart", test: /\/src\/chart\/|\/node_modules\/(d3-|internmap)/, priority: 2 },
  { name: "part", test: /\/src\/.*\.tsx?$/, minShareCount: 2, priority: 1 },
];

/** Paths of the front end that say by themselves what their pages ask for first. */
const PLAIN = ["/", "/models", "/findings", "/endpoints", "/coverage", "/monitoring", "/controls", "/teams", "/accounts", "/frameworks"];

/**
 * Writes down what each page asks for first, its code and its data, for the server to name in the page's head:
 * the browser fetches them beside the larger part of the code, which comes first, and not after it has run. The font comes beside too.
 */
function askedFirst(): Plugin {
  return {
    name: "asked-first",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
      const entry = chunks.find((one) => one.isEntry)?.imports ?? [];
      const code = (name: string) => {
        const page = chunks.find((one) => one.name === name && one.isDynamicEntry);
        return page === undefined ? [] : [page.fileName, ...page.imports].filter((file) => !entry.includes(file));
      };
      const first = PLAIN.map((path) => {
        const page = matchPath(path);
        return [path, { base: entry.map((file) => `/${file}`), code: code(page.name).map((file) => `/${file}`), data: [STATUS, ...firstPaths(page, "")] }];
      });
      this.emitFile({ type: "asset", fileName: "first.json", source: JSON.stringify(Object.fromEntries(first)) });
    },
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => file.endsWith(".woff2"))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `/${file}` },
            injectTo: "head" as const,
          })),
    },
  };
}

/** Puts the few lines that start the page into it: one request less before anything is drawn. */
function startInside(): Plugin {
  return {
    name: "start-inside",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { chunk, bundle }) => {
        if (chunk === undefined || bundle === undefined) return html;
        Reflect.deleteProperty(bundle, chunk.fileName);
        const code = chunk.code.trim().replaceAll('"./', '"/assets/');
        const tag = `<script type="module" crossorigin src="/${chunk.fileName}"></script>`;
        if (!html.includes(tag)) throw new Error("index.html does not load its entry as it did");
        return html.replace(tag, () => `<script type="module">${code}</script>`);
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), askedFirst(), startInside()],
  build: {
    outDir: "../src/modelgov/web/static",
    emptyOutDir: true,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { output: { codeSplitting: { groups: SHARED } } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  test: {
    environment: "jsdom",
    setupFiles: ["src/setup.test-env.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    pool: "threads",
    isolate: false, // a new jsdom for every file takes longer than the tests; each test clears what it leaves
    testTimeout: 60_000, // a busy machine is slow, not wrong
  },
});
