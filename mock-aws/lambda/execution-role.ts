// The credentials that Lambda gives to a function: a session of its execution role, named after the function.
import { find } from "../iam/state.ts";
import { assumeForService } from "../sts/assume-for-service.ts";
import type { World } from "../world.ts";

/** AWS gives no number; hours, and renewed in time by new environments. */
const LIFETIME_SECONDS = 12 * 3600;

export type ExecutionCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
};

/** Throws where the role does not trust lambda.amazonaws.com. */
export function executionCredentials(
  world: World,
  fn: { readonly account: string; readonly region: string; readonly name: string; readonly roleName: string },
): ExecutionCredentials {
  const key = assumeForService(world, {
    role: find(world, fn.account, "roles", fn.roleName),
    region: fn.region,
    sessionName: fn.name,
    seconds: LIFETIME_SECONDS,
    origin: { by: "service", service: "lambda.amazonaws.com" },
  });
  if (!key) throw new Error(`The role ${fn.roleName} does not trust lambda.amazonaws.com to assume it for ${fn.name}.`);
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = key;
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt) };
}
