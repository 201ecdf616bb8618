import { describe, expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import { readAlerts } from "../../../lambda/intake/index.ts";
import type { Alert } from "../../../lambda/model.ts";
import { guardDutyEvent } from "../../support/findings.ts";

/** The one alert of an event that has no more than one. */
function readAlert(event: unknown): Alert {
  const [alert, ...others] = readAlerts(event);
  if (!alert || others.length > 0) throw new Error(`one alert was expected, and ${others.length} more came`);
  return alert;
}

describe("a finding that names an access key", () => {
  test("is an alert about the role, its unique id and the session", () => {
    const alert = readAlert(guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" }));
    expect(alert).toMatchObject({
      source: "guardduty",
      account: "111122223333",
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      principal: { kind: "role", name: "app", id: "AROAEXAMPLEEXAMPLE123", session: "i-0123456789abcdef0" },
      sample: false,
      lastSeen: "2026-03-01T08:58:00.000Z",
    });
  });

  test.each([
    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
    "Discovery:S3/AnomalousBehavior",
    "SomethingNew:Sort/NeverSeenBefore",
  ])("is recognised by its shape, whatever its type: %s", (type) => {
    expect(readAlert(guardDutyEvent({ type })).principal).toMatchObject({ kind: "role", name: "app" });
  });

  test.each([undefined, null, "", "null"])("survives the access key id %j", (accessKeyId) => {
    const event = guardDutyEvent(accessKeyId === undefined ? {} : { accessKeyId });
    expect(readAlert(event).accessKeyId).toBeUndefined();
  });

  test.each([
    [
      "AssumedRole",
      "AROAEXAMPLEEXAMPLE123:s",
      { kind: "role", name: "app", id: "AROAEXAMPLEEXAMPLE123", session: "s" },
    ],
    [
      "ASSUMED_ROLE",
      "AROAEXAMPLEEXAMPLE123:s",
      { kind: "role", name: "app", id: "AROAEXAMPLEEXAMPLE123", session: "s" },
    ],
    ["Role", "AROAEXAMPLEEXAMPLE123", { kind: "role", name: "app", id: "AROAEXAMPLEEXAMPLE123" }],
    ["IAMUser", "AIDAEXAMPLEEXAMPLE123", { kind: "user", name: "app", id: "AIDAEXAMPLEEXAMPLE123" }],
    ["IAM_USER", "AIDAEXAMPLEEXAMPLE123", { kind: "user", name: "app", id: "AIDAEXAMPLEEXAMPLE123" }],
    ["FederatedUser", "111122223333:bob", { kind: "federated-user", name: "bob" }],
    ["Root", "111122223333", { kind: "root" }],
    ["AWSService", "ec2", { kind: "aws-service", name: "app" }],
    ["AWSAccount", "AROAEXAMPLEEXAMPLE123", { kind: "unknown" }],
    ["Unheard", "x", { kind: "unknown" }],
  ])("of userType %s and principal %s means %o", (userType, principalId, expected) => {
    expect(readAlert(guardDutyEvent({ userType, principalId })).principal).toMatchObject(expected);
  });

  test("never takes for a name what IAM allows as none", () => {
    const event = guardDutyEvent({ userName: "app/../../admin" });
    expect(readAlert(event).principal).toEqual({
      kind: "unique-id",
      id: "AROAEXAMPLEEXAMPLE123",
      session: "i-0123456789abcdef0",
    });
    const unnamed = guardDutyEvent({ userName: "app/../../admin", principalId: "app/../../admin" });
    expect(readAlert(unnamed).principal.kind).toBe("unknown");
  });
});

test.each([
  ["a title that is a number", { title: 5 }],
  ["a severity that is a text", { severity: "8.0" }],
  ["times as seconds since 1970", { updatedAt: 1772355600 }],
  ["no region", { region: undefined }],
  ["additional information of another shape", { service: { eventLastSeen: 1772355600, additionalInfo: [] } }],
])("what does not say who is meant cannot make a finding unreadable: %s", (_what, change) => {
  const event = guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" });
  expect(readAlert({ ...event, detail: { ...event.detail, ...change } })).toMatchObject({
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    principal: { kind: "role", name: "app" },
  });
});

test("a title of any length is cut to what the ledger has room for", () => {
  const event = guardDutyEvent();
  const alert = readAlert({ ...event, detail: { ...event.detail, title: "x".repeat(300_000) } });
  expect(alert.title.length).toBeLessThan(600);
});

describe("a sample finding is known by", () => {
  test.each([
    ["additionalInfo.sample", { additionalInfo: { sample: true } }],
    ["the JSON text in additionalInfo.value", { additionalInfo: { value: '{"sample":true}', type: "default" } }],
    ["a principal id that no real thing has", { principalId: "GeneratedFindingPrincipalId" }],
    ["a key that no real thing has", { accessKeyId: "GeneratedFindingAccessKeyId" }],
    ["a user type that does not exist", { userType: "GeneratedFindingUserType" }],
  ])("%s", (_way, options) => {
    expect(readAlert(guardDutyEvent(options)).sample).toBe(true);
  });
});

describe("what cannot be understood is refused with a clear error", () => {
  const event = guardDutyEvent();
  test.each([
    ["nothing", undefined, /no event as EventBridge delivers it/],
    ["a text", "finding", /no event as EventBridge delivers it/],
    ["an event without detail", { ...event, detail: undefined }, /detail/],
    ["a detail that is a text", { ...event, detail: "finding" }, /detail/],
    ["another source", { ...event, source: "aws.ec2" }, /No alert source reads events of "aws.ec2"/],
    ["a finding without an id", { ...event, detail: { ...event.detail, id: undefined } }, /id/],
    ["an account id that is none", { ...event, detail: { ...event.detail, accountId: "12345" } }, /12 digits/],
    [
      "a finding that names no key",
      { ...event, detail: { ...event.detail, resource: { resourceType: "Instance" } } },
      /names no credential/,
    ],
    [
      "key details of a wrong type",
      { ...event, detail: { ...event.detail, resource: { accessKeyDetails: { userName: 7 } } } },
      /userName/,
    ],
  ])("%s", (_what, input, message) => {
    expect(() => readAlert(input)).toThrow(BadInputError);
    expect(() => readAlert(input)).toThrow(message);
  });
});
