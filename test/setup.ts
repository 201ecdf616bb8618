// Before each file of a run. vitest loads this one anew each time, and what it imports once in a process.
import "./support/resolve-imports.ts";
