import {
  GetRoleCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import type { TestAws } from "../../../support/local-aws.ts";
import { keysOf, policy, type Statement } from "../../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, deny, roleArn, trust, variable } from "../../iam/cast.ts";
import { trailOf, trustsFederated } from "./cast.ts";
import { signIns } from "./sign-ins.ts";
import { ACTION, SUBJECT, type Workflows } from "./workflows.ts";

let aws: TestAws;
let workflows: Workflows;
signIns((cast) => {
  ({ aws, workflows } = cast);
});

const LOOK = new GetRoleCommand({ RoleName: "deploy" });

/** What only a session with that tag may do. */
function ifTagged(tag: string, value: string): Statement {
  return { ...allow("iam:GetRole"), Condition: { StringEquals: { [`aws:PrincipalTag/${tag}`]: value } } };
}

describe("the session", () => {
  test("lasts an hour, or as asked within the role's maximum, longer than the token", async () => {
    await workflows.deployRole();
    const { Credentials } = await workflows.signIn(workflows.token());
    expect(Credentials?.Expiration?.getTime()).toBe(aws.now() + 3_600_000);
    expect(
      (await workflows.signIn(workflows.token(), { DurationSeconds: 900 })).Credentials?.Expiration?.getTime(),
    ).toBe(aws.now() + 900_000);
    await expect(workflows.signIn(workflows.token(), { DurationSeconds: 3601 })).rejects.toMatchObject({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    await expect(workflows.signIn(workflows.token(), { DurationSeconds: 899 })).rejects.toMatchObject({
      name: "ValidationError",
    });
    await aws.advance(3599);
    const session = aws.as(keysOf(Credentials));
    await session.sts.send(new GetCallerIdentityCommand({}));
    await aws.advance(1);
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("may do what both the role and its session policies allow", async () => {
    await workflows.deployRole([ACTION], [allow(["iam:GetRole", "iam:ListUsers"])]);
    const wish = {
      Policy: policy(allow(["iam:GetRole", "iam:ListRoles"])),
      PolicyArns: [{ arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }],
    };
    const { PackedPolicySize, Credentials } = await workflows.signIn(workflows.token(), wish);
    expect(PackedPolicySize).toBeGreaterThan(0);
    const session = aws.as(keysOf(Credentials));
    await session.iam.send(LOOK);
    await expect(session.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(session.iam.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("carries tags of the token on and along, where the trust policy allows to tag", async () => {
    const named = { principal_tags: { team: ["blue"], job: ["7"] }, transitive_tag_keys: ["team"] };
    const tags = { "https://aws.amazon.com/tags": named };
    await workflows.deployRole([ACTION], [allow(["sts:AssumeRole", "sts:TagSession"]), ifTagged("job", "7")]);
    await expect(workflows.signIn(workflows.token(tags))).rejects.toMatchObject({
      message: "Not authorized to perform sts:TagSession",
    });
    const PolicyDocument = trustsFederated(workflows.provider, [ACTION, "sts:TagSession"]);
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
    const session = aws.as(keysOf((await workflows.signIn(workflows.token(tags))).Credentials));
    await session.iam.send(LOOK);
    const untagged = aws.as(keysOf((await workflows.signIn(workflows.token())).Credentials));
    await expect(untagged.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });

    const trusts = policy(trust({ AWS: ACCOUNT }, { Action: ["sts:AssumeRole", "sts:TagSession"] }));
    await createRole(aws, "inherits-team", { trusts, may: [ifTagged("team", "blue")] });
    await createRole(aws, "inherits-no-job", { trusts, may: [ifTagged("job", "7")] });
    await aws.as(await assume(session, "inherits-team")).iam.send(LOOK);
    const without = aws.as(await assume(session, "inherits-no-job"));
    await expect(without.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("takes tags that the token gives each in a claim of its own, too", async () => {
    await createRole(aws, "deploy", {
      trusts: trustsFederated(workflows.provider, [ACTION, "sts:TagSession"]),
      may: [ifTagged("team", "blue")],
    });
    const flat = { "https://aws.amazon.com/tags/principal_tags/team": "blue" };
    await aws.as(keysOf((await workflows.signIn(workflows.token(flat))).Credentials)).iam.send(LOOK);
  });

  test("carries a source identity of the token, where the trust policy allows to set one", async () => {
    const source = { "https://aws.amazon.com/source_identity": "alice" };
    await workflows.deployRole();
    await expect(workflows.signIn(workflows.token(source))).rejects.toMatchObject({
      message: "Not authorized to perform sts:SetSourceIdentity",
    });
    const PolicyDocument = trustsFederated(workflows.provider, [ACTION, "sts:SetSourceIdentity"]);
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
    expect((await workflows.signIn(workflows.token(source))).SourceIdentity).toBe("alice");
  });

  test("keeps saying who signed in: its own policies can ask for the subject", async () => {
    const mine = { ...allow("iam:GetRole"), Resource: roleArn(variable(`${workflows.key}:sub`)) };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION]), may: [mine] });
    const session = aws.as(keysOf((await workflows.signIn(workflows.token({ sub: "deploy" }))).Credentials));
    await session.iam.send(LOOK);
    const other = aws.as(keysOf((await workflows.signIn(workflows.token({ sub: "another" }))).Credentials));
    await expect(other.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("is known to policies by its provider", async () => {
    const Condition = { ArnEquals: { "aws:FederatedProvider": workflows.provider } };
    await workflows.deployRole([ACTION], [{ ...allow("iam:GetRole"), Condition }]);
    await aws.as(keysOf((await workflows.signIn(workflows.token())).Credentials)).iam.send(LOOK);
  });

  test("is denied with all that were issued before the cutoff; whoever can still sign in gets a new one", async () => {
    await workflows.deployRole([ACTION], [allow("iam:GetRole")]);
    const older = aws.as(keysOf((await workflows.signIn(workflows.token())).Credentials));
    const cutoff = new Date(aws.now() + 30_000).toISOString();
    const PolicyDocument = policy({ ...deny("*"), Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } } });
    const PolicyName = "AWSRevokeOlderSessions";
    await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "deploy", PolicyName, PolicyDocument }));
    await aws.advance(30);
    await expect(older.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
    await aws.as(keysOf((await workflows.signIn(workflows.token())).Credentials)).iam.send(LOOK);
  });
});

describe("the trail", () => {
  test("names the web identity, which has no access key, and never the token", async () => {
    await workflows.deployRole();
    const jwt = await workflows.token();
    const { Credentials } = await workflows.signIn(jwt);
    const [event] = await trailOf(aws, "AssumeRoleWithWebIdentity");
    expect(event).toMatchObject({
      userIdentity: {
        type: "WebIdentityUser",
        principalId: `${workflows.provider}:sts.amazonaws.com:${SUBJECT}`,
        userName: SUBJECT,
        identityProvider: workflows.provider,
      },
      awsRegion: "us-east-1",
      readOnly: true,
      recipientAccountId: ACCOUNT,
      requestParameters: { roleArn: roleArn("deploy"), roleSessionName: "run-7" },
      responseElements: {
        credentials: { accessKeyId: Credentials?.AccessKeyId },
        subjectFromWebIdentityToken: SUBJECT,
        audience: "sts.amazonaws.com",
        provider: workflows.provider,
      },
      resources: [{ ARN: roleArn("deploy"), accountId: ACCOUNT, type: "AWS::IAM::Role" }],
    });
    expect(event?.["userIdentity"]).not.toHaveProperty("accessKeyId");
    expect(JSON.stringify(event)).not.toContain(jwt);
    expect(JSON.stringify(event)).not.toContain(String(Credentials?.SecretAccessKey));
  });

  test("tells of later calls through which provider the session came", async () => {
    await workflows.deployRole();
    await aws
      .as(keysOf((await workflows.signIn(workflows.token())).Credentials))
      .sts.send(new GetCallerIdentityCommand({}));
    const [event] = await trailOf(aws, "GetCallerIdentity");
    expect(event).toMatchObject({
      userIdentity: {
        type: "AssumedRole",
        sessionContext: { webIdFederationData: { federatedProvider: workflows.provider, attributes: {} } },
      },
    });
  });

  test("shows who was refused, and names nobody who proved nothing", async () => {
    await workflows.deployRole();
    await workflows.signIn(workflows.token({ sub: "somebody" })).catch(() => undefined);
    await workflows.signIn(workflows.token({ aud: "wrong" })).catch(() => undefined);
    const [refused, unproven] = await trailOf(aws, "AssumeRoleWithWebIdentity");
    expect(refused).toMatchObject({
      userIdentity: { type: "WebIdentityUser", userName: "somebody" },
      errorCode: "AccessDenied",
      responseElements: null,
    });
    expect(unproven).toMatchObject({ userIdentity: { type: "Unknown" }, errorCode: "InvalidIdentityToken" });
    expect(JSON.stringify(unproven)).not.toContain(SUBJECT);
  });
});
