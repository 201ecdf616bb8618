// Looking events up, and calls to be found.
import { type Event, LookupEventsCommand, type LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { changeSettings } from "../../../mock-aws/settings.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

export const by = (AttributeKey: string, AttributeValue: string) =>
  ({ LookupAttributes: [{ AttributeKey, AttributeValue }] }) as LookupEventsCommandInput;

export type Lookups = ReturnType<typeof lookupsOf>;

/** Hands a local AWS with an empty trail to the file before each of its tests. */
export function lookups(take: (lookups: Lookups) => void): void {
  let aws: TestAws;
  beforeEach(async () => {
    aws = await startLocalAws();
    take(lookupsOf(aws));
  });
  afterEach(() => aws.close());
}

function lookupsOf(aws: TestAws) {
  return {
    aws,
    /** The account's rate limit is not what most of these tests are about. */
    liftRateLimit: () => changeSettings(aws.aws.world().settings, { lookupRate: 1000 }),
    async lookup(input: LookupEventsCommandInput = {}, region = "us-east-1"): Promise<Event[]> {
      const { Events = [] } = await aws.as(ADMIN_KEY, region).cloudtrail.send(new LookupEventsCommand(input));
      return Events;
    },
    async callIdentity(times: number, secondsBetween = 0): Promise<void> {
      for (let count = 0; count < times; count++) {
        await aws.admin.sts.send(new GetCallerIdentityCommand({}));
        if (secondsBetween > 0) await aws.advance(secondsBetween);
      }
    },
  };
}
