import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/modelgov/web/static",
    emptyOutDir: true,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
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
