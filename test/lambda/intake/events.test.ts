import { describe, expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import { readAlerts, SOURCES } from "../../../lambda/intake/index.ts";
import { compilePattern } from "../../../mock-aws/events/pattern/compile.ts";
import { matches } from "../../../mock-aws/events/pattern/match.ts";
import { eventFixtures } from "./event-fixtures.ts";

const HOME = "111122223333";
const SESSION_KEY = "ASIAIOSFODNN7EXAMPLE";
const LONG_KEY = "AKIAIOSFODNN7EXAMPLE";
const APP = { kind: "role", name: "app", id: "AROAEXAMPLEEXAMPLE123", session: "i-0123456789abcdef0" };
const ALICE = { kind: "user", name: "alice", id: "AIDAEXAMPLEEXAMPLE123" };
const WEB = { kind: "instance-profile", name: "web-servers", instance: "i-0123456789abcdef0" };
const INSTANCE = { kind: "instance", id: "i-0123456789abcdef0" };
const BARE_KEY = { kind: "access-key" };

/** Of each event the alerts, with what is told by its kind of source alone. */
const ALERTS: Readonly<Record<string, readonly object[]>> = {
  "guardduty-instance-role-used-elsewhere": [
    { principal: APP, account: HOME, accessKeyId: SESSION_KEY, severity: 8, sample: false },
  ],
  "guardduty-user": [{ principal: ALICE, account: HOME, accessKeyId: LONG_KEY }],
  "guardduty-s3": [{ principal: APP, accessKeyId: SESSION_KEY }],
  "guardduty-key-null": [{ principal: ALICE }],
  "guardduty-root": [{ principal: { kind: "root" }, account: HOME }],
  "guardduty-of-another-account": [{ principal: BARE_KEY, accessKeyId: SESSION_KEY }],
  "guardduty-eks-with-key": [{ principal: { ...APP, name: "deployer", session: "kubectl" }, accessKeyId: SESSION_KEY }],
  "guardduty-eks-user": [{ principal: { kind: "role", name: "deployer", session: "alice" }, account: HOME }],
  "guardduty-eks-user-of-another-account": [{ principal: { kind: "unknown" } }],
  "guardduty-ec2-backdoor": [{ principal: WEB, account: HOME }],
  "guardduty-ec2-miner-without-profile": [{ principal: INSTANCE, account: HOME }],
  "guardduty-ec2-profile-of-another-account": [{ principal: INSTANCE, account: HOME }],
  "guardduty-federated-user": [{ principal: { kind: "federated-user", name: "bob" }, accessKeyId: SESSION_KEY }],
  "guardduty-metadata-rebind": [{ principal: WEB }],
  "guardduty-ecs-reverse-shell": [{ principal: WEB }],
  "guardduty-lambda": [{ principal: { kind: "role", name: "thumbnails-role" }, account: HOME }],
  "guardduty-attack-sequence": [
    {
      principal: { ...APP, session: "session-one" },
      accessKeyId: SESSION_KEY,
      issuedAt: "2026-03-01T08:00:00.000Z",
      group: "1ab92989eaf0e742df4a014d5171b8e0",
      severity: 9,
    },
    { principal: ALICE, accessKeyId: LONG_KEY, group: "1ab92989eaf0e742df4a014d5171b8e0" },
  ],
  "guardduty-attack-sequence-cross-account": [{ principal: BARE_KEY, accessKeyId: SESSION_KEY }],
  "guardduty-attack-sequence-actor-by-id": [
    { principal: { kind: "unique-id", id: APP.id, session: "session-one" }, account: HOME },
  ],
  "guardduty-attack-sequence-instances": [{ principal: WEB, account: HOME }],
  "guardduty-sample": [{ sample: true }],
  "security-hub-from-guardduty": [{ principal: APP, account: HOME, accessKeyId: SESSION_KEY, severity: 8 }],
  "security-hub-several": [
    { principal: APP, group: "7bf73129-1428-4cd3-a780-95db273d1602" },
    { principal: ALICE, group: "7bf73129-1428-4cd3-a780-95db273d1602" },
    { principal: { kind: "user", name: "bob" }, id: "finding-2", accessKeyId: LONG_KEY },
  ],
  "security-hub-other-product": [
    { principal: { ...APP, session: "session-one" }, issuedAt: "2026-03-01T07:00:00.000Z", severity: 9 },
  ],
  "security-hub-role-and-user": [
    { principal: ALICE, account: HOME },
    { principal: { kind: "role", name: "app", id: APP.id }, account: HOME },
  ],
  "security-hub-instance": [{ principal: WEB, account: HOME }],
  "security-hub-function": [{ principal: { kind: "role", name: "thumbnails-role" } }],
  "security-hub-sample": [{ sample: true }],
  "security-hub-action-on-threat": [{ principal: APP, wishedBy: "unnamed" }],
  "security-hub-action-to-contain": [{ principal: ALICE, wishedBy: "unnamed", severity: 4 }],
  "security-hub-v2-actor": [
    { principal: APP, account: HOME, accessKeyId: SESSION_KEY, severity: 7, issuedAt: "2026-03-01T07:00:00.000Z" },
  ],
  "security-hub-v2-key": [{ principal: BARE_KEY, account: HOME, accessKeyId: LONG_KEY }],
  "security-hub-v2-instance": [{ principal: INSTANCE, account: HOME }],
  "health-exposed": [
    { principal: BARE_KEY, account: HOME, accessKeyId: LONG_KEY, lastSeen: "2026-03-01T08:57:00.000Z" },
  ],
  "health-organization": [
    { account: "444455556666", accessKeyId: LONG_KEY, sentFrom: HOME },
    { account: "444455556666", accessKeyId: SESSION_KEY, sentFrom: HOME },
  ],
  "health-quarantine-user": [
    { principal: { kind: "user", name: "alice" } },
    { principal: { kind: "user", name: "bob" }, account: HOME },
  ],
  "quarantine-attached": [{ principal: { kind: "user", name: "alice" }, account: HOME }],
  "quarantine-inline": [{ principal: { kind: "user", name: "alice" }, account: HOME }],
  "github-created": [{ principal: BARE_KEY, accessKeyId: LONG_KEY, id: "example-org/shop#42" }],
  "github-pair": [{ principal: BARE_KEY, accessKeyId: LONG_KEY }],
  "gitguardian-incident": [{ principal: BARE_KEY, accessKeyId: LONG_KEY, id: "3759", severity: 7 }],
  "gitguardian-matches-beside": [{ principal: BARE_KEY, accessKeyId: LONG_KEY }],
  "credential-leak-key": [{ principal: BARE_KEY, accessKeyId: LONG_KEY }],
  "credential-leak-role": [
    {
      principal: { kind: "role", name: "app", session: "session-one" },
      account: HOME,
      scope: "session",
      dryRun: true,
      lastSeen: "2026-03-01T08:50:00.000Z",
    },
  ],
  "credential-leak-instance": [{ principal: INSTANCE, account: HOME }],
};

/** Members that an alert must not have: what the event does not know, or nobody may claim. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  "guardduty-key-null": ["accessKeyId"],
  "guardduty-of-another-account": ["account"],
  "guardduty-attack-sequence-cross-account": ["account"],
  "github-created": ["account", "severity"],
  "credential-leak-key": ["account", "wishedBy"],
  "credential-leak-role": ["wishedBy"],
  "security-hub-from-guardduty": ["wishedBy"],
};

const WORDS: Readonly<Record<string, RegExp>> = {
  "credential-leak-arn-of-another-kind": /give the ARN of the user/,
  "credential-leak-of-nobody": /give accessKeyId or principal/,
  "credential-leak-with-secret": /Unrecognized key: "secretAccessKey"/,
  "gitguardian-without-key": /names no access key id.*matches/,
  "github-secret-half": /names no access key id.*alert\.secret/,
  "github-without-key": /names no access key id.*alert\.secret/,
  "guardduty-attack-sequence-without-credential": /1 actors have no credential.*a person must look/,
  "guardduty-key-details-empty": /names no credential/,
  "guardduty-lambda-role-of-another-account": /names no credential/,
  "health-without-key": /none of its 2 affected entities is an access key id/,
  "quarantine-without-user": /name is none that IAM allows/,
  "security-hub-key-of-nobody": /names no credential/,
  "security-hub-role-of-another-account": /names no credential/,
};

const RULES = SOURCES.map(({ name, pattern }) => ({ name, pattern: compilePattern(JSON.stringify(pattern)) }));

function rulesFor(event: unknown): readonly string[] {
  return RULES.filter(({ pattern }) => matches(pattern, event)).map(({ name }) => name);
}

describe("an event that reports a leak", () => {
  test.each(eventFixtures("leaks"))("$name: whose credential it is, and no more than it says", ({ name, event }) => {
    const alerts = readAlerts(event);
    expect(alerts).toMatchObject(ALERTS[name] ?? []);
    for (const alert of alerts) {
      for (const member of WITHOUT[name] ?? []) expect(alert).not.toHaveProperty(member);
      expect(alert.sentFrom).toBe(HOME);
    }
  });

  test.each(eventFixtures("leaks"))("$name: one rule matches it, and one only", ({ event }) => {
    expect(rulesFor(event)).toHaveLength(1);
  });

  test("the secret halves that come along are nowhere in the alerts", () => {
    for (const { event } of eventFixtures("leaks")) expect(JSON.stringify(readAlerts(event))).not.toContain("wJalr");
  });
});

describe("an event that reports no leak", () => {
  test.each(eventFixtures("no-leaks"))("$name: no rule matches it, and no alert is made of it", ({ event }) => {
    expect(rulesFor(event)).toEqual([]);
    expect(() => readAlerts(event)).toThrow(BadInputError);
    expect(() => readAlerts(event)).toThrow(/names no credential/);
  });
});

describe("an event that should report a leak and cannot be read", () => {
  test.each(eventFixtures("unreadable"))(
    "$name: a rule matches it, and the error says what is wrong",
    ({ name, event }) => {
      expect(rulesFor(event)).toHaveLength(1);
      expect(() => readAlerts(event)).toThrow(BadInputError);
      expect(() => readAlerts(event)).toThrow(WORDS[name] ?? "there are words for every fixture");
    },
  );
});

test("every event has an expectation, and every expectation an event", () => {
  expect(Object.keys(ALERTS).sort()).toEqual(
    eventFixtures("leaks")
      .map(({ name }) => name)
      .sort(),
  );
  expect(Object.keys(WORDS).sort()).toEqual(
    eventFixtures("unreadable")
      .map(({ name }) => name)
      .sort(),
  );
});

test("every source has an event, and a pattern short enough for EventBridge", () => {
  const used = eventFixtures("leaks").flatMap(({ event }) => rulesFor(event));
  expect([...new Set(used)].sort()).toEqual(SOURCES.map(({ name }) => name).sort());
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  for (const { pattern } of SOURCES) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
});

test("an event's account must be one: whoever sends none is believed, for IAM has let them in", () => {
  const [fixture] = eventFixtures("leaks");
  expect(() => readAlerts({ ...fixture?.event, account: "" })).toThrow(/account id of 12 digits/);
  const { account: _account, ...direct } = fixture?.event ?? {};
  expect(readAlerts(direct).map(({ sentFrom }) => sentFrom)).toEqual([undefined]);
});

test("the same leak from GuardDuty and through Security Hub names the same principal and key", () => {
  const [direct, forwarded] = ["guardduty-instance-role-used-elsewhere", "security-hub-from-guardduty"].map(
    (wanted) => {
      const found = eventFixtures("leaks").find(({ name }) => name === wanted);
      const [alert] = readAlerts(found?.event);
      return { principal: alert?.principal, accessKeyId: alert?.accessKeyId, account: alert?.account };
    },
  );
  expect(forwarded).toEqual(direct);
});
