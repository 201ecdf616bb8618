// Where the deny cannot stand in its usual place, or stands with others: what is written, mended and taken back there.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  GetRoleCommand,
  ListPoliciesCommand as ListManagedPoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  EnablePolicyTypeCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { afterEach, describe, expect, test } from "vitest";
import { plantRootKey } from "../../mock-aws/plant.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, MEMBER } from "../support/member.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const refused = { name: "AccessDenied" };

let service: TestService;
let leak: Leak;
afterEach(() => service.close());

/** No room in the inline policies, and no room for another attachment. */
async function fill(attachments: number) {
  const { iam } = service.admin;
  const filler = policy({ Sid: "x".repeat(9_900), Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "full", PolicyDocument: filler }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
  for (let n = 0; n < attachments; n++) {
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: `theirs-${n}`, PolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: Policy?.Arn }));
  }
}

async function ourPolicies() {
  const wish = new ListManagedPoliciesCommand({ Scope: "Local", PathPrefix: "/credential-leak-responder/" });
  return (await service.admin.iam.send(wish)).Policies?.map(({ PolicyName }) => PolicyName);
}

async function leakOn() {
  await service.advance(60);
  const again = await service.assume("app", "again");
  await service.deliver(leak.event({ accessKeyId: again.keys.accessKeyId }));
  await expect(works(again)).rejects.toMatchObject(refused);
}

async function lift() {
  const { id } = await service.incident();
  expect(await service.invoke({ action: "lift", id, reason: "a test" })).toMatchObject({ status: "lifted" });
}

test("an attached policy moves on with a leak that goes on, and nothing of it is left after the lift", async () => {
  service = await startService();
  leak = await leakSession(service);
  await fill(0);
  await service.deliver(leak.event());
  for (let round = 0; round < 5; round++) await leakOn();
  expect(await ourPolicies()).toHaveLength(1);
  await lift();
  expect(await ourPolicies()).toEqual([]);
  await works(leak.stolen);
});

test("a role without room for any policy is denied by its boundary, and has none again after the lift", async () => {
  service = await startService({ config: { fallback: "boundary" } });
  leak = await leakSession(service);
  await fill(10);
  await service.deliver(leak.event());
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await leakOn();
  await service.advance(31);
  await works(await service.assume("app", "alice"));
  await lift();
  await works(leak.stolen);
  const { Role } = await service.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
  expect(Role?.PermissionsBoundary).toBeUndefined();
  expect(await ourPolicies()).toEqual([]);
});

test("one session whose deny had to go into an attached policy is widened like any other when it leaks on", async () => {
  service = await startService({ config: { scope: "session" } });
  leak = await leakSession(service);
  await fill(0);
  await service.deliver(leak.event());
  await service.advance(31);
  const { credentials } = service.aws.world();
  const other = await service.assume("app", "somebody");
  const [mine, theirs] = [leak.stolen.keys.accessKeyId, other.keys.accessKeyId].map((key) => credentials.get(key));
  if (!mine || !theirs) throw new Error("The local AWS has lost the credentials.");
  credentials.set(mine.accessKeyId, { ...theirs, accessKeyId: mine.accessKeyId });
  const thief = service.as({ ...other.keys, accessKeyId: mine.accessKeyId });
  await works(thief);
  await service.advance(12 * 60);
  expect(await service.incident()).toMatchObject({ widened: true });
  await expect(works(thief)).rejects.toMatchObject(refused);
  await lift();
  expect(await ourPolicies()).toEqual([]);
});

test("a role that an alert knows by its unique id alone is found, and so is a user", async () => {
  service = await startService();
  leak = await leakSession(service);
  await service.deliver(leak.event({ userName: "" }));
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect(await service.incident()).toMatchObject({ status: "contained", principal: { kind: "role", name: "app" } });
  await service.advance(60);
  await service.deliver(leak.event({ userType: "IAMUser", userName: "", principalId: "AIDAEXAMPLEEXAMPLE123" }));
  expect((await service.incident()).because.join(" ")).toContain("has no user with the id AIDAEXAMPLEEXAMPLE123");
});

function organizationsOf(aws: TestService): OrganizationsClient {
  return new OrganizationsClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.admin.keys });
}

test("a mode may go by the units above an account", async () => {
  service = await startService();
  const rootId = (await organizationsOf(service).send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? "";
  await service.close();
  const members = { accounts: [MEMBER], externalId: EXTERNAL_ID };
  const modes = [{ units: [rootId], mode: "observe" }];
  service = await startService({ config: { members, modes, administration: { account: HOME } } });
  await createMember(service);
  const { Parents } = await organizationsOf(service).send(new ListParentsCommand({ ChildId: MEMBER }));
  expect(Parents?.map(({ Id }) => Id)).toEqual([rootId]);
  leak = await leakSession(service);
  await service.deliver(leak.event());
  await works(leak.stolen);
  expect((await service.incident()).because.join(" ")).toContain("modes[0]");
});

describe("the service control policy that denies root", () => {
  const OTHER = "777788889999";
  let organizations: OrganizationsClient;
  let roots: readonly Clients[];
  async function start() {
    const members = { accounts: [MEMBER, OTHER], externalId: EXTERNAL_ID };
    const administration = { account: HOME, scp: true };
    service = await startService({ config: { members, administration, defaultMode: { root: "contain" } } });
    for (const account of [MEMBER, OTHER]) await createMember(service, account);
    organizations = organizationsOf(service);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    await organizations.send(
      new EnablePolicyTypeCommand({ RootId: Roots?.[0]?.Id, PolicyType: "SERVICE_CONTROL_POLICY" }),
    );
    roots = [MEMBER, OTHER].map((account) => service.as(plantRootKey(service.aws.world(), account)));
    await service.advance(60);
  }
  const look = (who: Clients | undefined) => who?.ec2.send(new DescribeRegionsCommand({}));
  const denied = { name: "UnauthorizedOperation" };
  const ours = async () => {
    const { Policies } = await organizations.send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
    return Policies?.find(({ Name }) => Name === "credential-leak-responder-deny-root");
  };

  test("is one for two accounts, is mended when somebody empties it, and goes with the last of them", async () => {
    await start();
    const wish = (account: string) =>
      service.invoke({ action: "contain", account, principal: { type: "root" }, reason: "seen" });
    const first = String((await wish(MEMBER))["incident"]);
    const second = String((await wish(OTHER))["incident"]);
    await service.advance(10);
    for (const root of roots) await expect(look(root)).rejects.toMatchObject(denied);

    const Content = policy({ Sid: "Theirs", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
    const id = (await ours())?.Id;
    await organizations.send(new UpdatePolicyCommand({ PolicyId: id, Content }));
    await service.advance(4);
    await look(roots[0]);
    await service.advance(10);
    for (const root of roots) await expect(look(root)).rejects.toMatchObject(denied);
    const both = await Promise.all([first, second].map((one) => service.deps.ledger.read(one)));
    const entries = both.flatMap((incident) => incident?.entries ?? []); // Whichever came first has put it back.
    expect(entries.map(({ type }) => type)).toContain("tamper");

    await service.invoke({ action: "lift", id: first, reason: "keys deleted" });
    await service.advance(10);
    await look(roots[0]);
    await expect(look(roots[1])).rejects.toMatchObject(denied);
    await service.invoke({ action: "lift", id: second, reason: "keys deleted" });
    await service.advance(10);
    await look(roots[1]);
    const named = { Filter: "SERVICE_CONTROL_POLICY", TargetId: OTHER } as const;
    const { Policies } = await organizations.send(new ListPoliciesForTargetCommand(named));
    expect(Policies?.map(({ Name }) => Name)).toEqual(["FullAWSAccess"]);
  });
});
