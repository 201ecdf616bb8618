import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { describe, expect, test } from "vitest";
import type { TestAws } from "../../support/local-aws.ts";
import { by, type Lookups, lookups } from "./lookups.ts";

let aws: TestAws;
let lookup: Lookups["lookup"];
let liftRateLimit: Lookups["liftRateLimit"];
let callIdentity: Lookups["callIdentity"];
lookups((cast) => {
  ({ aws, lookup, liftRateLimit, callIdentity } = cast);
});

describe("pages", () => {
  test("hold 50 events, newest first, and go on where the last one ended while new events arrive", async () => {
    liftRateLimit();
    await callIdentity(60, 1);
    await aws.advance(300);
    const question = by("EventName", "GetCallerIdentity");
    const first = await aws.admin.cloudtrail.send(new LookupEventsCommand(question));
    expect(first.Events).toHaveLength(50);
    await callIdentity(5, 1);
    await aws.advance(300);
    const second = await aws.admin.cloudtrail.send(
      new LookupEventsCommand({ ...question, NextToken: first.NextToken }),
    );
    const ids = [...(first.Events ?? []), ...(second.Events ?? [])].map(({ EventId }) => EventId);
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
    expect(second.NextToken).toBeUndefined();
    const times = (first.Events ?? []).map(({ EventTime }) => EventTime?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  });

  test("events of one second are on one page or the other, never on both or neither", async () => {
    liftRateLimit();
    await callIdentity(7);
    await aws.advance(300);
    const question = { ...by("EventName", "GetCallerIdentity"), MaxResults: 3 };
    const ids: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await aws.admin.cloudtrail.send(new LookupEventsCommand({ ...question, NextToken }));
      ids.push(...(page.Events ?? []).map(({ EventId }) => EventId));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
  });

  test("a token is refused with other parameters, in another Region, or when it is none", async () => {
    liftRateLimit();
    await callIdentity(3);
    await aws.advance(300);
    const question = { ...by("EventName", "GetCallerIdentity"), MaxResults: 1 };
    const { NextToken } = await aws.admin.cloudtrail.send(new LookupEventsCommand(question));
    expect(NextToken).toEqual(expect.any(String));
    const refused = { name: "InvalidNextTokenException" };
    await expect(lookup({ ...by("EventName", "GetRole"), MaxResults: 1, NextToken })).rejects.toMatchObject(refused);
    await expect(lookup({ ...question, EndTime: new Date(aws.now()), NextToken })).rejects.toMatchObject(refused);
    await expect(lookup({ ...question, NextToken }, "eu-west-1")).rejects.toMatchObject(refused);
    await expect(lookup({ ...question, NextToken: "bm9uc2Vuc2U=" })).rejects.toMatchObject(refused);
  });

  test.each([0, 51])("of %i events are refused", async (MaxResults) => {
    await expect(lookup({ MaxResults })).rejects.toMatchObject({ name: "InvalidMaxResultsException" });
  });
});

describe("the rate", () => {
  test("is two calls a second for an account in a Region, by the virtual clock", async () => {
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: "ThrottlingException", message: "Rate exceeded" });
    await lookup({}, "eu-west-1");
    await aws.advance(0.5);
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: "ThrottlingException" });
    await aws.advance(60);
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject({ name: "ThrottlingException" });
  });
});
