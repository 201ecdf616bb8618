import { DeleteUserCommand } from "@aws-sdk/client-identitystore";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
} from "@aws-sdk/client-organizations";
import { ProvisionPermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import type { Clients } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { twoPeople, type Workforce, work, workforce } from "./workforce.ts";

let force: Workforce;
let account: string;
let set: string;
let ana: string;
let ben: string;

workforce(async (started) => {
  force = started;
  ({ account, set, ana, ben } = await twoPeople(force));
});

const ALLOW = { Effect: "Allow", Action: "iam:List*", Resource: "*" };

function session(user: string, where = account): Clients {
  const clients = force.session(user, where, set);
  if (!clients) throw new Error("The portal gives no session.");
  return clients;
}

async function provision(): Promise<void> {
  const { InstanceArn, admin, aws } = force;
  const TargetType = "ALL_PROVISIONED_ACCOUNTS";
  await admin.sso.send(new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn: set, TargetType }));
  await aws.advance(5);
}

describe("a deny on one user in the permission set's inline policy", () => {
  const deny = (user: string) => ({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "identitystore:userId": user } },
  });

  test("stops that user's session once it is provisioned again, and nobody else's", async () => {
    await force.assign(set, ana, account);
    await force.assign(set, ben, account);
    const [stolen, innocent] = [session(ana), session(ben)];
    await force.putInline(set, ALLOW, deny(ana));
    await work(stolen);
    await provision();
    await expect(work(stolen)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
    await work(innocent);
    await expect(work(session(ana))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("reaches the sessions in every account that has the permission set", async () => {
    const second = await force.createAccount("second");
    await force.assign(set, ana, account);
    await force.assign(set, ana, second);
    const sessions = [session(ana), session(ana, second)];
    await force.putInline(set, ALLOW, deny(ana));
    await provision();
    for (const stolen of sessions) await expect(work(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("waits for IAM to propagate, as any change of a role does", async () => {
    await force.assign(set, ana, account);
    force.aws.aws.world().settings.iamPropagation = 4_000;
    await force.aws.advance(10);
    const stolen = session(ana);
    await force.putInline(set, ALLOW, deny(ana));
    const { InstanceArn, admin, aws } = force;
    const wish = { InstanceArn, PermissionSetArn: set, TargetType: "AWS_ACCOUNT", TargetId: account } as const;
    await admin.sso.send(new ProvisionPermissionSetCommand(wish));
    await aws.advance(5);
    await work(stolen);
    await aws.advance(2);
    await expect(work(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("does as well in a service control policy, for all permission sets at once", async () => {
    await force.assign(set, ana, account);
    await force.assign(set, ben, account);
    const [stolen, innocent] = [session(ana), session(ben)];
    const { organizations } = force.admin;
    const RootId = (await organizations.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? "";
    const Type = "SERVICE_CONTROL_POLICY";
    await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: Type }));
    const wish = { Name: "leaked", Description: "", Type, Content: policy(deny(ana)) } as const;
    const { Policy } = await organizations.send(new CreatePolicyCommand(wish));
    await organizations.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: RootId }));
    await expect(work(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
    await work(innocent);
  });

  test("is needed even when the user is deleted: sessions go on until they end", async () => {
    await force.assign(set, ana, account);
    const stolen = session(ana);
    const { IdentityStoreId, admin } = force;
    await admin.store.send(new DeleteUserCommand({ IdentityStoreId, UserId: ana }));
    expect(force.session(ana, account, set)).toBeUndefined();
    await work(stolen);
    await force.aws.advance(3600);
    await expect(work(stolen)).rejects.toMatchObject({ name: "ExpiredToken" });
  });
});
