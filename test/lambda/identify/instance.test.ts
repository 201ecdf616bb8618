import {
  DescribeIamInstanceProfileAssociationsCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateInstanceProfileCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Suspect } from "../../../lambda/model.ts";
import { stealFromInstance } from "../../../local/steal-from-instance.ts";
import { createInstanceRole, imdsOf, runInstance } from "../../support/instance.ts";
import { keysOf } from "../../support/session.ts";
import { alertAbout, HOME, makeRole, type Scene, startScene } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

async function runWeb() {
  await createInstanceRole(scene, "web");
  const { InstanceId: id = "" } = await runInstance(scene, "web");
  const { Role } = await scene.admin.iam.send(new GetRoleCommand({ RoleName: "web" }));
  return { id, role: { kind: "role", name: "web", id: Role?.RoleId } };
}

const about = (principal: Suspect, more = {}) => alertAbout(principal, scene.now(), { account: HOME, ...more });

async function steal(id: string, roleName = "web") {
  const stolen = scene.as(await stealFromInstance((await imdsOf(scene, id)) ?? "", roleName));
  await stolen.sts.send(new GetCallerIdentityCommand({}));
  return stolen;
}

const terminate = (id: string) => scene.admin.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));

describe("an instance id is enough", () => {
  test("it leads to the role in its profile, and to the session that bears its name", async () => {
    const { id, role } = await runWeb();
    const before = scene.calls("DescribeInstances");
    const found = await scene.identify(about({ kind: "instance", id }, { region: "us-east-1" }));
    expect(found).toMatchObject({ outcome: "named", alert: { account: HOME, principal: { ...role, session: id } } });
    expect(scene.calls("DescribeInstances") - before).toBe(1);
  });

  test.each(["unknown", "eu-west-1", "evil.example.com/"])(
    "also where the alert says the Region is %j",
    async (region) => {
      const { id } = await runWeb();
      expect(await scene.identify(about({ kind: "instance", id }, { region }))).toMatchObject({
        outcome: "named",
        alert: { principal: { kind: "role", name: "web", session: id } },
      });
    },
  );

  test("also without the account: every account that is served is asked", async () => {
    const { id } = await runWeb();
    const payments = await scene.createAccount("payments");
    const found = await scene.identify(alertAbout({ kind: "instance", id }, scene.now()), [payments.account]);
    expect(found).toMatchObject({ outcome: "named", alert: { account: HOME, principal: { name: "web" } } });
  });

  test("also when it is gone: what the thief has signed as the instance is on the trail", async () => {
    const { id } = await runWeb();
    await steal(id);
    await terminate(id);
    await scene.advance(2 * 3600);
    expect(await scene.identify(about({ kind: "instance", id }))).toMatchObject({
      outcome: "named",
      alert: { principal: { kind: "role", name: "web", session: id } },
    });
  });

  test("with the key it leads to the role that the instance had then, not to the one that it has now", async () => {
    const { id } = await runWeb();
    const stolen = await steal(id);
    await createInstanceRole(scene, "harmless");
    const { ec2 } = scene.admin;
    const wish = new DescribeIamInstanceProfileAssociationsCommand({});
    const [association] = (await ec2.send(wish)).IamInstanceProfileAssociations ?? [];
    const AssociationId = association?.AssociationId ?? "";
    const IamInstanceProfile = { Name: "harmless" };
    await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }));
    await scene.advance(3600);
    const { accessKeyId } = stolen.keys;
    expect(await scene.identify(about({ kind: "instance", id }, { accessKeyId }))).toMatchObject({
      outcome: "named",
      alert: { principal: { name: "web" } },
    });
    expect(await scene.identify(about({ kind: "instance", id }))).toMatchObject({
      outcome: "named",
      alert: { principal: { name: "harmless" } },
    });
  });
});

describe("an instance that leads to nobody", () => {
  test("one that is gone and has left nothing on the trail", async () => {
    const { id } = await runWeb();
    await terminate(id);
    await scene.advance(2 * 3600);
    const old = alertAbout({ kind: "instance", id }, scene.now() - 2 * 3600_000, { account: HOME });
    const found = await scene.identify(old);
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain(`No instance ${id} with an instance profile`);
  });

  test("one without a profile is waited for only as long as the trail may be late", async () => {
    const { InstanceId: id = "" } = await runInstance(scene);
    const alert = about({ kind: "instance", id });
    expect(await scene.identify(alert)).toMatchObject({ outcome: "later" });
    await scene.advance(31 * 60);
    expect(await scene.identify(alert)).toMatchObject({ outcome: "nobody" });
  });

  test("an intruder who names a session like the instance does not turn the search to that session's role", async () => {
    const { InstanceId: id = "" } = await runInstance(scene);
    await makeRole(scene.admin.iam, "victim", { trust: { AWS: HOME }, statements: [] });
    const RoleArn = `arn:aws:iam::${HOME}:role/victim`;
    const { Credentials } = await scene.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: id }));
    await scene.as(keysOf(Credentials)).sts.send(new GetCallerIdentityCommand({}));
    const alert = about({ kind: "instance", id });
    await scene.advance(3600);
    expect(await scene.identify(alert)).toMatchObject({ outcome: "nobody" });
  });

  test("what is no instance id is not asked for", async () => {
    const found = await scene.identify(about({ kind: "instance", id: "i-0123' OR 1=1" }));
    expect(found).toMatchObject({ outcome: "nobody" });
    expect(scene.calls("DescribeRegions")).toBe(0);
  });
});

describe("an instance profile", () => {
  test("leads to its role, and to the instance's session where the alert names the instance", async () => {
    const { id, role } = await runWeb();
    const profile = await scene.identify(about({ kind: "instance-profile", name: "web", instance: id }));
    expect(profile).toMatchObject({ outcome: "named", alert: { principal: { ...role, session: id } } });
    const alone = await scene.identify(about({ kind: "instance-profile", name: "web" }));
    expect(alone).toMatchObject({ outcome: "named", alert: { principal: role } });
    expect(alone).not.toHaveProperty("alert.principal.session");
  });

  test("is found by its ARN too, which names the account", async () => {
    await runWeb();
    const name = `arn:aws:iam::${HOME}:instance-profile/teams/web`;
    const found = await scene.identify(alertAbout({ kind: "instance-profile", name }, scene.now()));
    expect(found).toMatchObject({ outcome: "named", alert: { account: HOME, principal: { name: "web" } } });
  });

  test.each([
    ["that is not there", "gone", `There is no instance profile gone in ${HOME}.`],
    ["without a role", "empty", "has no role: it gives out no credentials."],
    ["with a name that is none", "a b", "is no name of an instance profile"],
  ])("%s leads to nobody", async (_, name, because) => {
    await scene.admin.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "empty" }));
    const found = await scene.identify(about({ kind: "instance-profile", name }));
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain(because);
  });
});
