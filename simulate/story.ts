// A run as lines that a person can read: who did what when, and what came of it.
import type { Instant } from "../mock-aws/clock.ts";

/** `who`: intruder, worker, defender, alert, judge. */
export type Tell = (who: string, what: string, outcome?: string) => void;

type Line = {
  readonly at: Instant;
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  times: number;
};

export type Story = { readonly tell: Tell; lines(start: Instant): readonly string[] };

/** What happens again and again with the same outcome is one line with a count. */
export function createStory(now: () => Instant): Story {
  const told: Line[] = [];
  const last = new Map<string, Line>();
  return {
    tell(who, what, outcome = "") {
      const key = `${who} ${what}`;
      const known = last.get(key);
      if (known?.outcome === outcome) {
        known.times++;
        return;
      }
      const line = { at: now(), who, what, outcome, times: 1 };
      last.set(key, line);
      told.push(line);
    },
    lines: (start) => told.map((line) => show(line, start)),
  };
}

export const NO_STORY: Tell = () => undefined;

function show({ at, who, what, outcome, times }: Line, start: Instant): string {
  const seconds = Math.floor((at - start) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const often = times > 1 ? ` (${times} times in a row)` : "";
  return `${clock}  ${who.padEnd(9)} ${what}${outcome === "" ? "" : ` → ${outcome}`}${often}`;
}
