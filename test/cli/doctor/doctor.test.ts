import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../cli/doctor/check.ts";
import type { Means } from "../../../cli/doctor/examined.ts";
import { CHECKS, runChecks } from "../../../cli/doctor/index.ts";
import { deployedResponder, ResponderError } from "../../../client/deployed-responder.ts";
import type { Ask, Inside } from "../../../lambda/answers.ts";
import type { Keys } from "../../support/local-aws.ts";
import { MEMBER } from "../../support/member.ts";
import { ACCOUNT_TRUST, policy } from "../../support/service.ts";
import { FAULTS, SECOND_APPROVER } from "./faults.ts";
import { type Healthy, startHealthy } from "./healthy.ts";

let healthy: Healthy;
let usual: readonly Finding[];
beforeAll(async () => {
  const approvers = ["admin", SECOND_APPROVER].map((name) => `arn:aws:iam::111122223333:user/${name}`);
  healthy = await startHealthy({ approval: { approvers } });
  await healthy.admin.iam.send(new CreateUserCommand({ UserName: SECOND_APPROVER }));
  await healthy.createRole("credential-hoarder", ["s3:GetObject"]);
  usual = await healthy.look();
});
afterAll(() => healthy?.close());

const isSeen = ({ status }: Finding) => status === "ok" || status === "warning";
const texts = (findings: readonly Finding[]) => findings.map(({ status, what }) => `${status}: ${what}`);

test("a healthy installation has no problem, and every check has seen what it looks at", () => {
  expect(usual.filter((finding) => !isSeen(finding))).toEqual([]);
  expect([...new Set(usual.map(({ check }) => check))]).toEqual(CHECKS.map(({ name }) => name));
});

test("what there is to do is said of everything that is not well", () => {
  for (const { status, fix } of usual) if (status !== "ok") expect(fix).toMatch(/./);
});

/** One fault of each check at a time: each round is one look. */
const ROUNDS = [0, 1, 2, 3].map((round) => {
  const faults = CHECKS.flatMap(({ name }) => FAULTS.filter(({ check }) => check === name)[round] ?? []);
  return { faults, names: faults.map(({ what }) => what).join("; ") };
});

test("no fault is left out", () => {
  expect(ROUNDS.flatMap(({ faults }) => faults)).toHaveLength(FAULTS.length);
});

test.each(ROUNDS)("each by one check alone, and no more once it is mended: $names", async ({ faults }) => {
  const mends: (() => Promise<unknown>)[] = [];
  for (const { make } of faults) mends.push(await make(healthy));
  const known = new Set(texts(usual));
  const found = (await healthy.look()).filter(({ status, what }) => !known.has(`${status}: ${what}`));
  const bad = found.filter(({ status }) => status !== "ok");
  expect(new Set(bad.map((one) => one.check))).toEqual(new Set(faults.map(({ check }) => check)));
  for (const { check, status, fix } of faults) {
    expect(bad).toContainEqual(expect.objectContaining({ check, status, fix: expect.stringContaining(fix) }));
  }
  for (const mend of mends) await mend();
  expect(texts(await healthy.look())).toEqual(texts(usual));
});

describe("whether the deny has room", () => {
  /** With inline policies of so many characters, without white space. */
  async function roleOf(name: string, characters: number): Promise<void> {
    const text = (pad: number) => policy({ Effect: "Allow", Action: `s3:${"x".repeat(pad)}`, Resource: "*" });
    await healthy.admin.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: ACCOUNT_TRUST }));
    const PolicyDocument = text(characters - text(0).length);
    await healthy.admin.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "long", PolicyDocument }));
  }

  test.each([
    ["fits", 10_240 - 163, "deny-role-sessions"],
    ["not", 10_240 - 162, "deny-role-sessions-managed"],
  ])("is said as IAM counts: a role in which it just %s", async (word, characters, type) => {
    const name = `credential-hoarder-${word}`;
    await roleOf(name, characters);
    const found = (await healthy.look(["room"])).filter(({ where }) => where?.thing === name);
    const wish = { action: "contain", principal: { type: "role", name }, reason: "to see where it goes" };
    const { incident } = await healthy.invoke(wish);
    const { steps = [] } = (await healthy.deps.ledger.read(String(incident))) ?? {};
    expect(steps.map(({ step }) => step.type)).toEqual([type]);
    expect(found.map(({ what }) => what)).toEqual(
      type === "deny-role-sessions" ? [] : [expect.stringContaining("It would be an attached policy: the 1th of 20")],
    );
  });
});

describe("also found are", () => {
  test("keys that are three months old", async () => {
    const later = { now: () => healthy.now() + 91 * 24 * 3600 * 1000 };
    const [found] = await lookWith(later, "keys");
    expect(found).toMatchObject({
      status: "warning",
      what: expect.stringMatching(/AKIAIOSFODNN7EXAMPLE .* 91 days old/),
    });
  });

  test.each([
    ["six minutes", 6 * 60_000, "problem"],
    ["one minute", -60_000, "warning"],
    ["no time", 0, "ok"],
  ])("a machine's clock that is %s off", async (_, skew, status) => {
    const found = await lookWith({ machineTime: () => Date.now() + skew }, "clock");
    expect(found.find(({ what }) => what.startsWith("This machine's"))?.status).toBe(status);
  });

  test("a function's clock that is a minute behind: a cutoff by it would come too late", async () => {
    const at = new Date(healthy.now() - 60_000).toISOString();
    const found = await lookWith(
      sayingOtherwise(() => ({ at })),
      "clock",
    );
    expect(found[1]).toMatchObject({ status: "problem", what: expect.stringContaining("60 s behind") });
  });

  test("a responder that only looks on", async () => {
    const observe = "observe" as const;
    const defaultMode = { role: observe, user: observe, "identity-center-user": observe, root: observe };
    const found = await lookWith(
      sayingOtherwise(({ settings }) => ({ settings: { ...settings, defaultMode } })),
      "modes",
    );
    expect(found[0]).toMatchObject({ status: "warning", what: expect.stringContaining("nobody is contained") });
  });

  test("nobody who is named to answer", async () => {
    const found = await lookWith(
      sayingOtherwise(({ settings }) => ({ settings: { ...settings, approvers: [] } })),
      "approvers",
    );
    expect(found[0]).toMatchObject({ status: "warning", fix: expect.stringContaining("approval.approvers") });
  });

  test("a Region in which nobody listens", async () => {
    const found = await lookWith(
      sayingOtherwise(() => ({ heard: ["us-east-1"] })),
      "regions",
    );
    expect(found[0]).toMatchObject({ status: "warning", what: "1 enabled Regions are not heard: eu-west-1." });
  });

  test("a role that no room is left on, nor for one attached policy more", async () => {
    const found = await lookWith(
      sayingOtherwise(({ settings }) => ({ settings: { ...settings, fallback: "none" } })),
      "room",
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        status: "problem",
        what: expect.stringContaining("It cannot be contained: fallback is none"),
      }),
    );
  });
});

describe("what cannot be seen is never well", () => {
  test("a responder that is not there: it is said, and what only it can tell is unknown", async () => {
    const { lambda } = healthy.admin;
    const responder = deployedResponder(lambda, healthy.endpoint, "nobody");
    const findings = await lookWith({ functionName: "nobody", responder });
    expect(findings[0]).toMatchObject({
      check: "functions",
      status: "problem",
      fix: expect.stringContaining("cdk deploy"),
    });
    const blind = ["accounts", "modes", "approvers", "regions", "drills"];
    for (const check of blind) {
      expect(findings.filter((one) => one.check === check).map(({ status }) => status)).toContain("unknown");
    }
  });

  test("a function that is older than the doctor", async () => {
    const ask = async () => {
      throw new ResponderError("BadInputError", "The request cannot be read");
    };
    const [found] = await lookWith({ responder: { ask } }, "modes");
    expect(found).toMatchObject({ status: "unknown", fix: expect.stringContaining("older than this program") });
  });

  test("without any permission every check says which one it takes", async () => {
    const nobody = await callerWith([]);
    const findings = await healthy.look(undefined, nobody);
    const blind = findings.filter(({ status }) => status === "unknown");
    expect(new Set(blind.map(({ check }) => check))).toEqual(new Set(CHECKS.map(({ name }) => name)));
    for (const { what } of blind) expect(what).toMatch(/takes the permission [a-z]+:\w+\./);
  });

  test("with the permissions that the checks name, all of it is seen; each one is needed", async () => {
    const all = [...new Set(CHECKS.flatMap(({ permissions }) => permissions))];
    const whole = await healthy.look(undefined, await callerWith(all));
    expect(whole.filter((finding) => !isSeen(finding))).toEqual([]);
    for (const action of all.filter((one) => one !== "sts:GetCallerIdentity")) {
      // That one cannot be taken away.
      const caller = await callerWith(all.filter((one) => one !== action));
      const names = CHECKS.flatMap(({ name, permissions }) => (permissions.includes(action) ? name : []));
      const findings = await healthy.look(names, caller);
      const blind = findings.filter(({ status, what }) => status === "unknown" && what.includes(action));
      expect([action, ...new Set(blind.map(({ check }) => check))]).toEqual([action, ...names]);
    }
  });
});

test("a member account whose role is gone is found at once, though the responder has a session of it", async () => {
  await healthy.invoke({
    action: "plan",
    account: MEMBER,
    principal: { type: "role", name: "app" },
    reason: "a session",
  });
  const { iam } = healthy.member;
  const RoleName = "credential-leak-responder-member";
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  const found = (await healthy.look(["accounts"])).find(({ where }) => where?.account === MEMBER);
  expect(found).toMatchObject({ status: "problem", fix: "npx cdk deploy CredentialLeakMember --profile member" });
});

test("an account that joins the organization is not served, and that is said", async () => {
  const { endpoint, admin } = healthy;
  const organizations = new OrganizationsClient({ endpoint, region: "us-east-1", credentials: admin.keys });
  await organizations.send(new CreateAccountCommand({ AccountName: "newcomer", Email: "newcomer@example.com" }));
  await healthy.advance(60);
  const found = await healthy.look(["organization"]);
  expect(found).toMatchObject([{ status: "warning", fix: expect.stringContaining("Add it to members.accounts") }]);
});

async function lookWith(means: Partial<Means>, ...names: readonly string[]): Promise<readonly Finding[]> {
  const checks = CHECKS.filter(({ name }) => names.length === 0 || names.includes(name));
  const findings: Finding[] = [];
  for await (const finding of runChecks(healthy.examined(means), checks)) findings.push(finding);
  return findings;
}

/** The responder, who says something else of itself. */
function sayingOtherwise(change: (said: Inside) => Partial<Inside>): Pick<Means, "responder"> {
  const { ask } = deployedResponder(healthy.admin.lambda, healthy.endpoint);
  const other = async () => {
    const said = await ask("check", {});
    return { ...said, ...change(said) };
  };
  return { responder: { ask: other as Ask } };
}

async function callerWith(actions: readonly string[]): Promise<Keys> {
  const name = "auditor";
  const { iam } = healthy.admin;
  const isThere = await iam.send(new GetRoleCommand({ RoleName: name })).catch(() => undefined);
  if (!isThere) await healthy.createRole(name, ["s3:GetObject"]);
  const PolicyDocument = policy({ Effect: "Allow", Action: ["s3:GetObject", ...actions], Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "work", PolicyDocument }));
  return (await healthy.assume(name, "look")).keys;
}
