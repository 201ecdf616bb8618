// A drill under way: its clock, its steps as they are told, and waiting that can be stopped.
import type { DrillMeans } from "./drill-means.ts";
import type { DrillStep, StepName } from "./drill-report.ts";

export class DrillStoppedError extends Error {
  override readonly name = "DrillStoppedError";
}

/** `ms`: since 1970. */
type Seen = { readonly ms: number; readonly by: DrillStep["by"] };

export type DrillRun = {
  readonly steps: readonly DrillStep[];
  /** From now on times are counted. */
  begin(): void;
  /** Now, and by the drill's own clock, unless said. */
  tell(step: StepName, what: string, seen?: Partial<Seen>): void;
  /** Asks until there is an answer; undefined where there is none after `patienceMs`. */
  until<T>(
    ask: () => Promise<T | undefined>,
    every: { readonly ms: number; readonly patienceMs: number },
  ): Promise<T | undefined>;
};

/** What takes longer is not measured to the half second, and every look costs an invocation. */
const BRISK_MS = 20_000;
const SLOW_MS = 3000;

export function drillRun({ now, sleep, signal }: DrillMeans, onProgress: (step: DrillStep) => void): DrillRun {
  const steps: DrillStep[] = [];
  let began: number | undefined;
  const since = (ms: number) => (began === undefined ? undefined : ms - began);
  return {
    steps,
    begin() {
      began = now();
    },
    tell(step, what, { ms = now(), by = "drill" } = {}) {
      const told: DrillStep = { step, what, by, at: since(ms) };
      steps.push(told);
      onProgress(told);
    },
    async until(ask, { ms, patienceMs }) {
      const start = now();
      for (;;) {
        if (signal?.aborted) throw new DrillStoppedError("The drill was stopped.");
        const answer = await ask();
        if (answer !== undefined) return answer;
        const waited = now() - start;
        if (waited >= patienceMs) return undefined;
        await sleep(waited < BRISK_MS ? ms : Math.max(ms, SLOW_MS));
      }
    },
  };
}
