// What keeps a table from being lost, which dynalite does not know: deletion protection and continuous backups.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { Call } from "../operation.ts";
import { perAccount } from "../world.ts";
import { engineFor, plainName } from "./run.ts";

type Safeguards = { isProtected: boolean; recoverableSince?: Instant; recoveryDays: number };

/** By Region and name. */
const safeguards = perAccount<Map<string, Safeguards>>(() => new Map());

/** Of a table that is there or is being made. */
export function safeguardsOf(table: string, call: Call): Safeguards {
  const own = safeguards(call.world, call.caller.account);
  const key = `${call.region} ${plainName(table, call)}`;
  const known = own.get(key) ?? { isProtected: false, recoveryDays: 35 };
  own.set(key, known);
  return known;
}

/** Throws DynamoDB's own refusal where the table is protected. */
export function refuseProtected(table: string, call: Call): void {
  if (!safeguardsOf(table, call).isProtected) return;
  const message =
    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";
  throw new AwsError("ValidationException", message);
}

export function forgetSafeguards(table: string, call: Call): void {
  safeguards(call.world, call.caller.account).delete(`${call.region} ${plainName(table, call)}`);
}

/** Throws TableNotFoundException. */
export function findTable(table: string, call: Call): Safeguards {
  if (engineFor(call).table(plainName(table, call)) !== undefined) return safeguardsOf(table, call);
  throw new AwsError("TableNotFoundException", `Table not found: ${table}`);
}
