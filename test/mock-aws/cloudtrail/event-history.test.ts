import fc from "fast-check";
import { expect, test } from "vitest";
import { createClock } from "../../../mock-aws/clock.ts";
import { searchHistory } from "../../../mock-aws/cloudtrail/event-history.ts";
import { appendToTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import type { TrailRecord } from "../../../mock-aws/cloudtrail/trail-record.ts";
import { createWorld, type World } from "../../../mock-aws/world.ts";

const ACCOUNT = "111122223333";

function worldAt(start: number): World {
  return createWorld({ clock: createClock({ start }) });
}

function record(eventID: string, eventName: string, time: number): TrailRecord {
  return {
    eventVersion: "1.11",
    userIdentity: { type: "IAMUser", userName: "admin" },
    eventTime: `${new Date(time).toISOString().slice(0, 19)}Z`,
    eventSource: "iam.amazonaws.com",
    eventName,
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.1",
    userAgent: "-",
    requestParameters: null,
    responseElements: null,
    requestID: eventID,
    eventID,
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
  };
}

const step = fc.record({
  advance: fc.integer({ min: 0, max: 3000 }),
  delay: fc.integer({ min: 0, max: 4000 }),
  name: fc.constantFrom("GetRole", "PutRole"),
});

test("whatever the delays, the pages of a search are the visible events that match, newest first", async () => {
  const wish = fc.record({
    from: fc.integer({ min: 0, max: 9000 }),
    to: fc.integer({ min: 0, max: 9000 }),
    limit: fc.integer({ min: 1, max: 3 }),
  });
  const steps = fc.array(step, { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(steps, wish, fc.boolean(), async (happenings, { from, to, limit }, isNamed) => {
      const world = worldAt(0);
      const entries = [];
      for (const { advance, delay, name } of happenings) {
        await world.clock.advanceTo(world.clock.now() + advance);
        world.settings.trailDelay = delay;
        entries.push(appendToTrail(world, record(String(entries.length), name, world.clock.now())));
        searchHistory(world, ACCOUNT, "us-east-1", { from: 0, to: 0, limit: 1 });
      }
      const attribute = isNamed ? ({ name: "EventName", value: "GetRole" } as const) : undefined;
      const expected = entries
        .filter((entry) => entry.visibleAt <= world.clock.now() && entry.time >= from && entry.time <= to)
        .filter((entry) => !isNamed || entry.record.eventName === "GetRole")
        .sort((one, other) => other.time - one.time || other.sequence - one.sequence);
      const found = [];
      for (let page = searchHistory(world, ACCOUNT, "us-east-1", { attribute, from, to, limit }); page.length > 0; ) {
        found.push(...page);
        page = searchHistory(world, ACCOUNT, "us-east-1", { attribute, from, to, before: page.at(-1), limit });
      }
      expect(found.map(({ sequence }) => sequence)).toEqual(expected.map(({ sequence }) => sequence));
    }),
  );
});
