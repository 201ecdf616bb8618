// Whether a call of a credential would be allowed at this moment: nothing is called, and no trail shows that somebody asked.
import { isGood } from "./authenticate.ts";
import { authorize } from "./authorize.ts";
import { AwsError } from "./aws-error.ts";
import { callerOf } from "./caller.ts";
import type { Call } from "./operation.ts";
import { SERVICES } from "./services.ts";
import { HOME_REGION, type World } from "./world.ts";

/** `action`: `secretsmanager:ListSecrets`, one that takes no resource. The answer is what dispatch would give, short of running it. */
export function wouldAllow(world: World, accessKeyId: string, action: string): boolean {
  const credential = world.credentials.get(accessKeyId);
  const service = [...SERVICES.values()].find(({ name, actions = name }) => action.startsWith(`${actions}:`));
  if (!service) throw new Error(`The local AWS has no service of the action ${action}.`);
  const now = world.clock.now();
  if (!credential || !isGood(world, credential)) return false;
  if (credential.kind === "temporary" && credential.expiresAt <= now) return false;
  const nowhere = {
    method: "POST",
    path: "/",
    query: "",
    headers: {},
    body: Buffer.alloc(0),
    remoteAddress: "127.0.0.1",
  };
  const call: Call = {
    world,
    now,
    region: HOME_REGION,
    requestId: "",
    sourceIp: nowhere.remoteAddress,
    request: nowhere,
    caller: callerOf(credential),
  };
  try {
    authorize(call, [{ action, resource: "*" }], service);
    return true;
  } catch (error) {
    const [denied] = service.protocol.dialect.accessDenied;
    if (error instanceof AwsError && error.code === denied) return false;
    throw error;
  }
}
