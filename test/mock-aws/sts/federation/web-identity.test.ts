import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startIssuer } from "../../../../mock-aws/issuer.ts";
import { startLocalAws, type TestAws } from "../../../support/local-aws.ts";
import { keysOf, policy } from "../../../support/session.ts";
import { ACCOUNT, createRole, roleArn, trust } from "../../iam/cast.ts";
import { trustsFederated } from "./cast.ts";
import { ACTION, SUBJECT, startWorkflows, type Workflows } from "./workflows.ts";

let aws: TestAws;
let workflows: Workflows;
beforeAll(async () => {
  aws = await startLocalAws();
  workflows = await startWorkflows(aws);
});
beforeEach(async () => {
  await aws.aws.reset();
  await workflows.connect();
});
afterAll(async () => {
  await workflows.issuer.close();
  await aws.close();
});

const REFUSED = { name: "AccessDenied", message: `Not authorized to perform ${ACTION}` };

describe("who may open a session with a web identity", () => {
  test("whom the trust policy means, without any key of AWS", async () => {
    await workflows.deployRole();
    const answer = await workflows.signIn(workflows.token());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: SUBJECT,
      Audience: "sts.amazonaws.com",
      Provider: workflows.provider,
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-7` },
    });
    const who = await aws.as(keysOf(answer.Credentials)).sts.send(new GetCallerIdentityCommand({}));
    expect(who).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-7` });
  });

  test("not another subject of the same issuer", async () => {
    await workflows.deployRole();
    await expect(
      workflows.signIn(workflows.token({ sub: "repo:intruder/fork:ref:refs/heads/main" })),
    ).rejects.toMatchObject({
      ...REFUSED,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("everyone of the issuer, where the trust policy asks for nothing else: the mistake of many", async () => {
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION]) });
    await workflows.signIn(workflows.token({ sub: "repo:intruder/fork:ref:refs/heads/main" }));
  });

  test("subjects by pattern", async () => {
    const Condition = { StringLike: { [`${workflows.key}:sub`]: "repo:octo-org/*" } };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION], { Condition }) });
    await workflows.signIn(workflows.token());
    await expect(workflows.signIn(workflows.token({ sub: "repo:octo-org-fork/octo-repo" }))).rejects.toMatchObject(
      REFUSED,
    );
  });

  test("by how they signed in (amr)", async () => {
    const Condition = { "ForAnyValue:StringEquals": { [`${workflows.key}:amr`]: "authenticated" } };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION], { Condition }) });
    await workflows.signIn(workflows.token({ amr: ["authenticated", "mfa"] }));
    await expect(workflows.signIn(workflows.token({ amr: ["unauthenticated"] }))).rejects.toMatchObject(REFUSED);
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
  });

  test("by the name of their session", async () => {
    const Condition = { StringLike: { "sts:RoleSessionName": "run-*" } };
    await createRole(aws, "deploy", { trusts: trustsFederated(workflows.provider, [ACTION], { Condition }) });
    await workflows.signIn(workflows.token());
    await expect(workflows.signIn(workflows.token(), { RoleSessionName: "laptop" })).rejects.toMatchObject(REFUSED);
  });

  test("nobody of a role that trusts the account, or another provider, or only for AssumeRole", async () => {
    await createRole(aws, "deploy");
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
    const other = `arn:aws:iam::${ACCOUNT}:oidc-provider/other.example.com`;
    for (const PolicyDocument of [
      trustsFederated(other, [ACTION]),
      trustsFederated(workflows.provider, ["sts:AssumeRole"]),
    ]) {
      await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
      await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
    }
  });

  test("not whom an explicit deny names", async () => {
    const all = { Effect: "Allow", Principal: { Federated: workflows.provider }, Action: ACTION };
    const Condition = { StringEquals: { [`${workflows.key}:sub`]: SUBJECT } };
    await createRole(aws, "deploy", { trusts: policy(all, { ...all, Effect: "Deny", Condition }) });
    await workflows.signIn(workflows.token({ sub: "repo:octo-org/another" }));
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
  });

  test("a role that does not exist is refused like one that trusts nobody", async () => {
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
  });

  test("emptying the trust policy stops new sessions, not those there are", async () => {
    await workflows.deployRole();
    const session = aws.as(keysOf((await workflows.signIn(workflows.token())).Credentials));
    const PolicyDocument = policy(trust({ Service: "ec2.amazonaws.com" }));
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(REFUSED);
    await session.sts.send(new GetCallerIdentityCommand({}));
  });
});

describe("the token", () => {
  beforeEach(() => workflows.deployRole());
  const invalid = (message: unknown) => ({ name: "InvalidIdentityTokenException", message });

  test("must be signed by the issuer: a changed claim breaks it", async () => {
    const [header = "", payload = "", signature = ""] = (await workflows.token({ sub: "somebody" })).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: SUBJECT })).toString("base64url");
    await expect(workflows.signIn(`${header}.${forged}.${signature}`)).rejects.toMatchObject(
      invalid(expect.stringContaining("signature verification failed")),
    );
  });

  test("must be signed: algorithm none is no signature", async () => {
    const [, payload = ""] = (await workflows.token()).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
    await expect(workflows.signIn(`${header}.${payload}.`)).rejects.toMatchObject({
      name: "InvalidIdentityTokenException",
    });
  });

  test("must be signed by a key that the issuer publishes now", async () => {
    const older = await workflows.token();
    await workflows.issuer.rotate();
    await expect(workflows.signIn(older)).rejects.toMatchObject(invalid(expect.stringContaining("verification key")));
    await workflows.signIn(workflows.token());
  });

  test("of another issuer that claims to be this one is refused", async () => {
    const intruder = await startIssuer(() => aws.now());
    const forged = await intruder.sign({ iss: workflows.issuer.url, sub: SUBJECT, aud: "sts.amazonaws.com" });
    await intruder.close();
    await expect(workflows.signIn(forged)).rejects.toMatchObject({ name: "InvalidIdentityTokenException" });
  });

  test("must be for a client that the provider lists", async () => {
    await expect(workflows.signIn(workflows.token({ aud: "https://github.com/octo-org" }))).rejects.toMatchObject({
      ...invalid("Incorrect token audience"),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("with an azp is for that client, whatever its aud", async () => {
    await expect(workflows.signIn(workflows.token({ azp: "app" }))).rejects.toMatchObject(
      invalid("Incorrect token audience"),
    );
    const ClientID = "app";
    const add = new AddClientIDToOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn: workflows.provider,
      ClientID,
    });
    await aws.admin.iam.send(add);
    await expect(workflows.signIn(workflows.token({ azp: "app" }))).rejects.toMatchObject(REFUSED);
    await createRole(aws, "app", { trusts: trustsFederated(workflows.provider, [ACTION]) });
    expect(await workflows.signIn(workflows.token({ azp: "app" }), { RoleArn: roleArn("app") })).toMatchObject({
      Audience: "app",
    });
  });

  test("ends when it says, by the virtual clock", async () => {
    const exp = Math.floor(aws.now() / 1000) + 60;
    const short = await workflows.token({ exp });
    await workflows.signIn(short);
    await aws.advance(60);
    await expect(workflows.signIn(short)).rejects.toMatchObject({
      name: "ExpiredTokenException",
      message: `Token expired: current date/time ${exp} must be before the expiration date/time ${exp}`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("counts for nothing before its time", async () => {
    const nbf = Math.floor(aws.now() / 1000) + 60;
    await expect(workflows.signIn(workflows.token({ nbf }))).rejects.toMatchObject({
      name: "InvalidIdentityTokenException",
    });
  });

  test.each(["sub", "aud", "exp", "iat"])("must have %s", async (claim) => {
    await expect(workflows.signIn(workflows.token({ [claim]: undefined }))).rejects.toMatchObject(
      invalid(`Missing a required claim: ${claim}`),
    );
  });

  test("must be a JSON web token", async () => {
    await expect(workflows.signIn("an-access-token")).rejects.toMatchObject(
      invalid(expect.stringContaining("is not a valid JWT")),
    );
  });

  test("of an issuer without a provider in the account is refused", async () => {
    await aws.admin.iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: workflows.provider }));
    await expect(workflows.signIn(workflows.token())).rejects.toMatchObject(
      invalid(`No OpenIDConnect provider found in your account for ${workflows.issuer.url}`),
    );
  });

  test("of an issuer elsewhere in the world is not checked: the local AWS asks loopback only", async () => {
    const Url = "https://token.actions.example.com";
    await aws.admin.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ["sts.amazonaws.com"] }));
    await expect(workflows.signIn(workflows.token({ iss: Url }))).rejects.toMatchObject({
      name: "IDPCommunicationErrorException",
      message: expect.stringContaining("token.actions.example.com was not asked"),
    });
  });

  test("of an issuer that publishes somebody else's keys as its own is not checked by them", async () => {
    const server = createServer((_request, response) => {
      response.end(JSON.stringify({ issuer: workflows.issuer.url, jwks_uri: `${workflows.issuer.url}/keys` }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const Url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await aws.admin.iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ["sts.amazonaws.com"] }));
    await expect(workflows.signIn(workflows.token({ iss: Url }))).rejects.toMatchObject(
      invalid(expect.stringContaining("verification key")),
    );
    server.closeAllConnections();
    server.close();
  });

  test("of an issuer that is down cannot be checked", async () => {
    const gone = await startIssuer(() => aws.now());
    const last = await gone.sign({ sub: SUBJECT, aud: "sts.amazonaws.com" });
    await gone.close();
    const create = new CreateOpenIDConnectProviderCommand({ Url: gone.url, ClientIDList: ["sts.amazonaws.com"] });
    await aws.admin.iam.send(create);
    await expect(workflows.signIn(last)).rejects.toMatchObject({ name: "IDPCommunicationErrorException" });
  });
});
