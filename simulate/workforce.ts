// Who works in the organization while all this happens: people in their roles, and what runs with the leaked credential.

import type { DirectAws } from "../local/direct-aws.ts";
import { createDice } from "./dice.ts";
import type { Founded } from "./found-organization.ts";
import type { LeakSource } from "./leak.ts";
import { arnOf, ENGINEER } from "./organization.ts";
import type { Scenario } from "./scenario.ts";
import type { Tell } from "./story.ts";
import { assumes, onInstance, rotates, type SignIn, type Worker, worker } from "./worker.ts";

/** Nobody looks at the clock to begin: each works in a rhythm of their own. */
export function startWorkers(
  scenario: Scenario,
  aws: DirectAws,
  founded: Founded,
  source: LeakSource,
  tell: Tell,
): readonly Worker[] {
  const { organization, workplaces, leak, repairAfter, seed } = scenario;
  const { leaked } = organization;
  const dice = createDice(seed, "workers");
  const start = (name: string, signIn: SignIn) => worker(aws, name, dice.whole(1, 60), signIn, tell);
  const people = workplaces.map((role) => {
    const person = founded.keys.get(arnOf({ kind: "user", account: role.account, name: ENGINEER }));
    if (!person) throw new Error(`Nobody works in the account ${role.account}.`);
    return start(`an engineer in ${role.name}`, assumes(aws, person, role));
  });
  const [key, admin] = [founded.keys.get(arnOf(leaked)), founded.admins.get(leaked.account)];
  if (leak === "user-key" && key && admin) {
    return [...people, start(`the ${leaked.name}`, rotates(aws, key, leaked, admin, repairAfter))];
  }
  const { refresh } = source;
  if (!refresh) return people;
  return [...people, start("the program on the instance", onInstance(aws, source.steal, refresh, repairAfter))];
}
