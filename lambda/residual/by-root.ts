// What root has done about itself: it is no user, so that what ends it names none, and nobody else's credentials reach it.
import type { Rule } from "./kind.ts";
import type { Call } from "./read-call.ts";
import { textOf, valueAt } from "./values.ts";

/** The rule, and what is otherwise said and done where root has called for itself. */
export function orRoots(rule: Rule, roots: Rule): readonly Rule[] {
  const { when = () => true, of: _of, commands: _commands, byHand: _byHand, ...alike } = rule;
  return [
    { ...rule, when: (call) => when(call) && !isRootsOwn(call) },
    { ...alike, ...roots, when: (call) => when(call) && isRootsOwn(call) },
  ];
}

/** Root may also act for a user, whom it names. */
function isRootsOwn({ asked, record }: Call): boolean {
  return isRoot(record) && textOf(valueAt(asked, "userName")) === undefined;
}

export function isRoot(record: unknown): boolean {
  return valueAt(record, "userIdentity.type") === "Root";
}
