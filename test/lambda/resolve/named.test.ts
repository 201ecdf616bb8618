import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Alert, Resolution, Suspect } from "../../../lambda/model.ts";
import { resolve } from "../../../lambda/resolve/index.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy } from "../../support/session.ts";
import { alertAbout, HOME, type Scene, startScene } from "../identify/scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

const TRUST = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
const DENY = policy({ Effect: "Deny", Action: "*", Resource: "*" });

type Wish = { readonly alert?: Partial<Alert>; readonly members?: readonly string[]; readonly wantsSessions?: boolean };

async function resolved(principal: Suspect, { alert, members, wantsSessions = false }: Wish = {}): Promise<Resolution> {
  const places = await scene.places(members);
  return resolve(alertAbout(principal, scene.now(), { account: HOME, ...alert }), places, wantsSessions);
}

const because = (resolution: Resolution) => (resolution.found ? "" : resolution.because);

async function createRole(RoleName = "app", trust = TRUST): Promise<string> {
  const { Role } = await scene.admin.iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Path: "/teams/" }),
  );
  return Role?.RoleId ?? "";
}

async function createUser(UserName = "deploy") {
  const { User } = await scene.admin.iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await scene.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  return { id: User?.UserId ?? "", key: AccessKey?.AccessKeyId ?? "" };
}

describe("a role", () => {
  test("names the providers whose people may assume it, once each, and nobody whom its trust policy denies", async () => {
    const [saml, github, other] = ["saml-provider/people", "oidc-provider/github", "saml-provider/other"].map(
      (provider) => `arn:aws:iam::${HOME}:${provider}`,
    );
    const of = (Effect: string, Federated: unknown) => ({
      Effect,
      Principal: { Federated },
      Action: "sts:AssumeRole*",
    });
    await createRole(
      "app",
      policy(
        of("Allow", [saml, github]),
        { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" },
        of("Allow", saml),
        of("Deny", other),
      ),
    );
    expect(await resolved({ kind: "role", name: "app" })).toMatchObject({ principal: { federatedBy: [github, saml] } });
  });

  test("is shown as it is before anything is touched", async () => {
    const id = await createRole();
    const { iam } = scene.admin;
    await iam.send(new TagRoleCommand({ RoleName: "app", Tags: [{ Key: "team", Value: "payments" }] }));
    await iam.send(
      new PutRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions", PolicyDocument: DENY }),
    );
    expect(await resolved({ kind: "role", name: "app", id, session: "worker-7" })).toEqual({
      found: true,
      principal: {
        kind: "role",
        account: HOME,
        name: "app",
        arn: `arn:aws:iam::${HOME}:role/teams/app`,
        id,
        path: "/teams/",
        tags: { team: "payments" },
        session: "worker-7",
        olderSessionsPolicy: DENY,
      },
    });
  });

  test("costs two reads, and a third where single sessions may be denied", async () => {
    await createRole();
    await scene.places();
    const reads = () => scene.calls("GetRole") + scene.calls("GetRolePolicy");
    const before = reads();
    await resolved({ kind: "role", name: "app" });
    expect(reads() - before).toBe(2);
    const wide = await resolved({ kind: "role", name: "app" }, { wantsSessions: true });
    expect(reads() - before).toBe(5);
    expect(wide).toMatchObject({ found: true, principal: { sessionsPolicy: null } });
  });

  test("made anew under its name is noticed: its old sessions ended with it", async () => {
    const id = await createRole();
    await scene.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
    const newId = await createRole();
    const resolution = await resolved({ kind: "role", name: "app", id });
    expect(because(resolution)).toContain(`was made anew: it is ${newId} now, and the alert means ${id}`);
  });

  test("of a service is found, so that a guardrail can say why nothing is done", async () => {
    await scene.admin.iam.send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: "elasticloadbalancing.amazonaws.com" }),
    );
    expect(await resolved({ kind: "role", name: "AWSServiceRoleForElasticLoadBalancing" })).toMatchObject({
      found: true,
      principal: { kind: "role", path: "/aws-service-role/elasticloadbalancing.amazonaws.com/" },
    });
  });
});

describe("a user", () => {
  test("is shown with its keys and its deny, read in one round", async () => {
    const { id, key } = await createUser();
    const { iam } = scene.admin;
    await iam.send(new UpdateAccessKeyCommand({ UserName: "deploy", AccessKeyId: key, Status: "Inactive" }));
    await iam.send(
      new PutUserPolicyCommand({ UserName: "deploy", PolicyName: "AWSRevokeOlderSessions", PolicyDocument: DENY }),
    );
    expect(await resolved({ kind: "user", name: "deploy", id }, { alert: { accessKeyId: key } })).toEqual({
      found: true,
      principal: {
        kind: "user",
        account: HOME,
        name: "deploy",
        arn: `arn:aws:iam::${HOME}:user/deploy`,
        id,
        path: "/",
        tags: {},
        olderSessionsPolicy: DENY,
        keys: [{ id: key, active: false }],
      },
    });
  });

  test("whose long-term key the leaked one is not: nothing is deactivated in its place", async () => {
    await createUser();
    const leaked = { accessKeyId: "AKIAI44QH8DHBEXAMPLE" };
    const resolution = await resolved({ kind: "user", name: "deploy" }, { alert: leaked });
    expect(because(resolution)).toContain(
      "The user deploy has no key AKIAI44QH8DHBEXAMPLE: it is deleted, or another user's.",
    );
  });

  test("whose leaked key is a temporary one is found: such a key is on no user's list", async () => {
    const { key } = await createUser();
    const leaked = { accessKeyId: "ASIAI44QH8DHBEXAMPLE" };
    const resolution = await resolved({ kind: "user", name: "deploy" }, { alert: leaked });
    expect(resolution).toMatchObject({ found: true, principal: { keys: [{ id: key, active: true }] } });
  });

  test("made anew under its name is noticed", async () => {
    const { iam } = scene.admin;
    const { User } = await iam.send(new CreateUserCommand({ UserName: "deploy" }));
    await iam.send(new DeleteUserCommand({ UserName: "deploy" }));
    await iam.send(new CreateUserCommand({ UserName: "deploy" }));
    const resolution = await resolved({ kind: "user", name: "deploy", id: User?.UserId ?? "" });
    expect(because(resolution)).toContain(`was made anew`);
  });

  test("who asked for a federated user's token is the one to be denied", async () => {
    const { id } = await createUser("portal");
    const suspect: Suspect = { kind: "federated-user", name: "guest", issuer: "portal" };
    expect(await resolved(suspect, { alert: { accessKeyId: "ASIAI44QH8DHBEXAMPLE" } })).toMatchObject({
      found: true,
      principal: { kind: "user", name: "portal", id, federatedName: "guest" },
    });
  });
});

describe("what cannot be acted on is said with the reason and the way out", () => {
  test.each<[string, Suspect, string]>([
    ["a role that is gone", { kind: "role", name: "gone" }, `There is no role gone in the account ${HOME}.`],
    ["a user who is gone", { kind: "user", name: "gone" }, `There is no user gone in the account ${HOME}.`],
    ["a service", { kind: "aws-service", name: "ec2.amazonaws.com" }, "nothing of ours can revoke it"],
    [
      "something unknown",
      { kind: "unknown", said: "Robot\u001b[2J" },
      'does not say whose credential it is ("Robot\\u001b[2J")',
    ],
    [
      "a federated user of nobody",
      { kind: "federated-user", name: "guest" },
      "Look for GetFederationToken in CloudTrail",
    ],
    ["a bare key that nobody has looked for", { kind: "access-key" }, "names no principal yet"],
    ["a role by a name that is none", { kind: "role", name: "app' --" }, `"app' --" is no name of a role in IAM.`],
    ["a user by a name that is none", { kind: "user", name: "x".repeat(5000) }, "is no name of a user in IAM."],
  ])("%s", async (_, suspect, reason) => {
    const resolution = await resolved(suspect);
    expect(because(resolution)).toContain(reason);
    expect(because(resolution).length).toBeLessThan(400);
  });

  test("an account that is not served, though the organization's administration can be reached there", async () => {
    otherAccount(scene);
    const places = await scene.places([], { administration: { account: OTHER_ACCOUNT } });
    const alert = alertAbout({ kind: "role", name: "app" }, scene.now(), { account: OTHER_ACCOUNT });
    const resolution = await resolve(alert, places, false);
    expect(because(resolution)).toContain(`The account ${OTHER_ACCOUNT} is not one that this responder serves.`);
    const stranger = await resolved({ kind: "root" }, { alert: { account: OTHER_ACCOUNT } });
    expect(because(stranger)).toContain(`The account ${OTHER_ACCOUNT} is not one that this responder serves.`);
  });

  test("the root user of an account that is served, where nobody may write control policies", async () => {
    const payments = await scene.createAccount("payments");
    const wish = { alert: { account: payments.account }, members: [payments.account] };
    expect(because(await resolved({ kind: "root" }, wish))).toContain("No administration account is configured");
  });

  test("AWS that does not answer is no answer: whoever delivered the alert tries again", async () => {
    await createRole();
    await scene.forbid("iam:GetRolePolicy");
    await expect(resolved({ kind: "role", name: "app" })).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
