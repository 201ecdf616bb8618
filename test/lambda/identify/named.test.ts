import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  GetRoleCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { identify } from "../../../lambda/identify/index.ts";
import type { Alert, Suspect } from "../../../lambda/model.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { alertAbout, HOME, makeRole, type Scene, startScene } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

const about = (principal: Suspect, more: Partial<Alert> = {}) => alertAbout(principal, scene.now(), more);
const here = (principal: Suspect, more: Partial<Alert> = {}) => about(principal, { account: HOME, ...more });

async function createRole({ iam }: Clients, RoleName: string): Promise<string> {
  await makeRole(iam, RoleName, { trust: { AWS: HOME }, statements: [] });
  return (await iam.send(new GetRoleCommand({ RoleName }))).Role?.RoleId ?? "";
}

describe("an alert that names its principal and its account", () => {
  test.each<[string, Suspect]>([
    ["role", { kind: "role", name: "app", id: "AROAIDPPEZS35WEXAMPLE", session: "worker-7" }],
    ["user", { kind: "user", name: "deploy" }],
    ["federated user with its issuer", { kind: "federated-user", name: "guest", issuer: "portal" }],
    ["root", { kind: "root" }],
    ["service", { kind: "aws-service", name: "ec2.amazonaws.com" }],
    ["something that nobody knows", { kind: "unknown", said: "Robot" }],
  ])("costs no call: %s", async (_, principal) => {
    const search = await scene.search();
    const before = scene.calls();
    const alert = here(principal, { accessKeyId: "ASIAIOSFODNN7EXAMPLE" });
    expect(await identify(alert, search)).toEqual({ outcome: "named", alert });
    expect(scene.calls()).toBe(before);
  });

  test("may give an ARN or a path for the name", async () => {
    for (const name of [`arn:aws:iam::${HOME}:role/teams/app`, "teams/app", "/teams/app"]) {
      const found = await scene.identify(here({ kind: "role", name, session: "worker-7" }));
      expect(found).toMatchObject({
        outcome: "named",
        alert: { principal: { kind: "role", name: "app", session: "worker-7" } },
      });
    }
  });

  test("is refused where the two contradict each other", async () => {
    const found = await scene.identify(here({ kind: "role", name: "arn:aws:iam::444455556666:role/app" }));
    expect(found).toMatchObject({ outcome: "nobody" });
  });
});

describe("an alert that names its principal and no account", () => {
  test("is about the one account that has such a principal", async () => {
    const payments = await scene.createAccount("payments");
    await createRole(payments, "ledger");
    const found = await scene.identify(about({ kind: "role", name: "ledger" }), [payments.account]);
    expect(found).toMatchObject({ outcome: "named", alert: { account: payments.account } });
  });

  test("is refused where several have one, and says which", async () => {
    const payments = await scene.createAccount("payments");
    await createRole(payments, "app");
    await createRole(scene.admin, "app");
    const found = await scene.identify(about({ kind: "role", name: "app" }), [payments.account]);
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain(`in several accounts (${HOME}, ${payments.account})`);
  });

  test("but its unique id, is about the principal with that id", async () => {
    const payments = await scene.createAccount("payments");
    const id = await createRole(payments, "app");
    await createRole(scene.admin, "app");
    const found = await scene.identify(about({ kind: "role", name: "app", id }), [payments.account]);
    expect(found).toMatchObject({ outcome: "named", alert: { account: payments.account, principal: { id } } });
  });

  test("but a key, is about the key's account", async () => {
    const payments = await scene.createAccount("payments");
    await payments.iam.send(new CreateUserCommand({ UserName: "batch" }));
    const { AccessKey } = await payments.iam.send(new CreateAccessKeyCommand({ UserName: "batch" }));
    const accessKeyId = AccessKey?.AccessKeyId ?? "";
    const found = await scene.identify(about({ kind: "user", name: "batch" }, { accessKeyId }), [payments.account]);
    expect(found).toMatchObject({ outcome: "named", alert: { account: payments.account } });
  });

  test.each<[string, Suspect, string]>([
    ["nobody has", { kind: "user", name: "ghost" }, "No account that is served has the user ghost"],
    ["is root", { kind: "root" }, "nothing tells whose root user it is"],
    ["IAM would not take", { kind: "role", name: "x' --" }, "is no name of a role"],
  ])("is refused where it names what %s", async (_, principal, because) => {
    const found = await scene.identify(about(principal));
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain(because);
  });

  test("is not taken for the home account's while a member account cannot be asked", async () => {
    const payments = await scene.createAccount("payments", { memberRole: false });
    await createRole(scene.admin, "app");
    const found = await scene.identify(about({ kind: "role", name: "app" }), [payments.account]);
    expect(found).toMatchObject({ outcome: "later" });
    expect("because" in found && found.because).toContain(`The account ${payments.account} could not be asked`);
  });
});

describe("a unique id without a name", () => {
  test("leads to the role, also behind a thousand others and in a member account", async () => {
    const payments = await scene.createAccount("payments");
    for (const name of ["a", "b", "c", "ledger"]) await createRole(payments, name);
    const id = await createRole(payments, "zebra");
    const found = await scene.identify(about({ kind: "unique-id", id, session: "worker-7" }), [payments.account]);
    expect(found).toMatchObject({
      outcome: "named",
      alert: { account: payments.account, principal: { kind: "role", name: "zebra", id, session: "worker-7" } },
    });
  });

  test("leads to the user", async () => {
    const { User } = await scene.admin.iam.send(new CreateUserCommand({ UserName: "deploy" }));
    const id = User?.UserId ?? "";
    const found = await scene.identify(here({ kind: "unique-id", id }));
    expect(found).toMatchObject({ outcome: "named", alert: { principal: { kind: "user", name: "deploy", id } } });
  });

  test("of a role that was deleted leads to nobody, though another one has its name by now", async () => {
    const id = await createRole(scene.admin, "app");
    await scene.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
    const trust = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
    await scene.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: trust }));
    const found = await scene.identify(here({ kind: "unique-id", id }));
    expect(found).toEqual({
      outcome: "nobody",
      because: `The account ${HOME} has no role with the id ${id}: it is deleted, and its sessions with it.`,
    });
  });

  test("that is none is not asked for", async () => {
    expect(await scene.identify(here({ kind: "unique-id", id: "AROA*" }))).toMatchObject({ outcome: "nobody" });
    expect(scene.calls("ListRoles")).toBe(0);
  });
});

describe("a federated user without its issuer", () => {
  async function federate(issuer: string, Name: string, region = "us-east-1") {
    const { iam } = scene.admin;
    await iam.send(new CreateUserCommand({ UserName: issuer }));
    const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await iam.send(new AttachUserPolicyCommand({ UserName: issuer, PolicyArn }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: issuer }));
    const keys = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
    const { Credentials } = await scene.as(keys).sts.send(new GetFederationTokenCommand({ Name }));
    await scene.as(keysOf(Credentials), region).sts.send(new GetCallerIdentityCommand({}));
    return keysOf(Credentials);
  }

  test("leads to the user whose key asked for the token", async () => {
    const { accessKeyId } = await federate("portal", "guest");
    await scene.advance(600);
    const principal = { kind: "federated-user", name: "guest", issuer: "portal" };
    const byKey = await scene.identify(here({ kind: "federated-user", name: "guest" }, { accessKeyId }));
    expect(byKey).toMatchObject({ outcome: "named", alert: { principal } });
    const byName = await scene.identify(here({ kind: "federated-user", name: "guest" }));
    expect(byName).toMatchObject({ outcome: "named", alert: { principal } });
  });

  test("whose name several users have given out leads to nobody without the key", async () => {
    await federate("portal", "guest");
    await federate("intruder", "guest", "eu-west-1");
    await scene.advance(600);
    const found = await scene.identify(here({ kind: "federated-user", name: "guest" }));
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain("Several users have asked for tokens named guest");
  });

  test("who has called nothing yet is waited for", async () => {
    const alert = here({ kind: "federated-user", name: "guest" });
    expect(await scene.identify(alert)).toMatchObject({ outcome: "later" });
    await scene.advance(31 * 60);
    expect(await scene.identify(alert)).toMatchObject({ outcome: "nobody" });
  });
});
