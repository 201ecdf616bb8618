// Every benchmark, by the name that `npm run bench -- NAME` takes.
import type { Benchmark } from "./benchmark.ts";
import { mock } from "./mock.ts";

export const BENCHMARKS: Readonly<Record<string, Benchmark>> = { mock };
