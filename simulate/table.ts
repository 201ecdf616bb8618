// Summaries as a table in Markdown, which a terminal shows as well.
import { markdownTable } from "./markdown-table.ts";
import type { Spread, Summary } from "./summary.ts";

const HEADINGS = [
  "opponent",
  "defender",
  "seeds",
  "cut off",
  "alert to last call",
  "worst",
  "calls after the deny",
  "worst",
  "live at the end",
  "locked out, minutes",
  "worst",
  "proven",
  "wrongly",
];

export function toTable(summaries: readonly Summary[]): string {
  return markdownTable(HEADINGS, summaries.map(row), 2);
}

function row(summary: Summary, index: number, all: readonly Summary[]): readonly string[] {
  const { opponent, defender, seeds, cutOff, lastSuccess, callsAfterDeny, live, lockedOut, wrongProven, proven } =
    summary;
  const isSame = all[index - 1]?.opponent === opponent;
  const claims = defender.startsWith("ours");
  return [
    isSame ? "" : opponent,
    defender,
    String(seeds),
    percent(cutOff),
    ...both(lastSuccess, clock),
    ...(callsAfterDeny ? both(callsAfterDeny, String) : ["", ""]),
    live.toFixed(2),
    lockedOut.mean.toFixed(1),
    lockedOut.worst.toFixed(1),
    claims ? percent(proven) : "",
    claims ? String(wrongProven) : "",
  ];
}

function both({ median, worst }: Spread, show: (value: number) => string): readonly [string, string] {
  return [show(median), show(worst)];
}

/** 100 % is said of all alone: 99.6 is not rounded up to it. */
function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

/** `4:07`: minutes and seconds. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
