import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arnMatches } from "../../lambda/arn.ts";

const ADMIN = "arn:aws:iam::111122223333:role/admin";

describe("an ARN pattern", () => {
  test.each([
    ADMIN,
    "arn:aws:iam::*:role/admin",
    "arn:*:iam::111122223333:role/a?m*",
    "arn:aws:iam::111122223333:*",
    "arn:aws:iam::*",
    "arn:aws:iam:*",
    "arn:*",
  ])("%s matches", (pattern) => {
    expect(arnMatches(pattern, ADMIN)).toBe(true);
  });

  test.each([
    "arn:aws:iam::111122223333:role/admi",
    "arn:aws:iam::111122223333:role/admin?",
    "arn:aws:iam::*:role/x*",
    "arn:aws:iam::111122223333:role/a.min",
    "",
  ])("%s does not", (pattern) => {
    expect(arnMatches(pattern, ADMIN)).toBe(false);
  });

  test("does not reach across the colons of a path that somebody made up to look like it", () => {
    const forged = "arn:aws:iam::111122223333:user/x:role/admin";
    expect(arnMatches("arn:aws:iam::*:role/admin", forged)).toBe(false);
    expect(arnMatches("arn:aws:iam::111122223333:user/*", forged)).toBe(true);
  });

  test("matches itself, whatever it holds", () => {
    const part = fc.string().map((text) => text.replace(/[:*?]/g, ""));
    fc.assert(
      fc.property(part, part, fc.string(), (region, account, resource) => {
        const arn = `arn:aws:iam:${region}:${account}:${resource.replace(/[*?]/g, "")}`;
        expect(arnMatches(arn, arn)).toBe(true);
        expect(arnMatches(arn, `${arn}x`)).toBe(false);
      }),
    );
  });
});
