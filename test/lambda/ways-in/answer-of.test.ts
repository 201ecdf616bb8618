// What a trust policy says to one caller: how directly it lets in, what is still open, and what surely refuses.
import { expect, test } from "vitest";
import { answerOf } from "../../../lambda/ways-in/trust/answer-of.ts";
import { readTrust } from "../../../lambda/ways-in/trust/read-trust.ts";
import { variable } from "../../mock-aws/iam/cast.ts";

const HOME = "111122223333";
const ALICE = { account: HOME, arn: `arn:aws:iam::${HOME}:user/alice` };
const APP = { account: HOME, arn: `arn:aws:iam::${HOME}:role/team/app` };
const NIGHT = { ...APP, session: `arn:aws:sts::${HOME}:assumed-role/app/night` };
const STRANGER = { account: "999900001111", arn: "arn:aws:iam::999900001111:user/alice" };

type Statement = Readonly<Record<string, unknown>>;
const lets = (AWS: unknown, Condition?: Statement): Statement => ({
  Effect: "Allow",
  Principal: { AWS },
  Action: "sts:AssumeRole",
  Condition,
});
const refuses = (AWS: unknown, Condition?: Statement): Statement => ({ ...lets(AWS, Condition), Effect: "Deny" });

const isOf = (operator: string, value: unknown) => ({ [operator]: { "AWS:PrincipalARN": value } });
const ROLES = "arn:aws:iam::*:role/*";
const WITH_ID = { StringEquals: { "sts:ExternalId": "Example987" } };
const REFUSED = { denied: "Statement 2 of the trust policy denies it." };

test.each<[string, typeof NIGHT | typeof ALICE, readonly Statement[], object]>([
  ["a user by name", ALICE, [lets(ALICE.arn)], { allowed: [{ grant: "direct", reserves: [] }] }],
  ["a role by name", NIGHT, [lets(APP.arn)], { allowed: [{ grant: "role", reserves: [] }] }],
  ["a session by name", NIGHT, [lets(NIGHT.session)], { allowed: [{ grant: "direct", reserves: [] }] }],
  ["not the role's other sessions", APP, [lets(NIGHT.session)], { allowed: [] }],
  ["the account", APP, [lets(HOME)], { allowed: [{ grant: "account", reserves: [] }] }],
  ["not another account's", STRANGER, [lets(HOME)], { allowed: [] }],
  ["everybody", STRANGER, [lets("*")], { allowed: [{ grant: "direct", reserves: [] }] }],
  ["a condition on who it is, met", APP, [lets("*", isOf("ArnLike", ROLES))], { allowed: [{ reserves: [] }] }],
  ["a condition on who it is, not met", ALICE, [lets("*", isOf("ArnLike", ROLES))], { allowed: [] }],
  [
    "the like with a variable",
    ALICE,
    [lets("*", isOf("StringLike", variable("aws:x")))],
    { allowed: [{ reserves: [expect.any(String)] }] },
  ],
  [
    "a condition on the call",
    ALICE,
    [lets(HOME, WITH_ID)],
    { allowed: [{ reserves: [expect.stringContaining("ExternalId")] }] },
  ],
  ["a deny of the user", ALICE, [lets(HOME), refuses(ALICE.arn)], REFUSED],
  ["a deny of the role, for its session", NIGHT, [lets(NIGHT.session), refuses(APP.arn)], REFUSED],
  ["a deny of all but roles", ALICE, [lets(HOME), refuses("*", isOf("ArnNotLike", [ROLES]))], REFUSED],
  [
    "a deny that spares it",
    APP,
    [lets(HOME), refuses("*", isOf("ArnNotLike", [ROLES]))],
    { allowed: [{ reserves: [] }] },
  ],
  [
    "a deny on the call",
    APP,
    [lets(HOME), refuses("*", WITH_ID)],
    { allowed: [{ reserves: [expect.stringMatching(/^not refused by statement 2: .*ExternalId/)] }] },
  ],
])("%s", (_what, caller, statements, expected) => {
  const answer = answerOf(readTrust(JSON.stringify({ Statement: statements })), caller);
  expect(Object.hasOwn(answer, "denied")).toBe(Object.hasOwn(expected, "denied"));
  expect(answer).toMatchObject(expected);
});
