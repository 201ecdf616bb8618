import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No test keeps state in a module: files may share one process, and load the SDK once.
    isolate: false,
  },
});
