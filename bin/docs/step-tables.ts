// What is done about whom, and what each step takes, how long it stands and what it does not stop: from the code's own registries.
import { readConfig } from "../../lambda/config.ts";
import { contain } from "../../lambda/contain/index.ts";
import { KNOWN_LIMITS } from "../../lambda/residual/known-limits.ts";
import { inertAfter, kindOf, STEPS } from "../../lambda/step/index.ts";
import { cutoffOfStep, type Step, type StepType } from "../../lambda/steps.ts";
import { cell } from "./between-marks.ts";
import { LATER, LEAKS } from "./leaks.ts";

/** Rows: who has leaked what. Columns: the kinds of step, those included that are taken only where there is no room. */
export function coverageTable(): string {
  const leaks = LEAKS.map(({ who, wish }) => ({ who, steps: contain(wish) }));
  const rows = [...leaks, ...LATER.map(({ who, step }) => ({ who, steps: [step] }))].map(({ who, steps }) => {
    const ways = steps.map((step) => [step, ...fallbacksOf(step)].map(named).join(", else "));
    return `| ${cell(who)} | ${ways.join("; ")} |`;
  });
  return ["| whose credential | steps |", "|---|---|", ...rows].join("\n");
}

export function stepSections(): string {
  return STEP_TYPES.map((type) => sectionOf(type)).join("\n\n");
}

const STEP_TYPES = Object.keys(STEPS) as StepType[]; // The registry has exactly these keys: its type says so.

const EXAMPLES = [...LEAKS.flatMap(({ wish }) => contain(wish)), ...LATER.map(({ step }) => step)].flatMap((step) => [
  step,
  ...fallbacksOf(step),
]);

function sectionOf(type: StepType): string {
  const kind = STEPS[type];
  const examples = EXAMPLES.filter((step) => step.type === type);
  const [example] = examples;
  if (!example) throw new Error(`No leak in bin/docs/leaks.ts leads to the step ${type}.`);
  const [fallback] = fallbacksOf(example);
  return [
    `### ${type}`,
    "",
    `- **Takes** ${kind.permissions.map((action) => `\`${action}\``).join(", ") || "nothing"}`,
    `- **Stands** ${standsFor(examples)}`,
    ...(fallback ? [`- **Where AWS has no room for it** ${named(fallback)}, as far as \`fallback\` allows`] : []),
    "- **Does not stop**",
    ...KNOWN_LIMITS[type].map((limit) => `  - ${limit}`),
  ].join("\n");
}

function standsFor(examples: readonly Step[]): string {
  const hours = new Set(examples.flatMap((step) => inertAfter(step) ?? []).map((seconds) => seconds / 3600));
  if (hours.size === 0) return "until a person lifts it";
  if (examples.every((step) => cutoffOfStep(step) === undefined)) return "until the incident's other denies are lifted";
  const margin = readConfig({}).liftMarginSeconds / 60;
  const after = [...hours].sort((one, other) => one - other).join(" or ");
  return `until ${after} hours after its cutoff, and ${margin} minutes more (\`liftMarginSeconds\`)`;
}

/** What is tried instead, in this order. */
function fallbacksOf(step: Step): readonly Step[] {
  const next = kindOf(step).fallback?.(step);
  return next ? [next, ...fallbacksOf(next)] : [];
}

function named({ type }: Step): string {
  return `[\`${type}\`](#${type})`;
}
