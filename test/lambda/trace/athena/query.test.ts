import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queryFor } from "../../../../lambda/trace/athena/query.ts";
import { restoreRecord } from "../../../../lambda/trace/athena/restore-record.ts";
import { columns, isList, RECORD, type Shape } from "../../../../lambda/trace/athena/table.ts";
import { readHiveType } from "../../../../mock-aws/athena/engine/hive-type.ts";
import { readLogFile } from "../../../../mock-aws/athena/engine/read-log-file.ts";
import { setUpAthena, type TestAthena } from "../../../support/athena.ts";
import { startLocalAws, type TestAws } from "../../../support/local-aws.ts";

const HOSTILE = [
  "' OR '1'='1",
  "'); DROP TABLE trail; --",
  "\\' OR 1=1 --",
  "?",
  "\u0000\u2028\u2019",
  "日本語 🗝",
  "a\nb",
  '"',
  "%_*",
];

const value = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.string({ maxLength: 100 }),
);

const asked = fc.record({
  account: fc.stringMatching(/^\d{12}$/),
  attribute: fc.constantFrom("AccessKeyId", "ResourceName", "Username"),
  value,
  regions: fc.constant(["us-east-1", "eu-west-1"]),
});

const stretch = { from: () => "2026-03-01T08:59:55.400Z", to: "2026-03-02T10:00:00.500Z" };

test("whatever is asked for, the query's text has none of it, and a parameter is one literal without anything to quote", () => {
  fc.assert(
    fc.property(fc.array(asked, { minLength: 1, maxLength: 20 }), (questions) => {
      const { sql, parameters } = queryFor(
        questions.map((one) => ({ ...one, ...stretch })),
        10,
      );
      const plainer = questions.map((one, index) => ({ ...one, ...stretch, value: `v${index}` }));
      const isSameCount = new Set(questions.map(({ attribute, value }) => attribute + value)).size === questions.length;
      if (isSameCount) expect(sql).toBe(queryFor(plainer, 10).sql);
      expect(sql).toMatch(/^[\w\s.,:()"'|[\]$?=>*-]*$/);
      expect(parameters).toHaveLength(sql.split("?").length - 1);
      for (const parameter of parameters) expect(parameter).toMatch(/^'[A-Za-z0-9+/=:-]*'$/);
      const decoded = parameters.map((one) => Buffer.from(one.slice(1, -1), "base64").toString());
      for (const { value } of questions) expect(decoded).toContain(Buffer.from(value).toString());
    }),
  );
});

test("a query always names accounts, Regions and days: a file lies in the folder of the day it was delivered", () => {
  const question = {
    account: "111122223333",
    attribute: "AccessKeyId",
    value: "ASIAEXAMPLE",
    regions: ["us-east-1"],
  } as const;
  const { sql, parameters } = queryFor([{ ...question, ...stretch }], 10);
  expect(sql).toContain(`WHERE "account" IN (?) AND "region" IN (?) AND "day" BETWEEN ? AND ?`);
  expect(parameters.slice(0, 6)).toEqual([
    ...["'111122223333'", "'us-east-1'", "'2026/03/01'", "'2026/03/03'"],
    ...["'2026-03-01T08:59:55Z'", "'2026-03-02T10:00:00Z'"],
  ]);
});

test.each(["1111'22223333", ""])("an account that is none, %j, is no query", (account) => {
  const question = { account, attribute: "Username", value: "x", regions: ["us-east-1"], ...stretch } as const;
  expect(() => queryFor([question], 10)).toThrow("no account, Region or time");
});

let aws: TestAws;
let athena: TestAthena;
beforeAll(async () => {
  aws = await startLocalAws({ regions: ["us-east-1"] });
  athena = await setUpAthena(aws);
});
afterAll(() => aws.close());

test("a name that tries to be SQL finds the records that have it, and no other", async () => {
  athena.put(
    "111122223333",
    "us-east-1",
    HOSTILE.map((userName, index) => ({
      eventVersion: "1.11",
      userIdentity: { type: "WebIdentityUser", userName, identityProvider: "example" },
      eventTime: "2026-03-01T09:00:00Z",
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRoleWithWebIdentity",
      awsRegion: "us-east-1",
      requestParameters: { roleSessionName: userName, odd: { deep: [1, "2", null] } },
      responseElements: null,
      eventID: `e${index}`,
      readOnly: true,
      recipientAccountId: "111122223333",
    })),
  );
  for (const attribute of ["Username", "ResourceName"] as const) {
    const source = athena.source({ served: ["111122223333"] });
    const answers = await Promise.all(
      HOSTILE.map((value) =>
        source.lookUp({ account: "111122223333", attribute, value, ...stretch, until: Number.POSITIVE_INFINITY }),
      ),
    );
    const found = answers.map(({ parts, gaps }) => [
      ...gaps,
      ...parts.flatMap(({ calls }) => calls.map(({ eventId }) => eventId)),
    ]);
    expect(found).toEqual(HOSTILE.map((_, index) => [`e${index}`]));
    expect(answers[0]?.parts[0]?.calls[0]?.record["requestParameters"]).toEqual({
      roleSessionName: HOSTILE[0],
      odd: { deep: [1, "2", null] },
    });
  }
});

/** A record of this form, with some members or others. */
function recordOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape === "text") return fc.string({ unit: "grapheme" });
  if (shape === "flag") return fc.boolean();
  if (shape === "json")
    return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  if (isList(shape)) return fc.array(recordOf(shape[0]), { maxLength: 3 });
  const members = Object.entries(shape).map(([name, inner]) => [name, recordOf(inner)]);
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

test("what the table knows of a record comes back as CloudTrail has written it, whatever is missing", () => {
  const types = new Map(columns().map(({ name, type }) => [name, readHiveType(type)]));
  fc.assert(
    fc.property(recordOf(RECORD), (record) => {
      const [row = {}] = readLogFile("one.json", Buffer.from(JSON.stringify({ Records: [record] })), types);
      const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
      const cells = Object.entries(row).map(([name, value]) => [name, value === null ? undefined : asText(value)]);
      expect(JSON.parse(restoreRecord(Object.fromEntries(cells)))).toEqual(JSON.parse(JSON.stringify(record)));
    }),
  );
});

test("a row of an older Trino, which knows members by their place alone, is the same record", () => {
  const byName = JSON.stringify({
    type: "AssumedRole",
    principalid: "AROA:x",
    sessioncontext: { sourceidentity: "ann" },
  });
  const context = [null, null, null, null, "ann", null];
  const byPlace = JSON.stringify(["AssumedRole", "AROA:x", null, null, null, null, null, null, null, null, context]);
  const [one, other] = [byName, byPlace].map((useridentity) =>
    JSON.parse(restoreRecord({ useridentity, readonly: "false" })),
  );
  expect(one).toEqual({
    userIdentity: { type: "AssumedRole", principalId: "AROA:x", sessionContext: { sourceIdentity: "ann" } },
    readOnly: false,
  });
  expect(other).toEqual(one);
});
