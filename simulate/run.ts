// ★ One seed, one defender: the organization is founded, the credential leaks, everybody acts, and the judge says what came of it.

import { type DirectAws, directAws } from "../local/direct-aws.ts";
import type { Instant } from "../mock-aws/clock.ts";
import { alertAbout } from "./alert.ts";
import type { Defence } from "./defender/defender.ts";
import { DEFENDERS, type DefenderName } from "./defender/index.ts";
import { createDice } from "./dice.ts";
import { foundOrganization } from "./found-organization.ts";
import { createIntruder, type Held, type Intruder, type Success } from "./intruder.ts";
import { createJudge, judgeAtEnd } from "./judge.ts";
import { type LeakSource, openLeak } from "./leak.ts";
import { OPPONENTS } from "./opponent/index.ts";
import type { Times } from "./opponent/opponent.ts";
import type { Outcome } from "./outcome.ts";
import { createPlayer, type Player } from "./program.ts";
import { REGIONS } from "./regions.ts";
import type { Scenario } from "./scenario.ts";
import { createStory, NO_STORY, type Tell } from "./story.ts";
import { startWorkers } from "./workforce.ts";

export type Run = { readonly outcome: Outcome; readonly story: readonly string[] };

/** No run depends on the day it is made. */
const START = Date.parse("2026-03-02T08:00:00Z");
const THEFT_AFTER_MS = 3 * 60_000;
/** From the first alert to the end: long enough for `proven` to be said, and to turn out wrong. */
const HORIZON_MS = 40 * 60_000;

export async function run(scenario: Scenario, defender: DefenderName, wantsStory = false): Promise<Run> {
  const aws = directAws({ start: START, seed: scenario.seed, regions: REGIONS });
  const world = aws.aws.world();
  const story = createStory(() => world.clock.now());
  try {
    const outcome = await play(scenario, defender, aws, wantsStory ? story.tell : NO_STORY);
    return { outcome, story: wantsStory ? story.lines(START) : [] };
  } finally {
    await aws.aws.stop();
  }
}

async function play(scenario: Scenario, name: DefenderName, aws: DirectAws, tell: Tell): Promise<Outcome> {
  const world = aws.aws.world();
  const founded = foundOrganization(world, scenario.organization, scenario.editsIam);
  const defence = await DEFENDERS[name].prepare({ aws, admins: founded.admins, tell });
  Object.assign(world.settings, scenario.delays);
  await world.clock.advanceTo(START + 60_000);

  const source = await openLeak(aws, founded, scenario.organization.leaked, scenario.leak);
  const theft = START + THEFT_AFTER_MS;
  const alert = theft + scenario.alertAfter * 1000;
  const times: Times = { theft, alert, end: alert + HORIZON_MS };
  const player = createPlayer(world.clock, times.end);
  const workers = startWorkers(scenario, aws, founded, source, tell);
  for (const { program } of workers) player.start(program);
  const alerted = new Map<number, Instant>();
  const intruder = createIntruder({
    aws,
    plan: scenario.organization,
    regions: REGIONS,
    tell,
    steal: async () => (scenario.leak === "instance" ? source.steal() : undefined),
    onTheft: (held) => player.start(raise(scenario, aws, defence, alerted, held, tell)),
  });
  const judge = createJudge(world, intruder, defence, alerted, tell);
  world.clock.at(theft, async () => void (await beginTheft(scenario, source, intruder, player, times)));
  world.clock.at(theft + 1_000, () => player.start(judge.program));
  await world.clock.advanceTo(times.end);
  player.check();

  const firstDeny = await defence.firstDeny();
  const successes = [...intruder.successes];
  const claims = (await defence.claims()).filter(({ status }) => status !== "refused"); // Another one answers for those.
  const proofs = claims.map(({ proof }) => proof);
  const { live, reopened } = await judgeAtEnd(world, intruder);
  return {
    seed: scenario.seed,
    opponent: scenario.opponent,
    opponents: scenario.opponents,
    defender: name,
    leak: scenario.leak,
    editsIam: scenario.editsIam,
    cutOff: live.length === 0 && reopened.length === 0,
    lastSuccess: longestAfterAlert(successes, alerted) / 1000,
    callsAfterDeny: firstDeny === undefined ? null : successes.filter(({ at }) => at > firstDeny).length,
    live: live.length + reopened.length,
    lockedOut: workers.reduce((sum, one) => sum + one.lockedOut(), 0) / 60_000,
    wrongProven: judge.wrongProven(),
    proofs,
  };
}

/** Milliseconds from a theft's alert to the last call that worked with what came of it: of the theft where that is longest. */
function longestAfterAlert(successes: readonly Success[], alerted: ReadonlyMap<number, Instant>): number {
  return Math.max(0, ...successes.map(({ at, theft }) => at - (alerted.get(theft) ?? at)));
}

/** The theft, and the intruder's programs from then on. */
async function beginTheft(
  scenario: Scenario,
  source: LeakSource,
  intruder: Intruder,
  player: Player,
  times: Times,
): Promise<void> {
  intruder.take(await source.steal(), scenario.organization.leaked);
  for (const name of scenario.opponents) {
    player.start(OPPONENTS[name].play(intruder, createDice(scenario.seed, `opponent ${name}`), times));
  }
}

/** The first theft's alert comes when the scenario says; that of each later one, some minutes after it. */
async function* raise(
  scenario: Scenario,
  aws: DirectAws,
  defence: Defence,
  alerted: Map<number, Instant>,
  held: Held,
  tell: Tell,
) {
  const dice = createDice(scenario.seed, `alert ${held.theft}`);
  yield held.theft === 0 ? scenario.alertAfter : dice.whole(60, 600);
  tell("alert", `GuardDuty reports ${held.name}`);
  await defence.alert(alertAbout(aws.aws.world(), held.actor.keys.accessKeyId, held.principal));
  alerted.set(held.theft, aws.aws.world().clock.now());
}
