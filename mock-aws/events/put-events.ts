// events:PutEvents — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { list, text, time } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { isDeeper } from "../wire/depth.ts";
import { busAt, readBusName } from "./buses.ts";
import { makeEvent } from "./event.ts";
import { accessToBus, busNameOrArn } from "./inputs.ts";
import { publish } from "./publish.ts";

const entry = z.strictObject({
  Time: time().optional(),
  Source: z.string().optional(),
  Resources: list(z.string()).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: busNameOrArn.optional(),
  /** For X-Ray, which the local AWS has not; no rule or target ever sees it. */
  TraceHeader: text({ min: 1, max: 500 }).optional(),
});

type Entry = z.infer<typeof entry>;

const LARGEST_REQUEST = 256 * 1024;

/**
 * Puts events on buses. One deliberate difference: sources that begin with `aws.` are accepted, which AWS refuses to
 * all but its own services, so that whoever tests with the local AWS can play GuardDuty.
 */
export const putEvents = operation({
  name: "PutEvents",
  readOnly: false,
  dataEvent: true,
  input: z.strictObject({
    Entries: z.preprocess((value) => value, z.array(entry).min(1, tooFew()).max(10, tooMany())),
    EndpointId: z.string().optional(),
  }),
  authorize: ({ Entries }, call) =>
    Entries.map(({ EventBusName, Source, DetailType }) =>
      accessToBus("PutEvents", EventBusName, call, {
        "events:source": Source,
        "events:detail-type": DetailType,
        "events:eventBusInvocation": "false",
      }),
    ),
  run({ Entries, EndpointId }, call) {
    if (EndpointId !== undefined) throw new NotImplementedError("global endpoints of EventBridge");
    if (Entries.reduce((total, one) => total + sizeOf(one), 0) > LARGEST_REQUEST) {
      throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
    }
    const results = Entries.map((one) => put(one, call));
    return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
  },
});

function tooFew() {
  return "failed to satisfy constraint: Member must have length greater than or equal to 1";
}

function tooMany() {
  return "failed to satisfy constraint: Member must have length less than or equal to 10";
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
function sizeOf({ Time, Source = "", DetailType = "", Detail = "", Resources = [] }: Entry): number {
  return [Source, DetailType, Detail, ...Resources].reduce(
    (size, part) => size + Buffer.byteLength(part),
    Time ? 14 : 0,
  );
}

type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** An event for a bus that does not exist is accepted and comes to nothing, as in AWS. */
function put(wish: Entry, { world, caller, region }: Call): Result {
  for (const name of ["Source", "DetailType", "Detail"] as const) {
    if (wish[name]) continue;
    const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
    return { ErrorCode: "InvalidArgument", ErrorMessage };
  }
  const { Source = "", DetailType = "", Resources = [], Time } = wish;
  const detail = readDetail(wish.Detail ?? "");
  if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  const where = readBusName(wish.EventBusName, caller.account, region);
  if (where.region !== region) throw new NotImplementedError("events:PutEvents on a bus in another Region");
  const bus = busAt(world, where);
  const event = makeEvent(world, {
    source: Source,
    detailType: DetailType,
    detail,
    account: caller.account,
    region,
    resources: Resources,
    ...(Time ? { time: Time.getTime() } : {}),
  });
  if (bus) world.clock.at(world.clock.now(), () => publish(world, bus, event));
  return { EventId: event.id };
}

/** "PutEvents will only process nested JSON up to 1100 levels deep" (API_PutEvents). */
const DEEPEST = 1100;

function readDetail(text: string): object | undefined {
  if (isDeeper(text, DEEPEST)) return undefined;
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === "object" && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}
