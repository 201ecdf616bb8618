// Telling a story on a terminal or into a file: what happens, when by the virtual clock, and what of it was checked.
import { styleText } from "node:util";

export type Narrator = {
  chapter(title: string): void;
  say(text: string): void;
  /** Marks a claim as held or not; a failed one makes the story fail. */
  check(claim: string, held: boolean, detail?: string): void;
  /** How many claims were checked and how many failed. */
  result(): { readonly held: number; readonly failed: number };
};

export type Voice = {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly now: () => number;
};

/** Findings hold what intruders wrote: no sequence of theirs may reach the terminal. */
const CONTROL = /\p{Cc}/gu;

/** Colour on a terminal only, unless NO_COLOR forbids it. */
export function createNarrator({ write, isTerminal, now }: Voice): Narrator {
  const start = now();
  let held = 0;
  let failed = 0;
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    isTerminal ? styleText(style, text, { stream: process.stdout }) : text;
  const line = (mark: string, text: string) => write(`${paint("dim", elapsed(now() - start))}  ${mark} ${text}\n`);
  const clean = (text: string) => text.replaceAll(CONTROL, "\u{fffd}");
  return {
    chapter: (title) => write(`\n${paint("bold", clean(title))}\n`),
    say: (text) => line(" ", clean(text)),
    check(claim, isHeld, detail) {
      if (isHeld) held++;
      else failed++;
      const mark = isHeld ? paint("green", "✓") : paint("red", "✗");
      line(mark, detail === undefined ? clean(claim) : `${clean(claim)} ${paint("dim", `— ${clean(detail)}`)}`);
    },
    result: () => ({ held, failed }),
  };
}

/** Virtual time since the start, as `+02:00:05`. */
function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  return `+${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}
