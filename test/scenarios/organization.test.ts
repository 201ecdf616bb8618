// Leaks that are answered in the organization's administration: people of Identity Center, and the root user of a member account.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  DetachPolicyCommand,
  EnablePolicyTypeCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  DeleteInlinePolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ProvisionPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plantRootKey } from "../../mock-aws/plant.ts";
import { startWorkforce, type Workforce, work } from "../mock-aws/sso-admin/workforce.ts";
import { guardDutyEvent } from "../support/findings.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, letResponderIn, MEMBER } from "../support/member.ts";
import { serviceOn, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const refused = { name: "AccessDenied" };

let service: TestService;
afterEach(() => service.close());

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

  test("that got through while the policy was off is not called leaking any more once the policy refuses it", async () => {
    await start({ administration, defaultMode: { root: "contain" } });
    await service.deliver(finding());
    await service.advance(40);
    const credentials = service.admin.keys;
    const organizations = new OrganizationsClient({ endpoint: service.endpoint, region: "us-east-1", credentials });
    const { Policies } = await organizations.send(
      new ListPoliciesForTargetCommand({ TargetId: MEMBER, Filter: "SERVICE_CONTROL_POLICY" }),
    );
    const ours = Policies?.find(({ Name }) => Name?.includes("credential-leak-responder"));
    await organizations.send(new DetachPolicyCommand({ PolicyId: ours?.Id, TargetId: MEMBER }));
    await look(root);
    await service.advance(90);
    await expect(look(root)).rejects.toThrow(/explicit deny in a service control policy/);
    await service.advance(15 * 60);
    const { proof, evidence } = await service.incident();
    expect(evidence).toMatchObject({ allowed: [{ call: "ec2:DescribeRegions" }], denied: 1 });
    expect(proof).toBe("effective");
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
