import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLogFile } from "../../../../client/logs/read-log-file.ts";
import { hashOf } from "../../../../lambda/trace/log-files/key-index.ts";
import type { LogFinding, Wish } from "../../../../lambda/trace/log-files/log-finding.ts";
import { readLog } from "../../../../lambda/trace/log-files/log-reading.ts";
import { isFoundBy } from "../../../../lambda/trace/log-files/search-terms.ts";
import { type Roll, rolls, type Style, styles, written } from "./written-json.ts";

const KEYS = ["ASIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE", "ASIAQRSTUVWXYZEXAMPL"] as const;
/** Attackers choose these. */
const NAMES = ["worker", 'a"b', "c\\d", "e/f", '{"eventVersion":', "ASIAIOSFODNN7EXAMPLE", "é\u2028", "\ufffd", "x]}"];
const WISHES: readonly Wish[] = [...KEYS, ...NAMES].flatMap((value) =>
  (["AccessKeyId", "Username", "ResourceName"] as const).map((attribute) => ({ attribute, value })),
);

const name = fc.constantFrom(...NAMES);
const key = fc.constantFrom(...KEYS);
const deep = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    name,
    fc.constant(null),
    fc.integer(),
    tie("object"),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
  object: fc.dictionary(fc.oneof(name, fc.constantFrom("eventVersion", "Records", "accessKeyId")), tie("value"), {
    maxKeys: 3,
  }),
})).value;

const someRecord = fc.record(
  {
    eventVersion: fc.constant("1.09"),
    userIdentity: fc.record(
      {
        type: fc.constantFrom("IAMUser", "AssumedRole"),
        userName: name,
        accessKeyId: key,
        principalId: name.map((session) => `AROAEXAMPLE:${session}`),
      },
      { requiredKeys: ["type"] },
    ),
    requestParameters: fc.oneof(fc.record({ roleArn: name, other: deep }, { requiredKeys: [] }), fc.constant(null)),
    responseElements: fc.oneof(fc.record({ credentials: fc.record({ accessKeyId: key }) }), fc.constant(null)),
    resources: fc.array(fc.record({ ARN: name }), { maxLength: 2 }),
    additionalEventData: deep,
  },
  { requiredKeys: ["eventVersion"] },
);
const records = fc
  .array(someRecord, { maxLength: 8 })
  .map((some) => some.map((one, index) => ({ ...one, eventID: `id-${index}` })));

type Write = (one: unknown) => string;
const FORMS: Readonly<Record<string, (all: readonly unknown[], write: Write, plain: Write) => string>> = {
  trail: (all, write) => `{ "Records": ${write(all)} }`,
  "AWS's own": (all) => JSON.stringify({ Records: all }),
  list: (all, write) => write(all),
  lines: (all, _, plain) => all.map(plain).join("\n"),
  "one after another": (all, write) => all.map(write).join(""),
  "trails after another": (all, write) => all.map((one) => write({ Records: [one] })).join("\n"),
  LookupEvents: (all, write, plain) =>
    write({ NextToken: "Events", Events: all.map((one) => ({ EventId: "1", CloudTrailEvent: plain(one) })) }),
  "a subscription of CloudWatch Logs": (all, write, plain) =>
    write({ messageType: "DATA_MESSAGE", logEvents: all.map((one) => ({ id: "1", message: plain(one) })) }),
  FilterLogEvents: (all, write, plain) => write({ events: all.map((one) => ({ message: plain(one), eventId: "1" })) }),
  "a query of CloudWatch Logs": (all, write, plain) =>
    write({
      results: all.map((one) => [
        { field: "@timestamp", value: "2026-03-01 09:00:00.000" },
        { field: "@message", value: plain(one) },
      ]),
    }),
  "that query's results out of the console": (all, write) => write(all.map((one) => ({ "@message": one }))),
  "a query of CloudTrail Lake": (all, write, plain) =>
    write({ QueryResultRows: all.map((one) => [{ eventJson: plain(one) }]) }),
  deliveries: (all, _, plain) => all.map((detail) => plain({ version: "0", detail })).join("\n"),
};

function read(text: string, wishes: readonly Wish[], cuts: readonly number[] = []): LogFinding {
  const reading = readLog({ wishes, accounts: [] });
  const bytes = Buffer.from(text);
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1))])].sort((one, other) => one - other);
  for (const [index, from] of places.entries()) {
    reading.read(bytes.subarray(from, places[index + 1]), index === places.length - 1);
  }
  return reading.finding();
}

function idsOf({ matches }: LogFinding, wish: number): readonly string[] {
  return matches.flatMap(({ wishes, json }) => (wishes.includes(wish) ? String(JSON.parse(json).eventID) : []));
}

describe("a log file is searched as if each of its records had been read", () => {
  test.each(Object.keys(FORMS))("%s: however it is written, and wherever its pieces end", (form) => {
    const some = fc.uniqueArray(fc.constantFrom(...WISHES), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        records,
        some,
        styles,
        rolls,
        fc.array(fc.nat(), { maxLength: 4 }),
        (all, wishes, style, roll, cuts) => {
          const finding = read(textOf(form, all, style, roll), wishes, cuts);
          for (const [index, { attribute, value }] of wishes.entries()) {
            const expected = all.filter((record) => isFoundBy(record, attribute, value)).map(({ eventID }) => eventID);
            expect(idsOf(finding, index)).toEqual(expected);
          }
          if (all.length > 0) expect(finding.troubles).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([", {", '{"EventId": "2'])(
    "a list whose second line is a whole object where a piece ends at %j is no file of lines",
    (cut) => {
      const event = JSON.stringify(JSON.stringify({ eventID: "id-0", userIdentity: { userName: "worker" } }));
      const text = `{ "Events": [\n{ "EventId": "1" }${cut === ", {" ? "" : "\n"}, {"EventId": "2", "CloudTrailEvent": ${event} } ] }`;
      const finding = read(text, [{ attribute: "Username", value: "worker" }], [text.indexOf(cut)]);
      expect(idsOf(finding, 0)).toEqual(["id-0"]);
    },
  );

  test("in one piece, and asked for one name: what is written in escapes is found", () => {
    fc.assert(
      fc.property(records, fc.constantFrom(...WISHES), rolls, (all, wish, roll) => {
        const finding = read(textOf("trail", all, { spaces: false, escapes: true }, roll), [wish]);
        const expected = all.filter((record) => isFoundBy(record, wish.attribute, wish.value));
        expect(idsOf(finding, 0)).toEqual(expected.map(({ eventID }) => eventID));
      }),
      { numRuns: 200 },
    );
  });

  test("a file of which it is known what keys it holds holds no other", () => {
    fc.assert(
      fc.property(records, styles, rolls, fc.constantFrom("trail", "AWS's own"), (all, style, roll, form) => {
        const { keys } = read(textOf(form, all, style, roll), []);
        const used = all.flatMap(({ userIdentity }) => userIdentity?.accessKeyId ?? []);
        if (form === "AWS's own" && !JSON.stringify(all).includes("\\")) expect(keys).toBeDefined();
        if (keys) expect(used.filter((one) => !keys.includes(hashOf(one)))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

function textOf(form: string, all: readonly unknown[], style: Style, roll: Roll): string {
  const plain = (one: unknown) => written(one, roll, { ...style, spaces: false });
  return FORMS[form]?.(all, (one) => written(one, roll, style), plain) ?? "";
}

test("columns of CloudTrail Lake are no records, which is told", () => {
  const row = [{ eventID: "1" }, { eventName: "CreateUser" }, { userIdentity: `{accessKeyId=${KEYS[0]}}` }];
  const { matches, troubles } = read(JSON.stringify({ QueryResultRows: [row] }), [WISHES[0] as Wish]);
  expect(matches).toEqual([]);
  expect(troubles).toEqual(["has 1 entries that are no records of calls"]);
});

test("a small packed file of very long records holds no more memory than a file may, and says what it has let go of", async () => {
  const userIdentity = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  const end = `","requestParameters":"${"A".repeat(3_900_000)}"}`;
  const long = (eventID: string) => JSON.stringify({ userIdentity, eventName: "x", eventID }).replace(/"}$/, end);
  const bytes = gzipSync(Array.from({ length: 40 }, (_, index) => long(`${index}`)).join("\n"), { level: 1 });
  const wishes = [{ attribute: "AccessKeyId", value: userIdentity.accessKeyId } as const];
  const { matches, troubles } = await readLogFile({ bytes }, { wishes, accounts: [] });
  expect(bytes.length).toBeLessThan(1_000_000);
  expect(matches.reduce((sum, { json }) => sum + json.length, 0)).toBeLessThan(130_000_000);
  expect(matches.at(-1)?.json).toContain('"eventID":"39"');
  expect(troubles).toEqual([expect.stringMatching(/^has \d+ more records of what is asked for: only its last ones/)]);
});
