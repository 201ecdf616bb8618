// How long each deny stood: from its writing to its lift, with the gaps in which somebody had undone it.
import type { Presented } from "../answers.ts";
import type { Entry } from "../incident.ts";
import { type Step, stepTarget } from "../steps.ts";
import { timeBetween } from "../words/duration-words.ts";
import { plainText } from "../words/plain-text.ts";
import type { Bar } from "./bar.ts";

/** In the order in which they were taken first. `end`: of the drawing; times in milliseconds. */
export function denyBars(
  { entries, tampering = [] }: Pick<Presented, "entries" | "tampering">,
  end: number,
): readonly Bar[] {
  const byTarget = Map.groupBy(entries.filter(isAboutStep), (entry) => stepTarget(stepOf(entry)));
  return [...byTarget].flatMap(([target, all]) => {
    const calls = tampering.filter((one) => one.target === target).map(({ calledAt }) => calledAt);
    return barOf(all, calls, end) ?? [];
  });
}

type AboutStep = Extract<Entry, { readonly type: "step-applied" | "tamper" | "step-undone" | "step-kept" }>;

function isAboutStep({ type }: Entry): boolean {
  return type === "step-applied" || type === "tamper" || type === "step-undone" || type === "step-kept";
}

function stepOf(entry: Entry): Step {
  const about = entry as AboutStep; // They were filtered by it.
  return about.type === "step-applied" ? about.applied.step : about.step;
}

function barOf(entries: readonly Entry[], calls: readonly string[], end: number): Bar | undefined {
  const first = entries.find(({ type }) => type === "step-applied");
  if (!first) return undefined;
  const over = entries.find(({ type }) => type === "step-undone");
  const to = over ? Date.parse(over.at) : end;
  return {
    name: nameOf(stepOf(first)),
    kind: "deny",
    from: Date.parse(first.at),
    to,
    ending: over ? "lifted" : "goes-on",
    gaps: gapsOf(entries, calls, new Date(to).toISOString()),
  };
}

/** From the call that undid it, where the trail shows that; else from when it was found undone. */
function gapsOf(entries: readonly Entry[], calls: readonly string[], end: string): Bar["gaps"] {
  const gaps: { readonly from: number; readonly to: number; readonly label: string }[] = [];
  let stoodAt = "";
  let undoneAt: string | undefined;
  for (const { type, at } of entries) {
    if (type === "tamper") undoneAt ??= calls.find((call) => call > stoodAt && call <= at) ?? at;
    if (type !== "step-applied") continue;
    if (undoneAt !== undefined) gaps.push(gapOf(undoneAt, at));
    undoneAt = undefined;
    stoodAt = at;
  }
  return undoneAt === undefined ? gaps : [...gaps, gapOf(undoneAt, end)];
}

function gapOf(from: string, to: string) {
  return { from: Date.parse(from), to: Date.parse(to), label: `undone for ${timeBetween(from, to)}` };
}

function nameOf(step: Step): string {
  if (step.type === "deactivate-key") return plainText(`key …${step.accessKeyId.slice(-6)}`);
  if ("roleName" in step) return plainText(`role ${step.roleName}`);
  if ("userName" in step) return plainText(`user ${step.userName}`);
  return plainText(`account ${step.target}`);
}
