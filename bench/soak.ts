// The benchmark `soak`: an hour's worth of requests to the page and the local AWS, and what of them stays in memory.
import { fileURLToPath } from "node:url";
import { type Benchmark, type BenchmarkOptions, type Row, row } from "./benchmark.ts";
import { startServer } from "./server-process.ts";
import { SOAK_REQUESTS, type SoakRequest } from "./soak/requests.ts";

/** Five a second for an hour. */
const REQUESTS = { full: 18_000, tiny: 24 } as const;

/** The heap is looked at so often. */
const SAMPLES = { full: 20, tiny: 2 } as const;

/** So much of it goes before: the heap of a young process shrinks for a while, which would hide that it grows. */
const WARM_UP = 0.25;

export const soak: Benchmark = {
  about: "an hour's worth of wrong requests and of pages: the heap of the page and the local AWS, after and before",
  run,
};

async function run({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const program = fileURLToPath(new URL("soak/server.ts", import.meta.url));
  const server = await startServer(process.execPath, [program], /^ready /);
  if (!server) throw new Error("The page and the local AWS did not start.");
  try {
    const [aws = "", page = "", heap = ""] = server.line.split(" ").slice(1);
    const ports = { aws, page };
    const each = Math.round(REQUESTS[size] / SAMPLES[size]);
    await send(ports, REQUESTS[size] * WARM_UP);
    const samples = [await heapAt(heap)];
    while (samples.length <= SAMPLES[size]) {
      await send(ports, each);
      samples.push(await heapAt(heap));
      note(`${samples.length - 1} of ${SAMPLES[size]}: ${samples.at(-1)?.toFixed(1)} MB`);
    }
    const { first, last } = line(samples);
    return [row({ name: "soak: heap after", value: last, unit: "MB", baseline: "before", baselineValue: first })];
  } finally {
    await server.stop();
  }
}

async function send(ports: Readonly<Record<SoakRequest["to"], string>>, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const wish = SOAK_REQUESTS[index % SOAK_REQUESTS.length];
    if (!wish) continue;
    // A server may close the connection while a body that it refuses is still being sent.
    const answer = await fetch(`http://127.0.0.1:${ports[wish.to]}${wish.path}`, wish.init).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
  }
}

async function heapAt(port: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  return Number(await answer.text()) / 1024 / 1024;
}

/** The ends of the straight line that lies nearest to all samples: one of them says little. */
function line(samples: readonly number[]): { readonly first: number; readonly last: number } {
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  const middle = (samples.length - 1) / 2;
  const slope =
    samples.reduce((sum, one, at) => sum + (at - middle) * (one - mean), 0) /
    samples.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return { first: mean - slope * middle, last: mean + slope * middle };
}
