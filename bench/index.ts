// Every benchmark, by the name that `npm run bench -- NAME` takes.
import type { Benchmark } from "./benchmark.ts";
import { cold } from "./cold.ts";
import { contain } from "./contain.ts";
import { logs } from "./logs.ts";
import { mock } from "./mock.ts";
import { page } from "./page.ts";
import { reconcile } from "./reconcile.ts";
import { soak } from "./soak.ts";
import { storm } from "./storm.ts";
import { trace } from "./trace.ts";

/** In this order, where none is named. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  contain,
  cold,
  storm,
  reconcile,
  trace,
  logs,
  page,
  soak,
  mock,
};
