import { createHash } from "node:crypto";
import {
  GetRoleCommand,
  ListUsersCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import type { TestAws } from "../../../support/local-aws.ts";
import { toBase64 } from "../../../support/saml-idp.ts";
import { keysOf, policy, type Statement } from "../../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, roleArn, trust } from "../../iam/cast.ts";
import { trailOf, trustsFederated } from "./cast.ts";
import { ACTION, type Employees, ENTITY, PROVIDER } from "./employees.ts";
import { signIns } from "./sign-ins.ts";

let aws: TestAws;
let staff: Employees;
signIns((cast) => {
  ({ aws, staff } = cast);
});

const LOOK = new GetRoleCommand({ RoleName: "staff" });
const NAME_QUALIFIER = createHash("sha1").update(`${ENTITY}${ACCOUNT}/Shibboleth`).digest("base64");

const staffRole = (may: readonly Statement[] = [], actions: readonly string[] = [ACTION]) =>
  createRole(aws, "staff", { trusts: trustsFederated(PROVIDER, actions), may });

async function sessionOf(response: string) {
  return aws.as(keysOf((await staff.signIn(response)).Credentials));
}

describe("the session", () => {
  test("lasts an hour, or as asked within the role's maximum", async () => {
    await staffRole();
    const lasts = async (DurationSeconds?: number) =>
      ((await staff.signIn(staff.respond(), { DurationSeconds })).Credentials?.Expiration?.getTime() ?? 0) - aws.now();
    expect(await lasts()).toBe(3_600_000);
    expect(await lasts(900)).toBe(900_000);
    await expect(lasts(3601)).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    await aws.admin.iam.send(new UpdateRoleCommand({ RoleName: "staff", MaxSessionDuration: 43_200 }));
    expect(await lasts(43_200)).toBe(43_200_000);
  });

  test("ends no later than the identity provider's own session", async () => {
    await staffRole();
    const { Credentials } = await staff.signIn(staff.respond({ sessionNotOnOrAfter: aws.now() + 600_000 }));
    expect(Credentials?.Expiration?.getTime()).toBe(aws.now() + 600_000);
    const session = aws.as(keysOf(Credentials));
    await aws.advance(600);
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("does not mind SessionDuration, which is for the console", async () => {
    await staffRole();
    const { Credentials } = await staff.signIn(staff.respond({ attributes: { SessionDuration: "43200" } }));
    expect(Credentials?.Expiration?.getTime()).toBe(aws.now() + 3_600_000);
  });

  test("may do what both the role and its session policy allow", async () => {
    await staffRole([allow(["iam:GetRole", "iam:ListUsers"])]);
    const { Credentials } = await staff.signIn(staff.respond(), { Policy: policy(allow("iam:GetRole")) });
    const session = aws.as(keysOf(Credentials));
    await session.iam.send(LOOK);
    await expect(session.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("carries tags and a source identity of the assertion, each where the trust policy allows it", async () => {
    const Condition = { StringEquals: { "aws:PrincipalTag/Project": "Unicorn", "aws:SourceIdentity": "alice" } };
    await staffRole([{ ...allow("iam:GetRole"), Condition }]);
    const attributes = { "PrincipalTag:Project": "Unicorn", SourceIdentity: "alice" };
    await expect(staff.signIn(staff.respond({ attributes }))).rejects.toMatchObject({
      message: "Not authorized to perform sts:TagSession",
    });
    const trusts = async (...actions: string[]) => {
      const PolicyDocument = trustsFederated(PROVIDER, [ACTION, ...actions]);
      await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "staff", PolicyDocument }));
    };
    await trusts("sts:TagSession");
    await expect(staff.signIn(staff.respond({ attributes }))).rejects.toMatchObject({
      message: "Not authorized to perform sts:SetSourceIdentity",
    });
    await trusts("sts:TagSession", "sts:SetSourceIdentity");
    await (await sessionOf(staff.respond({ attributes }))).iam.send(LOOK);
    const plain = await sessionOf(staff.respond());
    await expect(plain.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("hands on the tags that the assertion calls transitive", async () => {
    const actions = ["sts:AssumeRole", "sts:TagSession"];
    await staffRole([allow(actions)], [ACTION, "sts:TagSession"]);
    const Condition = { StringEquals: { "aws:PrincipalTag/Project": "Unicorn" } };
    await createRole(aws, "next", {
      trusts: policy(trust({ AWS: ACCOUNT }, { Action: actions })),
      may: [{ ...allow("iam:GetRole"), Condition }],
    });
    const tag = { "PrincipalTag:Project": "Unicorn" };
    const kept = await sessionOf(staff.respond({ attributes: { ...tag, TransitiveTagKeys: "Project" } }));
    await aws.as(await assume(kept, "next")).iam.send(LOOK);
    const lost = await sessionOf(staff.respond({ attributes: tag }));
    await expect(aws.as(await assume(lost, "next")).iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("keeps saying who signed in: its own policies can ask for the subject", async () => {
    const Condition = { StringEquals: { "saml:sub": "alice", "saml:namequalifier": NAME_QUALIFIER } };
    await staffRole([{ ...allow("iam:GetRole"), Condition }]);
    await (await sessionOf(staff.respond())).iam.send(LOOK);
    const bob = await sessionOf(staff.respond({ subject: "bob" }));
    await expect(bob.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("the trail", () => {
  test("names the SAML user, who has no access key, and never the assertion", async () => {
    await staffRole([], [ACTION, "sts:TagSession", "sts:SetSourceIdentity"]);
    const attributes = { "PrincipalTag:Project": "Unicorn", TransitiveTagKeys: "Project", SourceIdentity: "alice" };
    const response = staff.respond({ attributes });
    const { Credentials, NameQualifier } = await staff.signIn(response, { DurationSeconds: 900 });
    expect(NameQualifier).toBe(NAME_QUALIFIER);
    const [event] = await trailOf(aws, "AssumeRoleWithSAML");
    expect(event).toMatchObject({
      userIdentity: {
        type: "SAMLUser",
        principalId: `${NAME_QUALIFIER}:alice`,
        userName: "alice",
        identityProvider: NAME_QUALIFIER,
      },
      recipientAccountId: ACCOUNT,
      requestParameters: {
        sAMLAssertionID: "_assertion",
        roleArn: roleArn("staff"),
        principalArn: PROVIDER,
        roleSessionName: "alice@example.com",
        durationSeconds: 900,
        principalTags: { Project: "Unicorn" },
        transitiveTagKeys: ["Project"],
        sourceIdentity: "alice",
      },
      responseElements: {
        credentials: { accessKeyId: Credentials?.AccessKeyId },
        subject: "alice",
        subjectType: "persistent",
        issuer: ENTITY,
        audience: "https://signin.aws.amazon.com/saml",
        nameQualifier: NAME_QUALIFIER,
      },
      resources: [
        { ARN: roleArn("staff"), type: "AWS::IAM::Role" },
        { ARN: PROVIDER, type: "AWS::IAM::SAMLProvider" },
      ],
    });
    expect(event?.["userIdentity"]).not.toHaveProperty("accessKeyId");
    expect(JSON.stringify(event)).not.toContain(toBase64(response).slice(0, 100));
  });

  test("names nobody whose assertion proved nothing", async () => {
    await staffRole();
    await staff.signIn(staff.idp.assertion(staff.complete())).catch(() => undefined);
    const [event] = await trailOf(aws, "AssumeRoleWithSAML");
    expect(event).toMatchObject({ userIdentity: { type: "Unknown" }, errorCode: "InvalidIdentityToken" });
    expect(JSON.stringify(event)).not.toContain("alice");
  });
});
