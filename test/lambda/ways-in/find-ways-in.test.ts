// What bounds the search, and what becomes of it where AWS does not answer.
import { CreateRoleCommand, CreateUserCommand, DeleteRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect } from "../../../lambda/aws.ts";
import { findWaysIn, type Search } from "../../../lambda/ways-in/find-ways-in.ts";
import { lookedAt, readTrustText } from "../../../lambda/ways-in/trust-text.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import {
  allow,
  createRole,
  createUser,
  deny,
  roleArn,
  TRUSTS_ACCOUNT,
  trust,
  userArn,
} from "../../mock-aws/iam/cast.ts";
import { type Keys, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

const HOME = "111122223333";
const APP = roleArn("app");

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const reach = (credentials: Keys) =>
  connect(HOME, { region: "us-east-1", endpoint: aws.endpoint, credentials: async () => credentials });

function look(text: string, more: Partial<Search> = {}) {
  const search: Search = {
    places: { aws: async (account) => (account === HOME ? reach(ADMIN_KEY) : undefined) },
    ofIncident: [],
    at: new Date(aws.now()),
    now: aws.now,
    until: aws.now() + 1,
    ...more,
  };
  return findWaysIn(search, [{ role: APP, text }]);
}

async function makeUsers(count: number) {
  const names = Array.from({ length: count }, (_, n) => `user-${n}`);
  for (const UserName of names) await aws.admin.iam.send(new CreateUserCommand({ UserName }));
}

test("of an account with very many, the first are asked, the incident's own among them, and the rest are counted", async () => {
  await makeUsers(310);
  await createRole(aws, "zoe", { may: [allow("sts:AssumeRole")] });
  const { ways, gaps, hasFailed } = await look(TRUSTS_ACCOUNT, { ofIncident: [roleArn("zoe")] });
  expect(ways).toContainEqual(expect.objectContaining({ who: roleArn("zoe"), open: "yes", ofIncident: true }));
  expect(ways).toContainEqual(expect.objectContaining({ kind: "account", who: HOME, open: "not-visible" }));
  expect(gaps.join(" ")).toMatch(/^\d+ users and roles of 111122223333, beyond the first 300, were not asked/);
  expect(hasFailed).toBe(false);
});

test("whom the trust policy surely does not let in costs no question", async () => {
  await makeUsers(310);
  const Condition = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/user-7*" } };
  const { ways, gaps } = await look(policy(trust({ AWS: HOME }, { Condition })));
  expect(gaps).toEqual([]);
  expect(ways).toMatchObject([{ kind: "account", open: "listed" }]);
});

test("who was not asked in time is a gap, and the named and the incident's own stay on the list", async () => {
  await createUser(aws, "alice");
  await createUser(aws, "bob", allow("*"));
  await createUser(aws, "carol", allow("*"));
  const trusts = policy(trust({ AWS: [userArn("alice"), HOME] }));
  const { ways, gaps, hasFailed } = await look(trusts, { until: aws.now(), ofIncident: [userArn("bob")] });
  expect(hasFailed).toBe(true);
  expect(gaps.join(" ")).toMatch(/time was over.*alice/);
  expect(ways.map(({ who, open, ofIncident }) => [who, open, ofIncident])).toEqual([
    [userArn("bob"), "not-visible", true],
    [userArn("alice"), "not-visible", undefined],
    [HOME, "not-visible", undefined],
  ]);
});

test("one caller about whom the responder may not ask is a gap; the others are told", async () => {
  await createUser(aws, "alice");
  await createUser(aws, "bob");
  const { keys } = await createUser(aws, "asker", allow("*"), deny("iam:SimulatePrincipalPolicy", userArn("alice")));
  const places = { aws: async () => reach(keys) };
  const { ways, gaps, hasFailed } = await look(policy(trust({ AWS: [userArn("alice"), userArn("bob")] })), { places });
  expect(ways.map(({ who, open }) => [who, open])).toEqual([
    [userArn("bob"), "yes"],
    [userArn("alice"), "not-visible"],
  ]);
  expect(gaps.join(" ")).toMatch(/could not be asked: AccessDenied.*user\/alice/);
  expect(hasFailed).toBe(true);
});

test("everybody is told as everybody, and the incident's own by name", async () => {
  await createUser(aws, "alice");
  await createUser(aws, "bob", deny("sts:AssumeRole"));
  const { ways } = await look(policy(trust({ AWS: "*" })), { ofIncident: [userArn("alice"), userArn("bob")] });
  expect(ways.map(({ kind, who, open, ofIncident }) => [kind, who, open, ofIncident])).toEqual([
    ["principal", userArn("alice"), "yes", true],
    ["anybody", "*", "yes", undefined],
  ]);
});

test("a session whose role is of the incident is of the incident, whatever the role's path", async () => {
  await aws.admin.iam.send(
    new CreateRoleCommand({ RoleName: "night", Path: "/shift/", AssumeRolePolicyDocument: TRUSTS_ACCOUNT }),
  );
  const who = `arn:aws:sts::${HOME}:assumed-role/night/owl`;
  const gone = `arn:aws:sts::${HOME}:assumed-role/gone/owl`;
  const { ways } = await look(policy(trust({ AWS: [who, gone] })), { ofIncident: [roleArn("shift/night")] });
  expect(ways).toMatchObject([
    { who, open: "yes", ofIncident: true },
    { who: gone, open: "no", denied: "There is no such role." },
  ]);
});

test("a text that is no policy is said to be none, and never that nobody comes in", async () => {
  const { ways, gaps } = await look("no policy at all");
  expect(ways).toEqual([]);
  expect(gaps.join(" ")).toMatch(/not understood whole.*no policy/);
});

test("a role that is gone, that was made anew or that nobody serves is said to be", async () => {
  const places = { aws: async (account: string) => (account === HOME ? reach(ADMIN_KEY) : undefined) };
  await createRole(aws, "app");
  const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
  const app = { account: HOME, name: "app", arn: APP, id: Role?.RoleId ?? "" };
  const before = await readTrustText(places, app);
  expect(lookedAt(before)).toEqual({ role: APP, trust: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  expect((await readTrustText(places, app)).gap?.what).toMatch(/is gone/);
  await createRole(aws, "app");
  const anew = await readTrustText(places, app);
  expect(anew.gap?.what).toMatch(/was made anew/);
  expect(lookedAt(anew)).toEqual({ role: APP, trust: null });
  expect((await readTrustText(places, { ...app, account: "999900001111" })).gap?.what).toMatch(/not served/);
});
