// Every benchmark, by the name that `npm run bench -- NAME` takes.
import type { Benchmark } from "./benchmark.ts";
import { mock } from "./mock.ts";
import { page } from "./page.ts";
import { reconcile } from "./reconcile.ts";
import { storm } from "./storm.ts";
import { trace } from "./trace.ts";

export const BENCHMARKS: Readonly<Record<string, Benchmark>> = { mock, page, reconcile, storm, trace };
