// Calls that take no signature: which service they are for, and who makes them.
import { nobody } from "./caller.ts";
import type { Call, Operation, Service } from "./operation.ts";
import { SERVICES } from "./services.ts";
import { parseForm, type WireRequest } from "./wire/http.ts";
import { HOME_REGION } from "./world.ts";

/** Only a signature names a Region; without one the name of the host does, and the global endpoint has none. */
const REGIONAL_HOST = /^[a-z]+\.([a-z0-9-]+)\.amazonaws\.com(:\d+)?$/;

/** Undefined for a request whose operation takes a signature, or that names none. */
export function unsignedTarget(
  request: WireRequest,
): { readonly service: Service; readonly region: string } | undefined {
  const form = new Map(parseForm(request.method === "GET" ? request.query : request.body.toString("utf8")));
  const [version, action] = [form.get("Version"), form.get("Action")];
  if (version === undefined || action === undefined) return undefined;
  const service = [...SERVICES.values()].find((one) => one.api === version);
  if (!service?.operations.some(({ name, unsigned }) => name === action && unsigned)) return undefined;
  return { service, region: REGIONAL_HOST.exec(request.headers["host"] ?? "")?.[1] ?? HOME_REGION };
}

/** The call as nobody's, in the account that it concerns. */
export function asNobody({ unsigned }: Operation, input: unknown, call: Call): Call {
  return unsigned ? { ...call, caller: nobody(unsigned.account(input) ?? "") } : call;
}

/** The call as its maker's, where its input says who that is: a signature beside it counts for nothing. */
export async function asIdentified({ unsigned }: Operation, input: unknown, call: Call): Promise<Call> {
  return unsigned ? { ...call, caller: await unsigned.identify(input, call) } : call;
}
