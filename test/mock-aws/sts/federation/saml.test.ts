import {
  DeleteSAMLProviderCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateSAMLProviderCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "vitest";
import type { TestAws } from "../../../support/local-aws.ts";
import { samlIdp } from "../../../support/saml-idp.ts";
import { keysOf, policy, type Statement } from "../../../support/session.ts";
import { ACCOUNT, createRole, roleArn } from "../../iam/cast.ts";
import { trustsFederated } from "./cast.ts";
import { ACTION, type Employees, ENTITY, PROVIDER } from "./employees.ts";
import { signIns } from "./sign-ins.ts";

let aws: TestAws;
let staff: Employees;
signIns((cast) => {
  ({ aws, staff } = cast);
});

const SIGN_IN = "https://signin.aws.amazon.com/saml";
const REFUSED = { name: "AccessDenied", message: `Not authorized to perform ${ACTION}` };
const invalid = (message: unknown) => ({ name: "InvalidIdentityTokenException", message });

/** A role for whoever the provider signs in for AWS, as the console writes its trust policy. */
function staffRole(condition: Statement = { StringEquals: { "SAML:aud": SIGN_IN } }): Promise<void> {
  return createRole(aws, "staff", { trusts: trustsFederated(PROVIDER, [ACTION], { Condition: condition }) });
}

describe("who may open a session with a SAML assertion", () => {
  test("whom the trust policy means, without any key of AWS", async () => {
    await staffRole();
    const answer = await staff.signIn(staff.respond());
    expect(answer).toMatchObject({
      Subject: "alice",
      SubjectType: "persistent",
      Issuer: ENTITY,
      Audience: SIGN_IN,
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/staff/alice@example.com` },
    });
    const who = await aws.as(keysOf(answer.Credentials)).sts.send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/staff/alice@example.com`);
  });

  test.each([
    ["saml:aud", SIGN_IN, "https://eu-west-1.signin.aws.amazon.com/saml"],
    ["saml:iss", ENTITY, "https://another.example.com"],
    ["saml:sub", "alice", "bob"],
    ["saml:sub_type", "persistent", "transient"],
    ["saml:doc", `${ACCOUNT}/Shibboleth`, `${ACCOUNT}/Another`],
  ])("by %s", async (key, right, wrong) => {
    await staffRole({ StringEquals: { [key]: right } });
    await staff.signIn(staff.respond());
    const PolicyDocument = trustsFederated(PROVIDER, [ACTION], { Condition: { StringEquals: { [key]: wrong } } });
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "staff", PolicyDocument }));
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject({
      ...REFUSED,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("by attributes of the directory", async () => {
    await staffRole({ "ForAnyValue:StringEquals": { "saml:edupersonaffiliation": "staff" } });
    const affiliation = (...values: string[]) => ({
      attributes: { "urn:oid:1.3.6.1.4.1.5923.1.1.1.1": values },
    });
    await staff.signIn(staff.respond(affiliation("member", "staff")));
    await expect(staff.signIn(staff.respond(affiliation("student")))).rejects.toMatchObject(REFUSED);
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(REFUSED);
  });

  test("only for the roles that the assertion names together with the provider", async () => {
    await staffRole();
    await createRole(aws, "admin", { trusts: trustsFederated(PROVIDER, [ACTION]) });
    await expect(staff.signIn(staff.respond(), { RoleArn: roleArn("admin") })).rejects.toMatchObject(REFUSED);
    const both = [`${PROVIDER},${roleArn("admin")}`, `${roleArn("staff")},${PROVIDER}`];
    await staff.signIn(staff.respond({ attributes: { Role: both } }), { RoleArn: roleArn("admin") });
    const byAnother = `${roleArn("staff")},${PROVIDER}2`;
    await expect(staff.signIn(staff.respond({ attributes: { Role: byAnother } }))).rejects.toMatchObject(REFUSED);
  });

  test("nobody of a role that trusts the account, another provider, or only for AssumeRole", async () => {
    await createRole(aws, "staff");
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(REFUSED);
    for (const PolicyDocument of [
      trustsFederated(`${PROVIDER}2`, [ACTION]),
      trustsFederated(PROVIDER, ["sts:AssumeRole"]),
    ]) {
      await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "staff", PolicyDocument }));
      await expect(staff.signIn(staff.respond())).rejects.toMatchObject(REFUSED);
    }
  });

  test("not whom an explicit deny names", async () => {
    const all = { Effect: "Allow", Principal: { Federated: PROVIDER }, Action: ACTION };
    const Condition = { StringEquals: { "saml:sub": "alice" } };
    await createRole(aws, "staff", { trusts: policy(all, { ...all, Effect: "Deny", Condition }) });
    await staff.signIn(staff.respond({ subject: "bob" }));
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(REFUSED);
  });

  test("a role that does not exist is refused like one that trusts nobody", async () => {
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(REFUSED);
  });
});

describe("the assertion", () => {
  beforeEach(() => staffRole());

  test("may be signed by itself, or with the whole response", async () => {
    await staff.signIn(staff.respond({}, "Assertion"));
    await staff.signIn(staff.respond({}, "Response"));
  });

  test("must be from the provider that is named", async () => {
    await expect(staff.signIn(staff.respond({ issuer: "https://another.example.com" }))).rejects.toMatchObject(
      invalid("Issuer not present in specified provider"),
    );
  });

  test("must be for AWS: its audience and its recipient", async () => {
    await expect(staff.signIn(staff.respond({ audience: "https://app.example.com" }))).rejects.toMatchObject(
      invalid("Response does not contain the required audience."),
    );
    await expect(staff.signIn(staff.respond({ recipient: "https://app.example.com/saml" }))).rejects.toMatchObject(
      invalid(expect.stringContaining("recipient")),
    );
    await expect(staff.signIn(staff.respond({ audience: null }))).rejects.toMatchObject(
      invalid("Response does not contain the required audience."),
    );
    await staff.signIn(staff.respond({ audience: "urn:amazon:webservices" }));
  });

  test("is good for five minutes from its issue, by the virtual clock", async () => {
    const response = staff.respond({ notOnOrAfter: aws.now() + 3_600_000 });
    await aws.advance(299);
    await staff.signIn(response);
    await aws.advance(1);
    await expect(staff.signIn(response)).rejects.toMatchObject({
      name: "ExpiredTokenException",
      message: "Token must be redeemed within 5 minutes of issuance",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("is good until it says, and not before", async () => {
    const short = staff.respond({ notOnOrAfter: aws.now() + 60_000 });
    await aws.advance(59);
    await staff.signIn(short);
    await aws.advance(1);
    await expect(staff.signIn(short)).rejects.toMatchObject({ name: "ExpiredTokenException" });
    const soon = aws.now() + 1000;
    for (const early of [{ notBefore: soon }, { notBefore: aws.now(), issuedAt: soon }])
      await expect(staff.signIn(staff.respond(early))).rejects.toMatchObject({ name: "InvalidIdentityTokenException" });
  });

  test("opens nothing after the identity provider's own session", async () => {
    const over = staff.respond({ sessionNotOnOrAfter: aws.now() });
    await expect(staff.signIn(over)).rejects.toMatchObject({ name: "ExpiredTokenException" });
  });

  test("must name the session", async () => {
    const named = (RoleSessionName: string | undefined) => staff.respond({ attributes: { RoleSessionName } });
    await expect(staff.signIn(named(undefined))).rejects.toMatchObject(
      invalid("RoleSessionName is required in AuthnResponse"),
    );
    await expect(staff.signIn(named("a b"))).rejects.toMatchObject(
      invalid("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"),
    );
  });

  test("must not set a source identity that is none", async () => {
    await expect(staff.signIn(staff.respond({ attributes: { SourceIdentity: "aws:root" } }))).rejects.toMatchObject(
      invalid('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"'),
    );
  });

  test("of a sign-in that failed opens nothing", async () => {
    await expect(staff.signIn(staff.respond({ status: "AuthnFailed" }))).rejects.toMatchObject({
      name: "IDPRejectedClaimException",
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("of a provider that was deleted, or never was, is refused", async () => {
    const response = staff.respond();
    const nowhere = PROVIDER.replace(ACCOUNT, "999999999999");
    for (const PrincipalArn of [`${PROVIDER}2`, nowhere])
      await expect(staff.signIn(response, { PrincipalArn })).rejects.toMatchObject(
        invalid("Specified provider doesn't exist."),
      );
    await aws.admin.iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn: PROVIDER }));
    await expect(staff.signIn(response)).rejects.toMatchObject(invalid("Specified provider doesn't exist."));
  });

  test("is checked by the metadata that the provider has now: whoever replaces it lets himself in", async () => {
    const intruder = samlIdp(ENTITY, () => aws.now());
    const forged = intruder.respond(staff.complete({ subject: "intruder" }));
    await expect(staff.signIn(forged)).rejects.toMatchObject(invalid("Response signature invalid"));
    const update = { SAMLProviderArn: PROVIDER, SAMLMetadataDocument: intruder.metadata };
    await aws.admin.iam.send(new UpdateSAMLProviderCommand(update));
    await staff.signIn(forged);
    await expect(staff.signIn(staff.respond())).rejects.toMatchObject(invalid("Response signature invalid"));
  });
});
