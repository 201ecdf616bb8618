// The pages of one question to LookupEvents in one Region, newest first, at its pace.
import { CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import type { Aws } from "../aws.ts";
import type { Time } from "../model.ts";
import { holdBack, inTurn, type Pace } from "./pace.ts";
import { OUT_OF_TIME } from "./source.ts";

export type Lookup = {
  readonly attribute: "AccessKeyId" | "EventName" | "ResourceName" | "Username";
  readonly value: string;
  readonly from: Time;
  readonly to: Time;
  /** Pages of 50 events, newest first; 40 unless said. Missing pages are a gap. */
  readonly mostPages?: number;
};

export type Pages = {
  readonly region: string;
  readonly events: readonly Event[];
  readonly requests: number;
  /** What is missing, and why. Undefined where everything was read. */
  readonly gap?: string;
  /** AWS has said no, and will again: asking for something else here is no use. */
  readonly refused?: true;
};

/** A key with more calls than this cannot be read whole in one go. */
const MOST_PAGES = 40;
const MOST_THROTTLES = 20;

/** Never rejects: what fails is a gap. No page is asked for after `until`. */
export async function readPages(
  aws: Aws,
  region: string,
  { attribute, value, from, to, mostPages = MOST_PAGES }: Lookup,
  pace: Pace,
  until = Number.POSITIVE_INFINITY,
): Promise<Pages> {
  const client = aws.client(CloudTrailClient, { region, maxAttempts: 1 }); // It is asked again at our own pace.
  const question = {
    LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }],
    StartTime: new Date(from),
    EndTime: new Date(to),
    MaxResults: 50,
  };
  const events: Event[] = [];
  let token: string | undefined;
  let throttles = 0;
  let requests = 0;
  for (let page = 0; page < mostPages; ) {
    try {
      const next = token === undefined ? {} : { NextToken: token };
      const command = new LookupEventsCommand({ ...question, ...next });
      const answer = await inTurn(client, pace, until, () => {
        requests++;
        return client.send(command);
      });
      if (!answer) return { region, events, requests, gap: OUT_OF_TIME };
      events.push(...(answer.Events ?? []));
      token = answer.NextToken;
      if (token === undefined) return { region, events, requests };
      page++;
    } catch (error) {
      if (!isThrottling(error) || ++throttles > MOST_THROTTLES)
        return { region, events, requests, ...failure(region, error) };
      holdBack(client, pace);
    }
  }
  const gap = `CloudTrail in ${region} has more than ${mostPages * 50} events of ${value}: the rest was not read.`;
  return { region, events, requests, gap };
}

function isThrottling(error: unknown): boolean {
  return error instanceof Error && /Throttling|TooManyRequests/.test(error.name);
}

function failure(region: string, error: unknown): Pick<Pages, "gap" | "refused"> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const gap = `CloudTrail in ${region} could not be read: ${name}: ${message}`;
  return { gap, ...(/AccessDenied|OptIn/.test(name) ? { refused: true } : {}) };
}
