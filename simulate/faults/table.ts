// Outcomes of many seeds of faults as two tables in Markdown: what struck, and what came of it.
import type { Outcome } from "./outcome.ts";

export function toTable(outcomes: readonly Outcome[]): string {
  return `${struckTable(outcomes)}\n${resultTable(outcomes)}`;
}

function struckTable(outcomes: readonly Outcome[]): string {
  const names = [...new Set(outcomes.flatMap(({ struck }) => Object.keys(struck)))].sort();
  const rows = names.map((name) => {
    const times = outcomes.flatMap(({ struck }) => struck[name] ?? []).filter((count) => count > 0);
    return `| ${name} | ${times.length} | ${sum(times)} |`;
  });
  return ["| fault | seeds | calls struck |", "|---|---:|---:|", ...rows, ""].join("\n");
}

function resultTable(outcomes: readonly Outcome[]): string {
  const total = (of: (outcome: Outcome) => number) => sum(outcomes.map(of));
  const calm = outcomes.filter(({ struck }) => sum(Object.values(struck)) === 0);
  const shaken = outcomes.filter((one) => !calm.includes(one));
  const rows = [
    ["seeds", outcomes.length],
    ["alerts", total(({ deliveries }) => deliveries)],
    ["dead letters, sent again", total(({ deadLetters }) => deadLetters)],
    ["incidents", total(({ incidents }) => incidents)],
    ["principals denied", total(({ denied }) => denied)],
    ["incidents proven by the 27th minute", total(({ proven }) => proven)],
    ["denies that could not be put on record", total(({ unrecorded }) => unrecorded)],
    ["slowest deny with no fault, seconds", slowest(calm)],
    ["slowest deny with faults, seconds", slowest(shaken)],
    ["seeds with a violation", outcomes.filter(({ violations }) => violations.length > 0).length],
  ];
  return ["| | |", "|---|---:|", ...rows.map(([name, value]) => `| ${name} | ${value} |`), ""].join("\n");
}

function slowest(outcomes: readonly Outcome[]): number {
  return Math.max(0, ...outcomes.flatMap(({ secondsToDeny }) => secondsToDeny));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
