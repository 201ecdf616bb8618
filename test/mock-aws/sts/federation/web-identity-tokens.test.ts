import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
} from "@aws-sdk/client-iam";
import { beforeEach, describe, expect, test } from "vitest";
import { startIssuer } from "../../../../mock-aws/issuer.ts";
import type { TestAws } from "../../../support/local-aws.ts";
import { createRole, roleArn } from "../../iam/cast.ts";
import { trustsFederated } from "./cast.ts";
import { signIns } from "./sign-ins.ts";
import { ACTION, SUBJECT, type Workflows } from "./workflows.ts";

let aws: TestAws;
let workflows: Workflows;
signIns((cast) => {
  ({ aws, workflows } = cast);
});

const REFUSED = { name: "AccessDenied", message: `Not authorized to perform ${ACTION}` };

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
