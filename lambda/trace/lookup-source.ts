// LookupEvents as a place to trace in: every enabled Region of every account that is served. Make one for each walk.
import type { Aws } from "../aws.ts";
import type { Time } from "../model.ts";
import type { Places } from "../places.ts";
import { enabledRegions } from "./lookup-events.ts";
import type { Pace } from "./pace.ts";
import { readPages } from "./read-pages.ts";
import { readRecordedCall } from "./recorded-call.ts";
import { OUT_OF_TIME, type RegionPart, type SourceReading, type TrailQuestion, type TrailSource } from "./source.ts";

type Options = {
  readonly places: Pick<Places, "aws">;
  readonly pace: Pace;
  /** Pages of 50 events that one question may take in a Region; 40 unless said. */
  readonly mostPages?: number;
};

type Account = { readonly aws: Aws; readonly regions: readonly string[] };

export function lookupSource({ places, pace, mostPages }: Options): TrailSource {
  const accounts = new Map<string, Promise<Account | string>>();
  /** A Region that is closed stays closed for this walk: each question there would cost its turn. */
  const closed = new Map<string, string>();

  async function open(account: string): Promise<Account | string> {
    try {
      const aws = await places.aws(account);
      if (!aws) return notServed(account);
      return { aws, regions: await enabledRegions(aws) };
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      return `The trail of account ${account} could not be read: ${message}`;
    }
  }

  function opened(account: string): Promise<Account | string> {
    const known = accounts.get(account) ?? open(account);
    accounts.set(account, known);
    return known;
  }

  async function ask({ aws }: Account, region: string, question: TrailQuestion) {
    const { account, attribute, value, from, to, until } = question;
    const refusal = closed.get(`${account} ${region}`);
    if (refusal !== undefined) return { part: { region, calls: [], gap: refusal }, requests: 0 };
    const lookup = {
      attribute,
      value,
      from: earlier(from(region), to),
      to,
      ...(mostPages === undefined ? {} : { mostPages }),
    };
    const { events, requests, gap, refused } = await readPages(aws, region, lookup, pace, until);
    const named = gap === OUT_OF_TIME ? gap : gap && `Account ${account}: ${gap}`;
    if (named !== undefined && refused) closed.set(`${account} ${region}`, named);
    const calls = events.flatMap((event) => readRecordedCall(event, region, account));
    const oldest = calls.map(({ at }) => at).reduce(earlier, to);
    const part: RegionPart = {
      region,
      calls,
      ...(named === undefined ? {} : { gap: named, ...(calls.length > 0 ? { readBackTo: oldest } : {}) }),
    };
    return { part, requests };
  }

  return {
    async lookUp(question): Promise<SourceReading> {
      const account = await opened(question.account);
      if (typeof account === "string") return { parts: [], gaps: [account], requests: 0 };
      const regions = question.regions ?? account.regions;
      const answers = await Promise.all(regions.map((region) => ask(account, region, question)));
      return {
        parts: answers.map(({ part }) => part),
        gaps: [],
        requests: answers.reduce((sum, { requests }) => sum + requests, 0),
      };
    },
  };
}

function notServed(account: string): string {
  return `The trace leads into account ${account}, which this responder does not serve: what was done there is not known. Add it to members.accounts and deploy the member role there, or tell whoever looks after it.`;
}

/** AWS refuses a stretch that ends before it begins: an alert's clock may be ahead of ours. */
function earlier(one: Time, other: Time): Time {
  return one < other ? one : other;
}
