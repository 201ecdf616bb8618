import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No test keeps state in a module: files may share one process, and load the SDK once.
    isolate: false,
    // One worker for each core: the main process, which vitest would leave one for, has nearly nothing to do.
    maxWorkers: "100%",
    // Four times V8's own room for young objects: the SDK's calls fill it quickly, and each time it is full costs.
    execArgv: ["--max-semi-space-size=64"],
    sequence: { sequencer: LongestFirst },
    // The programs that tests start are compiled once, not each time.
    // Node runs the tests as it runs everything here: Vite would translate each file, and what it makes of them is slower.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    globalSetup: ["test/temporary-folder.ts"],
    // Who watches files needs what vitest's own resolving notes of them.
    setupFiles: process.argv.includes("run") ? ["test/setup.ts"] : [],
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/node-compile") },
  },
});
