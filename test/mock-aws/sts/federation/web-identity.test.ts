import { UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import type { TestAws } from "../../../support/local-aws.ts";
import { keysOf, policy } from "../../../support/session.ts";
import { ACCOUNT, createRole, trust } from "../../iam/cast.ts";
import { trustsFederated } from "./cast.ts";
import { signIns } from "./sign-ins.ts";
import { ACTION, SUBJECT, type Workflows } from "./workflows.ts";

let aws: TestAws;
let workflows: Workflows;
signIns((cast) => {
  ({ aws, workflows } = cast);
});

const REFUSED = { name: "AccessDenied", message: `Not authorized to perform ${ACTION}` };

describe("who may open a session with a web identity", () => {
  test("whom the trust policy means, without any key of AWS", async () => {
    await workflows.deployRole();
    const answer = await workflows.signIn(workflows.token());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: SUBJECT,
      Audience: "sts.amazonaws.com",
      Provider: workflows.provider,
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-7` },
    });
    const who = await aws.as(keysOf(answer.Credentials)).sts.send(new GetCallerIdentityCommand({}));
    expect(who).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-7` });
  });

  test("not another subject of the same issuer", async () => {
    await workflows.deployRole();
    await expect(
      workflows.signIn(workflows.token({ sub: "repo:intruder/fork:ref:refs/heads/main" })),
    ).rejects.toMatchObject({
      ...REFUSED,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("everyone of the issuer, where the trust policy asks for nothing else: the mistake of many", async () => {
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION]) });
    await workflows.signIn(workflows.token({ sub: "repo:intruder/fork:ref:refs/heads/main" }));
  });

  test("subjects by pattern", async () => {
    const Condition = { StringLike: { [`${workflows.key}:sub`]: "repo:octo-org/*" } };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION], { Condition }) });
    await workflows.signIn(workflows.token());
    await expect(workflows.signIn(workflows.token({ sub: "repo:octo-org-fork/octo-repo" }))).rejects.toMatchObject(
      REFUSED,
    );
  });

  test("by how they signed in (amr)", async () => {
    const Condition = { "ForAnyValue:StringEquals": { [`${workflows.key}:amr`]: "authenticated" } };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION], { Condition }) });
    await workflows.signIn(workflows.token({ amr: ["authenticated", "mfa"] }));
    await expect(workflows.signIn(workflows.token({ amr: ["unauthenticated"] }))).rejects.toMatchObject(REFUSED);
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
  });

  test("by the name of their session", async () => {
    const Condition = { StringLike: { "sts:RoleSessionName": "run-*" } };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION], { Condition }) });
    await workflows.signIn(workflows.token());
    await expect(workflows.signIn(workflows.token(), { RoleSessionName: "laptop" })).rejects.toMatchObject(REFUSED);
  });

  test("nobody of a role that trusts the account, or another provider, or only for AssumeRole", async () => {
    await createRole(aws, "deploy");
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
    const other = `arn:aws:iam::${ACCOUNT}:oidc-provider/other.example.com`;
    for (const PolicyDocument of [
      trustsFederated(other, [ACTION]),
      trustsFederated(workflows.provider, ["sts:AssumeRole"]),
    ]) {
      await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
      await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
    }
  });

  test("not whom an explicit deny names", async () => {
    const all = { Effect: "Allow", Principal: { Federated: workflows.provider }, Action: ACTION };
    const Condition = { StringEquals: { [`${workflows.key}:sub`]: SUBJECT } };
    await createRole(aws, "deploy", { trusts: policy(all, { ...all, Effect: "Deny", Condition }) });
    await workflows.signIn(workflows.token({ sub: "repo:octo-org/another" }));
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
  });

  test("a role that does not exist is refused like one that trusts nobody", async () => {
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
  });

  test("emptying the trust policy stops new sessions, not those there are", async () => {
    await workflows.deployRole();
    const session = aws.as(keysOf((await workflows.signIn(workflows.token())).Credentials));
    const PolicyDocument = policy(trust({ Service: "ec2.amazonaws.com" }));
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
    await session.sts.send(new GetCallerIdentityCommand({}));
  });
});
