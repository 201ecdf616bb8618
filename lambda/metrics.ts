// What the flow counts and times, gathered in memory and written for CloudWatch when a run is over.

import type { Gathered } from "./emf-lines.ts";
import type { CountName, DimensionsOf, TimeName } from "./metric-list.ts";

export type Metrics = {
  /** `value` is 1 unless said. Never throws. */
  count<N extends CountName>(
    name: N,
    ...rest: keyof DimensionsOf<N> extends never
      ? [none?: undefined, value?: number]
      : [dimensions: DimensionsOf<N>, value?: number]
  ): void;
  time(name: TimeName, ms: number): void;
  /** Writes what was gathered since the last time. Never rejects. */
  flush(): Promise<void>;
};

export const NO_METRICS: Metrics = { count: () => undefined, time: () => undefined, flush: async () => undefined };

export type MetricsOutput = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Takes one line without its end. */
  write(line: string): void;
  /** Told where a line could not be made: metrics fail no run. */
  failed(error: unknown): void;
};

export function emfMetrics({ now, write, failed }: MetricsOutput): Metrics {
  let gathered: Gathered[] = [];
  return {
    count(name, ...[dimensions, value = 1]) {
      gathered.push({ name, dimensions: { ...dimensions }, value });
    },
    time(name, ms) {
      gathered.push({ name, dimensions: {}, value: ms });
    },
    async flush() {
      const [all, at] = [gathered, now()];
      gathered = [];
      if (all.length === 0) return;
      try {
        const { emfLines } = await import("./emf-lines.ts"); // After the deny: no cold start waits for its library.
        for (const line of emfLines(all, at)) write(line);
      } catch (error) {
        failed(error);
      }
    },
  };
}
