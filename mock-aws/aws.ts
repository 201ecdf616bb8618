// ★ The local AWS: authenticate → authorize → run → record, for every call of every service.
import { z } from "zod";
import { authenticate } from "./authenticate.ts";
import { authorize } from "./authorize.ts";
import { AwsError, NotImplementedError } from "./aws-error.ts";
import { nobody } from "./caller.ts";
import type { TrailEntry } from "./cloudtrail/trail-record.ts";
import { type Fault, strike } from "./faults.ts";
import { staleSignature } from "./freshness.ts";
import { uuid } from "./ids.ts";
import { invalidInput } from "./input.ts";
import type { Call, Operation, Service } from "./operation.ts";
import { UnsupportedPolicyError } from "./policy/errors.ts";
import { readingAsOf } from "./propagation.ts";
import { type Outcome, record } from "./record.ts";
import { SERVICES } from "./services.ts";
import { readClaim, type SignatureClaim } from "./signature.ts";
import { signedRegion } from "./signed-region.ts";
import { refuseOtherApi } from "./spoken-api.ts";
import { issuerPage } from "./sts/outbound/issuer-pages.ts";
import { asIdentified, asNobody, unsignedTarget } from "./unsigned.ts";
import { guessProtocol } from "./wire/guess-protocol.ts";
import type { WireRequest, WireResponse } from "./wire/http.ts";
import { HOME_REGION, type World } from "./world.ts";

/** What happens to a connection instead of an answer. */
export type Broken = { readonly broken: "reset" | "timeout" };

export type Answer = WireResponse | Broken;

/** Answers one request as AWS would; `onRecord` sees each line that the call leaves in a trail. */
export async function handle(
  world: World,
  request: WireRequest,
  onRecord: (entries: readonly TrailEntry[]) => void,
): Promise<Answer> {
  const page = await issuerPage(world, request);
  if (page) return page;
  const claim = readClaim(request);
  const unsigned = claim === undefined ? unsignedTarget(request) : undefined;
  const service = unsigned?.service ?? serviceOf(claim);
  const protocol = service?.protocol ?? guessProtocol(request);
  const requestId = uuid(world.random);
  try {
    const region = unsigned?.region ?? signedRegion(claim, service, request);
    const caller = unsigned ? nobody("") : (await authenticate(world, request, claim, protocol.dialect, region)).caller;
    if (!service || region === undefined) throw new NotImplementedError(`the service ${nameOf(claim)}`);
    const sourceIp = request.headers["x-forwarded-for"]?.split(",")[0]?.trim() || request.remoteAddress;
    const call: Call = { world, now: world.clock.now(), region, requestId, sourceIp, request, caller };
    return await answer(service, call, onRecord);
  } catch (error) {
    return protocol.fail(toAwsError(error), requestId);
  }
}

function nameOf(claim: SignatureClaim | "malformed" | undefined): string {
  return typeof claim === "object" ? claim.service : "of an unsigned request";
}

function serviceOf(claim: SignatureClaim | "malformed" | undefined): Service | undefined {
  return typeof claim === "object" ? SERVICES.get(claim.service) : undefined;
}

async function answer(
  service: Service,
  call: Call,
  onRecord: (entries: readonly TrailEntry[]) => void,
): Promise<Answer> {
  const { protocol } = service;
  const asked = protocol.read(call.request, service.operations);
  if (!asked) throw new AwsError("MissingAction", "The request names no operation of the service.", 400);
  refuseOtherApi(service, asked);
  const operation = service.operations.find(({ name }) => name === asked.name);
  const { account, arn } = call.caller;
  const where = { region: service.global ? HOME_REGION : call.region, account, caller: arn };
  const fault = strike(call.world, { service: service.name, operation: asked.name, ...where });
  const early = await beforeRunning(fault, service, call);
  if (early) return early;

  const perform = (now: Call) => performed(service, operation, asked, now, fault, onRecord);
  if (fault?.fault === "late") {
    const { clock } = call.world;
    clock.at(call.now + (fault.delay ?? 0), async () => void (await perform({ ...call, now: clock.now() })));
    return { broken: "timeout" };
  }
  const { error, output } = await perform(call);
  if (fault?.fault === "crash-after") return { broken: "reset" };
  if (error) return protocol.fail(error, call.requestId);
  return protocol.write(operation as Operation, output, call.requestId);
}

type Asked = { readonly name: string; readonly input: unknown };

/** Done, and on the trail. */
async function performed(
  service: Service,
  operation: Operation | undefined,
  asked: Asked,
  call: Call,
  fault: Fault | undefined,
  onRecord: (entries: readonly TrailEntry[]) => void,
): Promise<Attempt> {
  const outcome = await attempt(service, operation, asked, call, fault);
  const recorded = operation ?? { name: asked.name, readOnly: false };
  const sent = Object.keys(Object(asked.input));
  if (call.world.accounts.has(outcome.call.caller.account))
    onRecord(record(outcome.call, service, recorded, outcome.input, { ...outcome, sent }));
  return outcome;
}

/** Without `input` the call was not understood: what it said stays out of the trail. `call` knows its caller. */
type Attempt = Outcome & { readonly call: Call; readonly input?: unknown };

async function attempt(
  service: Service,
  operation: Operation | undefined,
  asked: Asked,
  received: Call,
  fault: Fault | undefined,
): Promise<Attempt> {
  let input: unknown;
  let call = received;
  try {
    if (!operation) {
      authorize(call, [{ action: `${service.actions ?? service.name}:${asked.name}`, resource: "*" }], service);
      throw new NotImplementedError(`${service.name}:${asked.name}`);
    }
    if (service.admits?.(operation, call) === false) throw refusal(service.protocol.dialect.throttled);
    const parsed = operation.input.safeParse(asked.input, { reportInput: true });
    if (!parsed.success) throw invalidInput(parsed.error, service.protocol.dialect.invalidInput);
    input = parsed.data;
    call = asNobody(operation, input, call);
    call = await asIdentified(operation, input, call);
    const access = operation.authorize(input, call);
    if (access !== "none") authorize(call, access, service);
    const isStale = fault?.fault === "stale" && operation.readOnly;
    const run = () => operation.run(input, call);
    return { call, input, output: await (isStale ? readingAsOf(call.now - (fault.delay ?? 0), run) : run()) };
  } catch (error) {
    return { call, input, error: toAwsError(error) };
  }
}

/** The answer where the operation does not run, and AWS's refusal where the fault is one. */
async function beforeRunning(fault: Fault | undefined, service: Service, { world }: Call): Promise<Answer | undefined> {
  const { dialect } = service.protocol;
  switch (fault?.fault) {
    case "throttle":
      throw refusal(dialect.throttled);
    case "expired":
      throw refusal(dialect.expiredToken);
    case "skew":
      throw staleSignature(dialect, Date.now());
    case "refuse": {
      const [code, prefix, status] = dialect.accessDenied;
      throw new AwsError(code, `${prefix}The request was refused.`, status);
    }
    case "error":
      throw new AwsError("ServiceFailure", "The request processing has failed because of an unknown error.", 500);
    case "reset":
    case "timeout":
      return { broken: fault.fault };
    case "slow":
      if (fault.delay === undefined) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      else await world.clock.sleep(fault.delay);
      return undefined;
    default:
      return undefined;
  }
}

function refusal([code, message, status]: readonly [string, string, number]): AwsError {
  return new AwsError(code, message, status);
}

/** Of the machine's own time: what a client that waits for its answer feels. */
const SLOW_MS = 1_000;

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof z.ZodError) return invalidInput(error, ["ValidationError", 400]);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnsupportedPolicyError) return new NotImplementedError(`part of a policy: ${message}`);
  console.error("the local AWS failed:", error);
  return new AwsError("InternalFailure", `The local AWS failed: ${message}`, 500);
}
