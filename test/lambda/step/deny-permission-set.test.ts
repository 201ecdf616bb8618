import { ListRolesCommand } from "@aws-sdk/client-iam";
import { EnableAWSServiceAccessCommand, RegisterDelegatedAdministratorCommand } from "@aws-sdk/client-organizations";
import {
  AttachManagedPolicyToPermissionSetCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { cutoffTime } from "../../../lambda/older-sessions-policy.ts";
import { denyPermissionSet } from "../../../lambda/step/deny-permission-set.ts";
import type { AppliedStep, DenyPermissionSet } from "../../../lambda/steps.ts";
import { HOME, startWorkforce, type Workforce } from "../../mock-aws/sso-admin/workforce.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { responderWith } from "./step-role.ts";

let force: Workforce;
let responder: Aws;
let account: string;
let set: string;
let ana: string;
let ben: string;
let before: string | null;

beforeEach(async () => {
  force = await startWorkforce();
  responder = await responderWith(force.aws, denyPermissionSet.permissions);
  account = await force.createAccount("workload");
  set = await force.createPermissionSet("Auditor");
  ana = await force.createUser("ana@example.com");
  ben = await force.createUser("ben@example.com");
  await force.assign(set, ana, account);
  await force.assign(set, ben, account);
  before = await inlinePolicy();
});
afterEach(() => force.aws.close());

/** The deny as of now, its cutoff 30 s ahead. */
const stepFor = (userId: string, seconds = 30): DenyPermissionSet => ({
  type: "deny-permission-set",
  account: HOME,
  region: "us-east-1",
  instanceArn: force.InstanceArn,
  permissionSetArn: set,
  userId,
  memberAccount: account,
  roleName: "AWSReservedSSO_Auditor_0123456789abcdef",
  cutoff: cutoffTime(force.aws.now() + seconds * 1000),
});

function session(user: string, where = account): Clients {
  const clients = force.session(user, where, set);
  if (!clients) throw new Error("The portal gives no session.");
  return clients;
}

const work = (who: Clients) => who.iam.send(new ListRolesCommand({}));
const refused = { name: "AccessDenied", message: expect.stringContaining("explicit deny in an identity-based policy") };
const named = () => ({ InstanceArn: force.InstanceArn, PermissionSetArn: set });
const send = (text: string) =>
  force.admin.sso.send(new PutInlinePolicyToPermissionSetCommand({ ...named(), InlinePolicy: text }));
const removePolicy = () => force.admin.sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named()));
const undo = (applied: AppliedStep<DenyPermissionSet>) => denyPermissionSet.undo(responder, applied.step, applied);
/** Until AWS has provisioned what was asked for. */
const settle = () => force.aws.advance(5);

async function inlinePolicy(): Promise<string | null> {
  return (await force.admin.sso.send(new GetInlinePolicyForPermissionSetCommand(named()))).InlinePolicy || null;
}

const statements = async () => JSON.parse((await inlinePolicy()) ?? "{}").Statement as readonly unknown[];

describe("a leaked session of a person", () => {
  test("stops working once the set is provisioned; the person signs in again, and others work on", async () => {
    const [stolen, innocent] = [session(ana), session(ben)];
    await work(stolen);
    await denyPermissionSet.apply(responder, stepFor(ana));
    await settle();
    await expect(work(stolen)).rejects.toMatchObject(refused);
    await work(innocent);
    await force.aws.advance(30);
    await work(session(ana));
    await expect(work(stolen)).rejects.toMatchObject(refused);
  });

  test("is refused when IAM has propagated, with what was opened meanwhile", async () => {
    force.aws.aws.world().settings.iamPropagation = 4_000;
    await force.aws.advance(10);
    const stolen = session(ana);
    await denyPermissionSet.apply(responder, stepFor(ana));
    await force.aws.advance(3);
    await work(stolen);
    await force.aws.advance(4);
    await expect(work(stolen)).rejects.toMatchObject(refused);
    const early = session(ana); // Opened while the deny was on its way: the cutoff lies ahead of it.
    await expect(work(early)).rejects.toMatchObject(refused);
    await force.aws.advance(30);
    await work(session(ana));
  });

  test("stops working in every account that has the permission set", async () => {
    const second = await force.createAccount("second");
    await force.assign(set, ana, second);
    const sessions = [session(ana), session(ana, second)];
    await denyPermissionSet.apply(responder, stepFor(ana));
    await settle();
    for (const stolen of sessions) await expect(work(stolen)).rejects.toMatchObject(refused);
  });
});

describe("applying", () => {
  test("keeps the statements of others, and twice is once", async () => {
    const applied = await denyPermissionSet.apply(responder, stepFor(ana));
    expect(applied).toMatchObject({ before, changed: true, requestId: expect.any(String) });
    expect((await statements())[0]).toEqual({ Effect: "Allow", Action: "iam:List*", Resource: "*" });
    await settle();
    const text = await inlinePolicy();
    expect(await denyPermissionSet.apply(responder, applied.step)).toMatchObject({ changed: false, wrote: text });
    expect(await inlinePolicy()).toBe(text);
  });

  test("moves the cutoff forward and never back", async () => {
    await denyPermissionSet.apply(responder, stepFor(ana, 600));
    const late = await inlinePolicy();
    await denyPermissionSet.apply(responder, stepFor(ana, 30));
    expect(await inlinePolicy()).toBe(late);
    await denyPermissionSet.apply(responder, stepFor(ana, 900));
    expect(await statements()).toHaveLength(2);
    expect(await inlinePolicy()).toContain(stepFor(ana, 900).cutoff);
  });

  test("by many at once, for several people, ends in the widest deny of each once every writer has looked again", async () => {
    const writer = fc.record({ user: fc.constantFrom(0, 1), seconds: fc.integer({ min: 30, max: 600 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(writer, { minLength: 2, maxLength: 4 }), async (writers) => {
        await send(before ?? "");
        const steps = writers.map(({ user, seconds }) => stepFor(user === 0 ? ana : ben, seconds));
        await Promise.all(steps.map((step) => denyPermissionSet.apply(responder, step)));
        for (const step of steps) {
          const { holds } = await denyPermissionSet.holds(responder, step);
          if (!holds) await denyPermissionSet.apply(responder, step);
        }
        await settle();
        for (const step of steps) expect(await denyPermissionSet.effective(responder, step)).toEqual({ holds: true });
        const people = new Set(steps.map(({ userId }) => userId));
        expect(await statements()).toHaveLength(1 + people.size);
      }),
      { numRuns: 15 },
    );
  });

  test("finishes what died between writing and provisioning", async () => {
    const stolen = session(ana);
    const step = stepFor(ana);
    const { wrote } = await denyPermissionSet.apply(responder, step);
    await settle();
    await send(before ?? "");
    await settle();
    await send(wrote);
    await expect(work(stolen)).rejects.toMatchObject(refused); // Of the first time: nothing was provisioned since.
    expect(await denyPermissionSet.holds(responder, step)).toMatchObject({ holds: false });
    expect(await denyPermissionSet.apply(responder, step)).toMatchObject({ changed: true });
    await settle();
    expect(await denyPermissionSet.effective(responder, step)).toEqual({ holds: true });
  });

  test("says so where the policy has no room, and writes nothing", async () => {
    const full = policy({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::bucket/${"x".repeat(10_000)}` });
    await send(full);
    const words = /has no room for the deny: it would have 10,?\d{3} characters.*AWS takes 10240/;
    await expect(denyPermissionSet.apply(responder, stepFor(ana))).rejects.toThrow(words);
    expect(await inlinePolicy()).toBe(full);
  });

  test("says so where the set is the management account's too and the administration is a delegated one", async () => {
    await force.assign(set, ana, HOME);
    const ServicePrincipal = "sso.amazonaws.com";
    const { organizations } = force.admin;
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    await organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId: account, ServicePrincipal }));
    const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await force.aws.admin.sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }),
    );
    const place = { admin: force.aws.as(keysOf(Credentials)), account };
    const delegated = await responderWith(force.aws, denyPermissionSet.permissions, place);
    await expect(denyPermissionSet.apply(delegated, { ...stepFor(ana), account })).rejects.toThrow(
      /can be changed from there only, not by a delegated administrator/,
    );
    expect(await inlinePolicy()).toBe(before);
  });
});

describe("whether it holds", () => {
  test("is yes while AWS is at it, and effective only when every account has it", async () => {
    const step = stepFor(ana);
    await denyPermissionSet.apply(responder, step);
    expect(await denyPermissionSet.holds(responder, step)).toEqual({ holds: true });
    expect(await denyPermissionSet.effective(responder, step)).toEqual({
      holds: false,
      because: expect.stringMatching(`has not reached the account ${account}: AWS is at it`),
    });
    await settle();
    expect(await denyPermissionSet.effective(responder, step)).toEqual({ holds: true });
  });

  test("is no where somebody takes the deny out, or moves it back", async () => {
    const step = stepFor(ana);
    await denyPermissionSet.apply(responder, step);
    await settle();
    await send((await inlinePolicy())?.replace(step.cutoff, "2020-01-01T00:00:00Z") ?? "");
    expect(await denyPermissionSet.holds(responder, step)).toMatchObject({
      because: expect.stringContaining("was moved back to 2020-01-01T00:00:00Z"),
    });
    await removePolicy();
    expect(await denyPermissionSet.holds(responder, step)).toMatchObject({
      because: expect.stringContaining("was taken out of the inline policy"),
    });
    await denyPermissionSet.apply(responder, step);
    expect(await denyPermissionSet.holds(responder, step)).toEqual({ holds: true });
  });

  test("is no where AWS could not take it to the account, with AWS's reason", async () => {
    const step = stepFor(ana);
    const ManagedPolicyArn = "arn:aws:iam::aws:policy/NoSuchPolicy";
    await force.admin.sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...named(), ManagedPolicyArn }));
    await denyPermissionSet.apply(responder, step);
    await settle();
    expect(await denyPermissionSet.holds(responder, step)).toEqual({
      holds: false,
      because: expect.stringContaining(`has not reached the account ${account}: Received a 404 status error`),
    });
  });
});

describe("undoing", () => {
  test("restores the policy to the byte, and the person's old session works again", async () => {
    const text = `{ "Version": "2012-10-17",\n "Statement": { "Effect": "Allow", "Action": "iam:List*", "Resource": "*" } }`;
    await send(text);
    const stolen = session(ana);
    const applied = await denyPermissionSet.apply(responder, stepFor(ana));
    await settle();
    await expect(work(stolen)).rejects.toMatchObject(refused);
    for (const _ of ["once", "twice"]) {
      expect(await undo(applied)).toMatchObject({ outcome: "restored" });
      expect(await inlinePolicy()).toBe(text);
    }
    await settle();
    await work(stolen);
  });

  test("takes away the policy where there was none", async () => {
    await removePolicy();
    const applied = await denyPermissionSet.apply(responder, stepFor(ana));
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
    expect(await inlinePolicy()).toBeNull();
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
  });

  test("leaves alone what others have changed meanwhile: their statements, and the deny of another person", async () => {
    const first = await denyPermissionSet.apply(responder, stepFor(ana));
    const second = await denyPermissionSet.apply(responder, stepFor(ben));
    const more = { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" };
    await send(policy(...((await statements()) as object[] as []), more));
    await settle();
    expect(await undo(first)).toMatchObject({ outcome: "restored" });
    expect(await denyPermissionSet.holds(responder, second.step)).toEqual({ holds: true });
    expect(await undo(second)).toMatchObject({ outcome: "restored" });
    expect(await inlinePolicy()).toBe(policy({ Effect: "Allow", Action: "iam:List*", Resource: "*" }, more));
  });

  test("finds nothing to do where somebody was there first", async () => {
    const applied = await denyPermissionSet.apply(responder, stepFor(ana));
    await removePolicy();
    expect(await undo(applied)).toMatchObject({ outcome: "gone" });
  });

  test("and holding are over with the permission set itself", async () => {
    const empty = await force.createPermissionSet("Empty");
    const step = { ...stepFor(ana), permissionSetArn: empty };
    const applied = await denyPermissionSet.apply(responder, step);
    const { InstanceArn } = force;
    await force.admin.sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn: empty }));
    expect(await denyPermissionSet.holds(responder, step)).toEqual({ holds: true });
    expect(await undo(applied)).toMatchObject({ outcome: "gone" });
  });
});
