// Which calls stay with the incident: every one that may leave something, each once, and no flood drives the others out.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseCalls, ROOM } from "../../../lambda/residual/choose-calls.ts";
import type { KeptCalls } from "../../../lambda/residual/kept-call.ts";
import type { WalkedCall } from "../../../lambda/trace/keep-calls.ts";
import { walked } from "./walked.ts";

const NOTHING: KeptCalls = { calls: [], leftOut: [] };
const SURE = new Map([["leaked", "alert"]] as const);

/** The ledger, in memory: a slot holds one call, counts add up. */
function keep(known: KeptCalls, chosen: KeptCalls): KeptCalls {
  const calls = new Map([...known.calls, ...chosen.calls].map((call) => [call.slot, call]));
  return { calls: [...calls.values()], leftOut: [...known.leftOut, ...chosen.leftOut] };
}

const choose = (calls: readonly WalkedCall[], known = NOTHING, room = ROOM) => chooseCalls(known, calls, SURE, room);
const names = ({ calls }: KeptCalls) => calls.map(({ name }) => name);
const many = (count: number, name: string, at = 0) =>
  Array.from({ length: count }, (_, index) => walked(name, { at: at + index, id: `${name}-${index}` }));

describe("a call is kept", () => {
  test("where it writes, or a kind of residual access knows it", () => {
    const secret = { asked: { secretId: "db" }, readOnly: true };
    const calls = [
      walked("iam:CreateUser"),
      walked("quantum:Twist"),
      walked("secretsmanager:GetSecretValue", secret),
      walked("sts:AssumeRole", { readOnly: true }),
      walked("lambda:UpdateFunctionCode20150331v2"),
    ];
    expect(names(choose(calls))).toEqual([
      "iam:CreateUser",
      "quantum:Twist",
      "secretsmanager:GetSecretValue",
      "sts:AssumeRole",
      "lambda:UpdateFunctionCode",
    ]);
  });

  test("and not where it only read, was refused, or leaves nothing", () => {
    const calls = [
      walked("ec2:DescribeInstances", { readOnly: true }),
      walked("iam:CreateUser", { errorCode: "AccessDenied" }),
      walked("signin:ConsoleLogin", { answered: { ConsoleLogin: "Failure" } }),
      walked("bedrock:InvokeModel"),
    ];
    expect(choose(calls)).toEqual(NOTHING);
  });

  test("also where its record could not be read: by what LookupEvents says beside it", () => {
    const { record: _, ...rest } = walked("iam:CreateUser");
    const { calls } = choose([{ ...rest, record: {} }]);
    expect(calls).toMatchObject([
      { name: "iam:CreateUser", record: { eventID: rest.eventId, awsRegion: "eu-west-1" } },
    ]);
  });

  test("with what the rules read, and nothing else of its record", () => {
    const token = "IQoJb3JpZ2luX2VjE";
    const session = walked("sts:AssumeRole", {
      readOnly: true,
      answered: {
        credentials: { accessKeyId: "ASIAEXAMPLE", sessionToken: token, expiration: "Mar 1, 2026, 10:00:00 AM" },
      },
      sourceIPAddress: "198.51.100.7",
      requestID: "r-1",
      additionalEventData: { AuthenticationMethod: "QueryString", more: "x" },
    });
    const [kept] = choose([session]).calls;
    expect(Object.keys(kept?.record ?? {}).sort()).toEqual([
      ...["additionalEventData", "awsRegion", "eventID", "eventName", "eventSource", "eventTime", "readOnly"],
      ...["recipientAccountId", "requestParameters", "responseElements", "userIdentity"],
    ]);
    expect(kept?.record).toMatchObject({ additionalEventData: { AuthenticationMethod: "QueryString" } });
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test("with a mark where its credential is merely likely the intruder's", () => {
    const how = new Map([["machine", "likely"]] as const);
    const { calls } = chooseCalls(NOTHING, [walked("iam:CreateUser", { node: "machine" })], how);
    expect(calls).toMatchObject([{ node: "machine", likely: true }]);
  });
});

describe("what is read again and again", () => {
  const read = (at: number, more = {}) =>
    walked("secretsmanager:GetSecretValue", { asked: { secretId: "db" }, readOnly: true, at, ...more });

  test("is kept the first time and the last, however often and in however many walks", () => {
    let known = choose([0, 60, 120].map((at) => read(at)));
    known = keep(
      known,
      choose(
        [180, 240].map((at) => read(at)),
        known,
      ),
    );
    expect(known.calls.map(({ at }) => at)).toEqual(["2026-03-01T09:00:00.000Z", "2026-03-01T09:04:00.000Z"]);
    expect(known.leftOut).toEqual([]);
  });

  test("by somebody else, or elsewhere, has places of its own", () => {
    const all = choose([read(0), read(60, { node: "hop" }), read(90, { awsRegion: "us-east-2", id: "far" })]);
    expect(all.calls).toHaveLength(3);
  });

  test("stays the last, though an older reading is found later", () => {
    const known = keep(choose([read(0), read(240)]), choose([read(120)], choose([read(0), read(240)])));
    expect(known.calls.map(({ at }) => at)).toEqual(["2026-03-01T09:00:00.000Z", "2026-03-01T09:04:00.000Z"]);
  });
});

describe("a flood", () => {
  const room = { calls: 20, ofOne: 10, bytes: 1_000_000, always: 2 };

  test("of one call leaves room for every other, and what it cost is counted with its last time", () => {
    const { calls, leftOut } = choose(
      [...many(30, "iam:TagUser"), walked("iam:CreateUser", { at: 99 })],
      NOTHING,
      room,
    );
    expect(calls.filter(({ name }) => name === "iam:TagUser")).toHaveLength(10);
    expect(calls.at(-1)?.name).toBe("iam:CreateUser");
    expect(leftOut).toEqual([{ call: "iam:TagUser", count: 20, lastAt: "2026-03-01T09:00:29.000Z" }]);
  });

  test("of several calls does not keep the first ones of another name away", () => {
    const flood = ["iam:TagUser", "iam:TagRole", "sqs:PurgeQueue"].flatMap((name) => many(30, name));
    const { calls } = choose([...flood, ...many(3, "iam:CreateAccessKey", 100)], NOTHING, room);
    expect(calls.filter(({ name }) => name === "iam:CreateAccessKey")).toHaveLength(2);
  });

  test("of large records ends where one reading of them would no more fit into memory", () => {
    const large = Array.from({ length: 50 }, (_, at) =>
      walked("s3:PutBucketPolicy", { at, asked: { bucketName: `b${at}`, bucketPolicy: "x".repeat(20_000) } }),
    );
    const { calls, leftOut } = choose(large, NOTHING, { ...room, calls: 100, ofOne: 100, bytes: 200_000 });
    expect(calls.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(200_000);
    expect(calls.length + (leftOut[0]?.count ?? 0)).toBe(50);
  });
});

const arbitraryCalls = fc.array(
  fc
    .record({
      name: fc.constantFrom(
        "iam:CreateUser",
        "iam:TagUser",
        "kms:Decrypt",
        "quantum:Twist",
        "sts:AssumeRole",
        "ec2:RunInstances",
      ),
      at: fc.nat({ max: 300 }),
      id: fc.uuid(),
      asked: fc.constantFrom({ keyId: "a" }, { keyId: "b" }, { userName: "constructor" }, null),
      node: fc.constantFrom("leaked", "hop"),
      readOnly: fc.boolean(),
    })
    .map(({ name, ...extra }) => walked(name, extra)),
  { maxLength: 60 },
);

test("a walk that comes again after a crash keeps nothing twice and forgets nothing", () => {
  fc.assert(
    fc.property(arbitraryCalls, arbitraryCalls, (before, walk) => {
      const known = keep(NOTHING, choose(before));
      const once = keep(known, choose(walk, known));
      expect(keep(once, choose(walk, once))).toEqual(once);
      const inTwo = keep(known, choose(walk.slice(0, 20), known));
      expect(new Set(keep(inTwo, choose(walk, inTwo)).calls.map(({ slot }) => slot))).toEqual(
        new Set(once.calls.map(({ slot }) => slot)),
      );
    }),
  );
});

test("every call that may leave something is kept or counted, but for what was read before", () => {
  const room = { calls: 15, ofOne: 6, bytes: 1_000_000, always: 2 };
  fc.assert(
    fc.property(arbitraryCalls, (walk) => {
      const writes = [...new Map(walk.map((each) => [`${each.at}#${each.eventId}`, each])).values()];
      const { calls, leftOut } = choose(writes, NOTHING, room);
      for (const name of ["iam:CreateUser", "quantum:Twist"]) {
        const made = writes.filter((each) => `${each.source.split(".")[0]}:${each.name}` === name);
        const mattering = made.filter(({ readOnly }) => !readOnly || name === "iam:CreateUser");
        const kept = calls.filter((each) => each.name === name).length;
        const counted = leftOut.find((each) => each.call === name)?.count ?? 0;
        expect(kept + counted).toBe(mattering.length);
      }
    }),
  );
});

test("anything at all may stand in a record", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.jsonValue(),
      fc.jsonValue(),
      (record, asked, answered) => {
        const whole = { ...record, requestParameters: asked, responseElements: answered, userIdentity: asked };
        for (const name of ["iam:CreateUser", "ec2:RunInstances", "lambda:AddPermission"]) {
          const { calls } = choose([{ ...walked(name), record: whole as Readonly<Record<string, unknown>> }]);
          expect(calls.length).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});
