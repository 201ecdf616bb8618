// A role may trust an identity provider: SAML or web identity. Whom it vouches for needs no key of AWS to assume the role.
import { describe, expect, test } from "vitest";
import type { TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, TRUSTS_ACCOUNT, trust } from "../iam/cast.ts";
import { type Employees, PROVIDER as SAML } from "../sts/federation/employees.ts";
import { signIns } from "../sts/federation/sign-ins.ts";
import { SUBJECT, type Workflows } from "../sts/federation/workflows.ts";
import { DENIED, MAY_WORK, WHO, WORK } from "./scene.ts";

let aws: TestAws;
let workflows: Workflows;
let staff: Employees;
signIns((cast) => {
  ({ aws, workflows, staff } = cast);
});

const federated = (provider: string, Action: string, Condition: object) =>
  policy(trust({ Federated: provider }, { Action, Condition }));

describe("a SAML provider", () => {
  const SIGN_IN = "https://signin.aws.amazon.com/saml";
  const trusting = (subject: string) =>
    federated(SAML, "sts:AssumeRoleWithSAML", { StringEquals: { "SAML:aud": SIGN_IN, "saml:sub": subject } });

  test("vouches for an employee, who gets a session with the role's permissions", async () => {
    await createRole(aws, "staff", { trusts: trusting("alice"), may: [MAY_WORK] });
    const { Credentials } = await staff.signIn(staff.respond());
    const alice = aws.as(keysOf(Credentials));
    expect((await alice.sts.send(WHO)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/staff/alice@example.com`);
    await alice.ec2.send(WORK);
  });

  test("vouches for nobody whom the trust policy does not mean", async () => {
    await createRole(aws, "staff", { trusts: trusting("bob") });
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(DENIED);
  });

  test("opens no role that trusts only the account, and its role opens to no user by AssumeRole", async () => {
    await createRole(aws, "staff", { trusts: TRUSTS_ACCOUNT });
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(DENIED);
    await createRole(aws, "federated", { trusts: trusting("alice") });
    await expect(assume(aws.admin, "federated")).rejects.toMatchObject(DENIED);
  });

  test("opens no role with an assertion that it did not sign", async () => {
    await createRole(aws, "staff", { trusts: trusting("alice") });
    const forged = staff.respond().replace("alice", "mallory");
    await expect(staff.signIn(forged)).rejects.toMatchObject({ name: "InvalidIdentityTokenException" });
  });
});

describe("a provider of web identities", () => {
  test("vouches for a workflow, which gets a session with the role's permissions", async () => {
    await workflows.deployRole(undefined, [MAY_WORK]);
    const { Credentials, SubjectFromWebIdentityToken } = await workflows.signIn(workflows.token());
    expect(SubjectFromWebIdentityToken).toBe(SUBJECT);
    const workflow = aws.as(keysOf(Credentials));
    expect((await workflow.sts.send(WHO)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-7`);
    await workflow.ec2.send(WORK);
  });

  test("vouches for no other repository than the trust policy means", async () => {
    await workflows.deployRole();
    const other = workflows.token({ sub: "repo:octo-org/other:ref:refs/heads/main" });
    await expect(workflows.signIn(other)).rejects.toMatchObject(DENIED);
  });

  test("opens no role that trusts only the account, and its role opens to no user by AssumeRole", async () => {
    await workflows.deployRole();
    const admin = await createUser(aws, "ann", allow("*"));
    await expect(assume(admin, "deploy")).rejects.toMatchObject(DENIED);
    await createRole(aws, "app", { trusts: TRUSTS_ACCOUNT });
    const RoleArn = `arn:aws:iam::${ACCOUNT}:role/app`;
    await expect(workflows.signIn(workflows.token(), { RoleArn })).rejects.toMatchObject(DENIED);
  });

  test("opens no role with a token that has expired", async () => {
    await workflows.deployRole();
    const token = await workflows.token();
    await aws.advance(3600);
    await expect(workflows.signIn(token)).rejects.toMatchObject({ name: "ExpiredTokenException" });
  });
});
