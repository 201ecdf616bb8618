import { get } from "node:http";
import { text } from "node:stream/consumers";
import {
  CreateOpenIDConnectProviderCommand,
  DisableOutboundWebIdentityFederationCommand,
  EnableOutboundWebIdentityFederationCommand,
  GetOutboundWebIdentityFederationInfoCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { GetWebIdentityTokenCommand, type GetWebIdentityTokenCommandInput } from "@aws-sdk/client-sts";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../../support/local-aws.ts";
import { policy } from "../../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, roleArn, userArn } from "../../iam/cast.ts";
import { trailOf } from "./cast.ts";
import { startWorkflows } from "./workflows.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const AUDIENCE = "https://api.example.com";

async function enable(): Promise<string> {
  const { IssuerIdentifier } = await aws.admin.iam.send(new EnableOutboundWebIdentityFederationCommand({}));
  return IssuerIdentifier ?? "";
}

async function tokenOf(who: Pick<Clients, "sts">, wish: Partial<GetWebIdentityTokenCommandInput> = {}) {
  const input = { Audience: [AUDIENCE], SigningAlgorithm: "ES384", ...wish };
  const { WebIdentityToken } = await who.sts.send(new GetWebIdentityTokenCommand(input));
  return WebIdentityToken ?? "";
}

/** A page of the issuer, as the world would ask for it if the issuer's name led here. */
async function publishedAt(url: string): Promise<unknown> {
  const { host, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    get(`${aws.endpoint}${pathname}`, { headers: { host } }, (response) => {
      text(response).then((body) => resolve(JSON.parse(body)), reject);
    }).on("error", reject);
  });
}

/** What somebody outside AWS learns from a token, after checking it. */
async function checked(token: string, issuer: string) {
  const document = (await publishedAt(`${issuer}/.well-known/openid-configuration`)) as { readonly jwks_uri: string };
  const keys = createLocalJWKSet((await publishedAt(document.jwks_uri)) as JSONWebKeySet);
  return jwtVerify(token, keys, { issuer, audience: AUDIENCE, currentDate: new Date(aws.now()) });
}

describe("a token by which others know a principal of AWS", () => {
  test("is signed by the account's own issuer, for that audience and for five minutes", async () => {
    const issuer = await enable();
    expect(issuer).toMatch(/^https:\/\/[\w-]+\.tokens\.sts\.global\.api\.aws$/);
    const ann = await createUser(aws, "ann", allow("sts:GetWebIdentityToken"));
    for (const SigningAlgorithm of ["ES384", "RS256"]) {
      const { payload, protectedHeader } = await checked(await tokenOf(ann, { SigningAlgorithm }), issuer);
      expect(protectedHeader.alg).toBe(SigningAlgorithm);
      expect(payload).toMatchObject({
        iss: issuer,
        aud: AUDIENCE,
        sub: userArn("ann"),
        iat: aws.now() / 1000,
        exp: aws.now() / 1000 + 300,
        "https://sts.amazonaws.com/": {
          aws_account: ACCOUNT,
          source_region: "us-east-1",
          principal_id: userArn("ann"),
        },
      });
    }
  });

  test("names the role of a session, with its tags and the end of the session", async () => {
    const issuer = await enable();
    await createRole(aws, "app", { may: [allow(["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"])] });
    await aws.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags: [{ Key: "team", Value: "blue" }] }));
    const session = aws.as(await assume(aws.admin, "app"));
    const { payload } = await checked(await tokenOf(session, { Tags: [{ Key: "job", Value: "7" }] }), issuer);
    expect(payload).toMatchObject({
      sub: roleArn("app"),
      "https://sts.amazonaws.com/": {
        principal_tags: { team: "blue" },
        request_tags: { job: "7" },
        original_session_exp: new Date(aws.now() + 3_600_000).toISOString().replace(".000", ""),
      },
    });
  });

  test("takes the permission, within the conditions of its policy", async () => {
    await enable();
    const ann = await createUser(aws, "ann");
    await expect(tokenOf(ann)).rejects.toMatchObject({ name: "AccessDenied" });
    const Condition = {
      "ForAllValues:StringEquals": { "sts:IdentityTokenAudience": [AUDIENCE] },
      NumericLessThanEquals: { "sts:DurationSeconds": 300 },
      StringEquals: { "sts:SigningAlgorithm": "ES384" },
    };
    const bob = await createUser(aws, "bob", { ...allow("sts:GetWebIdentityToken"), Condition });
    await tokenOf(bob);
    for (const wish of [
      { Audience: [AUDIENCE, "https://other.example.com"] },
      { DurationSeconds: 301 },
      { SigningAlgorithm: "RS256" },
      { Tags: [{ Key: "job", Value: "7" }] },
    ])
      await expect(tokenOf(bob, wish)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("lasts between a minute and an hour", async () => {
    await enable();
    await tokenOf(aws.admin, { DurationSeconds: 3600 });
    for (const DurationSeconds of [59, 3601])
      await expect(tokenOf(aws.admin, { DurationSeconds })).rejects.toMatchObject({ name: "ValidationError" });
  });

  test("does not outlast the session that asks for it", async () => {
    await enable();
    await createRole(aws, "app", { may: [allow("sts:GetWebIdentityToken")] });
    const session = aws.as(await assume(aws.admin, "app", { DurationSeconds: 900 }));
    await tokenOf(session, { DurationSeconds: 900 });
    await expect(tokenOf(session, { DurationSeconds: 901 })).rejects.toMatchObject({
      name: "SessionDurationEscalationException",
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("stays good after its session is revoked, until it ends: a deny stops new ones only", async () => {
    const issuer = await enable();
    await createRole(aws, "app", { may: [allow("sts:GetWebIdentityToken")] });
    const session = aws.as(await assume(aws.admin, "app"));
    const token = await tokenOf(session, { DurationSeconds: 3600 });
    const PolicyDocument = policy(deny("*"));
    await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "revoked", PolicyDocument }));
    await expect(tokenOf(session)).rejects.toMatchObject({ name: "AccessDenied" });
    await aws.advance(3599);
    await checked(token, issuer);
    await aws.advance(1);
    await expect(checked(token, issuer)).rejects.toMatchObject({ code: "ERR_JWT_EXPIRED" });
  });

  test("is not on the trail; that it was asked for is", async () => {
    await enable();
    const token = await tokenOf(aws.admin);
    const [event] = await trailOf(aws, "GetWebIdentityToken");
    expect(event).toMatchObject({ requestParameters: { audience: [AUDIENCE], signingAlgorithm: "ES384" } });
    expect(JSON.stringify(event)).not.toContain(token.slice(-40));
  });

  test("opens no session of AWS: it is for others", async () => {
    const workflows = await startWorkflows(aws);
    const issuer = await enable();
    const provider = new CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: [AUDIENCE] });
    await aws.admin.iam.send(provider);
    await expect(workflows.signIn(tokenOf(aws.admin))).rejects.toBeInstanceOf(Error);
    await workflows.issuer.close();
  });
});

describe("outbound federation", () => {
  const info = () => aws.admin.iam.send(new GetOutboundWebIdentityFederationInfoCommand({}));
  const disable = () => aws.admin.iam.send(new DisableOutboundWebIdentityFederationCommand({}));

  test("is off until it is enabled, and off again when it is disabled", async () => {
    const off = { name: "FeatureDisabledException", $metadata: { httpStatusCode: 404 } };
    const refused = { name: "OutboundWebIdentityFederationDisabledException", $metadata: { httpStatusCode: 403 } };
    await expect(info()).rejects.toMatchObject(off);
    await expect(tokenOf(aws.admin)).rejects.toMatchObject(refused);
    const IssuerIdentifier = await enable();
    expect(await info()).toMatchObject({ IssuerIdentifier, JwtVendingEnabled: true });
    await expect(enable()).rejects.toMatchObject({
      name: "FeatureEnabledException",
      $metadata: { httpStatusCode: 409 },
    });
    await disable();
    await expect(tokenOf(aws.admin)).rejects.toMatchObject(refused);
    await expect(disable()).rejects.toMatchObject(off);
  });

  test("of another account publishes nothing here", async () => {
    await enable();
    const nobody = "https://0-0-0-0.tokens.sts.global.api.aws/.well-known/jwks.json";
    expect(await publishedAt(nobody)).toEqual({ message: "Not Found" });
  });
});
