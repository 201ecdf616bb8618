// The organization behind the deny: an intruder who may edit IAM in a member account, with `administration.backstop` on.
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, MEMBER } from "../support/member.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const PolicyType = "SERVICE_CONTROL_POLICY";
const DENY = "AWSRevokeOlderSessions";
const REFUSED = {
  name: "AccessDenied",
  message: expect.stringContaining("explicit deny in a service control policy"),
};

let service: TestService;
let member: Clients;
let organizations: OrganizationsClient;
const ids = new Map<string, string>();

beforeEach(() => start({}));
afterEach(() => service.close());

async function start(config: object): Promise<void> {
  const members = { accounts: [MEMBER], externalId: EXTERNAL_ID };
  service = await startService({ config: { members, administration: { account: HOME, backstop: true }, ...config } });
  member = await createMember(service);
  const { keys: credentials } = service.admin;
  organizations = new OrganizationsClient({ endpoint: service.endpoint, region: "us-east-1", credentials });
  for (const name of ["app", "other", "third"]) await createRole(name);
  await service.advance(60);
}

async function enable(): Promise<void> {
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  await organizations.send(new EnablePolicyTypeCommand({ RootId: Roots?.[0]?.Id, PolicyType }));
}

/** Who has a session of it may do all in IAM. */
async function createRole(RoleName: string): Promise<void> {
  const AssumeRolePolicyDocument = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
  const { Role } = await member.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
  await member.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  ids.set(RoleName, Role?.RoleId ?? "");
}

async function open(role: string): Promise<Clients> {
  const wish = { RoleArn: `arn:aws:iam::${MEMBER}:role/${role}`, RoleSessionName: "thief" };
  return service.as(keysOf((await service.admin.sts.send(new AssumeRoleCommand(wish))).Credentials));
}

const leak = (role: string, stolen: Clients) =>
  service.deliver(
    guardDutyEvent({
      id: `finding-${role}`,
      account: MEMBER,
      accessKeyId: stolen.keys.accessKeyId,
      principalId: `${ids.get(role)}:thief`,
      userName: role,
      lastSeen: new Date(service.now()).toISOString(),
    }),
  );
const work = (who: Clients) => who.iam.send(new ListUsersCommand({}));
const strip = (who: Clients, RoleName: string) =>
  who.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: DENY }));
const lift = (id: string) => service.invoke({ action: "lift", id, reason: "a test" });

async function policies(): Promise<readonly (string | undefined)[]> {
  const { Policies = [] } = await organizations.send(new ListPoliciesCommand({ Filter: PolicyType }));
  return Policies.map(({ Name }) => Name).filter((name) => name !== "FullAWSAccess");
}

describe("an intruder in a member account who may do all in IAM", () => {
  beforeEach(enable);

  test("takes the deny off before it is enforced, and is refused everything all the same", async () => {
    const stolen = await open("app");
    await service.advance(60);
    service.aws.world().settings.iamPropagation = 4_000;
    await leak("app", stolen);
    await strip(stolen, "app");
    await service.advance(4);
    const named = { RoleName: "app", PolicyName: DENY };
    await expect(member.iam.send(new GetRolePolicyCommand(named))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    await expect(work(stolen)).rejects.toMatchObject(REFUSED);
    await service.advance(120);
    await member.iam.send(new GetRolePolicyCommand(named));
    expect((await service.incident()).entries.map(({ type }) => type)).toContain("tamper");
  });

  test("undoes nothing from another role either; the team signs in again; after 12 hours all is as it was", async () => {
    const [stolen, intruder] = [await open("app"), await open("other")];
    await leak("app", stolen);
    const named = { RoleName: "app" };
    const trust = policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" });
    const PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    for (const undoing of [
      () => strip(intruder, "app"),
      () => intruder.iam.send(new UpdateAssumeRolePolicyCommand({ ...named, PolicyDocument: trust })),
      () => intruder.iam.send(new PutRolePermissionsBoundaryCommand({ ...named, PermissionsBoundary })),
    ]) {
      await expect(undoing()).rejects.toMatchObject(REFUSED);
    }
    await work(intruder);
    await service.advance(120);
    await work(await open("app"));
    await expect(work(stolen)).rejects.toMatchObject(REFUSED);
    expect(await service.incident()).toMatchObject({ status: "contained", proof: "effective" });
    await service.sleepThrough(13);
    expect((await service.incident()).status).toBe("lifted");
    expect(await policies()).toEqual([]);
    const later = await open("other");
    await later.iam.send(new UpdateAssumeRolePolicyCommand({ ...named, PolicyDocument: trust }));
  });

  test("who holds two roles loses both in one policy, and lifting one incident leaves the other", async () => {
    const [app, other] = [await open("app"), await open("other")];
    await leak("app", app);
    const first = await service.incident();
    await service.advance(10);
    await leak("other", other);
    const second = await service.incident();
    expect(await policies()).toEqual([`credential-leak-responder-sessions-${MEMBER}`]);
    await lift(first.id);
    await work(app);
    await expect(work(other)).rejects.toMatchObject(REFUSED);
    await expect(strip(app, "other")).rejects.toMatchObject(REFUSED);
    await lift(second.id);
    await work(other);
    expect(await policies()).toEqual([]);
  });
});

describe("there is no back-stop", () => {
  test("in the management account, which no policy of the organization limits", async () => {
    await enable();
    const { stolen, event } = await leakSession(service);
    await service.deliver(event());
    await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
    expect((await service.incident()).status).toBe("contained");
    expect(await policies()).toEqual([]);
  });

  test("where one session is meant: others change the role as before", async () => {
    await service.close();
    await start({ scope: "session" });
    await enable();
    const stolen = await open("app");
    await leak("app", stolen);
    await expect(work(stolen)).rejects.toMatchObject({ message: expect.stringContaining("identity-based policy") });
    expect(await policies()).toEqual([]);
  });

  test("where control policies are switched off: the deny stands, the incident says what to do, and then it comes", async () => {
    const stolen = await open("app");
    await leak("app", stolen);
    await expect(work(stolen)).rejects.toMatchObject({ message: expect.stringContaining("identity-based policy") });
    const failed = await service.incident();
    expect(failed.status).toBe("failed");
    expect(failed.because.join(" ")).toMatch(/deny-sessions-by-scp failed.*aws organizations enable-policy-type/);
    await enable();
    await service.advance(120);
    expect((await service.incident()).status).toBe("contained");
    await expect(strip(await open("third"), "app")).rejects.toMatchObject(REFUSED);
  });
});
