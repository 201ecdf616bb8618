// Who steals what, when, and where they go on to: the credentials that must not work in the end.
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Keys, keysOf } from "../../local/clients.ts";
import { type Actor, actorOf } from "../actor.ts";
import { arnOf, ENGINEER, type Principal } from "../organization.ts";
import type { Tell } from "../story.ts";
import type { LeakPlan } from "./plan.ts";
import { hopOf, principalOf, type Stage } from "./stage.ts";

export type Stolen = {
  /** Which of the plan's leaks it comes from. */
  readonly leak: number;
  readonly principal: Principal;
  readonly actor: Actor;
  /** It was opened with another stolen one. */
  readonly hop?: true;
};

/** The credential that leaks: a session that somebody has opened, or the user's key. */
export async function openCredential(stage: Stage, leak: LeakPlan, index: number): Promise<Stolen> {
  const principal = principalOf(leak);
  return { leak: index, principal, actor: actorOf(stage.aws, await keysFor(stage, leak, principal)) };
}

async function keysFor({ aws, founded }: Stage, leak: LeakPlan, principal: Principal): Promise<Keys> {
  const own = founded.keys.get(arnOf(principal));
  if (own) return own;
  const engineer = founded.keys.get(arnOf({ kind: "user", account: leak.account, name: ENGINEER }));
  if (!engineer) throw new Error(`Nobody works in the account ${leak.account}.`);
  const wish = { RoleArn: arnOf(principal), RoleSessionName: leak.session };
  return keysOf((await actorOf(aws, engineer).sts.send(new AssumeRoleCommand(wish))).Credentials);
}

/** Undefined where AWS does not let them, or is broken itself. */
export async function goOn(stage: Stage, from: Stolen, tell: Tell): Promise<Stolen | undefined> {
  const to = hopOf(from.principal);
  const wish = { RoleArn: arnOf(to), RoleSessionName: "thief" };
  const opened = await from.actor.sts.send(new AssumeRoleCommand(wish)).catch((error: Error) => error);
  tell("thief", `goes on to ${to.name}`, opened instanceof Error ? opened.name : "is in");
  if (opened instanceof Error) return undefined;
  return { leak: from.leak, principal: to, actor: actorOf(stage.aws, keysOf(opened.Credentials)), hop: true };
}
