// The benchmark `mock`: how fast the local AWS answers, and what it costs it to hold a lot.
import type { Benchmark } from "./benchmark.ts";
import { growthRows } from "./mock/growth.ts";
import { throughputRows } from "./mock/throughput.ts";

export const mock: Benchmark = {
  about: "the local AWS: signed calls per second beside moto; the cost of many roles, sessions and trail events",
  run: async (options) => [...(await throughputRows(options)), ...(await growthRows(options))],
};
