import { CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { GetUserCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../lambda/aws.ts";
import { readConfig } from "../../lambda/config.ts";
import type { Places } from "../../lambda/places.ts";
import { rolesToAssume } from "../../lambda/places.ts";
import { allow, HOME, makeRole, type Scene, startScene } from "./identify/scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

async function reach(places: Places, account: string): Promise<Aws> {
  const aws = await places.aws(account);
  if (!aws) throw new Error(`The account ${account} is not configured.`);
  return aws;
}

/** How often the responder has opened a session of the member role. */
const opened = () => scene.sessionsOf("security/member");

describe("a member account", () => {
  test("is reached through its role: calls are made there", async () => {
    const payments = await scene.createAccount("payments");
    const aws = await reach(await scene.places([payments.account]), payments.account);
    const { Roles } = await aws.iam.send(new ListRolesCommand({ PathPrefix: "/security/" }));
    expect(Roles?.map(({ Arn }) => Arn)).toEqual([`arn:aws:iam::${payments.account}:role/security/member`]);
    expect(aws.account).toBe(payments.account);
  });

  test("costs one session for many who ask at once, and none more for those who come later", async () => {
    const payments = await scene.createAccount("payments");
    const aws = await reach(await scene.places([payments.account]), payments.account);
    const ask = () => aws.iam.send(new ListRolesCommand({}));
    const trail = (region: string) => aws.client(CloudTrailClient, { region });
    const lookUp = (region: string) => trail(region).send(new LookupEventsCommand({}));
    await Promise.all([ask(), ask(), ask(), ...["us-east-1", "eu-west-1", "ap-south-1"].map(lookUp)]);
    await scene.advance(54 * 60);
    await ask();
    expect(opened()).toBe(1);
  });

  test("is reached on after hours: the session is renewed five minutes before it ends", async () => {
    const payments = await scene.createAccount("payments");
    const aws = await reach(await scene.places([payments.account]), payments.account);
    const ask = () => aws.iam.send(new ListRolesCommand({}));
    await ask();
    await scene.advance(55 * 60 + 1);
    await Promise.all([ask(), ask(), ask()]);
    expect(opened()).toBe(2);
    await scene.advance(24 * 3600);
    await ask();
    expect(opened()).toBe(3);
  });

  test("is reached on after hours also where the given clock runs far ahead of the machine's", async () => {
    await scene.close();
    scene = await startScene({ start: Date.parse("2099-01-01T00:00:00Z") });
    const payments = await scene.createAccount("payments");
    const aws = await reach(await scene.places([payments.account]), payments.account);
    for (let hour = 0; hour < 3; hour++) {
      await aws.iam.send(new ListRolesCommand({}));
      await scene.advance(3600);
    }
    expect(opened()).toBe(3);
  });

  test("that cannot be reached says which role, and what to do", async () => {
    const payments = await scene.createAccount("payments", { memberRole: false });
    const aws = await reach(await scene.places([payments.account]), payments.account);
    const refused = aws.iam.send(new ListRolesCommand({}));
    await expect(refused).rejects.toThrow(`The account ${payments.account} cannot be reached`);
    await expect(refused).rejects.toThrow(`arn:aws:iam::${payments.account}:role/security/member could not be assumed`);
    await expect(refused).rejects.toThrow(/Deploy the role in \d+, see that it trusts the responder's role/);
  });

  test("that could not be reached is tried again: a person may have repaired it", async () => {
    const payments = await scene.createAccount("payments", { memberRole: false });
    const aws = await reach(await scene.places([payments.account]), payments.account);
    await expect(aws.iam.send(new ListRolesCommand({}))).rejects.toThrow("cannot be reached");
    await makeRole(payments.iam, "member", {
      path: "/security/",
      trust: { AWS: HOME },
      statements: [allow(["iam:*"], "*")],
    });
    await expect(aws.iam.send(new ListRolesCommand({}))).resolves.toHaveProperty("Roles");
  });

  test("whose role asks for another external id refuses, and the error says that ids are compared", async () => {
    const payments = await scene.createAccount("payments");
    const members = { accounts: [payments.account], role: "security/member", externalId: "another-id" };
    const aws = await reach(await scene.places([], { members }), payments.account);
    await expect(aws.iam.send(new ListRolesCommand({}))).rejects.toThrow("asks for the external id that is configured");
    const without = { accounts: [payments.account], role: "security/member" };
    const bare = await reach(await scene.places([], { members: without }), payments.account);
    await expect(bare.iam.send(new ListRolesCommand({}))).rejects.toThrow(
      "asks for no external id (none is configured)",
    );
  });
});

describe("the accounts that can be reached", () => {
  test("are the responder's own, without any role, and those that are configured", async () => {
    const payments = await scene.createAccount("payments");
    const places = await scene.places([payments.account]);
    expect(places.accounts).toEqual([HOME, payments.account]);
    expect(await places.aws("444455556666")).toBeUndefined();
    const own = await reach(places, HOME);
    await expect(own.iam.send(new GetUserCommand({ UserName: "admin" }))).resolves.toHaveProperty("User");
    expect(opened()).toBe(0);
  });

  test("the organization's administration is reached through a role of its own, and is not served for that", async () => {
    const security = await scene.createAccount("security", { memberRole: false });
    await makeRole(security.iam, "boss", { trust: { AWS: HOME }, statements: [allow(["iam:ListRoles"], "*")] });
    const administration = { account: security.account, role: "boss", identityCenterRegion: "eu-west-1" };
    const places = await scene.places([], { administration });
    expect(places.accounts).toEqual([HOME]);
    expect(places.administration).toEqual({ account: security.account, identityCenterRegion: "eu-west-1", scp: false });
    const aws = await reach(places, security.account);
    await expect(aws.iam.send(new ListRolesCommand({}))).resolves.toHaveProperty("Roles");
  });

  test("an administration at home takes no role", async () => {
    const places = await scene.places([], { administration: { account: HOME } });
    const own = await reach(places, HOME);
    await expect(own.iam.send(new GetUserCommand({ UserName: "admin" }))).resolves.toHaveProperty("User");
    expect(rolesToAssume(HOME, readConfig({ administration: { account: HOME } }), "aws")).toEqual([]);
  });

  test.each(["aws", "aws-us-gov", "aws-cn"])("roles to be assumed are named in the partition %s", (partition) => {
    const config = readConfig({
      members: { accounts: [HOME, "222233334444"] },
      administration: { account: "333344445555" },
    });
    expect(rolesToAssume(HOME, config, partition)).toEqual([
      `arn:${partition}:iam::222233334444:role/credential-leak-responder-member`,
      `arn:${partition}:iam::333344445555:role/credential-leak-responder-administration`,
    ]);
  });
});
