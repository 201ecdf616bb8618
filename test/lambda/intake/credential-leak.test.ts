import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import {
  type CredentialLeak,
  credentialLeakSchema,
  credentialLeakType,
  leakAlert,
} from "../../../lambda/intake/credential-leak.ts";
import { readAlerts } from "../../../lambda/intake/index.ts";

const SCHEMA = new URL("../../../docs/schemas/credential-leak.v1.json", import.meta.url);
const GIVEN = { source: "request", id: "r-1", account: "111122223333", at: "2026-03-01T09:00:00.000Z" } as const;
const WHY = { reason: "Found in a build log", reporter: "ci" };

test("the schema that is checked in is what the type says (npx node bin/schemas.ts writes it)", async () => {
  expect(JSON.parse(await readFile(SCHEMA, "utf8"))).toEqual(JSON.parse(JSON.stringify(credentialLeakSchema())));
});

test("what the interface promises is in the schema, and nothing else passes", () => {
  expect(Object.keys(credentialLeakType().shape).sort()).toEqual([
    "accessKeyId",
    "account",
    "dryRun",
    "observedAt",
    "principal",
    "reason",
    "reporter",
    "scope",
  ]);
  expect(credentialLeakSchema()).toMatchObject({
    additionalProperties: false,
    required: ["reason", "reporter"],
    anyOf: [{ required: ["accessKeyId"] }, { required: ["principal"] }, { required: ["drill"] }],
  });
});

test("a drill is no alert, whatever else it says; what is nearly one is unreadable", () => {
  const event = (detail: object) => ({ source: "credential-leak", "detail-type": "Credential Leak", detail });
  const named = { ...WHY, accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  expect(() => readAlerts(event({ ...named, drill: true }))).toThrow(/nothing to contain/);
  for (const drill of ["true", 1, false, null]) {
    expect(() => readAlerts(event({ ...named, drill }))).toThrow(BadInputError);
  }
});

test.each<[string, Partial<CredentialLeak>, object]>([
  ["a role by name", { principal: { type: "role", name: "app" } }, { kind: "role", name: "app" }],
  [
    "a role by ARN with its path",
    { principal: { type: "role", name: "arn:aws:iam::111122223333:role/apps/app", session: "s1" } },
    { kind: "role", name: "app", session: "s1" },
  ],
  ["a user", { principal: { type: "user", name: "alice" } }, { kind: "user", name: "alice" }],
  [
    "a federated user",
    { principal: { type: "federated-user", name: "bob", issuer: "alice" } },
    { kind: "federated-user", name: "bob", issuer: "alice" },
  ],
  ["an instance profile", { principal: { type: "instance-profile", name: "web" } }, { kind: "instance-profile" }],
  ["root", { principal: { type: "root" } }, { kind: "root" }],
])("a request may name %s, of the account that it comes to unless it says another", (_what, named, principal) => {
  const leak = credentialLeakType().parse({ ...WHY, ...named });
  expect(leakAlert(leak, GIVEN)).toMatchObject({ source: "request", principal, account: "111122223333" });
});

test.each([
  [{ type: "role", name: "app" }],
  [{ type: "federated-user", name: "bob" }],
  [{ type: "instance", name: "i-0123456789abcdef0" }],
  [{ type: "instance-profile", name: "web" }],
] as const)("a long-term key of %j contradicts itself: whom it means nobody knows", (principal) => {
  const leak = credentialLeakType().parse({ ...WHY, accessKeyId: "AKIAIOSFODNN7EXAMPLE", principal });
  expect(() => leakAlert(leak, GIVEN)).toThrow(/long-term key.*Name the key alone/);
  expect(leakAlert({ ...leak, accessKeyId: "ASIAIOSFODNN7EXAMPLE" }, GIVEN)).toMatchObject({ account: "111122223333" });
});

test.each([
  [{ accessKeyId: "akiaiosfodnn7example" }, /AKIA… or ASIA… in capitals/],
  [{ accessKeyId: "AKIAIOSFODNN7EXAMPLE", account: "1111-2222-3333" }, /12 digits, without hyphens/],
  [{ principal: { type: "role", name: "apps/app" } }, /without its path/],
  [{ principal: { type: "role", name: "app", session: "a b" } }, /a session's name/],
  [{ principal: { type: "instance", name: "web-1" } }, /i-…/],
])("of %j it says what is wrong, and not by which pattern", (named, words) => {
  const { error } = credentialLeakType().safeParse({ ...WHY, ...named });
  expect(error?.message).toMatch(words);
  expect(error?.message).not.toContain("must match pattern");
});

test("a bare key is of no account that is known", () => {
  const leak = credentialLeakType().parse({ ...WHY, accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
  expect(leakAlert(leak, GIVEN)).not.toHaveProperty("account");
});

test("who wishes it is whom the caller of this has seen, never whom the leak names", () => {
  const leak = credentialLeakType().parse({ ...WHY, reporter: "the CISO", accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
  expect(leakAlert(leak, GIVEN)).not.toHaveProperty("wishedBy");
  expect(leakAlert(leak, { ...GIVEN, wishedBy: "arn:aws:iam::111122223333:user/alice" })).toMatchObject({
    wishedBy: "arn:aws:iam::111122223333:user/alice",
    title: "Found in a build log (reported by the CISO)",
  });
});

test.each<[string, unknown, RegExp]>([
  ["nobody", WHY, /give accessKeyId or principal/],
  [
    "a role's ARN of another account than it says",
    { ...WHY, account: "444455556666", principal: { type: "role", name: "arn:aws:iam::111122223333:role/app" } },
    /give the ARN of the role/,
  ],
])("what names %s is refused", (_what, leak, words) => {
  expect(() => leakAlert(credentialLeakType().parse(leak), GIVEN)).toThrow(BadInputError);
  expect(() => leakAlert(credentialLeakType().parse(leak), GIVEN)).toThrow(words);
});

test.each<[string, object]>([
  ["a name that IAM does not allow", { principal: { type: "role", name: "app/../admin" } }],
  ["a kind that there is not", { principal: { type: "group", name: "admins" } }],
  ["a key id that is none", { accessKeyId: "AKIA" }],
  ["an account that is none", { account: "1", accessKeyId: "AKIAIOSFODNN7EXAMPLE" }],
  ["a time that is none", { observedAt: "yesterday", accessKeyId: "AKIAIOSFODNN7EXAMPLE" }],
  ["a dry run that is none", { dryRun: false, accessKeyId: "AKIAIOSFODNN7EXAMPLE" }],
  ["a member that is not known", { principle: {}, accessKeyId: "AKIAIOSFODNN7EXAMPLE" }],
])("%s does not pass", (_what, leak) => {
  expect(credentialLeakType().safeParse({ ...WHY, ...leak }).success).toBe(false);
});

test("without a time of its own a leak was seen when it was reported; without either it is refused", () => {
  const leak = credentialLeakType().parse({ ...WHY, accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
  expect(leakAlert(leak, GIVEN).lastSeen).toBe(GIVEN.at);
  expect(() => leakAlert(leak, { source: "request", id: "r-1" })).toThrow(/when it was last seen/);
});
