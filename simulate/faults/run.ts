// ★ One seed: credentials leak, alerts come, everything breaks, everything heals; then the laws are asked.
import { HEARTBEAT } from "../../lambda/heartbeat.ts";
import { route } from "../../lambda/route.ts";
import { defaultBus } from "../../mock-aws/events/buses.ts";
import { addFault } from "../../mock-aws/faults.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import { createStory, NO_STORY, type Tell } from "../story.ts";
import { raise } from "./alerts.ts";
import { redrive } from "./dead-letters.ts";
import { judge } from "./judge.ts";
import { provenIsTrue } from "./laws.ts";
import { denyFurther, prepare, tamper } from "./others.ts";
import type { Outcome } from "./outcome.ts";
import { answerQuestions, lift, MOST, verifyAll } from "./people.ts";
import type { LeakPlan, Plan } from "./plan.ts";
import { incidentsOf, type Record } from "./record.ts";
import { principalOf, type Stage, setStage } from "./stage.ts";
import { goOn, openCredential } from "./thieves.ts";
import { FAULTS_END, type PlannedFault } from "./weather.ts";

export type Run = { readonly outcome: Outcome; readonly story: readonly string[] };

/** No run depends on the day it is made. */
const START = Date.parse("2026-03-02T08:00:00Z");
const BEATS_END = FAULTS_END + 180;
/** Beats afterwards, minutes: enough for what a fault has left, the trail and the proof. */
const LATER_BEATS = [17, 19, 21, 23, 25, 26];
const LIFT_AT = 27 * 60;
/** Longer than any session lives: 36 hours, and a margin. */
const EVERYTHING_INERT = 40 * 3600;

export async function run(plan: Plan, wantsStory = false): Promise<Run> {
  let now = () => START;
  const story = createStory(() => now());
  const tell = wantsStory ? story.tell : NO_STORY;
  const stage = await setStage(plan, START, tell);
  now = () => stage.world.clock.now();
  try {
    const outcome = await play(stage, plan, tell);
    return { outcome, story: wantsStory ? story.lines(START) : [] };
  } finally {
    await stage.aws.aws.stop();
  }
}

async function play(stage: Stage, plan: Plan, tell: Tell): Promise<Outcome> {
  const { world, ledger } = stage;
  const { clock } = world;
  const record: Record = {
    stage,
    plan,
    tell,
    stolen: [],
    alerted: [],
    narrowed: [],
    others: [],
    othersKept: new Set(),
    struck: [],
    before: new Map(),
    violations: [],
    deadLetters: 0,
  };
  const start = clock.now();
  const failures: unknown[] = [];
  const at: At = (seconds, task) =>
    clock.at(start + seconds * 1000, async () => {
      try {
        await task();
      } catch (error) {
        failures.push(error);
      }
    });
  await prepare(record);
  plan.leaks.forEach((leak, index) => {
    at(leak.opened, async () => leakOut(record, leak, index, at));
  });
  for (const fault of plan.faults) at(fault.at, () => breakIt(record, fault));
  if (plan.tamperAt !== undefined) at(plan.tamperAt, () => tamper(record));
  if (plan.furtherAt !== undefined) at(plan.furtherAt, () => denyFurther(record));
  at(FAULTS_END / 2, () => answerQuestions(stage, plan, tell));
  at(FAULTS_END + 30, () => redrive(record));
  at(FAULTS_END + 90, () => answerQuestions(stage, plan, tell));
  at(FAULTS_END + 150, () => verifyAll(stage, tell));
  at(BEATS_END, () => stopHeartbeat(stage));
  for (const minute of LATER_BEATS) at(minute * 60, () => route(stage.deps, HEARTBEAT));
  for (let minute = 3; minute * 60 < LIFT_AT; minute++)
    at(minute * 60 + 1, async () => {
      record.violations.push(...provenIsTrue(world, record.stolen, await incidentsOf(record)));
    });
  await clock.advanceTo(start + LIFT_AT * 1000);
  const verdict = await judge(record);

  const wanted = plan.lifted.map((index) => plan.leaks[index]).flatMap((leak) => (leak ? [principalOf(leak)] : []));
  for (const { id, account, principal } of await ledger.list(MOST)) {
    const isWanted = wanted.some(
      (one) => one.account === account && "name" in principal && principal.name === one.name,
    );
    if (isWanted) await lift(stage, id, tell);
  }
  await clock.advanceTo(start + EVERYTHING_INERT * 1000);
  for (let beat = 0; beat < 3; beat++) {
    at((clock.now() - start) / 1000 + 60, () => route(stage.deps, HEARTBEAT));
    await clock.advanceTo(clock.now() + 61_000);
  }
  if (failures.length > 0) throw failures[0];
  return verdict.end();
}

/** Seconds since the start. */
type At = (seconds: number, task: () => unknown) => void;

async function leakOut(record: Record, leak: LeakPlan, index: number, at: At): Promise<void> {
  const { stage, tell, stolen, alerted } = record;
  const one = await openCredential(stage, leak, index);
  stolen.push(one);
  tell("thief", `has a ${leak.kind} of ${leak.name} in ${leak.account}`);
  for (const delivery of leak.deliveries)
    at(delivery.at, () => {
      tell("alert", `${delivery.source} reports ${leak.name} (${leak.session})`);
      alerted.push(raise(stage.world, one, delivery));
    });
  if (leak.hopAt === undefined) return;
  at(leak.hopAt, async () => {
    const next = await goOn(stage, one, tell);
    if (next) stolen.push(next);
  });
}

function breakIt({ stage, struck, tell }: Record, { name, at: _at, lasts, delay, ...fault }: PlannedFault): void {
  const asked = { ...fault, for: lasts, ...(delay === undefined ? {} : { delay }) };
  const added = addFault(stage.world, asked);
  const now = stage.world.clock.now();
  struck.push({ name, fault: added, at: now, until: now + lasts * 1000 });
  const { service, fault: kind, probability } = fault;
  tell("fault", `${name}: ${kind} of ${service} for ${lasts} s, ${Math.round(probability * 100)} %`);
}

function stopHeartbeat({ world }: Stage): void {
  const rule = defaultBus(world, HOME_ACCOUNT, HOME_REGION).rules.get("credential-leak-responder-heartbeat");
  if (!rule) throw new Error("There is no heartbeat to stop.");
  rule.state = "DISABLED";
  delete rule.run;
}
