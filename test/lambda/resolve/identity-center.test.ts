import { execFileSync } from "node:child_process";
import { GetRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { DeleteUserCommand } from "@aws-sdk/client-identitystore";
import { DeleteInlinePolicyFromPermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import type { RolePrincipal } from "../../../lambda/model.ts";
import type { Places } from "../../../lambda/places.ts";
import { IDENTITY_CENTER_PERMISSIONS, resolveIdentityCenterUser } from "../../../lambda/resolve/identity-center.ts";
import { isIdentityCenterRole } from "../../../lambda/resolve/identity-center-role.ts";
import { HOME, startWorkforce, type Workforce } from "../../mock-aws/sso-admin/workforce.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { responderWith } from "../step/step-role.ts";

let force: Workforce;
let responder: Aws;
let account: string;

beforeEach(async () => {
  force = await startWorkforce();
  responder = await responderWith(force.aws, IDENTITY_CENTER_PERMISSIONS);
  account = await force.createAccount("workload");
});
afterEach(() => force.aws.close());

function places(administration?: Partial<NonNullable<Places["administration"]>>): Places {
  return {
    home: HOME,
    accounts: [HOME, account],
    aws: async (id) => (id === HOME ? responder : undefined),
    ...(administration ? { administration: { account: HOME, scp: false, ...administration } } : {}),
  };
}

async function inside(): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await force.aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
  return force.aws.as(keysOf(Credentials));
}

/** The role of the permission set in the account, as the responder reads it before it looks for the person. */
async function roleOf(set: string, session?: string): Promise<RolePrincipal> {
  const admin = await inside();
  const { Roles } = await admin.iam.send(new ListRolesCommand({}));
  const RoleName = Roles?.find((role) => role.RoleName?.startsWith(`AWSReservedSSO_${set}_`))?.RoleName ?? "";
  const { Role } = await admin.iam.send(new GetRoleCommand({ RoleName }));
  return {
    kind: "role",
    account,
    name: RoleName,
    arn: Role?.Arn ?? "",
    id: Role?.RoleId ?? "",
    path: Role?.Path ?? "",
    tags: {},
    olderSessionsPolicy: null,
    ...(session === undefined ? {} : { session }),
  };
}

/** A permission set of that name, assigned to a new person. */
async function assigned(set: string, user = "ana@example.com"): Promise<{ arn: string; userId: string }> {
  const arn = await force.createPermissionSet(set);
  const userId = await force.createUser(user);
  await force.assign(arn, userId, account);
  return { arn, userId };
}

describe("a session of a permission set's role", () => {
  test("is found to be the person's, with the set's policy as it is", async () => {
    const { arn, userId } = await assigned("Auditor");
    const role = await roleOf("Auditor", "ana@example.com");
    expect(await resolveIdentityCenterUser(places({}), role)).toEqual({
      found: true,
      principal: {
        kind: "identity-center-user",
        account,
        name: role.name,
        arn: role.arn,
        id: role.id,
        session: "ana@example.com",
        administration: {
          account: HOME,
          region: "us-east-1",
          instanceArn: force.InstanceArn,
          permissionSetArn: arn,
          userId,
          inlinePolicy: policy({ Effect: "Allow", Action: "iam:List*", Resource: "*" }),
        },
      },
    });
  });

  test("is found among more sets than are asked at once, whatever underscores are in the name", async () => {
    for (let index = 0; index < 12; index++) await assigned(`Set_${index}`, `user-${index}`);
    const { arn } = await assigned("Set_1_", "last");
    const resolution = await resolveIdentityCenterUser(places({}), await roleOf("Set_1_", "last"));
    expect(resolution).toMatchObject({ found: true, principal: { administration: { permissionSetArn: arn } } });
  });

  test("of a set without an inline policy says that there is none", async () => {
    const { arn } = await assigned("Auditor");
    const named = { InstanceArn: force.InstanceArn, PermissionSetArn: arn };
    await force.admin.sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named));
    const resolution = await resolveIdentityCenterUser(places({}), await roleOf("Auditor", "ana@example.com"));
    expect(resolution).toMatchObject({ principal: { administration: { inlinePolicy: null } } });
  });
});

describe("a person who can help is told how", () => {
  const because = async (at: Places, role: RolePrincipal) => {
    const resolution = await resolveIdentityCenterUser(at, role);
    if (resolution.found) throw new Error("It was found.");
    return resolution.because;
  };

  test("where no administration is configured: every command, with the names in it", async () => {
    await assigned("Auditor");
    const words = await because(places(), await roleOf("Auditor", "ana@example.com"));
    expect(words).toMatch(/^No administration account is configured\./);
    for (const part of [
      `aws sso-admin list-permission-sets-provisioned-to-account --region us-east-1 --account-id ${account}`,
      '" = Auditor ] && SET=$EACH',
      `'{"UniqueAttribute":{"AttributePath":"userName","AttributeValue":"ana@example.com"}}'`,
      "put-inline-policy-to-permission-set --region us-east-1 --inline-policy file://policy.json",
      "provision-permission-set --region us-east-1 --target-type ALL_PROVISIONED_ACCOUNTS",
    ])
      expect(words).toContain(part);
  });

  test("in commands that a shell understands", async () => {
    await assigned("Auditor");
    const words = await because(places(), await roleOf("Auditor", "ana@example.com"));
    const commands = words.split("\n").filter((line) => /^(aws |for |done|INSTANCE=|STORE=| {2}\[)/.test(line));
    expect(commands).toHaveLength(9);
    execFileSync("sh", ["-n", "-c", commands.join("\n")]);
  });

  test("where the administration's account cannot be reached", async () => {
    await assigned("Auditor");
    const role = await roleOf("Auditor", "ana@example.com");
    expect(await because(places({ account: "444455556666" }), role)).toMatch(
      /^The account 444455556666 is not one that this responder serves\. In the management account/,
    );
  });

  test("where Identity Center is in another Region than configured", async () => {
    await assigned("Auditor");
    const role = await roleOf("Auditor", "ana@example.com");
    expect(await because(places({ identityCenterRegion: "eu-west-1" }), role)).toMatch(
      /^There is no IAM Identity Center in eu-west-1/,
    );
  });

  test("where the person was deleted: the sessions go on", async () => {
    const { userId: UserId } = await assigned("Auditor");
    const role = await roleOf("Auditor", "ana@example.com");
    await force.admin.store.send(new DeleteUserCommand({ IdentityStoreId: force.IdentityStoreId, UserId }));
    expect(await because(places({}), role)).toMatch(/^IAM Identity Center has no user ana@example\.com\./);
  });

  test("where the alert names no session, or one that is none: it is in no command", async () => {
    await assigned("Auditor");
    for (const session of [undefined, "", "x", "a b", "$(reboot)", "'; reboot; '", "a".repeat(65), "a\nb"]) {
      const words = await because(places({}), await roleOf("Auditor", session));
      expect(words).toMatch(
        /^The alert does not say which session of AWSReservedSSO_Auditor_[0-9a-f]{16} has leaked\./,
      );
      expect(words).toContain("Find the user: in CloudTrail");
      expect(words).not.toContain("reboot");
    }
  });
});

test("the Region is read from the role's path, unless it is configured", async () => {
  await assigned("Auditor");
  const role = { ...(await roleOf("Auditor", "ana@example.com")), path: "/aws-reserved/sso.amazonaws.com/eu-west-1/" };
  expect(await resolveIdentityCenterUser(places({}), role)).toMatchObject({
    because: expect.stringMatching(/^There is no IAM Identity Center in eu-west-1/),
  });
  const configured = places({ identityCenterRegion: "us-east-1" });
  expect(await resolveIdentityCenterUser(configured, role)).toMatchObject({ found: true });
});

test("only AWS's own path makes a role Identity Center's, whatever a role is called", () => {
  expect(isIdentityCenterRole({ path: "/aws-reserved/sso.amazonaws.com/" })).toBe(true);
  expect(isIdentityCenterRole({ path: "/aws-reserved/sso.amazonaws.com/eu-central-1/" })).toBe(true);
  expect(isIdentityCenterRole({ path: "/" })).toBe(false);
  expect(isIdentityCenterRole({ path: "/x/aws-reserved/sso.amazonaws.com/" })).toBe(false);
});
