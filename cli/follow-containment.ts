// A containment as it comes into force: each step, and each level of proof up to the one that was asked for.
import type { Presented } from "../lambda/answers.ts";
import type { Step } from "../lambda/steps.ts";
import { durationWords } from "../lambda/words/duration-words.ts";
import { howSure } from "../lambda/words/how-sure.ts";
import { isSameChange, stepWords } from "../lambda/words/step-words.ts";
import type { Context } from "./context.ts";
import { type Awaited, showProgress } from "./output/progress.ts";
import { safeText } from "./output/safe-text.ts";
import {
  hasReached,
  LEVELS,
  type Level,
  type Watch,
  type Watched,
  type Wish,
  watchIncident,
} from "./watch-incident.ts";

/** `steps` as they were planned. */
export type Begun = { readonly incident: string; readonly steps: readonly Step[] };

export async function followContainments(
  context: Context,
  begun: readonly Begun[],
  wish: Wish,
): Promise<readonly Watched[]> {
  const { responder, beat } = await context.reach();
  const { now, sleep } = context.surroundings;
  const watches = begun.map(({ incident }) => watchIncident({ ask: responder.ask, beat, now, sleep }, incident, wish));
  const lists = begun.map(({ steps }, index) => awaited(watches[index], steps, wish));
  const shown = showProgress(context.err, lists, context.isJson);
  const ends = await Promise.all(watches.map(({ end }) => end));
  await shown;
  return ends;
}

function awaited(watch: Watch | undefined, steps: readonly Step[], wish: Wish): readonly Awaited[] {
  if (!watch) return [];
  const levels = LEVELS.slice(0, LEVELS.indexOf(wish.level) + 1);
  return [
    ...steps.map((step) => ({ title: words(step), done: () => applied(watch, step) })),
    ...levels.map((level) => ({ title: WAITING[level], done: () => reached(watch, level, wish) })),
  ];
}

async function applied(watch: Watch, step: Step): Promise<string> {
  const find = ({ steps }: Presented) => steps.find((taken) => isSameChange(taken.step, step));
  const incident = await watch.until((now) => find(now) !== undefined || now.status !== "containing");
  const taken = find(incident);
  if (taken) return words(taken.step);
  throw new Error(safeText(incident.because.join(" ")) || `${step.type} was not taken: another step stands for it.`);
}

async function reached(watch: Watch, level: Level, { withinMs }: Wish): Promise<string> {
  const incident = await watch.until((now) => hasReached(now, level));
  if (hasReached(incident, level)) return REACHED[level];
  const { status, proof, evidence } = incident;
  if (status !== "contained") throw new Error(`${WAITING[level]}: the incident is ${status}.`);
  throw new Error(safeText(`Not within ${durationWords(withinMs)}. ${howSure(proof, evidence)}`));
}

function words(step: Step): string {
  const text = stepWords(step);
  return safeText(text.charAt(0).toUpperCase() + text.slice(1));
}

const WAITING: Readonly<Record<Level, string>> = {
  "in-place": "In place: written, and read back",
  effective: "Effective: AWS's policy simulator is asked",
  proven: "Proven: CloudTrail is read in every Region, for the whole settling time",
};

const REACHED: Readonly<Record<Level, string>> = {
  "in-place": "In place: written, and read back",
  effective: "Effective: AWS's policy simulator denies what is older, and nothing newer",
  proven: "Proven: CloudTrail shows our write, and no call that got through since",
};
