import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../../mock-aws/bootstrap.ts";
import { startLocalAws, type TestAws } from "../../../support/local-aws.ts";
import { sendSigned, sendUnsigned } from "../../../support/signed-request.ts";
import { roleArn } from "../../iam/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());

const headers = { "content-type": "application/x-www-form-urlencoded" };
const form = (fields: Record<string, string>) => new URLSearchParams({ Version: "2011-06-15", ...fields }).toString();
const SIGN_IN = {
  Action: "AssumeRoleWithWebIdentity",
  RoleArn: roleArn("deploy"),
  RoleSessionName: "run-7",
  WebIdentityToken: "none",
};

test.each(["GetCallerIdentity", "AssumeRole", "GetSessionToken", "GetFederationToken"])(
  "%s is for those who sign",
  async (Action) => {
    const reply = await sendUnsigned({ endpoint: aws.endpoint, headers, body: form({ Action }) });
    expect(reply.status).toBe(403);
    expect(reply.body).toContain("<Code>MissingAuthenticationToken</Code>");
  },
);

test("an operation of another version of the API is not found by its name", async () => {
  const body = form({ ...SIGN_IN, Version: "2010-05-08" });
  const reply = await sendUnsigned({ endpoint: aws.endpoint, headers, body });
  expect(reply.body).toContain("<Code>MissingAuthenticationToken</Code>");
});

test("what an operation needs is asked for in AWS's words, signed or not", async () => {
  const { WebIdentityToken: _, ...incomplete } = SIGN_IN;
  const reply = await sendUnsigned({ endpoint: aws.endpoint, headers, body: form(incomplete) });
  expect(reply.status).toBe(400);
  expect(reply.body).toContain("<Code>ValidationError</Code>");
  expect(reply.body).toContain("webIdentityToken");
});

test("the form may come in the address", async () => {
  const query = { Version: "2011-06-15", ...SIGN_IN };
  const reply = await sendUnsigned({ endpoint: aws.endpoint, method: "GET", query });
  expect(reply.body).toContain("is not a valid JWT");
});

test("a signature proves nothing that the token must prove", async () => {
  const reply = await sendSigned({
    endpoint: aws.endpoint,
    service: "sts",
    keys: ADMIN_KEY,
    headers,
    body: form(SIGN_IN),
  });
  expect(reply.body).toContain("is not a valid JWT");
});

test("parameters that the local AWS does not know are refused by name", async () => {
  const reply = await sendUnsigned({
    endpoint: aws.endpoint,
    headers,
    body: form({ ...SIGN_IN, ProviderId: "www.amazon.com" }),
  });
  expect(reply.status).toBe(501);
  expect(reply.body).toContain("ProviderId");
});

test("roles of accounts that are not there leave no trace", async () => {
  const body = form({ ...SIGN_IN, RoleArn: "arn:aws:iam::999999999999:role/deploy" });
  const before = await (await fetch(`${aws.endpoint}/_mock/trail`)).text();
  const reply = await sendUnsigned({ endpoint: aws.endpoint, headers, body });
  expect(reply.status).toBe(400);
  expect(await (await fetch(`${aws.endpoint}/_mock/trail`)).text()).toBe(before);
});
