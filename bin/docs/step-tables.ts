// What is done about whom, and what each step takes, how long it stands and what it does not stop: from the code's own registries.
import { readConfig } from "../../lambda/config.ts";
import { contain } from "../../lambda/contain/index.ts";
import { KNOWN_LIMITS } from "../../lambda/residual/known-limits.ts";
import { kindOf, STEPS } from "../../lambda/step/index.ts";
import type { Step, StepType } from "../../lambda/steps.ts";
import { cell } from "./between-marks.ts";
import { LEAKS } from "./leaks.ts";

/** Rows: who has leaked what. Columns: the kinds of step, those included that are taken only where there is no room. */
export function coverageTable(): string {
  const rows = LEAKS.map(({ who, wish }) => {
    const steps = contain(wish).map((step) => [step, ...fallbacksOf(step)].map(named).join(", else "));
    return `| ${cell(who)} | ${steps.join("; ")} |`;
  });
  return ["| whose credential | steps |", "|---|---|", ...rows].join("\n");
}

export function stepSections(): string {
  return STEP_TYPES.map((type) => sectionOf(type)).join("\n\n");
}

const STEP_TYPES = Object.keys(STEPS) as StepType[]; // The registry has exactly these keys: its type says so.

const EXAMPLES = new Map(
  LEAKS.flatMap(({ wish }) => contain(wish))
    .flatMap((step) => [step, ...fallbacksOf(step)])
    .map((step) => [step.type, step]),
);

function sectionOf(type: StepType): string {
  const kind = STEPS[type];
  const example = EXAMPLES.get(type);
  if (!example) throw new Error(`No leak in bin/docs/leaks.ts leads to the step ${type}.`);
  const [fallback] = fallbacksOf(example);
  return [
    `### ${type}`,
    "",
    `- **Takes** ${kind.permissions.map((action) => `\`${action}\``).join(", ") || "nothing"}`,
    `- **Stands** ${standsFor(kind.inertAfterSeconds)}`,
    ...(fallback ? [`- **Where AWS has no room for it** ${named(fallback)}, as far as \`fallback\` allows`] : []),
    "- **Does not stop**",
    ...KNOWN_LIMITS[type].map((limit) => `  - ${limit}`),
  ].join("\n");
}

function standsFor(inertAfterSeconds: number | undefined): string {
  if (inertAfterSeconds === undefined) return "until a person lifts it";
  const margin = readConfig({}).liftMarginSeconds / 60;
  return `until ${inertAfterSeconds / 3600} hours after its cutoff, and ${margin} minutes more (\`liftMarginSeconds\`)`;
}

/** What is tried instead, in this order. */
function fallbacksOf(step: Step): readonly Step[] {
  const next = kindOf(step).fallback?.(step);
  return next ? [next, ...fallbacksOf(next)] : [];
}

function named({ type }: Step): string {
  return `[\`${type}\`](#${type})`;
}
