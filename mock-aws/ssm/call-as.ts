// A call that Automation makes for an execution: as whoever the execution acts as, with that one's permissions, on the trail.
import { authorize } from "../authorize.ts";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../caller.ts";
import { deliverTrailEntries } from "../events/deliver-trail.ts";
import { uuid } from "../ids.ts";
import type { Call, Service } from "../operation.ts";
import { record } from "../record.ts";
import type { World } from "../world.ts";

type Asking = { readonly world: World; readonly region: string; readonly caller: Caller; readonly body: Buffer };
type Asked = { readonly service: Service; readonly name: string; readonly input: unknown };

const SSM = "ssm.amazonaws.com";

/** Throws AWS's refusal. */
export async function callAs(
  { world, region, caller, body }: Asking,
  { service, name, input }: Asked,
): Promise<unknown> {
  const operation = service.operations.find((one) => one.name === name);
  if (!operation) throw new Error(`The local AWS has no ${service.name}:${name}.`);
  const headers = { "user-agent": SSM };
  const request = { method: "POST", path: "/", query: "", headers, body, remoteAddress: "127.0.0.1" };
  const requestId = uuid(world.random);
  const call: Call = { world, now: world.clock.now(), region, requestId, sourceIp: SSM, request, caller };
  const parsed = operation.input.parse(input);
  const note = (outcome: { readonly output?: unknown; readonly error?: AwsError }) =>
    deliverTrailEntries(world, record(call, service, operation, parsed, outcome));
  try {
    const access = operation.authorize(parsed, call);
    if (access !== "none") authorize(call, access, service);
    const output = await operation.run(parsed, call);
    note({ output });
    return output;
  } catch (error) {
    if (error instanceof AwsError) note({ error });
    throw error;
  }
}
