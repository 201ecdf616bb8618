import { expect, test } from "vitest";
import { accessKeyIdsIn } from "../../../lambda/intake/fields/names.ts";
import { suspectOfArn } from "../../../lambda/intake/fields/suspect-of-arn.ts";
import { short, withoutSecrets } from "../../../lambda/intake/fields/text.ts";
import { timeOf } from "../../../lambda/intake/fields/time.ts";

test.each([
  ["2026-03-01T08:58:00.000Z", "2026-03-01T08:58:00.000Z"],
  ["2026-03-01T09:58:00+01:00", "2026-03-01T08:58:00.000Z"],
  ["2023-12-29T17:38:06.788914", "2023-12-29T17:38:06.788Z"],
  ["2020-01-15T15:55:49.624441+00:00", "2020-01-15T15:55:49.624Z"],
  ["Sat, 05 Jun 2016 15:10:09 GMT", "2016-06-05T15:10:09.000Z"],
  ["Thu, 1 Nov 2018 22:00:00 GMT", "2018-11-01T22:00:00.000Z"],
  ["20131102T010628Z", "2013-11-02T01:06:28.000Z"],
  [1772355600, "2026-03-01T09:00:00.000Z"],
  [1772355600.5, "2026-03-01T09:00:00.500Z"],
  [1772355600000, "2026-03-01T09:00:00.000Z"],
  ["1772355600", "2026-03-01T09:00:00.000Z"],
])("the time %j is %s", (written, expected) => {
  expect(timeOf(written)).toBe(expected);
});

test.each(["app 5", "", "null", "2026", "yesterday", Number.NaN, 1e300, -1e300, null, {}, "9".repeat(300)])(
  "%j is no time",
  (written) => {
    expect(timeOf(written)).toBeUndefined();
  },
);

test.each([
  ["arn:aws:iam::111122223333:role/a/b/app", { kind: "role", name: "app" }],
  ["arn:aws-us-gov:iam::111122223333:user/alice", { kind: "user", name: "alice" }],
  ["arn:aws:sts::111122223333:assumed-role/app/s", { kind: "role", name: "app", session: "s" }],
  ["arn:aws:sts::111122223333:federated-user/bob", { kind: "federated-user", name: "bob" }],
  ["arn:aws:iam::111122223333:root", { kind: "root" }],
  ["arn:aws:iam::111122223333:instance-profile/web/p", { kind: "instance-profile", name: "p" }],
])("%s is %o", (arn, principal) => {
  expect(suspectOfArn(arn)).toEqual({ account: "111122223333", principal });
});

test.each([
  "app",
  "arn:aws:iam::aws:policy/ReadOnlyAccess",
  "arn:aws:iam::1234:role/app",
  "arn:aws:iam::111122223333:role/",
  "arn:aws:iam::111122223333:group/admins",
  "arn:evil:iam::111122223333:role/app",
  "arn:aws:iam::755484374681:example/instance/profile",
  "arn:aws:iam::111122223333:constructor/x",
])("%s names no principal", (arn) => {
  expect(suspectOfArn(arn)).toBeUndefined();
});

test("secrets are taken out of a text, and ARNs, ids and names are not", () => {
  const arn =
    "arn:aws:guardduty:us-east-1:111122223333:detector/5ab04b1110c865eecf516eee2435ede7/finding/1ab92989eaf0e742df4a014d5171b8e0";
  expect(withoutSecrets(arn)).toBe(arn);
  expect(withoutSecrets("commit da39a3ee5e6b4b0d3255bfef95601890afd80709")).toContain("da39a3ee");
  expect(withoutSecrets("key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY.")).toBe("key [removed].");
  expect(short("é".repeat(2_000)).length).toBe(501);
});

test("an access key id is found in any text, but not inside a longer run of characters", () => {
  expect(accessKeyIdsIn("id=AKIAIOSFODNN7EXAMPLE\nASIAIOSFODNN7EXAMPLE;")).toEqual([
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAIOSFODNN7EXAMPLE",
  ]);
  expect(accessKeyIdsIn("xAKIAIOSFODNN7EXAMPLE AKIAIOSFODNN7EXAMPLEx akiaiosfodnn7example")).toEqual([]);
});
