// Which permissions each role has used: what IAM's access advisor knows of it, by action.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
import type { Caller } from "./caller.ts";
import type { World } from "./world.ts";

export type Use = {
  readonly allowed: ReadonlySet<string>;
  /** What it was refused, as AWS says it. */
  readonly refused: readonly string[];
};

type Noted = { readonly allowed: Set<string>; readonly refused: string[] };

const KEY = {};

/** By the role's ARN. A role of the same name that is made anew is the same here. */
export function usesOf(world: World): ReadonlyMap<string, Use> {
  return notesOf(world);
}

export function noteUse(world: World, { principal }: Pick<Caller, "principal">, action: string): void {
  if (principal.type === "role-session") noteOf(world, principal.roleArn).allowed.add(action);
}

export function noteRefusal(world: World, { principal }: Pick<Caller, "principal">, message: string): void {
  if (principal.type === "role-session") noteOf(world, principal.roleArn).refused.push(message);
}

function noteOf(world: World, roleArn: string): Noted {
  const notes = notesOf(world);
  const noted = notes.get(roleArn) ?? { allowed: new Set(), refused: [] };
  notes.set(roleArn, noted);
  return noted;
}

function notesOf(world: World): Map<string, Noted> {
  if (!world.drawers.has(KEY)) world.drawers.set(KEY, new Map());
  return world.drawers.get(KEY) as Map<string, Noted>;
}
