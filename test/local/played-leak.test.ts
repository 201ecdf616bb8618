import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PlayedLeak, playLeak } from "../../local/played-leak.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;
let leak: PlayedLeak;

beforeAll(async () => {
  service = await startService();
  leak = await playLeak(service);
});
afterAll(() => service.close());

test("the published key waits for a person; of the stolen session nobody knows", async () => {
  await service.advance(10);
  const heads = await service.deps.ledger.list(10);
  expect(heads.map(({ principal, status }) => [Object(principal).name, status])).toEqual([
    [leak.user, "awaiting-approval"],
  ]);
});

test("the intruder reads the secret each minute, until he is cut off with all that he has opened", async () => {
  await service.advance(600);
  const before = await outcomes();
  expect(before.length).toBeGreaterThan(3);
  expect(before.filter((error) => error !== undefined)).toEqual([]);

  await service.invoke({ action: "contain", accessKeyId: leak.accessKeyId, reason: "seen in a build log" });
  await service.advance(1500);
  const after = await outcomes();
  expect(after.at(-1)).toBe("AccessDeniedException");
  const { sessions, status } = await service.incident();
  expect(status).toBe("contained");
  expect(sessions?.map(({ principal }) => principal.name)).toContain("archive");
  await service.advance(3 * 3600);
  expect((await service.incident()).proof).toBe("proven");
});

/** The codes of the intruder's calls as the trail shows them, the oldest first; undefined for one that worked. */
async function outcomes() {
  const { Events = [] } = await service.admin.cloudtrail.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: "AccessKeyId", AttributeValue: leak.accessKeyId }],
    }),
  );
  return Events.map(({ CloudTrailEvent = "{}" }) => JSON.parse(CloudTrailEvent))
    .filter(({ eventName }) => eventName === "GetSecretValue")
    .map(({ errorCode }) => errorCode)
    .reverse();
}
