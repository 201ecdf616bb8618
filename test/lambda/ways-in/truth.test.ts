// The report is true: whoever it says comes in does, over the wire, and whoever it does not name does not.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWaysIn } from "../../../lambda/ways-in/find-ways-in.ts";
import type { WayIn } from "../../../lambda/ways-in/way-in.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT } from "../../support/other-account.ts";
import { policy, type Statement } from "../../support/session.ts";
import { APP, HOME, type SmallAccount, type Somebody, smallAccount } from "./small-account.ts";

let aws: TestAws;
let account: SmallAccount;
beforeAll(async () => {
  aws = await startLocalAws();
  account = await smallAccount(aws);
});
afterAll(() => aws.close());

const user = (name: string, where = HOME) => `arn:aws:iam::${where}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${HOME}:role/${name}`;
const session = (name: string) => `arn:aws:sts::${HOME}:assumed-role/${name}`;

const principal = fc.constantFrom<Statement[string]>(
  { AWS: HOME },
  { AWS: `arn:aws:iam::${HOME}:root` },
  { AWS: OTHER_ACCOUNT },
  { AWS: [HOME, OTHER_ACCOUNT] },
  { AWS: "*" },
  { AWS: [user("nothing"), role("refused"), user("bounded"), role("bounded")] },
  { AWS: [role("nothing"), user("refused"), user("allowed", OTHER_ACCOUNT), user("nothing", OTHER_ACCOUNT)] },
  { AWS: [session("nothing/day"), session("bounded/day"), session("refused/day")] },
  { AWS: [user("with-a-factor"), role("from-the-office")], Service: "ec2.amazonaws.com" },
  { Service: "lambda.amazonaws.com" },
);
const condition = fc.constantFrom<Statement>(
  {},
  {},
  {},
  { Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::*:user/allowed*` } } },
  { Condition: { ArnNotEquals: { "aws:principalarn": [user("allowed"), role("allowed-all")] } } },
  { Condition: { StringNotLike: { "aws:PrincipalArn": [`arn:aws:iam::${HOME}:role/*`, user("allowed")] } } },
  { Condition: { StringEquals: { "aws:PrincipalAccount": OTHER_ACCOUNT } } },
  { Condition: { StringNotEqualsIfExists: { "aws:PrincipalAccount": [OTHER_ACCOUNT] } } },
  { Condition: { StringEquals: { "sts:ExternalId": "Example987" } } },
  { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
);
const actions = fc.constantFrom<Statement>(
  { Action: "sts:AssumeRole" },
  { Action: "sts:AssumeRole" },
  { Action: ["sts:TagSession", "STS:assume*"] },
  { Action: "sts:*" },
  { Action: "sts:AssumeRoleWithSAML" },
);
const statement = fc
  .tuple(fc.constantFrom("Allow", "Allow", "Deny"), principal, condition, actions)
  .map(([Effect, Principal, when, what]): Statement => ({ Effect, Principal, ...when, ...what }));
const trust = fc.array(statement, { minLength: 1, maxLength: 4 });

const isFor = ({ kind, who }: WayIn, { arn, session: own }: Somebody) =>
  kind === "principal" && (who === arn || (own !== undefined && who === own));

/** Everybody is not named one by one; those of other accounts neither where it depends. */
const isMeantBy = (toAll: readonly string[], { arn }: Somebody) =>
  toAll.includes("yes") || (toAll.length > 0 && !arn.includes(HOME));

/** The role comes in, under every name but this one. */
const ONE_NAME_DENIED: Statement[] = [
  {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Condition: { ArnNotEquals: { "aws:principalarn": [user("allowed"), role("allowed-all")] } },
    Action: "sts:AssumeRole",
  },
  { Effect: "Deny", Principal: { AWS: [session("nothing/day")] }, Action: "sts:AssumeRole" },
];

test("for any trust policy and any own policies", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(trust, async (statements) => {
      const text = policy(...statements);
      await account.trust(text);
      const { ways, gaps } = await findWaysIn(
        { places: account.places, ofIncident: [], at: new Date(aws.now()), now: aws.now, until: aws.now() + 1 },
        [{ role: APP, text }],
      );
      expect(gaps).toEqual([]);
      const toAll = ways.flatMap(({ kind, call, open }) =>
        kind === "anybody" && call === "sts:AssumeRole" && open !== "no" ? [open] : [],
      );
      for (const who of account.people) {
        const theirs = ways.filter((way) => isFor(way, who)).map(({ open }) => open);
        const comesIn = await account.comesIn(who);
        seen.add(`${comesIn ? "comes in" : "stays out"}: ${theirs.join(", ") || "not named"}`);
        const name = `${who.session ?? who.arn}: ${theirs.join(", ")}`;
        if (theirs.includes("yes")) expect([name, comesIn]).toEqual([name, true]);
        else if (!theirs.includes("depends") && !isMeantBy(toAll, who)) expect([name, comesIn]).toEqual([name, false]);
      }
    }),
    { numRuns: 40, examples: [[ONE_NAME_DENIED]] },
  );
  expect([...seen]).toEqual(expect.arrayContaining(["comes in: yes", "stays out: not named", "stays out: no"]));
});
