// What holds whatever the intruder calls and however it names things: nothing throws, nothing is dropped, no word of the
// intruder's becomes a command.
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RULES } from "../../../lambda/residual/index.ts";
import { readCall, type TracedCall } from "../../../lambda/residual/read-call.ts";
import { type Residual, residualOf } from "../../../lambda/residual/residual-of.ts";
import { call, START } from "./calls.ts";

const NOW = START + 3_600_000;
const known = [...RULES.keys()];

/** The names of members that the rules of a call read. */
function membersOf(name: string): readonly string[] {
  const texts = (RULES.get(name) ?? []).flatMap(({ rule }) => [
    ...[rule.leaves, rule.ends, rule.of, rule.account].map((text) => text ?? ""),
    ...(rule.commands ?? []),
  ]);
  const places = texts.flatMap((text) =>
    [...text.matchAll(/\{([^{}]+)\}/g)].flatMap(([, inner]) => inner?.split("|") ?? []),
  );
  return [...new Set(places.map((place) => place.replace(/^>|:.*$/g, "")))].filter((path) => /^\w/.test(path));
}

/** `a.b.c` as nested members. */
function nested(path: string, value: unknown): object {
  const [first = "", ...rest] = path.split(".");
  return { [first]: rest.length > 0 ? nested(rest.join("."), value) : value };
}

function request(name: string, values: readonly unknown[]): object {
  const members = membersOf(name).map((path, index) => nested(path, values[index % values.length]));
  const items = [...(RULES.get(name) ?? [])].flatMap(({ rule }) =>
    rule.each === undefined ? [] : [rule.each.replace(/^>/, "")],
  );
  const lists = items.map((path) => nested(path, [values[0], { instanceId: values[0], userId: values[1] }]));
  return Object.assign({ withDecryption: true, attribute: "userData" }, ...members, ...lists);
}

const hostile = fc.oneof(
  fc.constantFrom(
    "$(touch x)",
    "`touch x`",
    "'; touch x; '",
    '"; touch x #',
    "a\ntouch x",
    "-rf",
    "--endpoint-url=http://x",
  ),
  fc.constantFrom(
    "file:///etc/passwd",
    "fileb://x",
    "https://example.com",
    '{"a":1}',
    "[1]",
    "$HOME",
    "x y",
    "é\u202e\u0000☃",
    "*",
  ),
  fc.string({ unit: fc.constantFrom(..."ab '\"$`\\;&|<>(){}[]*?~#!\n=-,:/"), maxLength: 12 }),
  fc.constantFrom("arn:aws:iam::111122223333:role/a/b", "constructor", "__proto__", "x".repeat(2000)),
);

/** Calls that make, change and end the same things, and such as nobody has described. */
const MEETING = [
  ...["iam:CreateUser", "iam:DeleteUser", "iam:AttachUserPolicy", "iam:DetachUserPolicy", "iam:UpdateAssumeRolePolicy"],
  ...["ec2:RunInstances", "ec2:StartInstances", "ec2:StopInstances", "ec2:TerminateInstances", "lambda:DeleteFunction"],
  ...[
    "lambda:AddPermission",
    "ssm:StartSession",
    "ssm:TerminateSession",
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
  ],
  ...["quantum:Twist", "quantum:Turn", "logs:StartQuery", "iam:GetUser"],
];

/** Few names and few seconds, so that calls meet on one thing. */
const arbitraryCall: fc.Arbitrary<TracedCall> = fc
  .record({
    name: fc.oneof(fc.constantFrom(...known), fc.constantFrom(...MEETING)),
    values: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom("a", "b") }, { weight: 1, arbitrary: hostile }), {
      minLength: 1,
      maxLength: 3,
    }),
    at: fc.nat({ max: 5 }),
    id: fc.uuid(),
    readOnly: fc.constantFrom(true, false, undefined),
    errorCode: fc.constantFrom(undefined, undefined, undefined, "AccessDenied"),
    byOther: fc.constantFrom(false, false, false, true),
  })
  .map(({ name, values, byOther, ...rest }) => {
    const asked = request(name, values);
    return call(name, { ...rest, asked, answered: asked, ...(byOther ? { byOther } : {}) });
  });

const calls = fc.array(arbitraryCall, { maxLength: 40, size: "large" });

function places(residual: Residual) {
  const things = [...residual.access, ...residual.leftBehind, ...residual.exposed];
  const undone = residual.undone.flatMap(({ events, endedBy, by }) => [
    ...events,
    ...(endedBy && by === "intruder" ? [endedBy] : []),
  ]);
  return {
    things: new Set([...things.flatMap(({ events }) => events), ...undone]),
    unknown: new Set(residual.unknown.flatMap(({ events }) => events)),
    counted: [...residual.refused, ...residual.harmless].reduce((sum, { count }) => sum + count, 0),
  };
}

test("anything at all may stand in a record", () => {
  const record = fc.dictionary(
    fc.constantFrom(
      "eventID",
      "eventTime",
      "eventSource",
      "eventName",
      "requestParameters",
      "responseElements",
      "userIdentity",
      "readOnly",
      "errorCode",
      "awsRegion",
    ),
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("iam.amazonaws.com", "CreateUser", "sts.amazonaws.com", "AssumeRole", "__proto__"),
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), record, fc.json())), fc.jsonValue(), (events, asked) => {
      const { unreadable } = residualOf(
        events.map((event) => ({ event })),
        NOW,
      );
      expect(unreadable).toBeLessThanOrEqual(events.length);
      for (const name of known.slice(0, 30)) residualOf([call(name, { asked, answered: asked })], NOW);
    }),
  );
});

test("every write of the intruder is a thing that is left or undone, or unknown, refused or harmless: one of them", () => {
  fc.assert(
    fc.property(calls, (traced) => {
      const own = traced.map(readCall).filter((each) => each !== undefined && !each.byOther);
      const writes = own.filter(
        (each) => each !== undefined && (!each.readOnly || RULES.has(each.name) || each.refused),
      );
      const { things, unknown, counted } = places(residualOf(traced, NOW));
      expect([...unknown].filter((id) => things.has(id))).toEqual([]);
      const reading = writes.filter((each) => each?.readOnly && !each.refused && !things.has(each.id)).length;
      expect(things.size + unknown.size + counted).toBe(new Set(writes.map((each) => each?.id)).size - reading);
    }),
  );
});

test("the order in which the trail was read does not matter", () => {
  const shuffled = calls.chain((traced) =>
    fc.tuple(fc.constant(traced), fc.shuffledSubarray(traced, { minLength: traced.length })),
  );
  fc.assert(
    fc.property(shuffled, ([traced, other]) => {
      expect(residualOf(other, NOW)).toEqual(residualOf(traced, NOW));
    }),
  );
});

test("every item says why it lives on and how to end it", () => {
  fc.assert(
    fc.property(calls, (traced) => {
      const { access, leftBehind, exposed } = residualOf(traced, NOW);
      for (const { why, commands, byHand, what } of [...access, ...leftBehind, ...exposed]) {
        expect(why).toMatch(/\.|https:/);
        expect(commands.length + (byHand?.length ?? 0)).toBeGreaterThan(0);
        expect(what).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(what.length).toBeLessThan(1300);
      }
    }),
  );
});

test("a shell runs the command as it was meant, and nothing of what the intruder wrote", () => {
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.array(hostile, { minLength: 1, maxLength: 3 }), (name, values) => {
      const asked = request(name, values);
      const residual = residualOf([call(name, { asked, answered: asked })], NOW);
      const commands = [...residual.access, ...residual.leftBehind, ...residual.exposed].flatMap(
        (item) => item.commands,
      );
      // Only `aws` is there to be run, and tells each word that it was given.
      const script = `PATH=; aws() { printf '%s\\0' "$@"; printf '\\0'; }\n${commands.join("\n")}`;
      const told = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
      const heard = told
        .split("\0\0")
        .slice(0, -1)
        .map((line) => line.split("\0"));
      expect(heard).toHaveLength(commands.length);
      const options = new Set(
        (RULES.get(name) ?? []).flatMap(({ rule }) => (rule.commands ?? []).flatMap((line) => line.split(" "))),
      );
      for (const words of heard) {
        for (const option of words.filter((word) => word.startsWith("-"))) {
          expect(option === "--region" || options.has(option) || options.has(option.split("=")[0] ?? "")).toBe(true);
        }
        expect(words.some((word) => /^(fileb|https?):|^file:(?!\/\/[\w-]+\.\w+$)/.test(word))).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});
