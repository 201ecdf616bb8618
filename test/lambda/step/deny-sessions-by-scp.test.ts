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
import { DetachPolicyCommand, DisablePolicyTypeCommand, MoveAccountCommand } from "@aws-sdk/client-organizations";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { readPolicy } from "../../../lambda/policy-text.ts";
import { denySessionsByScp } from "../../../lambda/step/deny-sessions-by-scp.ts";
import { inertAfter } from "../../../lambda/step/index.ts";
import type { AppliedStep, DenySessionsByScp } from "../../../lambda/steps.ts";
import { keysOf, policy } from "../../support/session.ts";
import { type BackstopCast, REFUSED, RESPONDER, startBackstop, strip, work } from "./backstop-cast.ts";
import { responderWith } from "./step-role.ts";

const FULL = "FullAWSAccess";
const THEIRS = { Sid: "Theirs", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" };

let cast: BackstopCast;
let responder: Aws;

beforeEach(async () => {
  cast = await startBackstop();
  responder = await responderWith(cast.aws, denySessionsByScp.permissions);
});
afterEach(() => cast.aws.close());

const apply = (step: DenySessionsByScp) => denySessionsByScp.apply(responder, step);
const undo = (applied: AppliedStep<DenySessionsByScp>) => denySessionsByScp.undo(responder, applied.step, applied);
const holds = (step: DenySessionsByScp) => denySessionsByScp.holds(responder, step);
const name = () => `credential-leak-responder-sessions-${cast.account}`;

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

  test("loses what its key has minted; nobody activates the key, makes another or renames it; anybody deletes it", async () => {
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
      () => intruder.iam.send(new CreateAccessKeyCommand(named)),
      () => intruder.iam.send(new CreateLoginProfileCommand({ ...named, Password: "Xy7!xy7!xy7!" })),
      () => intruder.iam.send(new UpdateUserCommand({ ...named, NewUserName: "bob" })),
    ]) {
      await expect(ask()).rejects.toMatchObject(REFUSED);
    }
    await intruder.iam.send(new DeleteAccessKeyCommand({ ...named, AccessKeyId }));
  });

  test("stays so for the 36 hours that what a user mints can live, a role for 12", async () => {
    const { step } = await leakUser();
    expect([inertAfter(step), inertAfter(await cast.step())]).toEqual([36 * 3600, 12 * 3600]);
  });
});

describe("applying", () => {
  test("is on the trail under the id that the step gives, also where the policy is there already", async () => {
    const ids = [await apply(await cast.step()), await apply(await cast.step("other"))].map(
      ({ requestId }) => requestId,
    );
    const trail: unknown = await (await fetch(`${cast.aws.endpoint}/_mock/trail`)).json();
    for (const [index, eventName] of denySessionsByScp.recordedAs.entries()) {
      const write = expect.objectContaining({ requestID: ids[index], eventName });
      expect(trail).toContainEqual(expect.objectContaining({ event: write }));
    }
  });

  test("twice is once, and an earlier cutoff afterwards takes nothing away", async () => {
    const step = await cast.step("app", 60);
    const { wrote } = await apply(step);
    expect(await apply(step)).toMatchObject({ before: wrote, wrote, changed: false });
    await apply(await cast.step("app", 30));
    expect(await holds(step)).toEqual({ holds: true });
    expect(await cast.attached()).toEqual([FULL, name()]);
  });

  test("goes on where a crash has left the policy attached to nothing", async () => {
    const { step, wrote } = await apply(await cast.step());
    await cast.org.send(new DetachPolicyCommand({ PolicyId: await cast.ours(), TargetId: cast.account }));
    expect(await apply(step)).toMatchObject({ before: null, wrote, changed: true });
    expect(await cast.policies()).toEqual(expect.arrayContaining([name()]));
  });

  test("takes over nothing that allows from a policy of that name which hung nowhere", async () => {
    const allowing = { Effect: "Allow", Action: "*", Resource: "*" };
    await cast.createPolicy(name(), policy(allowing, THEIRS));
    const { wrote } = await apply(await cast.step());
    const { Statement } = readPolicy(wrote);
    expect(Statement[0]).toEqual(THEIRS);
    expect(Statement).not.toContainEqual(allowing);
  });

  test("says how to switch service control policies on, and leaves nothing behind", async () => {
    await cast.org.send(new DisablePolicyTypeCommand({ RootId: cast.rootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
    await expect(apply(await cast.step())).rejects.toThrow(/aws organizations enable-policy-type/);
    expect(await cast.policies()).not.toContain(name());
  });

  test("says what to do where the account has as many policies as AWS allows, and leaves nothing behind", async () => {
    for (const one of ["a", "b", "c", "d"])
      await cast.attach(await cast.createPolicy(one, policy(THEIRS)), cast.account);
    await expect(apply(await cast.step())).rejects.toThrow(`detach-policy --target-id ${cast.account}`);
    expect(await cast.policies()).not.toContain(name());
  });

  test("says so where the account is not in the organization, or is the one that no policy limits", async () => {
    const step = await cast.step();
    await expect(apply({ ...step, target: "444455556666" })).rejects.toThrow("444455556666 is not in the organization");
    await expect(apply({ ...step, target: "111122223333" })).rejects.toThrow(
      /is the organization's management account/,
    );
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("says how many are in it where it is full, and leaves all of them denied", async () => {
    const template = await cast.step();
    const applied: DenySessionsByScp[] = [];
    const fill = async () => {
      for (let role = 0; role < 50; role++) {
        const step = { ...template, principalArn: cast.arnOf(`${"x".repeat(60)}${role}`), principalId: `AROA${role}` };
        await apply(step);
        applied.push(step);
      }
    };
    await expect(fill()).rejects.toThrow(
      /no room for arn:aws:iam::\d+:role\/x+\d+: with it there would be \d+ principals/,
    );
    expect(applied.length).toBeGreaterThan(10);
    for (const step of applied) expect(await holds(step)).toEqual({ holds: true });
  });
});

describe("an administrator of the organization who", () => {
  test("takes the policy off is noticed, and it is put back", async () => {
    const { step } = await apply(await cast.step());
    await cast.org.send(new DetachPolicyCommand({ PolicyId: await cast.ours(), TargetId: cast.account }));
    const because = `The policy ${name()} is not attached to the account ${cast.account}.`;
    expect(await holds(step)).toEqual({ holds: false, because });
    await apply(step);
    expect(await holds(step)).toEqual({ holds: true });
  });

  test.each([
    [
      "takes the deny out",
      (text: string) => policy(...readPolicy(text).Statement.slice(1)),
      /deny of .* was taken out/,
    ],
    ["moves the cutoff back", (text: string) => text.replace(/20\d\d-[\d-]+T/, "2020-01-01T"), /moved back to 2020/],
    [
      "takes the guard out",
      (text: string) => policy(...readPolicy(text).Statement.slice(0, 1)),
      /guard of .* weakened/,
    ],
    ["weakens the guard", (text: string) => text.replace('"iam:Detach*",', ""), /guard of .* weakened/],
    [
      "guards fewer",
      (text: string) => text.replace(/"Resource":\["[^"]*app",/, '"Resource":['),
      /guard of .* weakened/,
    ],
    ["spares everybody", (text: string) => text.replace("ArnNotLike", "ArnLike"), /guard of .* weakened/],
  ])("%s is noticed, and it is put back beside what they wrote", async (_what, change, because) => {
    const { step } = await apply(await cast.step());
    const id = await cast.ours();
    const changed = readPolicy(change(await cast.content(id)));
    await cast.write(id, policy(THEIRS, ...changed.Statement));
    expect(await holds(step)).toMatchObject({ because: expect.stringMatching(because) });
    expect(await apply(step)).toMatchObject({ changed: true });
    expect(await holds(step)).toEqual({ holds: true });
    expect(readPolicy(await cast.content(id)).Statement[0]).toEqual(THEIRS);
  });
});

describe("undoing", () => {
  test("leaves all as it was before, and twice is nothing", async () => {
    const [thief, before] = [await cast.session("app"), [await cast.attached(), await cast.policies()]];
    const applied = await apply(await cast.step());
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
    expect([await cast.attached(), await cast.policies()]).toEqual(before);
    await work(thief);
    await strip(thief, "other", "work");
    expect(await undo(applied)).toMatchObject({ outcome: "gone" });
  });

  test("of one principal leaves the other, and its guard", async () => {
    const [app, other] = [await cast.session("app"), await cast.session("other")];
    const [first, second] = [await apply(await cast.step("app")), await apply(await cast.step("other"))];
    await cast.createRole("third");
    const intruder = await cast.session("third");
    await undo(first);
    await work(app);
    await strip(intruder, "app", "work");
    await expect(work(other)).rejects.toMatchObject(REFUSED);
    await expect(strip(intruder, "other", "work")).rejects.toMatchObject(REFUSED);
    await undo(second);
    expect(await cast.policies()).toEqual([FULL]);
  });

  test.each([
    ["earlier", [0, 1]],
    ["later", [1, 0]],
  ])(
    "the %s of two incidents with the same principal leaves the other's deny, and nothing after both",
    async (_which, order) => {
      const thief = await cast.session("app");
      const steps = [await cast.step("app", 30), await cast.step("app", 600)];
      const applied: AppliedStep<DenySessionsByScp>[] = [];
      for (const step of steps) applied.push(await apply(step));
      const [one, two] = order.map((index) => applied[index]);
      if (!one || !two) throw new Error("There are two.");
      expect((await undo(one)).outcome).toBe("restored");
      expect(await holds(two.step)).toEqual({ holds: true });
      await expect(work(thief)).rejects.toMatchObject(REFUSED);
      await undo(two);
      await work(thief);
      expect(await cast.policies()).toEqual([FULL]);
    },
  );

  test("of a cutoff that the same incident has moved leaves nothing of the earlier ones", async () => {
    const { before } = await apply(await cast.step("app", 30));
    await apply(await cast.step("app", 60));
    const last = await apply(await cast.step("app", 90));
    expect(readPolicy(last.wrote).Statement).toHaveLength(3);
    await undo({ ...last, before });
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("of an incident whose record was lost on the way leaves nothing either", async () => {
    const { step, wrote } = await apply(await cast.step());
    const again = await apply(step);
    expect(denySessionsByScp.beforeOurs?.(step, wrote, undefined)).toBeNull();
    expect(denySessionsByScp.beforeOurs?.(await cast.step("app", 90), wrote, undefined)).toBe(wrote);
    await undo({ ...again, before: null });
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("keeps what others have written into the policy, where it hangs", async () => {
    const applied = await apply(await cast.step());
    const id = await cast.ours();
    await cast.write(id, policy(...readPolicy(applied.wrote).Statement, THEIRS));
    expect(await undo(applied)).toMatchObject({ outcome: "restored", note: expect.stringContaining("taken out") });
    expect(await cast.content(id)).toBe(policy(THEIRS));
    expect(await cast.attached()).toEqual([FULL, name()]);
  });

  test("clears a policy that somebody has taken off, so that nothing comes back with the next incident", async () => {
    const applied = await apply(await cast.step());
    await cast.org.send(new DetachPolicyCommand({ PolicyId: await cast.ours(), TargetId: cast.account }));
    expect(await undo(applied)).toMatchObject({ outcome: "gone", note: expect.stringContaining("no longer attached") });
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("says so where somebody has taken the deny out already", async () => {
    const applied = await apply(await cast.step());
    await cast.write(await cast.ours(), policy(THEIRS));
    expect(await undo(applied)).toMatchObject({ outcome: "gone", note: expect.stringContaining("already") });
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
