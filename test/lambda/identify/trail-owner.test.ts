import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receiver, signer } from "../../../lambda/identify/trail-owner.ts";
import { readTrailEvent } from "../../../lambda/trace/trail-record.ts";

const AT = new Date("2026-03-01T09:00:00Z");
const KEY = "ASIAIOSFODNN7EXAMPLE";

/** As LookupEvents hands out an event with this record. */
function event(record: object) {
  const CloudTrailEvent = JSON.stringify({ eventSource: "sts.amazonaws.com", eventName: "AssumeRole", ...record });
  const [read] = readTrailEvent({ EventId: "e1", EventTime: AT, CloudTrailEvent }, "us-east-1");
  if (!read) throw new Error("The event was lost.");
  return read;
}

describe("who signed a call", () => {
  test("a role's session, with both forms in which CloudTrail writes when it was issued", () => {
    for (const creationDate of ["2013-11-02T01:06:28Z", "20131102T010628Z"]) {
      const userIdentity = {
        type: "AssumedRole",
        principalId: "AROAIDPPEZS35WEXAMPLE:worker-7",
        accountId: "111122223333",
        sessionContext: {
          sessionIssuer: { type: "Role", userName: "app", accountId: "111122223333" },
          attributes: { creationDate },
        },
      };
      expect(signer(event({ userIdentity }))).toEqual({
        account: "111122223333",
        principal: { kind: "role", name: "app", id: "AROAIDPPEZS35WEXAMPLE", session: "worker-7" },
        issuedAt: "2013-11-02T01:06:28.000Z",
        at: AT.toISOString(),
      });
    }
  });

  test.each(["AWSAccount", "AWSService", "SAMLUser", "WebIdentityUser", "Unknown", "IdentityCenterUser"])(
    "%s is nobody whose credential can be denied by it",
    (type) =>
      expect(signer(event({ userIdentity: { type, accountId: "111122223333", userName: "app" } }))).toBeUndefined(),
  );

  test("names that IAM would not take are nobody's, whatever a record says", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("app", "a/b", "x'; drop", "<b>", "", "../..", "AROAIDPPEZS35WEXAMPLE"),
    );
    const type = fc.constantFrom("AssumedRole", "IAMUser", "FederatedUser", "Root");
    const identity = fc.record({
      type,
      principalId: fc.tuple(text, text).map((parts) => parts.join(":")),
      accountId: fc.oneof(fc.constant("111122223333"), text),
      userName: text,
      sessionContext: fc.record({
        sessionIssuer: fc.record({ type: fc.constantFrom("Role", "IAMUser"), userName: text }),
      }),
    });
    fc.assert(
      fc.property(identity, (userIdentity) => {
        const witness = signer(event({ userIdentity }));
        if (!witness) return;
        const { account, principal } = witness;
        expect(account).toMatch(/^\d{12}$/);
        for (const said of Object.values(principal)) expect(said).toMatch(/^[\w+=,.@-]{1,128}$/);
      }),
    );
  });
});

describe("for whom STS has made a key", () => {
  const requestParameters = { roleArn: "arn:aws:iam::111122223333:role/teams/app", roleSessionName: "worker-7" };
  const credentials = { accessKeyId: KEY };

  test("a service's call that is recorded without the session's ARN: the request that was granted says whose it is", () => {
    const record = { userIdentity: { type: "AWSService" }, requestParameters, responseElements: { credentials } };
    expect(receiver(event(record), KEY)).toMatchObject({
      account: "111122223333",
      principal: { kind: "role", name: "app", session: "worker-7" },
    });
  });

  test.each([
    ["another key", { requestParameters, responseElements: { credentials: { accessKeyId: "ASIAI44QH8DHBEXAMPLE" } } }],
    ["a refused call", { requestParameters, errorCode: "AccessDenied", responseElements: null }],
    [
      "a call that only claims an answer",
      { requestParameters, errorCode: "AccessDenied", responseElements: { credentials } },
    ],
    [
      "another service's call",
      { eventSource: "evil.amazonaws.com", requestParameters, responseElements: { credentials } },
    ],
    ["a record that is no record", { requestParameters: "x", responseElements: [1, null] }],
  ])("%s says nothing", (_, record) => {
    expect(receiver(event(record), KEY)).toBeUndefined();
  });

  test("a privileged task of AssumeRoot is the member account's root", () => {
    const record = {
      eventName: "AssumeRoot",
      userIdentity: { type: "AssumedRole", accountId: "111122223333" },
      requestParameters: { targetPrincipal: "444455556666" },
      responseElements: { credentials },
    };
    expect(receiver(event(record), KEY)).toMatchObject({ account: "444455556666", principal: { kind: "root" } });
  });
});

test("no text in an event's place breaks the reading of it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (CloudTrailEvent) => {
      const events = readTrailEvent({ EventId: "e1", EventTime: AT, EventName: "X", CloudTrailEvent }, "us-east-1");
      expect(events).toHaveLength(1);
    }),
  );
});
