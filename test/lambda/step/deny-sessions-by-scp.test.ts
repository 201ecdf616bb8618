import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { MoveAccountCommand } from "@aws-sdk/client-organizations";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { denySessionsByScp } from "../../../lambda/step/deny-sessions-by-scp.ts";
import { inertAfter } from "../../../lambda/step/index.ts";
import type { DenySessionsByScp } from "../../../lambda/steps.ts";
import { keysOf, policy } from "../../support/session.ts";
import { type BackstopCast, REFUSED, RESPONDER, startBackstop, strip, work } from "./backstop-cast.ts";
import { responderWith } from "./step-role.ts";

let cast: BackstopCast;
let responder: Aws;

beforeEach(async () => {
  cast = await startBackstop();
  responder = await responderWith(cast.aws, denySessionsByScp.permissions);
});
afterEach(() => cast.aws.close());

const apply = (step: DenySessionsByScp) => denySessionsByScp.apply(responder, step);
const holds = (step: DenySessionsByScp) => denySessionsByScp.holds(responder, step);

describe("a leaked session of a role that may do all in IAM", () => {
  test("is refused everything, while newer sessions of the role and the other roles work on", async () => {
    const [thief, colleague] = [await cast.session("app"), await cast.session("other")];
    await work(thief);
    const applied = await apply(await cast.step());
    expect(applied).toMatchObject({ before: null, changed: true, requestId: expect.any(String) });
    await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await work(colleague);
    await cast.aws.advance(31);
    await work(await cast.session("app"));
    await expect(work(thief)).rejects.toMatchObject(REFUSED);
    expect(await holds(applied.step)).toEqual({ holds: true });
    expect(await denySessionsByScp.effective(responder, applied.step)).toEqual({ holds: true });
  });

  test("is refused once the organization's change has propagated", async () => {
    const thief = await cast.session("app");
    cast.aws.aws.world().settings.iamPropagation = 4_000;
    await cast.aws.advance(10);
    await apply(await cast.step());
    await work(thief);
    await cast.aws.advance(5);
    await expect(work(thief)).rejects.toMatchObject(REFUSED);
  });

  test("is refused alone: whoever's path means more in a policy than in a name closes no other role", async () => {
    await cast.createRole("star", "/*/");
    await cast.createRole("plain", "/a/");
    const [thief, innocent] = [await cast.session("*/star"), await cast.session("a/plain")];
    const step = await cast.step("star");
    await apply({ ...step, principalArn: step.principalArn.replace(/star$/, "plain") });
    await work(innocent);
    await apply(step);
    await expect(work(thief)).rejects.toMatchObject(REFUSED);
    expect(await holds(step)).toEqual({ holds: true });
  });
});

describe("an intruder in another role of the account, who may do all in IAM,", () => {
  const undoings = (RoleName: string) => ({
    DeleteRolePolicy: new DeleteRolePolicyCommand({ RoleName, PolicyName: "work" }),
    PutRolePolicy: new PutRolePolicyCommand({ RoleName, PolicyName: "AWSRevokeOlderSessions", PolicyDocument: "{}" }),
    AttachRolePolicy: new AttachRolePolicyCommand({ RoleName, PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
    UpdateAssumeRolePolicy: new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: "{}" }),
    PutRolePermissionsBoundary: new PutRolePermissionsBoundaryCommand({
      RoleName,
      PermissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    }),
    DeleteRolePermissionsBoundary: new DeleteRolePermissionsBoundaryCommand({ RoleName }),
    DeleteRole: new DeleteRoleCommand({ RoleName }),
  });

  test("undoes nothing on the contained role, reads it still, and does as before with others", async () => {
    const intruder = await cast.session("other");
    await cast.createRole("third");
    await apply(await cast.step());
    for (const undoing of Object.values(undoings("app"))) {
      // The commands differ in their types only.
      await expect(intruder.iam.send(undoing as DeleteRoleCommand)).rejects.toMatchObject(REFUSED);
    }
    await intruder.iam.send(new GetRoleCommand({ RoleName: "app" }));
    await strip(intruder, "third", "work");
  });

  test("cannot make itself one of the roles that may: not by their trust, and not by their name", async () => {
    const intruder = await cast.session("other");
    await apply(await cast.step());
    const trust = policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" });
    const change = { RoleName: RESPONDER, PolicyDocument: trust };
    await expect(intruder.iam.send(new UpdateAssumeRolePolicyCommand(change))).rejects.toMatchObject(REFUSED);
    const make = { RoleName: "pipeline-x", AssumeRolePolicyDocument: trust };
    await expect(intruder.iam.send(new CreateRoleCommand(make))).rejects.toMatchObject(REFUSED);
  });

  test("keeps neither the responder from its work nor the pipeline that is named", async () => {
    await cast.createRole("pipeline-deploy");
    const [us, pipeline] = [await cast.session(RESPONDER), await cast.session("pipeline-deploy")];
    await apply(await cast.step());
    const PolicyDocument = policy({ Effect: "Deny", Action: "s3:*", Resource: "*" });
    await us.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "x", PolicyDocument }));
    await strip(pipeline, "app", "x");
  });
});

describe("a contained user", () => {
  async function leakUser() {
    const UserName = "ben";
    await cast.admin.iam.send(new CreateUserCommand({ UserName }));
    const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    await cast.admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
    const { AccessKey } = await cast.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    const { User } = await cast.admin.iam.send(new GetUserCommand({ UserName }));
    const step = { ...(await cast.step()), principalArn: User?.Arn ?? "", principalId: User?.UserId ?? "" };
    return { key: cast.aws.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }), AccessKeyId, step };
  }

  test("loses what its key has minted; nobody activates the key or renames it; its owner deletes it and makes another", async () => {
    const { key, AccessKeyId, step } = await leakUser();
    const [minted, intruder] = [await key.sts.send(new GetSessionTokenCommand({})), await cast.session("other")];
    const named = { UserName: "ben" };
    await cast.admin.iam.send(new UpdateAccessKeyCommand({ ...named, AccessKeyId, Status: "Inactive" }));
    await apply(step);
    const session = cast.aws.as(keysOf(minted.Credentials));
    const looking = session.ec2.send(new DescribeRegionsCommand({}));
    await expect(looking).rejects.toThrow(/explicit deny in a service control policy/);
    for (const ask of [
      () => intruder.iam.send(new UpdateAccessKeyCommand({ ...named, AccessKeyId, Status: "Active" })),
      () => intruder.iam.send(new CreateLoginProfileCommand({ ...named, Password: "Xy7!xy7!xy7!" })),
      () => intruder.iam.send(new UpdateUserCommand({ ...named, NewUserName: "bob" })),
    ]) {
      await expect(ask()).rejects.toMatchObject(REFUSED);
    }
    const owner = await cast.session("other");
    await owner.iam.send(new DeleteAccessKeyCommand({ ...named, AccessKeyId }));
    const made = await owner.iam.send(new CreateAccessKeyCommand(named));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = made.AccessKey ?? {};
    await cast.aws.as({ accessKeyId, secretAccessKey }).ec2.send(new DescribeRegionsCommand({}));
  });

  test("stays so for the 36 hours that what a user mints can live, a role for 12", async () => {
    const { step } = await leakUser();
    expect([inertAfter(step), inertAfter(await cast.step())]).toEqual([36 * 3600, 12 * 3600]);
  });
});

test("an account that is moved in the organization takes its back-stop along", async () => {
  const thief = await cast.session("app");
  const { step } = await apply(await cast.step());
  const DestinationParentId = await cast.createUnit("elsewhere");
  await cast.org.send(
    new MoveAccountCommand({ AccountId: cast.account, SourceParentId: cast.rootId, DestinationParentId }),
  );
  expect(await holds(step)).toEqual({ holds: true });
  await expect(work(thief)).rejects.toMatchObject(REFUSED);
});
