// Leaks in other accounts of the organization: member accounts, people of Identity Center, and the root user.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { EnablePolicyTypeCommand, ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  DeleteInlinePolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ProvisionPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { memberStatements } from "../../lambda/role-policy.ts";
import { keysOf } from "../../local/clients.ts";
import { plantRootKey } from "../../mock-aws/plant.ts";
import { startWorkforce, type Workforce, work } from "../mock-aws/sso-admin/workforce.ts";
import { guardDutyEvent } from "../support/findings.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, letResponderIn, MEMBER } from "../support/member.ts";
import { policy, serviceOn, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const refused = { name: "AccessDenied" };

let service: TestService;
afterEach(() => service.close());

describe("a role in a member account", () => {
  let member: Clients;
  let stolen: Clients;
  let roleId: string;
  beforeEach(async () => {
    service = await startService({ config: { members: { accounts: [MEMBER], externalId: EXTERNAL_ID } } });
    member = await createMember(service);
    const trust = { Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = policy(trust);
    const { Role } = await member.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument }));
    roleId = Role?.RoleId ?? "";
    const may = { Effect: "Allow", Action: "ec2:Describe*", Resource: "*" };
    await member.iam.send(
      new PutRolePolicyCommand({ RoleName: "app", PolicyName: "work", PolicyDocument: policy(may) }),
    );
    stolen = await open();
    await service.advance(60);
  });

  async function open(): Promise<Clients> {
    const RoleArn = `arn:aws:iam::${MEMBER}:role/app`;
    const { Credentials } = await service.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "thief" }));
    return service.as(keysOf(Credentials));
  }

  async function deploy(trust: string | undefined) {
    const named = { RoleName: "credential-leak-responder-member" };
    const AssumeRolePolicyDocument = decodeURIComponent(trust ?? "");
    await member.iam.send(new CreateRoleCommand({ ...named, AssumeRolePolicyDocument }));
    const PolicyDocument = policy(...memberStatements(readConfig({}), "aws"));
    await member.iam.send(new PutRolePolicyCommand({ ...named, PolicyName: "work", PolicyDocument }));
  }

  const look = (who: Clients) => who.ec2.send(new DescribeRegionsCommand({}));
  const finding = () =>
    guardDutyEvent({
      account: MEMBER,
      accessKeyId: stolen.keys.accessKeyId,
      principalId: `${roleId}:thief`,
      userName: "app",
      lastSeen: new Date(service.now()).toISOString(),
    });

  test("is denied there through the member role, proven from that account's trail, and lifted there", async () => {
    await look(stolen);
    await service.deliver(finding());
    await expect(look(stolen)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await service.advance(31);
    await look(await open());
    await service.advance(2.5 * 3600);
    expect(await service.incident()).toMatchObject({ account: MEMBER, proof: "proven" });
    await service.sleepThrough(11);
    const deny = new GetRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" });
    await expect(member.iam.send(deny)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  test("whose member role is missing is a failed incident that says so, and is contained once it is there", async () => {
    const named = { RoleName: "credential-leak-responder-member" };
    const { Role } = await member.iam.send(new GetRoleCommand(named));
    await member.iam.send(new DeleteRolePolicyCommand({ ...named, PolicyName: "work" }));
    await member.iam.send(new DeleteRoleCommand(named));
    await service.deliver(finding()).catch(() => undefined);
    const failed = await service.incident();
    expect(failed.status).toBe("failed");
    expect(failed.because.join(" ")).toMatch(new RegExp(`account ${MEMBER} cannot be reached.*Deploy the role`));
    await deploy(Role?.AssumeRolePolicyDocument);
    await service.advance(300);
    await expect(look(stolen)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
  });

  test("whose member role disappears while it is contained stays an incident, which says so until the role is back", async () => {
    await service.deliver(finding());
    const named = { RoleName: "credential-leak-responder-member" };
    const kept = await member.iam.send(new GetRoleCommand(named));
    await member.iam.send(new DeleteRolePolicyCommand({ ...named, PolicyName: "work" }));
    await member.iam.send(new DeleteRoleCommand(named));
    await service.advance(3600);
    await service.advance(300);
    const lost = await service.incident();
    expect(lost.status).toBe("failed");
    expect(lost.because.join(" ")).toMatch(/deny-role-sessions.*cannot be seen|cannot be reached/);
    expect(lost.entries.length).toBeLessThan(40);

    await deploy(kept.Role?.AssumeRolePolicyDocument);
    await service.advance(180);
    expect((await service.incident()).status).toBe("contained");
    await service.sleepThrough(13);
    expect((await service.incident()).status).toBe("lifted");
    await look(await open());
  });

  test("whose member role no longer trusts the responder is said to be out of reach", async () => {
    await service.deliver(finding());
    const trust = policy({
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${MEMBER}:root` },
      Action: "sts:AssumeRole",
    });
    const named = { RoleName: "credential-leak-responder-member", PolicyDocument: trust };
    await member.iam.send(new UpdateAssumeRolePolicyCommand(named));
    await service.advance(3600 + 300);
    const lost = await service.incident();
    expect(lost.status).toBe("failed");
    expect(lost.because.join(" ")).toMatch(/see that it trusts the responder's role/);
  });

  test("reported by an event from a third account is refused: that account may speak of its own only", async () => {
    const foreign = { ...finding(), account: "999988887777" };
    expect(await service.invoke(foreign)).toMatchObject({
      status: "refused",
      because: [expect.stringContaining("999988887777")],
    });
    await look(stolen);
  });
});

describe("a person of IAM Identity Center", () => {
  let force: Workforce;
  let account: string;
  let set: string;
  let ana: string;
  let ben: string;
  beforeEach(async () => {
    force = await startWorkforce();
    account = await force.createAccount("workload");
    set = await force.createPermissionSet("Auditor");
    [ana, ben] = [await force.createUser("ana@example.com"), await force.createUser("ben@example.com")];
    await force.assign(set, ana, account);
    await force.assign(set, ben, account);
  });

  function session(user: string): Clients {
    const clients = force.session(user, account, set);
    if (!clients) throw new Error("The portal gives no session.");
    return clients;
  }

  async function finding(who: Clients) {
    const { Arn, UserId } = await who.sts.send(new GetCallerIdentityCommand({}));
    return guardDutyEvent({
      account,
      accessKeyId: who.keys.accessKeyId,
      principalId: UserId ?? "",
      userName: Arn?.split("/")[1] ?? "",
      lastSeen: new Date(service.now()).toISOString(),
    });
  }

  test("loses the leaked session everywhere the permission set is, while others of the set work on", async () => {
    const administration = { account: HOME, identityCenterRegion: "us-east-1" };
    const config = {
      members: { accounts: [account] },
      administration,
      defaultMode: { "identity-center-user": "contain" },
    };
    service = await serviceOn(force.aws, config);
    await letResponderIn(service, account);
    const [stolen, innocent] = [session(ana), session(ben)];
    await work(stolen);
    await service.deliver(await finding(stolen));
    await service.advance(10);
    await expect(work(stolen)).rejects.toMatchObject(refused);
    await work(innocent);
    await service.advance(30);
    await work(session(ana));
    await service.advance(60);
    const incident = await service.incident();
    expect(incident).toMatchObject({
      status: "contained",
      principal: { kind: "identity-center-user" },
      proof: "effective",
    });
    await service.invoke({ action: "lift", id: incident.id, reason: "a test" });
    await service.advance(10);
    await work(stolen);
  });

  test("of a set without a policy of its own has it without one again after the lift; who empties it meanwhile is noticed", async () => {
    const administration = { account: HOME, identityCenterRegion: "us-east-1" };
    const defaultMode = { "identity-center-user": "contain" };
    service = await serviceOn(force.aws, { members: { accounts: [account] }, administration, defaultMode });
    await letResponderIn(service, account);
    const named = { InstanceArn: force.InstanceArn, PermissionSetArn: set };
    const { sso } = force.admin;
    await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named));
    await sso.send(new ProvisionPermissionSetCommand({ ...named, TargetType: "ALL_PROVISIONED_ACCOUNTS" }));
    await service.advance(60);
    await service.deliver(await finding(session(ana)));
    const inline = async () => (await sso.send(new GetInlinePolicyForPermissionSetCommand(named))).InlinePolicy;
    const written = await inline();
    expect(written).toContain("identitystore:userId");
    await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named));
    await service.advance(90);
    expect(await inline()).toBe(written);
    const { id, entries } = await service.incident();
    expect(entries.map(({ type }) => type)).toContain("tamper");
    await service.invoke({ action: "lift", id, reason: "a test" });
    expect((await inline()) ?? "").toBe("");
  });

  test("is refused with the commands for whoever can, where no administration is configured", async () => {
    service = await serviceOn(force.aws, { members: { accounts: [account] } });
    await letResponderIn(service, account);
    const stolen = session(ana);
    await service.deliver(await finding(stolen));
    const incident = await service.incident();
    expect(incident.status).toBe("refused");
    expect(incident.because.join(" ")).toMatch(/sso-admin/);
    await work(stolen);
  });
});

describe("the root user of a member account", () => {
  const administration = { account: HOME, scp: true };
  let root: Clients;
  async function start(config: object) {
    service = await startService({ config: { members: { accounts: [MEMBER], externalId: EXTERNAL_ID }, ...config } });
    await createMember(service);
    const organizations = new OrganizationsClient({
      endpoint: service.endpoint,
      region: "us-east-1",
      credentials: service.admin.keys,
    });
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const RootId = Roots?.[0]?.Id;
    await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
    root = service.as(plantRootKey(service.aws.world(), MEMBER));
    await service.advance(60);
  }
  const finding = () =>
    guardDutyEvent({
      account: MEMBER,
      accessKeyId: root.keys.accessKeyId,
      principalId: MEMBER,
      userName: "Root",
      userType: "Root",
      lastSeen: new Date(service.now()).toISOString(),
    });
  const look = (who: Clients) => who.ec2.send(new DescribeRegionsCommand({}));

  test("is stopped by a service control policy, where the configuration allows one, until a person lifts it", async () => {
    await start({ administration, defaultMode: { root: "contain" } });
    await look(root);
    await service.deliver(finding());
    await service.advance(10);
    await expect(look(root)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await service.sleepThrough(48);
    await expect(look(root)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    const { id, status } = await service.incident();
    expect(status).toBe("contained");
    await service.invoke({ action: "lift", id, reason: "keys deleted" });
    await service.advance(10);
    await look(root);
  });

  test("is a person's work elsewhere, who is told what to do", async () => {
    await start({});
    await service.deliver(finding());
    const incident = await service.incident();
    expect(incident.status).toBe("refused");
    expect(incident.because.join(" ")).toMatch(/root/);
    await look(root);
  });

  test("is a failed incident that says so, where the administration's role is missing", async () => {
    const elsewhere = { account: "777788889999", scp: true };
    await start({ administration: elsewhere, defaultMode: { root: "contain" } });
    await service.deliver(finding());
    const incident = await service.incident();
    expect(incident.status).toBe("failed");
    expect(incident.because.join(" ")).toMatch(/777788889999.*could not be assumed/);
    await look(root);
  });

  test("of the management account is a person's work always: nothing limits it", async () => {
    await start({ administration, defaultMode: { root: "contain" } });
    await service.deliver({ ...guardDutyEvent({ principalId: HOME, userName: "Root", userType: "Root" }) });
    const incident = await service.incident();
    expect(incident.status).toBe("refused");
    expect(incident.because.join(" ")).toMatch(/management account/);
  });
});
