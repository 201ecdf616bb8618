// The judge knows what is true: by trying each credential of the intruder, and by asking the local AWS where trying would be seen.
import type { World } from "../mock-aws/world.ts";
import { wouldAllow } from "../mock-aws/would-allow.ts";
import { tryTo, WORK, work } from "./actor.ts";
import type { Defence } from "./defender/defender.ts";
import type { Held, Intruder } from "./intruder.ts";
import { arnOf } from "./organization.ts";
import type { Program } from "./program.ts";
import type { Tell } from "./story.ts";

export type Judge = {
  /** Each minute, a second after the heartbeat: what is claimed against what is true. */
  readonly program: Program;
  /** Minutes in which something was called proven that was not. */
  wrongProven(): number;
};

const MINUTE_SECONDS = 60;

/** `alerted`: the thefts that an alert has told the defender of. What was stolen since is a leak of its own. */
export function createJudge(
  world: World,
  intruder: Intruder,
  defence: Defence,
  alerted: ReadonlyMap<number, unknown>,
  tell: Tell,
): Judge {
  let wrong = 0;

  async function* program(): Program {
    for (;;) {
      yield MINUTE_SECONDS;
      const proven = (await defence.claims()).filter(
        ({ proof, status }) => proof === "proven" && status === "contained",
      );
      const live = intruder.held.filter((held) => !held.own && alerted.has(held.theft) && seemsLive(world, held));
      if (proven.length === 0 || live.length === 0) continue;
      wrong++;
      tell("judge", `${live.map(({ name }) => name).join(", ")} works while it is called proven`, "WRONG");
    }
  }

  return { program: program(), wrongProven: () => wrong };
}

/** Without a trace on the trail: what the defender reads must not come from the judge. */
function seemsLive(world: World, { actor }: Held): boolean {
  return wouldAllow(world, actor.keys.accessKeyId, WORK);
}

export type Verdict = { readonly live: readonly Held[]; readonly reopened: readonly Held[] };

/** At the end, when it does no harm any more: real calls, and a real try of every door that the intruder knows. */
export async function judgeAtEnd(world: World, intruder: Intruder): Promise<Verdict> {
  const held = [...intruder.held];
  const live: Held[] = [];
  for (const one of held.filter(({ own }) => !own)) if (await isLive(world, one)) live.push(one);
  return { live, reopened: live.length > 0 ? [] : await reopen(world, intruder) };
}

/** Throws where asking and trying disagree: then nothing that the judge said on the way would count. */
async function isLive(world: World, held: Held): Promise<boolean> {
  const expected = seemsLive(world, held);
  const works = "got" in (await tryTo(work(held.actor)));
  if (works === expected) return works;
  throw new Error(`A call of ${held.name} ${works ? "works" : "is refused"}, and the judge had said otherwise.`);
}

/** Roles that let the intruder's own account in. The hole in an instance is no part of this: it is a leak anew each time. */
async function reopen(world: World, intruder: Intruder): Promise<readonly Held[]> {
  const own = intruder.held.find((held) => held.own);
  if (!own) return [];
  const opened: Held[] = [];
  for (const { principal } of intruder.plan.roles) {
    const session = await intruder.assume(own, principal);
    if (session && arnOf(session.principal) === arnOf(principal) && seemsLive(world, session)) opened.push(session);
  }
  return opened;
}
